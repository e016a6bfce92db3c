"""`framing train`, `evaluate` and `predict` from files to files."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from framing.cli.main import main
from tests.classify.corpus import make_articles


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSON-lines file of three fictional outlets, with a model trained on it beside it."""
    folder = tmp_path_factory.mktemp("commands")
    rows = [
        {"id": a.article_id, "text": a.text, "outlet": a.outlet, "date": a.published}
        for a in make_articles(20)
    ]
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert main(["train", str(path), "-o", str(folder / "model"), "--jobs", "1"]) == 0
    return path


def test_a_model_of_a_corpus_guesses_articles_and_says_why(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, out = str(corpus.with_name("model")), corpus.with_name("guesses.csv")
    assert main(["predict", str(corpus), "--model", model, "-o", str(out), "--jobs", "1"]) == 0
    rows = pd.read_csv(out)
    assert len(rows) == 60
    assert (rows["outlet"] == rows["guess"]).mean() > 0.9
    assert rows["probability"].between(0, 1).all()
    assert rows["because"].str.contains("_").all()
    args = [str(corpus), "--model", model, "-o", str(out), "--jobs", "1"]
    assert main(["predict", *args, "--min-confidence", "1.1"]) == 0
    assert set(pd.read_csv(out)["guess"]) == {"(unsure)"}


def test_tables_need_groups_and_models_of_texts_refuse_tables(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = corpus.parent
    table, groups = str(folder / "features.csv"), str(folder / "groups.csv")
    assert main(["features", str(corpus), "-o", table, "--jobs", "1"]) == 0
    pairs = str(folder / "pairs.csv")
    assert main(["reuse", str(corpus), "-o", pairs, "--groups", groups, "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["train", table, "-o", str(folder / "of_table")]) == 2
    assert "framing reuse --groups" in capsys.readouterr().err
    assert main(["train", table, "--groups", groups, "-o", str(folder / "of_table")]) == 0
    assert "macro-F1" in capsys.readouterr().err
    assert main(["predict", table, "--model", str(folder / "of_table"), "-o", "-"]) == 0
    assert "Calm Gazette" in capsys.readouterr().out
    assert main(["predict", table, "--model", str(folder / "model"), "-o", "-"]) == 2
    assert "give the corpus" in capsys.readouterr().err
    assert main(["predict", str(corpus), "--model", str(folder / "of_table"), "-o", "-"]) == 2
    assert "run framing features first" in capsys.readouterr().err


def test_a_score_is_printed_beside_the_leak(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = corpus.with_name("scores")
    words = [str(corpus), "-o", str(folder), "--quick", "--jobs", "1", "--folds", "3"]
    assert main(["evaluate", *words]) == 0
    said = capsys.readouterr().out
    for name in ("framing", "majority", "length", "edges", "edges_raw", "function_words"):
        assert f"\n{name} " in said
    for name in ("words_masked", "words_raw", "framing_unmasked", "framing_random_split"):
        assert f"\n{name} " in said
    assert "Brier score" in said
    scores = pd.read_csv(folder / "scores.csv").set_index("name")
    assert scores.loc["majority", "accuracy"] <= 1 / 3 + 0.01
    assert (scores["low"] <= scores["macro_f1"]).all()
    assert pd.read_csv(folder / "confusion.csv").shape == (3, 4)
