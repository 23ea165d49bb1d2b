"""Passages and what hangs on them: anchors verified against a text, words accounted for, links both ways."""
