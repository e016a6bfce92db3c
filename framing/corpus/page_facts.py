"""What a page says of itself: title, day, authors, site, address.

Sources in the order of trust: data for machines (JSON-LD, microdata), meta elements, the page as a
reader sees it (heading, byline, `rel="author"`). A name that only a class gives ("author" on the
links of a menu) is no author.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.corpus.dates import find_day
from framing.corpus.page_names import clean_site, person_names, without_site
from framing.lists.outlets import host_of, outlet_of_url
from framing.lists.word_lists import word_lists

Node = Mapping[str, Any]

_STORY = re.compile(r"(?:Article|Posting|Review|Report|Story)$")
_DATE_LINE = re.compile(
    r"(?:[A-Za-z]+(?: on)?:? )?(?:[A-Z][a-z]+day,? )?"
    r"(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4})"
    r"(?:[\s,/|•·@-]*(?:at )?\d{1,2}[:.]\d\d.{0,20})?"
)
_BYLINE = re.compile(r"\s*by\s+((?:[A-Z][\w.'’-]*\s*){2,5})\s*", re.IGNORECASE)
_FREE = "isAccessibleForFree"
_LONGEST_COUNT = 7  # digits
_MOST_NODES = 20_000  # bounds the time
_MOST_STEPS = 6  # from an author to a name: a list of references to objects, which may go round
_NEAR = 40  # elements behind the headline in which its byline and day stand
_WORD = re.compile(r"\w{3,}")
_META_DAY = (
    *("article:published_time", "og:published_time", "og:article:published_time"),
    *("article:published", "pdate"),
    *("datepublished", "parsely-pub-date", "sailthru.date", "date", "pubdate", "publishdate"),
    *("publish-date", "publication_date", "article_date_original", "cxenseparse:recs:publishtime"),
    *(
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "dcterms.issued",
        "citation_publication_date",
    ),
)
_META_AUTHOR = (
    *("author", "article:author", "article:author_name", "og:article:author", "parsely-author"),
    *("sailthru.author", "byl", "byline", "dc.creator", "dcterms.creator", "citation_author"),
    "cxenseparse:author",
)
_META_TITLE = ("og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title")


@dataclass(slots=True)
class PageFacts:
    """What a page says of its article; empty where it says nothing."""

    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    description: str | None = None
    body: str = ""
    """`articleBody` of the page's JSON-LD, without markup."""
    word_count: int | None = None
    is_free: bool | None = None


@dataclass(slots=True)
class _Page:
    """A page's data for machines, read once."""

    tree: Any
    metas: dict[str, list[str]] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    stories: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)

    def meta(self, *names: str) -> str | None:
        """First value of the first of the meta elements that the page has."""
        return next((value for name in names for value in self.metas.get(name, ())), None)


def find_facts(tree: Any, url: str | None = None) -> PageFacts:
    """Facts of the article on a page, from an unchanged tree."""
    page = _Page(tree, _metas(tree), list(_linked_data(tree)))
    page.by_id = {
        str(node["@id"]): node
        for node in page.nodes
        if node.get("name") and isinstance(node.get("@id"), str)
    }
    page.stories = [node for node in page.nodes if _is_story(node)]
    address = url or _address(page)
    site = _site(page, address)
    facts = PageFacts(url=address, outlet=site)
    facts.title = _title(page, site)
    facts.published = _day(page)
    facts.authors = _authors(page, facts.title)
    facts.description = page.meta("og:description", "description", "twitter:description")
    facts.body = _body(page)
    facts.word_count = next((n for n in map(_word_count, page.stories) if n), None)
    free = [str(node[_FREE]) for node in page.stories if _FREE in node]
    facts.is_free = None if not free else free[0].lower() != "false"
    return facts


