"""Measurements and training commands: each file is run as `python -m research.NAME`."""
