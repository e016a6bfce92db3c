"""Articles in, whatever the format; page zones; who published what."""
