"""Scores attributions on passages of text that PolNeAR lacks.

    python -m research.evaluate.quotes_passages CORPORA [--labels FILE] [--all] [--show N] [--cut]
        [--accurate]
    python -m research.evaluate.quotes_passages CORPORA --second

reads articles of `research/gold/quotes_labels.csv` whole, those that train nothing or with --all
every one, and compares what is found in the labelled passages: headlines, agency and state media,
transcripts, English from outside the US. A content is found where it shares half of its words with
one found, and right where the source does too. Sayings inside the content of another are counted
apart: what trained the model marks the outer one only. A reader saw the passage alone, so that what
goes on behind it or names its source before it counts as an error; with `--cut` contents and
sources are cut to what the reader saw, a content that began before the passage counts with what
stands in it, and turns of transcripts whose label the reader did not see do not count. `--show`
prints so many passages with an error. `--second` compares the 200 passages that were read twice,
the first reading as the truth.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from framing.reading import read_articles
from framing.types import Options, Quote, Reading, Span, Spans
from research.evaluate.quotes_scoring import Attribution, Grid, match_contents
from research.gold.load import GoldQuote
from research.gold.quotes_articles import is_inner, is_left_out, read_quotes
from research.gold.quotes_articles import read_passages as labelled_passages
from research.gold.quotes_labels import GOLD
from research.gold.quotes_passages import Piece, read_pieces, source_articles

Row = dict[str, str]
SECOND = GOLD.with_name("quotes_second.csv")


@dataclass
class Score:
    """Attributions found, there (outer ones), matched by content, and with the right source."""

    counts: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """Precision and recall of contents, and of contents with their sources."""
        c = self.counts
        found, there = max(c["found"], 1), max(c["there"], 1)
        return (
            f"{name:24} {c['passages']:5} passages, {c['there']:4} there, {c['found']:4} found: "
            f"content P {c['match'] / found:.2f} R {c['outer'] / there:.2f}; "
            f"with source P {c['right'] / found:.2f} R {c['outer right'] / there:.2f}; "
            f"of {c['inner there']} inner ones {c['match'] - c['outer']} found"
        )


def found_in(reading: Reading, pieces: Sequence[Piece], cut: bool = False) -> list[Quote]:
    """What the layer found whose content begins in the passage, or what of it stands in there."""
    shift = reading.article.headed
    edges = [
        (piece.start + by, piece.stop + by)
        for piece in pieces
        for by in [0 if piece.field == "title" else shift]
    ]
    if cut:
        held = (
            replace(q, content=_cut(q.content, edges), source=_cut(q.source, edges))
            for q in reading.quotes
        )
        return [q for q in held if q.content and (q.source or q.cue or q.kind != "indirect")]
    return [
        quote
        for quote in reading.quotes
        if quote.content and any(start <= quote.content[0][0] < stop for start, stop in edges)
    ]


def _cut(spans: Spans, edges: Sequence[Span]) -> Spans:
    """What of some spans stands between the edges."""
    shared = ((max(a, start), min(z, stop)) for a, z in spans for start, stop in edges)
    return tuple((a, z) for a, z in shared if a < z)


def score(text: str, gold: Sequence[GoldQuote], found: Sequence[Attribution]) -> Counter[str]:
    """Counts of one passage."""
    grid, inner = Grid(text), [is_inner(one, gold) for one in gold]
    contents = [[grid.tokens(one.content) for one in some] for some in (gold, found)]
    pairs = match_contents(*contents)
    right = [
        pair
        for pair in pairs
        if _same(grid.tokens(gold[pair[0]].source), grid.tokens(found[pair[1]].source))
    ]
    return Counter(
        {
            "passages": 1,
            "found": len(found),
            "there": len(gold) - sum(inner),
            "inner there": sum(inner),
            "match": len(pairs),
            "outer": sum(not inner[k] for k, _ in pairs),
            "right": len(right),
            "outer right": sum(not inner[k] for k, _ in right),
        }
    )


def _same(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one & other) or not (one or other)


def read_passages(
    corpora: Path, labels: Path, every: bool, cut: bool = False, accurate: bool = False
) -> Iterator[tuple[Row, Reading, list[GoldQuote], list[Quote]]]:
    """Each passage's first row, its article read, what a reader marked and what was found."""
    held: dict[str, dict[str, list[list[Row]]]] = {}
    for passage in labelled_passages(labels):
        if not every and not is_left_out(passage[0]):
            continue
        by_article = held.setdefault(passage[0]["corpus"], {})
        by_article.setdefault(passage[0]["article_id"], []).append(passage)
    for corpus, by_article in held.items():
        pool = [
            replace(article, article_id=key)
            for key, article in source_articles(corpora, corpus)
            if key in by_article
        ]
        for reading in read_articles(pool, Options(accurate=accurate)):
            for passage in by_article[reading.article.article_id]:
                gold = read_quotes(passage, {"title": 0, "text": reading.article.headed})
                found = found_in(reading, read_pieces(passage[0]["pieces"]), cut)
                yield passage[0], reading, gold, found


