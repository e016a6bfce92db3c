"""The five real pages come out as a careful reader reads them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import framing
from framing.measures.counting import story_mentions
from framing.types import Reading

GOLD = Path(__file__).parent / "gold" / "seed_zones.csv"
PROVENANCE = {
    "000": ("Sputnik", None),
    "001": ("Sputnik", None),
    "002": (None, "Anadolu Agency"),
    "003": ("Daily News Egypt", None),
    "004": (None, None),
}

pytestmark = pytest.mark.corpora


@pytest.fixture(scope="module")
def readings(corpora: Path) -> list[Reading]:
    return list(framing.read_articles(framing.load_articles(corpora / "seeds")))


def _line_kinds(reading: Reading) -> dict[int, str]:
    kinds: dict[int, list[str]] = {}
    for zone in reading.zones:
        line = reading.article.text.count("\n", 0, zone.start) + 1
        kinds.setdefault(line, []).append(zone.kind)
    return {line: "+".join(found) for line, found in kinds.items()}


def test_five_rows(readings: list[Reading]) -> None:
    assert [reading.article.article_id[:3] for reading in readings] == sorted(PROVENANCE)


def test_publisher_and_agency_are_those_the_page_tells(readings: list[Reading]) -> None:
    found = {r.article.article_id[:3]: r.provenance for r in readings}
    assert {key: (p.publisher, p.agency) for key, p in found.items()} == PROVENANCE


def test_a_photo_credit_is_no_agency(readings: list[Reading]) -> None:
    photos = {(e.role, e.name) for e in readings[1].provenance.evidence}
    assert ("photo", "Reuters") in photos
    assert ("agency", "Reuters") not in photos


def test_a_medium_that_is_cited_is_no_agency(readings: list[Reading]) -> None:
    roles = {(e.role, e.name) for e in readings[4].provenance.evidence}
    assert [role for role, name in roles if name.startswith(("SANA", "Syrian Arab"))] == ["cited"]


def test_every_line_has_the_kind_that_a_reader_gave_it(readings: list[Reading]) -> None:
    with GOLD.open(newline="") as file:
        gold = {(row["file"], int(row["line"])): row["kinds"] for row in csv.DictReader(file)}
    found = {
        (Path(reading.article.path).name, line): kinds
        for reading in readings
        for line, kinds in _line_kinds(reading).items()
    }
    assert found == gold


def test_nothing_but_names_is_found_in_furniture_or_captions(readings: list[Reading]) -> None:
    for reading in readings:
        outside = [z for z in reading.zones if z.kind in ("furniture", "caption")]
        found = [
            *(span for quote in reading.quotes for span in quote.content + quote.cue),
            *((item.start, item.stop) for item in reading.hedges),
            *((item.start, item.stop) for item in story_mentions(reading)),
            *((item.start, item.stop) for item in reading.wordings),
        ]
        for start, stop in found:
            assert not [z for z in outside if start < z.stop and z.start < stop]


def test_no_statement_begins_or_ends_in_a_caption(readings: list[Reading]) -> None:
    for reading in readings:
        for relation in reading.relations:
            kinds = {
                z.kind for z in reading.zones if z.start < relation.stop and relation.start < z.stop
            }
            assert not kinds & {"caption", "furniture"}
