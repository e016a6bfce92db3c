"""Loaded words, names of debated referents, and who is said to have acted."""
