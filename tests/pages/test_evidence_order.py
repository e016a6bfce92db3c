"""Who published and who wrote: what outweighs what, and what says nothing."""

from __future__ import annotations

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.provenance import declared_publisher, find_provenance
from framing.pages.site_lines import SITE_LINE, SITE_ROW
from framing.types import Article, Evidence, Provenance, Zone, ZoneKind

LISTS = word_lists()
GUARDIAN = "The Guardian"


def read(
    *pieces: tuple[ZoneKind, str] | tuple[ZoneKind, str, str], **fields: object
) -> tuple[Provenance, str]:
    """The provenance of a text whose pieces have these zones, words and rules."""
    text, zones = "", []
    for kind, words, *rule in pieces:
        zones.append(Zone(kind, len(text), len(text) + len(words), rule[0] if rule else "a rule"))
        text += words + "\n\n"
    return find_provenance(Article("a", text, **fields), zones, LISTS), text  # type: ignore[arg-type]


def said(found: Provenance, text: str) -> list[tuple[str, str, str, str]]:
    return [(e.role, e.name, text[e.start : e.stop], e.rule) for e in found.evidence]


STORY = ("body", "The envoys met on Monday and agreed to go on.")


@pytest.mark.parametrize(
    ("piece", "evidence"),
    [
        (("dateline", "MOSCOW (Reuters) - "), ("agency", "Reuters", "Reuters", "dateline")),
        (("dateline", "Damascus, SANA - "), ("agency", "SANA", "SANA", "dateline")),
        (("dateline", "(The Guardian / AFP - 8 May, 2020)"), ("agency", "AFP", "AFP", "dateline")),
        (("byline", "By Ann Lee, Reuters"), ("agency", "Reuters", "Reuters", "byline")),
        (("lead", "According to AFP, they met."), ("agency", "AFP", "AFP", "opening credit")),
        (("body", "They met again. (AFP)"), ("agency", "AFP", "AFP", "sign-off")),
        (
            ("body", "They met, the AFP reported. -- Reuters"),
            ("agency", "Reuters", "Reuters", "sign-off"),
        ),
        (("furniture", "(Reuters)"), ("agency", "Reuters", "Reuters", "byline")),
        (
            ("furniture", "World | The Guardian", SITE_LINE),
            ("publisher", GUARDIAN, GUARDIAN, SITE_LINE),
        ),
        (
            ("byline", "By Ann | The Guardian", SITE_ROW),
            ("publisher", GUARDIAN, GUARDIAN, SITE_LINE),
        ),
        (
            ("caption", "A bridge - The Guardian"),
            ("publisher", GUARDIAN, GUARDIAN, "site's name"),
        ),
        (("caption", "A bridge (Reuters)"), ("photo", "Reuters", "Reuters", "photo credit")),
        (("caption", "© AFP / Ann Lee"), ("photo", "AFP", "AFP", "photo credit")),
        (("caption", "Getty Images"), ("photo", "Getty Images", "Getty Images", "photo credit")),
    ],
)
def test_each_place_says_one_thing_in_its_own_words(
    piece: tuple[ZoneKind, str], evidence: tuple[str, str, str, str]
) -> None:
    found, text = read(("headline", "Talks go on"), piece)
    assert evidence in said(found, text)
    role, name = evidence[:2]
    assert found.agency == (name if role == "agency" else None)
    if role == "publisher":
        assert found.publisher == name


@pytest.mark.parametrize(
    "piece",
    [
        ("caption", "The Reuters building in the town was closed for a day"),
        ("lead", "They met, according to AFP, on Monday."),
        ("body", "The report by Reuters said so to all of them."),
        ("headline", "AFP"),
        ("furniture", "A line of the site that names Reuters among many other words, and is long."),
        ("byline", "Reuters", "speaker label"),
    ],
)
def test_a_name_in_passing_makes_no_agency(piece: tuple[ZoneKind, str]) -> None:
    found, _ = read(piece, STORY)
    assert (found.agency, found.publisher) == (None, None)


def test_a_cited_medium_has_its_words() -> None:
    found, text = read(("lead", "They met, the state-run TASS reported on Monday, citing AFP."))
    assert ("cited", "AFP", "AFP", "cited") in said(found, text)
    found, text = read(("lead", "According to AFP, they met, as reported by the BBC."))
    assert [one[:3] for one in said(found, text)] == [
        ("agency", "AFP", "AFP"),
        ("cited", "BBC News", "BBC"),
    ]


AGENCY_WEAK_TO_STRONG = [
    (("lead", "According to AFP, they met."), "AFP"),
    (("byline", "TASS"), "TASS"),
    (("dateline", "MOSCOW (Reuters) - "), "Reuters"),
]


def test_stronger_evidence_of_an_agency_wins_wherever_it_stands() -> None:
    for stronger in range(1, 3):
        for weaker in range(stronger):
            pair = [AGENCY_WEAK_TO_STRONG[weaker], AGENCY_WEAK_TO_STRONG[stronger]]
            for order in (pair, pair[::-1]):
                found, text = read(*(piece for piece, _ in order), STORY)  # type: ignore[arg-type]
                assert found.agency == pair[1][1]
                assert pair[0][1] not in {one[1] for one in said(found, text)}


