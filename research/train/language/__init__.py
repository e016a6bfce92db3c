"""Training of the language models; `python -m research.train.language --help`."""
