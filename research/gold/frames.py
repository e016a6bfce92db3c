"""Gold of frames: our labels, the Narrative Frames Corpus and the coded Canadian climate news."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.frames.names import FRAMES
from research.gold.frames_sample import TRAIN, corpus_articles

PASSAGES = Path(__file__).parent / "frames_passages.csv"
SECOND = PASSAGES.with_name("frames_second.csv")
OPENINGS = PASSAGES.with_name("frames_articles.csv")

NARRATIVE = {
    "conflict": ("CO", ("co1", "co2", "co3")),
    "economic": ("EC", ("ec1", "ec2", "ec3")),
    "human_interest": ("HI", ("hi1", "hi2", "hi5")),
    "morality": ("MO", ("mo1", "mo2")),
    "resolution": ("RE", ("re1", "re5")),
}
"""Frames of the Narrative Frames Corpus: the label, and the questions it is made from."""
CLIMATE = {
    "economic": "Eco",
    "security": "Secu",
    "health": "Pbh",
    "justice": "Just",
    "political": "Pol",
    "scientific": "Sci",
    "environment": "Envt",
    "culture": "Cult",
}
"""Frames of the coded climate news."""


@dataclass(frozen=True, eq=False)
class Gold:
    """Texts, a row of 0/1 labels each (columns as `frames`), and what must stay in one fold.

    `soft` holds the share of coders' yes answers where there are several coders.
    """

    texts: Sequence[str]
    labels: NDArray[np.int64]
    groups: NDArray[Any]
    frames: Sequence[str]
    part: NDArray[Any]
    soft: NDArray[np.float64] | None = None


def frames_of(row: dict[str, str]) -> set[str]:
    """Labels of a row; fairness and law, kept apart in the file, are both justice."""
    found = set(row["labels"].split())
    return found | ({"justice"} if found & {"fairness", "law"} else set())


def load_own(corpora: Path, path: Path = PASSAGES) -> Gold:
    """Passages that we labelled; the words come from the corpora."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    articles = {
        (corpus, article.article_id): article
        for corpus in TRAIN
        for article in corpus_articles(corpora, corpus)
    }
    texts = []
    for row in rows:
        article = articles[row["corpus"], row["id"]]
        words = (article.title or "") if row["field"] == "title" else article.text
        texts.append(words[int(row["start"]) : int(row["stop"])])
    labels = np.array([[frame in frames_of(row) for frame in FRAMES] for row in rows], np.int64)
    groups = np.array([f"{row['corpus']} {row['id']}" for row in rows])
    return Gold(texts, labels, groups, FRAMES, np.array([row["part"] for row in rows]))


def load_climate(corpora: Path) -> Gold:
    """Two-sentence units of Canadian climate news by one expert coder, in order of the file."""
    rows = json_lines(corpora / "data" / "frames" / "ccf_train.jsonl")
    frames = tuple(CLIMATE)
    labels = [[f"{CLIMATE[f]}_Detection" in row["labels"] for f in frames] for row in rows]
    groups = np.array([row["doc"] for row in rows])
    texts = [row["text"] for row in rows]
    return Gold(texts, np.array(labels, np.int64), groups, frames, np.full(len(rows), "train"))


def load_narrative(corpora: Path) -> Gold:
    """Articles of the Narrative Frames Corpus; groups are outlets, one spelling each."""
    rows = json_lines(corpora / "data" / "frames" / "narrative_train.jsonl")
    frames = tuple(NARRATIVE)
    labels = np.array([[row[NARRATIVE[f][0]] for f in frames] for row in rows], np.int64)
    soft = np.array(
        [[_share_of_yes(row["answers"], NARRATIVE[f][1]) for f in frames] for row in rows]
    )
    groups = np.array([fold_outlet(row["outlet"]) for row in rows])
    texts = [row["text"] for row in rows]
    return Gold(texts, labels, groups, frames, np.full(len(rows), "train"), soft)


def _share_of_yes(answers: dict[str, Any], questions: Sequence[str]) -> float:
    shares = []
    for question in questions:
        given = [answer == "yes" for answer in answers[question][1] if answer != -1]
        shares.append(float(np.mean(given)) if given else 0.0)
    return float(np.mean(shares))


def fold_outlet(name: str) -> str:
    letters = re.sub(r"[^a-z]", "", name.lower())
    return letters.removesuffix("report") if letters.startswith("drudge") else letters


def json_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
