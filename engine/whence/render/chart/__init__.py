"""Charts: a pathway as a picture, in DOT, SVG, PNG, PDF, Mermaid and plain text."""
