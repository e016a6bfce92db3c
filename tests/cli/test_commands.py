"""The commands do what their manual says: rows out, clear messages, exit status."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.cli.main import COMMANDS, main

REPOSITORY = Path(__file__).parents[2]
STORY = (
    "Talks may resume\n\nThe United States may resume talks with Russia, an official said on "
    "Monday.\n\nMoscow welcomed the offer of the White House in a statement.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("b", "a"):
        (pages / f"{name}.txt").write_text(STORY)
    return tmp_path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_features_gives_one_row_an_article_in_input_order(folder: Path) -> None:
    assert main(["features", "pages", "-o", "f.csv"]) == 0
    rows = _rows(folder / "f.csv")
    assert [row["article_id"] for row in rows] == ["a", "b"]
    assert rows[0]["title"] == "Talks may resume"
    assert rows[0]["outlet"] == ""
    assert int(rows[0]["n_words"]) == 3 + 13 + 11
    assert float(rows[0]["hedge_headline_count"]) == 1


def test_csv_follows_rfc_4180(folder: Path) -> None:
    (folder / "pages" / "c.txt").write_text('He said "no", twice\n\n' + STORY)
    main(["features", "pages", "-o", "f.csv"])
    raw = (folder / "f.csv").read_bytes()
    assert raw.count(b"\r\n") == 4
    assert b'"He said ""no"", twice"' in raw


@pytest.mark.parametrize("ending", ["csv.gz", "parquet", "jsonl", "jsonl.gz"])
def test_every_format_holds_the_same_numbers(folder: Path, ending: str) -> None:
    main(["features", "pages", "-o", "f.csv"])
    assert main(["features", "pages", "-o", f"f.{ending}"]) == 0
    expected = pd.read_csv("f.csv")
    if ending == "parquet":
        found = pd.read_parquet("f.parquet")
    elif ending == "csv.gz":
        found = pd.read_csv("f.csv.gz")
    else:
        found = pd.read_json(f"f.{ending}", lines=True)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_annotate_writes_one_object_a_line(folder: Path) -> None:
    assert main(["annotate", "pages", "-o", "a.jsonl"]) == 0
    found = [json.loads(line) for line in (folder / "a.jsonl").read_text("utf-8").splitlines()]
    assert [one["article_id"] for one in found] == ["a", "b"]
    hedge = found[0]["hedges"][0]
    assert STORY[hedge["start"] : hedge["stop"]] == "may"


def test_standard_output_is_the_file(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["features", "pages", "-o", "f.csv"])
    assert main(["features", "pages", "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == (folder / "f.csv").read_bytes()


def test_same_bytes_whatever_the_number_of_processes_or_the_hash_seed(folder: Path) -> None:
    for number in range(130):
        (folder / "pages" / f"{number:03}.txt").write_text(STORY.replace("Monday", f"day {number}"))
    outputs = []
    for jobs, seed in (("1", "1"), ("2", "2"), ("1", "3")):
        subprocess.run(
            [sys.executable, "-m", "framing", "annotate", "pages", "-o", "a.jsonl", "--jobs", jobs],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": str(REPOSITORY)},
        )
        outputs.append((folder / "a.jsonl").read_bytes())
    assert outputs[0] == outputs[1] == outputs[2]


def test_show_prints_a_short_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["features", "pages", "-o", "f.csv", "--show"])
    printed = capsys.readouterr().out
    assert "hedges/1k" in printed.splitlines()[0]
    assert max(len(line) for line in printed.splitlines()) < 200


def test_codebook_explains_the_columns_of_the_table(folder: Path) -> None:
    main(["features", "pages", "--columns", "all", "-o", "f.csv"])
    assert main(["codebook", "-o", "c.csv"]) == 0
    assert [row["column"] for row in _rows(folder / "c.csv")] == list(_rows(folder / "f.csv")[0])
    assert main(["codebook", "-o", "c.md"]) == 0
    assert "# Codebook" in (folder / "c.md").read_text("utf-8")


def test_another_dyad_moves_columns_and_statements(folder: Path) -> None:
    (folder / "t.txt").write_text(
        "Turkey attacked Syria\n\nTurkey attacked Syria on Monday, it said."
    )
    main(["features", "t.txt", "-o", "f.csv", "--dyad", "TUR,SYR"])
    row = _rows(folder / "f.csv")[0]
    assert row["actor_tur_headline_count"] == "1"
    assert "actor_usa_headline_count" not in row
    assert int(row["relation_statements_count"]) >= 1
    main(["features", "t.txt", "-o", "f.csv", "--dyad", "all"])
    assert int(_rows(folder / "f.csv")[0]["relation_statements_count"]) >= 1


def test_own_lexicons_count(folder: Path) -> None:
    (folder / "mine").mkdir()
    head = 'name = "mine"\nversion = "1"\nsource = "me"\nlicence = "MIT"\nlimits = "one word"\n'
    term = '[[term]]\ntext = "resume"\ncategory = "deontic"\nstrength = 0.5\n'
    (folder / "mine" / "hedges.toml").write_text(head + term)
    main(["features", "pages", "-o", "a.csv"])
    main(["features", "pages", "-o", "b.csv", "--lexicons", "mine"])
    a, b = _rows(folder / "a.csv")[0], _rows(folder / "b.csv")[0]
    assert int(b["hedge_headline_count"]) == int(a["hedge_headline_count"]) + 1
    main(["codebook", "-o", "c.md", "--lexicons", "mine"])
    assert "+mine 1" in (folder / "c.md").read_text("utf-8")


def _site_table(folder: Path, rows: int) -> None:
    with (folder / "site.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "outlet", "text"])
        for number in range(rows):
            # Digits are folded when lines are compared, so the bodies differ in letters.
            name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")
            body = f"The minister of {name.title()} met envoys of {name[::-1].title()} on Monday."
            table.writerow([number, "Example Site", f"{body}\nThe desk of this site is open."])


def test_what_recurs_at_an_outlet_is_learned_as_its_furniture(folder: Path) -> None:
    _site_table(folder, 30)
    main(["annotate", "site.csv", "-o", "a.jsonl"])
    main(["annotate", "site.csv", "-o", "b.jsonl", "--no-learn-furniture"])
    learned, plain = (
        json.loads((folder / name).read_text().splitlines()[0])["zones"]
        for name in ("a.jsonl", "b.jsonl")
    )
    assert plain[-1]["kind"] in ("lead", "body")
    assert learned[-1]["kind"] == "furniture"
    assert learned[-1]["rule"] == "recurs in 30 articles of this outlet"


def test_few_articles_of_an_outlet_teach_nothing(folder: Path) -> None:
    _site_table(folder, 10)
    main(["features", "site.csv", "-o", "a.csv"])
    main(["features", "site.csv", "-o", "b.csv", "--no-learn-furniture"])
    assert (folder / "a.csv").read_bytes() == (folder / "b.csv").read_bytes()


def test_reuse_columns_are_filled_on_demand(folder: Path) -> None:
    main(["features", "pages", "-o", "a.csv"])
    assert _rows(folder / "a.csv")[0]["reuse_shared_share"] == ""
    main(["features", "pages", "-o", "b.csv", "--reuse"])
    assert float(_rows(folder / "b.csv")[0]["reuse_shared_share"]) > 0.5
    assert pd.read_csv("b.csv")["reuse_shared_share"].tolist() == pytest.approx(
        framing.analyze("pages", reuse=True).features["reuse_shared_share"].tolist()
    )


def test_text_that_a_spreadsheet_would_run_is_neutralised(folder: Path) -> None:
    table = 'id,text,title\n=cmd(),"A story of peace talks in Geneva.",@sum(A1)\n'
    (folder / "t.csv").write_text(table)
    main(["features", "t.csv", "-o", "f.csv"])
    row = _rows(folder / "f.csv")[0]
    assert row["article_id"] == "'=cmd()"
    assert row["title"] == "'@sum(A1)"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "expected a command"),
        (["features", "nowhere", "-o", "f.csv"], "nowhere"),
        (["features", "empty", "-o", "f.csv"], "empty"),
        (["features", "pages", "-o", "f.xlsx"], ".csv, .csv.gz"),
        (["features", "pages", "-o", "nofolder/f.csv"], "make it first"),
        (["features", "pages", "-o", "pages.csv", "--dyad", "USA"], "two different actors"),
        (["features", "pages", "-o", "f.csv", "--dyad", "USA,XXX"], "'XXX' is not known"),
        (["features", "pages", "-o", "f.csv", "--column", "text"], "FIELD=NAME"),
        (["features", "pages", "-o", "f.csv", "--jobs", "0"], "expected 1 or more"),
        (["features", "pages", "-o", "f.csv", "--lexicons", "empty"], "no .toml file"),
        (["features", "n.csv", "-o", "f.csv"], "--column text="),
    ],
)
def test_a_wrong_call_says_what_was_expected_and_ends_with_two(
    folder: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    (folder / "n.csv").write_text("number,words\n1,some words\n")
    assert main(words) == 2
    assert message in capsys.readouterr().err
    assert not (folder / "f.csv").exists()


BROKEN: dict[str, tuple[bytes, int, int]] = {
    # name: (content, rows that still come out, exit status)
    "empty.txt": (b"", 0, 1),
    "nul.txt": (b"\0" * 5000, 0, 1),
    "long.txt": (b"The United States met Russia. " + b"word " * 1_000_000, 1, 0),
    "row.csv": (b'id,text\n1,"A good row."\n2,a,b,c\n3,"Another good row."\n', 2, 1),
    "quote.csv": (b'id,text\n1,A good row.\n2,"never closed\n3,Another good row.\n', 2, 1),
    "without.csv": (b"id,text\n1,\n2,A good row of words.\n", 1, 1),
    "twice.csv": (b"id,text\n1,A good row of words.\n1,Another row of words.\n", 2, 1),
    "lines.jsonl": (
        b'{"id":1,"text":"A good row."}\n{"id":2,\n{"id":3,"text":"Good too."}\n',
        2,
        1,
    ),
    "latin.txt": ("Caf\u00e9 owners met in Paris.\n".encode("cp1252") * 5, 1, 0),
    "bom.txt": ("\ufeffA story of \u201ctalks\u201d.".encode(), 1, 0),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_costs_itself_alone(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content, rows, status = BROKEN[name]
    (folder / "in").mkdir()
    (folder / "in" / name).write_bytes(content)
    (folder / "in" / "good.txt").write_text(STORY)
    assert main(["features", "in", "-o", "f.csv"]) == status
    assert len(_rows(folder / "f.csv")) == rows + 1
    if status:
        assert f"in/{name}" in capsys.readouterr().err


def test_compressed_input_is_read(folder: Path) -> None:
    with gzip.open(folder / "t.jsonl.gz", "wt") as file:
        file.write('{"id": "x", "content": "Moscow met Washington in talks on Monday."}\n')
    assert main(["annotate", "t.jsonl.gz", "-o", "a.jsonl"]) == 0
    found = json.loads((folder / "a.jsonl").read_text())
    assert found["path"] == "t.jsonl.gz#1"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_manual(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"framing {command}" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from framing.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'sklearn', 'nltk', 'pyarrow', 'tqdm'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for command in COMMANDS:
        assert command in done.stdout
