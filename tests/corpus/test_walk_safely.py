"""A folder gives what the user put into it: no output of ours, nothing from behind a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from framing.corpus.load import load_articles
from framing.corpus.outputs import GENERATOR, RECORD, record_of
from framing.errors import Skipped
from tests.corpus.loading import load, write

STORY = b"Envoys of the two states met on Monday and said that the talks may resume.\n"
QUOTES = (
    b"article_id,path,outlet,published,kind,speaker,content\r\na,a.txt,X,,direct,Y,A story.\r\n"
)


def test_outputs_in_the_corpus_are_passed_over_with_a_word(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "a.csv", QUOTES)  # an output of the same stem moves no id
    page = f"<!doctype html>\n<html><head>{GENERATOR}</head><body><p>A story.</p></body></html>"
    write(tmp_path / "a.html", page)
    (tmp_path / "parts").mkdir()
    write(tmp_path / "parts" / RECORD, record_of("features", ["part-00000.parquet"]))
    write(tmp_path / "parts" / "b.txt", STORY)
    for corpus in (tmp_path, f"{tmp_path}/**"):
        articles, said = load(corpus)
        assert [a.article_id for a in articles] == ["a"]
        assert not any(s.faulty for s in said)
        told = " ".join(map(str, said))
        assert "a.csv: passed over: an output of framing (quotes)" in told
        assert "a.html: passed over: an output of framing (explain)" in told
    assert "parts: passed over" in " ".join(map(str, load(tmp_path)[1]))


def test_a_link_inside_the_folder_is_followed_one_that_leads_out_is_not(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write(corpus / "a.txt", STORY)
    (corpus / "inside.txt").symlink_to("a.txt")
    write(tmp_path / "secret.txt", b"The key is under the mat.\n")
    (corpus / "out.txt").symlink_to("../secret.txt")
    write(tmp_path / "corpus-beside.txt", b"The key is under the mat.\n")
    (corpus / "beside.txt").symlink_to("../corpus-beside.txt")
    articles, said = load(corpus)
    assert [a.article_id for a in articles] == ["a", "inside"]
    assert [(Path(s.path).name, s.faulty) for s in said] == [
        ("beside.txt", True),
        ("out.txt", True),
    ]
    assert "leads out of the folder" in said[0].reason
    assert [a.text for a in load(corpus / "out.txt")[0]] == ["The key is under the mat.\n"]


def test_a_corpus_that_is_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    write(tmp_path / "real" / "a.txt", STORY)
    (tmp_path / "real" / "b.txt").symlink_to("a.txt")
    (tmp_path / "corpus").symlink_to("real")
    assert [a.article_id for a in load(tmp_path / "corpus")[0]] == ["a", "b"]


@pytest.mark.parametrize("how", ["rewritten", "longer", "gone"])
def test_a_file_that_is_changed_while_it_is_read_is_told_of(tmp_path: Path, how: str) -> None:
    path = tmp_path / "a.csv"
    write(path, b"id,text\n" + b"".join(b"%d,Talks may resume soon.\n" % k for k in range(20)))
    os.utime(path, ns=(1, 1))
    said: list[Skipped] = []
    articles = load_articles(str(path), on_skip=said.append)
    next(articles)
    if how == "rewritten":
        path.write_bytes(path.read_bytes())
    elif how == "longer":
        with path.open("ab") as file:
            file.write(b"20,One more.\n")
        os.utime(path, ns=(1, 1))
    else:
        path.unlink()
    for _ in articles:
        pass
    assert [s.path for s in said if "changed while it was read" in s.reason] == [str(path)]
    assert said[-1].faulty
