"""What a web page's markup says is no part of the story, taken out before extraction."""

from __future__ import annotations

import re
from typing import Any

from framing.corpus.dates import find_day

# Parts that outlets name in class or id. Whole words only, and small parts only (see below): a
# page that calls its body "has-related" keeps it.
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:related(?:posts)?|read-?also|read-?more|see-?also|also-?read|most-?read"
    r"|newsletter|subscribe|paywall|share|sharing|sharedaddy|social|pull-?quote|twitter-tweet"
    r"|instagram-media|fb-post|tiktok-embed|author-?bio|bio|kicker|byline|read-?time|breadcrumbs?"
    r"|trust-?badge|cookie|comments?|disqus|advert(?:isement)?|ad-slot|sponsored|promo|tags"
    r"|caption|author|vcard)(?:$|[\s_-])"
)
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|deck|sub-?title|sub-?head(?:line|ing)?|summary|intro|lede)"
    r"(?:$|[\s_-])"
)
_DATE_LINE = re.compile(
    r"(?:[A-Za-z]+(?: on)?:? )?(?:[A-Z][a-z]+day,? )?"
    r"(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4})"
    r"(?:[\s,/|•·@-]*(?:at )?\d{1,2}[:.]\d\d.{0,20})?"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAGS = ("aside", "address", "figcaption", "form", "button", "amp-ad", "amp-sidebar", "nav")
_LAYOUT = ("table", "tbody", "thead", "tr", "td", "th")
_MAX_PART = 0.3
_BYLINE = re.compile(r"\s*by\s+((?:[A-Z][\w.'’-]*\s*){2,5})\s*", re.IGNORECASE)


def parse_page(text: str) -> Any:
    """The tree of a page; no entity, no network, no more depth than libxml2 allows."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    return document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)


def prune(tree: Any) -> None:
    """Take out the parts that the markup names as furniture; open layout tables."""
    total = len(tree.text_content()) or 1
    doomed = [e for e in tree.iter(*_TAGS) if _is_small(e, total)]
    for element in tree.xpath("//body//*[@class or @id]"):
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if _NAMED.search(_dashed(named)) and _is_small(element, total):
            doomed.append(element)
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for element in table.iter(*_LAYOUT):
                element.tag = "div"


def find_byline(tree: Any) -> tuple[str, ...]:
    """The author of a page that says so only in a line "By Name"."""
    for element in tree.iter("p", "i", "em", "b", "span", "div", "td", "font", "address"):
        text = element.text_content() if len(element) < 3 else ""
        if len(text) < 80 and (found := _BYLINE.fullmatch(text)):
            return tuple(re.split(r"\s+and\s+", found[1].strip()))
    return ()


def find_date(tree: Any) -> str | None:
    """The day in a short line of its own near the headline ("Posted April 5, 2017, 9:10")."""
    near = tree.xpath("//h1/following::*") or tree.xpath("//body//*")
    before = tree.xpath("//h1/preceding::*")
    for element in [*near[:40], *before[-10:]]:
        text = " ".join((element.text_content() or "").split()) if len(element) < 4 else ""
        if len(text) < 80 and (found := _DATE_LINE.fullmatch(text)):
            return find_day(found[1])
    return None


def find_standfirst(tree: Any) -> str | None:
    """The sentence under the headline, which outlets set outside the body of the story."""
    after_headline = tree.xpath("//h1/following::*[self::p or self::h2 or self::div][@class]")
    for element in after_headline[:20]:
        text = " ".join(element.text_content().split())
        if _STANDFIRST.search(_dashed(element.get("class"))) and 30 <= len(text) <= 500:
            return text
    return None


def _dashed(name: str) -> str:
    return _CAMEL.sub("-", name).lower()


def _is_small(element: Any, total: int) -> bool:
    if element.tag in ("body", "html", "main", "article") or element.find(".//h1") is not None:
        return False
    return len(element.text_content()) < _MAX_PART * total or element.tag in ("nav", "form")


def _is_layout(table: Any) -> bool:
    return any(
        len(cell.text_content()) > 500 or len(cell.findall(".//p")) > 2 for cell in table.iter("td")
    )
