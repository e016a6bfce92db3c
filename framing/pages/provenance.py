"""Reads who published an article, whose wire copy it is and whose photographs it shows.

Each finding carries the words that say it; what the input says beside the text (outlet column, web
address, author column) has the empty span (0, 0). Where nothing says, the answer is unknown: a
photo credit never makes an agency, a medium that is merely cited never makes a publisher.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from framing.lists.outlets import outlet_by_name, outlet_of_url, publishes_itself, registered_domain
from framing.lists.word_lists import WordLists
from framing.pages.credits import CAPITALS, Names, find_credits, find_names, house_style
from framing.pages.furniture import has_note, rule_says
from framing.pages.known_names import Lookup, known_prefix
from framing.pages.site_lines import SITE_LINE, SITE_ROW, site_name
from framing.pages.transcript import SPEAKER_LABEL
from framing.types import Article, Evidence, Provenance, ProvenanceRole, Zone

_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
# `(Paper / Sputnik - 08th May, 2020)`: a paper that runs an agency's copy says so in its dateline.
_PAPER_AND_AGENCY = re.compile(r"([^/]{3,40}?) / ([^/]{2,30}?)(?: [-–—] [^/]*\d{4})?")
_SITE_TAIL = re.compile(r" [-–—|] ([^-–—|\n]{2,40})$")
_TOLD = re.compile(rf"\b(?:told|interview with|speaking to|spoke to) (?:the )?({CAPITALS})")
_ACCORDING = re.compile(rf"According to (?:the )?({CAPITALS})(?: news agency)?,")
_CITED = re.compile(
    rf"\b(?:reports|reported by|reported|according to|quoted by|cited by|citing) "
    rf"(?:the )?(?:state-run |official |local )?({CAPITALS})"
)
_SIGN_OFF = re.compile(r"(?:^|[\s.”\"])(?:[—–-]{1,3} ?|\()([A-Z][\w ./&-]{1,40}?)\)?\.?\s*$")
_LONGEST_SIGN_OFF = 60  # characters; a longer one is a sentence

_OUTLET_COLUMN, _ADDRESS, _AUTHORS = "outlet column", "web address", "author column"
_BYLINE, _DATELINE, _SELF = "byline", "dateline", "self-reference"
_STRENGTH = {
    "publisher": (
        _OUTLET_COLUMN,
        _ADDRESS,
        SITE_LINE,
        _DATELINE,
        "author bio",
        "site's name",
        "furniture",
    ),
    "agency": (_DATELINE, _BYLINE, _AUTHORS, "sign-off", "opening credit", "contribution"),
}
# A medium that sources tell so often, and no other, is the one that writes. Of 7,300 articles whose
# text names no publisher otherwise, 76 of 79 came out right; with two mentions, 104 of 142.
# Agencies are told more often by those who print their copy than they write (30 of 61), so they
# never count.
_SELF_REFERENCES = 3
_BACKGROUND = 3  # paragraphs of news before the background begins


def find_provenance(article: Article, zones: Sequence[Zone], lists: WordLists) -> Provenance:
    """Publisher, agency and photo credits of an article, each with its evidence."""
    names = Names(lists)
    found = [*_from_input(article, names), *_from_page(article, zones, names)]
    agency = _strongest(found, "agency")
    publisher = _strongest(found, "publisher") or _self_named(found, names)
    if publisher is None and agency is None:
        credited = _told_by_one_agency(article, zones, names)
        found += credited
        agency = _strongest(credited, "agency")
    if publisher is None and agency is not None and publishes_itself(agency, lists):
        publisher = agency
    if publisher == agency:
        agency = None  # an agency's own site runs its own copy
    settled = (_settle(evidence, publisher, agency) for evidence in found)
    return Provenance(publisher, agency, tuple(_once(e for e in settled if e is not None)))


def declared_publisher(article: Article, lists: WordLists) -> str | None:
    """The publisher that the input itself names, by outlet or address: no page overrules it."""
    found = [*_from_input(replace(article, authors=()), Names(lists))]
    return found[0].name if found else None


def _strongest(found: Sequence[Evidence], role: ProvenanceRole) -> str | None:
    names = [e for e in found if e.role == role and e.rule != _SELF]
    rank = {rule: place for place, rule in enumerate(_STRENGTH[role])}
    return min(names, key=lambda e: rank.get(e.rule, len(rank))).name if names else None


def _self_named(found: Sequence[Evidence], names: Names) -> str | None:
    told = Counter(e.name for e in found if e.rule == _SELF)
    if len(told) != 1:
        return None
    name, count = next(iter(told.items()))
    return name if count >= _SELF_REFERENCES and names.agency(name) is None else None


def _settle(evidence: Evidence, publisher: str | None, agency: str | None) -> Evidence | None:
    """Gives a finding its final role; drops names that lost against stronger evidence."""
    if evidence.role in ("photo", "cited"):
        return evidence
    if evidence.name == publisher:
        return replace(evidence, role="publisher")
    if evidence.name == agency and evidence.role == "agency":
        return evidence
    return replace(evidence, role="cited", rule="cited") if evidence.rule == _SELF else None


def _once(found: Iterator[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[str, str, int, int]] = set()
    for evidence in sorted(found, key=lambda e: (e.start, e.stop, e.role)):
        key = (evidence.role, evidence.name, evidence.start, evidence.stop)
        if key not in seen:
            seen.add(key)
            yield evidence


def _from_input(article: Article, names: Names) -> Iterator[Evidence]:
    if article.outlet:
        known = outlet_by_name(article.outlet, names.lists, article.url)
        if known is not None or not article.url:
            yield Evidence("publisher", known or article.outlet, 0, 0, _OUTLET_COLUMN)
        else:  # a columnist's name, a section: the address knows the house
            house = outlet_of_url(article.url, names.lists)
            rule = _ADDRESS if house else _OUTLET_COLUMN
            yield Evidence("publisher", house or article.outlet, 0, 0, rule)
    elif article.url:
        address = outlet_of_url(article.url, names.lists) or registered_domain(article.url)
        if address:
            yield Evidence("publisher", address, 0, 0, _ADDRESS)
    for author in article.authors:
        agency = names.agency(author)
        if agency is not None:
            yield Evidence("agency", agency, 0, 0, _AUTHORS)


def _from_page(article: Article, zones: Sequence[Zone], names: Names) -> Iterator[Evidence]:
    last = max((z.stop for z in zones if z.kind in ("lead", "body")), default=-1)
    for zone in zones:
        text = article.text[zone.start : zone.stop]
        if zone.kind == "dateline":
            yield from _dateline(text, zone.start, names)
        elif zone.rule == SPEAKER_LABEL:
            continue
        elif zone.kind == "byline":
            yield from _site_line(text, zone, names)
            found = find_names(text, zone.start, _BYLINE, names)
            yield from (e for e in found if e.role == "agency")
        elif zone.kind == "caption":
            yield from _caption(text, zone.start, names)
        elif zone.kind == "furniture":
            yield from _furniture(text, zone, names)
        elif zone.kind in ("lead", "body"):
            yield from _story(text, zone, names)
            if zone.stop == last:
                yield from _sign_off(text, zone.start, names)


def _dateline(text: str, offset: int, names: Names) -> Iterator[Evidence]:
    bracket = _BRACKET.search(text)
    if bracket is not None:
        both = _PAPER_AND_AGENCY.fullmatch(bracket.group(1))
        if both and names.agency(both[2]) and not names.agency(both[1]):
            start, paper = offset + bracket.start(1), both[1].strip()
            known = names.outlet(paper) or paper
            yield Evidence("publisher", known, start, start + len(both[1]), _DATELINE)
        yield from find_credits(bracket.group(1), offset + bracket.start(1), _DATELINE, names)
        return
    for word in re.finditer(r"[A-Z]{2,}", text):  # SANA – , AFP
        agency = names.agency(word.group())
        if agency is not None:
            yield Evidence("agency", agency, offset + word.start(), offset + word.end(), _DATELINE)


def _caption(text: str, offset: int, names: Names) -> Iterator[Evidence]:
    tail = _SITE_TAIL.search(text)
    outlet = names.outlet(tail.group(1)) if tail else None
    end = len(text)
    if tail and outlet:
        end = tail.start(1)
        yield Evidence("publisher", outlet, offset + end, offset + tail.end(1), "site's name")
    for found in find_names(text[:end], offset, "photo credit", names, photo=True):
        if _is_credit(text, found.start - offset, found.stop - offset):
            yield replace(found, role="photo")


def _is_credit(text: str, start: int, stop: int) -> bool:
    around = text[max(0, start - 3) : start] + text[stop : stop + 8]
    return any(mark in around for mark in ("©", "/", "(", "Photo", "photo", "Images")) or start == 0


def _site_line(text: str, zone: Zone, names: Names) -> Iterator[Evidence]:
    """The outlet in a line above the story: `By NAME | China Daily | Updated: …`."""
    found = site_name(text, names.lists) if zone.rule in (SITE_LINE, SITE_ROW) else None
    if found is not None:
        start, stop, name = found
        yield Evidence("publisher", name, zone.start + start, zone.start + stop, SITE_LINE)


def _furniture(text: str, zone: Zone, names: Names) -> Iterator[Evidence]:
    if zone.rule in (SITE_LINE, SITE_ROW):
        yield from _site_line(text, zone, names)
        return
    style = house_style(text, names.lists)
    if style is not None:
        start, stop, agency = style
        yield Evidence("agency", agency, zone.start + start, zone.start + stop, "sign-off")
        return
    says = rule_says(zone.rule, names.lists)
    if says in ("sign-off", "contribution"):
        found = find_names(text, zone.start, says, names)
        yield from (e for e in found if e.role == "agency")
    elif says == "author bio" and has_note("guest author", _first_sentence(text), names.lists):
        return  # the outlets of a guest are other ones
    elif says in ("author bio", "furniture"):
        # A bio lists earlier employers too: the desk the author works at now comes first.
        first = islice(find_names(text, zone.start, says, names), 1)
        yield from (replace(e, role="publisher") for e in first)
    elif len(text) <= _LONGEST_SIGN_OFF and names.agency(text.strip("()[]—–-. ")):
        yield from find_credits(text, zone.start, _BYLINE, names)  # a line with nothing else


def _story(text: str, zone: Zone, names: Names) -> Iterator[Evidence]:
    offset = zone.start
    told = "told" in text or "interview" in text or "speaking to" in text or "spoke to" in text
    for match in _TOLD.finditer(text) if told else ():
        yield from _mention(match, offset, "publisher", _SELF, names.either)
    # Further down "According to AFP" cites one fact; at the head it credits the report.
    opening = _ACCORDING.match(text) if zone.kind == "lead" else None
    if opening is not None:
        yield from _mention(opening, offset, "agency", "opening credit", names.agency)
    cited = "report" in text or "according to" in text or "cit" in text or "quoted by" in text
    for match in _CITED.finditer(text) if cited else ():
        if opening is None or match.start(1) != opening.start(1):
            yield from _mention(match, offset, "cited", "cited", names.either)


def _first_sentence(note: str) -> str:
    """What a note says its author is now; earlier posts and honours follow."""
    return note.split(". ", 1)[0]


def _told_by_one_agency(article: Article, zones: Sequence[Zone], names: Names) -> list[Evidence]:
    """The one agency that paragraphs deep in the story are told by, where no medium claims it.

    "According to Anadolu Agency, …" early in a story cites a fact that somebody else writes up; as
    the background of a story whose page names nobody else, it came with the agency's copy.
    """
    story = [zone for zone in zones if zone.kind in ("lead", "body")]
    found: list[Evidence] = []
    for zone in story[_BACKGROUND:]:
        match = _ACCORDING.match(article.text, zone.start, zone.stop)
        if match is not None:
            found += _mention(match, 0, "agency", "background credit", names.agency)
    return found if len({evidence.name for evidence in found}) == 1 else []


def _mention(
    match: re.Match[str], offset: int, role: ProvenanceRole, rule: str, lookup: Lookup
) -> Iterator[Evidence]:
    found = known_prefix(match.group(1), lookup)
    if found is not None:
        start = offset + match.start(1)
        yield Evidence(role, found[1], start, start + len(found[0]), rule)


def _sign_off(text: str, offset: int, names: Names) -> Iterator[Evidence]:
    base = max(0, len(text) - _LONGEST_SIGN_OFF)
    match = _SIGN_OFF.search(text[base:])
    if match is not None:
        place = offset + base + match.start(1)
        found = find_credits(match.group(1), place, "sign-off", names)
        yield from (evidence for evidence in found if evidence.role == "agency")
