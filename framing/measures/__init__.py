"""Numbers from readings, one feature family a file."""
