"""From aligned rows to passages: measured, told apart by kind, with who came first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from framing.corpus.dates import find_day
from framing.reuse.align import Aligned
from framing.reuse.seeds import PHRASE_WORDS, SEED_WORDS, Seeds, WordTable
from framing.reuse.types import (
    Credit,
    Pair,
    Passage,
    PassageKind,
    Prepared,
    ReuseOptions,
    Side,
)
from framing.types import Shared

# Read off passages of AllSides by eye. An outlet's text that stands in four of its articles is a
# standing paragraph or a widget; text in more than fifteen articles is nobody's copy.
_HOUSE_SPREAD = 4
_COMMON_SPREAD = 15  # articles, see above
_NEWS_DAYS = 14  # copies follow within days; bios and sign-up lines recur for years
_SHORT = 20  # words; a longer passage is no stock phrase
_PLAIN_SHARE = 1 / 3  # of plain words in a passage; a name with its titles has fewer
_RARE = 3  # articles; three words in a row that stand in no more are rare
_FEW_RARE = 5  # runs of three rare words: fewer may be a name or a phrase. Chosen, not measured
_DUPLICATE_SHARE = 0.5  # of the shorter article: then everything shared is a copy


@dataclass(frozen=True, slots=True)
class _Measured:
    aligned: Aligned
    words_a: int
    words_b: int
    similarity: float
    spread: int

    @property
    def words(self) -> int:
        return min(self.words_a, self.words_b)


class PassageMaker:
    """Makes the passages of pairs of articles."""

    def __init__(
        self,
        articles: Sequence[Prepared],
        table: WordTable,
        seeds: Seeds,
        options: ReuseOptions,
    ) -> None:
        self._articles, self._table = articles, table
        self._seeds, self._options = seeds, options
        self._sizes = [int(one.words.size.sum()) for one in articles]

    def sizes(self, one: int, two: int) -> tuple[int, int]:
        """Story words of two articles."""
        return self._sizes[one], self._sizes[two]

    def passages(self, one: int, two: int, found: Sequence[Aligned]) -> list[Passage]:
        """What two articles share, in order of the first article."""
        measured = [m for m in map(self._measure, found) if self._is_long_enough(m)]
        if not measured:
            return []
        total = sum(m.words for m in measured)
        duplicate = total >= _DUPLICATE_SHARE * max(1, min(self._sizes[one], self._sizes[two]))
        duplicate = duplicate and not self._same_house(one, two)
        kinds = [self._kind(m, one, two, duplicate) for m in measured]
        copied = sum(m.words for m, kind in zip(measured, kinds, strict=True) if kind == "copy")
        if copied >= 2 * _SHORT:  # copied elsewhere, so hardly met by chance here
            kinds = ["copy" if kind == "phrase" else kind for kind in kinds]
        return [self._passage(m, k, one, two) for m, k in zip(measured, kinds, strict=True)]

    def _measure(self, aligned: Aligned) -> _Measured:
        table = self._table
        words_a = int(table.size[aligned.a : aligned.a_stop].sum())
        words_b = int(table.size[aligned.b : aligned.b_stop].sum())
        rows = aligned.equal
        longer = rows[:, 0] if words_a >= words_b else rows[:, 1]
        spelled = table.variant[rows[:, 0]] != table.variant[rows[:, 1]]
        equal = int(table.size[longer].sum()) - int(spelled.sum())
        last = max(aligned.a + 1, aligned.a_stop - SEED_WORDS + 1)
        spread = int(np.median(self._seeds.spread[aligned.a : last]))
        return _Measured(aligned, words_a, words_b, equal / max(words_a, words_b), spread)

    def _is_long_enough(self, measured: _Measured) -> bool:
        aligned = measured.aligned
        rows = max(aligned.a_stop - aligned.a, aligned.b_stop - aligned.b)
        near = len(aligned.equal) / rows  # names spelled otherwise count as equal here
        wanted = self._options
        return measured.words >= wanted.min_words and near >= wanted.min_similarity

    def _kind(self, measured: _Measured, one: int, two: int, duplicate: bool) -> PassageKind:
        if not duplicate and self._is_standing(measured.spread, one, two):
            return "boilerplate"
        if self._is_quotation(measured):
            return "quotation"
        return "phrase" if self._is_phrase(measured) else "copy"

    def _same_house(self, one: int, two: int) -> bool:
        outlet = self._articles[one].outlet
        return outlet is not None and outlet == self._articles[two].outlet

    def _is_standing(self, spread: int, one: int, two: int) -> bool:
        """Whether many articles hold it, of one outlet or over a long time: nobody's copy."""
        if spread < _HOUSE_SPREAD:
            return False
        if spread > _COMMON_SPREAD or self._same_house(one, two):
            return True
        days = days_between(self._articles[one], self._articles[two])
        return spread > _HOUSE_SPREAD if days is None else days > _NEWS_DAYS

    def _is_quotation(self, measured: _Measured) -> bool:
        """Mostly between quotation marks on one side, the rest too short to be a passage."""
        aligned, quoted = measured.aligned, self._seeds.quoted
        share = max(
            float(quoted[aligned.a : aligned.a_stop].mean()),
            float(quoted[aligned.b : aligned.b_stop].mean()),
        )
        return share >= 0.5 and (1 - share) * measured.words < self._options.min_words

    def _is_phrase(self, measured: _Measured) -> bool:
        """A name with its titles, or words so common that they meet by chance."""
        if measured.words >= _SHORT:
            return False
        rows = measured.aligned.equal[:, 0]
        follow = rows[: 1 - PHRASE_WORDS][np.diff(rows)[: len(rows) + 1 - PHRASE_WORDS] == 1]
        rare = int((self._seeds.short_spread[follow] <= _RARE).sum())
        return float(self._table.plain[rows].mean()) < _PLAIN_SHARE or rare < _FEW_RARE

    def _passage(self, measured: _Measured, kind: PassageKind, one: int, two: int) -> Passage:
        a, b = self._articles[one], self._articles[two]
        aligned, table = measured.aligned, self._table
        return Passage(
            article_a=a.article_id,
            article_b=b.article_id,
            start_a=int(table.start[aligned.a]),
            stop_a=int(table.stop[aligned.a_stop - 1]),
            start_b=int(table.start[aligned.b]),
            stop_b=int(table.stop[aligned.b_stop - 1]),
            words=measured.words,
            similarity=round(measured.similarity, 4),
            kind=kind,
            first=who_is_first(a, b),
            agency_credited=who_credits(a, b),
            spread=measured.spread,
        )


