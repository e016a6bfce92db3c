"""Blocks of text in a tree: what stands on lines of its own, and how much of it is links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from framing.types import MarkupKind

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "hi",
        "i",
        "ins",
        "kbd",
        "mark",
        "ref",
        "q",
        "ruby",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "del",
        "graphic",
        "img",
        "label",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "math",
        "iframe",
        "object",
        "video",
        "audio",
        "select",
        "textarea",
        "option",
        "input",
        "canvas",
        "map",
        "link",
        "meta",
    ]
)
_LINKS = ("a", "ref")
_KINDS: dict[str, MarkupKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "item", "dd", "dt"), "item"),
    **dict.fromkeys(("tr", "row"), "row"),
    **dict.fromkeys(("blockquote", "quote"), "quote"),
}
# Beyond these a list or a table is another one, around the story.
_NO_KIND = ("table", "ul", "ol", "list", "article", "main", "body")
_CELLS = ("td", "th", "cell")
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.?!…。！？:;,»”\"’')\]）」]$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_RUN = 4  # words
# A block of so many words that ends as a sentence does, and is no link, is prose. (Stored pages:
# menus, teasers and tags are shorter, or links.)
_PROSE_WORDS = 10
_MOST_LINKED = 0.5  # of its letters: a block that is mostly links is a menu. Chosen, not measured
_ALL_LINK = 0.8  # of a block's letters; the rest is "Read more:" or a date


@dataclass(slots=True)
class Block:
    """A line of a page: its text without doubled white space, what it is, where it hangs."""

    text: str
    kind: MarkupKind
    link_share: float
    element: Any
    words: int = 0
    """Words as white space divides them; two characters of a script without spaces are one."""

    def __post_init__(self) -> None:
        self.words = self.text.count(" ") + 1 + len(_UNSPACED.findall(self.text)) // 2


class _Line:
    """What is gathered until the next break."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.linked = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            self.linked += len(text.strip()) if in_link else 0


def blocks_of(root: Any, *, library: bool = False) -> Iterator[Block]:
    """Blocks of an HTML tree in order, or (`library`) of a body as trafilatura returns it.

    There headings are called `head`; in HTML that is the part of the page that nobody sees.
    """
    from lxml.etree import iterwalk

    kinds = {**_KINDS, "head": "heading"} if library else _KINDS
    silent = _SILENT - {"head"} if library else _SILENT
    line, depth_of_link, boxes = _Line(), 0, [root]
    hidden = 0
    for event, element in iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in silent or not tag:
            hidden += 1 if starts else -1
        elif not hidden and tag in _LINKS:
            depth_of_link += 1 if starts else -1
        elif not hidden and tag not in _INLINE:
            if tag in _CELLS:
                line.add(None if starts else " | ", False)
            else:
                yield from _finished(line, boxes[-1], kinds)
                line = _Line()
            if starts:
                boxes.append(element)
            else:
                boxes.pop()
        if hidden and not (tag in silent and not starts and hidden == 0):
            continue
        line.add(element.text if starts else element.tail, depth_of_link > 0)
    yield from _finished(line, root, kinds)


def with_verses(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lines that line breaks divide inside one paragraph, such as dates of a tour, are items."""
    for _, lines in groupby(blocks, key=lambda block: id(block.element)):
        several = list(lines)
        if len(several) > 2 and several[0].element.tag == "p":
            for line in several:
                line.kind = "item" if line.kind == "paragraph" else line.kind
        yield from several


def _finished(line: _Line, box: Any, kinds: dict[str, MarkupKind]) -> Iterator[Block]:
    text = " ".join("".join(line.pieces).split()).strip(" |")
    if not text:
        return
    share = min(1.0, line.linked / len(text))
    kind: MarkupKind = "link" if share >= _ALL_LINK else _kind_in(box, kinds)
    yield Block(text, kind, share, box)


def _kind_in(box: Any, kinds: dict[str, MarkupKind]) -> MarkupKind:
    """What the nearest element around a line that says so makes of it."""
    while box is not None and box.tag not in _NO_KIND:
        if box.tag in kinds:
            return kinds[box.tag]
        box = box.getparent()
    return "paragraph"


def is_prose(block: Block) -> bool:
    """Whether a block reads like a sentence of a story."""
    if block.kind in ("link", "heading") or block.link_share > _MOST_LINKED:
        return False
    return block.words >= _PROSE_WORDS and bool(_ENDS.search(block.text))


def is_under(element: Any, box: Any) -> bool:
    """Whether an element is a box or stands in it."""
    while element is not None and element is not box:
        element = element.getparent()
    return element is not None


def folded(text: str) -> str:
    """A text by its words alone, in lower case."""
    return " ".join(_WORD.findall(text.casefold()))


def words_of(text: str) -> list[str]:
    """Words in lower case; each character of a script without spaces counts as one."""
    return _WORD.findall(_UNSPACED.sub(r" \g<0> ", text.lower()))


def count_words(blocks: Iterable[Block]) -> int:
    """Words of all blocks together."""
    return sum(len(words_of(block.text)) for block in blocks)


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, counted."""
    words = words_of(text)
    return Counter(tuple(words[k : k + _RUN]) for k in range(max(1, len(words) - _RUN + 1)))


def runs_in(blocks: Sequence[Block]) -> Counter[tuple[str, ...]]:
    """Runs of four words of all blocks together."""
    return runs_of("\n".join(block.text for block in blocks))
