"""Plain values with a meaning of their own: truth, quantities, calendar durations, what is known of an answer."""
