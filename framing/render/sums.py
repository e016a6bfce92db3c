"""Adds up what was gathered of each article: tables for a report, and a sample of the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from heapq import heappush, heappushpop
from typing import Any

import pandas as pd

from framing.compare.terms import TermCounter
from framing.render.gather import Gathered, Shown

UNKNOWN = "publisher unknown"
_PRUNE_AT = 200_000
"""Keys of evidence kept before those of speakers and names met once are let go: some 100 MB."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Places:
    """How many places stand behind a key, and a sample of them that does not depend on order."""

    count: int = 0
    kept: list[tuple[int, int, Shown]] = field(default_factory=list)

    def add(self, count: int, rows: Iterable[tuple[int, int, Shown]], most: int) -> None:
        """Places of one article; those of the smallest hashes stay."""
        self.count += count
        for row in rows:
            if len(self.kept) < most:
                heappush(self.kept, row)
            elif row[0] > self.kept[0][0]:
                heappushpop(self.kept, row)

    def rows(self, most: int) -> list[list[Any]]:
        """The sample in the order of the corpus: article and what is shown."""
        best = sorted(self.kept, reverse=True)[:most]
        return [[place, *shown] for _, place, shown in sorted(best, key=lambda row: row[1:])]


@dataclass(slots=True)
class ReportSums:
    """All articles of a report; `most` places of evidence are kept for each key."""

    most: int = 100
    articles: list[tuple[Any, ...]] = field(default_factory=list)
    numbers: list[list[Any]] = field(default_factory=list)
    problems: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    evidence: dict[Key, Places] = field(default_factory=dict)
    terms: TermCounter = field(default_factory=TermCounter)
    quote_rows: list[tuple[Any, ...]] = field(default_factory=list)
    hedge_rows: list[tuple[Any, ...]] = field(default_factory=list)
    wording_rows: list[tuple[Any, ...]] = field(default_factory=list)
    relation_rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, one: Gathered) -> None:
        """One article."""
        place, key = len(self.articles), one.article_id
        outlet = one.outlet or UNKNOWN
        self.articles.append((key, outlet, one.agency, one.day, one.title, one.words))
        self.numbers.append(one.numbers)
        self.letters.update(one.letters)
        self.problems.update({problem.split("(")[0].split(";")[0] for problem in one.problems})
        self.quote_rows += [(key, *row) for row in one.quotes]
        self.hedge_rows += [(key, voice, count) for voice, count in one.hedges.items()]
        self.wording_rows += [(key, *row, count) for row, count in one.wordings.items()]
        self.relation_rows += [{"article_id": key, **row} for row in one.relations]
        if one.outlet:
            self.terms.add(one.outlet, one.terms)
        for what, (count, rows) in one.evidence.items():
            full = (outlet, *what)
            hashed = [(_hash(key, what, k), place, row) for k, row in enumerate(rows)]
            self.evidence.setdefault(full, Places()).add(count, hashed, self.most)
        if len(self.evidence) > _PRUNE_AT:
            self._prune()

    def _prune(self) -> None:
        self.evidence = {
            key: places
            for key, places in self.evidence.items()
            if places.count > 1 or key[1] not in ("speaker", "name")
        }

    @property
    def outlet_of(self) -> dict[str, str]:
        """The outlet of each article by its id."""
        return {article[0]: article[1] for article in self.articles}

    @property
    def frame(self) -> pd.DataFrame:
        """One row an article: id, outlet, agency, day, words."""
        return _table(self.articles, "article_id outlet agency published title n_words")

    @property
    def quotes(self) -> pd.DataFrame:
        """One row an attribution."""
        return _table(self.quote_rows, "article_id side zone words speaker anonymous cue")

    @property
    def hedges(self) -> pd.DataFrame:
        """Hedges counted by article and voice."""
        return _table(self.hedge_rows, "article_id voice count")

    @property
    def wordings(self) -> pd.DataFrame:
        """Choices of words counted by article and kind."""
        return _table(self.wording_rows, "article_id kind choice voice referent polarity count")

    @property
    def relations(self) -> pd.DataFrame:
        """One row a statement."""
        return _table(
            self.relation_rows, "article_id source target mutual quad status voice copied"
        )

    def features(self, columns: Sequence[str]) -> pd.DataFrame:
        """The values of the report's columns, one row an article, NaN where there is nothing."""
        values = [
            [float("nan") if pair == 0 else pair[0] / pair[1] for pair in row]
            for row in self.numbers
        ]
        table = pd.DataFrame(values, columns=list(columns), dtype=float)
        known = self.frame
        known["outlet"] = known["outlet"].where(known["outlet"] != UNKNOWN)
        return pd.concat([known, table], axis=1)


def _hash(article_id: str, key: Key, number: int) -> int:
    words = "\0".join((article_id, *key, str(number))).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=6).digest(), "big")


def _table(rows: Sequence[Any], names: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=names.split())
