"""Documents to syntax trees, with messages for editors. Whether names exist elsewhere is asked by `analysis`."""

from whence.reader.kinds import KINDS, ReadFile, parse, read_file, read_text

__all__ = ["KINDS", "ReadFile", "parse", "read_file", "read_text"]
