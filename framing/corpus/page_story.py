"""The story on a page: paragraphs, what speaks against them, and how much was left out.

trafilatura finds the story well on most pages, but drops boxes whose class it dislikes, and the
story is then gone without a word. Its finding is therefore laid over the blocks of the page:
paragraphs that stand among those it kept are put back, what is told twice is left out, and where
its finding, the page's own data and the page as a whole disagree widely, they are put to the vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from framing.corpus.page_blocks import (
    Block,
    blocks_of,
    count_words,
    folded,
    is_prose,
    is_under,
    runs_of,
    with_verses,
)
from framing.corpus.page_facts import PageFacts
from framing.corpus.page_tree import leave_out, open_layout_tables
from framing.corpus.page_vote import elect, find_doubts

_LINKED_WORDS = 15  # a link as long that ends like a sentence is prose. Chosen, not measured
_NEIGHBOURS = 2  # kept paragraphs in a box that make its other prose part of the story
_OUTWEIGH = 0.3  # kept words against missed ones there: comments are many, with a stray one kept
_REACH = 12  # blocks around a line among which its other form is looked for
_LEVELS = 4  # boxes of one build have the same tags and classes so far up
# A block of which so much was told before is a pull quote, a teaser or a copy for machines.
_TOLD = 0.8
_TOLD_WORDS = 8  # shorter blocks share all their words with a story by chance; chosen, not measured
_STANDFIRST = 30  # characters
_UNSEEN = 0.5  # share of the story from which it is told
_PUT_BACK = 0.2  # share of the story from which putting back is told


@dataclass(slots=True)
class Story:
    """What was found; `left_out` counts characters of the page by the reason they are not in it."""

    blocks: list[Block]
    problems: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def find_story(tree: Any, facts: PageFacts) -> Story:
    """The story on a page; the tree is used up."""
    left = leave_out(tree)
    open_layout_tables(tree)
    page = list(with_verses(blocks_of(tree)))
    found = _Found(page, _by_library(deepcopy(tree)))
    problems = [*found.put_back(), *found.unseen()]
    blocks = found.story()
    rival = elect(blocks, page, facts, lambda: _Found(page, _by_library(_nameless(tree))).story())
    if rival is not None:
        blocks, problem = rival
        problems.append(problem)
    links = [block for block in blocks if _is_link(block)]
    left["links alone on a line"] = sum(len(block.text) for block in links)
    blocks, told = _once([b for b in blocks if not _is_link(b)], facts.title or "")
    blocks = [*_standfirst(blocks, page, facts), *blocks]
    left["told twice on the page"] = told
    title = folded(facts.title or "")
    size = sum(len(block.text) for block in page if folded(block.text) != title)
    size -= told + left["links alone on a line"] + sum(len(block.text) for block in blocks)
    left["outside the story"] = max(0, size)
    problems += find_doubts(count_words(blocks), facts, tree)
    return Story(blocks, problems, +left)


def _by_library(tree: Any) -> list[Block]:
    """What trafilatura takes for the story; the tree is used up."""
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree, include_comments=False, include_tables=True, include_links=True
    )
    body = getattr(document, "body", None)
    return [] if body is None else list(blocks_of(body, library=True))


def _nameless(tree: Any) -> Any:
    """A copy of a page whose boxes have no names."""
    copy = deepcopy(tree)
    for element in copy.iter():
        for name in ("class", "id"):
            element.attrib.pop(name, None)
    return copy


class _Found:
    """The library's finding laid over the blocks of the page."""

    def __init__(self, page: Sequence[Block], finding: Sequence[Block]) -> None:
        self._page = page
        self._own: dict[int, list[Block]] = {}  # what is no block of the page, behind which block
        self._kept: set[int] = set()
        self._lay(finding)

    def _lay(self, finding: Sequence[Block]) -> None:
        places: dict[str, list[int]] = {}
        for at, block in enumerate(self._page):
            places.setdefault(folded(block.text), []).append(at)
        last, loose = -1, []
        for block in finding:
            there = [k for k in places.get(folded(block.text), []) if k not in self._kept]
            if there:
                last = next((k for k in there if k > last), there[0])
                self._kept.add(last)
            elif folded(block.text) not in places:
                loose.append((last, block))
        for at, block in loose:
            self._lay_part(at, block)

    def _lay_part(self, at: int, block: Block) -> None:
        """A line that the library cut or joined: the blocks that hold it, or that it holds."""
        text = f" {folded(block.text)} "
        near = range(max(0, at - _REACH), min(len(self._page), at + _REACH))
        texts = {k: f" {folded(self._page[k].text)} " for k in near}
        if any(k in self._kept and text in texts[k] for k in near):
            return
        holding = next((k for k in near if k > at and text in texts[k]), None)
        held = [k for k in near if k > at and len(texts[k]) > 2 and texts[k] in text]
        if holding is not None:
            self._kept.add(holding)
        elif sum(len(texts[k]) for k in held) >= _TOLD * len(text):
            self._kept.update(held)
        else:
            self._own.setdefault(at, []).append(block)

    def put_back(self) -> Iterator[str]:
        """Prose in the box of the story's paragraphs, or in a box built like theirs, is story."""
        kept, missed = _Weights(), _Weights()
        known = {folded(self._page[k].text) for k in self._kept}
        open_ = [
            (at, block)
            for at, block in enumerate(self._page)
            if at not in self._kept and is_prose(block) and folded(block.text) not in known
        ]
        for _, block in open_:
            missed.add(block)
        for at in self._kept:
            if is_prose(self._page[at]):
                kept.add(self._page[at])
        back = [at for at, block in open_ if kept.outweigh(missed, block)]
        self._kept.update(back)
        words = sum(self._page[at].words for at in back)
        total = sum(self._page[k].words for k in self._kept)
        if words >= _PUT_BACK * max(total, 1):
            yield (
                f"{words} of {total} words of the story stand in boxes that look like something "
                "else by their name; they were kept"
            )

    def unseen(self) -> Iterator[str]:
        """Says where the library took the story from data that no reader of the page sees."""
        own = count_words([block for blocks in self._own.values() for block in blocks])
        total = own + count_words([self._page[k] for k in self._kept])
        if own > _UNSEEN * max(total, 1):
            yield f"{own} of {total} words of the story stand in the page's data, not on the page"

    def story(self) -> list[Block]:
        """The finding with what was put back, in the order of the page."""
        blocks = list(self._own.get(-1, []))
        for at in range(len(self._page)):
            if at in self._kept:
                blocks.append(self._page[at])
            blocks += self._own.get(at, [])
        return blocks


