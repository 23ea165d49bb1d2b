"""The record of assessments: dossiers that can be re-checked without this package, in a log that only grows."""
