"""The labelled sentences and their texts."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from research.gold.relations_sample import corpus_texts

TRAIN = Path(__file__).with_name("relations_train.csv")
"""1,684 sentences labelled apart from the sheet; how, says `docs/relations.md`."""

NEAR = TRAIN.with_name("relations_near.csv")
"""531 more of articles outside the sheet, which an earlier model was in doubt about."""

AIMED = TRAIN.with_name("relations_aimed.csv")
"""More of any two states, drawn where an earlier model was in doubt and for the rare class."""

Row = dict[str, str]


def labelled_sentences(path: Path) -> list[list[Row]]:
    """The rows of each sentence, a row a statement; one row without any for none."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row["sentence"], []).append(row)
    return list(held.values())


def labelled_texts(corpora: Path, sheets: Sequence[Sequence[Row]]) -> dict[tuple[str, str], str]:
    """Texts of the articles that the sentences are from, by corpus and id."""
    wanted = {(rows[0]["corpus"], rows[0]["article_id"]) for rows in sheets}
    return {
        (corpus, key): text
        for corpus in ("us_russia", "fa_kes")
        for key, text in corpus_texts(corpora, corpus)
        if (corpus, key) in wanted
    }
