"""Explanations as data: why a rule ended as it did, down to the facts given. Words come later."""
