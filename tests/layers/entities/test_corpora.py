"""Floors of names and salience on GUM; a floor goes down only on purpose."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from framing.layers.salience.find import load_model
from research.evaluate.gum import gold_names, load_gum
from research.evaluate.mentions import KIND_OF, read_names, score, tagged_names
from research.evaluate.salience import counts_at, f1, read_table, top_one

pytestmark = pytest.mark.corpora


def test_names_on_gum_dev(corpora: Path) -> None:
    documents = load_gum(corpora, "dev")
    pairs = [
        (tagged_names(d), [(a, b, KIND_OF[kind]) for a, b, kind in gold_names(d)])
        for d in documents
    ]
    scores = score(pairs)
    assert scores["span"][2] >= 0.835
    assert scores["type"][2] >= 0.785


def test_names_of_readings_on_gum_dev(corpora: Path) -> None:
    documents = load_gum(corpora, "dev")
    gold = [[(a, b, KIND_OF[kind]) for a, b, kind in gold_names(d)] for d in documents]
    scores = score(list(zip(read_names(documents), gold, strict=True)))
    assert scores["span"][2] >= 0.83
    assert scores["type"][2] >= 0.785


def test_salience_on_gum_dev(corpora: Path) -> None:
    table = read_table(load_gum(corpora, "dev"), own=False)
    model = load_model()
    scores, rows = model.score(table.values), np.ones(len(table.named), bool)
    assert f1(counts_at(table, scores, rows, model.cut)) >= 0.6
    assert top_one(table, scores, rows) >= 0.85
