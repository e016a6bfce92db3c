from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.corpus.sources import count_bytes, sources
from framing.errors import Skipped, SkippedWarning, UsageError

from .loading import load, write


def test_text_is_what_stood_in_the_file_line_ends_and_hard_spaces_included(tmp_path: Path) -> None:
    text = "Head\r\n\r\nOne\xa0two \t\n“three”\r\n "
    write(tmp_path / "a.txt", text)
    (article,), said = load(tmp_path)
    assert article.text == text
    assert said == []


def test_a_folder_of_texts_is_one_article_a_file_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, f"text of {name}")
    articles, _ = load(tmp_path)
    assert [a.article_id for a in articles] == ["a", "b", "c"]


def test_files_about_the_corpus_are_no_articles_but_are_named(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "An article.")
    write(tmp_path / "README.md", "About")
    write(tmp_path / "readme.txt", "About")
    write(tmp_path / "catalogue.csv", "id,outlet\n1,x\n")
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["a"]
    (note,) = said
    assert note.kind == "noted"
    assert not note.faulty
    assert all(name in note.reason for name in ("README.md", "readme.txt", "catalogue.csv"))


def test_path_is_the_file_as_the_user_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in" / "a.txt", "One.")
    write(tmp_path / "in" / "t.csv", "text\nTwo.\nThree.\n")
    monkeypatch.chdir(tmp_path)
    articles, _ = load("./in")
    assert [a.path for a in articles] == ["./in/a.txt", "./in/t.csv#1", "./in/t.csv#2"]
    assert [a.article_id for a in articles] == ["a", "t#1", "t#2"]


def test_stems_that_collide_give_longer_ids(tmp_path: Path) -> None:
    for name in ("x/1.txt", "y/1.txt", "y/2.txt"):
        write(tmp_path / name, "Words.")
    write(tmp_path / "z/3.txt", "Words.")
    write(tmp_path / "z/3.txt.gz", gzip.compress(b"Words."))
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["x/1", "y/1", "2", "z/3.txt", "z/3.txt.gz"]
    assert said == []


def test_globs_and_lists_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("b1.txt", "b2.txt", "a1.txt"):
        write(tmp_path / name, name)
    articles, _ = load([tmp_path / "b*.txt", tmp_path / "a1.txt"])
    assert [a.text for a in articles] == ["b1.txt", "b2.txt", "a1.txt"]


@pytest.mark.parametrize("name", ["nothing.txt", "*.nothing", "empty"])
def test_a_corpus_that_is_not_there_stops_the_call_itself(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty" / "photo.jpg", b"\xff\xd8\xff")
    with pytest.raises(UsageError, match=name.replace("*", ".")) as caught:
        load_articles(tmp_path / name)
    assert ";" in str(caught.value)  # what is wrong; what to do


def test_an_empty_list_of_files_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="expected a file"):
        load_articles([])


def test_sources_estimate_the_run_and_on_bytes_reaches_their_sum(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x" * 1000)
    write(tmp_path / "b.jsonl.gz", gzip.compress(b'{"text": "words"}\n' * 5000))
    taken: list[int] = []
    articles = list(load_articles(tmp_path, on_bytes=taken.append))
    assert len(articles) == 5001
    assert [s.format for s in sources(tmp_path)] == ["plain", "jsonl"]
    assert sum(taken) == count_bytes(tmp_path) == sum(s.size for s in sources(tmp_path))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty file"),
        (bytes(5000), "binary"),
        (b"%PDF-1.4 ...", "binary"),
        (b" \n\t\n", "no text"),
        (gzip.compress(b"words " * 5000, mtime=0)[:60], "damaged"),
    ],
)
def test_a_file_that_is_no_article_is_reported_and_the_rest_read(
    tmp_path: Path, content: bytes, why: str
) -> None:
    write(tmp_path / "a.txt", content)
    write(tmp_path / "b.txt", "Good.")
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["b"]
    assert skipped.path.endswith("a.txt")
    assert why in skipped.reason
    assert skipped.faulty


