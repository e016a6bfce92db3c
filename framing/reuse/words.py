"""Story words of an article as arrays, folded so that the same thing said is the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.lists.word_lists import WordLists, per_lists
from framing.pages.zones import find_zones
from framing.types import PROSE_ZONES, Article, Span, Spans, Zone

UInts = NDArray[np.uint64]

VARIANT_BITS = np.uint64(8)
"""The low bits of a key tell spellings of one name apart; matching looks at the others."""

_WORD = re.compile(r"[A-Z](?:\.[A-Z])+\b\.?|\d+(?:[.,:]\d+)*|\w+(?:['’]\w+)*")
_MARK = re.compile(r"[“”«»\"]|''|``|‘(?=\w)|’(?!\w)")
_LONGEST_OPEN = 1200  # characters; one stray mark must not turn a whole page into a quotation
_PLAIN_LETTERS = 4  # shorter ones are mostly function words
_PLAIN_BIT = np.uint64(128)  # carried in a key only until the columns are made
_TWEET = re.compile(r"\(@\w{2,20}\)")
_TWEET_REACH = 320  # characters of a post before or after its author's handle
_MOST_TYPES = 400_000  # words kept with their keys, about 60 MB; then the memory begins anew


@dataclass(frozen=True, slots=True, eq=False)
class StoryWords:
    """Words of headline, lead and body in order, one row a word.

    A name that several words spell ("Russian Federation") is one row; `size` counts its words.
    `quoted` marks words between quotation marks; `new_block` the first word after furniture, a
    caption or the headline, across which nothing is shared. `plain` marks words of four letters
    and more that are no names: what a passage says, not whom it names.
    """

    key: UInts
    start: NDArray[np.int32]
    stop: NDArray[np.int32]
    size: NDArray[np.uint8]
    quoted: NDArray[np.bool_]
    new_block: NDArray[np.bool_]
    plain: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.key)


@dataclass(slots=True)
class WordSplitter:
    """Splits articles; remembers the keys of words between calls.

    Keys are made from the words alone, so they agree from process to process.
    """

    lists: WordLists
    _keys: dict[str, int] = field(default_factory=dict)

    def split(self, article: Article, zones: Sequence[Zone] | None = None) -> StoryWords:
        """The story words of one article; zones are found unless they are given."""
        if zones is None:
            zones = find_zones(article, self.lists)
        if len(self._keys) > _MOST_TYPES:
            self._keys.clear()
        rows = _Rows()
        for zone in _story_zones(zones):
            if zone.new_block:
                rows.blocks.append(len(rows.key))
            self._add(rows, article.text, zone.start, zone.stop)
            rows.quoted += _quoted_spans(article.text, zone.start, zone.stop)
        return _columns(rows)

    def _add(self, rows: _Rows, text: str, start: int, stop: int) -> None:
        matches = list(_WORD.finditer(text, start, stop))
        words = [match.group() for match in matches]
        known = self._keys
        for word in words:
            if word not in known:
                known[word] = _key_of(fold_word(word)) | _is_plain(word) * int(_PLAIN_BIT)
        keys, size = [known[word] for word in words], [1] * len(words)
        starts, stops = [m.start() for m in matches], [m.end() for m in matches]
        names = _names(self.lists)
        # From the end, so that joining the words of a name moves none that are still to come.
        found = [at for at, word in enumerate(words) if word in names.starts]
        for at, length, key in reversed(list(names.find(words, found))):
            keys[at : at + length], size[at : at + length] = [key], [length]
            stops[at : at + length] = [stops[at + length - 1]]
            del starts[at + 1 : at + length]
        rows.key += keys
        rows.size += size
        rows.start += starts
        rows.stop += stops


@dataclass(slots=True)
class _Rows:
    """Columns in the making."""

    key: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    stop: list[int] = field(default_factory=list)
    size: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    quoted: list[Span] = field(default_factory=list)


def _is_plain(word: str) -> bool:
    return len(word) >= _PLAIN_LETTERS and word.islower()


def fold_word(word: str) -> str:
    """Lower case, straight apostrophes, no possessive, no full stops in an abbreviation.

    >>> fold_word("Assad’s"), fold_word("U.N."), fold_word("don’t")
    ('assad', 'un', "don't")
    """
    folded = word.lower().replace("’", "'").removesuffix("'s")
    return folded.replace(".", "") if folded[0].isalpha() else folded


def _key_of(folded: str, variant: str = "") -> int:
    key = int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=7).digest())
    mark = (
        blake2b(variant.encode("utf-8", "replace"), digest_size=1).digest()[0] & 127
        if variant
        else 0
    )
    return key << int(VARIANT_BITS) | mark


@dataclass(frozen=True, slots=True)
class _Names:
    """Spellings of states, organisations and armed groups: "Russian Federation" is "Russia"."""

    starts: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]

    def find(self, words: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """First word, number of words and key of the longest names at these places."""
        free = 0
        for at in places:
            for spelled, key in self.starts[words[at]] if at >= free else ():
                if tuple(_bare(word) for word in words[at : at + len(spelled)]) == spelled:
                    yield at, len(spelled), key
                    free = at + len(spelled)
                    break


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


@per_lists
def _names(lists: WordLists) -> _Names:
    starts: dict[str, dict[tuple[str, ...], int]] = {}
    for row in _actor_rows(lists):
        for alias in row.get("names", []):
            text = str(alias if isinstance(alias, str) else alias["text"])
            spelled = tuple(_bare(word) for word in _WORD.findall(text))
            key = _key_of(f"actor {row['id']}", " ".join(fold_word(word) for word in spelled))
            for first in (spelled[0], f"{spelled[0]}'s", f"{spelled[0]}’s"):
                starts.setdefault(first, {})[spelled] = key
    longest_first = {
        first: tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, found in starts.items()
    }
    return _Names(longest_first)


def _actor_rows(lists: WordLists) -> Iterator[Mapping[str, Any]]:
    for name in ("actors", "countries"):
        for row in lists.rows(name, "actor"):
            if row.get("type", "state") != "person":
                yield row


@dataclass(frozen=True, slots=True)
class _StoryZone:
    start: int
    stop: int
    new_block: bool


def _story_zones(zones: Sequence[Zone]) -> Iterator[_StoryZone]:
    before = ""
    for zone in zones:
        kind = "story" if zone.kind in ("lead", "body") else zone.kind
        if zone.kind in PROSE_ZONES:
            yield _StoryZone(zone.start, zone.stop, kind != before)
        before = kind


def _quoted_spans(text: str, start: int, stop: int) -> Spans:
    """Stretches between quotation marks, and posts that stand with their author's handle.

    A mark without partner reaches to the paragraph's end.
    """
    spans = [
        (max(start, found.start() - _TWEET_REACH), min(stop, found.end() + _TWEET_REACH))
        for found in _TWEET.finditer(text, start, stop)
    ]
    opened, style = -1, ""
    for match in _MARK.finditer(text, start, stop):
        mark, at = match.group(), match.start()
        single = mark in "‘’"
        if opened >= 0 and single != (style == "‘"):
            continue
        if _opens(text, match, opened >= 0):
            opened, style = (at, mark) if opened < 0 else (opened, style)
        elif opened >= 0:
            spans.append((opened, at))
            opened, style = -1, ""
    if opened >= 0 and style != "‘":
        spans.append((opened, min(stop, opened + _LONGEST_OPEN)))
    return tuple(spans)


def _opens(text: str, match: re.Match[str], is_open: bool) -> bool:
    mark = match.group()
    if mark in "“«‘``":
        return True
    if mark in "”»’":
        return False
    before = text[match.start() - 1 : match.start()].strip(" \t\r\n\xa0([—–-")
    after = text[match.end() : match.end() + 1].strip()
    return not before if bool(before) != bool(after) else not is_open


def _columns(rows: _Rows) -> StoryWords:
    key = np.array(rows.key, np.uint64)
    start = np.array(rows.start, np.int32)
    new_block = np.zeros(len(key), np.bool_)
    new_block[[at for at in rows.blocks if at < len(key)]] = True
    inside = np.zeros(len(key) + 1, np.int32)
    if rows.quoted:
        edges = np.searchsorted(start, np.array(rows.quoted, np.int32))
        np.add.at(inside, edges[:, 0], 1)
        np.add.at(inside, edges[:, 1], -1)
    return StoryWords(
        key=key & ~_PLAIN_BIT,
        start=start,
        stop=np.array(rows.stop, np.int32),
        size=np.array(rows.size, np.uint8),
        quoted=np.cumsum(inside[:-1]) > 0,
        new_block=new_block,
        plain=(key & _PLAIN_BIT) > 0,
    )
