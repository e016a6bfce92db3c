"""Which paper a name and a place of publication mean: "The Sun (England)", "The Sun (Nigeria)"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from framing.lists.name_words import word_groups
from framing.lists.word_lists import WordLists, per_lists

_PLACE = re.compile(r"\s*\(([^()]+)\)\s*$")
_WORD = re.compile(r"[^\W\d_]+")


def split_place(name: str) -> tuple[str, str] | None:
    """A name and the place in brackets behind it; `None` where there is none.

    >>> split_place("The Guardian(London)")
    ('The Guardian', 'London')
    """
    found = _PLACE.search(name)
    bare = name[: found.start()].strip() if found else ""
    return (bare, found[1].strip()) if found and bare else None


def has_common_name(name: str, lists: WordLists) -> bool:
    """Whether papers of several towns may bear a name: no word of it is one paper's alone.

    >>> from framing.lists.word_lists import word_lists
    >>> [has_common_name(name, word_lists()) for name in ("The Daily Star", "Harbour Gazette")]
    [True, False]
    """
    common = word_groups(lists, "outlet_words")["common"]
    return all(word.casefold() in common for word in _WORD.findall(name))


def is_place(bracket: str, lists: WordLists) -> bool:
    """Whether a bracket behind an outlet's name may hold a town: no edition, no section."""
    words = _WORD.findall(bracket)
    editions = word_groups(lists, "outlet_words")["edition"]
    named = bool(words) and all(word[0].isupper() for word in words)
    return named and not any(word.casefold() in editions for word in words)


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
