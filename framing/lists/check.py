"""Checks a user's own lists before anything is read: header, keys, types, classes, duplicates.

What a row may hold is taken from the rows of our list of the same name, so that a list and its
check never part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lists.load import CONTEXT_KEYS, lexicon_folder, load_lexicon, parse_list

# Keys without which a row says nothing, where all rows of ours have them.
_NEEDED = (
    *("text", "category", "id", "name", "type", "names", "words", "pattern", "referent", "choice"),
    *("quad", "status", "part"),
)
# Keys whose values are classes that the measures know one by one.
_CLASSES = (
    *("category", "type", "kind", "quad", "status", "part", "stance", "polarity", "where", "zone"),
    *("number", "refers"),
)
_SHOWN = 12  # classes named in a message


@dataclass(frozen=True, slots=True)
class _Shape:
    """What rows of one kind may hold: types and classes by key, and the keys all rows need."""

    types: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[object]]
    needed: tuple[str, ...]


def check_folder(folder: Path) -> None:
    """Raises `LexiconError` for a user's folder of lists that cannot be used, with file and line.

    Lists of a name that framing does not know, broken TOML, missing headers, unknown keys and
    classes, values of a wrong type, bad patterns and rows that stand twice are refused.
    """
    known = {path.name for path in lexicon_folder().glob("*.toml")}
    if not folder.is_dir():
        raise LexiconError(
            f"{folder}: no such folder of lexicons; expected a folder of .toml files"
        )
    files = sorted(folder.glob("*.toml"))
    unknown = [path.name for path in files if path.name not in known]
    if unknown or not files:
        what = f"unknown list {unknown[0]}" if unknown else "no .toml file in it"
        raise LexiconError(f"{folder}: {what}; expected one of {', '.join(sorted(known))}")
    for path in files:
        _check_list(path, folder)


def _check_list(path: Path, folder: Path) -> None:
    data, ours = parse_list(path), parse_list(lexicon_folder() / path.name)
    kinds = [key for key, value in ours.items() if isinstance(value, list)]
    for key, value in data.items():
        if key in kinds:
            continue
        if key not in ours:
            raise LexiconError(f"{path}: {key} is not known here; expected [[{kinds[0]}]] rows")
        if not isinstance(value, str):
            raise LexiconError(f"{path}: {key} is text in quotation marks, not {value!r}")
    if not any(data.get(kind) for kind in kinds):
        raise LexiconError(f"{path}: holds no [[{kinds[0]}]] row; add at least one")
    lines = _Lines(path)
    for kind in kinds:
        rows = data.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise LexiconError(f"{path}: {kind} is written as [[{kind}]] rows, one a row")
        shape = _shape_of(ours[kind], kind)
        for number, row in enumerate(rows):
            _check_row(row, shape, lambda key, k=kind, n=number: lines.place(k, n, key))
        _check_twice(rows, kind, lines)
    if "term" in kinds:
        load_lexicon(path.stem, folder)


def _shape_of(rows: Sequence[Mapping[str, Any]], kind: str) -> _Shape:
    types: dict[str, set[str]] = {}
    for row in rows:
        for key, value in row.items():
            types.setdefault(key, set()).update(_types_of(value))
    for key in CONTEXT_KEYS if kind == "term" else ():
        types.setdefault(key, {"list", "list of str"})
    return _Shape(
        {
            key: frozenset(found | ({"int"} if "float" in found else set()))
            for key, found in types.items()
        },
        {
            key: frozenset(
                row[key] for row in rows if key in row and not isinstance(row[key], list)
            )
            for key in _CLASSES
            if key in types
        },
        tuple(key for key in _NEEDED if all(key in row for row in rows)),
    )


def _types_of(value: object) -> set[str]:
    if isinstance(value, list):
        return {"list", *(f"list of {type(one).__name__}" for one in value)}
    return {type(value).__name__}


def _check_row(row: Mapping[str, Any], shape: _Shape, place: Any) -> None:
    for key in shape.needed:
        if key not in row:
            raise LexiconError(f"{place(None)}: lacks {key}")
    for key, value in row.items():
        allowed = shape.types.get(key)
        if allowed is None:
            expected = ", ".join(shape.types)
            raise LexiconError(f"{place(key)}: {key} is not known here; expected one of {expected}")
        if not _types_of(value) <= allowed:
            expected = " or ".join(sorted(one for one in allowed if one != "list"))
            raise LexiconError(f"{place(key)}: {key} is {value!r}; expected {expected}")
        classes = shape.classes.get(key)
        if classes is not None and not isinstance(value, list) and value not in classes:
            shown = sorted(map(str, classes))
            more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
            raise LexiconError(
                f"{place(key)}: {key} is {value!r}; expected one of "
                f"{', '.join(shown[:_SHOWN])}{more}"
            )
        if key == "pattern":
            _check_pattern(value, place)


def _check_pattern(pattern: str, place: Any) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise LexiconError(
            f"{place('pattern')}: {pattern!r} is no regular expression ({error})"
        ) from error


def _check_twice(rows: Sequence[Mapping[str, Any]], kind: str, lines: _Lines) -> None:
    """Rows of one id or name, terms of the same words and context."""
    seen: dict[object, int] = {}
    for number, row in enumerate(rows):
        name = row.get("text", row.get("id", row.get("name")))
        case = row.get("case", False)
        words = " ".join(str(name).split())
        context = (str(row.get(key, [])) for key in CONTEXT_KEYS)
        key = (words if case else words.lower(), case, row.get("kind"), *context)
        if key in seen and name is not None:
            raise LexiconError(
                f"{lines.place(kind, number, None)}: {name!r} stands in rows {seen[key] + 1} and "
                f"{number + 1}; delete one"
            )
        seen[key] = number


class _Lines:
    """Finds the line of a row, and of a key in it, for messages."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def place(self, kind: str, number: int, key: str | None) -> str:
        """`file.toml, line 12 (term 3)`."""
        lines = self._path.read_text("utf-8").splitlines()
        heads = [
            k for k, line in enumerate(lines) if line.replace(" ", "").startswith(f"[[{kind}]]")
        ]
        if number >= len(heads):  # rows written in another way
            return f"{self._path} ({kind} {number + 1})"
        found = heads[number]
        after = heads[number + 1] if number + 1 < len(heads) else len(lines)
        for k in range(found + 1, after):
            if key is not None and re.match(rf"\s*{re.escape(key)}\s*=", lines[k]):
                found = k
                break
        return f"{self._path}, line {found + 1} ({kind} {number + 1})"
