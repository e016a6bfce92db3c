"""Who published, whose wire copy, whose pictures; and where the text does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.lists.outlets import (
    fold_outlet,
    host_of,
    known_outlet,
    outlet_of_url,
    registered_domain,
)
from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.types import Article, Provenance

STORY = (
    "The minister said on Tuesday that the talks in the capital would go on for another week. "
    "Officials of both sides spoke of progress and gave no further details."
)


def provenance(text: str, **more: object) -> Provenance:
    article = Article("a", text, **more)  # type: ignore[arg-type]
    return find_provenance(article, find_zones(article, word_lists()), word_lists())


def page(*lines: str) -> str:
    return "\n\n".join(["Talks go on in the capital", *lines])


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (page(f"WASHINGTON (Reuters) - {STORY}"), "Reuters"),
        (page(f"HEMPSTEAD, N.Y., Sept. 26 (UPI) — {STORY}"), "UPI"),
        (page(f"Mexico City (AFP) – {STORY}"), "AFP"),
        (page("LOUISVILLE, Ky. (AP) — The Latest (all times EDT):", STORY), "Associated Press"),
        (page("By JOHN EXAMPLE, Associated Press", STORY), "Associated Press"),
        (page("Associated Press", STORY), "Associated Press"),
        (page(STORY, f"{STORY} —AFP"), "AFP"),
        (page(STORY, STORY, "- Reuters."), "Reuters"),
        (page(STORY, STORY, "(Xinhua)"), "Xinhua"),
        (page(STORY, "(Reporting by A. Writer; Editing by B. Writer.)"), "Reuters"),
        (page(STORY, "Our Standards: The Thomson Reuters Trust Principles."), "Reuters"),
        (page(STORY, "The Associated Press contributed to this report."), "Associated Press"),
        (page(f"According to Anadolu Agency, {STORY}", STORY), "Anadolu Agency"),
        (page(f"KAZAN, October 3. /TASS/. {STORY}", STORY), "TASS"),
        (page(f"GENEVA, 12 May /ITAR-TASS/ - {STORY}", STORY), "TASS"),
        (page(f"(Xinhua) -- {STORY}", STORY), "Xinhua"),
        (page(f"LAHORE (Example Point / Sputnik - 11th June, 2019) {STORY}", STORY), "Sputnik"),
        (page(STORY, STORY, "Anadolu Agency", "Share"), "Anadolu Agency"),
        (page(STORY, STORY, "Interfax", "0 comments"), "Interfax"),
        (f"4 October 2016 Aleppo SANA – {STORY}", "SANA"),
        (f"Talks go on AFP Sunday 25 May 2014 {STORY}", "AFP"),
    ],
)
def test_the_agency_is_read_from_its_credit(text: str, agency: str) -> None:
    found = provenance(text)
    assert found.agency == agency
    evidence = [e for e in found.evidence if e.role == "agency"]
    assert all(text[e.start : e.stop] for e in evidence)
    assert evidence[0].rule


@pytest.mark.parametrize(
    "text",
    [
        page(STORY, "A. Photographer / Reuters.", STORY),
        page(STORY, "Handout/Reuters.", STORY),
        page(STORY, "ASSOCIATED PRESS.", STORY),
        page(STORY, "Leaders meet. (AP Photo/Press office)", STORY),
        page("© REUTERS / A. PhotographerLeaders meet", STORY),
        page(f"{STORY} The attack was reported by Reuters.", STORY),
        page(STORY, f"He told Reuters that talks go on. {STORY}"),
        page(f"The Reuters/Ipsos poll showed a lead. {STORY}", STORY),
        page(STORY, '<tweet id="1" author="@AP">BREAKING: AP finds out</tweet>.', STORY),
        page(STORY, "A. Reporter contributed reporting."),
        page(STORY, "According to Reuters, a crowd stood at the gate of the harbour."),
        page(STORY, "According to the Xinhua news agency, two ships left the harbour."),
    ],
)
def test_pictures_citations_and_tweets_make_no_agency(text: str) -> None:
    assert provenance(text).agency is None


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("By SOME NAME in Oslo | China Daily | Updated: 2019-03-04 08:15", "China Daily"),
        ("The Washington PostDemocracy Dies in Darkness", "The Washington Post"),
        ("The New York Times", "The New York Times"),
        ("World | The Guardian", "The Guardian"),
        ("Global Times | Published: 2020/2/3 21:40:12", "Global Times"),
    ],
)
def test_a_line_above_the_story_in_which_the_site_names_itself_tells_the_publisher(
    line: str, publisher: str
) -> None:
    above = f"{line}\n\nTalks go on in the capital\n\n{STORY}"
    below = f"Talks go on in the capital\n\n{line}\n\n{STORY}"
    for text in (above, below):
        article = Article("a", text)
        zones = find_zones(article, word_lists())
        assert find_provenance(article, zones, word_lists()).publisher == publisher
        (headline,) = [text[z.start : z.stop] for z in zones if z.kind == "headline"]
        assert headline == "Talks go on in the capital"


@pytest.mark.parametrize(
    "headline", ["CNN and The Guardian take each other to court", "Minister talks to Fox News"]
)
def test_an_outlet_in_a_headline_is_no_publisher(headline: str) -> None:
    article = Article("a", f"{headline}\n\n{STORY}\n\n{STORY}")
    zones = find_zones(article, word_lists())
    assert zones[0].kind == "headline"
    assert find_provenance(article, zones, word_lists()).publisher is None


def test_a_paper_that_runs_a_copy_is_named_in_the_dateline() -> None:
    found = provenance(page(f"KARACHI (Some Paper / Sputnik - 02nd June, 2018) {STORY}", STORY))
    assert (found.publisher, found.agency) == ("Some Paper", "Sputnik")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.dailystar.co.uk/news/a-1", "Daily Star (UK)"),
        ("http://www.dailystar.com.lb/News/a-1.ashx", "The Daily Star"),
    ],
)
def test_outlets_of_one_name_are_told_apart_by_their_address(url: str, outlet: str) -> None:
    assert provenance(page(STORY), url=url, outlet="The Daily Star").publisher == outlet


def test_a_photo_credit_is_kept_as_photo() -> None:
    found = provenance(page(STORY, "A. Photographer / Getty Images", STORY))
    assert [(e.role, e.name) for e in found.evidence] == [("photo", "Getty Images")]


def test_a_cited_medium_is_kept_as_cited() -> None:
    found = provenance(page(STORY, f"{STORY[:-1]}, reports SANA."))
    assert (found.publisher, found.agency) == (None, None)
    assert [(e.role, e.name) for e in found.evidence] == [("cited", "SANA")]


def test_an_agency_on_its_own_site_is_publisher_only() -> None:
    found = provenance(page(f"WASHINGTON (Reuters) - {STORY}"), outlet="Reuters")
    assert (found.publisher, found.agency) == ("Reuters", None)


def test_a_sputnik_dateline_alone_names_the_publisher() -> None:
    found = provenance(page(f"WASHINGTON (Sputnik) — {STORY}"))
    assert (found.publisher, found.agency) == ("Sputnik", None)
    assert {e.role for e in found.evidence} == {"publisher"}


def test_the_outlet_column_beats_the_page_and_the_page_beats_nothing() -> None:
    text = page(f"WASHINGTON (AP) — {STORY}")
    found = provenance(text, outlet="Fox News (Online)")
    assert (found.publisher, found.agency) == ("Fox News", "Associated Press")
    assert provenance(text).publisher is None


def test_the_web_address_names_the_publisher() -> None:
    found = provenance(page(STORY), url="https://edition.cnn.com/2016/05/01/talks")
    assert found.publisher == "CNN"
    assert found.evidence[0].rule == "web address"
    unknown = provenance(page(STORY), url="https://www.some-paper.co.uk/x")
    assert unknown.publisher == "some-paper.co.uk"


def test_a_columnist_in_the_outlet_column_gives_way_to_the_address() -> None:
    found = provenance(page(STORY), outlet="Some Columnist", url="https://www.foxnews.com/x")
    assert found.publisher == "Fox News"


def test_an_author_column_can_name_the_agency() -> None:
    assert provenance(page(STORY), authors=("Reuters",)).agency == "Reuters"


def told(medium: str, times: int) -> str:
    return page(STORY, *(f"“No,” he told {medium} again. {STORY}" for _ in range(times)))


def test_a_medium_that_sources_tell_three_times_publishes() -> None:
    assert provenance(told("The Hill", 3)).publisher == "The Hill"
    assert provenance(told("The Hill", 2)).publisher is None


def test_an_agency_that_sources_tell_is_no_publisher() -> None:
    assert provenance(told("Reuters", 4)).publisher is None


@pytest.mark.parametrize(
    ("bio", "publisher"),
    [
        ("Some Name is a reporter at the politics desk of The Hill.", "The Hill"),
        ("Some Name is a professor of law and a contributing writer at The Hill.", None),
        ("Some Name was formerly a correspondent of The Hill.", None),
    ],
)
def test_who_works_for_an_outlet_tells_the_publisher_and_a_guest_does_not(
    bio: str, publisher: str | None
) -> None:
    assert provenance(page(STORY, STORY, bio)).publisher == publisher


@pytest.mark.parametrize(
    ("url", "host", "domain"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk", "bbc.co.uk"),
        ("http://news.example.com.au:80/x", "news.example.com.au", "example.com.au"),
        ("edition.cnn.com/x", "edition.cnn.com", "cnn.com"),
        ("not a url", None, None),
        ("", None, None),
        ("http://[broken", None, None),
        ("mailto:someone", None, None),
    ],
)
def test_hosts_and_domains_are_read_offline(url: str, host: str | None, domain: str | None) -> None:
    assert (host_of(url), registered_domain(url)) == (host, domain)


def test_a_host_that_only_ends_alike_is_another_outlet() -> None:
    assert outlet_of_url("https://notcnn.com/x", word_lists()) is None
    assert outlet_of_url("https://cnn.com.example.org/x", word_lists()) is None


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Fox News (Online)", "Fox News"),
        ("CNN (Web News)", "CNN"),
        ("New York Post (News)", "New York Post"),
        ("New York Times - Opinion", "The New York Times"),
        ("  the guardian ", "The Guardian"),
        ("An Unknown Gazette (Print)", "An Unknown Gazette"),
    ],
)
def test_spellings_fold_to_one_name(spelling: str, name: str) -> None:
    assert fold_outlet(spelling, word_lists()) == name


def test_an_unknown_name_is_not_forced_onto_an_outlet() -> None:
    assert known_outlet("Some Columnist", word_lists()) is None
    assert known_outlet("Postal Times of Nowhere", word_lists()) is None


@pytest.mark.corpora
@pytest.mark.parametrize("part", ["train", "dev"])
def test_agency_credit_on_polnear_reaches_the_floor(corpora: Path, part: str) -> None:
    from research.evaluate.provenance import score_part

    *_, f1 = score_part(corpora / "data" / "polnear", part)
    assert f1 >= 0.95
