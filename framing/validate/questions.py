"""What a coder is asked about each layer, read from `layers.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tomli

from framing.errors import UsageError

OWN_UNIT = "text"
"""The unit of labels of one's own, one a text."""


@dataclass(frozen=True, slots=True)
class Question:
    """A layer's question; `answers` are (key, meaning), the first of which means "nothing here".

    `columns` are globs of the feature columns that rest on the same detector.
    """

    layer: str
    unit: str
    question: str
    rule: str
    answers: tuple[tuple[str, str], ...]
    columns: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The answers that a sheet may hold."""
        return tuple(key for key, _ in self.answers)

    @property
    def nothing(self) -> str:
        """The answer that says that there is nothing."""
        return self.answers[0][0]


@cache
def questions() -> Mapping[str, Question]:
    """The question of each layer that can be coded."""
    rows = tomli.loads((Path(__file__).parent / "layers.toml").read_text("utf-8"))
    return {
        name: Question(
            layer=name,
            unit=row["unit"],
            question=row["question"],
            rule=" ".join(row["rule"].split()),
            answers=tuple((one["key"], one["means"]) for one in row["answers"]),
            columns=tuple(row["columns"]),
        )
        for name, row in rows.items()
    }


def question_of(layer: str) -> Question:
    """The question of a layer; raises `UsageError` for a layer that has none."""
    found = questions().get(layer)
    if found is None:
        raise UsageError(f"--layer {layer}: no such layer; choose from {', '.join(questions())}")
    return found
