from __future__ import annotations

import json
from pathlib import Path

import pytest

from .loading import load, write


def test_a_malformed_json_line_costs_itself_only(tmp_path: Path) -> None:
    lines = [
        '{"text": "one"}',
        '{"text": "two"',
        "",
        "[1, 2]",
        '{"text": null}',
        '{"text": NaN}',
        "[" * 100_000,
        '{"id": ' + "9" * 5000 + ', "text": "x"}',
        '{"other": 1}',
        '{"text": "ten"}',
    ]
    write(tmp_path / "a.jsonl", "\n".join(lines))
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["one", "ten"]
    assert [s.path.split("#")[1] for s in said] == ["2", "4", "5", "6", "7", "8", "9"]
    assert [a.path.split("#")[1] for a in articles] == ["1", "10"]


def test_half_a_surrogate_pair_is_marked_so_that_the_text_can_be_written(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", '{"text": "a\\ud83db", "title": "t"}\n')
    (article,), (said,) = load(tmp_path)
    assert article.text == "a\ufffdb"
    assert said.kind == "repaired"


def test_json_values_may_be_lists_objects_and_nested(tmp_path: Path) -> None:
    found = {"article": {"body": ["One.", "Two."]}, "source": {"id": None, "name": "Daily"}}
    found["authors"] = ["Ann Lee", "Bo Ray"]
    write(tmp_path / "a.jsonl", json.dumps(found))
    (article,), _ = load(tmp_path, columns={"text": "article.body"})
    assert (article.text, article.outlet) == ("One.\n\nTwo.", "Daily")
    assert article.authors == ("Ann Lee", "Bo Ray")


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "one"}, {"text": "two"}]',
        '{"status": "ok", "articles": [{"text": "one"}, {"text": "two"}]}',
        '{"text": "one"}\n{"text": "two"}\n',
        '[\n {"text": "one"},\n {"text": two},\n {"text": "two"}\n]',
    ],
)
def test_a_json_file_may_be_an_array_a_wrapper_or_lines(tmp_path: Path, content: str) -> None:
    write(tmp_path / "a.json", content)
    articles, said = load(tmp_path)
    assert [a.text for a in articles] == ["one", "two"]
    assert len(said) == content.count("{") - content.count('"}') - ("status" in content)


def test_an_empty_json_array_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.json", "[]")
    articles, (skipped,) = load(tmp_path)
    assert articles == []
    assert "empty list" in skipped.reason


def test_a_json_array_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    words = "word " * 30_000
    whole = json.dumps([{"text": words}, {"text": "two"}, {"text": words}])
    write(tmp_path / "a.json", whole[:-100])
    articles, (skipped,) = load(tmp_path)
    assert [a.text for a in articles] == [words, "two"]
    assert skipped.path.endswith("a.json#3")


def test_one_json_object_is_one_article_named_by_its_file(tmp_path: Path) -> None:
    write(tmp_path / "a.json", '{\n "body": "One.",\n "headline": "H"\n}')
    (article,), _ = load(tmp_path)
    assert (article.article_id, article.text, article.title) == ("a", "One.", "H")


def test_a_file_of_blank_lines_is_said_to_be_empty(tmp_path: Path) -> None:
    articles, said = load(write(tmp_path / "a.jsonl", "\n\u0085\n"))
    assert not articles
    assert [one.reason for one in said] == ["empty file; left out"]
