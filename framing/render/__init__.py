"""Readings as something to look at."""
