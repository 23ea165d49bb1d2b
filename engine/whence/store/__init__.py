"""Folders and files to knowledge: loading, checking, keeping what was made. Nothing here decides a rule."""
