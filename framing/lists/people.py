"""Which known actor a speaker is, and whose side he or she speaks for at a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from framing.lists.load import load_lexicon, load_rows

_ALIASES = ("names", "short", "demonyms", "metonyms", "capitals")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the actor lists, by one of its aliases."""

    id: str
    name: str
    person: bool
    row: Mapping[str, Any]

    def side(self, day: date | None) -> str | None:
        """Side at a date: a person speaks for it while in one of the offices listed."""
        own = self.id if self.row.get("type", "state") == "state" else None
        side = self.row.get("side", own)
        roles = self.row.get("roles", ())
        if day is not None and roles and not any(_runs(role, day) for role in roles):
            return None
        return str(side) if side else None


def _runs(role: Mapping[str, Any], day: date) -> bool:
    start, end = role.get("from", date.min), role.get("until", date.max)
    return bool(start <= day <= end)


@lru_cache(maxsize=8)
def _aliases(folder: Path | None) -> dict[Words, Known]:
    aliases: dict[Words, Known] = {}
    for name in ("actors", "countries"):
        for row in load_rows(name, "actor", folder):
            known = Known(str(row["id"]), str(row["name"]), row.get("type") == "person", row)
            aliases.setdefault(tuple(known.name.split()), known)
            for key in _ALIASES:
                for alias in row.get(key, ()):
                    text = alias if isinstance(alias, str) else alias["text"]
                    aliases.setdefault(_split(str(text)), known)
    return aliases


@lru_cache(maxsize=8)
def _offices(folder: Path | None) -> dict[str, list[tuple[Words, Mapping[str, Any], Known]]]:
    """Offices by the last word of their title."""
    offices: dict[str, list[tuple[Words, Mapping[str, Any], Known]]] = {}
    for known in {one.id: one for one in _aliases(folder).values() if one.person}.values():
        for role in known.row.get("roles", ()):
            title = tuple(str(role.get("title", "")).lower().split())
            if title:
                offices.setdefault(title[-1], []).append((title, role, known))
    return offices


def parse_day(published: str | None) -> date | None:
    """The day an ISO date begins with."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _split(phrase: str) -> Words:
    plain = phrase.replace("’s", "").replace("'s", "").replace(",", " ")
    # "Britain-based" says where somebody is, not who.
    words = [word for word in plain.split() if word not in {"the", "The"}]
    return tuple(word for word in words if not word.endswith("-based"))


@lru_cache(maxsize=20_000)
def named_actor(phrase: str, folder: Path | None = None) -> Known | None:
    """The actor whose alias a whole phrase is."""
    return _aliases(folder).get(_split(phrase))


@lru_cache(maxsize=20_000)
def find_side(phrase: str, folder: Path | None = None) -> Known | None:
    """The longest alias in a phrase that names no person; of equal ones the first."""
    words = _split(phrase)
    aliases = _aliases(folder)
    best: tuple[tuple[int, int], Known] | None = None
    for start in range(len(words)):
        for stop in range(start + 1, min(len(words), start + 6) + 1):
            known = aliases.get(tuple(words[start:stop]))
            if known is None or known.person:
                continue
            rank = (stop - start, -start)
            if best is None or rank > best[0]:
                best = (rank, known)
    return best[1] if best else None


@lru_cache(maxsize=20_000)
def find_holder(
    phrase: str, side: str, day: date | None, folder: Path | None = None
) -> Known | None:
    """Who held the office that a phrase names for a side: "Russian foreign minister"."""
    if day is None:
        return None
    words = set(phrase.lower().split())
    best: tuple[int, Known] | None = None
    for word in sorted(words):
        for title, role, known in _offices(folder).get(word, ()):
            fits = words.issuperset(title) and _runs(role, day) and known.side(day) == side
            if fits and (best is None or len(title) > best[0]):
                best = (len(title), known)
    return best[1] if best else None


@lru_cache(maxsize=8)
def _anonymous_terms(folder: Path | None) -> dict[str, tuple[Words, ...]]:
    index: dict[str, list[Words]] = {}
    for term in load_lexicon("anonymous_sources", folder).terms:
        index.setdefault(term.words[-1], []).append(term.words)
    return {word: tuple(found) for word, found in index.items()}


@lru_cache(maxsize=20_000)
def is_unnamed(phrase: str, folder: Path | None = None) -> bool:
    """Whether the words of a source hold a phrase for someone unnamed."""
    words = [word.strip(",.").lower() for word in phrase.split()]
    return is_anonymous(words, words, folder)


def is_anonymous(words: Sequence[str], lemmas: Sequence[str], folder: Path | None = None) -> bool:
    """Whether a source holds a phrase for someone unnamed; words in lower case.

    Words may stand between: "a senior US official" is a "senior official".
    """
    index = _anonymous_terms(folder)
    for end in range(len(words)):
        forms = dict.fromkeys((words[end], lemmas[end]))
        if any(_precede(term[:-1], words[:end]) for form in forms for term in index.get(form, ())):
            return True
    return False


def _precede(term: Words, words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in term)
