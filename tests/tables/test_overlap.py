"""No output takes the place of an input, whatever it is called; nor of what is not ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing.corpus.outputs import RECORD, record_of
from framing.errors import UsageError
from framing.tables.overlap import refuse_overlap

OURS = "article_id,outlet,agency,published,title,n_words,quote_count\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.csv").write_text("id,text\n1,Talks may resume.\n")
    (tmp_path / "in.csv").write_text("id,text\n1,Talks may resume.\n")
    return tmp_path


def test_the_input_itself_is_refused_by_any_name(folder: Path) -> None:
    os.link("in.csv", "hard.csv")
    (folder / "there").symlink_to(".")
    for name in ("in.csv", "./in.csv", f"{folder}/in.csv", "hard.csv", "there/in.csv"):
        with pytest.raises(UsageError, match="input"):
            refuse_overlap([name], ["in.csv"])
    refuse_overlap(["out.csv"], ["in.csv"])


def test_a_link_to_the_input_is_refused_from_both_sides(folder: Path) -> None:
    (folder / "soft.csv").symlink_to("in.csv")
    with pytest.raises(UsageError, match="is a link to"):
        refuse_overlap(["soft.csv"], ["in.csv"])
    with pytest.raises(UsageError, match="is an input"):
        refuse_overlap(["in.csv"], ["soft.csv"])


@pytest.mark.parametrize("corpus", ["pages", "pages/", "pages/*.csv", "*/a.csv"])
def test_a_file_of_a_folder_that_is_read_is_refused(folder: Path, corpus: str) -> None:
    with pytest.raises(UsageError, match=r"is an input \(pages/a\.csv\)"):
        refuse_overlap(["pages/a.csv"], [corpus])
    refuse_overlap(["pages/new.csv"], [corpus])


def test_an_output_of_ours_in_the_corpus_may_be_replaced(folder: Path) -> None:
    (folder / "pages" / "f.csv").write_text(OURS)
    for corpus in ("pages", "pages/*.csv"):
        refuse_overlap(["pages/f.csv"], [corpus])
    with pytest.raises(UsageError, match="also an input"):
        refuse_overlap(["pages/f.csv"], ["pages/f.csv"])


def test_a_folder_that_holds_the_input_is_refused(folder: Path) -> None:
    (folder / "pages" / RECORD).write_text(record_of("features", ["a.csv"]))  # marked as ours
    (folder / "there").symlink_to("pages")
    for corpus in ("pages/a.csv", "pages", "pages/*.csv", "there/a.csv"):
        for target in ("pages/", "there/", "./pages/"):
            with pytest.raises(UsageError, match=r"holds the input|also an input"):
                refuse_overlap([target], [corpus])


def test_a_folder_is_only_replaced_if_our_record_names_all_its_files(folder: Path) -> None:
    (folder / "archive").mkdir()
    refuse_overlap(["archive/"], ["in.csv"])
    (folder / "archive" / "part-0.parquet").write_bytes(b"PAR1")
    for record in ("", "{}", "[]", '{"files": 1}', record_of("features", ["part-1.parquet"])):
        if record:
            (folder / "archive" / RECORD).write_text(record)
        with pytest.raises(UsageError, match=r"which framing has not written there"):
            refuse_overlap(["archive/"], ["in.csv"])
    (folder / "archive" / RECORD).write_text(record_of("features", ["part-0.parquet"]))
    refuse_overlap(["archive/"], ["in.csv"])
    (folder / "archive" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"holds notes\.txt"):
        refuse_overlap(["archive/"], ["in.csv"])


def test_two_outputs_are_two_files(folder: Path) -> None:
    for pair in (["g.csv", "./g.csv"], ["g.csv", "g.csv"]):
        with pytest.raises(UsageError, match="is the same file"):
            refuse_overlap(pair, ["in.csv"])
    refuse_overlap(["g.csv", "h.csv"], ["in.csv"])


def test_stores_and_stdout_are_compared_by_name(folder: Path) -> None:
    refuse_overlap(["-", "memory://a/f.csv"], ["memory://a/g.csv", "in.csv"])
    with pytest.raises(UsageError, match="also an input"):
        refuse_overlap(["memory://a/f.csv"], ["memory://a/f.csv"])


def test_two_outputs_on_stdout_are_no_file(folder: Path) -> None:
    refuse_overlap(["-", "-"], ["in.csv"])
