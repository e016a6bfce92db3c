"""Doubts about the story found on a page, and the vote where its witnesses disagree.

Three witnesses tell the story: the extraction, the page's own data (`articleBody` of its JSON-LD)
and the box of the page that holds most of its prose. Two that agree outvote the third. What else
the page says of its article (how many words it has, whether it can be read for free) is held
against what was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from framing.corpus.page_blocks import Block, count_words, folded, is_prose, is_under, runs_in
from framing.corpus.page_facts import PageFacts

# Texts that share less than this of their runs of words tell different stories.
_AGREE = 0.6
_AROUND = 0.8  # of the story: it stands in that box
_FAR_MORE, _WIDE = 2.0, 3.0  # comments below a story double it (3 of 135 pages), seldom treble it
_APART = 0.3  # of the shorter text: the other is about something else
_FEW_WORDS = 60  # a story shorter than this is put to the vote
_MORE = 1.6  # a rival must be this much longer to be taken for what the finding missed
# Of 135 stored pages none with a whole story has fewer words than this and is said not to be free.
_TEASER_WORDS = 200
_SHORT = 150  # words of a story that may stand in a script instead
_HIDDEN = 3  # times the words read: then the story stands in a script. Chosen, not measured
# A sentence or more in a string of a script.
_TOLD_IN_SCRIPT = re.compile(r'"((?:[^"\\]|\\.){120,4000}[.?!])(?:\\n|<|")')


def elect(
    blocks: Sequence[Block],
    page: Sequence[Block],
    facts: PageFacts,
    nameless: Callable[[], Sequence[Block]],
) -> tuple[list[Block], str] | None:
    """Another reading of the page that is more credible, and why; `None` where the first stands.

    `nameless` extracts once more, with the names of all boxes taken away; that is slow, and only
    done where the page holds far more prose around the story than was taken.
    """
    words = count_words(blocks)
    body = [
        Block(" ".join(line.split()), "paragraph", 0.0, None)
        for line in facts.body.split("\n")
        if line.strip()
    ]
    wide = densest(page)
    said, seen = count_words(body), count_words(wide)
    short = words < _FEW_WORDS and seen > _MORE * max(words, 20)
    missed = said >= _FEW_WORDS and said > _MORE * words
    apart = said >= _FEW_WORDS and words > 0 and _shared(body, blocks) < 1 - _AGREE
    if missed and words < _FEW_WORDS and seen <= _MORE * words:
        return body, f"the page shows {words} words, its own data hold {said}; these were read"
    if short or missed or apart:
        told = f"extraction found {words} words, the page's own data {said}, its paragraphs {seen}"
        name, chosen = _vote(blocks, body, wide)
        if name == _FIRST:
            return list(blocks), f"{told}; the first was kept, the others were not followed"
        return chosen, f"{told}; what was read is from {name}"
    if seen <= _MORE * words:
        return None
    if _shared(blocks, wide) < _APART:
        return _nearer(blocks, wide, _below_title(page, facts))
    return _wider(blocks, wide, nameless)


_FIRST = "extraction"


def _vote(blocks: Sequence[Block], body: list[Block], wide: list[Block]) -> tuple[str, list[Block]]:
    """The witness that agrees most with the others, the longer one of two."""
    witnesses = [(_FIRST, list(blocks)), ("the page's own data", body), ("its paragraphs", wide)]

    def votes(witness: tuple[str, list[Block]]) -> tuple[float, int]:
        _, one = witness
        others = [other for _, other in witnesses if other is not one]
        return sum(_agreement(one, other) for other in others), count_words(one)

    return max(witnesses, key=votes)


def _nearer(
    blocks: Sequence[Block], wide: Sequence[Block], below: Sequence[Block]
) -> tuple[list[Block], str]:
    """Of two texts of a page the one that begins first below the headline; comments come later."""
    words, seen = count_words(blocks), count_words(wide)
    told = f"extraction found {words} words, and {seen} other words stand together elsewhere"
    ours, theirs = {id(block) for block in blocks}, {id(block) for block in wide}
    first = next((id(b) for b in below if id(b) in ours or id(b) in theirs), None)
    if first in theirs - ours:
        return list(wide), f"{told} on the page, right below the headline; these were read"
    return list(blocks), f"{told} on the page; the first were kept"


def _below_title(page: Sequence[Block], facts: PageFacts) -> Sequence[Block]:
    title = folded(facts.title or "")
    heads = [k for k, block in enumerate(page) if title and folded(block.text) == title]
    heads = heads or [k for k, block in enumerate(page) if block.element.tag == "h1"]
    start = heads[0] if heads else 0
    return [block for block in page[start:] if is_prose(block)]


def _wider(
    blocks: Sequence[Block], wide: Sequence[Block], nameless: Callable[[], Sequence[Block]]
) -> tuple[list[Block], str] | None:
    """What to make of a page that holds far more prose in one box than was taken."""
    words, seen = count_words(blocks), count_words(wide)
    if seen < _FAR_MORE * words or _shared(blocks, wide) < _AROUND:
        return None
    other = list(nameless())
    if count_words(other) > _MORE * words and _shared(wide, other) >= _AROUND:
        return other, (
            f"extraction found {words} words of the {seen} around them; without the names of the "
            f"page's boxes it found {count_words(other)}, and these were read"
        )
    if seen > _WIDE * words:
        return list(blocks), (
            f"extraction found {words} words, and {seen} stand around them; the first were kept"
        )
    return None


def densest(page: Sequence[Block]) -> list[Block]:
    """Prose in the box that holds most of it: the page read without knowing any name."""
    weight: Counter[Any] = Counter()
    for block in page:
        if is_prose(block):
            element = block.element
            while element is not None:
                weight[element] += block.words
                element = element.getparent()
    box = page[0].element.getroottree().getroot() if page else None
    while box is not None:
        inner = max(box, key=lambda child: weight[child], default=None)
        if inner is None or weight[inner] < _AGREE * weight[box]:
            break
        box = inner
    return [block for block in page if is_prose(block) and is_under(block.element, box)]


def _shared(one: Sequence[Block], other: Sequence[Block]) -> float:
    """Share of the runs of words of `one` that `other` holds."""
    runs = runs_in(one)
    return (runs & runs_in(other)).total() / max(runs.total(), 1)


def _agreement(one: Sequence[Block], other: Sequence[Block]) -> float:
    """Share of runs of words that two readings have in common, of all they have."""
    runs, others = runs_in(one), runs_in(other)
    return 2 * (runs & others).total() / max(runs.total() + others.total(), 1)


def find_doubts(words: int, facts: PageFacts, tree: Any) -> Iterator[str]:
    """What the page says of its article that speaks against a story of so many words."""
    if facts.word_count and facts.word_count > _MORE * max(words, 1):
        yield f"{words} words were read of an article that has {facts.word_count}, as the page says"
    elif facts.is_free is False and words < _TEASER_WORDS:
        yield f"the page says that its article is not free; the {words} words read may be a part"
    elif words < _SHORT:
        hidden = _words_in_scripts(tree)
        if hidden > _HIDDEN * max(words, 1):
            yield f"{words} words were read; scripts of the page hold {hidden} words in sentences"


def _words_in_scripts(tree: Any) -> int:
    texts = (script.text or "" for script in tree.iter("script"))
    return sum(told.count(" ") + 1 for text in texts for told in _TOLD_IN_SCRIPT.findall(text))
