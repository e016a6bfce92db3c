"""Marks the zones of a page: what is story, what is boilerplate around it. Nothing is cut.

A page is read line by line (a line is a paragraph in scraped text). Every character that is not
white space ends up in exactly one zone, and every zone names the rule that made it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from framing.lists.outlets import is_outlet
from framing.lists.word_lists import WordLists
from framing.pages.dateline import find_dateline, find_inner_dateline
from framing.pages.edges import Edges, find_edges, find_foot
from framing.pages.furniture import Piece, find_pieces, match_line
from framing.pages.learned_furniture import LearnedFurniture
from framing.pages.page_lines import (
    HEADING,
    LEAD_WORDS,
    Line,
    Page,
    capital_share,
    ends_speech,
    foreign_share,
    is_name,
    is_salutation,
    is_talk,
    split_lines,
    stands_between,
    use_markup,
)
from framing.pages.site_lines import mark_site_lines
from framing.pages.transcript import SPEAKER_LABEL, TURN, find_labels
from framing.types import Article, Zone, ZoneKind

SUB_HEADING = "sub-heading of the story"
"""Rule of a heading that the page's elements set among its paragraphs: the outlet's own words."""

_PLAIN_WORD = re.compile(r"\w+(?:['-]\w+)*")
_INNER_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.?!] ")
_SITE_TAIL = re.compile(r" [-–—|] ([^-–—|]{2,40})$")

_NUMBER = re.compile(r"\d+")
# Words of a head that recurs on each page of a print; chosen, not measured.
_HEAD_LEAST, _HEAD_WORDS = 3, 14
_DECK_WORDS = 5  # shorter lines above the story are section names, not sub-headlines
_HEADLINE_WORDS = 40  # several sentences; longer is a lead. Chosen, not measured
_SECTION_WORDS = 6  # a text of fewer words, all with capitals, may be a name or a title of a work
_SENTENCE_HEADLINE_WORDS = 16  # a first line that ends with a full stop, longer is a lead
_HEADING_WORDS = 12  # longer is a sentence without its stop. Chosen, not measured
_LABEL_WORDS = 4  # of a page's paragraph; fewer are labels of boxes and buttons
_SIGNATURE = "tweet signature"  # a rule of the list; the words of the tweet stand above it
_CREDIT_WORDS = 8  # longer is prose. Chosen, not measured
# At the top; captions and bylines may stand before it; chosen, not measured.
_DATELINE_PARAGRAPHS = 4
_TAIL_PARAGRAPHS = 3  # at the end, where standing lines are; chosen, not measured
_BIO = "author bio"  # a rule of the list, which knows the words of such paragraphs
# At the end, behind so much story, and their words; chosen, not measured.
_BIO_PARAGRAPHS, _BIO_AFTER, _BIO_WORDS = 3, 2, 120
_TITLE_PART = 15  # characters
_TITLE_CASE = 0.8  # share of capitals among longer words
_TITLE_WORDS, _TITLE_LINES = 4, 6  # shorter titles are also names of sections
_WHOLE_PAGE = 0.8  # share of the text in one line


def find_zones(
    article: Article, lists: WordLists, learned: LearnedFurniture | None = None
) -> tuple[Zone, ...]:
    """Zones of a page in order; they cover all text but white space and never overlap.

    `learned` holds what recurs across the corpus, from `learn_furniture`.
    """
    page = Page(article, lists, list(split_lines(article.text)), learned)
    use_markup(article, page.lines)
    for step in (
        _mark_title,
        _mark_turns,
        _mark_running_heads,
        _mark_by_rule,
        _mark_site_lines,
        _mark_recurring,
        _mark_other_script,
        _mark_site_captions,
        _mark_photo_credits,
        _mark_headline,
        _mark_above_story,
        _mark_related,
        _mark_author_bio,
        _mark_below_story,
        _mark_headings,
        _mark_story,
    ):
        step(page)
    return tuple(zone for line in page.lines for zone in _split(line, page))


def _mark_title(page: Page) -> None:
    """A line at the top that is the whole title, whatever its words and dashes look like."""
    title = _folded(page.article.title or "")
    if len(page.lines) > 1 and len(title.split()) >= _TITLE_WORDS:
        for line in page.lines[:_TITLE_LINES]:
            if _folded(line.text) == title:
                line.mark("headline", "equals the title")
                return


def _mark_turns(page: Page) -> None:
    """Turns of a transcript are story, however short; their labels are cut off later."""
    page.labels = {id(page.lines[at]): stop for at, stop in find_labels(page.lines).items()}
    for line in page.lines:
        if id(line) in page.labels:
            line.mark("body", TURN)
            line.prose = True


def _mark_site_lines(page: Page) -> None:
    if len(page.lines) > 1:
        mark_site_lines(page.lines, page.lists)


def _mark_by_rule(page: Page) -> None:
    if len(page.lines) == 1:
        return  # a page of one line is its story, whatever stands at its edges
    prose_left = sum(line.prose for line in page.lines)
    above = Line(0, "", 0, False)
    for line in page.lines:
        prose_left -= line.prose
        claimed = match_line(line.text, page.lists, tail=prose_left < _TAIL_PARAGRAPHS)
        if (
            line.kind is None
            and claimed is not None
            and not (line.listed and claimed.zone == "caption")
        ):
            line.mark(claimed.zone, claimed.rule)
            if claimed.rule == _SIGNATURE and line.text.startswith(("—", "–", "-")):
                above.mark("furniture", "tweet above its signature")
        above = line


def _mark_running_heads(page: Page) -> None:
    """A short line that comes back in the same text with other numbers: heads of printed pages."""
    lines = [line for line in page.lines if not line.prose and line.words <= _HEAD_WORDS]
    keys = [_NUMBER.sub("#", line.text.casefold()) for line in lines]
    counts = Counter(keys)
    for line, key in zip(lines, keys, strict=True):
        if counts[key] > 1 and "#" in key and line.words >= _HEAD_LEAST:
            line.mark("furniture", "running head of a printed page")


def _mark_recurring(page: Page) -> None:
    """Lines that the outlet's other articles hold too; an article's own title stays."""
    title = _folded(page.article.title or "")
    for line in page.open_lines() if page.learned else []:
        count = page.learned.line(page.article, line.text, page.lists) if page.learned else 0
        if count and _folded(line.text) != title:
            line.mark("furniture", _recurs(count))


def _mark_other_script(page: Page) -> None:
    """A line in another script on a Latin page is a placeholder of the site's own software."""
    foreign = [line for line in page.lines if foreign_share(line.text) > 0.5]
    if sum(len(line.text) for line in foreign) * 2 > sum(len(line.text) for line in page.lines):
        return
    for line in foreign:
        if line.kind is None:
            line.mark("furniture", "line in another script")


