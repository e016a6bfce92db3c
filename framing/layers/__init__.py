"""What is found in an article, one layer a file."""
