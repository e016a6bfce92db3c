"""Salience: the chance that a summary names an actor."""

from __future__ import annotations

import framing
from framing.types import Article

TEXT = (
    "Russia offers Ukraine a truce\n\n"
    "Russia offered Ukraine a truce on Monday, and Russia said that it would hold.\n\n"
    "Ukraine did not answer. Officials in Ukraine were at a meeting.\n\n"
    "The weather was mild. A flight from Portugal was late.\n"
)


def _salience(text: str, title: str | None = None) -> dict[str, float]:
    return dict(framing.read_article(Article("x", text, title=title)).salience)


def test_scores_are_probabilities() -> None:
    scores = _salience(TEXT)
    assert scores
    assert all(0 <= value <= 1 for value in scores.values())


def test_who_opens_the_story_outweighs_who_is_named_in_passing() -> None:
    scores = _salience(TEXT)
    assert scores["RUS"] > 2 * scores["PRT"]
    assert scores["UKR"] > 2 * scores["PRT"]


def test_a_name_in_the_title_weighs_more() -> None:
    assert _salience(TEXT, "Late flight from Portugal")["PRT"] > _salience(TEXT)["PRT"]


def test_every_actor_that_is_mentioned_has_a_score() -> None:
    reading = framing.read_article(Article("x", TEXT))
    assert set(reading.salience) == {mention.actor for mention in reading.mentions}


def test_a_text_without_names_has_no_scores() -> None:
    assert _salience("nothing happened today, and nobody came.") == {}


def test_scores_do_not_depend_on_the_other_articles_of_the_batch() -> None:
    alone = _salience(TEXT)
    others = [Article("a", "Peru won."), Article("b", TEXT), Article("c", "Jane Roe left Peru.")]
    assert dict(list(framing.read_articles(others))[1].salience) == alone
