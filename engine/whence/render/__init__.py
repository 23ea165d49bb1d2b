"""Values in, pages out: prose, terminal, JSON and charts. Nothing here decides anything."""
