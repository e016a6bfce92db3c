"""What must hold for any bytes at all, part by part; each check raises if it does not."""

from __future__ import annotations

import contextlib
import csv
import html.parser
import io
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from framing.classify.storage import load_model
from framing.corpus.dates import find_day
from framing.corpus.encoding import decode
from framing.corpus.endings import FORMATS
from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.corpus.outputs import FIRST_COLUMNS, command_of, command_of_start, files_of_record
from framing.corpus.warc_records import split_records
from framing.errors import FramingError, LexiconError, Skipped, UsageError
from framing.language import read_tokens
from framing.layers.frames.own import load_learned
from framing.lists.load import load_lexicon
from framing.lists.word_lists import word_lists
from framing.pages.zones import find_zones
from framing.reading import read_article, read_articles
from framing.render.page import draw_page
from framing.run.checkpoint import Checkpoint
from framing.run.work import AnnotationsJob, FeaturesJob
from framing.tables.rows import annotation
from framing.tables.write import csv_line, json_line, text_of_cell
from framing.types import Article, Options, Reading
from tests.fuzz.documents import SOUND

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_ENDINGS = [*FORMATS, ".csv.gz", ".jsonl.bz2", ".txt.xz", ".json.zst", ".tar.gz", ".unknown"]
DOCUMENTS = {ending.encode() for ending in SOUND}
_FOLDER = Path(tempfile.mkdtemp(prefix="framing-fuzz-"))


def text_of(data: bytes) -> str:
    """Any characters, halves of pairs included, of any bytes."""
    return data.decode("utf-8", "surrogateescape").replace("\udc80", "\ud800")


def sound(data: bytes) -> str:
    """Any text a reader could hand over."""
    return data.decode("utf-8", "replace")


def check_cells(data: bytes) -> None:
    """A cell comes back as it was but for the stated repairs, and no spreadsheet runs it."""
    text = text_of(data)
    cells = list(csv.reader(io.StringIO(csv_line([text, 1, text, None, 0.5]), newline="")))
    assert len(cells) == 1
    found = cells[0]
    assert [*found[1:2], *found[3:]] == ["1", "", "0.5"]
    assert found[0] == found[2]
    assert not found[0].startswith(_RUN_BY_SPREADSHEETS)
    assert "\0" not in found[0]
    clean = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    assert text_of_cell(found[0]) == clean


def check_json(data: bytes) -> None:
    """One object is one line that UTF-8 can write and JSON can read."""
    text = text_of(data)
    line = json_line({"a": text, text: [1, None]})
    assert line.count("\n") == 1
    assert text.encode("utf-8", "replace").decode() in json.loads(line)


def check_dates(data: bytes) -> None:
    """A day that was found is a day."""
    for day_first in (False, True):
        found = find_day(sound(data), day_first)
        assert found is None or date.fromisoformat(found)


def check_encodings(data: bytes) -> None:
    """Any bytes are some text that can be written again."""
    decode(data).text.encode("utf-8")


def check_tokens(data: bytes) -> None:
    """Tokens lie in the text, in order, without white space."""
    text = sound(data)
    tokens = read_tokens([text])
    stop = 0
    for a, b in zip(tokens.start.tolist(), tokens.stop.tolist(), strict=True):
        assert stop <= a < b <= len(text)
        assert not any(mark.isspace() for mark in text[a:b])
        stop = b


def check_zones(data: bytes) -> None:
    """Zones lie in the text, in order, and share nothing."""
    text = sound(data)
    stop = 0
    for zone in find_zones(Article("x", text), word_lists()):
        assert stop <= zone.start < zone.stop <= len(text)
        stop = zone.stop


def check_readers(data: bytes) -> None:
    """A file of any bytes and name gives articles or a word on why not, and no other error."""
    ending = _ENDINGS[data[0] % len(_ENDINGS)] if data else ".txt"
    path = _FOLDER / f"{os.getpid()}{ending}"
    path.write_bytes(data[1:])
    said: list[Skipped] = []
    articles = []
    try:
        options = LoadOptions(languages=(), max_megabytes=1, max_unpacked_megabytes=8)
        articles = list(load_articles(path, options, on_skip=said.append))
    except UsageError as error:
        said.append(Skipped(str(path), str(error)))
    assert articles or said
    for article in articles:
        article.text.encode("utf-8")
        assert article.path.startswith(str(path))


def check_documents(data: bytes) -> None:
    """As `check_readers`, for a document whose ending stands before the first NUL."""
    ending, _, rest = data.partition(b"\0")
    name = ending.decode("ascii", "replace") if ending in DOCUMENTS else ".docx"
    check_readers(bytes([_ENDINGS.index(name)]) + rest)


