"""Files as read, held against each other: names, answers, sources, circles, small proofs. No patient is decided."""
