"""From a patient's facts to a verdict for every rule, decided by the engine and checked by the compiled function."""