def check_records(data: bytes) -> None:
    """The records of an archive of any bytes lie in it, in order; faults hold no bytes."""
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(data))
    place = 0
    for piece in split_records(stream, 1 << 16):
        assert bool(piece.data) == (piece.fault is None)
        if piece.data:
            place = data.index(piece.data[:-4], place) + 1


def check_outputs(data: bytes) -> None:
    """Any bytes are told to be ours or not."""
    assert command_of_start(data) in {
        None,
        *FIRST_COLUMNS,
        "explain",
        "methods",
        "a table",
        "the record of a run",
        "the key of a sheet",
        "validate score --tiers",
        "cache",
    }
    path = _FOLDER / f"{os.getpid()}.output"
    path.write_bytes(data)
    command_of(str(path))
    files_of_record(str(_FOLDER))


def check_models(data: bytes) -> None:
    """A model, or a frame of the user's own, of any bytes is refused with a word."""
    path = _FOLDER / f"{os.getpid()}.model"
    path.write_bytes(data)
    for load in (load_model, load_learned):
        with contextlib.suppress(UsageError):
            load(path)
            raise AssertionError("loaded")


def check_layers(data: bytes) -> None:
    """An article of any text has a row and annotations whose spans all lie in the text."""
    texts = [sound(piece) for piece in data.split(b"\xff")][:20]
    articles = [Article(str(k), text) for k, text in enumerate(texts)]
    for reading in read_articles(articles):  # raises what a run would report
        check_spans(reading)
    for work in (FeaturesJob(Options()), AnnotationsJob(Options(), form="jsonl")):
        lines, skipped = work(articles)
        assert len(lines) == len(articles)
        assert not skipped


def check_spans(reading: Reading) -> None:
    """Every span of an annotation lies in its text."""
    from framing.measures.columns import list_features

    end = len(reading.article.text)
    row = annotation(reading, list_features(reading.options))
    spans = [span for one in row["measurements"].values() for span in one["spans"]]
    for name in ("zones", "provenance", "hedges", "mentions", "relations", "wordings"):
        spans += [(one["start"], one["stop"]) for one in row[name]]
    for quote in row["quotes"]:
        spans += [*quote["content"], *quote["cue"], *quote["source"]]
    assert all(0 <= a <= b <= end for a, b in spans)


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        names = {name for name, _ in attrs}
        assert names <= {
            "class",
            "title",
            "lang",
            "charset",
            "http-equiv",
            "name",
            "content",
            "style",
            "href",
            "id",
        }


_OURS = {"html", "head", "meta", "title", "body", "style", "div", "p", "span", "b", "br", "small"}
_OURS |= {"a", "aside", "h2", "header", "li", "main", "ol", "q", "ul"}


def check_pages(data: bytes) -> None:
    """A page has our own tags and no other, whatever its text says."""
    text = sound(data)
    tags = _Tags()
    tags.feed(draw_page(read_article(Article(text[:40], text, outlet=text[:9], title=text[:30]))))
    assert tags.found <= _OURS, tags.found - _OURS


def check_lists(data: bytes) -> None:
    """A user's word list is taken or refused with a word on why."""
    folder = _FOLDER / str(os.getpid())
    folder.mkdir(exist_ok=True)
    (folder / "tone.toml").write_bytes(data)
    load_lexicon.cache_clear()
    said = str(folder)
    try:
        load_lexicon("tone", folder)
    except LexiconError as error:
        said = str(error)
    assert str(folder) in said


def check_checkpoints(data: bytes) -> None:
    """Damage to an unfinished output never ends in another error than ours."""
    target = _FOLDER / f"{os.getpid()}.csv"
    folder = target.with_name(f".{target.name}.partial")
    folder.mkdir(exist_ok=True)
    manifest = b'{"a": "b"}' if data[:1] < b"\x80" else data[1:]
    (folder / "manifest.json").write_bytes(manifest)
    (folder / "journal").write_bytes(data[1:])
    (folder / "rows").write_bytes(data)
    try:
        output = Checkpoint(str(target), lambda: {"a": "b"}, lambda rows: rows.unlink())
        output.add(["line\n"], [])
        output.finish()
    except FramingError:
        pass


PARTS: dict[str, Callable[[bytes], None]] = {
    "cells": check_cells,
    "json": check_json,
    "dates": check_dates,
    "encodings": check_encodings,
    "tokens": check_tokens,
    "zones": check_zones,
    "readers": check_readers,
    "documents": check_documents,
    "records": check_records,
    "outputs": check_outputs,
    "models": check_models,
    "layers": check_layers,
    "pages": check_pages,
    "lists": check_lists,
    "checkpoints": check_checkpoints,
}
