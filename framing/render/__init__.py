"""Readings and results as something to look at: pages, reports, evidence in context."""
