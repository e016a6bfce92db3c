"""What trained parts share: features of passages and one linear model."""