def who_is_first(a: Prepared, b: Prepared) -> Side:
    """The side published on an earlier day; unknown without two different days."""
    day_a, day_b = find_day(a.published), find_day(b.published)
    if day_a is None or day_b is None or day_a == day_b:
        return "unknown"
    return "a" if day_a < day_b else "b"


def days_between(a: Prepared, b: Prepared) -> int | None:
    """Days from one article to the other; `None` if a day is unknown."""
    day_a, day_b = find_day(a.published), find_day(b.published)
    if day_a is None or day_b is None:
        return None
    return abs((date.fromisoformat(day_a) - date.fromisoformat(day_b)).days)


def who_credits(a: Prepared, b: Prepared) -> Credit:
    """Which of two articles credits an agency."""
    if a.agency and b.agency:
        return "both"
    return "a" if a.agency else "b" if b.agency else "none"


def pair_of(passages: Sequence[Passage], sizes: tuple[int, int]) -> Pair:
    """What the passages of one pair of articles come to; `sizes` are their story words."""
    counted = [one for one in passages if one.kind in ("copy", "quotation")]
    words = sum(one.words for one in counted)
    head = passages[0]
    return Pair(
        article_a=head.article_a,
        article_b=head.article_b,
        passages=len(counted),
        words=words,
        copied_words=sum(one.words for one in counted if one.kind == "copy"),
        share_a=round(min(1.0, words / max(1, sizes[0])), 4),
        share_b=round(min(1.0, words / max(1, sizes[1])), 4),
        first=head.first,
        agency_credited=head.agency_credited,
    )


def shared_spans(passage: Passage) -> Iterator[tuple[str, Shared]]:
    """The passage as each of the two articles sees it, with that article's id."""
    sign = {"a": 1, "b": -1, "unknown": 0}[passage.first]
    credit = passage.agency_credited
    a, b = passage.article_a, passage.article_b
    yield a, Shared(passage.start_a, passage.stop_a, b, sign, credit in ("a", "both"))
    yield b, Shared(passage.start_b, passage.stop_b, a, -sign, credit in ("b", "both"))
