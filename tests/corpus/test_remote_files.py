"""Files of a store: their addresses, places below the folder that was named, sizes and states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from framing.corpus.remote import is_remote, open_remote, remote_files, remote_state
from framing.corpus.sources import Source, count_bytes, sources, walk
from framing.errors import Skipped, UsageError

from .loading import load

fsspec = pytest.importorskip("fsspec")
FILES = {"news/b.txt": b"Two.", "news/a.txt": b"One", "news/in/c.csv": b"text\nThree.\n"}
OTHERS = {"news/.hidden.txt": b"x", "news/.git/d.txt": b"x", "news/e.png": b"p", "news/f.png": b"p"}


@pytest.fixture
def url() -> Iterator[str]:
    memory: Any = fsspec.filesystem("memory")
    memory.store.clear()
    for name, data in {**FILES, **OTHERS}.items():
        memory.pipe_file(f"/bucket/{name}", data)
    yield "memory://bucket/news"
    memory.store.clear()


@pytest.mark.parametrize(
    ("name", "remote"),
    [
        ("s3://a/b", True),
        ("simplecache::s3://a/b", True),
        ("https://e.org/a.csv", True),
        ("a/b.csv", False),
        ("C://a", False),
        ("a b://c", False),
        ("c:\\a", False),
    ],
)
def test_names_of_stores(name: str, remote: bool) -> None:
    assert is_remote(name) is remote


@pytest.mark.parametrize("end", ["", "/"])
def test_files_of_a_folder_come_in_order_with_place_and_size(url: str, end: str) -> None:
    assert list(remote_files(url + end)) == [
        (f"{url}/a.txt", "a.txt", 3),
        (f"{url}/b.txt", "b.txt", 4),
        (f"{url}/e.png", "e.png", 1),
        (f"{url}/f.png", "f.png", 1),
        (f"{url}/in/c.csv", "in/c.csv", 12),
    ]


def test_a_file_and_a_pattern_name_files(url: str) -> None:
    assert list(remote_files(f"{url}/a.txt")) == [(f"{url}/a.txt", "a.txt", 3)]
    assert list(remote_files(f"{url}/?.txt")) == [
        (f"{url}/a.txt", "a.txt", 3),
        (f"{url}/b.txt", "b.txt", 4),
    ]


def test_a_store_is_walked_as_a_folder_is(url: str) -> None:
    found = list(walk(url))
    assert [one for one in found if isinstance(one, Source)] == [
        Source(f"{url}/a.txt", "plain", 3, "a.txt"),
        Source(f"{url}/b.txt", "plain", 4, "b.txt"),
        Source(f"{url}/in/c.csv", "delimited", 12, "in/c.csv"),
    ]
    (said,) = [one for one in found if isinstance(one, Skipped)]
    assert (said.path, said.kind) == (url, "noted")
    assert said.reason.endswith(": 2 .png")
    assert count_bytes(url) == 19
    articles, _ = load(url)
    assert [(a.article_id, a.text) for a in articles] == [
        ("a", "One"),
        ("b", "Two."),
        ("c#1", "Three."),
    ]


def test_a_file_that_is_named_is_read_whatever_its_ending(url: str) -> None:
    assert sources(f"{url}/e.png") == [Source(f"{url}/e.png", "unknown", 1, "e.png")]
    assert sources(f"{url}/in/c.csv") == [Source(f"{url}/in/c.csv", "delimited", 12, "c.csv")]


@pytest.mark.parametrize("name", ["?.png", "in/x*", "nothing"])
def test_a_store_without_articles_is_a_wrong_call_that_says_so(url: str, name: str) -> None:
    with pytest.raises(UsageError, match="memory://bucket/news/") as error:
        list(walk(f"{url}/{name}"))
    assert ("2 .png" in str(error.value)) is (name == "?.png")
    assert "None" not in str(error.value)


def test_a_file_of_a_store_opens_or_says_why_not(url: str) -> None:
    with open_remote(f"{url}/a.txt") as stream:
        assert stream.read() == b"One"
    with pytest.raises(OSError, match="nothing"):
        open_remote(f"{url}/nothing")
    with pytest.raises(UsageError, match="nostore://a"):
        open_remote("nostore://a")


def test_the_state_of_a_file_is_text_and_of_what_is_not_there_too(url: str) -> None:
    assert isinstance(remote_state(f"{url}/a.txt"), str)
    assert remote_state(f"{url}/nothing") == ""
