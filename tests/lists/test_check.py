"""A fault in a user's lists is told before anything is read: file, line, what was expected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lists.check import check_folder
from framing.lists.load import lexicon_folder

HEAD = 'name = "mine"\nversion = "1"\nsource = "me"\nlicence = "MIT"\nlimits = "few words"\n'
TERM = '[[term]]\ntext = "resume"\ncategory = "deontic"\nstrength = 0.5\n'
FAULTS = {
    # what is wrong: (list, content, what the message must say)
    "no header": ("hedges", TERM, "hedges.toml: lacks name, version"),
    "header of a wrong type": ("hedges", HEAD.replace('"1"', "1") + TERM, "version is text"),
    "no rows": ("hedges", HEAD, r"no \[\[term\]\] row"),
    "rows of another list": ("hedges", HEAD + TERM.replace("term", "actor"), "actor is not known"),
    "rows that are one": ("hedges", HEAD + TERM.replace("[[term]]", "[term]"), "written as"),
    "broken TOML": ("hedges", HEAD + TERM + "te xt = 1\n", "line 10"),
    "no text": ("hedges", HEAD + TERM.replace("text", "example"), "line 6 .term 1.: lacks text"),
    "wrong type": ("hedges", HEAD + TERM.replace("0.5", '"half"'), "line 9 .term 1.: strength"),
    "list of numbers": ("hedges", HEAD + TERM + "next = [1]\n", "line 10 .term 1.: next"),
    "unknown category": ("hedges", HEAD + TERM.replace("deontic", "deontc"), "line 8.*deontc"),
    "unknown key": ("hedges", HEAD + TERM + 'catgory = "x"\n', "line 10.*catgory is not known"),
    "twice": ("hedges", HEAD + TERM + "\n" + TERM, "line 11 .term 2.: 'resume' stands in rows 1"),
    "twice by case": ("hedges", HEAD + TERM + TERM.replace("resume", "Resume"), "stands in rows"),
    "an empty text": ("hedges", HEAD + TERM.replace("resume", " "), "needs text"),
    "an actor twice": (
        "actors",
        HEAD + '[[actor]]\nid = "XX1"\nname = "X"\ntype = "person"\nnames = ["X"]\n' * 2,
        "'XX1' stands in rows 1 and 2",
    ),
    "an actor without names": (
        "actors",
        HEAD + '[[actor]]\nid = "XX1"\nname = "X"\ntype = "person"\n',
        "line 6 .actor 1.: lacks names",
    ),
    "a type of actor": (
        "actors",
        HEAD + '[[actor]]\nid = "XX1"\nname = "X"\ntype = "ghost"\nnames = ["X"]\n',
        "line 9.*ghost.*expected one of",
    ),
    "a bad pattern": (
        "furniture",
        HEAD + '[[rule]]\nname = "x"\nwhere = "anywhere"\npattern = "("\nexample = "("\n',
        "furniture.toml, line",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_file_and_place(fault: str, tmp_path: Path) -> None:
    name, content, said = FAULTS[fault]
    (tmp_path / f"{name}.toml").write_text(content)
    with pytest.raises(LexiconError, match=said) as told:
        check_folder(tmp_path)
    assert f"{name}.toml" in str(told.value)


@pytest.mark.parametrize("path", sorted(lexicon_folder().glob("*.toml")), ids=lambda p: p.stem)
def test_our_own_lists_pass_their_check(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path)
    check_folder(tmp_path)


def test_a_few_words_of_ones_own_need_no_more_than_words_and_class(tmp_path: Path) -> None:
    (tmp_path / "hedges.toml").write_text(HEAD + TERM)
    check_folder(tmp_path)
    (tmp_path / "hedges.toml").write_text(HEAD + TERM.replace("0.5", "1") + TERM + 'next = ["x"]\n')
    check_folder(tmp_path)
