"""What is what on a page: zones, boilerplate, datelines, credits, provenance."""
