"""Draws unlabelled sentences that a reader's label would teach most, by the model of today.

    python -m research.gold.relations_aimed_sample CACHE FOLDER

takes the sentences that `research.train.relations_unlabelled` kept in CACHE: those likeliest to
hold the rare class, and those on whose class the shipped model is in doubt; few of each pair of
states. Writes batches and index as `relations_pairs_sample` does. What was drawn so trains, and no
score counts it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from framing.layers.relations.model import Detector, load_detector
from research.gold.relations_pairs_sample import Candidate, plain, write
from research.train.relations_examples import Example
from research.train.relations_unlabelled import read_parts

SEED = 5
SHORTEST, LONGEST = 40, 420  # characters
USA_RUS_SHARE, PAIR_SHARE = 0.25, 0.15
DOUBT = -0.3  # log odds of a class in a sentence at which it is as often there as not reported
WANTED = {
    "material_coop": 500,
    "verbal_conflict": 300,
    "verbal_coop": 200,
    "material_conflict": 200,
    "any": 300,
}


class Weighed(NamedTuple):
    """A sentence with the model's log odds of any statement and of each class."""

    example: Example
    odds: dict[str, float]


def weigh(cache: Path, model: Detector) -> list[Weighed]:
    """The kept sentences of two states, none twice."""
    texts: set[str] = set()
    found = []
    for one in read_parts(cache):
        text = plain(one.shown.text)
        states = all(len(side) == 3 and side.isupper() for side in one.pair)
        if one.seen and states and SHORTEST <= len(text) <= LONGEST and text not in texts:
            texts.add(text)
            odds = dict(zip(model.labels[0], model.kinds(one.counts), strict=True))
            found.append(Weighed(one, odds | {"any": model.number(one.counts)[0]}))
    return found


def draw(weighed: list[Weighed]) -> list[Example]:
    """The sample, shuffled: the rare class by its odds, all else by doubt."""
    taken: dict[int, Example] = {}
    for kind, wanted in WANTED.items():
        key: Callable[[Weighed], float] = (
            (lambda one: -one.odds["material_coop"])
            if kind == "material_coop"
            else (lambda one, kind=kind: abs(one.odds[kind] - DOUBT))  # type: ignore[misc]
        )
        pairs: Counter[tuple[str, str]] = Counter()
        for one in sorted(weighed, key=key):
            pair = one.example.pair
            share = USA_RUS_SHARE if set(pair) == {"USA", "RUS"} else PAIR_SHARE
            if id(one.example) not in taken and pairs[pair] < share * wanted:
                pairs[pair] += 1
                taken[id(one.example)] = one.example
            if pairs.total() == wanted:
                break
    chosen = list(taken.values())
    random.Random(SEED).shuffle(chosen)
    return chosen


def candidate_of(example: Example) -> Candidate:
    """The sentence as readers are given it; offsets count from the title or from the text."""
    shown, row = example.shown, example.rows[0]
    headed = len(shown.title)
    above = shown.start < headed
    start = shown.start if above else shown.start - headed
    a, b = sorted(example.pair)
    return Candidate(
        row["corpus"],
        row["article_id"],
        "title" if above else "text",
        start,
        start + len(shown.text),
        a,
        b,
        plain(shown.before)[-200:],
        plain(shown.text),
    )


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: python -m research.gold.relations_aimed_sample CACHE FOLDER")
    chosen = [candidate_of(one) for one in draw(weigh(Path(sys.argv[1]), load_detector()))]
    write(chosen, Path(sys.argv[2]))
    print(len(chosen), "sentences", Counter(f"{one.a}-{one.b}" for one in chosen).most_common(12))


if __name__ == "__main__":
    main()
