"""Lines become any form of output without loss; the record of a run says what made it."""

from __future__ import annotations

import gzip
import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from framing.corpus.outputs import is_our_folder
from framing.lists.load import lexicon_folder
from framing.run import pack as packing
from framing.run.collect import TablesJob, chosen_features, every_feature, one_pass
from framing.run.frames import empty_features, measure_frame
from framing.run.pack import StandardOutput, pack
from framing.run.record import command_line, run_record
from framing.tables.record import KEY
from framing.types import Article, Options

COLUMNS = ("article_id", "x_count")
RECORD = {"framing": "0", "corpus_fingerprint": "c"}


def _lines(folder: Path, count: int) -> tuple[Path, list[dict[str, Any]]]:
    rows = [{"article_id": f"a{k}", "x_count": k / 2 if k % 3 else None} for k in range(count)]
    path = folder / "rows"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path, rows


@pytest.mark.parametrize("count", [0, 1, 3, 4, 7, 9])
def test_parts_hold_every_row_in_order_and_none_is_longer_than_it_may_be(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "ROWS_A_PART", 3)
    lines, rows = _lines(tmp_path, count)
    target = tmp_path / "parts"
    pack(f"{target}/", lambda: COLUMNS, lambda: RECORD)(lines)
    parts = sorted(target.glob("*.parquet"))
    sizes = [pq.read_metadata(part).num_rows for part in parts]
    assert sizes == ([3] * (count // 3) + [count % 3] * (count % 3 > 0) or [0])
    assert [part.name for part in parts] == [f"part-{k:05}.parquet" for k in range(len(parts))]
    assert [row for part in parts for row in pq.read_table(part).to_pylist()] == rows
    assert is_our_folder(str(target))
    assert json.loads(pq.read_metadata(parts[0]).metadata[KEY]) == RECORD
    # A second run takes the place of the first, whatever the number of parts.
    lines, rows = _lines(tmp_path, 4)
    pack(f"{target}/", lambda: COLUMNS)(lines)
    assert sum(pq.read_metadata(part).num_rows for part in target.glob("*.parquet")) == 4


@pytest.mark.parametrize("count", [0, 5])
def test_a_file_holds_the_lines_as_they_are(count: int, tmp_path: Path) -> None:
    lines, rows = _lines(tmp_path, count)
    whole = lines.read_bytes()
    pack(str(tmp_path / "t.parquet"), lambda: COLUMNS, lambda: RECORD)(lines)
    assert pq.read_table(tmp_path / "t.parquet").to_pylist() == rows
    pack(str(tmp_path / "t.jsonl.gz"), lambda: COLUMNS)(lines)
    packed = (tmp_path / "t.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == whole
    assert packed[4:8] == bytes(4)  # no time stamp: the same bytes tomorrow
    older = tmp_path / "t.jsonl"
    older.write_text("older")
    older.chmod(0o640)
    pack(str(older), lambda: COLUMNS)(lines)
    assert older.read_bytes() == whole
    assert older.stat().st_mode & 0o777 == 0o640
    assert not lines.exists()


def test_stdout_gets_lines_at_once_and_the_first_are_kept_to_be_shown(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    output = StandardOutput()
    output.begin("head\n")
    for k in range(30):
        output.add([f"{k}é\n", f"{k}\ud800\n"], [])
    output.finish()
    output.close()
    said = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    assert said == ["head", *(line for k in range(30) for line in (f"{k}é", f"{k}?"))]
    assert (output.articles, output.found, output.skipped) == (0, 0, [])
    with output.lines() as lines:
        kept = lines.read().splitlines()
    assert kept[:3] == ["head", "0é", "0\ud800"]
    assert 25 <= len(kept) <= 27


def _header(name: str) -> dict[str, Any]:
    return tomllib.loads((lexicon_folder() / f"{name}.toml").read_text("utf-8"))


def test_the_record_says_what_the_result_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Talks may resume.")
    words = ["framing", "features", "x y", "--jobs=4", "--timeout", "3", "--restart", "-o", "f.csv"]
    monkeypatch.setattr(sys, "argv", words)
    options = {"reading": Options(), "pair": ("USA", "RUS"), "place": tmp_path, "none": None}
    found = run_record(str(tmp_path), None, options)
    assert found["command"] == "framing features 'x y' -o f.csv"
    assert found["corpus"] == [str(tmp_path)]
    assert found["own_lists"] is None
    assert "made_from" not in found
    assert found["options"]["pair"] == ["USA", "RUS"]
    assert found["options"]["reading"]["dyad"] == ["USA", "RUS"]
    assert found["options"]["place"] == str(tmp_path)
    assert found["options"]["none"] is None
    assert json.loads(json.dumps(found)) == found
    assert {"numpy", "nltk"} <= set(found["libraries"])
    assert "framing" not in found["libraries"]
    assert found["lists"]["hedges"] == _header("hedges")["version"]
    assert all(version and " " not in version for version in found["lists"].values())
    assert re.fullmatch("[0-9a-f]{32}", found["package_fingerprint"])
    again = run_record([tmp_path], None, options, made_from={"framing": "0"})
    assert again["made_from"] == {"framing": "0"}
    assert again["corpus_fingerprint"] == found["corpus_fingerprint"]
    (tmp_path / "a.txt").write_text("Talks may resume today.")
    changed = run_record(str(tmp_path), None, options)
    assert changed["corpus_fingerprint"] != found["corpus_fingerprint"]
    assert changed["lists_fingerprint"] == found["lists_fingerprint"]
    assert changed["package_fingerprint"] == found["package_fingerprint"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["features", "a", "--memory", "3", "b"], "framing features a b"),
        (["features", "--restart", "a"], "framing features a"),
        (["features", "--engine=dask", "a"], "framing features a"),
        (["features", "a", "--address"], "framing features a"),
        (["features", "it's"], "framing features 'it'\"'\"'s'"),
    ],
)
def test_how_a_run_is_done_is_no_part_of_what_it_did(given: list[str], kept: str) -> None:
    assert command_line(given) == kept


def test_one_pass_gives_each_article_its_own_and_tells_the_rest() -> None:
    articles = [Article(str(k), f"Talks may resume on day {k}.") for k in range(3)]
    done: list[int] = []
    found: list[Mapping[str, Any]] = list(
        one_pass(articles, TablesJob(Options()), on_done=done.append)
    )
    assert sum(done) == len(found) == 3
    assert [one["articles"][0]["article_id"] for one in found] == ["0", "1", "2"]
    assert all(len(one["articles"]) == 1 for one in found)
    assert len(found[0]["hedges"]) == 1
    names = [feature.spec.name for feature in every_feature(Options())]
    assert len(names) > len(found[0]["articles"][0])
    chosen = chosen_features(Options(), [names[5], "no_such_column", names[2]])
    assert [feature.spec.name for feature in chosen] == [names[5], names[2]]


def test_a_table_of_texts_keeps_its_rows_and_its_index() -> None:
    import pandas as pd

    frame = pd.DataFrame(
        {
            "text": ["Talks may resume.", None, "  ", "They met."],
            "outlet": ["X", "Y", "Z", None],
            "title": [None, "T", None, "They met again"],
        },
        index=[7, 3, 3, 1],
    )
    found = measure_frame(frame)
    assert found.index.tolist() == [7, 3, 3, 1]
    assert found["article_id"].tolist() == ["7", "3", "3", "1"]
    assert found["n_words"].isna().tolist() == [False, True, True, False]
    assert found["outlet"].tolist()[0] == "X"
    assert found["title"].tolist()[3] == "They met again"
    assert list(found.columns) == list(empty_features().columns)
    assert found.dtypes.tolist() == empty_features().dtypes.tolist()
    named = measure_frame(
        frame.assign(article_id=list("abcd")).rename(columns={"text": "t"}), text="t"
    )
    assert named["article_id"].tolist() == list("abcd")
    assert named["n_words"].tolist()[0] == 3
