"""The back ends: each decides the same program in its own way, so that they can be held against each other."""
