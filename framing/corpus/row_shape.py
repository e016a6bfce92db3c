"""What the rows of a table have in common, to tell a row from a line of prose with commas."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS = (
    ("number", re.compile(r"\s*-?\d+\s*")),
    ("address", re.compile(r"\s*https?://\S+\s*")),
    ("date", re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,20}")),
)
_LONG = 2000  # characters: a field as long is a text, whatever its column held before
# A name, a topic or an id may be longer than all before it, but not by far. Columns of texts are
# not held to this, and a few rows prove nothing.
_SHORT, _STRETCH, _SLACK, _ROWS = 100, 3, 20, 5


class RowShape:
    """Learned from sound rows: number of fields, kinds, lengths, and whether all are quoted."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._kinds: list[str | None] | None = None
        self._longest = [0] * width
        self._quoted = True
        self._rows = 0

    @property
    def is_distinct(self) -> bool:
        """Whether some column always held numbers, addresses or dates."""
        return any(self._kinds or ())

    def learn(self, fields: Sequence[str], line: str) -> None:
        """Take in a sound row and the line it starts with."""
        self._rows += 1
        self._quoted = self._quoted and line.startswith('"')
        if self._kinds is None:
            self._kinds = [_kind(field) for field in fields]
        for i, field in enumerate(fields):
            self._longest[i] = max(self._longest[i], len(field))
            kind = self._kinds[i]
            if kind is not None and field and _kind(field) != kind:
                self._kinds[i] = None

    def fits(self, fields: Sequence[str], line: str) -> bool:
        """Whether a row looks like those before it; where none was, the number of fields says."""
        if len(fields) != self.width or self._kinds is None:
            return len(fields) == self.width
        if self._quoted and not line.startswith('"'):
            return False
        if self._rows >= _ROWS and any(map(_is_far_longer, fields, self._longest)):
            return False
        known = [(k, f) for k, f in zip(self._kinds, fields, strict=True) if k is not None]
        if known and not any(field for _, field in known):
            return False
        return all(not field or _kind(field) == kind for kind, field in known)


def _kind(field: str) -> str | None:
    if len(field) > _LONG:
        return None
    return next((name for name, pattern in _KINDS if pattern.fullmatch(field)), None)


def _is_far_longer(field: str, longest: int) -> bool:
    return longest <= _SHORT and len(field) > _STRETCH * longest + _SLACK