def _mark_site_captions(page: Page) -> None:
    """Alternative texts of pictures end with the site's name: "A bridge - Example News"."""
    for line in page.lines[1:]:
        tail = None if line.prose and line.words < 4 else _SITE_TAIL.search(line.text)
        if line.kind is None and tail and is_outlet(tail.group(1), page.lists):
            line.mark("caption", "ends with the site's name")


def _mark_photo_credits(page: Page) -> None:
    """A line that only names photographer and agency; an agency alone above or below the story
    signs it."""
    above = True
    for at, line in enumerate(page.lines[1:], 1):
        above = above and not line.prose
        parts = line.text.rstrip(". ").split("/")
        if line.kind or line.words > _CREDIT_WORDS or not is_outlet(parts[-1], page.lists):
            continue
        if above and len(parts) == 1:
            line.mark("byline", "agency above the story")
        elif len(parts) > 1 or any(other.prose for other in page.lines[at:]):
            line.mark("caption", "photographer and agency")


def _mark_headline(page: Page) -> None:
    title = _folded(page.article.title or "")
    several = len(page.lines) > 1
    same = [k for k in page.open_lines()[:3] if several and _tells_title(_folded(k.text), title)]
    for line in same:
        line.mark("headline", "equals the title")
    if same or any(line.kind == "headline" for line in page.lines):
        return
    for line in page.open_lines():
        if line.prose and not _is_sentence_headline(line, page):
            return
        if 3 <= line.words <= _HEADLINE_WORDS and (several or _is_title_case(line)):
            return line.mark("headline", "first line of the page")


