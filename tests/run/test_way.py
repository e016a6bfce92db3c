"""The way from the command line to a row goes down through the rooms: few calls climb back.

No import runs up (tests/test_imports.py), so a call into a room above is a call-back. What keeps a
result (`WordLists`, `Vocabulary`) is passed through: whoever asked there is the caller. To take the
next item of an iterator or the length of a value is no call-back.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from inspect import CO_GENERATOR
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from framing.cli import train
from framing.cli.corpus_or_table import read_sample
from framing.cli.main import main
from framing.vocabulary import Vocabulary
from tests.classify.corpus import make_articles
from tests.test_imports import ROOMS, ROOT, _room

_KEEPERS = {Vocabulary.column.__code__.co_filename, str(ROOT / "lists" / "word_lists.py")}
MOST_OF_FEATURES, MOST_OF_SAMPLE = 2, 3


def climbs_of(work: Callable[[], object]) -> dict[tuple[str, str], str]:
    """Pairs of rooms, the lower first, between which the work calls up, and who calls whom."""
    found: dict[tuple[str, str], str] = {}
    rooms: dict[CodeType, str | None] = {}

    def room(frame: FrameType) -> str | None:
        code = frame.f_code
        if code not in rooms:
            module = str(frame.f_globals.get("__name__", ""))
            inside = module.startswith("framing.") and code.co_filename not in _KEEPERS
            plain = code.co_name[0] != "<" and code.co_name != "__len__"
            plain = plain and not code.co_flags & CO_GENERATOR
            rooms[code] = _room(module) if inside and plain else None
        return rooms[code]

    def look(frame: FrameType, event: str, given: Any) -> None:
        if event != "call" or (here := room(frame)) is None:
            return
        above = frame.f_back
        while above is not None and room(above) is None:
            above = above.f_back
        if above is None or (there := room(above)) is None:
            return
        if ROOMS.index(here) > ROOMS.index(there):
            found[there, here] = f"{above.f_code.co_name} calls {frame.f_code.co_name}"

    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def test_a_path_becomes_a_table_with_two_calls_back_at_most(
    demo_folder: Path, tmp_path: Path
) -> None:
    page = str(sorted(demo_folder.iterdir())[0])
    words = ["features", page, "-o", str(tmp_path / "a.csv"), "--jobs", "1"]
    found = climbs_of(lambda: main(words))
    assert (tmp_path / "a.csv").is_file()
    assert ("corpus", "run") in found, "progress is told by a call-back: is anything seen here?"
    assert len(found) <= MOST_OF_FEATURES, found


def test_the_sample_of_the_classifier_is_read_with_three_calls_back_at_most(tmp_path: Path) -> None:
    rows = [
        {"id": a.article_id, "text": a.text, "outlet": a.outlet, "date": a.published}
        for a in make_articles(12)
    ]
    corpus = tmp_path / "articles.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    parser = ArgumentParser()
    train.add_arguments(parser)
    words = [str(corpus), "-o", "model", "--jobs", "1", "--min-articles", "1", "--folds", "2"]
    args = parser.parse_args(words)
    args.guarded = False
    found = climbs_of(lambda: read_sample(args))
    assert 1 <= len(found) <= MOST_OF_SAMPLE, found
