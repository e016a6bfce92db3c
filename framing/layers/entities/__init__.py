"""People, states and organisations in an article, and who is who."""
