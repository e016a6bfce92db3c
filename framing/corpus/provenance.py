"""Reads who published an article, whose wire copy it is and whose photographs it shows.

Each finding carries the words that say it. Where the text does not say, the answer is unknown:
a photo credit never makes an agency, a medium that is merely cited never makes a publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from framing.corpus.outlets import Lookup, canonical_agency, canonical_outlet, known_prefix
from framing.types import Article, Evidence, Provenance, ProvenanceRole, Zone

_CAPITALS = r"[A-Z][\w.’'&-]*(?: (?:[A-Z][\w.’'&-]*|of|the))*"
_BRACKET = re.compile(r"\(([^()\n]{2,40})\)")
_SITE_TAIL = re.compile(r" [-–—|] ([^-–—|\n]{2,40})$")
_NAMES = re.compile(_CAPITALS)
_TOLD = re.compile(rf"\b(?:told|interview with|speaking to|spoke to) (?:the )?({_CAPITALS})")
_ACCORDING = re.compile(rf"According to (?:the )?({_CAPITALS})(?: news agency)?,")
_CITED = re.compile(
    rf"\b(?:reports|reported by|reported|according to|quoted by|cited by|citing) "
    rf"(?:the )?(?:state-run |official |local )?({_CAPITALS})"
)
_SIGN_OFF = re.compile(r"(?:^|[\s.”\"])(?:[—–-]{1,2} ?|\()([A-Z][\w ./&-]{1,40}?)\)?\s*$")
_STRENGTH = ("outlet column", "dateline", "author bio", "site's name", "furniture", "byline")


def find_provenance(
    article: Article, zones: Sequence[Zone], folder: Path | None = None
) -> Provenance:
    """Publisher, agency and photo credits of an article, each with its evidence."""
    found = list(_evidence(article, zones, _Names(folder)))
    publisher = _strongest(found, "publisher")
    agency = _strongest(found, "agency")
    if publisher == agency:
        agency = None  # an agency's own site runs its own copy
    kept = (e for e in found if e.role in ("photo", "cited") or e.name in (publisher, agency))
    return Provenance(publisher, agency, tuple(_once(kept)))


def _strongest(found: Sequence[Evidence], role: ProvenanceRole) -> str | None:
    names = [e for e in found if e.role == role and e.rule != "self-reference"]
    if not names:
        return None
    rank = {rule: place for place, rule in enumerate(_STRENGTH)}
    return min(names, key=lambda e: rank.get(e.rule, len(rank))).name


def _once(found: Iterator[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[str, int, int]] = set()
    for evidence in sorted(found, key=lambda e: (e.start, e.stop, e.role)):
        key = (evidence.role, evidence.start, evidence.stop)
        if key not in seen:
            seen.add(key)
            yield evidence


def _evidence(article: Article, zones: Sequence[Zone], names: _Names) -> Iterator[Evidence]:
    if article.outlet:
        name = names.outlet(article.outlet) or article.outlet
        yield Evidence("publisher", name, 0, 0, "outlet column")
    last_story = max((z.stop for z in zones if z.kind in ("lead", "body")), default=-1)
    for zone in zones:
        text = article.text[zone.start : zone.stop]
        if zone.kind == "dateline":
            yield from _dateline(text, zone.start, names)
        elif zone.kind == "byline":
            found = _named(text, zone.start, "byline", names)
            yield from (evidence for evidence in found if evidence.role == "agency")
        elif zone.kind == "caption":
            yield from _caption(text, zone.start, names)
        elif zone.kind == "furniture":
            yield from _furniture(text, zone, names)
        elif zone.kind in ("lead", "body"):
            yield from _story(text, zone.start, names)
            if zone.stop == last_story:
                yield from _sign_off(text, zone.start, names)


@dataclass(frozen=True, slots=True)
class _Names:
    """Look-ups of known names, with the user's additions."""

    folder: Path | None

    def agency(self, name: str) -> str | None:
        return canonical_agency(name, self.folder)

    def outlet(self, name: str) -> str | None:
        return canonical_outlet(name, self.folder)

    def either(self, name: str) -> str | None:
        return self.agency(name) or self.outlet(name)

    def role(self, name: str) -> ProvenanceRole:
        """An agency's name in a credit makes the agency, another outlet's the publisher."""
        return "agency" if self.agency(name) is not None else "publisher"


def _credit(
    match: re.Match[str], group: int, offset: int, rule: str, names: _Names
) -> Iterator[Evidence]:
    """Names divided by slashes or commas: agencies and publishers."""
    for part in re.finditer(r"[^/,&]+", match.group(group)):
        found = known_prefix(part.group().strip(), names.either)
        if found is not None:
            written, name = found
            start = offset + match.start(group) + part.start() + part.group().index(written)
            yield Evidence(names.role(written), name, start, start + len(written), rule)


def _dateline(text: str, offset: int, names: _Names) -> Iterator[Evidence]:
    bracket = _BRACKET.search(text)
    if bracket is not None:
        yield from _credit(bracket, 1, offset, "dateline", names)


def _named(text: str, offset: int, rule: str, names: _Names) -> Iterator[Evidence]:
    for match in _NAMES.finditer(text):
        found = known_prefix(match.group(), names.either)
        if found is not None:
            written, name = found
            start = offset + match.start()
            yield Evidence(names.role(written), name, start, start + len(written), rule)


def _caption(text: str, offset: int, names: _Names) -> Iterator[Evidence]:
    tail = _SITE_TAIL.search(text)
    outlet = names.outlet(tail.group(1)) if tail else None
    end = len(text)
    if tail and outlet:
        end = tail.start(1)
        yield Evidence("publisher", outlet, offset + end, offset + tail.end(1), "site's name")
    for found in _named(text[:end], offset, "photo credit", names):
        if _is_credit(text, found.start - offset, found.stop - offset):
            yield replace(found, role="photo")


def _is_credit(text: str, start: int, stop: int) -> bool:
    around = text[max(0, start - 3) : start] + text[stop : stop + 8]
    return any(mark in around for mark in ("©", "/", "(", "Photo", "photo", "Images")) or start == 0


def _furniture(text: str, zone: Zone, names: _Names) -> Iterator[Evidence]:
    if zone.rule.startswith("headline of a related"):
        return
    rule = "author bio" if zone.rule == "author bio" else "furniture"
    # A bio lists earlier employers too: the desk the author works at now comes first.
    yield from islice(_named(text, zone.start, rule, names), 1)


def _story(text: str, offset: int, names: _Names) -> Iterator[Evidence]:
    for match in _TOLD.finditer(text):
        yield from _mention(match, offset, "publisher", "self-reference", names.outlet)
    opening = _ACCORDING.match(text)
    if opening is not None:
        yield from _mention(opening, offset, "agency", "opening credit", names.agency)
    for match in _CITED.finditer(text):
        if opening is None or match.start(1) != opening.start(1):
            yield from _mention(match, offset, "cited", "cited", names.either)


def _mention(
    match: re.Match[str], offset: int, role: ProvenanceRole, rule: str, lookup: Lookup
) -> Iterator[Evidence]:
    found = known_prefix(match.group(1), lookup)
    if found is not None:
        start = offset + match.start(1)
        yield Evidence(role, found[1], start, start + len(found[0]), rule)


def _sign_off(text: str, offset: int, names: _Names) -> Iterator[Evidence]:
    match = _SIGN_OFF.search(text[-60:])
    if match is not None:
        base = offset + max(0, len(text) - 60)
        found = _credit(match, 1, base, "sign-off", names)
        yield from (evidence for evidence in found if evidence.role == "agency")
