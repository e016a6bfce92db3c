"""Passages that articles share, and the stories they make."""
