"""Scores on gold."""
