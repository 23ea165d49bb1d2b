"""Whether a rule says what its passages say: its numbers, bounds, strengths and conditions looked for in print."""
