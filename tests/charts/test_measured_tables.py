"""The measured tables are those of the manifest, and hold no text."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).parent.parent.parent / "seeds" / "tables"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
TABLES = sorted(MANIFEST["tables"])
PARQUET = [name for name in TABLES if name.endswith(".parquet")]

_ID = re.compile(r"[\w.#:-]{1,60}")  # ids and kinds have no blank in them
_DAY = re.compile(r"\d{4}(-\d\d){0,2}([T ][\d:.+Z-]+)?|\d{1,2}/\d{1,2}/(\d{4}|\d\d)")
_NAMES = ("outlet", "agency")
_MOST_WORDS = 6  # of an outlet's name


def _read(name: str) -> pd.DataFrame:
    return pd.read_parquet(FOLDER / name)


def _strings(table: pd.DataFrame) -> list[str]:
    return [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]


def test_the_manifest_names_every_table_and_no_other() -> None:
    there = {path.name for path in FOLDER.iterdir()} - {"manifest.json", "README.md"}
    assert there == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_one_that_was_measured(name: str) -> None:
    path, entry = FOLDER / name, MANIFEST["tables"][name]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
    assert path.stat().st_size < 3_000_000
    table = pd.read_csv(path) if name.endswith(".csv") else _read(name)
    assert (len(table), len(table.columns)) == (entry["rows"], entry["columns"])
    assert len(table) > 0


@pytest.mark.parametrize("name", PARQUET)
def test_no_column_holds_text(name: str) -> None:
    table = _read(name)
    assert not {"text", "title", "content", "speaker", "cue"} & set(table.columns)
    for column in _strings(table):
        values = table[column].dropna().astype(str).unique()
        if column == "url":
            assert all(re.fullmatch(r"https?://\S+", value) for value in values)
        elif column == "published":
            assert all(_DAY.fullmatch(value) for value in values), values[:5]
        elif column in _NAMES:
            assert all(len(value.split()) <= _MOST_WORDS for value in values)
            assert len(values) <= 100
        else:
            assert all(_ID.fullmatch(value) for value in values), (column, values[:5])


@pytest.mark.parametrize("name", [name for name in PARQUET if name.startswith("polnear")])
def test_ids_hold_no_words_of_a_title(name: str) -> None:
    for column in [c for c in _read(name) if c.startswith("article_id")]:
        ids = _read(name)[column].dropna().unique()
        assert all(re.fullmatch(r"[\w-]+_\d{4}-\d\d-\d\d_[0-9a-f]{10}", one) for one in ids)


@pytest.mark.parametrize("corpus", ["seeds", "fakes", "allsides", "polnear"])
def test_layers_belong_to_the_articles_of_their_features(corpus: str) -> None:
    known = set(_read(f"{corpus}_features.parquet")["article_id"])
    for layer in ("quotes", "relations", "wordings", "hedges"):
        assert set(_read(f"{corpus}_{layer}.parquet")["article_id"]) <= known


def test_shares_lie_between_nothing_and_all() -> None:
    for corpus in ("fakes", "allsides", "polnear"):
        table = _read(f"{corpus}_features.parquet")
        shares = table[[name for name in table if str(name).endswith("_share")]]
        assert shares.min().min() >= 0
        assert shares.max().max() <= 1
        assert set(table["story_id"]) <= set(table["article_id"])
