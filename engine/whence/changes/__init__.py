"""Two states of the knowledge side by side: what was changed, and exactly which patients get another answer."""
