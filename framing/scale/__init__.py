"""Many articles: local processes."""
