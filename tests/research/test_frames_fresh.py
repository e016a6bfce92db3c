"""Figures on fresh sheets are what their programs give; tiers and core columns follow from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.layers.frames.model import load_model
from framing.layers.frames.names import FRAMES, is_core, load_card, tier
from framing.layers.frames.roles import ROLES
from research.evaluate.frames_fresh import score_fresh
from research.evaluate.roles_fresh import score_roles
from research.gold.frames import load_own
from research.gold.frames_fresh_sample import FRESH
from research.train.frames_card import rate


@pytest.mark.parametrize("frame", FRAMES)
def test_standing_follows_from_both_sheets(frame: str) -> None:
    of = load_card()["frames"][frame]
    assert rate(of) == {"tier": tier(frame), "core": is_core(frame)}
    fresh = of["fresh_passages"]
    if is_core(frame):
        assert fresh["f1"] >= fresh["flag_all_f1"] + 0.10 - 1e-9
        assert fresh["f1_interval"][0] <= fresh["f1"] <= fresh["f1_interval"][1]


def test_a_frame_that_fails_on_fresh_passages_is_experimental() -> None:
    of = dict(load_card()["frames"]["security"])
    failing = of["fresh_passages"] | {"f1": of["fresh_passages"]["flag_all_f1"] + 0.09}
    assert rate(of | {"fresh_passages": failing}) == {"tier": "C", "core": False}
    del of["fresh_passages"]
    assert rate(of) == {"tier": "A", "core": False}


def test_few_fresh_labels_do_not_move_a_tier() -> None:
    of = load_card()["frames"]["security"]
    poor = of["fresh_passages"] | {"f1": 0.65, "flag_all_f1": 0.02}
    assert rate(of | {"fresh_passages": poor | {"n": 9}})["tier"] == "A"
    assert rate(of | {"fresh_passages": poor | {"n": 10}})["tier"] == "B"


@pytest.mark.corpora
def test_the_card_tells_what_the_program_gives(corpora: Path) -> None:
    found = score_fresh(load_model(), load_own(corpora, FRESH))
    for frame in FRAMES:
        stored = load_card()["frames"][frame]["fresh_passages"]
        assert {name: stored[name] for name in found[frame]} == found[frame]


@pytest.mark.corpora
def test_roles_are_as_weak_as_the_docs_say(corpora: Path) -> None:
    found = score_roles(corpora)
    right = {role: found[role, role] for role in ROLES}
    told = {role: sum(n for (of, _), n in found.items() if of == role) for role in ROLES}
    assert told == {"hero": 15, "villain": 33, "victim": 2}
    assert right == {"hero": 3, "villain": 8, "victim": 1}
