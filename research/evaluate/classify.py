"""How much of an outlet's identity lies in its framing, beside what it would be by cheating.

    python -m research.evaluate.classify CORPORA                    # three corpora, then leaning
    python -m research.evaluate.classify CORPORA --only polnear --cache FOLDER --tables FOLDER

CORPORA is the folder with data/. FA-KES outlets with 20 articles or more, PolNeAR's seven, AllSides
(us_russia) outlets with 40 or more. Features are measured on masked texts with quotation marks,
apostrophes, dashes and line breaks made alike; folds keep stories and copies apart; intervals are
bootstraps over stories. Then political leaning on AllSides with whole outlets held out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from framing.classify.model import OutletClassifier
from framing.classify.report import EvaluateOptions, evaluate
from framing.classify.sample import Sample, SampleOptions, corpus_sample
from framing.classify.scores import score_row
from framing.classify.splits import grouped_folds
from framing.classify.transformer import FramingFeatures
from framing.cli.evaluate import score_lines, write_tables
from framing.measures.columns import FAMILIES
from framing.types import Article
from research.evaluate.leaning import leaning_scores
from research.evaluate.tables_classifier import CORPORA, LEAST

TARGETS = {"fakes": 0.55, "polnear": 0.56, "allsides": 0.50}


def read_sample(
    articles: Sequence[Article], least: int, cache: Path | None, *, pages: bool = False
) -> Sample:
    """The corpus measured on masked texts; with `pages` on the pages as they are too."""
    whole = FramingFeatures(mask=False, every_column=True, cache=cache) if pages else None
    options = SampleOptions(min_articles=least, pages=whole)
    return corpus_sample(articles, FramingFeatures(cache=cache), options)


def families_alone(sample: Sample) -> None:
    """What each family gives by itself, on the same folds."""
    splits = grouped_folds(sample.outlets, sample.groups)
    truth = np.asarray(sample.outlets, object)
    for family in FAMILIES:
        columns = [c for c in map(str, sample.table) if c.startswith(family + "_")]
        if not columns:
            continue
        found = np.empty(len(truth), object)
        for train, test in splits:
            model = OutletClassifier(folds=0)
            model.fit(sample.table[columns].iloc[train], truth[train], sample.groups[train])
            found[test] = model.predict(sample.table.iloc[test])
        score = score_row(sample.outlets, found.tolist(), sample.groups)
        print(f"  {family:9} alone, {len(columns):3} columns: {score['macro_f1']:.3f}")


def show(name: str, sample: Sample, tables: Path | None, *, details: bool) -> None:
    begun = time.process_time()
    found = evaluate(sample, EvaluateOptions(details=details))
    print(
        f"\n{name}: {len(sample)} articles, {len(set(sample.outlets))} outlets, "
        f"{sample.table.shape[1]} columns, {len(set(sample.groups.tolist()))} groups"
    )
    print(score_lines(found))
    macro = float(found.scores.set_index("name")["macro_f1"]["framing"])
    print(f"target {TARGETS[name]:.2f}: {'reached' if macro >= TARGETS[name] else 'not reached'}")
    for note in found.notes:
        print(f"note: {note}")
    families_alone(sample)
    if details:
        print(found.importance.round(3).to_string(index=False))
        print(found.learning.round(3).to_string(index=False))
    print("per outlet, stories apart | forward in time")
    both = found.per_outlet.merge(found.forward, on="outlet", how="left", suffixes=("", "_later"))
    print(
        both[["outlet", "f1", "low", "high", "n", "f1_later", "low_later", "high_later", "n_later"]]
        .round(2)
        .to_string(index=False)
    )
    print("strings that still give an outlet away after masking:")
    print(found.telltales.head(12).round(3).to_string(index=False))
    if tables is not None:
        write_tables(found, tables / name)
    print(f"evaluated in {time.process_time() - begun:.0f} s of processor time", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", choices=[*TARGETS, "leaning"], action="append")
    parser.add_argument("--cache", type=Path, help="folder that remembers measured rows")
    parser.add_argument("--tables", type=Path, help="folder for every table as CSV")
    parser.add_argument("--no-pages", action="store_true", help="leave out the unmasked features")
    parser.add_argument("--quick", action="store_true", help="no learning curve, no importances")
    args = parser.parse_args()
    if args.tables is not None:
        args.tables.mkdir(parents=True, exist_ok=True)
    wanted = args.only or [*TARGETS, "leaning"]
    for name in TARGETS:
        if name in wanted:
            articles, pages = list(CORPORA[name](args.corpora / "data")), not args.no_pages
            sample = read_sample(articles, LEAST[name], args.cache, pages=pages)
            show(name, sample, args.tables, details=not args.quick)
    if "leaning" in wanted:
        found = leaning_scores(args.corpora, args.cache)
        print("\nleaning with whole outlets held out; intervals over outlets")
        print(found.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
