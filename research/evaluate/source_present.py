"""Whether a unit of text has a source, against one expert coder of climate news.

    python -m research.evaluate.source_present CORPORA [--accurate]

The units are two sentences of Canadian news (`frames/ccf_train.jsonl`); the coder says
`Messenger_Detection` where anybody is brought in who stands for the matter, be it by a saying, in a
quotation cut off from its speaker, or as one who acts. Found is an attribution; with the second
line also an open quotation mark; the third takes quotation marks alone.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from framing.reading import read_articles
from framing.types import Article, Options
from research.gold.frames import json_lines

_MARK = re.compile('["“”]')


def line(name: str, gold: Sequence[bool], found: Sequence[bool]) -> str:
    """F1, precision and recall."""
    hit = sum(a and b for a, b in zip(gold, found, strict=True))
    there, here = max(1, sum(gold)), max(1, sum(found))
    return f"{name:36} F1 {2 * hit / (there + here):.3f}  P {hit / here:.3f}  R {hit / there:.3f}"


def main() -> None:
    """Prints what each rule comes to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--accurate", action="store_true", help="with the small encoder")
    options = parser.parse_args()
    rows = json_lines(options.corpora / "data" / "frames" / "ccf_train.jsonl")
    gold = ["Messenger_Detection" in row["labels"] for row in rows]
    told = [False] * len(rows)
    units = (Article(str(number), row["text"]) for number, row in enumerate(rows))
    how = Options(dyad=None, accurate=options.accurate)
    for reading in read_articles(units, how, on_skip=lambda skipped: None):
        told[int(reading.article.article_id)] = bool(reading.quotes)
    marked = [_MARK.search(row["text"]) is not None for row in rows]
    print(f"{len(rows)} units, {sum(gold)} with a source")
    print(line("an attribution", gold, told))
    either = [a or b for a, b in zip(told, marked, strict=True)]
    print(line("an attribution or a quotation mark", gold, either))
    print(line("a quotation mark", gold, marked))


if __name__ == "__main__":
    main()
