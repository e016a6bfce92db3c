"""Lines and markup put together to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

# Programs that break lines do so below this width; a line of prose in one piece is longer.
_WIDEST = 100
_LONG_BLOCK = 12  # lines; shorter ones among others have their empty lines
SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")
_OPENS = re.compile(r"[\"“„«‘(\[]*[A-ZÀ-ÞА-Я0-9]")
# The last line of a paragraph is shorter than its column. In columns of 40 and of 90 letters set
# from the seed articles, 29 and 21 of 30 last lines are below this share; no other line that ends
# with a full stop is.
_LAST_LINE = 0.9
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section table tbody td
    tfoot th thead title tr ul""".split()  # noqa: SIM905
)
_LEFT_OUT = frozenset(("script", "style", "noscript", "template", "svg"))
_SPACE = re.compile(r"[ \t\r\f\v\xa0]+")
_HYPHEN = re.compile(r"[^\W_]-$")
_SHARED_HALF = re.compile(r"(?:and|or|und|oder|et|ou|y|e)\b")  # "pre- and post-war"
_LAST_HALF = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_FIRST_HALF = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INNER_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-?$)(?![\w-])")
# First halves that nearly always have a hyphen behind them ("well" does, "long" does not:
# "longstanding"). In 2,500 articles of AllSides 2,447 of 13,238 hyphens are theirs, and 75 words in
# one piece begin with them and do not end as below.
_COMPOUND_HALVES = frozenset(
    """self same well full middle single last lower higher highest closed then double early vice
    once longer much two three four five six seven eight nine twenty thirty forty fifty sixty
    seventy eighty ninety first second third fourth left half quasi old small fast
    open""".split()  # noqa: SIM905
)
# What follows such a half as the rest of one word: "fully", "oldest", "selfish".
_WORD_ENDINGS = frozenset(
    """ly er ers est ish ness ing ings ed en ment ments dom age ages ery eous way ways fold ary th
    teen ty ity ship ships hood ful less ward wards some ism ist ists y s es al ally ous ance ence
    able ible tion tions sion ies ier""".split()  # noqa: SIM905
)
_SMALL_WORDS = frozenset(("of", "the", "to", "and", "in", "by", "up", "on", "at", "as", "a", "or"))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a program broke the lines at a width, so that a paragraph takes several."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return bool(lengths) and lengths[int(0.98 * (len(lengths) - 1))] <= _WIDEST


def paragraphs_of(lines: Sequence[str], wrapped: bool) -> list[str]:
    """Paragraphs of lines: each line one, or (`wrapped`) what stands between empty lines.

    >>> paragraphs_of(["Talks were", "held.", "", "They failed."], wrapped=True)
    ['Talks were held.', 'They failed.']
    """
    if not wrapped:
        return [line.strip() for line in lines if line.strip()]
    width = column_width(lines)
    blocks = [
        list(block)
        for filled, block in groupby(lines, key=lambda line: bool(line.strip()))
        if filled
    ]
    found = []
    for block in blocks:
        if len(blocks) == 1 or len(block) >= _LONG_BLOCK:
            found += _by_last_lines(block, width)
        else:
            found.append(" ".join(line.strip() for line in block))
    return found


def _by_last_lines(block: Sequence[str], width: int) -> list[str]:
    """Paragraphs of lines without an empty one between: a short one with a full stop ends one."""
    found: list[str] = []
    current: list[str] = []
    for at, line in enumerate(block):
        current.append(line)
        if ends_paragraph(line, block[at + 1] if at + 1 < len(block) else None, width):
            found.append(join_lines(current))
            current = []
    return [*found, join_lines(current)] if current else found


