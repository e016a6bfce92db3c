"""Labels made by reading, the samplers that drew their sentences, and loaders of public corpora."""