def _is_link(block: Block) -> bool:
    """Whether a line is nothing but a link; a sentence may be one and still tell the story."""
    return block.kind == "link" and not (block.words >= _LINKED_WORDS and block.text[-1] in ".!?”")


class _Weights:
    """Paragraphs and words by the box they stand in and by how that box is built."""

    def __init__(self) -> None:
        self._words: Counter[Any] = Counter()
        self._paragraphs: Counter[Any] = Counter()

    def add(self, block: Block) -> None:
        """Counts a paragraph."""
        for key in _keys(block):
            self._words[key] += block.words
            self._paragraphs[key] += 1

    def outweigh(self, others: _Weights, block: Block) -> bool:
        """Whether enough of what stands in the block's box, or in such boxes, was kept."""
        return any(
            self._paragraphs[key] >= _NEIGHBOURS
            and self._words[key] >= _OUTWEIGH * others._words[key]
            for key in _keys(block)
        )


def _keys(block: Block) -> Iterator[object]:
    """The element that holds a paragraph and its neighbours; how the boxes around it are built."""
    element = block.element
    inner = element.tag in ("p", "div", "span") and element.getparent() is not None
    yield element.getparent() if inner else element
    built: list[tuple[str, str]] = []
    while element is not None and len(built) < _LEVELS:
        built.append((element.tag, element.get("class", "")))
        element = element.getparent()
    if any(name for _, name in built[1:]):
        yield tuple(built)


def _once(blocks: Sequence[Block], title: str) -> tuple[list[Block], int]:
    """The blocks without those that only repeat other boxes, and characters of what they repeat.

    Pull quotes, teasers and copies for machines stand in boxes of their own; what a story repeats
    among its own paragraphs it means.
    """
    seen: dict[tuple[str, ...], object] = {}
    kept, told = [], 0
    named = folded(title)
    for block in blocks:
        runs = runs_of(block.text)
        box = next(_keys(block), None) if block.element is not None else None
        again = sum(run in seen and (box is None or seen[run] is not box) for run in runs)
        long = block.words >= _TOLD_WORDS
        if folded(block.text) == named:
            continue
        if long and again >= _TOLD * len(runs):
            told += len(block.text)
            continue
        seen.update(dict.fromkeys(runs, box))
        kept.append(block)
    return kept, told


def _standfirst(blocks: Sequence[Block], page: Sequence[Block], facts: PageFacts) -> list[Block]:
    """What stands between headline and story: the metadata say the same, or it shares their box."""
    wanted, title = folded(facts.description or ""), folded(facts.title or "")
    first = next((k for k, b in enumerate(page) if blocks and b is blocks[0]), 0)
    known = {folded(block.text) for block in blocks} | {title}
    found: list[Block] = []
    headed: Block | None = None
    for block in page[:first]:
        text = folded(block.text)
        if text == title:
            found, headed = [], block
        elif block.kind != "link" and text not in known and len(text) >= _STANDFIRST:
            told = text == wanted or (wanted.startswith(text) and is_prose(block))
            beside = headed is not None and is_prose(block) and _beside(headed, block)
            found += [block] if told or beside else []
    return found


def _beside(heading: Block, block: Block) -> bool:
    """Whether a paragraph stands in the box of a headline."""
    box = heading.element.getparent()
    return box is not None and box.tag not in ("body", "main") and is_under(block.element, box)
