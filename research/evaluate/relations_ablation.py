"""What each kind of feature of the detector of statements adds, on articles not seen in training.

    python -m research.evaluate.relations_ablation CORPORA --cache FOLDER [--fold K]

trains on four fifths of the labelled articles without one block of features at a time, and scores
on the last fifth; a figure of development. The cache is that of `research.train.relations`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from framing.layers.relations.direction import Stances
from research.evaluate.relations_scoring import ByClass
from research.train.relations import Material, read_material, train
from research.train.relations_confidence import fit_certainty, fit_mix, judge, reported, rows_of
from research.train.relations_examples import Example

BLOCKS: dict[str, tuple[str, ...]] = {
    "ties that rules find": ("link", "nolink", "s:links", "r:links", "r:text", "r:quad", "r:root"),
    "words of the lists": ("tr:", "ts:", "t:root", "notrigger"),
    "frames of verbs and nouns": ("f:", "fs:", "c:verb:act"),
    "words that guard": ("s:g:",),
    "status and voice by rule": ("r:status", "r:voice", "told"),
    "where the sides stand": ("d:", "e:", "de:", "o:", "b:gap", "m:", "s:sides", "s:others"),
    "clauses": ("v:", "c:", "cl:", "sh:", "oh:", "arc", "a:", "ls:"),
    "words around": ("before:", "behind:", "n-1:", "n1:"),
}
"""Beginnings of the names of the features of each block."""


def without(example: Example, block: Sequence[str]) -> Example:
    """The example without a block; ties go with those that rules find."""

    def kept(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if not name.startswith(tuple(block)))

    tied = "link" not in block
    words = [
        replace(
            word,
            features=kept(word.features),
            outcome=kept(word.outcome),
            linked=word.linked and tied,
        )
        for word in example.words
    ]
    return replace(example, counts=kept(example.counts), words=words)


def without_more(example: Example) -> Example:
    """The example without what rules say of who acts on whom."""
    words = [
        replace(one, stances=Stances(one.stances.words, one.stances.stands, ((), (), ())))
        for one in example.words
    ]
    return replace(example, words=words)


def score(material: Material, fold: int) -> ByClass:
    """Scores on the articles of a fold; mix and certainty are fitted on it, fifteen numbers."""
    model = train(material, material.fold != fold)
    held = [
        (one, model, fold)
        for one, own, scored in zip(material.examples, material.fold, material.scored, strict=True)
        if scored and own == fold
    ]
    model = replace(model, mix=fit_mix(held))
    judged = [judge(example, model) for example, _, _ in held]
    rows = [
        row for (one, _, _), some in zip(held, judged, strict=True) for row in rows_of(one, some)
    ]
    certainty = fit_certainty(rows)
    sheet = ByClass("")
    for (example, _, _), some in zip(held, judged, strict=True):
        sheet.add(example.gold, reported(some, certainty))
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--fold", type=int, default=0)
    options = parser.parse_args()
    whole = read_material(options.corpora, options.cache)
    changes: dict[str, Callable[[Example], Example]] = {"nothing": lambda one: one}
    for name, block in BLOCKS.items():
        changes[name] = lambda one, block=block: without(one, block)  # type: ignore[misc]
    changes["direction by rule"] = without_more
    print("| without | P | R | F1 | class | direction | status | voice |")
    print("|---|" + "---|" * 7)
    for name, change in changes.items():
        sheet = score(Material([change(one) for one in whole.examples], whole.path), options.fold)
        shares = [sheet.share(what) for what in ("quad", "direction", "status", "voice")]
        cells = " | ".join(f"{value:.3f}" for value in (*sheet.detection, *shares))
        print(f"| {name} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
