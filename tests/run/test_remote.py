"""Corpora and outputs in stores elsewhere, through fsspec."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest

from framing.cli.main import main
from framing.corpus.load import load_articles
from framing.errors import Skipped, UsageError

STORY = "Envoys may meet\n\nOfficials of the United States said on {} that Moscow may agree.\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.chdir(tmp_path)
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    for day in ("Monday", "Friday"):
        memory.pipe_file(f"/bucket/news/{day}.txt", STORY.format(day).encode())
    memory.pipe_file("/bucket/news/picture.png", b"\x89PNG")
    yield memory
    memory.store.clear()


def test_a_folder_of_a_store_is_read_like_one_on_the_disk(store: Any, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for day in ("Monday", "Friday"):
        (tmp_path / "news" / f"{day}.txt").write_text(STORY.format(day))
    assert main(["features", "news", "-o", "here.csv"]) == 0
    assert main(["features", "memory://bucket/news", "-o", "there.csv"]) == 0
    assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "there.csv").read_bytes()


def test_a_glob_and_a_file_of_a_store_are_read(store: Any) -> None:
    said: list[Skipped] = []
    for url in ("memory://bucket/news/M*.txt", "memory://bucket/news/Monday.txt"):
        articles = list(load_articles(url, on_skip=said.append))
        assert [one.article_id for one in articles] == ["Monday"]
        assert articles[0].path == "memory://bucket/news/Monday.txt"
    assert not said


def test_files_passed_over_in_a_store_are_said(store: Any) -> None:
    said: list[Skipped] = []
    list(load_articles("memory://bucket/news", on_skip=said.append))
    assert "1 .png" in said[0].reason


@pytest.mark.parametrize("url", ["memory://bucket/nothing", "memory://bucket/x*", "nostore://a/b"])
def test_what_is_not_in_a_store_is_a_wrong_call(store: Any, url: str) -> None:
    with pytest.raises(UsageError, match=url.split("*")[0]):
        list(load_articles(url))


@pytest.mark.parametrize("name", ["f.csv", "f.csv.gz", "f.parquet", "f.jsonl"])
def test_output_goes_to_a_store_whole(store: Any, tmp_path: Path, name: str) -> None:
    assert main(["features", "memory://bucket/news", "-o", name]) == 0
    assert main(["features", "memory://bucket/news", "-o", f"memory://out/{name}"]) == 0
    assert store.cat_file(f"/out/{name}") == (tmp_path / name).read_bytes()
    assert not [path for path in store.find("/out") if path.endswith(".part")]
    assert not list(tmp_path.glob(".*.partial"))


def test_parts_go_to_a_store_and_older_ones_go(store: Any) -> None:
    store.pipe_file("/out/features/part-00007.parquet", b"older")
    assert main(["features", "memory://bucket/news", "-o", "memory://out/features/"]) == 0
    names = ["/out/features/_framing.json", "/out/features/part-00000.parquet"]
    assert store.find("/out/features") == names
    with store.open("/out/features/part-00000.parquet") as file:
        assert pd.read_parquet(file)["article_id"].tolist() == ["Friday", "Monday"]


def test_a_file_of_a_web_server_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "Officials may meet on Monday."}\n')
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/a.jsonl"
        try:
            articles = list(load_articles(url))
        finally:  # a server left behind would keep the process from ending
            server.shutdown()
            thread.join()
    assert [(one.article_id, one.path) for one in articles] == [("x", f"{url}#1")]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *given: object) -> None:
        """No word on stderr."""
