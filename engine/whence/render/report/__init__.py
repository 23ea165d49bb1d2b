"""The report of one patient as a page to keep: collected as text first, then set as HTML or Markdown."""
