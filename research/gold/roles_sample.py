"""Draws mentions for labelling roles: python -m research.gold.roles_sample CORPORA OUT.tsv

One mention an article of AllSides and FA-KES, half of them the agent or the patient of an act of
the lists of violence and cooperation, so that roles are not too rare. Labels: hero (told as
helper), villain (as doer of harm), victim (as sufferer) or none, by the sentence alone; they stand
in `frames_roles.csv` (offsets and labels, no text). The last 100 are the test.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

from framing.reading import read_articles
from framing.types import Mention, Reading
from research.gold.frames_sample import corpus_articles

SEED, TYPES = 20261129, ("person", "organisation", "state", "armed_group")
ARTICLES = {"us_russia": 180, "general": 160, "fa_kes": 140}
MAX_CHARACTERS = 330


def draw_mention(reading: Reading, chooser: random.Random) -> Mention | None:
    """A mention by name or role in a sentence that is not too long."""
    acts = [s for w in reading.wordings if w.kind == "act" for s in (w.agent, w.patient) if s]
    fitting = [
        m for m in reading.mentions if m.in_story and m.type in TYPES and m.form != "pronoun"
    ]
    in_acts = [m for m in fitting if any(a <= m.start < b for a, b in acts)]
    pool = in_acts if in_acts and chooser.random() < 0.6 else fitting
    return chooser.choice(pool) if pool else None


def show_mention(reading: Reading, first: int, last: int) -> tuple[int, int, str] | None:
    """Start, stop and words of the sentence that holds a mention, which stands in brackets."""
    scores, text = reading.frame_scores, reading.article.text
    for start, stop in scores.spans if scores else ():
        if start <= first < stop:
            shown = f"{text[start:first]}[[{text[first:last]}]]{text[last:stop]}"
            return start, stop, " ".join(shown.split())
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = []
    for corpus, count in ARTICLES.items():
        chooser = random.Random(f"{SEED} roles {corpus}")
        articles = chooser.sample(corpus_articles(options.corpora, corpus), count)
        for reading in read_articles(articles, on_skip=lambda skipped: None):
            mention = draw_mention(reading, chooser)
            if mention is None:
                continue
            sentence = show_mention(reading, mention.start, mention.stop)
            if sentence is None or sentence[1] - sentence[0] > MAX_CHARACTERS:
                continue
            start, stop, shown = sentence
            place = (corpus, reading.article.article_id, mention.start, mention.stop, start, stop)
            rows.append((*place, shown))
    random.Random(SEED).shuffle(rows)
    with options.out.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter="\t").writerows(rows)


if __name__ == "__main__":
    main()
