"""Training of every model."""
