"""A run's passes over a corpus, and what it says on its way and in its record."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.corpus.options import LoadOptions
from framing.errors import Skipped, StoppedError, UsageError
from framing.lists.load import lexicon_folder
from framing.run import checkpoint as checkpoints
from framing.run import progress as progressing
from framing.run.batches import Limits
from framing.run.fingerprint import corpus_state, fingerprint
from framing.run.plan import (
    Plan,
    Workers,
    learned_furniture,
    pass_over,
    run_work,
    shared_articles,
    whole_articles,
)
from framing.run.pool import Pool
from framing.run.progress import Progress, progress_over, tell_corpus
from framing.run.record import command_line, run_record
from framing.run.work import (
    FeaturesJob,
)
from framing.tables.record import read_record
from framing.types import Article, Options
from tests.run.stories import STORY, WIRE, stories


def test_workers_are_opened_as_they_are_asked_for() -> None:
    with pytest.raises(UsageError, match="--address: only of use with --engine dask"):
        Workers(jobs=1, address="x").open(None)
    assert isinstance(Workers(jobs=1, guarded=False).open(None), nullcontext)
    with Workers(jobs=2, seconds=7.0, megabytes=900).open(None) as engine:
        assert isinstance(engine, Pool)
        assert (engine._jobs, engine._limits) == (2, Limits(7.0, 900))
        assert engine._warm is not None
    with pytest.raises(UsageError, match="--timeout 0: expected more than 0 seconds"):
        Workers(jobs=1, seconds=0.0)
    with pytest.raises(UsageError, match="--memory 0: expected 1 MB or more"):
        Workers(jobs=1, megabytes=0)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [
        {"id": f"a{k}", "outlet": "X", "text": f"{STORY.format(k)} {WIRE if k < 2 else ''}"}
        for k in range(5)
    ]
    rows.append({"id": "bad", "outlet": "X", "text": ""})
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def _plan(output: str = "f.csv", **more: Any) -> Plan:
    return Plan(corpus=["in.jsonl"], output=output, loading=LoadOptions(), **more)


def test_a_run_reads_all_writes_all_and_says_so(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []
    job = FeaturesJob(Options())
    status = run_work(
        _plan(), Workers(jobs=1, guarded=False), None, job, lambda lines: seen.extend(lines)
    )
    said = capsys.readouterr().err
    assert status == 1  # an article without a text
    assert (corpus / "f.csv").read_bytes() == "".join(seen).encode()
    assert [line.split(",")[0] for line in seen] == ["article_id", *(f"a{k}" for k in range(5))]
    assert "5 articles, 1 skipped -> f.csv" in said
    assert said.count("framing: skipped: ") == 1
    record = read_record("f.csv")
    assert record["corpus"] == ["in.jsonl"]
    assert record["options"]["learn_furniture"] is True
    assert record["options"]["reuse"] is False
    assert record["options"]["reading"]["dyad"] == ["USA", "RUS"]
    assert "loading" in record["options"]
    for name in ("f.parquet", "parts/"):
        run_work(
            _plan(name), Workers(jobs=1, guarded=False), None, FeaturesJob(Options(), form="jsonl")
        )
        assert read_record(name.rstrip("/"))["corpus"] == ["in.jsonl"]
        assert not (corpus / f"{name.rstrip('/')}.run.json").exists()


def test_a_run_without_learning_counts_the_corpus_all_the_same(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert learned_furniture(_plan(learn=False)) is None
    without = capsys.readouterr().err
    assert learned_furniture(_plan()) is not None
    assert capsys.readouterr().err == without
    assert without.startswith("framing: 5 articles")
    tell_corpus(["in.jsonl"], LoadOptions())
    assert capsys.readouterr().err == without


def test_a_corpus_that_changes_under_a_run_stops_it(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Meddling(FeaturesJob):
        __slots__ = ()

        def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
            with (corpus / "in.jsonl").open("a") as file:
                file.write("\n")
            return super().__call__(articles)

    with pytest.raises(StoppedError, match="was changed during the run"):
        run_work(_plan(), Workers(jobs=1, guarded=False), None, Meddling(Options()))
    assert not (corpus / "f.csv").exists()
    with progress_over(["in.jsonl"]) as progress:
        before = corpus_state(["in.jsonl"])
        skipped: list[Skipped] = []
        found = list(whole_articles(_plan(), progress, before, skipped.append))
        assert (len(found), len(skipped), progress.faults) == (5, 1, 0)
        (corpus / "in.jsonl").touch()
        with pytest.raises(StoppedError):
            list(whole_articles(_plan(), progress, before))
        assert len(list(whole_articles(_plan(), progress))) == 5
        assert progress.faults == 2


def test_what_articles_share_is_told_in_rows_and_by_story(corpus: Path) -> None:
    with progress_over(["in.jsonl"]) as progress:
        skipped: list[Skipped] = []
        bare = shared_articles(_plan(), progress, skipped.append)
        assert (bare.passages, bare.stories) == (None, {})
        assert len(list(bare.articles)) == 5
        shared = shared_articles(_plan(reuse=True), progress, skipped.append)
        assert len(list(shared.articles)) == 5
        assert len(skipped) == 2
        assert shared.stories["a0"] == shared.stories["a1"]
        assert shared.passages is not None
        (row,) = [one for one in shared.passages if one["words"] > 20]
        assert list(row)[:2] == ["article_id_a", "article_id_b"]
        assert {row["article_id_a"], row["article_id_b"]} == {"a0", "a1"}
        assert not {"article_a", "article_b"} & set(row)


def test_a_pass_counts_its_articles_and_reports(corpus: Path) -> None:
    def work(batch: list[Article]) -> tuple[list[str], list[Skipped]]:
        return [one.article_id for one in batch[1:]], [Skipped("x", "why")]

    workers = Workers(jobs=1, guarded=False)
    with progress_over(["in.jsonl"]) as progress:
        assert list(pass_over(stories(3), work, workers, progress)) == ["1", "2"]
        assert (progress.articles, progress.faults) == (2, 1)
        own: list[Skipped] = []
        list(pass_over(stories(3), work, workers, progress, own.append))
        assert (len(own), progress.faults) == (1, 1)


def test_a_run_goes_on_behind_what_is_done_and_tells_earlier_reports(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from framing.run import plan as planning

    monkeypatch.setattr(planning, "BATCH_SIZE", 2)
    monkeypatch.setattr(checkpoints, "_SECONDS", -1)
    calls: list[list[str]] = []

    class Stopping(FeaturesJob):
        __slots__ = ()

        def __call__(self, articles: list[Article]) -> tuple[list[str], list[Skipped]]:
            calls.append([one.article_id for one in articles])
            if len(calls) == 2:
                raise StoppedError("stop")
            found, skipped = super().__call__(articles)
            return found[1:], [Skipped("in.jsonl#1", "poisoned"), *skipped]

    workers = Workers(jobs=1, guarded=False)
    # Without an engine, batches have the size of `BATCH_SIZE` all the same.
    with pytest.raises(StoppedError):
        run_work(_plan(learn=False), workers, None, Stopping(Options()))
    assert (corpus / ".f.csv.partial").is_dir()
    capsys.readouterr()
    assert run_work(_plan(learn=False), workers, None, Stopping(Options())) == 1
    said = capsys.readouterr().err
    assert "framing: continues after 2 articles" in said
    assert calls == [["a0", "a1"], ["a2", "a3"], ["a2", "a3"], ["a4"]]
    assert said.count("poisoned") == 3
    assert not (corpus / ".f.csv.partial").exists()


def test_the_first_five_reports_of_a_kind_are_told_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for count, more in ((5, False), (6, True), (8, True)):
        progress = Progress(0)
        for k in range(count):
            progress.on_skip(Skipped(f"in.csv#{k}", f"row 'x{k}' (of {k}) has {k},{k} \"cells\""))
        progress.on_skip(Skipped("in.csv#9", "another reason"))
        progress.on_articles(1)
        assert progress.finish("-") == 1
        said = capsys.readouterr().err
        assert said.count(" has ") == min(count, 5) + more
        line = f"framing: {count - 5} more like these: skipped: row … … has … …\n"
        assert (line in said) is more
        assert said.endswith(f"framing: 1 article, {count + 1} skipped\n")


class _Terminal:
    def __init__(self) -> None:
        self.said = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.said += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def test_a_bar_on_a_terminal_tells_bytes_speed_and_what_was_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = _Terminal()
    monkeypatch.setattr(progressing.sys, "stderr", screen)
    progress = Progress(2000, "reading ")
    assert (progress._bar.total, progress._bar.desc) == (2000, "reading ")
    progress.on_earlier(1000)
    progress._bar.start_t = time.time() - 10
    progress.on_skip(Skipped("a", "why"))
    progress.on_articles(500)
    assert progress.articles == 1500
    speed = progress._bar.postfix.split(", ")
    assert speed[0] == "1,500 articles"
    assert 45 <= int(speed[1].removesuffix("/s")) <= 50
    assert speed[2] == "1 skipped"
    progress.on_bytes(500)
    assert progress._bar.n == 500
    progress.finish("f.csv")
    assert progress._bar.n == 500
    assert "reading" in screen.said
    assert screen.said.endswith("framing: 1,500 articles, 1 skipped -> f.csv\n")
    bare = Progress(0)
    assert (bare._bar.total, bare._bar.desc) == (None, "")
    bare.close()
    assert bare._bar.disable


def test_a_bar_ends_where_all_is_read() -> None:
    progress = Progress(100)
    moved: list[int] = []
    progress._bar.update = moved.append

    def read() -> Iterator[Article]:
        for one in stories(3):
            progress.on_bytes(30)
            yield one

    assert len(list(progress.following(read()))) == 3
    progress.on_done(0)
    progress.on_done(1)
    assert moved == [0, 30]
    progress._bar.n = 30
    progress.on_bytes(10)
    progress.finish("-")
    assert moved == [0, 30, 70]


def test_commands_are_told_without_how_they_were_run() -> None:
    words = ["tables", "--jobs=3", "--jobs", "3", "in", "--restart", "--timeout", "9", "-o", "x"]
    assert command_line(words) == "framing tables in -o x"
    assert command_line([]) == "framing"
    assert command_line(["--restart=x", "a", "--memory=1", "b"]) == "framing a b"


def test_a_record_has_what_the_run_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platform

    from framing.language import LANGUAGE_VERSION
    from framing.run import record as recording

    (tmp_path / "lists").mkdir()
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr(recording, "_LIBRARIES", ("numpy", "no-such-library"))
    monkeypatch.setattr(sys, "argv", ["framing", "features", "x"])
    found = run_record(tmp_path, tmp_path / "lists", {"a": {"b": {1}}, "c": (Options, 2.5)})
    assert found["framing"] == framing.__version__
    assert found["language_core"] == LANGUAGE_VERSION
    assert found["python"] == platform.python_version()
    assert list(found["libraries"]) == ["numpy"]
    assert found["own_lists"] == str(tmp_path / "lists")
    assert found["corpus"] == [tmp_path]
    assert found["options"]["a"] == {"b": [1]}
    assert found["options"]["c"] == [str(Options), 2.5]
    assert found["command"] == "framing features x"
    prints = list(fingerprint(tmp_path, tmp_path / "lists", ()).values())
    assert found["corpus_fingerprint"] == prints[0] == corpus_state(tmp_path)
    assert found["lists_fingerprint"] == prints[1]
    assert prints[3] == f"{framing.__version__} {found['package_fingerprint']}"
    assert set(found["lists"]) == {path.stem for path in lexicon_folder().glob("*.toml")}
    assert run_record(tmp_path, None)["options"] == {}


def test_what_is_no_file_to_read_is_no_part_of_the_state_of_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks may resume.")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    before = corpus_state(str(tmp_path))
    (tmp_path / "b.png").write_bytes(b"\x89PNG, changed")
    assert corpus_state(str(tmp_path)) == before
