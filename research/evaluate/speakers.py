"""Speakers on the fresh sheets.

    python -m research.evaluate.speakers CORPORA [--errors] [--sheets 9 --keep-as NAME]

`research/gold/speakers_fresh.csv` says of person and group sources, read blind, who speaks (a word
of the name, or the noun of an unnamed phrase), on whose side ("-" none, "?" not judged), and if he
or she is unnamed. States, candidates and governors as in docs/relations.md: officials, forces and
legislators of a state are on its side; candidates, governors, mayors, parties and former officials
on none. "bodies" are organisations and states that speak. The sheets were drawn from what the
attribution models of their day found: "found" is the share that today's finds too, and only those
are judged. Every sheet was read after the code was frozen; the figures of that moment are in
`measured.json`, where `--keep-as` puts the first score of new sheets. Looked into since, they are
development sheets.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.lists.office_holders import plain_letters
from framing.reading import read_articles
from framing.types import Article, Options, Quote, Reading
from research.evaluate.measured import MEASURED, keep_fresh
from research.gold.unread import all_articles

SHEET = Path(__file__).parent.parent / "gold" / "speakers_fresh.csv"
Row = dict[str, str]


def wilson(right: int, total: int) -> tuple[float, float]:
    """95 % interval of a share."""
    z, share = 1.96, right / total
    centre = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre - half) / (1 + z * z / total), (centre + half) / (1 + z * z / total)


def share_line(name: str, judged: Sequence[bool]) -> str:
    """A share with its 95 % interval and n, as it is printed."""
    low, high = wilson(sum(judged), len(judged))
    return f"{name}: {sum(judged) / len(judged):.3f} [{low:.3f}, {high:.3f}] of {len(judged)}"


def read_wanted(
    corpora: Path, rows: Sequence[Row], options: Options | None = None
) -> Iterator[tuple[str, Article, Reading]]:
    """Corpus, article as it lies there, and reading of each article that rows of a sheet name."""
    wanted = {(row["corpus"], row["article_id"]) for row in rows}
    for name, pool in all_articles(corpora).items():
        articles = [one for one in pool if (name, one.article_id) in wanted]
        for article, reading in zip(articles, read_articles(articles, options), strict=True):
            yield name, article, reading


def find_speakers(corpora: Path, rows: Sequence[Row]) -> dict[tuple[str, str, int], Quote]:
    """The attributions of the sheet's articles by corpus, article and where the source begins."""
    found: dict[tuple[str, str, int], Quote] = {}
    for name, article, reading in read_wanted(corpora, rows):
        on_top = len(reading.article.text) - len(article.text)  # a title put above the text
        for quote in reading.quotes:
            if quote.source:
                key = name, article.article_id, quote.source[0][0] - on_top
                found.setdefault(key, quote)
    return found


def judge(row: Row, quote: Quote) -> dict[str, bool]:
    """What is right of a row whose attribution was found, as far as it was judged."""
    said = plain_letters(quote.speaker or "").lower()
    right = {}
    if row["person"] != "?":
        right["person"] = plain_letters(row["person"]).lower().rstrip("s") in said
    if row["side"] != "?":
        right["side"] = (quote.side or "-") == row["side"]
    if row["anonymous"] != "?":
        right["anonymous"] = quote.anonymous == (row["anonymous"] == "y")
    return right


def share(judged: Sequence[bool]) -> list[float]:
    """A share with its 95 % interval, as it is kept."""
    return [round(one, 3) for one in (sum(judged) / len(judged), *wilson(sum(judged), len(judged)))]


def add_sheets(parser: argparse.ArgumentParser) -> None:
    """Which sheets are scored, and whether their first score is kept."""
    parser.add_argument("--sheets", nargs="+", help="only these sheets, by the names in the file")
    parser.add_argument("--keep-as", metavar="NAME", help="keep the first score of new sheets")
    parser.add_argument("--replace", action="store_true", help="in the place of the one kept")


def chosen(path: Path, options: argparse.Namespace) -> list[Row]:
    """The rows of the sheets asked for."""
    if options.keep_as and not options.sheets:
        raise SystemExit("--keep-as needs --sheets: a sheet scored before is no fresh one")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if not options.sheets or row["sheet"] in options.sheets]


def main() -> None:
    """Prints shares by sheet; keeps those of new sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", action="store_true")
    add_sheets(parser)
    options = parser.parse_args()
    rows = chosen(SHEET, options)
    found = find_speakers(options.corpora, rows)
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    sided: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for row in rows:
        quote = found.get((row["corpus"], row["article_id"], int(row["source_start"])))
        counts[row["sheet"], "found"].append(quote is not None)
        if quote is None:
            continue
        right = judge(row, quote)
        for what, is_right in right.items():
            counts[row["sheet"], what].append(is_right)
        if "side" in right:
            sided[row["sheet"]].append((row["side"] != "-", bool(quote.side), right["side"]))
        if options.errors and not all(right.values()):
            print([what for what, good in right.items() if not good], row, quote)
    for (sheet, what), judged in sorted(counts.items()):
        print(share_line(f"sheet {sheet}, {what}", judged))
    _print_sides(sided)
    if options.keep_as:
        kept = figures(counts, options.sheets)
        keep_fresh(MEASURED, options.keep_as, rows, kept, replace=options.replace)


def _print_sides(sided: dict[str, list[tuple[bool, bool, bool]]]) -> None:
    for sheet, judged in sorted(sided.items()):
        should = sum(one[0] for one in judged)
        given = sum(one[1] for one in judged)
        right = sum(good for has, _, good in judged if has)
        print(
            f"sheet {sheet}: {should} of {len(judged)} should have a side; "
            f"precision {right / given:.3f}, recall {right / should:.3f}"
        )


def figures(counts: dict[tuple[str, str], list[bool]], sheets: Sequence[str]) -> dict[str, object]:
    """What the docs say of some sheets together."""
    together = {
        what: [one for sheet in sheets for one in counts[sheet, what]]
        for what in ("person", "side", "anonymous")
    }
    return {
        "command": f"python -m research.evaluate.speakers CORPORA --sheets {' '.join(sheets)}",
        "sheets": list(sheets),
        "last": {"sources": len(together["person"])}
        | {what: share(judged) for what, judged in together.items() if judged},
    }


if __name__ == "__main__":
    main()