def _is_title_case(line: Line) -> bool:
    """A text of one line, its words with capitals and no full stop, is a headline alone."""
    open_end = line.text[-1] not in ".:;,"
    return line.words > _SECTION_WORDS and open_end and capital_share(line) >= _TITLE_CASE


def _tells_title(line: str, title: str) -> bool:
    """Whether a line is the title, or one of the two parts that a title was joined from."""
    if not title or not line:
        return False
    part = len(line) > _TITLE_PART and (title.startswith(line) or title.endswith(line))
    return line.startswith(title) or part


def _folded(text: str) -> str:
    return " ".join(_PLAIN_WORD.findall(text.lower().replace("’", "'")))


def _is_sentence_headline(line: Line, page: Page) -> bool:
    """Database exports put a full stop behind the headline; a blank line then follows."""
    if page.article.title or line is not page.lines[0] or line.words > _SENTENCE_HEADLINE_WORDS:
        return False
    after = page.article.text[line.start + len(line.text) :][:40]
    blank = re.match(r"\s*\n[^\S\n]*\n", after) is not None
    if not blank or line.text[0] in "\"“'‘":
        return False
    return not _INNER_END.search(line.text) or capital_share(line) >= _TITLE_CASE


def _mark_above_story(page: Page) -> None:
    prose = page.prose_indexes()
    authors = {_folded(author) for author in page.article.authors}
    for line in page.lines[: prose[0]] if prose else []:
        if line.kind is not None or is_salutation(line):
            continue
        if _folded(line.text) in authors or is_name(line):
            line.mark("byline", "a name alone above the story")
        elif line.words >= _DECK_WORDS:
            line.mark("headline", "deck below the headline")
        else:
            line.mark("furniture", "short line above the story")


def _mark_related(page: Page) -> None:
    """In mid-article a picture with a line below is a box that leads to another story."""
    prose = page.prose_indexes()
    if not prose:
        return
    for before, line in zip(page.lines[prose[0] :], page.lines[prose[0] + 1 :], strict=False):
        if before.kind == "caption" and line.kind is None and not line.prose:
            line.mark("furniture", "headline of a related story below its picture")


def _mark_author_bio(page: Page) -> None:
    """Paragraphs at the end that name the article's own author tell of the author."""
    authors = [name for name in map(_folded, page.article.authors) if " " in name]
    ends = page.prose_indexes()[_BIO_AFTER:][-_BIO_PARAGRAPHS:]
    for line in (page.lines[k] for k in ends):
        text = f" {_folded(line.text)} "
        if line.words <= _BIO_WORDS and any(f" {name} " in text for name in authors):
            line.mark("furniture", _BIO)


def _mark_below_story(page: Page) -> None:
    prose = page.prose_indexes()
    for line in page.lines[prose[-1] + 1 :] if prose else []:
        if line.kind is None:
            line.mark("furniture", "after the end of the story")


def _mark_headings(page: Page) -> None:
    if not page.prose_indexes():
        return  # nothing to stand between: a text of one short line is the story
    for at, line in enumerate(page.lines):
        if line.markup == "heading" and line.kind is None:
            line.mark("body", SUB_HEADING)
        if line.kind or line.prose or line.text.endswith(":") or line.words > _HEADING_WORDS:
            continue
        if line.markup == "paragraph" and line.words >= _LABEL_WORDS:
            continue  # the page itself says that it is no heading
        if is_salutation(line) or (ends_speech(line.text) and is_talk(page.lines)):
            continue  # "Thanks, Judy."
        capitals = line.words > 1 and capital_share(line) >= _TITLE_CASE
        if line.text[0] not in '"“-–—•*' and (capitals or stands_between(page.lines, at)):
            line.mark("furniture", HEADING)


