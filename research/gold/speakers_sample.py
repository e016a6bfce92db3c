"""Draws attributions whose speakers are to be read blind, by a fixed seed.

    python -m research.gold.speakers_sample CORPORA FOLDER [UNITS ...]

writes FOLDER/units.jsonl (with text, for the reader; nothing of what the package makes of the
speaker) and FOLDER/found.jsonl (what it makes of it, for the score). The articles are in no other
sheet and in none of the UNITS of other draws, three attributions an article at most, so that no
outlet and no story weighs much. `SEED` and `WANTED` are those of the ninth sheet; the fifth had
20261203 and 6, 64, 40, 4, 28 and 8, the sixth 20261206 and 6, 64, 30, 2, 36 and 6,
the seventh 20261209 and 4, 64, 4, 0, 30, 0 and 48 of `html`, the eighth 20261211 and 0, 66, 0, 0,
10, 0 and 14. The first four were drawn from the
reserved articles alone (`corpora.is_reserved`), which are used up.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.reading import read_articles
from framing.types import Quote, Reading
from research.gold.unread import in_drawn_order, unread

SEED = 20261214
PER_ARTICLE = 3
WANTED = {
    "us_russia": 4,
    "general": 340,
    "fa_kes": 0,
    "ukraine": 0,
    "narrative": 24,
    "pages": 0,
    "html": 32,
}
BEFORE, AFTER = 420, 70


def drawn(corpora: Path, others: Sequence[Path] = ()) -> Iterator[tuple[str, Reading, Quote]]:
    """Attributions with a source, at most three an article, corpus by corpus."""
    for name, articles in unread(corpora, others).items():
        pool, left = in_drawn_order(articles, f"{SEED} {name}"), WANTED[name]
        draw = random.Random(f"{SEED} {name} quotes")
        for reading in read_articles(pool) if left else ():
            quotes = [quote for quote in reading.quotes if quote.source]
            for quote in draw.sample(quotes, min(PER_ARTICLE, len(quotes), left)):
                yield name, reading, quote
                left -= 1
            if not left:
                break


def main() -> None:
    corpora, folder, *others = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "units.jsonl").open("w") as units, (folder / "found.jsonl").open("w") as found:
        for number, (name, reading, quote) in enumerate(drawn(corpora, others)):
            article, text = reading.article, reading.article.text
            start, stop = quote.source[0][0], quote.source[-1][1]
            unit = {
                "n": number,
                "corpus": name,
                "article_id": article.article_id,
                "outlet": article.outlet,
                "published": article.published,
                "source_start": start - article.headed,
                "source_stop": stop - article.headed,
                "before": text[max(0, start - BEFORE) : start],
                "source": text[start:stop],
                "after": text[stop : stop + AFTER],
                "top": f"{article.title or ''} | {text[:160]}",
            }
            units.write(json.dumps(unit, ensure_ascii=False) + "\n")
            told = {
                "n": number,
                "speaker": quote.speaker,
                "actor": quote.actor,
                "side": quote.side,
                "kind": quote.speaker_kind,
                "anonymous": quote.anonymous,
            }
            found.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
