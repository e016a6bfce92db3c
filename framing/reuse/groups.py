"""Groups of articles: near-duplicates by what they share, stories by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.corpus.dates import find_day
from framing.reuse.seeds import Ints, WordTable, link_neighbours

# Chosen on BASIL (74 events, three outlets each), see research/evaluate/reuse.py.
_TERMS = 40  # of each article, the ones that tell it best from others
_COMMON_SHARE = 0.05  # terms in more of the articles say nothing about the story
_COMMON_LEAST = 25  # articles: in a small corpus one story may hold a twentieth
_LINKS = 24  # an article is linked with so many next ones by date for each term
_PLAIN_WEIGHT = 0.4  # of a term that is no name
_LEAST_SHARED = 4  # terms
_ALIKE_DATED = 0.18  # cosine of two articles on one story within the days
_ALIKE_UNDATED = 0.36  # a topic comes back after years; without a day only much in common tells


class Groups:
    """Sets of articles that grow together (union-find); the smallest number names the set."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        """The smallest number in the set."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, two: int) -> None:
        """Make one set of the sets of two articles."""
        a, b = sorted((self.root(one), self.root(two)))
        self._parent[b] = a


def group_stories(
    table: WordTable,
    published: Sequence[str | None],
    copies: Groups,
    days: int,
) -> Groups:
    """Articles on one story: near-duplicates, and articles alike that appeared within `days`.

    Two sets grow together only while their articles are alike on the average, so that a chain of
    articles does not tie different stories together.
    """
    count = len(published)
    ordinals = np.array([_ordinal(day) for day in published], np.int64)
    article, term, weight = _telling_terms(table, count)
    links = _alike(article, term, weight, ordinals, days)
    stories = Groups(count)
    for number in range(count):
        stories.join(number, copies.root(number))
    _merge(stories, links, ordinals, days)
    return stories


def _ordinal(published: str | None) -> int:
    day = find_day(published)
    return date.fromisoformat(day).toordinal() if day else -1


def _telling_terms(table: WordTable, count: int) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Articles, terms and weights (of length 1 for each article): tf-idf, the best terms only."""
    names = ~table.plain | (table.size > 1)
    parts = [(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for low, high in pairwise(table.bounds.tolist()):
        keys, first, times = np.unique(table.key[low:high], return_index=True, return_counts=True)
        parts.append((keys, first + low, times))
    article = np.repeat(np.arange(count), [len(keys) for keys, _, _ in parts[1:]])
    first, times = np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])
    _, term = np.unique(np.concatenate([p[0] for p in parts]), return_inverse=True)
    holders = np.bincount(term)[term]
    most = max(_COMMON_LEAST, _COMMON_SHARE * count)
    kept = holders <= most
    article, term, first = article[kept], term[kept], first[kept]
    weight = (1 + np.log(times[kept])) * np.log(1 + count / holders[kept])
    weight *= np.where(names[first], 1.0, _PLAIN_WEIGHT)
    holders = holders[kept]
    order = np.lexsort((term, -weight, article))
    article, term, weight, holders = article[order], term[order], weight[order], holders[order]
    heads = np.searchsorted(article, np.arange(count))
    best = np.arange(len(article)) - heads[article] < _TERMS
    norm = np.sqrt(np.bincount(article[best], weight[best] ** 2, minlength=count))
    best &= holders > 1
    article, term, weight = article[best], term[best], weight[best]
    return article, term, weight / norm[article]


def _alike(
    article: Ints, term: Ints, weight: NDArray[np.float64], ordinals: Ints, days: int
) -> list[tuple[float, int, int]]:
    """Pairs of articles whose terms agree, the most alike first."""
    order = np.lexsort((article, ordinals[article], term))
    article, weight = article[order], weight[order]
    one, two = link_neighbours(term[order], np.arange(len(order)), _LINKS)
    near = _near(ordinals[article[one]], ordinals[article[two]], days)
    one, two = one[near], two[near]
    product = weight[one] * weight[two]
    low, high = np.minimum(article[one], article[two]), np.maximum(article[one], article[two])
    pair, place, shared = np.unique(
        low * len(ordinals) + high, return_inverse=True, return_counts=True
    )
    cosine = np.bincount(place, product)
    low, high = np.divmod(pair, len(ordinals))
    dated = (ordinals[low] >= 0) & (ordinals[high] >= 0)
    least = np.where(dated, _ALIKE_DATED, _ALIKE_UNDATED)
    kept = (shared >= _LEAST_SHARED) & (cosine >= least)
    found = zip(cosine[kept].tolist(), low[kept].tolist(), high[kept].tolist(), strict=True)
    return sorted(found, key=lambda link: (-link[0], link[1], link[2]))


def _near(one: Ints, two: Ints, days: int) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = (one < 0) | (two < 0) | (np.abs(one - two) <= days)
    return near


def _merge(
    stories: Groups, links: Iterable[tuple[float, int, int]], ordinals: Ints, days: int
) -> None:
    """Joins sets, the most alike first, while enough of their articles are linked."""
    members: dict[int, list[int]] = {}
    for number in range(len(ordinals)):
        members.setdefault(stories.root(number), []).append(number)
    linked: dict[int, set[int]] = {}
    for _, one, two in links:
        linked.setdefault(one, set()).add(two)
        linked.setdefault(two, set()).add(one)
        a, b = sorted((stories.root(one), stories.root(two)))
        if a == b:
            continue
        both = members[a] + members[b]
        if _enough(members[a], members[b], linked) and _close(ordinals[both], days):
            stories.join(a, b)
            members[a] = both
            del members[b]


def _enough(left: Sequence[int], right: Sequence[int], linked: dict[int, set[int]]) -> bool:
    ties = sum(len(linked.get(number, set()).intersection(right)) for number in left)
    return 2 * ties >= min(len(left) * len(right), 2 * (len(left) + len(right)))


def _close(ordinals: Ints, days: int) -> bool:
    dated = ordinals[ordinals >= 0]
    return not len(dated) or int(dated.max() - dated.min()) <= 2 * days
