"""The shape of a source: where its phrase ends, which noun heads it, whether it joins several."""

from __future__ import annotations

from collections.abc import Sequence

from framing.layers.entities.names import Name, core_range
from framing.layers.page import ArticleRows, Rows
from framing.lists.name_words import kinds_of
from framing.lists.word_lists import WordLists

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ENDS_PHRASE = frozenset({",", "(", "who", "which", "that", "—", "–", "-", "--", ":", "whose"})
_BEFORE_SOURCE = frozenset({"by", "from", "to", "for", "even", ","})
_TIMES = frozenset({"week", "day", "month", "year", "night", "morning"})
_LAST = frozenset({"last", "this", "next"})
_BEHIND_SOURCE = frozenset({",", "-", "—", "–", "himself", "herself", "themselves"}) | POSSESSIVE


def strip(page: ArticleRows, rows: Rows) -> Rows:
    """Rows of a source without what only leads to it or follows it: "by", "Tuesday"."""
    first, stop = rows
    while first < stop and page.words[first] in _BEFORE_SOURCE:
        first += 1
    if page.words[first] == "both" and "and" in page.words[first:stop]:
        first += 1
    for row in range(first + 1, min(first + 5, stop - 1)):
        if page.words[row] == "," and page.words[row - 1] in _TIMES:
            first = row + 1  # "That same week, Jane Roe"
            break
    if stop - first > 2 and page.words[stop - 1] in _TIMES and page.words[stop - 2] in _LAST:
        stop -= 2
    while first < stop - 1 and (
        page.words[stop - 1] in _BEHIND_SOURCE
        or "time" in kinds_of(page.words[stop - 1], page.lists)
    ):
        stop -= 1  # "Lavrov Tuesday"
    return first, stop


def with_title(page: ArticleRows, rows: Rows) -> Rows:
    """A source cut inside its phrase made whole: "State" of a secretary, "U.S.-backed" rebels."""
    first, stop = rows
    if (
        first > 1
        and page.words[first - 1] == "of"
        and kind_of(page.words[first - 2], page.lists) == "person"
    ):
        first -= 2
    cut = stop - first > 1 and page.words[stop - 2] in {"-", "–"}
    while cut and stop < len(page.words) and page.tags[stop].startswith(("NN", "JJ")):
        stop += 1
    return first, stop


def may_head(page: ArticleRows, row: int) -> bool:
    """Nouns and what stands for them; nouns for persons also where the tagger takes a verb."""
    return page.tags[row].startswith(("NN", "PRP", "CD", "JJ")) or (
        page.tags[row] == "VBZ" and kind_of(page.words[row], page.lists) in ("person", "group")
    )


def head_of(page: ArticleRows, base: Rows, heads: Sequence[int]) -> int:
    """Row of the noun that a source is about: of "the chairman of the committee" the chairman."""
    if "of" in page.words[base[0] : base[1]]:
        before = base[0] + page.words[base[0] : base[1]].index("of") - 1
        if before in heads and kind_of(page.words[before], page.lists) in ("person", "group"):
            return before
    return heads[-1]


def noun_at(page: ArticleRows, base: Rows, head: int) -> str:
    """The noun of a phrase, of two words where they are one: "coast guard", "air force"."""
    two = " ".join(page.words[head - 1 : head + 1]) if head > base[0] else ""
    return two if kinds_of(two, page.lists) else page.words[head]


def is_joint(page: ArticleRows, base: Rows, head: int, named: Sequence[Name]) -> bool:
    """Whether "and" joins two who speak: "US and Russia", "the watchdog and U.S. officials"."""
    for row in range(base[0] + 1, base[1] - 1):
        if page.words[row] != "and" or not page.tags[row - 1].startswith(("NN", "JJ")):
            continue
        if page.tags[row - 1].startswith("JJ") and not _are_two(page, row, head, named):
            continue
        person = any(name.type == "person" and name.last == row - 1 for name in named)
        of = "of" in page.words[base[0] : row] and not person
        if of or not page.tags[head].startswith("NN"):
            continue  # "the Ministry of Trade and Industry"
        names = [name for name in named if name.last < row], [n for n in named if n.first > row]
        if names[0] and (names[1] or kind_of(page.words[head], page.lists) in ("group", "person")):
            return True
        if kind_of(page.words[row - 1], page.lists) is not None:
            return True
    return False


def _are_two(page: ArticleRows, row: int, head: int, named: Sequence[Name]) -> bool:
    """Whether "and" joins the peoples of several persons: "Russian and Turkish ministers"."""
    sides = {name.side for name in named if row - 1 <= name.last <= row + 1 and name.side}
    return len(sides) == 2 and page.tags[head] in {"NNS", "NNPS"}


def is_apposed(page: ArticleRows, name: Name) -> bool:
    """Whether a full name closes a title: "Secretary of the Bureau for Arms Jane Roe"."""
    titled = core_range(tuple(name.words), page.lists)[0] > 0  # "Minister of Trade Jane Roe"
    parted = not titled and page.tags[name.first - 1] in {"IN", "TO", "VBN", "POS"}
    return name.type == "person" and len(name.core(page.lists)) > 1 and not parted


def ends_phrase(page: ArticleRows, row: int) -> bool:
    """Whether a comma or the like ends the phrase at a row."""
    return page.words[row] in _ENDS_PHRASE and not _joins(page, row)


def _joins(page: ArticleRows, row: int) -> bool:
    """Whether a hyphen holds two words together: "Britain-based"."""
    return (
        page.words[row] == "-"
        and 0 < row < len(page.words) - 1
        and page.stop[row - 1] == page.start[row]
        and page.stop[row] == page.start[row + 1]
    )


def opens_complement(page: ArticleRows, row: int, first: int) -> bool:
    """Whether a preposition or participle behind the noun opens a modifier of it."""
    if row > first and (_tells_more(page, row) or _is_done_by(page, row)):
        return True
    if (
        row == first
        or page.words[row] in {"of", "than"}
        or page.tags[row] not in {"IN", "TO", "VBN", "VBG"}
    ):
        return False
    named = page.tags[row] in {"IN", "TO"} or page.tags[row - 1].startswith("NN")
    return named and not _joins(page, row - 1)  # "an informed source", "a source informed of"


def _is_done_by(page: ArticleRows, row: int) -> bool:
    """A participle that the tagger took for a past tense: "a lawmaker briefed by the director"."""
    return page.tags[row] == "VBD" and page.words[row + 1 : row + 2] == ["by"]


def _tells_more(page: ArticleRows, row: int) -> bool:
    """An adjective behind its noun: "officials familiar with the matter", "people close to"."""
    behind = page.tags[row + 1 : row + 2]
    return (
        page.tags[row] == "JJ"
        and page.tags[row - 1].startswith("NN")
        and behind in (["IN"], ["TO"])
        and page.words[row + 1] in {"with", "to", "about", "for"}
    )


def kind_of(word: str, lists: WordLists) -> str | None:
    """What a noun stands for: document, media, group, organisation, person."""
    kinds = kinds_of(word, lists)
    for kind in ("document", "media", "group", "organisation"):
        if kind in kinds:
            return kind
    return "person" if "role" in kinds or "title" in kinds else None


def phrase_start(page: ArticleRows, stop: int) -> int:
    """First row of the noun phrase that ends before `stop`, inside its paragraph."""
    first = stop
    parts = ("NN", "JJ", "DT", "CD", "POS", "PRP$", "HYPH")
    while first and page.tags[first - 1].startswith(parts):
        if page.paragraph[first - 1] != page.paragraph[stop - 1]:
            break
        first -= 1
    return first
