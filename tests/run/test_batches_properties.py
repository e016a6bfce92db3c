"""Batches, progress and fingerprints: every article once, in order, within the bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import Skipped, StoppedError, UsageError
from framing.run import batches as module
from framing.run.batches import BATCH_SIZE, MOST_CHARACTERS, Limits, batches_of, default_jobs
from framing.run.fingerprint import check_unchanged, corpus_state, fingerprint
from framing.run.local import map_batches
from framing.run.plan import Workers
from framing.run.progress import Progress
from framing.types import Article, Options
from tests.run.poison import measure_lengths


def _articles(lengths: list[int]) -> list[Article]:
    return [Article(str(k), "x" * length) for k, length in enumerate(lengths)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 40), max_size=60), st.integers(1, 7))
def test_batches_hold_every_article_once_in_order_and_keep_both_bounds(
    lengths: list[int], size: int
) -> None:
    articles = _articles(lengths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_CHARACTERS", 50)
        found = list(batches_of(articles, size))
    assert [one for batch in found for one in batch] == articles
    for batch in found:
        assert 1 <= len(batch) <= size
        assert len(batch) == 1 or sum(len(one.text) for one in batch) <= 50
    for batch, after in pairwise(found):
        full = len(batch) == size
        assert full or sum(len(one.text) for one in [*batch, after[0]]) > 50  # cut only when due


def test_bounds_of_a_batch_are_those_that_were_measured() -> None:
    assert (BATCH_SIZE, MOST_CHARACTERS) == (20, 1_000_000)
    assert Limits() == Limits(300.0, 4_000)
    assert 1 <= default_jobs() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 99, 100, 130])
def test_results_come_in_input_order_whatever_the_number_of_processes(
    jobs: int, count: int
) -> None:
    articles = _articles([k % 7 for k in range(count)])
    found = [
        length
        for done, skipped in map_batches(iter(articles), measure_lengths, jobs=jobs, size=20)
        for length in done
        if not skipped
    ]
    assert found == [k % 7 for k in range(count)]


def test_with_limits_even_one_article_has_a_process_of_its_own() -> None:
    articles = [Article("a", "EXIT", path="in.csv#1"), Article("b", "bb")]
    results = map_batches(iter(articles), measure_lengths, jobs=1, size=20, limits=Limits())
    ((found, skipped),) = list(results)
    assert found == [2]
    assert [one.path for one in skipped] == ["in.csv#1"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"seconds": 0.0}, "--timeout 0"),
        ({"seconds": -1.0}, "--timeout -1"),
        ({"megabytes": 0}, "--memory 0"),
    ],
)
def test_limits_that_no_article_could_keep_are_refused(wrong: dict[str, float], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Workers(jobs=1, **wrong)  # type: ignore[arg-type]
    assert Workers(jobs=1, seconds=0.5, megabytes=1).limits == Limits(0.5, 1)
    assert Workers(jobs=1, guarded=False).limits is None


def test_progress_counts_kinds_and_says_them(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(1000)
    progress.on_articles(3)
    progress.on_articles(4)
    for kind in ("skipped", "repaired", "noted", "left out", "noted"):
        progress.on_skip(Skipped("in.csv#1", "why", kind))  # type: ignore[arg-type]
    assert (progress.articles, progress.faults) == (7, 2)
    assert progress.finish("f.csv") == 1
    said = capsys.readouterr().err
    assert "framing: 7 articles, 1 left out, 2 noted, 1 repaired, 1 skipped -> f.csv" in said
    assert said.count("framing: noted: in.csv#1: why") == 2


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 articles"), (1, "1 article\n"), (2, "2 articles")]
)
def test_progress_of_a_sound_corpus_ends_with_nought(
    count: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress(0)
    progress.on_articles(count)
    assert progress.finish("-") == 0
    assert f"framing: {said}" in capsys.readouterr().err


def test_earlier_articles_count_in_the_sum() -> None:
    progress = Progress(100)
    progress.on_earlier(5)
    progress.on_articles(2)
    assert progress.articles == 7
    progress.close()


def test_the_bar_moves_when_articles_are_done() -> None:
    progress = Progress(1000)
    moved: list[int] = []
    progress._bar.update = moved.append

    def read() -> Iterator[Article]:
        for number in range(4):
            progress.on_bytes(100)
            yield Article(str(number), "text")

    progress.on_bytes(50)
    assert moved == [50]
    progress._bar.n = 50
    assert len(list(progress.following(read()))) == 4
    assert moved == [50]
    progress.on_done(2)
    assert moved[1:] == [200]
    progress._bar.n = 250
    progress.on_done(1)
    assert moved[2:] == [100]
    progress._bar.n = 350
    progress.on_done(9)
    assert moved[3:] == [100]
    progress.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "pages" / name).write_text("Talks may resume.")
        os.utime(tmp_path / "pages" / name, ns=(1, 1))
    return tmp_path / "pages"


@pytest.mark.parametrize("how", ["longer", "touched", "more", "fewer", "renamed"])
def test_any_change_of_a_file_changes_the_state_of_the_corpus(corpus: Path, how: str) -> None:
    before = corpus_state(str(corpus))
    check_unchanged(str(corpus), before)
    if how == "longer":
        (corpus / "a.txt").write_text("Talks may resume soon.")
        os.utime(corpus / "a.txt", ns=(1, 1))
    elif how == "touched":
        os.utime(corpus / "a.txt", ns=(2, 2))
    elif how == "more":
        (corpus / "c.txt").write_text("More.")
    elif how == "fewer":
        (corpus / "b.txt").unlink()
    else:
        (corpus / "b.txt").rename(corpus / "c.txt")
    assert corpus_state(str(corpus)) != before
    with pytest.raises(StoppedError, match="the corpus was changed during the run"):
        check_unchanged(str(corpus), before)


def test_a_fingerprint_tells_what_changed_in_words(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    one = fingerprint(str(corpus), None, (Options(),))
    assert one == fingerprint(str(corpus), None, (Options(),))
    other = fingerprint(str(corpus), tmp_path / "lists", (Options(dyad=None),))
    assert [name for name in one if one[name] != other[name]] == ["an option"]
    (tmp_path / "lists" / "hedges.toml").write_text("x = 1\n")
    mine = fingerprint(str(corpus), tmp_path / "lists", (Options(),))
    assert [name for name in one if one[name] != mine[name]] == ["the word lists"]
    (tmp_path / "lists" / "hedges.toml").write_text("x = 2\n")
    assert fingerprint(str(corpus), tmp_path / "lists", (Options(),)) != mine
    (corpus / "a.txt").write_text("Other.")
    changed = fingerprint(str(corpus), None, (Options(),))
    assert [name for name in one if one[name] != changed[name]] == [
        "the corpus (a file was changed, added or removed)"
    ]
