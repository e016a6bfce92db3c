"""Every rule of the list claims its own example, and no rule runs away on long input."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lists.load import load_rows
from framing.lists.word_lists import word_lists
from framing.pages.furniture import find_pieces, furniture_rules, match_line, rule_says

RULES = furniture_rules(word_lists())
EXAMPLES = {row["name"]: row["example"] for row in load_rows("furniture", "rule")}
STORY = [
    "The opinions of the minister were not known on Monday.",
    "More than 300 people left the town, officials said.",
    "Photos of the attack were shown on state television.",
    "He was told to follow the example of the neighbouring town.",
    "Related charges against the two men were dropped in May.",
    "Subscribers to the theory say that oil prices will fall.",
    "Sources close to the talks said on Tuesday that no date was set.",
    "Read together, the two letters say the same thing.",
    "Khashoggi was a columnist who wrote about the region.",
    "The Associated Press reported on Monday that the talks failed.",
    "Advertisements of the party ran in all papers of the country.",
    "By Monday the army had left the town.",
    "Copyright law was the subject of the talks in Geneva.",
    "Video of the clash, which lasted an hour, was published later.",
    "NPR's reporter says the governor signed the bill after a section was struck down.",
]


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_a_rule_claims_its_own_example(name: str) -> None:
    rule = next(rule for rule in RULES if rule.name == name)
    assert rule.pattern.search(EXAMPLES[name]), name
    assert not rule.needs or any(text in EXAMPLES[name].lower() for text in rule.needs)


@pytest.mark.parametrize("line", STORY)
def test_a_sentence_of_a_story_is_claimed_by_no_rule(line: str) -> None:
    assert match_line(line, word_lists(), tail=True) is None
    assert list(find_pieces(line, word_lists())) == []


def test_pieces_come_in_order_and_do_not_overlap() -> None:
    line = "One [adrotate group=1] two <tweet id=1>a</tweet> three pic.twitter.com/abc four"
    pieces = list(find_pieces(line, word_lists()))
    assert [line[p.start : p.stop] for p in pieces] == [
        "[adrotate group=1]",
        "<tweet id=1>a</tweet>",
        "pic.twitter.com/abc",
    ]


def test_a_rule_says_what_provenance_its_lines_carry() -> None:
    assert rule_says("agency sign-off", word_lists()) == "sign-off"
    assert rule_says("share bar", word_lists()) == ""


@pytest.mark.parametrize("filler", ["Aa ", "(", "[a", "<tweet ", "A. ", "\u00a0", "- ", "a@b "])
def test_long_hostile_lines_take_steps_in_proportion_to_their_length(filler: str) -> None:
    line = filler * (20_000 // len(filler))
    assert len(list(find_pieces(line, word_lists()))) < len(line)
    match_line(line[:600], word_lists(), tail=True)


def test_a_users_rule_joins_ours(tmp_path: Path) -> None:
    (tmp_path / "furniture.toml").write_text(
        'name = "mine"\nversion = "1"\nsource = "s"\nlicence = "MIT"\nlimits = "none"\n'
        '[[rule]]\nname = "tea"\nwhere = "line"\npattern = "time for tea"\n',
        encoding="utf-8",
    )
    found = match_line("Time for tea", word_lists(tmp_path))
    assert found is not None
    assert found.rule == "tea"


@pytest.mark.parametrize("broken", ['where = "nowhere"', 'where = "line"', 'where = "inline"'])
def test_a_broken_rule_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "furniture.toml").write_text(
        'name = "mine"\nversion = "1"\nsource = "s"\nlicence = "MIT"\nlimits = "none"\n'
        f'[[rule]]\nname = "tea"\n{broken}\npattern = "(open"\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match="tea"):
        furniture_rules(word_lists(tmp_path))
