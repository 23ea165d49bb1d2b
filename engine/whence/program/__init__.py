"""The program: one hash-consed AND graph over leaf tests, which every back end compiles."""
