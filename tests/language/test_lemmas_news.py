"""Verbs that the treebanks do not hold have the base form that the news shows behind "to"."""

from __future__ import annotations

import pytest

from framing.language import read_tokens


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("They interfered in the vote.", "interfere"),
        ("The ban was lifted on Monday.", "lift"),
        ("He blamed the army.", "blame"),
        ("Jets bombed the town.", "bomb"),
        ("She shouted at them.", "shout"),
        ("The council vetoed the plan.", "veto"),
        ("They are shelling the town.", "shell"),
        ("He was shot dead.", "shoot"),
        ("Talks were shelved.", "shelve"),
        ("It was taped by police.", "tape"),
    ],
)
def test_the_base_of_a_news_verb_is_a_word(sentence: str, base: str) -> None:
    tokens = read_tokens([sentence])
    lemmas = {tokens.vocabulary.strings[number] for number in tokens.lemma_id}
    assert base in lemmas
