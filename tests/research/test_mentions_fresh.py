"""How answers of the fresh sheets of mentions are judged."""

from __future__ import annotations

from framing.types import Mention
from research.evaluate.mentions_fresh import judge


def _mention(kind: str, side: str | None) -> Mention:
    return Mention(0, 3, "x", "other", "name", side, kind)


def _row(kind: str, side: str) -> dict[str, str]:
    return {"type": kind, "side": side}


def test_type_and_side_are_judged_apart_and_together() -> None:
    found = [_mention("organisation", "USA")]
    assert judge(_row("organisation", "USA"), found) == dict.fromkeys(
        ("type", "side", "both"), True
    )
    wrong = judge(_row("person", "USA"), found)
    assert wrong == {"type": False, "side": True, "both": False}


def test_what_is_not_judged_is_left_out() -> None:
    assert judge(_row("organisation", "?"), [_mention("organisation", None)]) == {"type": True}


def test_nobody_is_right_only_without_a_mention() -> None:
    assert judge(_row("none", "?"), []) == {"type": True}
    assert judge(_row("none", "?"), [_mention("person", None)]) == {"type": False}


def test_a_capital_may_be_place_or_state_and_either_of_two_types_is_right() -> None:
    assert judge(_row("capital", "FRA"), [_mention("state", "FRA")])["both"]
    assert judge(_row("organisation/place", "-"), [_mention("place", None)])["both"]
