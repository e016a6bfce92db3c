"""Wordings: tone after negation and degree, acts and their doers, passives that name none."""

from __future__ import annotations

import pytest

from framing.reading import read_article
from framing.types import Wording


def _find(text: str, kind: str) -> list[tuple[str, Wording]]:
    return [(text[w.start : w.stop], w) for w in read_article(text).wordings if w.kind == kind]


def test_a_negation_turns_praise_into_blame() -> None:
    plain = _find("It was a heroic fight.", "loaded")
    negated = _find("It was not a heroic fight.", "loaded")
    assert [(w.choice, w.polarity, w.negated) for _, w in plain] == [("praise", 1, False)]
    assert [(w.choice, w.polarity, w.negated) for _, w in negated] == [("blame", -1, True)]
    assert negated[0][1].strength < plain[0][1].strength


def test_a_degree_word_moves_the_strength() -> None:
    words = [_find(f"It was a {degree} brutal war.", "loaded") for degree in ("very", "", "rather")]
    strong, plain, weak = (dict(found)["brutal"].strength for found in words)
    assert strong > plain > weak


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ten men were killed.", True),
        ("Ten men were killed by the army.", False),
        ("Ten men were killed on Monday by Russian jets.", False),
        ("Ten men were killed by three gunmen.", False),
        ("The law was passed by 6 p.m. on Friday.", True),
        ("The town is located near Aleppo.", False),
        ("The gate is blocked in winter.", False),
        ("The gate was blocked at noon.", True),
        ("The gate is being blocked.", True),
        ("The flour is sold out.", False),
        ("The flour was sold in Oslo.", True),
        ("The bell is made of brass.", False),
        ("A boy was shot near the gate.", True),
        ("He’s dismissed the story as an excuse.", False),
        ("Rebels based in Aleppo left.", False),
        ("The army killed ten men.", False),
    ],
)
def test_a_passive_without_a_doer(text: str, found: bool) -> None:
    assert bool(_find(text, "agentless_passive")) is found


def test_an_act_knows_who_did_it_to_whom() -> None:
    text = "Rebels were bombed by Russian jets."
    ((_, act),) = _find(text, "act")
    assert act.agent
    assert act.patient
    assert (text[slice(*act.agent)], text[slice(*act.patient)]) == ("Russian jets", "Rebels")


def test_the_subject_of_belief_is_the_doer_of_what_is_believed() -> None:
    text = "The Assad regime is believed to have shelled the village."
    ((_, act),) = _find(text, "act")
    assert act.agent
    assert text[slice(*act.agent)] == "The Assad regime"


def test_a_name_carries_referent_choice_and_polarity() -> None:
    ((_, name),) = _find("The Assad regime denied it.", "naming")
    assert (name.referent, name.choice, name.polarity) == ("syrian_state", "regime", -1)


def test_another_president_is_not_putin() -> None:
    assert _find("He met Russian President Vladimir Putin.", "naming")
    assert not _find("He met Russian President Dmitry Medvedev.", "naming")


def test_a_loaded_word_of_a_source_bears_its_side() -> None:
    text = "The Kremlin said that it was a brutal war."
    ((_, word),) = _find(text, "loaded")
    assert (word.voice, word.side) == ("source", "RUS")