def read_twice(
    corpora: Path, labels: Path
) -> Iterator[tuple[str, list[GoldQuote], list[GoldQuote]]]:
    """Text, first and second reading of the passages that were read twice."""
    second = {rows[0]["passage"]: rows for rows in labelled_passages(SECOND)}
    held: dict[tuple[str, str], list[list[Row]]] = {}
    for rows in labelled_passages(labels):
        if rows[0]["passage"] in second:
            held.setdefault((rows[0]["corpus"], rows[0]["article_id"]), []).append(rows)
    for corpus in sorted({corpus for corpus, _ in held}):
        for key, article in source_articles(corpora, corpus):
            for rows in held.get((corpus, key), ()):
                title = f"{article.title or ''}\n\n"
                shifts = {"title": 0, "text": len(title)}
                again = read_quotes(second[rows[0]["passage"]], shifts)
                yield title + article.text, read_quotes(rows, shifts), again


def names_of(row: Row) -> Iterable[str]:
    """The groups that a passage counts for."""
    yield "all"
    yield row["corpus"]
    yield "headlines" if row["pieces"].startswith("title") else "text"
    yield f"drawn as {row['kind']}"


def show(reading: Reading, gold: Sequence[Attribution], found: Sequence[Attribution]) -> None:
    """Prints the attributions of a passage: a reader's, and ours."""
    text = reading.article.text
    for sign, some in (("=", gold), (">", found)):
        for one in some:
            parts = (" … ".join(text[a:z] for a, z in spans) for spans in (one.source, one.content))
            print(f"  {sign} {' | '.join(parts)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--labels", type=Path, default=GOLD)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--all", action="store_true", help="passages that train too")
    parser.add_argument("--second", action="store_true", help="the passages read twice")
    parser.add_argument("--cut", action="store_true", help="only what the reader saw")
    parser.add_argument("--accurate", action="store_true", help="with the small encoder")
    options = parser.parse_args()
    scores: dict[str, Score] = {}
    if options.second:
        for text, first, second in read_twice(options.corpora, options.labels):
            scores.setdefault("second reading", Score()).counts += score(text, first, second)
        print(scores["second reading"].line("second reading"))
        return
    how = options.all, options.cut, options.accurate
    held = read_passages(options.corpora, options.labels, *how)
    for row, reading, gold, found in held:
        counts = score(reading.article.text, gold, found)
        for name in names_of(row):
            scores.setdefault(name, Score()).counts += counts
        if options.show and not counts["found"] == counts["there"] == counts["outer right"]:
            options.show -= 1
            print(row["passage"], row["corpus"])
            show(reading, gold, found)
    for name, one in scores.items():
        print(one.line(name))


if __name__ == "__main__":
    main()