def test_the_input_outweighs_the_page_and_a_known_address_an_unknown_name() -> None:
    line = ("furniture", "World | The Guardian", SITE_LINE)
    url = "https://www.reuters.com/a"
    cases = [
        ({}, "The Guardian"),
        ({"outlet": "Example Times"}, "Example Times"),
        ({"url": "https://www.lantern.org/a"}, "lantern.org"),
        ({"outlet": "Example Times", "url": "https://www.bbc.co.uk/a"}, "BBC News"),
        ({"outlet": "Example Times", "url": "https://www.lantern.org/a"}, "Example Times"),
        ({"outlet": "the guardian", "url": "https://www.lantern.org/a"}, "The Guardian"),
    ]
    for fields, publisher in cases:
        found, _ = read(line, STORY, **fields)
        assert found.publisher == publisher
    found, _ = read(("dateline", "MOSCOW (Reuters) - "), STORY, url=url)
    assert (found.publisher, found.agency) == ("Reuters", None)


def test_what_the_input_says_has_no_span() -> None:
    found, _ = read(STORY, outlet="Example Times", authors=("Ann Lee", "AFP"))
    assert found.evidence == (
        Evidence("agency", "AFP", 0, 0, "author column"),
        Evidence("publisher", "Example Times", 0, 0, "outlet column"),
    )
    assert found.agency == "AFP"
    assert declared_publisher(Article("a", "x", authors=("AFP",)), LISTS) is None
    article = Article("a", "x", outlet="Example Times", authors=("AFP",))
    assert declared_publisher(article, LISTS) == "Example Times"


@pytest.mark.parametrize(("times", "publisher"), [(2, None), (3, "The Guardian")])
def test_a_medium_that_sources_tell_three_times_publishes(
    times: int, publisher: str | None
) -> None:
    told = ("body", "He told The Guardian that they met.")
    found, text = read(*[told] * times)
    assert found.publisher == publisher
    assert {one[0] for one in said(found, text)} == {"publisher" if publisher else "cited"}
    assert len(found.evidence) == times
    both, _ = read(*[told] * times, ("body", "He told the BBC so."))
    assert both.publisher is None  # two media are told


@pytest.mark.parametrize("words", ["interview with", "speaking to", "spoke to", "told"])
def test_ways_to_tell_a_medium(words: str) -> None:
    found, _ = read(*[("body", f"He {words} The Guardian on Monday.")] * 3)  # type: ignore[list-item]
    assert found.publisher == "The Guardian"


@pytest.mark.parametrize(("before", "agency"), [(2, None), (3, "Anadolu Agency")])
def test_background_told_by_one_agency_came_with_its_copy(before: int, agency: str | None) -> None:
    background = ("body", "According to Anadolu Agency, they met in May.")
    found, text = read(*[STORY] * before, background, STORY)  # type: ignore[list-item]
    assert found.agency == agency
    if agency:
        assert ("agency", agency, "Anadolu Agency", "background credit") in said(found, text)
    other = ("body", "According to AFP, they met in June.")
    two, _ = read(*[STORY] * 3, background, other, STORY)  # type: ignore[list-item]
    assert two.agency is None
    named, _ = read(*[STORY] * before, background, outlet="Example Times")  # type: ignore[list-item]
    assert (named.agency, named.publisher) == (None, "Example Times")


def test_only_the_last_paragraph_is_signed() -> None:
    found, _ = read(("body", "They met again. (AFP)"), STORY)
    assert found.agency is None
    found, _ = read(STORY, ("body", "They met again. (AFP)"), ("furniture", "More"))
    assert found.agency == "AFP"
    long = "They met again and spoke of many things to the people of the town. " * 3
    found, text = read(STORY, ("body", long + "—AFP"))
    assert [one[2] for one in said(found, text)] == ["AFP"]


def test_each_finding_is_told_once_and_in_order() -> None:
    head = ("dateline", "MOSCOW (Reuters) - ")
    found, text = read(head, ("lead", "They met, as reported by the BBC."), STORY)
    assert [one[2] for one in said(found, text)] == ["Reuters", "BBC"]
    spans = [(e.start, e.stop) for e in found.evidence]
    assert spans == sorted(set(spans))


def test_a_contribution_names_an_agency_and_a_bio_the_desk_of_today() -> None:
    line = ("furniture", "Reuters writers Ann Lee and Jo Roe contributed to this.", "contributed")
    found, text = read(STORY, line)
    assert ("agency", "Reuters", "Reuters", "contribution") in said(found, text)
    assert found.agency == "Reuters"
    bio = ("furniture", "Ann Lee is a reporter at The Guardian, once of the BBC.", "author bio")
    found, text = read(STORY, bio)
    assert found.publisher == "The Guardian"
    assert [one[2] for one in said(found, text)] == ["The Guardian"]
