"""Claims about single sentences taken as one event, and about the words that turn an act."""

from __future__ import annotations

import csv
from pathlib import Path

from framing.lists.frames import find_frames, inflections
from framing.lists.word_lists import word_lists
from framing.types import Options
from research.evaluate.events import find_event

GOLD = Path(__file__).parents[2] / "gold"


def test_closing_report_takes_no_part() -> None:
    event = find_event("Libya criticised Italy on Monday, an Egyptian newspaper said.")
    assert (event.sources, event.targets) == (("LBY",), ("ITA",))


def test_passive_event_is_turned() -> None:
    event = find_event("Two Congolese villages were attacked by Burundian militiamen.")
    assert event.passive
    assert (event.sources, event.targets) == (("BDI",), ("COD",))


def test_two_joined_countries_act_together() -> None:
    event = find_event("France and Egypt began talks on trade.")
    assert event.mutual
    assert set(event.sources) == {"FRA", "EGY"}


def test_longest_phrase_wins() -> None:
    frames = find_frames(["they", "call", "off", "the", "strike"], word_lists())
    assert [(f.first, f.last) for f in frames][:1] == [(1, 2)]


def test_forms_of_a_verb_are_spelled_out() -> None:
    assert {"interfered", "interfering"} <= set(inflections("interfere"))
    assert "banned" in set(inflections("ban"))


def test_sheet_holds_labels_and_no_text() -> None:
    with (GOLD / "relations_sheet.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with_any = {row["sentence"] for row in rows if row["trigger_start"]}
    assert len({row["sentence"] for row in rows}) == 150
    assert len(with_any) == 75
    assert all(" " not in value for row in rows for value in row.values())


def test_options_default_to_all_pairs() -> None:
    event = find_event("Japan thanked France.", Options(dyad=None))
    assert event.quad == "verbal_coop"
