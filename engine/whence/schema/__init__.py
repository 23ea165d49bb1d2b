"""The shape of every kind of file as JSON Schema: checking it, and writing what an editor completes from."""
