"""Training of the language models; `python -m framing.language.train --help`."""
