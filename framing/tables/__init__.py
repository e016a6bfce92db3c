"""Rows, the codebook, and reading and writing tables."""
