"""Training, measurements and labels: run from a checkout, not shipped with the package."""
