"""What an outlet leaves out, and frames by actor and relation, from annotations."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from framing.cli.main import main
from framing.compare.frame_tables import by_actor, by_relation
from framing.compare.omission import find_omissions, read_annotations
from framing.errors import UsageError
from framing.measures.columns import list_features
from framing.reading import read_article
from framing.tables.rows import annotation
from framing.types import Article, Options

WAR = "Russia bombed the town and killed ten people, the mayor said."
TALKS = "Russia and the United States agreed on a truce after talks in Geneva."


def _article(number: int, outlet: str, text: str) -> dict[str, Any]:
    reading = read_article(Article(f"a{number}", text, outlet=outlet))
    return json.loads(json.dumps(annotation(reading, list_features(Options()))))


def _three(third: str) -> list[dict[str, Any]]:
    texts = [f"{WAR} {TALKS}", f"{WAR} {TALKS}", third]
    return [_article(k, f"Paper {k}", text) for k, text in enumerate(texts)]


def test_what_two_others_have_and_one_has_not_is_an_omission() -> None:
    articles = _three("The river was calm and the boats lay in the sun.")
    rows = find_omissions(articles, {f"a{k}": "s" for k in range(3)})
    left = {(row["kind"], row["item"]) for row in rows if row["outlet"] == "Paper 2"}
    assert ("frame", "security") in left
    assert any(kind == "actor" for kind, _ in left)
    row = next(r for r in rows if r["item"] == "security")
    assert (row["others_with"], row["others"], row["share"]) == (2, 2, 1.0)
    assert row["evidence"] in {"a0", "a1"}


def test_nothing_is_left_out_where_all_have_it() -> None:
    articles = _three(f"{WAR} {TALKS}")
    assert find_omissions(articles, {f"a{k}": "s" for k in range(3)}) == []


def test_two_outlets_say_nothing_of_what_is_usual() -> None:
    articles = _three("The river was calm.")[1:]
    assert find_omissions(articles, {"a1": "s", "a2": "s"}) == []


def test_articles_of_other_stories_are_left_alone() -> None:
    articles = _three("The river was calm.")
    assert find_omissions(articles, {"a0": "s", "a1": "t", "a2": "u"}) == []


def test_frames_by_actor_count_sentences_that_name_it() -> None:
    rows = by_actor([_article(0, "Paper", f"{WAR} The river was calm.")])
    found = {(r["frame"], r["actor"]): r for r in rows}
    assert found["security", "RUS"]["share"] == 1
    assert found["security", "RUS"]["of_sentences"] == 1


def test_frames_by_relation_say_which_frame_an_act_is_put_in() -> None:
    rows = by_relation([_article(0, "Paper", TALKS)])
    assert any(r["frame"] == "resolution" and r["quad"].endswith("coop") for r in rows)
    assert all(0 < r["share"] <= 1 for r in rows)


def test_the_command_writes_omissions(tmp_path: Path) -> None:
    lines = [json.dumps(a) for a in _three("The river was calm.")]
    source, groups, out = (tmp_path / n for n in ("a.jsonl", "groups.csv", "out.csv"))
    source.write_text("\n".join(lines) + "\n", "utf-8")
    groups.write_text("article_id,story_id,copy_id\na0,s,a0\na1,s,a1\na2,s,a2\n", "utf-8")
    call = ["compare", str(source), "--omission", "--groups", str(groups), "-o", str(out)]
    assert main(call) == 0
    with out.open(newline="", encoding="utf-8") as file:
        assert {row["outlet"] for row in csv.DictReader(file)} == {"Paper 2"}
    table = tmp_path / "table.csv"
    assert main(["frames", "table", str(source), "--with", "actors", "-o", str(table)]) == 0
    assert "security" in table.read_text("utf-8")


def test_a_file_of_something_else_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"article_id": "a"}\n', "utf-8")
    with pytest.raises(UsageError, match="line 1"):
        list(read_annotations(path))