def column_width(lines: Iterable[str]) -> int:
    """How wide a column is printed: nine tenths of its lines are not longer."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def ends_paragraph(line: str, following: str | None, width: int) -> bool:
    """Whether a paragraph ends with a line: a full stop in a short line, then a capital."""
    if following is None or not following.strip():
        return False
    indented = following[:2].isspace() and not line[:1].isspace()
    short = len(line.strip()) <= _LAST_LINE * width
    full_stop = SENTENCE_END.search(line.strip()) is not None
    return full_stop and (short or indented) and _OPENS.match(following.strip()) is not None


def html_lines(element: Any) -> list[str]:
    """Lines of a tree as a browser would show them: blocks and line breaks end a line.

    Two line breaks in a row, and the edges of paragraphs, leave an empty line.
    """
    text = "".join(_pieces(element))
    lines = [_SPACE.sub(" ", line).strip() for line in text.split("\n")]
    return [line for k, line in enumerate(lines) if line or (k and lines[k - 1])]


def parse_markup(markup: str) -> Any | None:
    """The tree of a piece of HTML, `None` where the parser finds none in it."""
    from lxml.etree import LxmlError

    from framing.corpus.page_tree import parse_page

    try:
        return parse_page(markup)
    except (LxmlError, ValueError, TypeError, AssertionError, RecursionError):
        return None


def markup_paragraphs(markup: str) -> list[str]:
    """Paragraphs of a piece of HTML."""
    tree = parse_markup(f"<html><body>{markup}</body></html>")
    return [] if tree is None else html_paragraphs(tree)


def html_paragraphs(element: Any) -> list[str]:
    """The lines that are not empty."""
    return [line for line in html_lines(element) if line]


def _pieces(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    if element.tag == "br":
        yield "\n"
    if element.text:
        yield element.text.replace("\n", " ") if element.tag != "pre" else element.text
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail.replace("\n", " ") if element.tag != "pre" else child.tail
    if block:
        yield "\n"


def join_lines(lines: Iterable[str], seen: Container[str] = ()) -> str:
    """Lines of one paragraph in a row; a hyphen at a line's end that divides a word goes.

    `seen` holds the words of the document: the spelling it uses elsewhere decides. Of other words
    those keep the hyphen whose first half nearly always has one. A capital or a number beside it
    keeps it too: "US-Russian", "12-year-old".

    >>> join_lines(["The well-", "known gover-", "nor spoke."])
    'The well-known governor spoke.'
    >>> join_lines(["An anti-", "missile system"], seen={"anti-missile"})
    'An anti-missile system'
    """
    joined = ""
    for line in (line.strip() for line in lines):
        if _HYPHEN.search(joined) and line[:1].isalnum() and not _SHARED_HALF.match(line):
            mended = line[:1].islower() and not _keeps_hyphen(joined, line, seen)
            joined = (joined[:-1] if mended else joined) + line
        else:
            joined = f"{joined} {line}" if joined else line
    return joined


def words_of_lines(lines: Iterable[str]) -> frozenset[str]:
    """Words of a document in small letters, those that a line's end may divide left out."""
    return frozenset(
        found[0].casefold() for line in lines for found in _INNER_WORD.finditer(line.rstrip())
    )


def _keeps_hyphen(before: str, after: str, seen: Container[str]) -> bool:
    half = _LAST_HALF.search(before)
    if half is None:
        return True  # "12-", "year-old"
    head = half[1].casefold()
    tail = _FIRST_HALF.match(after)[0].casefold()  # type: ignore[index]
    if f"{head}-{tail}" in seen:
        return True
    if f"{head}{tail}" in seen:
        return False
    first, _, last = head.rpartition("-")
    if first and last in _SMALL_WORDS:
        return True  # "state-of-the-", "art"
    return head in _COMPOUND_HALVES and tail not in _WORD_ENDINGS


def join_text(title: str | None, paragraphs: list[str]) -> str:
    """Headline first and once, then the paragraphs."""
    folded = fold_line(title or "")
    rest = [line for line in paragraphs if fold_line(line) != folded]
    return "\n\n".join([title, *rest] if title and rest else rest)


def fold_line(line: str) -> str:
    """A line as it is compared: small letters, single blanks."""
    return " ".join(line.casefold().split())
