"""`framing validate` and `framing compare --validated`: a corpus in, corrected estimates out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from framing.cli.main import main
from framing.validate import read_key

SAID = (
    "Officials said that the talks may resume in spring.",
    "Some diplomats fear that the deal could fail.",
    '"We will wait," said Anna Belkina, the mayor.',
)
PLAIN = (
    "The river rose again in the old town.",
    "A school in the north was opened on Monday.",
    "Prices fell for the third month.",
    "The road to the harbour is closed.",
)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = []
    for outlet, step in (("Harbour Post", 2), ("Valley Courier", 3)):
        for k in range(16):
            lines = [
                SAID[(k + n) % 3] if (k + n) % step == 0 else PLAIN[(k * n + n) % 4]
                for n in range(10)
            ]
            rows.append({"id": f"{outlet} {k}", "outlet": outlet, "text": " ".join(lines)})
    pd.DataFrame(rows).to_csv("corpus.csv", index=False)
    return tmp_path


def _draw(*more: str) -> int:
    call = ["validate", "draw", "corpus.csv", "--layer", "quotes", "--jobs", "1"]
    return main([*call, *more])


def _code(sheet: str, target: str) -> None:
    """Codes a sheet by what stands in the marked sentence."""
    with Path(sheet).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        marked = row["text"].split("⟦")[1].split("⟧")[0]
        said = any(word in marked for word in ("said", "fear"))
        row["answer"] = ("direct" if '"' in marked else "indirect") if said else "none"
    pd.DataFrame(rows).to_csv(target, index=False)


def test_the_whole_loop(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _draw("--by", "outlet", "--n", "160", "-o", "s.csv", "--second", "t.csv") == 0
    told = capsys.readouterr().err
    assert "160 of 320 units (sentence)" in told
    assert "the key stays away from coders: s.key.json" in told
    _code("s.csv", "coded.csv")
    _code("t.csv", "second.csv")
    call = ["validate", "score", "coded.csv", "--key", "s.key.json", "--second", "second.csv"]
    assert main([*call, "-o", "scores.csv", "--tiers", "own.json"]) == 0
    told = capsys.readouterr().err
    assert "We hand-coded 160 sentences, drawn at random within each of 2 outlets" in told
    table = told.partition("coder's answers (rows)")[2].splitlines()[1:]
    assert table[0].split() == ["none", "direct", "mixed", "indirect"]
    assert sum(int(cell) for line in table[2:6] for cell in line.split()[1:]) == 320
    scores = pd.read_csv("scores.csv")
    assert set(scores["group"]) == {"all", "Harbour Post", "Valley Courier"}
    assert json.loads(Path("own.json").read_text())["columns"][0]["tier"] in "ABC"
    main(["features", "corpus.csv", "-o", "f.csv", "--jobs", "1"])
    compare = ["compare", "f.csv", "--validated", "coded.csv", "--resamples", "200"]
    assert main([*compare, "--key", "s.key.json", "-o", "c.csv"]) == 0
    assert "160 codes" in capsys.readouterr().err
    rows = pd.read_csv("c.csv")
    own = rows[(rows["feature"] == "quotes: any, share of sentences") & rows["against"].isna()]
    said = pd.read_csv("corpus.csv").set_index("id")["text"]
    for outlet, row in own.set_index("group").iterrows():
        lines = [line for name, text in said.items() if outlet in name for line in _lines(text)]
        truth = sum("said" in line or "fear" in line for line in lines) / len(lines)
        assert row["low"] <= truth <= row["high"]
    assert "quotes: indirect, per 1,000 words" in set(rows["feature"])


def _lines(text: str) -> list[str]:
    return [line for line in (*SAID, *PLAIN) for _ in range(text.count(line))]


def test_a_larger_sheet_keeps_what_was_coded(corpus: Path) -> None:
    _draw("--n", "60", "-o", "s.csv")
    _code("s.csv", "coded.csv")
    assert _draw("--n", "100", "-o", "larger.csv", "--coded", "coded.csv") == 0
    rows = pd.read_csv("larger.csv", keep_default_na=False)
    assert len(rows) == 100
    assert (rows["answer"] != "").sum() == 60


def test_few_codes_are_said_to_be_few(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _draw("--by", "outlet", "--n", "40", "-o", "s.csv")
    assert "--n 120 or more" in capsys.readouterr().err
    _code("s.csv", "s2.csv")
    main(["features", "corpus.csv", "-o", "f.csv", "--jobs", "1"])
    call = ["compare", "f.csv", "--validated", "s2.csv", "-o", "c.csv", "--resamples", "200"]
    assert main(call) == 0
    assert "30 needed in each" in capsys.readouterr().err


def test_a_sheet_without_outlets_says_that_none_is_estimated_alone(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _draw("--n", "80", "-o", "s.csv")
    _code("s.csv", "s2.csv")
    main(["features", "corpus.csv", "-o", "f.csv", "--jobs", "1"])
    call = ["compare", "f.csv", "--validated", "s2.csv", "-o", "c.csv", "--resamples", "200"]
    assert main(call) == 0
    assert "`framing validate draw --by outlet` spreads the units" in capsys.readouterr().err
    assert set(pd.read_csv("c.csv")["group"]) == {"all"}


def test_a_stratum_drawn_whole_is_not_said_to_be_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = [SAID[0]] * 6 + [PLAIN[k % 4] for k in range(34)]
    pd.DataFrame({"id": ["a"], "text": [" ".join(said)]}).to_csv("corpus.csv", index=False)
    assert _draw("--n", "40", "-o", "s.csv") == 0
    told = capsys.readouterr().err
    assert "40 of 40 units" in told
    assert "fewer than" not in told


def test_labels_of_ones_own_are_corrected_too(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pd.read_csv("corpus.csv").rename(columns={"id": "article_id"})
    table = pd.concat([table.assign(article_id=table["article_id"] + f"/{k}") for k in range(6)])
    table["llm"] = ["hostile" if "fear" in text else "calm" for text in table["text"]]
    table.to_csv("labels.csv", index=False)
    call = ["validate", "draw", "labels.csv", "--prediction", "llm", "--by", "outlet"]
    assert main([*call, "--n", "120", "-o", "s.csv", "--question", "Is it hostile?"]) == 0
    sheet = pd.read_csv("s.csv", keep_default_na=False)
    assert set(sheet["question"]) == {"Is it hostile?"}
    sheet["answer"] = ["hostile" if "Officials" in text else "calm" for text in sheet["text"]]
    sheet.to_csv("s2.csv", index=False)
    score = ["validate", "score", "s2.csv", "--key", "s.key.json", "--tiers", "own.json"]
    capsys.readouterr()
    assert main(score) == 0
    told = capsys.readouterr().err
    assert 'where the label llm is not "hostile" (n = ' in told
    assert json.loads(Path("own.json").read_text())["columns"][0]["columns"] == "llm"
    call = ["compare", "labels.csv", "--validated", "s2.csv", "--key", "s.key.json"]
    assert main([*call, "-o", "c.csv"]) == 0
    rows = pd.read_csv("c.csv")
    assert "llm: hostile, share of texts" in set(rows["feature"])
    assert rows["corrected"].notna().sum() == 4


def test_faults_in_a_sheet_are_told_and_the_rest_is_scored(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _draw("--n", "100", "-o", "s.csv")
    _code("s.csv", "coded.csv")
    rows = pd.read_csv("coded.csv", keep_default_na=False)
    rows.loc[3, "answer"] = "perhaps"
    rows.loc[5, "answer"] = ""
    rows.to_csv("coded.csv", index=False)
    assert main(["validate", "score", "coded.csv"]) == 1
    told = capsys.readouterr().err
    assert "coded.csv: line 5, answer: 'perhaps' is none of" in told
    assert "1 of 100 units have no answer yet" in told
    assert "We hand-coded 98 sentences" in told


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["draw", "corpus.csv", "-o", "s.csv"], "give --layer NAME"),
        (["draw", "corpus.csv", "--layer", "moods", "-o", "s.csv"], "choose from relations"),
        (["draw", "corpus.csv", "--layer", "quotes", "-o", "s.txt"], "expected a sheet"),
        (["draw", "corpus.csv", "--layer", "quotes", "--by", "x", "-o", "s.csv"], "by outlet"),
        (["draw", "corpus.csv", "--layer", "quotes", "--n", "3", "-o", "s.csv"], "--n 3"),
        (["draw", "corpus.csv", "--prediction", "llm", "-o", "s.csv"], "llm: no such column"),
        (["score", "none.csv", "--key", "none.key.json"], "no such file"),
        (["score", "none.csv"], "there is no key none.key.json"),
    ],
)
def test_wrong_calls_name_the_remedy(
    corpus: Path, call: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--jobs", "1"] if call[0] == "draw" else []
    assert main(["validate", *call, *more]) == 2
    assert message in capsys.readouterr().err
    assert not Path("s.csv").exists()


def test_nothing_is_overwritten(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _draw("--n", "40", "-o", "s.csv", "--second", "./s.csv") == 2
    assert "is the same file as s.csv" in capsys.readouterr().err
    assert not Path("s.csv").exists()
    _draw("--n", "40", "-o", "s.csv")
    before = Path("s.csv").read_bytes()
    assert _draw("--n", "40", "-o", "s.csv") == 2
    assert _draw("--n", "40", "-o", "s.html") == 2
    assert "the key of another draw" in capsys.readouterr().err
    assert Path("s.csv").read_bytes() == before
    assert len(read_key("s.key.json").drawn) == 40
