"""`framing compare`: tables in, comparison out, wrong calls told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from framing.cli.main import main
from tests.compare.tables import make_table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    make_table().to_csv("f.csv", index=False)
    return tmp_path


def _compare(*arguments: str) -> int:
    return main(["compare", *arguments, "--resamples", "200"])


def test_compare_writes_the_rows_of_the_library(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _compare("f.csv", "--by", "outlet", "-o", "c.csv") == 0
    rows = pd.read_csv("c.csv")
    assert len(rows) == 3 * 3
    assert set(rows["against"]) == {"rest"}
    assert "9 rows, 6 tests" in capsys.readouterr().err


def test_what_all_rows_share_stands_in_the_caption_of_a_table_to_read(folder: Path) -> None:
    column = str(make_table().columns[-1])
    assert _compare("f.csv", "--features", column, "-o", "one.tex") == 0
    one = (folder / "one.tex").read_text("utf-8")
    (caption,) = (line for line in one.splitlines() if line.startswith("\\caption"))
    head = next(line for line in one.splitlines() if "group &" in line)
    assert column.replace("_", r"\_\allowbreak{}") in caption
    assert "each against all others together" in caption
    assert head.startswith("group & articles")
    assert _compare("f.csv", "--pairwise", "-o", "all.tex") == 0
    assert "feature & group & against" in (folder / "all.tex").read_text("utf-8")


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "csv.gz"])
def test_every_format_goes_in_and_comes_out(folder: Path, ending: str) -> None:
    _compare("f.csv", "-o", "c.csv")
    table = make_table()
    if ending == "parquet":
        table.to_parquet("g.parquet")
    elif ending == "jsonl":
        table.to_json("g.jsonl", orient="records", lines=True)
    else:
        table.to_csv("g.csv.gz", index=False)
    assert _compare(f"g.{ending}", "-o", f"c.{ending}") == 0
    expected = pd.read_csv("c.csv").drop(columns=["note"])
    read = {
        "parquet": pd.read_parquet,
        "jsonl": lambda path: pd.read_json(path, lines=True),
        "csv.gz": pd.read_csv,
    }
    found = read[ending](f"c.{ending}").drop(columns=["note"])
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-4)


def test_same_call_same_bytes(folder: Path) -> None:
    _compare("f.csv", "--pairwise", "-o", "a.csv")
    _compare("f.csv", "--pairwise", "-o", "b.csv")
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()


def test_stories_come_from_the_groups_of_reuse(folder: Path) -> None:
    table = make_table()
    table[["article_id", "story_id"]].assign(copy_id="").to_csv("groups.csv", index=False)
    table.drop(columns="story_id").to_csv("bare.csv", index=False)
    _compare("f.csv", "-o", "a.csv")
    assert _compare("bare.csv", "--groups", "groups.csv", "-o", "b.csv") == 0
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()


def test_matched_compares_pairs_on_shared_stories(folder: Path) -> None:
    assert _compare("f.csv", "--matched", "-o", "m.csv") == 0
    rows = pd.read_csv("m.csv")
    pairs = set(zip(rows["group"], rows["against"], strict=True))
    assert pairs == {("A", "B"), ("A", "C"), ("B", "C")}


def test_rows_without_an_outlet_are_left_out_and_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = make_table()
    table.loc[:4, "outlet"] = None
    table.to_csv("gaps.csv", index=False)
    assert _compare("gaps.csv", "-o", "c.csv") == 1
    assert "5 articles left out: no outlet" in capsys.readouterr().err


def test_outlets_with_names_like_numbers_or_nothing_stay_names(folder: Path) -> None:
    names = {"A": "007", "B": "NA", "C": "None"}
    make_table().assign(outlet=lambda t: t["outlet"].map(names)).to_csv("n.csv", index=False)
    assert _compare("n.csv", "-o", "c.csv") == 0
    found = pd.read_csv("c.csv", dtype=str, keep_default_na=False)["group"]
    assert set(found) == set(names.values())


def test_the_family_of_tests_and_what_could_mislead_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = make_table()
    table["author"] = ["Anna Belkina" if k % 9 == 0 else f"writer {k}" for k in range(len(table))]
    table.drop(columns="story_id").to_csv("f.csv", index=False)
    assert _compare("f.csv", "--features", "hedge_*", "-o", "c.csv") == 0
    told = capsys.readouterr().err
    assert "q is over 1 columns named by --features hedge_* x 3 comparisons" in told
    assert "look at --pairwise or --matched first" in told
    assert "Anna Belkina wrote 35% of the articles of A" in told
    assert _compare("f.csv", "--story", "author", "--pairwise", "-o", "c.csv") == 0
    told = capsys.readouterr().err
    assert "Belkina" not in told
    assert "first" not in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.csv",), "no such file"),
        (("f.txt",), "expected a table"),
        (("broken.parquet",), "is not a readable table"),
        (("broken.jsonl",), "is not a readable table"),
        (("empty.csv",), "is not a readable table"),
        (("head.csv",), "holds no row"),
        (("f.csv", "--by", "paper"), "--by paper: no such column"),
        (("f.csv", "--story", "event"), "--story event: no such column"),
        (("f.csv", "--matched", "--pairwise"), "leave --pairwise out"),
        (("f.csv", "--groups", "f.csv", "--story", "story_id"), "give one of them"),
        (("f.csv", "--groups", "other.csv"), "none of the articles"),
        (("f.csv", "--groups", "bare.csv"), "has no column story_id"),
        (("bare.csv", "--matched"), "needs stories"),
        (("alone.csv", "--matched"), "no two groups of outlet tell the same story"),
        (("f.csv", "--min-articles", "0"), "min_articles 0"),
    ],
)
def test_wrong_calls_name_the_remedy(
    folder: Path, arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = make_table()
    for name in ("broken.parquet", "broken.jsonl"):
        (folder / name).write_text("{not a table")
    (folder / "empty.csv").write_text("")
    (folder / "head.csv").write_text("article_id,outlet\n")
    table.drop(columns="story_id").to_csv("bare.csv", index=False)
    make_table(shared=False).to_csv("alone.csv", index=False)
    table.assign(article_id="x" + table["article_id"]).to_csv("other.csv", index=False)
    assert _compare(*arguments, "-o", "c.csv") == 2
    assert message in capsys.readouterr().err
    assert not (folder / "c.csv").exists()
