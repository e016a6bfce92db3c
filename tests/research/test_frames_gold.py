"""The labels of frames: complete, without a word of text, tests apart from training."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from framing.layers.frames.names import FRAMES
from research.gold.frames import OPENINGS, PASSAGES, SECOND, frames_of, load_own
from research.gold.frames_fresh_sample import FRESH, fresh_articles, used_before

FILES = (PASSAGES, SECOND, OPENINGS, FRESH)
KNOWN = {*FRAMES, "fairness", "law"} - {"justice"}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_row_is_a_place_and_its_labels(path: Path) -> None:
    for row in _rows(path):
        assert list(row) == ["corpus", "id", "field", "start", "stop", "part", "labels"]
        assert 0 <= int(row["start"]) < int(row["stop"])
        assert set(row["labels"].split()) <= KNOWN


def test_there_are_enough_of_many_kinds() -> None:
    rows = _rows(PASSAGES)
    assert len(rows) >= 2_800
    assert {row["corpus"] for row in rows} == {"general", "us_russia", "fa_kes", "polnear", "basil"}
    assert sum(row["field"] == "title" for row in rows) > 200
    assert sum(row["part"] == "test" for row in rows) == 500
    assert len(_rows(SECOND)) == 300


def test_no_article_of_the_test_teaches_anything() -> None:
    rows = _rows(PASSAGES)
    held = {(row["corpus"], row["id"]) for row in rows if row["part"] == "test"}
    taught = {(row["corpus"], row["id"]) for row in rows if row["part"] == "train"}
    taught |= {(row["corpus"], row["id"]) for row in _rows(OPENINGS)}
    assert not held & taught
    assert len(held) == 500


def test_fairness_and_law_are_justice() -> None:
    assert "justice" in frames_of({"labels": "law conflict"})
    assert "justice" not in frames_of({"labels": "conflict"})


def test_no_fresh_article_holds_another_label() -> None:
    rows = _rows(FRESH)
    fresh = {(row["corpus"], row["id"]) for row in rows}
    assert len(rows) == len(fresh) == 300
    assert not fresh & used_before()


@pytest.mark.corpora
def test_fresh_passages_come_from_reserved_articles(corpora: Path) -> None:
    rows = _rows(FRESH)
    for corpus in ("fa_kes", "us_russia"):
        reserved = {article.article_id for article in fresh_articles(corpora, corpus)}
        assert {row["id"] for row in rows if row["corpus"] == corpus} <= reserved


@pytest.mark.corpora
def test_every_place_is_in_its_corpus(corpora: Path) -> None:
    gold = load_own(corpora)
    assert all(text.strip() for text in gold.texts)
