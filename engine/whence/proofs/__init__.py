"""What must hold for every patient, proved by the solver or refuted by a patient; what cannot be decided is said."""
