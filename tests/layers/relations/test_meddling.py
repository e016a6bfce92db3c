"""Claims about meddling in a vote where one side is named, and about two sides that talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.lists.load import lexicon_folder
from framing.reading import read_article
from framing.types import Options, Relation

OPENING = "Russia and the United States exist. "


def told(text: str, dyad: tuple[str, str] | None = ("USA", "RUS")) -> list[Relation]:
    """Statements of a sentence in an article that has named both sides."""
    found = read_article(OPENING + text, Options(dyad=dyad)).relations
    return [one for one in found if one.trigger and one.trigger[0] >= len(OPENING)]


@pytest.mark.parametrize(
    "text",
    [
        "Investigators ask whether the campaign knew of Russian interference in the election.",
        "The campaign colluded with Russia's efforts to interfere in the 2016 election.",
        "Russians hacked the election.",
    ],
)
def test_meddling_in_a_vote_is_aimed_at_the_side_the_article_names(text: str) -> None:
    (found,) = told(text)
    assert (found.source, found.target, found.quad) == ("RUS", "USA", "material_conflict")


@pytest.mark.parametrize(
    "text",
    [
        "France complained of Russian interference in its election.",
        "Russia held an election.",
        "The inquiry into Russia and the election goes on.",
    ],
)
def test_a_vote_of_others_and_a_bare_inquiry_bind_nobody(text: str) -> None:
    assert told(text) == []


def test_meddling_binds_no_side_that_the_article_never_names() -> None:
    text = "Russians hacked the election. The Kremlin denied it."
    assert read_article(text, Options(dyad=("USA", "RUS"))).relations == ()


@pytest.mark.parametrize(
    "text",
    [
        "Russia and the US spoke on Tuesday about Syria.",
        "Putin and Obama spoke for an hour.",
        "Russia and the United States talked.",
        "The US and Russia will speak again next week.",
        "Putin and Obama chatted.",
    ],
)
def test_two_sides_that_speak_consult_each_other(text: str) -> None:
    (found,) = told(text)
    assert (found.quad, found.root, found.mutual) == ("verbal_coop", "CONSULT", True)


def test_two_sides_that_bicker_are_in_conflict() -> None:
    (found,) = told("Russia bickered with the United States.")
    assert (found.quad, found.mutual) == ("verbal_conflict", True)


def test_lists_of_another_call_do_not_linger(tmp_path: Path) -> None:
    text = OPENING + "Both realms agreed to cooperate on trade."
    shipped = (lexicon_folder() / "relation_frames.toml").read_text(encoding="utf-8")
    own = tmp_path / "relation_frames.toml"
    own.write_text(shipped.replace('"both leader", ', '"both leader", "both realm", '), "utf-8")

    def count(lexicons: Path | None) -> int:
        found = read_article(text, Options(dyad=("USA", "RUS"), lexicons=lexicons)).relations
        return sum(one.start >= len(OPENING) for one in found)

    assert [count(lexicons) for lexicons in (None, tmp_path, None)] == [0, 1, 0]


def test_own_weights_of_roots_replace_ours(tmp_path: Path) -> None:
    (ours,) = told("Russians hacked the election.")
    header = 'name = "own"\nversion = "1"\nsource = "own"\nlicence = "MIT"\nlimits = "none"\n'
    row = f'[[root]]\nid = "{ours.root}"\nweight = -1.5\n'
    (tmp_path / "relation_roots.toml").write_text(header + row, "utf-8")
    text = OPENING + "Russians hacked the election."
    own = read_article(text, Options(dyad=("USA", "RUS"), lexicons=tmp_path)).relations[-1]
    assert (ours.score < -1.5, own.score) == (True, -1.5)
