"""Every detector against people's labels: no score falls below the floor that it once stood on.

A floor is the figure of 29 November 2026 on the same sample, less .02 (less .03 to .05 where fewer
than 100 units are labelled): a change of a few units is let through, a broken detector is not. All
are figures on texts that were looked at in development. The samples keep each test to seconds; the
whole figures, with intervals, are those of `python -m research.evaluate.tables CORPORA`. A floor
goes down only in a change that says why.

Names and salience have theirs in tests/layers/entities/test_corpora.py, the perturbed statements in
tests/layers/relations/test_perturbed.py, tokens to clauses in tests/language/floors.toml.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from framing.layers.frames.model import load_model
from framing.layers.frames.names import FRAMES
from framing.layers.quotes.find import find_attributions
from framing.lists.word_lists import word_lists
from framing.types import Reading
from research.evaluate import quotes, speakers
from research.evaluate.quotes_scoring import f1
from research.evaluate.relations import read_labelled
from research.evaluate.relations_scoring import ByClass, inside, labelled
from research.evaluate.sheets import GOLD, places, read_by_id
from research.gold.frames import load_own
from research.gold.load import load_polnear
from research.train import frames as frames_training

pytestmark = pytest.mark.corpora

Rows = list[dict[str, str]]


def check(scores: Mapping[str, float], floors: Mapping[str, float]) -> None:
    """Fails where a score is below its floor, with both."""
    assert scores.keys() == floors.keys()
    low = {name: (round(scores[name], 3), floors[name]) for name in floors}
    low = {name: pair for name, pair in low.items() if scores[name] < pair[1]}
    assert not low, f"(score, floor): {low}"


def read_sheet(name: str) -> Rows:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_quotes_on_thirty_articles_of_polnear_dev(corpora: Path) -> None:
    articles = list(load_polnear(corpora / "data" / "polnear", "dev"))[:30]
    counts = quotes.score(articles, partial(find_attributions, lists=word_lists()))
    keys = ("match", "end_to_end", "source_given_match")
    # Measured: .712, .670 and .942.
    floors = {"match": 0.69, "end_to_end": 0.65, "source_given_match": 0.92}
    check({key: f1(counts, key) for key in keys}, floors)


def test_who_speaks_on_the_speakers_sheet(corpora: Path) -> None:
    with speakers.SHEET.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["corpus"] in ("fa_kes", "ukraine")]
    found = speakers.find_speakers(corpora, rows)
    right = defaultdict(list)
    for row in rows:
        quote = found.get((row["corpus"], row["article_id"], int(row["source_start"])))
        # The sheet was drawn from what an earlier model of attributions found.
        right["found"].append(quote is not None)
        for what, good in (speakers.judge(row, quote) if quote else {}).items():
            right[what].append(good)
    # Measured on 280 sources: .843 found, of these .938, .907 and .974.
    floors = {"found": 0.82, "person": 0.92, "side": 0.88, "anonymous": 0.95}
    check({what: float(np.mean(judged)) for what, judged in right.items()}, floors)


def test_statements_on_the_relations_sheet(corpora: Path) -> None:
    sheet = ByClass("sheet")
    for reading, rows in read_labelled(corpora, GOLD / "relations_sheet.csv"):
        gold = [labelled(row) for row in rows if row["trigger_start"]]
        sheet.add(gold, inside(reading, int(rows[0]["start"]), int(rows[0]["stop"])))
    precision, recall, both = sheet.detection
    scores = {"precision": precision, "recall": recall, "F1": both}
    scores |= {what: sheet.share(what) for what in ("quad", "direction", "status", "voice")}
    # Measured on 86 labelled statements of 150 sentences: .910, .709, .797; .902, .902, .770, .820.
    floors = {"precision": 0.87, "recall": 0.67, "F1": 0.765}
    floors |= {"quad": 0.86, "direction": 0.86, "status": 0.73, "voice": 0.755}
    check(scores, floors)


@pytest.fixture(scope="module")
def news(corpora: Path) -> dict[str, Reading]:
    """An eighth of the articles of the sheets of words, 73."""
    rows = read_sheet("wording_sheet.csv") + read_sheet("hedge_sheet.csv")
    return read_by_id(corpora, set(sorted({row["article_id"] for row in rows})[::8]))


def test_words_labelled_right_are_found_and_wrong_ones_are_few(news: dict[str, Reading]) -> None:
    found, right = defaultdict(list), defaultdict(list)
    for row in read_sheet("wording_sheet.csv"):
        if row["article_id"] in news:
            there = places(news[row["article_id"]], row["family"])
            is_found = (int(row["start"]), int(row["stop"])) in there
            found[row["family"]] += [is_found] if row["right"] == "1" else []
            right[row["family"]] += [row["right"] == "1"] if is_found else []
    scores = {f"{family} recall": float(np.mean(all_)) for family, all_ in found.items()}
    scores |= {f"{family} precision": float(np.mean(all_)) for family, all_ in right.items()}
    # Measured: every one of the 103 labelled right is found; of those found 1.0 of the 24 hedges,
    # 1.0 of the 25 loaded words, .939 of the 33 names, .913 of the 23 agentless passives are right.
    floors = {f"{family} recall": 0.95 for family in found}
    floors |= {"hedge precision": 0.9, "loaded precision": 0.9}
    floors |= {"naming precision": 0.9, "agentless_passive precision": 0.86}
    check(scores, floors)


def test_hedges_are_decided_as_readers_did(news: dict[str, Reading]) -> None:
    agreed = []
    for row in read_sheet("hedge_sheet.csv"):
        if row["article_id"] in news and row["label"] != "wrong":
            reading = news[row["article_id"]]
            at = int(row["start"]) + reading.article.headed
            uncertain = any(one.start == at and one.uncertain for one in reading.hedges)
            agreed.append(uncertain == (row["label"] == "uncertain"))
    # Measured: 14 of 15. The sheet also calibrated the kinds of cues.
    check({"agreement": float(np.mean(agreed))}, {"agreement": 0.8})


def test_frames_on_the_test_passages(corpora: Path) -> None:
    own = load_own(corpora)
    held = np.flatnonzero(own.part == "test")
    odds = frames_training.passage_scores(load_model(), [own.texts[row] for row in held])
    scores = {
        frame: frames_training.f1(own.labels[held][:, k], (odds[:, k] > 0) * 1)
        for k, frame in enumerate(FRAMES)
    }
    # Measured on 500 passages: see card.json; morality .552, resolution .388, responsibility .240
    # and scientific .478 rest on few labels and get .05. So does environment, with 19: .757 before
    # stems of words and cuts of three foldings came in, .647 since, two passages; the mean of all
    # thirteen went from .621 to .623.
    floors = {"conflict": 0.565, "economic": 0.76, "human_interest": 0.68, "morality": 0.5}
    floors |= {"resolution": 0.34, "responsibility": 0.19, "security": 0.87, "health": 0.72}
    floors |= {"justice": 0.675, "political": 0.73, "scientific": 0.43, "environment": 0.6}
    check(scores, floors | {"culture": 0.615})
