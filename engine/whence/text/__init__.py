"""Text in, positions kept: documents, spans, diagnostics. Nothing here knows what a rule is."""