def _word_count(node: Node) -> int | None:
    told = str(node.get("wordCount", ""))
    return int(told) if told.isdecimal() and len(told) < _LONGEST_COUNT else None


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _linked_data(tree: Any) -> Iterator[Node]:
    """Every object of the page's JSON-LD, outermost first."""
    budget = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            queue: list[Any] = [json.loads(script.text.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        for item in queue:  # grows while it is walked: breadth first
            budget -= 1
            if budget < 0:
                return
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                yield item
                queue += [value for value in item.values() if isinstance(value, dict | list)]


def _is_story(node: Node) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _STORY.search(kind) for kind in kinds)


def _text(value: object) -> str:
    return " ".join(entities.unescape(value).split()) if isinstance(value, str) else ""


def _address(page: _Page) -> str | None:
    for link in page.tree.xpath("//link[@rel='canonical']/@href"):
        if host_of(link):
            return str(link)
    for value in (page.meta("og:url", "twitter:url", "parsely-link"), *_story_urls(page)):
        if value and host_of(value):
            return value
    return None


def _story_urls(page: _Page) -> Iterator[str]:
    for node in page.stories:
        of = node.get("mainEntityOfPage")
        yield _text(of.get("@id") if isinstance(of, dict) else of)
        yield _text(node.get("url"))


def _site(page: _Page, address: str | None) -> str | None:
    """The outlet's name: the candidate that is known or fits the address, else the commonest."""
    if address and (known := outlet_of_url(address, word_lists())):
        return known
    named = [_text(_names(page, node.get("publisher"))) for node in page.stories]
    named += page.metas.get("og:site_name", []) + page.metas.get("application-name", [])
    named += page.metas.get("apple-mobile-web-app-title", [])
    sites = [
        node for node in page.nodes if node.get("@type") in ("WebSite", "NewsMediaOrganization")
    ]
    named += [_text(node.get("name")) for node in sites]
    title = " ".join(page.tree.xpath("//head/title[1]//text()")).strip()
    return clean_site([name for name in named if name], host_of(address or ""), title)


def _names(page: _Page, value: object) -> str:
    """Name of a person or house, written out, as an object or by reference."""
    for _ in range(_MOST_STEPS):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or page.by_id.get(str(value.get("@id")), {}).get("name")
    return _text(value)


def _title(page: _Page, site: str | None) -> str | None:
    """The heading a reader sees, where it is that of the story; else what machines are told."""
    told = [_text(node.get("headline")) for node in page.stories]
    told += [value for name in _META_TITLE for value in page.metas.get(name, ())]
    told += [" ".join(" ".join(page.tree.xpath("//head/title[1]//text()")).split())]
    told = [title for title in (without_site(text, site) for text in told) if title]
    headings = [" ".join(h.text_content().split()) for h in page.tree.iter("h1")]
    headings = [without_site(heading, site) for heading in headings if heading]
    fitting = [h for h in headings if h and (not told or _is_alike(h, " ".join(told)))]
    if fitting:
        return fitting[0]
    return told[0] if told else None


def _is_alike(heading: str, told: str) -> bool:
    words, others = set(_WORD.findall(heading.lower())), set(_WORD.findall(told.lower()))
    return (bool(words) and len(words & others) * 3 >= len(words)) or heading in told


def _day(page: _Page) -> str | None:
    for node in page.stories:
        if day := find_day(_text(node.get("datePublished")) or None):
            return day
    for name in _META_DAY:
        for value in page.metas.get(name, ()):
            if day := find_day(value):
                return day
    for element in page.tree.xpath("//*[@itemprop='datePublished']"):
        value = element.get("datetime") or element.get("content") or element.text_content()
        if day := find_day(" ".join(value.split())):
            return day
    return _day_by_heading(page.tree) or next(_other_days(page), None)


def _other_days(page: _Page) -> Iterator[str]:
    for node in page.nodes:
        if day := find_day(_text(node.get("datePublished")) or None):
            yield day
    for name in ("article:modified_time", "og:updated_time", "lastmod", "last-modified"):
        for value in page.metas.get(name, ()):
            if day := find_day(value):
                yield day


def _day_by_heading(tree: Any) -> str | None:
    """The day in a `time` or a short line of its own near the headline ("Posted 5 April 2017")."""
    near = tree.xpath("(//h1)[1]/following::*") or tree.xpath("//body//*")
    before = tree.xpath("(//h1)[1]/preceding::*")
    for element in [*near[:_NEAR], *before[-10:]]:
        if element.tag == "time" and (day := find_day(element.get("datetime") or None)):
            return day
        text = " ".join((element.text_content() or "").split()) if len(element) < 4 else ""
        if len(text) < 80 and (found := _DATE_LINE.fullmatch(text)):
            return find_day(found[1])
    return None


def _authors(page: _Page, title: str | None) -> tuple[str, ...]:
    for node in page.stories:
        names = person_names(_author_names(page, node.get("author") or node.get("creator")))
        if names:
            return names
    for name in _META_AUTHOR:
        if names := person_names(page.metas.get(name, [])):
            return names
    elements = page.tree.xpath("//*[@itemprop='author']")
    if names := person_names([_named(element) for element in elements]):
        return names
    return _seen_authors(page.tree)


def _author_names(page: _Page, value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for name in (_names(page, one) for one in values) if name]


def _named(element: Any) -> str:
    inner = element.xpath(".//*[@itemprop='name']") or [element]
    return str(inner[0].get("content") or " ".join(inner[0].text_content().split()))


def _seen_authors(tree: Any) -> tuple[str, ...]:
    """Authors as a reader sees them: links marked as theirs near the headline, a line "By Name"."""
    links = tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")
    if names := person_names([" ".join(link.text_content().split()) for link in links[:8]]):
        return names
    for element in tree.iter("p", "i", "em", "b", "span", "div", "td", "font", "address"):
        text = element.text_content() if len(element) < 3 else ""
        if len(text) < 80 and (found := _BYLINE.fullmatch(text)):
            return person_names([found[1]])
    return ()


def _body(page: _Page) -> str:
    bodies: Sequence[object] = [node.get("articleBody") for node in page.stories]
    texts = [body for body in bodies if isinstance(body, str)]
    longest = max(texts, key=len, default="")
    if "<p" in longest or "</" in longest or "&lt;" in longest:
        longest = re.sub(r"<[^<>]{0,500}>", " ", entities.unescape(longest))
    return entities.unescape(longest).strip()
