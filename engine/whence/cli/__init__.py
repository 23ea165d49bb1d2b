"""Commands: one module per group; words in, words out, exit codes. Decides nothing itself."""
