"""Vignettes and whole patients: what a reader of the passages expects of them, run against the knowledge."""
