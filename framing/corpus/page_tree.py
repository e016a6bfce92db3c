"""A web page as a tree, without what its elements declare to be no part of the story.

An element goes by what it is: its tag, its role, a link among links. What its class or id is called
says nothing: outlets name the very body of a story "paywall", "read-more" or "share-content".
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

# What an element says it is, by its tag or its role (WAI-ARIA), and how the reading calls it.
_BY_TAG = {
    "nav": "navigation",
    "aside": "beside the story",
    "amp-sidebar": "beside the story",
    "amp-ad": "advertising",
    "figcaption": "captions",
    "form": "forms and buttons",
    "button": "forms and buttons",
    "dialog": "notices over the page",
    "address": "contact details",
}
_BY_ROLE = {
    "navigation": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "complementary": "beside the story",
    "search": "forms and buttons",
    "dialog": "notices over the page",
    "alertdialog": "notices over the page",
    "contentinfo": "foot of the page",
}
_PARTS = " | ".join([*(f"//{tag}" for tag in _BY_TAG), "//*[@role]"])
_LAYOUT = ("table", "tbody", "thead", "tr", "td", "th")
# A part this large is the story whatever it calls itself: some sites set the article in a form, an
# aside or a dialog.
_MAX_SHARE = 0.3
# Opening tags deeper than this are left out where the parser gave up, so that what stands inside
# is read; real pages keep below 60 (135 stored news pages).
_MAX_DEPTH = 100
_DEEPEST = 200  # of marks of text, which nest within paragraphs
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_MARKS_TEXT = frozenset(
    [
        "a",
        "article",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "html",
        "main",
        "p",
        "script",
        "style",
        "time",
        "title",
    ]
)


def parse_page(text: str) -> Any:
    """The tree of a page; no entity, no network. Nesting that no parser follows is flattened."""
    text = text.replace("\0", "")
    tree, too_deep = _parse(text)
    return _parse(flatten(text))[0] if too_deep else tree


def _parse(text: str) -> tuple[Any, bool]:
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def flatten(text: str) -> str:
    """The page without opening tags that lie deeper than a parser goes; all text stays.

    Tags that divide text (paragraphs, headings, links) stay longer than tags that only box it in.
    """
    pieces, at = [], 0
    stack: list[tuple[str, bool]] = []
    kept = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _VOID:
            continue
        if tag[1]:
            keep = True
            while stack:
                opened, keep = stack.pop()
                kept -= keep
                if opened == name or name not in ("p", "li", "td", "tr"):
                    break
        else:
            keep = kept < (_DEEPEST if name in _MARKS_TEXT else _MAX_DEPTH)
            stack.append((name, keep))
            kept += keep
            if name == "p" and len(stack) > 1 and stack[-2][0] == "p":
                kept -= stack.pop(-2)[1]  # a paragraph ends where the next begins
        if not keep:
            pieces += [text[at : tag.start()], " "]
            at = tag.end()
    return "".join([*pieces, text[at:]])


def leave_out(tree: Any) -> Counter[str]:
    """Take out what is no story by its tag or role; characters left out, by what they were."""
    total = _size(tree) or 1
    left: Counter[str] = Counter()
    gone: set[Any] = set()
    for element in tree.xpath(_PARTS):
        what = _BY_ROLE.get((element.get("role") or "").strip().lower()) or _BY_TAG.get(element.tag)
        if what is None or element in gone or not _is_part(element, total):
            continue
        left[what] += _size(element)
        gone.update(element.iter())
        if element.getparent() is not None:
            element.drop_tree()
    return left


def open_layout_tables(tree: Any) -> None:
    """Tables that lay out a page hold paragraphs; they become plain boxes."""
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for element in table.iter(*_LAYOUT):
                element.tag = "div"


def _size(element: Any) -> int:
    """Characters that a reader would see, white space counted once."""
    from lxml.etree import tostring

    text = tostring(element, method="text", encoding="unicode", with_tail=False)
    unseen = sum(len(_spaced(hidden.text or "")) for hidden in element.iter("script", "style"))
    return max(0, len(_spaced(text)) - unseen)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_part(element: Any, total: int) -> bool:
    if element.tag in ("body", "html", "main", "article") or element.find(".//h1") is not None:
        return False
    return element.tag in ("nav", "figcaption") or _size(element) < _MAX_SHARE * total


def _is_layout(table: Any) -> bool:
    return any(
        len(cell.text_content()) > 500 or len(cell.findall(".//p")) > 2 for cell in table.iter("td")
    )