def _mark_story(page: Page) -> None:
    lead_words = 0
    for line in page.lines:
        if line.kind is not None and line.rule != TURN:
            continue
        rule = line.rule or "paragraph"
        if lead_words < LEAD_WORDS and line.prose:
            line.mark("lead", line.rule or "first paragraph")
            lead_words += line.words
        else:
            line.mark("body", rule)
    page.story = [line for line in page.lines if line.kind in ("lead", "body")]


def _split(line: Line, page: Page) -> Iterator[Zone]:
    """Cuts datelines, title repeats and inline boilerplate out of a line of prose."""
    kind = line.kind or "body"
    if kind not in ("lead", "body"):
        yield Zone(kind, line.start, line.start + len(line.text), line.rule)
        return
    yield from _cut(line, kind, sorted(_pieces(line, page), key=lambda piece: piece.start))


def _pieces(line: Line, page: Page) -> Iterator[Piece]:
    """What is not story inside a line of prose, widest evidence first."""
    lists = page.lists
    label = page.labels.get(id(line))
    if label:
        yield Piece(0, label, "byline", SPEAKER_LABEL)
        return
    yield from find_pieces(line.text, lists)
    first = any(line is k for k in page.story[:_DATELINE_PARAGRAPHS])
    if not first and line is not page.story[-1]:
        return
    start, stop = 0, len(line.text)
    if _is_whole_page(line, page):
        edges = _edges(line.text, page)
        yield from edges.pieces
        start, stop = edges.start, edges.stop
        inner = find_inner_dateline(line.text, lists, start)
        start = start if inner is None else inner
    elif line is page.story[-1]:
        yield from find_foot(line.text, lists)
    if first:
        start += len(line.text[start:]) - len(line.text[start:].lstrip())
        for part in find_dateline(line.text[start:stop], lists):
            yield Piece(start + part.start, start + part.stop, part.kind, part.rule)


def _edges(text: str, page: Page) -> Edges:
    """Head and foot by rule; what recurs at the outlet goes first where no rule knows the head."""
    article, learned = page.article, page.learned
    pieces, low, high = [], 0, len(text)
    foot = learned.foot(article, text, page.lists) if learned else None
    if foot is not None:
        high = foot[0]
        pieces.append(Piece(high, len(text), "furniture", _recurs(foot[1])))
    edges = find_edges(text[:high], article.title, page.lists)
    head = learned.head(article, text, page.lists) if learned and not edges.start else None
    if head is not None:
        low = head[0]
        pieces.append(Piece(0, low, "furniture", _recurs(head[1])))
        edges = find_edges(text[:high], article.title, page.lists, low)
    return Edges(edges.start, edges.stop, (*edges.pieces, *pieces))


def _recurs(count: int) -> str:
    return f"recurs in {count} articles of this outlet"


def _is_whole_page(line: Line, page: Page) -> bool:
    """Whether this line holds nearly all of the text: an export that lost its line breaks."""
    return len(line.text) >= _WHOLE_PAGE * sum(len(other.text) for other in page.lines)


def _cut(line: Line, kind: ZoneKind, pieces: Iterable[Piece]) -> Iterator[Zone]:
    at, size = 0, len(line.text)
    for piece in [*pieces, Piece(size, size, kind, "")]:
        if piece.stop <= at and piece.start < size:
            continue
        start = max(piece.start, at)
        yield from _trimmed(line, at, start, kind, line.rule)
        yield from _trimmed(line, start, piece.stop, piece.zone, piece.rule)
        at = max(at, piece.stop)


def _trimmed(line: Line, start: int, stop: int, kind: ZoneKind, rule: str) -> Iterator[Zone]:
    piece = line.text[start:stop]
    inner = piece.strip()
    if inner:
        begin = line.start + start + (len(piece) - len(piece.lstrip()))
        yield Zone(kind, begin, begin + len(inner), rule)
