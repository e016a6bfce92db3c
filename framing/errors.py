"""What can go wrong, said so that the reader knows where, what, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass


class FramingError(Exception):
    """Base of every error that framing raises on purpose."""


class UsageError(FramingError):
    """The call itself is wrong: nothing was read; the command line exits with 2."""


class LexiconError(FramingError):
    """A lexicon file breaks a rule; the message names file, term and remedy."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A piece of input that was left out: where it stood, why, and what would help."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
