"""Which column of a table, or key of an object, holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from framing.corpus.dates import find_day
from framing.lists.load import load_rows

FIELDS = ("text", "outlet", "title", "published", "url", "id", "authors")
# Words for a field on the command line that are not its own name.
ALIASES = {"date": "published", "author": "authors", "headline": "title", "publication": "outlet"}

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ADDRESS = re.compile(r"\s*(?:https?:)?//\S+\s*$")
_SEPARATOR = re.compile(r"[\s\-_]+")
_NO_VALUE = ("", "nan", "none", "null", "n/a", "[]", "{}")
# NELA of 2017 and 2018 calls the headline so; elsewhere a "name" is a person's.
_NELA = frozenset(("name", "date", "source", "content"))
# Columns that a table of features begins with; see `framing.table`.
_FEATURES = ("article_id", "outlet", "agency", "published", "title", "n_words")


class MissingColumnError(ValueError):
    """No column holds the text, or a column that was asked for is not there."""


class Columns:
    """The columns of one table for each field, the surest first.

    `wanted` are the names a user gave: they alone count for their field. Raises
    `MissingColumnError` if there is none for the text, or if one that was asked for is missing.
    `folder` holds a user's own `columns.toml`, whose names come before ours.
    """

    def __init__(
        self, names: Sequence[str], wanted: Mapping[str, str], folder: Path | None = None
    ) -> None:
        self._wanted = frozenset(wanted)
        self.of = _find(names, wanted, folder)
        if "text" not in self.of:
            raise MissingColumnError(_explain(names))

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that may be needed, each once."""
        return tuple(dict.fromkeys(name for several in self.of.values() for name in several))

    def pick(self, row: Mapping[str, object]) -> dict[str, object]:
        """Each field of one row: its first column that is filled; an address is no outlet."""
        found = {
            field: self._first(field, [row.get(name) for name in names])
            for field, names in self.of.items()
        }
        if not is_filled(found.get("url")) and "outlet" not in self._wanted:
            # "source" is the outlet in some exports and the address in others.
            values = [row.get(name) for name in self.of.get("outlet", ())]
            if address := next((value for value in values if _is_address(value)), None):
                found["url"] = address
        return found

    def _first(self, field: str, values: list[object]) -> object:
        if field in self._wanted:
            return values[0]
        filled = [value for value in values if is_filled(value)]
        if field == "outlet":
            return next((value for value in filled if not _is_address(value)), None)
        if field == "published" and len(filled) > 1:
            return next((value for value in filled if find_day(str(value))), filled[0])
        return filled[0] if filled else values[0]

    @property
    def guessed(self) -> dict[str, str]:
        """The surest column of each field that nobody named."""
        return {f: names[0] for f, names in self.of.items() if f not in self._wanted}


def find_fields(names: Sequence[str], values: Mapping[str, str]) -> dict[str, str]:
    """Field -> name among `names`, for a header that need not have a text."""
    found = {}
    for field, candidates in _find(names, {}).items():
        filled = [
            n
            for n in candidates
            if values[n] and not (field == "outlet" and _is_address(values[n]))
        ]
        if filled:
            found[field] = filled[0]
    return found


def is_filled(value: object) -> bool:
    """Whether a value says anything."""
    if value is None or isinstance(value, float):
        return value is not None and value == value  # NaN is the number that differs from itself
    return str(value).strip().casefold() not in _NO_VALUE


def is_feature_table(names: Sequence[str]) -> bool:
    """Whether the columns are those of `framing features`."""
    return set(_FEATURES) <= set(names)


def fold(name: str) -> str:
    """A column's name without case, blanks, hyphens: `publishedAt`, "Published at" are one."""
    split = _CAMEL.sub("_", name.strip().lstrip("\ufeff").removesuffix("(s)"))
    return _SEPARATOR.sub("_", split).strip("_").casefold()


def _find(
    names: Sequence[str], wanted: Mapping[str, str], folder: Path | None = None
) -> dict[str, tuple[str, ...]]:
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(fold(name), name)
        folded.setdefault(fold(name).replace("_", ""), name)
    found: dict[str, tuple[str, ...]] = {
        field: (_asked(field, name, names, folded),) for field, name in wanted.items()
    }
    for field, usual in _usual(folder).items():
        present = dict.fromkeys(
            folded[form]
            for name in usual
            for form in (name, name.replace("_", ""))
            if form in folded
        )
        if present and field not in found:
            found[field] = tuple(present)
    if "title" not in found and set(folded) >= _NELA:
        found["title"] = (folded["name"],)
    return found


@cache
def _usual(folder: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Names of each field, a user's own first."""
    ours = load_rows("columns", "field")
    own = [row for row in load_rows("columns", "field", folder) if row not in ours]
    found: dict[str, tuple[str, ...]] = dict.fromkeys(FIELDS, ())
    for row in (*own, *ours):
        if row["id"] in found:
            found[row["id"]] += tuple(fold(name) for name in row["names"])
    return found


def _asked(field: str, name: str, names: Sequence[str], folded: Mapping[str, str]) -> str:
    if name in names:
        return name
    if fold(name) in folded:
        return folded[fold(name)]
    said = next((k for k, v in ALIASES.items() if v == field and k == "date"), field)
    raise MissingColumnError(
        f"no column {name!r} for the {said}; columns found: {_listed(names)}; "
        f"name one of them with --column {said}=NAME"
    )


def _explain(names: Sequence[str]) -> str:
    """Why a table has no text, and what to do."""
    if is_feature_table(names):
        return (
            "a table of features, not of articles; `framing compare`, `train`, `evaluate` and "
            "`predict` read it, the other commands need the articles it was made from"
        )
    if whose := _without_texts(names):
        return (
            f"no full text: {whose} hands out titles and addresses only; get the texts of the "
            "pages (from your library's database, or as HTML files) and give those"
        )
    return (
        f"no column for the text; columns found: {_listed(names)}; expected one of "
        f"{', '.join(_usual()['text'][:8])} or the like; name it with --column text=NAME"
    )


def _without_texts(names: Sequence[str]) -> str | None:
    folded = {fold(name).replace("_", "") for name in names}
    for row in load_rows("columns", "no_text"):
        known = {fold(name).replace("_", "") for name in row["names"]}
        if len(folded & known) >= min(2, len(known)):
            return str(row["id"])
    if names and all(any(c.isdigit() for c in n) or not n for n in names[:3]) and len(names) > 20:
        return "GDELT"
    return None


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _ADDRESS.match(value) is not None


def _listed(names: Sequence[str]) -> str:
    shown = [name[:40] or "(no name)" for name in names[:20]]
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return (", ".join(shown) or "none") + more
