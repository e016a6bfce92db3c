"""Hedges: what counts, whose it is, what it weakens, and which leave a sentence open."""

from __future__ import annotations

from itertools import pairwise

import pytest

from framing.layers.hedges.model import load_model, reach
from framing.reading import read_article
from framing.types import Hedge


def _hedges(text: str) -> list[tuple[str, Hedge]]:
    reading = read_article(text)
    return [(text[h.start : h.stop].lower(), h) for h in reading.hedges]


def _words(text: str) -> list[str]:
    return [word for word, _ in _hedges(text)]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The talks may fail.", True),
        ("The talks began in May.", False),
        ("About 40 people fled the town.", True),
        ("They spoke about Syria.", False),
        ("He appeared in court on Monday.", False),
        ("The army appeared to retreat.", True),
        ("The two sides will meet on Friday.", False),
        ("Pupils may not drink in the yard.", False),
        ("Pupils may fall ill in the yard.", True),
        ("No owner may sell the boat twice.", False),
        ("Under the new maritime code, a captain may marry two guests.", False),
        ("Under the new captain, the boat may sink.", True),
        ("He could swim far as a boy.", False),
        ("He could swim home by night.", True),
        ("The might of the river broke the dam.", False),
        ("Naval might counts for little.", False),
        ("The dam might break.", True),
        ("She paid without a hint of shame.", False),
        ("The planks were roughly cut.", False),
        ("Roughly two planks were cut.", True),
    ],
)
def test_a_word_hedges_only_in_its_sense(text: str, hedged: bool) -> None:
    assert bool(_hedges(text)) is hedged


def test_hedge_inside_a_quote_belongs_to_its_speaker_and_his_side() -> None:
    text = "The Kremlin said that the truce might hold. Nobody knows."
    ((_, hedge),) = [one for one in _hedges(text) if one[0] == "might"]
    assert (hedge.voice, hedge.side) == ("source", "RUS")


def test_a_softener_stays_a_hedge_and_leaves_nothing_open() -> None:
    text = "About 40 people fled the town on Monday. They went to Aleppo."
    assert [(word, h.uncertain) for word, h in _hedges(text)] == [("about", False)]


def test_the_scope_ends_with_the_clause() -> None:
    text = "Rebels may leave the city, and the army entered the town."
    ((_, hedge),) = _hedges(text)
    assert hedge.scope
    assert text[slice(*hedge.scope)] == "Rebels may leave the city"


def test_the_hedged_verb_is_the_one_behind_a_verb_of_belief() -> None:
    text = "Russia is believed to have shelled the town."
    hedge = next(h for word, h in _hedges(text) if "believed" in word)
    assert hedge.verb
    assert text[slice(*hedge.verb)] == "shelled"


def test_a_negated_hedge_says_so() -> None:
    assert [h.negated for _, h in _hedges("Officials may not attend the talks.")] == [True]
    assert [h.negated for _, h in _hedges("Officials may attend the talks.")] == [False]


def test_superlative_most_is_no_vague_quantity_in_an_article() -> None:
    story = "Ten men went home. The army took the town on Monday. It rained. "
    assert "most" not in _words(story + "The most powerful bank closed its doors.")


def test_the_calibration_reaches_articles_and_spares_lone_sentences() -> None:
    assert reach(0) == reach(1) == 0
    assert reach(2) < reach(30) < 1


def test_the_model_knows_no_names() -> None:
    assert any("<NNP>" in name for name in load_model().weights)


def test_hedges_come_in_order_and_apart() -> None:
    text = "Some critics say it could perhaps be possible that many believe he may probably go."
    hedges = [hedge for _, hedge in _hedges(text)]
    assert hedges
    assert all(a.stop <= b.start for a, b in pairwise(hedges))
