"""Datelines, credits, rows, notices and turns as agencies and sites write them."""

from __future__ import annotations

import pytest

from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.types import Article, Provenance

TITLE = "Talks about the harbour begin in Geneva"
STORY = (
    "The two ministers talked about the harbour on Monday, and officials said that the talks could "
    "go on for several weeks.\n\nNobody knows when they end. A spokesman said that both sides "
    "wanted calm and would meet again.\n"
)


def _read(text: str) -> tuple[dict[str, str], Provenance]:
    """Zone of each line or piece by its words, and who wrote and published it."""
    article = Article("a", text)
    zones = find_zones(article, word_lists())
    kinds = {text[zone.start : zone.stop]: zone.kind for zone in zones}
    return kinds, find_provenance(article, zones, word_lists())


@pytest.mark.parametrize(
    ("head", "agency"),
    [
        ("BEIJING, March 3 (Xinhua) --", "Xinhua"),
        ("UNITED NATIONS, September 21. /TASS/.", "TASS"),
        ("MOSCOW, March 14. /TASS Correspondent Ivan Petrov/.", "TASS"),
        ("VIENNA, November 24. /ITAR-TASS/.", "TASS"),
        ("MOSCOW. June 3 (Interfax) -", "Interfax"),
        ("Damascus, SANA \u2013", "SANA"),
        ("Tehran, June 3, IRNA \u2013", "IRNA"),
        ("Madrid, Jun 3 (EFE).-", "EFE"),
        ("New Delhi [India], June 3 (ANI):", "Asian News International"),
        ("Paris, France | AFP |", "AFP"),
        ("(Urdu Point / Sputnik - 08th May, 2020)", "Sputnik"),
    ],
)
def test_datelines_of_agencies(head: str, agency: str) -> None:
    kinds, provenance = _read(f"{TITLE}\n\n{head} {STORY}")
    assert kinds[head] == "dateline"
    assert provenance.agency == agency


def test_a_dash_behind_a_word_in_capitals_is_no_dateline() -> None:
    kinds, provenance = _read(f"{TITLE}\n\nThe NATO \u2013 {STORY}")
    assert "dateline" not in kinds.values()
    assert provenance.agency is None


@pytest.mark.parametrize(
    ("row", "kind", "publisher"),
    [
        ("By LI WEI in Geneva | China Daily Global | Updated: 2022-02-14", "byline", "China Daily"),
        ("chinadaily.com.cn | Updated: 2022-02-14 09:22", "furniture", "China Daily"),
        ("Published time: 14 Feb, 2022 09:22", "furniture", None),
        ("Updated: Tue., Nov. 19, 2019", "furniture", None),
        ("World / Middle East", "furniture", None),
        ("News > Nation", "furniture", None),
    ],
)
def test_rows_below_and_above_the_headline(row: str, kind: str, publisher: str | None) -> None:
    for text in (f"{TITLE}\n\n{row}\n\n{STORY}", f"{row}\n\n{TITLE}\n\n{STORY}"):
        kinds, provenance = _read(text)
        assert (kinds[row], kinds[TITLE]) == (kind, "headline")
        assert provenance.publisher == publisher


@pytest.mark.parametrize(
    "notice",
    [
        "We and our 842 partners store and/or access information on a device, such as cookies.",
        "There was a problem subscribing you to the newsletter. Check your email and try again.",
        "If you buy something through this post, the shop may give us: we get a share of the sale.",
        "Get in touch with our news team by emailing us at news@example.org.",
        "For more stories like this, check our news page.",
        "Originally published on Example Science.",
        "Associated Press writers Ann Lee, Tom Reed and Jo Marsh contributed to this report.",
    ],
)
def test_notices_of_sites_are_no_story(notice: str) -> None:
    kinds, _ = _read(f"{TITLE}\n\n{STORY}\n{notice}\n")
    assert kinds[notice] == "furniture"


def test_a_stored_page_with_time_picture_and_headline() -> None:
    kinds, _ = _read(
        "18:10 GMT 05.03.2018\n    The ministers during a meeting in Bonn\n\n"
        "    Ministers Talk About the Harbour\n\n    \u00a9 REUTERS / Ivan Petrov\n    World\n"
        f"    Get short URL\n\n{STORY}"
    )
    assert kinds["The ministers during a meeting in Bonn"] == "caption"
    assert kinds["Ministers Talk About the Harbour"] == "headline"


def test_a_title_that_looks_like_a_row_is_the_headline() -> None:
    title = "Ferry talks change seven things \u2014 from people being nicer to fares by the mile"
    article = Article("a", f"{title}\n\n{STORY}", title=title)
    first = find_zones(article, word_lists())[0]
    assert (first.kind, article.text[first.start : first.stop]) == ("headline", title)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (("MINISTER ROE:", "QUESTION:", "MINISTER ROE:", "MODERATOR:"), "byline"),
        (("Q.", "A.", "Q.", "A."), "byline"),
        (("Interviewer:", "Ivan Petrov:", "Interviewer:", "Ivan Petrov:"), "byline"),
    ],
)
def test_turns_of_a_transcript(labels: tuple[str, ...], kind: str) -> None:
    turns = ("We have begun.", "Will the talks go on?", "They will, we hope.", "Thank you all.")
    text = "\n\n".join(f"{label} {turn}" for label, turn in zip(labels, turns, strict=True))
    kinds, _ = _read(text + "\n")
    assert {kinds[label] for label in labels} == {kind}
    assert {kinds[turn] for turn in turns} <= {"lead", "body"}


def test_a_list_of_terms_is_no_transcript() -> None:
    text = "\n\n".join(
        f"{name}: it is a word of the harbour that sailors use."
        for name in ("QUAY", "BERTH", "PIER")
    )
    kinds, _ = _read(f"{TITLE}\n\n{text}\n")
    assert "byline" not in kinds.values()
