"""Sources side by side: what each says at a decision point, where they differ, and who would see it."""
