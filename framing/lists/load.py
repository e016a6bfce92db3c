"""Loads and checks the word lists in `lexicons/*.toml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import tomli

from framing.errors import LexiconError

CONTEXT_KEYS = ("tags", "next", "not_next", "prev", "not_prev", "needs_any", "not_with")
"""Keys of a term that name the context it needs; each holds a list of words."""
_identity = attrgetter("words", "case", *CONTEXT_KEYS)
_OWN_KEYS = frozenset({"text", "category", "strength", "example", "case", *CONTEXT_KEYS})
_REQUIRED = ("name", "version", "source", "licence", "limits")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a lexicon: the words, what they mean, and the context they need.

    A word matches a token that equals it as lower-cased form or as lemma. `tags` are prefixes of
    the first token's Penn tag; `next`/`prev` are words (or `<TAG>`) the neighbour must (`not_`:
    must not) be; `needs_any`/`not_with` are words that must (not) stand in the same sentence.
    """

    words: tuple[str, ...]
    category: str = ""
    strength: float = 1.0
    case: bool = False
    tags: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    not_next: tuple[str, ...] = ()
    prev: tuple[str, ...] = ()
    not_prev: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    example: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words as written in the file, joined by blanks."""
        return " ".join(self.words)

    @property
    def has_context(self) -> bool:
        """Whether anything beside the words themselves must be looked at."""
        return self.case or self.looks_around

    @property
    def looks_around(self) -> bool:
        """Whether anything beside the words and their case must be looked at."""
        return bool(
            self.tags
            or self.next
            or self.not_next
            or self.prev
            or self.not_prev
            or self.needs_any
            or self.not_with
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A checked word list; `digest` changes with every change of its terms."""

    name: str
    version: str
    terms: tuple[Term, ...]
    source: str = ""
    licence: str = ""
    limits: str = ""

    @property
    def label(self) -> str:
        """Name and version, as outputs carry them."""
        return f"{self.name} {self.version}"


def lexicon_folder() -> Path:
    """Folder of the shipped lists: inside a wheel, or beside the package in a checkout."""
    inside = Path(__file__).parents[1] / "lexicon_files"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "lexicons"


@cache
def load_lexicon(name: str, folder: Path | None = None) -> Lexicon:
    """The list `name`, with the user's additions from `folder/name.toml` if that file exists.

    A user's row with the same words replaces ours. Raises `LexiconError` on a broken file.
    """
    header, rows = _read(lexicon_folder() / f"{name}.toml", "term")
    terms = _terms(rows, f"lexicons/{name}.toml")
    version = str(header["version"])
    mine = folder / f"{name}.toml" if folder else None
    if mine is not None and mine.is_file():
        more_header, more_rows = _read(mine, "term")
        more = _terms(more_rows, str(mine))
        replaced = {term.words for term in more}
        terms = [term for term in terms if term.words not in replaced] + more
        version = f"{version}+{more_header['name']} {more_header['version']}"
    return Lexicon(
        name=str(header["name"]),
        version=version,
        terms=tuple(terms),
        source=str(header["source"]),
        licence=str(header["licence"]),
        limits=str(header["limits"]),
    )


@cache
def load_rows(name: str, kind: str, folder: Path | None = None) -> tuple[Mapping[str, Any], ...]:
    """Rows `[[kind]]` of a list that is no plain word list (actors, outlets, furniture rules).

    A user's row replaces ours of the same id or name; rows that have neither only join ours. A
    user's list need not hold every kind of row that ours does.
    """
    ours, rows = _read(lexicon_folder() / f"{name}.toml", kind)
    mine = folder / f"{name}.toml" if folder else None
    if mine is not None and mine.is_file():
        more = _own_rows(mine, kind, ours)
        replaced = {_row_name(row) for row in more} - {None}
        rows = [row for row in rows if _row_name(row) not in replaced] + more
    return tuple(rows)


def _own_rows(path: Path, kind: str, ours: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = parse_list(path)
    others = [key for key, value in ours.items() if isinstance(value, list) and key != kind]
    return [] if kind not in data and any(map(data.get, others)) else _read(path, kind)[1]


def _row_name(row: Mapping[str, Any]) -> Any:
    return row.get("id", row.get("name"))


@cache
def list_version(name: str, folder: Path | None = None) -> str:
    """Name and version of a list, the user's own part included."""
    header = _header(lexicon_folder() / f"{name}.toml")
    label = f"{header['name']} {header['version']}"
    mine = folder / f"{name}.toml" if folder else None
    if mine is not None and mine.is_file():
        more = _header(mine)
        label += f"+{more['name']} {more['version']}"
    return label


def parse_list(path: Path) -> dict[str, Any]:
    """Header and rows of a list; raises `LexiconError` if it is no TOML or lacks a header."""
    return _parsed(path, lambda text: text)


def _header(path: Path) -> dict[str, Any]:
    """What stands above the first row of a list; raises `LexiconError`."""
    return _parsed(path, lambda text: text.partition("\n[[")[0])


def _parsed(path: Path, part: Callable[[str], str]) -> dict[str, Any]:
    try:
        data = tomli.loads(part(path.read_bytes().decode("utf-8")))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: not a readable TOML file: {error}") from error
    missing = [key for key in _REQUIRED if key not in data]
    if missing:
        raise LexiconError(f"{path}: lacks {', '.join(missing)} at the top of the file")
    return data


def _read(path: Path, kind: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    data = parse_list(path)
    rows = data.get(kind)
    if not isinstance(rows, list) or not rows:
        raise LexiconError(f"{path}: holds no [[{kind}]] row; add at least one")
    return data, rows


def make_lexicon(name: str, rows: Sequence[Mapping[str, Any]], where: str) -> Lexicon:
    """A list of rows that stand in no file of ours; raises `LexiconError` for a broken row."""
    return Lexicon(name, "own", tuple(_terms(rows, where)))


def _terms(rows: Sequence[Mapping[str, Any]], where: str) -> list[Term]:
    terms = [_term(row, f"{where}, term {number}") for number, row in enumerate(rows, 1)]
    seen: dict[object, int] = {}
    for number, term in enumerate(terms, 1):
        key = _identity(term)
        if key in seen:
            raise LexiconError(
                f"{where}: {term.text!r} stands in rows {seen[key]} and {number}; delete one"
            )
        seen[key] = number
    return terms


def _term(row: Mapping[str, Any], where: str) -> Term:
    text = row.get("text")
    if not isinstance(text, str) or not text.split():
        raise LexiconError(f'{where}: needs text = "words divided by blanks"')
    strength = row.get("strength", 1.0)
    if not isinstance(strength, int | float):
        raise LexiconError(f"{where} ({text!r}): strength is a number, not {strength!r}")
    context: dict[str, tuple[str, ...]] = {}
    for key in filter(row.__contains__, CONTEXT_KEYS):
        value = row[key]
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise LexiconError(f"{where} ({text!r}): {key} is a list of words, not {value!r}")
        context[key] = tuple(value)
    case = bool(row.get("case", False))
    return Term(
        words=tuple((text if case else text.lower()).split()),
        category=str(row.get("category", "")),
        strength=float(strength),
        case=case,
        example=str(row.get("example", "")),
        extra={key: value for key, value in row.items() if key not in _OWN_KEYS},
        **context,
    )