def test_a_line_of_five_megabytes_is_read(tmp_path: Path) -> None:
    text = "word " * 1_000_000
    write(tmp_path / "a.txt", text)
    write(tmp_path / "b.csv", f'id,text\n1,"{text}"\n2,short\n')
    write(tmp_path / "c.jsonl", f'{{"text": "{text}"}}\n')
    articles, said = load(tmp_path)
    assert [len(a.text) for a in articles] == [len(text), len(text), 5, len(text)]
    assert said == []


def test_an_article_over_the_bound_is_reported_and_the_next_one_read(tmp_path: Path) -> None:
    big = "word " * 500_000
    write(tmp_path / "a.txt", big)
    write(tmp_path / "b.jsonl", f'{{"text": "{big}"}}\n{{"text": "small"}}\n')
    write(tmp_path / "c.csv", f"id,text\n1,{big}\n2,small\n")
    articles, said = load(tmp_path, max_megabytes=1)
    assert [a.text for a in articles] == ["small", "small"]
    assert [s.path.rsplit("/")[-1] for s in said] == ["a.txt", "b.jsonl#1", "c.csv#1"]


def test_a_file_that_cannot_be_opened_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", "Locked.")
    write(tmp_path / "b.txt", "Good.")
    opened = Path.open

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["b"]
    assert "Permission denied" in skipped.reason


def test_a_folder_that_cannot_be_listed_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "locked" / "a.txt", "Locked.")
    write(tmp_path / "b.txt", "Good.")
    listed = os.listdir

    def refuse(path: str) -> list[str]:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)
    articles, (skipped,) = load(tmp_path)
    assert [a.article_id for a in articles] == ["b"]
    assert "Permission denied" in skipped.reason


def test_broken_links_and_pipes_are_reported_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "b.txt")
    write(tmp_path / "c.txt", "Good.")
    articles, said = load(tmp_path)
    assert [a.article_id for a in articles] == ["c"]
    assert [s.path.rsplit("/")[-1] for s in said] == ["a.txt", "b.txt"]
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        load_articles(tmp_path / "b.txt")


def test_without_on_skip_python_warns(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    with pytest.warns(SkippedWarning, match="empty file"):
        assert list(load_articles(tmp_path / "a.txt")) == []


def test_a_file_name_that_is_no_utf8_can_still_be_written_out(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(b"Words.")
    (article,), _ = load(tmp_path)
    article.path.encode("utf-8")
    article.article_id.encode("utf-8")


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda s: s.encode())),
    ending=st.sampled_from(
        [
            ".txt",
            ".csv",
            ".tsv",
            ".jsonl",
            ".json",
            ".html",
            ".parquet",
            ".warc",
            ".zip",
            ".tar",
            "",
        ]
    ),
    packed=st.booleans(),
    head=st.sampled_from(
        [
            b"",
            b"id,text\n",
            b'{"text": "',
            b"[{",
            b"\x1f\x8b",
            b"\xff\xfe",
            b"<html><p>",
            b"WARC/1.0\r\n",
            b"PK\x03\x04",
            b"PAR1",
            b"(\xb5/\xfd",
            b"\xfd7zXZ\x00",
            b"BZh91AY&",
        ]
    ),
)
def test_any_bytes_give_an_article_or_a_word_about_them(
    tmp_path: Path, content: bytes, ending: str, head: bytes, packed: bool
) -> None:
    data = gzip.compress(head + content) if packed else head + content
    file = write(tmp_path / f"a{ending}", data)
    said: list[Skipped] = []
    try:
        articles = list(load_articles(file, LoadOptions(languages=()), on_skip=said.append))
    except UsageError as error:  # a table without a column for the text
        articles, said = [], [Skipped(str(file), str(error))]
    assert articles or said
    for article in articles:
        assert article.text.strip()
        f"{article}".encode()
