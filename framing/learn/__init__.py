"""What trained parts share: a file format, features by name and of passages, linear models,
and the best labels of sequences."""
