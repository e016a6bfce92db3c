"""What a page says of itself: each source in its order of trust, and nothing it does not say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.page_facts import PageFacts, find_facts
from framing.corpus.page_names import clean_site, person_names, without_site
from framing.corpus.page_tree import parse_page

TITLE = "Harbour opens again"


def facts(head: str = "", body: str = "", url: str | None = None) -> PageFacts:
    html = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return find_facts(parse_page(html), url)


def data(*nodes: object) -> str:
    return "".join(
        f"<script type='application/ld+json'>{json.dumps(node)}</script>" for node in nodes
    )


def story(**fields: object) -> str:
    return data({"@type": "NewsArticle", **fields})


def metas(*pairs: tuple[str, str], by: str = "property") -> str:
    return "".join(f'<meta {by}="{name}" content="{value}">' for name, value in pairs)


@pytest.mark.parametrize("by", ["property", "name", "itemprop"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_of_the_descriptions_that_a_page_has_counts(by: str, count: int) -> None:
    names = ["og:description", "description", "twitter:description"][-count:]
    pairs = [(name, f"{name} says") for name in reversed(names)]
    assert facts(metas(*pairs, by=by)).description == f"{names[0]} says"
    assert facts(metas(*pairs, *pairs, by=by)).description == f"{names[0]} says"
    assert facts().description is None


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("One. Two.", "One. Two."),
        ("  One. ", "One."),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<p class='x'>One.", "One."),
        ("One.</b> Two.", "One. Two."),
        ("&lt;p&gt;One.&lt;/p&gt;", "One."),
        ("A &amp; B", "A & B"),
        ("3 < 4 and 5 > 2, he said", "3 < 4 and 5 > 2, he said"),
        (7, ""),
        (None, ""),
    ],
)
def test_the_body_in_a_pages_data_is_text_without_markup(told: object, read: str) -> None:
    assert " ".join(facts(story(articleBody=told)).body.split()) == read


def test_of_several_bodies_the_longest_is_the_story() -> None:
    long = "The whole of what was told on that day."
    for bodies in (["A teaser.", long], [long, "A teaser."]):
        head = "".join(story(articleBody=body) for body in bodies)
        assert facts(head).body == long
    assert facts(data({"@type": "Product", "articleBody": long})).body == ""


@pytest.mark.parametrize(
    ("told", "count"),
    [
        (512, 512),
        ("512", 512),
        (0, None),
        ("many", None),
        ("-3", None),
        (10**7, None),
        (999_999, 999_999),
    ],
)
def test_the_count_of_words_is_a_number_a_story_can_have(told: object, count: int | None) -> None:
    assert facts(story(wordCount=told)).word_count == count


def test_the_first_story_that_counts_its_words_is_believed() -> None:
    assert (
        facts(story() + story(wordCount=0) + story(wordCount=40) + story(wordCount=9)).word_count
        == 40
    )


@pytest.mark.parametrize(
    ("told", "free"), [(True, True), (False, False), ("False", False), ("true", True), (None, True)]
)
def test_a_story_is_free_unless_the_page_says_no(told: object, free: bool) -> None:
    assert facts(story(isAccessibleForFree=told)).is_free is free
    assert facts(story()).is_free is None
    assert (
        facts(story(isAccessibleForFree=told) + story(isAccessibleForFree=not free)).is_free is free
    )


@pytest.mark.parametrize(
    ("kind", "is_story"),
    [
        *((kind, True) for kind in ("NewsArticle", "BlogPosting", "Review", "Report", "Article")),
        (["Thing", "NewsArticle"], True),
        *((kind, False) for kind in ("Product", "ReportageNewsPage", None, 7, ["Thing"], [])),
    ],
)
def test_only_stories_among_a_pages_objects_are_asked(kind: object, is_story: bool) -> None:
    node = {"@type": kind, "articleBody": "Words."}
    assert facts(data(node)).body == ("Words." if is_story else "")
    assert facts(data({"@graph": [[node]]})).body == ("Words." if is_story else "")


def test_data_that_cannot_be_read_cost_themselves_alone() -> None:
    broken = "<script type='application/ld+json'>{broken</script>"
    other = (
        "<script type='text/javascript'>var x;</script><script type='application/ld+json'></script>"
    )
    assert facts(broken + other + story(articleBody="Words.")).body == "Words."
    node = '{"@type": "Article", "articleBody": "A\nb."}'
    loose = f'<script type="application/LD+JSON"> {node}; </script>'
    assert facts(loose).body == "A\nb."


DAYS = ["2021-03-01", "2021-03-02", "2021-03-03", "2021-03-04", "2021-03-05", "2021-03-06"]


def test_days_are_taken_in_the_order_of_trust() -> None:
    sources = [
        (story(datePublished=DAYS[0]), ""),
        (metas(("article:published_time", DAYS[1])), ""),
        ("", f"<span itemprop='datePublished' content='{DAYS[2]}'>x</span>"),
        ("", f"<h1>{TITLE}</h1><time datetime='{DAYS[3]}'>x</time>"),
        (data({"@type": "WebPage", "datePublished": DAYS[4]}), ""),
        (metas(("article:modified_time", DAYS[5])), ""),
    ]
    for first in range(len(sources)):
        head = "".join(head for head, _ in reversed(sources[first:]))
        body = "".join(body for _, body in reversed(sources[first:]))
        assert facts(head, body).published == DAYS[first]
    assert facts().published is None


def test_a_day_that_is_none_is_passed_over_for_the_next() -> None:
    head = story(datePublished="soon") + story(datePublished=DAYS[0])
    assert facts(head).published == DAYS[0]
    head = metas(("article:published_time", "soon"), ("article:published_time", DAYS[1]))
    assert facts(head + metas(("date", DAYS[2]))).published == DAYS[1]
    body = f"<b itemprop='datePublished'>soon</b><b itemprop='datePublished'>{DAYS[3]}</b>"
    assert facts("", body).published == DAYS[3]
    body = f"<b itemprop='datePublished' datetime='{DAYS[3]}' content='{DAYS[4]}'>{DAYS[5]}</b>"
    assert facts("", body).published == DAYS[3]
    later = metas(("og:updated_time", "soon"), ("lastmod", DAYS[5]))
    assert facts(data({"@type": "WebPage", "datePublished": "soon"}) + later).published == DAYS[5]


@pytest.mark.parametrize(
    "line",
    [
        "5 April 2017",
        "Posted 5 April 2017",
        "Published on: April 5, 2017",
        "Wednesday, April 5, 2017 at 10:30 am",
        "2017-04-05 | 10:30 GMT",
        "4/5/2017",
    ],
)
@pytest.mark.parametrize("where", ["behind", "before", "without"])
def test_a_line_with_nothing_but_a_day_near_the_headline_tells_it(line: str, where: str) -> None:
    body = {
        "behind": f"<h1>{TITLE}</h1><p>{line}</p>",
        "before": f"<p>{line}</p><h1>{TITLE}</h1>",
        "without": f"<p>{line}</p>",
    }[where]
    assert facts("", body).published == "2017-04-05"
    assert facts("", body.replace(line, f"They met on {line}, and parted")).published is None


def test_a_day_far_below_the_headline_is_another_storys() -> None:
    for between, day in ((39, "2017-04-05"), (40, None)):
        body = f"<h1>{TITLE}</h1>{'<p>x</p>' * between}<p>5 April 2017</p>"
        assert facts("", body).published == day
    for between, day in ((9, "2017-04-05"), (10, None)):
        body = f"<p>5 April 2017</p>{'<p>x</p>' * between}<h1>{TITLE}</h1><p>x</p>"
        assert facts("", body).published == day


def test_authors_are_taken_in_the_order_of_trust() -> None:
    sources = [
        (story(author={"name": "Ann Lee"}), ""),
        (metas(("author", "Ivan Holt")), ""),
        ("", "<i itemprop='author'><b itemprop='name'>Mary Smith</b> of our staff</i>"),
        ("", "<a rel='nofollow author' href='/h'>John  Brown</a>"),
        ("", "<p>By Jane Doe</p>"),
    ]
    names = ["Ann Lee", "Ivan Holt", "Mary Smith", "John Brown", "Jane Doe"]
    for first in range(len(sources)):
        head = "".join(head for head, _ in reversed(sources[first:]))
        body = "".join(body for _, body in reversed(sources[first:]))
        assert facts(head, body).authors == (names[first],)
    assert facts().authors == ()
    assert facts("", "<p>By Jane Doe</p><p>By Ann Lee</p>").authors == ("Jane Doe",)
    assert facts("", "<i itemprop='author' content='Ann Lee'>x</i>").authors == ("Ann Lee",)
    assert facts("", "<i itemprop='author'>Ann  Lee</i>").authors == ("Ann Lee",)


@pytest.mark.parametrize("tag", ["p", "i", "em", "b", "span", "div", "td", "font", "address"])
def test_a_byline_is_a_line_of_its_own(tag: str) -> None:
    inside = f"<{tag}>By Jane Doe</{tag}>"
    body = f"<table><tr>{inside}</tr></table>" if tag == "td" else inside
    assert facts("", body).authors == ("Jane Doe",)
    assert facts("", body.replace("Jane Doe", "Jane Doe came the first word of it")).authors == ()


@pytest.mark.parametrize("key", ["author", "creator"])
@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ({"name": "Ann Lee"}, ("Ann Lee",)),
        (["Ann Lee", {"name": "Ivan Holt"}], ("Ann Lee", "Ivan Holt")),
        ({"name": ["Ann Lee", "x"]}, ("Ann Lee",)),
        ({"@id": "#a"}, ("Mary Smith",)),
        ({"@id": "#none"}, ()),
        ({"name": {"name": {"name": {"name": "Ann Lee"}}}}, ("Ann Lee",)),
        ([], ()),
        (7, ()),
    ],
)
def test_authors_in_a_pages_data_however_they_are_written(
    key: str, value: object, names: tuple[str, ...]
) -> None:
    head = story(**{key: value}) + data({"@id": "#a", "name": "Mary Smith"})
    assert facts(head).authors == names


def test_an_object_that_names_itself_ends() -> None:
    head = data({"@id": "#a", "name": {"@id": "#a"}}) + story(author={"@id": "#a"})
    assert facts(head).authors == ()


ADDRESSES = [
    f"https://www.{name}.example.org/a" for name in ("one", "two", "three", "four", "five")
]


def test_addresses_are_taken_in_the_order_of_trust() -> None:
    sources = [
        f"<link rel='canonical' href='{ADDRESSES[0]}'>",
        metas(("og:url", ADDRESSES[1])),
        metas(("twitter:url", ADDRESSES[2])),
        story(mainEntityOfPage={"@id": ADDRESSES[3]}, url=ADDRESSES[4]),
    ]
    for first in range(len(sources)):
        assert facts("".join(reversed(sources[first:]))).url == ADDRESSES[first]
        assert facts("".join(sources[first:]), "", "https://x.example.org/b").url == (
            "https://x.example.org/b"
        )
    assert facts(story(mainEntityOfPage=ADDRESSES[3])).url == ADDRESSES[3]
    assert facts(story(url=ADDRESSES[4])).url == ADDRESSES[4]
    assert facts(data({"@type": "Product", "url": ADDRESSES[4]})).url is None
    relative = "<link rel='canonical' href='/a'>" + metas(("og:url", "/a"))
    assert facts(relative + story(url=ADDRESSES[4])).url == ADDRESSES[4]
    assert facts().url is None


@pytest.mark.parametrize(
    "head",
    [
        story(publisher={"name": "Example Herald"}),
        story(publisher={"@id": "#p"}) + data({"@id": "#p", "name": "Example Herald"}),
        metas(("og:site_name", "Example Herald")),
        metas(("application-name", "Example Herald"), by="name"),
        metas(("apple-mobile-web-app-title", "Example Herald"), by="name"),
        data({"@type": "WebSite", "name": "Example Herald"}),
        data({"@type": "NewsMediaOrganization", "name": "Example Herald"}),
    ],
)
def test_each_place_where_a_page_names_its_site_is_read(head: str) -> None:
    assert facts(head).outlet == "Example Herald"
    assert facts(head, "", "https://www.exampleherald.org/a").outlet == "Example Herald"
    assert facts(head, "", "https://www.theguardian.com/a").outlet == "The Guardian"


def test_without_a_name_the_domain_is_the_outlet() -> None:
    assert facts("", "", "https://www.lantern.org/a").outlet == "lantern.org"
    assert facts(data({"@type": "Person", "name": "Ann Lee"})).outlet is None


def _titled(head: str, body: str, title: str = "") -> str | None:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return find_facts(parse_page(html)).title


def test_titles_are_taken_in_the_order_of_trust() -> None:
    told = story(headline="Harbour opens") + metas(("og:title", "Harbour opens in spring"))
    # The heading that a reader sees, if it is the same in other words.
    assert _titled(told, "<h1>Menu</h1><h1>Harbour opens at last</h1>", "x") == (
        "Harbour opens at last"
    )
    assert _titled(told, "<h1>Most read today</h1>", "x") == "Harbour opens"
    assert _titled(metas(("twitter:title", "B c"), ("og:title", "A b")), "", "T t") == "A b"
    assert _titled(metas(("twitter:title", "B c")), "", "T t") == "B c"
    assert _titled("", "", "T  t") == "T t"
    assert _titled("", "<h1>A <b>heading</b></h1>") == "A heading"
    assert _titled("", "<h1> </h1>") is None


@pytest.mark.parametrize(
    ("heading", "is_alike"),
    [
        ("Harbour closed forever", True),  # one word of three
        ("Harbour closed forever, they say", False),  # one of four
        ("On it", True),  # stands in what was told
        ("Up", False),
    ],
)
def test_a_heading_shares_a_third_of_its_words_with_the_title(heading: str, is_alike: bool) -> None:
    told = "Harbour opens again On it went"
    assert _titled("", f"<h1>{heading}</h1>", told) == (heading if is_alike else told)


SITE = st.sampled_from(["Example Herald", "The Lantern", "Harbour Gazette"])


@given(SITE, st.sampled_from([" | ", " - ", " – ", " — ", " · ", " » "]), st.booleans())
def test_a_title_loses_its_site_and_nothing_else(site: str, between: str, twice: bool) -> None:
    title = "Storm at sea: what we know"
    assert without_site(f"{title}{between}{site}" + f"{between}{site}" * twice, site) == title
    assert without_site(f"{site}: {TITLE}", site) == TITLE
    assert without_site(f"{site} | {TITLE}", site) == TITLE
    assert without_site(f"{title}{between}Not a site", site) == f"{title}{between}Not a site"
    assert without_site(title, None) == title
    assert without_site(f"{TITLE} - lantern.org", None) == TITLE


@pytest.mark.parametrize(
    ("named", "host", "title", "outlet"),
    [
        (["Slogan of the day", "The Guardian"], None, "", "The Guardian"),  # a known outlet
        (["Some Words", "Harbour Gazette"], "harbourgazette.com", "", "Harbour Gazette"),
        (["Hill and Gate Times", "x"], "hagt.com", "", "Hill and Gate Times"),
        (["New England Times"], "net-online.org", "", "New England Times"),  # initials
        (["All New"], "an-online.org", "", "All New"),
        ([], "lantern.org", "Talks go on - The Lantern", "The Lantern"),
        (["world news of the day", "Cliff"], "lantern.org", "", "lantern.org"),
        (["Alpha Beta", "Gamma", "Gamma"], "lantern.org", "", "Gamma"),  # named twice
        (["a very long slogan of ours"] * 2, "lantern.org", "", "lantern.org"),
        (["Gamma - News for all"], None, "", "Gamma"),
        ([], None, "", None),
        ([], "www.lantern.org", "", "lantern.org"),
    ],
)
def test_a_site_has_the_name_that_is_credible(
    named: list[str], host: str | None, title: str, outlet: str | None
) -> None:
    assert clean_site(named, host, title) == outlet


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (["By Ann Lee and Ivan Holt"], ("Ann Lee", "Ivan Holt")),
        (["Ann Lee, Ivan Holt & Mary Smith; John Brown | Jo Doe"], 5),
        (["Ann Lee", "ANN LEE", "By: Ann Lee."], ("Ann Lee",)),
        (["https://example.org/ann", "ann@example.org", "@annlee", "lantern.com"], ()),
        (["Room 1234"], ()),
        (["all of us here"], ()),
        (["One Two Three Four Five Six"], 1),
        (["One Two Three Four Five Six Seven"], ()),
        (["B" * 60], 1),
        (["B" * 61], ()),
        (["al-amin"], ("al-amin",)),
        (["Иван Холт"], ("Иван Холт",)),
        (["李明"], ("李明",)),
        (["···"], ()),
        (["Ann Lee, Diplomatic Editor"], ("Ann Lee",)),
        (["Diplomatic Editor"], ("Diplomatic Editor",)),
    ],
)
def test_names_of_a_byline(raw: list[str], names: tuple[str, ...] | int) -> None:
    found: Any = person_names(raw)
    assert (len(found) if isinstance(names, int) else found) == names
