"""What can go wrong, said so that the reader knows where, what, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SkippedKind = Literal["skipped", "repaired", "left out", "noted"]


class FramingError(Exception):
    """Base of every error that framing raises on purpose."""


class UsageError(FramingError, ValueError):
    """The call itself is wrong: nothing was read; the command line exits with 2."""


class StoppedError(FramingError):
    """The run stopped before its end and can be continued; the command line exits with 3."""


class LexiconError(FramingError):
    """A lexicon file breaks a rule; the message names file, term and remedy."""


class SkippedWarning(UserWarning):
    """Carries a `Skipped` to callers who gave no `on_skip`; nothing disappears unsaid."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A piece of input that needs a word: where it stood, why, and what would help.

    `kind` says what became of it: "skipped" was lost to a fault of the input; "repaired" came out,
    but changed (a new id for a duplicate, a mark for an impossible character); "left out" was not
    wanted (another language); "noted" came out as it was (a guessed encoding, a file passed over).
    """

    path: str
    reason: str
    kind: SkippedKind = "skipped"

    @property
    def faulty(self) -> bool:
        """Whether the input was at fault, so that a run should end with exit code 1."""
        return self.kind in ("skipped", "repaired")

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
