"""Labels, the samplers that drew them, and loaders of public corpora."""
