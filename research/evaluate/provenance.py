"""Scores the agency found in the text alone against PolNeAR's `wire` column.

    python -m research.evaluate.provenance FOLDER_OF_POLNEAR [--show] [--write]

The column says whether the publisher ran the article as a wire service's copy, and whose (AP, UPI,
AFP, Reuters); rows marked NA (one outlet whose credits nobody recorded) are left out. `None` means
no wire copy: a passing "told Reuters", a photo credit or a contributing reporter of an agency does
not count. We give the text and nothing else, and compare `Provenance.agency`. A wrong name counts
twice: as false alarm and as miss. Photo credits never count.
`--write` keeps the figures in `measured.json`, from which `docs/pages.md` has them.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from framing.lists.outlets import canonical_agency
from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.types import Article, Provenance
from research.evaluate.measured import MEASURED, keep_run


def read_wire(folder: Path, part: str) -> Iterator[tuple[Article, str | None]]:
    """Text and gold agency of each article of a part whose credit was recorded."""
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["compartment"] == part and row["wire"] != "NA":
            path = folder / part / "text" / f"{row['filename']}.txt"
            text = path.read_bytes().decode("utf-8")
            gold = None if row["wire"] == "None" else canonical_agency(row["wire"], word_lists())
            yield Article(row["filename"], text), gold


def score_part(folder: Path, part: str, *, show: bool = False) -> tuple[int, float, float, float]:
    """Articles, precision, recall and F1 of the agency's name; prints the confusion by agency."""
    pairs: Counter[tuple[str, str]] = Counter()
    rules: Counter[str] = Counter()
    for article, gold in read_wire(folder, part):
        found = find_provenance(article, find_zones(article, word_lists()), word_lists())
        pairs[gold or "-", found.agency or "-"] += 1
        rules.update({_rule(found)} if found.agency else ())
        if show and gold != found.agency:
            print(f"  {article.article_id}: gold {gold}, found {found.agency} by {_rule(found)}")
    hit = sum(n for (gold, got), n in pairs.items() if gold == got != "-")
    claimed = sum(n for (_, got), n in pairs.items() if got != "-")
    there = sum(n for (gold, _), n in pairs.items() if gold != "-")
    precision, recall = hit / max(claimed, 1), hit / max(there, 1)
    f1 = 2 * hit / max(claimed + there, 1)
    print(f"{part}: {sum(pairs.values())} articles, {there} wire copy; ", end="")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    for (gold, got), n in sorted(pairs.items()):
        print(f"  gold {gold:17} found {got:17} {n:4}")
    print("  by rule:", dict(rules.most_common()))
    return sum(pairs.values()), precision, recall, f1


def _rule(found: Provenance) -> str:
    rules = [e.rule for e in found.evidence if e.role == "agency" and e.name == found.agency]
    return rules[0] if rules else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list the articles that differ")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    options = parser.parse_args()
    kept: dict[str, object] = {
        "command": "python -m research.evaluate.provenance CORPORA/data/polnear --write"
    }
    for part in ("train", "dev"):
        articles, *scores = score_part(options.folder, part, show=options.show)
        names = zip(("precision", "recall", "f1"), scores, strict=True)
        kept[part] = {"articles": articles} | {name: round(score, 3) for name, score in names}
    if options.write:
        keep_run(MEASURED, "provenance", kept)


if __name__ == "__main__":
    main()
