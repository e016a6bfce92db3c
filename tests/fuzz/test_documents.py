"""Documents of strangers: read or refused with a word, nothing fetched, no more memory than due."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.errors import Skipped
from tests.fuzz.documents import SOUND, STORY, damaged, hostile
from tests.fuzz.parts import PARTS

SECRET = "The key is under the mat."
_READ = """
import resource, sys
from framing.corpus.load import load_articles
said = []
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = list(load_articles(sys.argv[1], on_skip=said.append))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, len(found), len(said))
"""


@pytest.mark.parametrize("ending", SOUND)
def test_a_sound_document_is_read(ending: str, tmp_path: Path) -> None:
    (tmp_path / f"a{ending}").write_bytes(SOUND[ending])
    said: list[Skipped] = []
    articles = list(load_articles(tmp_path, LoadOptions(languages=()), on_skip=said.append))
    assert articles, said
    assert STORY in " ".join(articles[0].text.split())


@pytest.fixture
def listening() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and who has called it."""
    called: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    caller, who = server.accept()
                except TimeoutError:
                    continue
                called.append(str(who))
                caller.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/a.dtd", called
        time.sleep(0.2)
        ended.set()
        thread.join()


def test_a_hostile_document_gets_no_file_no_connection_and_little_memory(
    tmp_path: Path, listening: tuple[str, list[str]]
) -> None:
    address, called = listening
    canary = tmp_path / "secret.txt"
    canary.write_text(SECRET)
    options = LoadOptions(languages=(), max_megabytes=8, max_unpacked_megabytes=32)
    for name, data in hostile(canary, address).items():
        path = tmp_path / name
        path.write_bytes(data)
        said: list[Skipped] = []
        began = time.process_time()
        articles = list(load_articles(path, options, on_skip=said.append))
        assert time.process_time() - began < 20, name
        assert articles or said, name
        for article in articles:
            assert "under the mat" not in article.text, name
            assert len(article.text) < 10_000_000, name
        assert called == [], name


@pytest.mark.parametrize("name", ["a bomb.docx", "entity laughs.xml", "entity laughs.docx"])
def test_a_bomb_takes_no_memory(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(hostile(tmp_path / "none", "http://127.0.0.1:9/")[name])
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(tmp_path / name)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    megabytes, articles, said = map(int, done.stdout.split())
    assert megabytes < 400
    assert articles + said > 0


def test_damage_ends_in_articles_or_a_word() -> None:
    for number in range(150):
        ending, data = damaged(number)
        PARTS["documents"](ending.encode() + b"\0" + data)
