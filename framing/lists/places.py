"""Which paper a name and a place of publication mean: "The Sun (England)", "The Sun (Nigeria)"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from framing.lists.word_lists import WordLists, per_lists

_PLACE = re.compile(r"\s*\(([^()]+)\)\s*$")
_WORD = re.compile(r"[^\W\d_]+")
# Words of which papers of many towns make their names; with another word a name is one paper's.
_COMMON = frozenset(
    """the daily sunday saturday evening morning weekly national news newspaper times star herald
    sun post mail mirror tribune telegraph chronicle gazette courier journal press express standard
    record observer independent examiner guardian nation citizen echo advertiser mercury messenger
    today world week review reporter leader dispatch monitor sentinel register age argus bulletin
    enterprise inquirer free local on and of international global business financial people day
    """.split()  # noqa: SIM905
)
# What else stands in brackets behind an outlet's name.
_EDITIONS = frozenset(
    """online web website print newspaper magazine news opinion editorial blog blogs video tv radio
    politics business sport edition editions english international domestic wire app podcast for
    """.split()  # noqa: SIM905
)


def split_place(name: str) -> tuple[str, str] | None:
    """A name and the place in brackets behind it; `None` where there is none.

    >>> split_place("The Guardian(London)")
    ('The Guardian', 'London')
    """
    found = _PLACE.search(name)
    bare = name[: found.start()].strip() if found else ""
    return (bare, found[1].strip()) if found and bare else None


def has_common_name(name: str) -> bool:
    """Whether papers of several towns may bear a name.

    >>> has_common_name("The Daily Star"), has_common_name("Harbour Gazette")
    (True, False)
    """
    return all(word.casefold() in _COMMON for word in _WORD.findall(name))


def is_place(bracket: str) -> bool:
    """Whether a bracket behind an outlet's name may hold a town: no edition, no section."""
    words = _WORD.findall(bracket)
    named = bool(words) and all(word[0].isupper() for word in words)
    return named and not any(word.casefold() in _EDITIONS for word in words)


def country_of_place(place: str, lists: WordLists) -> str | None:
    """Country of a state, capital or large town; the last part counts: "London, England".

    >>> from framing.lists.word_lists import word_lists
    >>> country_of_place("Lagos, Nigeria", word_lists()), country_of_place("Port Ada", word_lists())
    ('NGA', None)
    """
    known = _places(lists)
    parts = [part.strip().casefold() for part in place.split(",")]
    return next((known[part] for part in reversed(parts) if part in known), None)


@per_lists
def _places(lists: WordLists) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in (*lists.rows("actors", "actor"), *lists.rows("countries", "actor")):
        state = row.get("type", "state") == "state"
        country = row["id"] if state else row.get("country")
        if country and (state or row.get("type") == "place"):
            for kind in ("names", "capitals"):
                for name in row.get(kind, ()):
                    words = name["text"] if isinstance(name, Mapping) else name
                    found.setdefault(str(words).casefold(), str(country))
    return found
