"""Names in credit lines: agencies and outlets, divided by slashes, commas and `and`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.lists.outlets import canonical_agency, canonical_outlet
from framing.lists.word_lists import WordLists, per_lists
from framing.pages.known_names import known_prefix
from framing.types import Evidence, ProvenanceRole

CAPITALS = r"[A-Z][\w.’'&-]*(?: (?:[A-Z][\w.’'&-]*|of|the))*"
"""A run of capitalised words, as names come."""
_NAMES = re.compile(CAPITALS)
_PART = re.compile(r"(?:(?! and )[^/,&;])+")


_BEFORE = re.compile(r"[\W_]*(?:and )?[\W_]*")


@dataclass(frozen=True, slots=True)
class Names:
    """Look-ups of known names, with the user's additions."""

    lists: WordLists

    def agency(self, name: str) -> str | None:
        """Canonical name of an agency that sells text; picture agencies are none."""
        found = canonical_agency(name, self.lists)
        return None if found in _photo_only(self.lists) else found

    def outlet(self, name: str) -> str | None:
        """Canonical name of an outlet."""
        return canonical_outlet(name, self.lists)

    def either(self, name: str) -> str | None:
        """Canonical name of an agency or else an outlet."""
        return self.agency(name) or self.outlet(name)

    def pictured(self, name: str) -> str | None:
        """Canonical name of whoever can stand in a photo credit."""
        return canonical_agency(name, self.lists) or self.outlet(name)

    def role(self, name: str) -> ProvenanceRole:
        """An agency's name in a credit makes the agency, another outlet's the publisher."""
        return "agency" if self.agency(name) is not None else "publisher"


def find_credits(text: str, offset: int, rule: str, names: Names) -> Iterator[Evidence]:
    """Known names that begin a part of a credit: `AP/Reuters`, `AFP and Xinhua`."""
    for part in _PART.finditer(text):
        begin = part.start() + _BEFORE.match(part.group()).end()  # type: ignore[union-attr]
        found = known_prefix(text[begin : part.end()].strip(" ()[].-–—"), names.either)
        if found is not None:
            written, name = found
            start = offset + begin
            yield Evidence(names.role(written), name, start, start + len(written), rule)


def find_names(
    text: str, offset: int, rule: str, names: Names, *, photo: bool = False
) -> Iterator[Evidence]:
    """Known names anywhere in a line, one to a run of capitalised words."""
    lookup = names.pictured if photo else names.either
    for match in _NAMES.finditer(text):
        for word in re.finditer(r"\S+", match.group()):
            found = known_prefix(match.group()[word.start() :], lookup)
            if found is not None:
                written, name = found
                start = offset + match.start() + word.start()
                yield Evidence(names.role(written), name, start, start + len(written), rule)
                break


def house_style(text: str, lists: WordLists) -> tuple[int, int, str] | None:
    """Where a line is written the way one agency alone signs its copy, and which agency."""
    for pattern, name in _house_styles(lists):
        match = pattern.search(text)
        if match is not None:
            return match.start(), match.end(), name
    return None


@per_lists
def _house_styles(lists: WordLists) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = lists.rows("agencies", "agency")
    return tuple((re.compile(row["signs"]), row["name"]) for row in rows if "signs" in row)


@per_lists
def _photo_only(lists: WordLists) -> frozenset[str]:
    rows = lists.rows("agencies", "agency")
    return frozenset(row["name"] for row in rows if row.get("photo_only"))
