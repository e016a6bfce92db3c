"""Scores the shipped layer on the fresh sheets.

    python -m research.evaluate.relations_fresh CORPORA [--write [--replace]] [--four | --five |
        --six] [--accurate]
    python -m research.evaluate.relations_fresh CORPORA --all [--accurate]

reads the sentences of reserved articles that were labelled before the model read them, each in its
own article for its own pair of states. A sheet is fresh for the model that it was drawn for:
`relations_fresh_five.csv` and `_six`, any pairs of states, for today's, the others for earlier
ones, the sixth for the small encoder too (--accurate). Intervals are over 2,000 draws of sentences.
`--write` keeps the figures of the last sheet for the docs, with --four, --five or --six those of
that sheet: once, when the model is frozen. What is kept stays, but for `--replace`. --all sums the
six sheets, none of which ever trained a model.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from framing.reading import read_article
from framing.types import Article, Options
from research.evaluate.measured import MEASURED, keep_fresh
from research.evaluate.relations_scoring import ByClass, Statement, found, labelled
from research.gold.corpora import CORPORA, ONLY_SHEETS, read_corpus
from research.gold.relations_labels import TRAIN, Row, labelled_sentences

FRESH = TRAIN.with_name("relations_fresh.csv")
LATER = TRAIN.with_name("relations_fresh_later.csv")
THREE = TRAIN.with_name("relations_fresh_three.csv")
FOUR = TRAIN.with_name("relations_fresh_four.csv")
FIVE = TRAIN.with_name("relations_fresh_five.csv")
SIX = TRAIN.with_name("relations_fresh_six.csv")
DRAWS = 2000
_CLASSES = {
    "verbal_coop": "verbal cooperation",
    "material_coop": "material cooperation",
    "verbal_conflict": "verbal conflict",
    "material_conflict": "material conflict",
}
Scored = tuple[list[Statement], list[Statement]]


def read_fresh(corpora: Path, sheet: Path = THREE, options: Options | None = None) -> list[Scored]:
    """Labelled and found statements of each sentence."""
    held: dict[tuple[str, str], list[list[Row]]] = {}
    for rows in labelled_sentences(sheet):
        held.setdefault((rows[0]["corpus"], rows[0]["article_id"]), []).append(rows)
    scored = []
    for corpus in (*CORPORA, *ONLY_SHEETS):
        for source in read_corpus(corpora, corpus):
            labels = held.get((corpus, source.article_id), [])
            scored += [
                _score(source.title, source.text, rows, options or Options()) for rows in labels
            ]
    return scored


def _score(title: str, text: str, rows: Sequence[Row], options: Options) -> Scored:
    options = replace(options, dyad=(rows[0]["a"], rows[0]["b"]))
    reading = read_article(Article("fresh", text, title=title), options)
    shift = 0 if rows[0]["field"] == "title" else reading.article.headed
    low, high = int(rows[0]["start"]) + shift, int(rows[0]["stop"]) + shift
    gold = [labelled(row) for row in rows if row["trigger_start"]]
    got = [found(one) for one in reading.relations]
    return (
        [replace(one, start=one.start + shift, stop=one.stop + shift) for one in gold],
        [one for one in got if low <= one.start < high],
    )


def summed(scored: Sequence[Scored], name: str = "fresh") -> ByClass:
    """The sheet of some sentences."""
    sheet = ByClass(name)
    for gold, got in scored:
        sheet.add(gold, got)
    return sheet


def interval(scored: Sequence[Scored]) -> dict[str, tuple[float, float]]:
    """95 % of draws of sentences with replacement: precision, recall and F1."""
    chance = random.Random(1)
    drawn = [summed(chance.choices(scored, k=len(scored))).detection for _ in range(DRAWS)]
    columns = zip(("P", "R", "F1"), zip(*drawn, strict=True), strict=True)
    return {name: (sorted(held)[DRAWS // 40], sorted(held)[-DRAWS // 40]) for name, held in columns}


def figures(scored: Sequence[Scored]) -> dict[str, Any]:
    """What the docs say of a sheet."""
    whole, ends = summed(scored), interval(scored)
    detection = zip(("precision", "recall", "f1"), whole.detection, ends.values(), strict=True)
    named = {"class": "quad"} | {what: what for what in ("direction", "status", "voice")}
    return {
        "command": "python -m research.evaluate.relations_fresh CORPORA --write",
        "sentences": whole.sentences,
        "without": whole.empty,
        "false_alarms": whole.false_alarms,
        **{name: [value, low, high] for name, value, (low, high) in detection},
        "classes": {name: _of_class(whole, quad) for quad, name in _CLASSES.items()},
        "matched": {what: whole.share(name) for what, name in named.items()},
    }


def _of_class(whole: ByClass, quad: str) -> list[float]:
    precision, recall = whole.of_class(quad)
    return [precision, whole.found[quad], recall, whole.gold[quad]]


def tell(scored: Sequence[Scored], name: str) -> None:
    """Prints the scores of some sentences."""
    summed(scored, name).report()
    for what, (low, high) in interval(scored).items():
        print(f"  {what} 95 %: {low:.2f} to {high:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the last sheet for the docs")
    alone = parser.add_mutually_exclusive_group()
    for name in ("four", "five", "six"):
        alone.add_argument(f"--{name}", dest="alone", action="store_const", const=name)
    alone.add_argument("--all", action="store_true", help="all sheets together")
    parser.add_argument("--accurate", action="store_true", help="with the small encoder")
    parser.add_argument("--replace", action="store_true", help="in the place of what is kept")
    args = parser.parse_args()
    kinds = {"four": (FOUR,), "five": (FIVE,), "six": (SIX,), None: (FRESH, LATER, THREE)}
    sheets = kinds[args.alone]
    how = Options(accurate=args.accurate)
    if args.all:
        every = [sheet for held in kinds.values() for sheet in held]
        tell([one for sheet in every for one in read_fresh(args.corpora, sheet, how)], "all sheets")
        return
    for sheet in sheets:
        scored = read_fresh(args.corpora, sheet, how)
        tell(scored, sheet.stem)
    if args.write:
        key = f"relations_{args.alone or 'three'}{'_accurate' * args.accurate}"
        kept = {"sheet": sheet.name, **figures(scored)}
        labels = [row for rows in labelled_sentences(sheet) for row in rows]
        keep_fresh(MEASURED, key, labels, kept, replace=args.replace)


if __name__ == "__main__":
    main()
