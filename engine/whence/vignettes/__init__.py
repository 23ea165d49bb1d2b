"""Vignettes: small patients with what a reader of the passage expects of them, run against the knowledge."""
