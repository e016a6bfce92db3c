"""Statements by the small encoder: no state is known by its name, and confidences can be moved."""

from __future__ import annotations

import numpy as np
import pytest

from framing.layers.relations import encoded
from framing.layers.relations.encoded import MODEL_FILE, Taught, mean_of, taught_by
from framing.layers.relations.findings import HEADS, QUADS, SENTENCE, WORD, Findings
from framing.layers.relations.lines import BEFORE, HEADLINE, LONGEST, Shown, line_of
from framing.layers.relations.stack import Both, Stack, Word, load_stack
from framing.learn.encoder import load_network, load_words
from framing.reading import read_article
from framing.types import Article, Options, Relation

TEXT = "Oslo thanked Lima for the ships."
SHOWN = Shown("Oslo is glad", "Lima had sent two ships.", TEXT, 40, ((0, 4, 0), (13, 17, 1)))
THANKED = (5, 12)


def relations(text: str, *, least: float | None = None) -> tuple[Relation, ...]:
    options = Options(dyad=("USA", "RUS"), confidence=least, accurate=True)
    return read_article(Article("a", text), options).relations


def pieces(ids: list[int]) -> list[str]:
    names = {number: piece for piece, number in load_words().cutter.numbers.items()}
    return [names[k] for k in ids]


def test_the_sides_are_masked_in_sentence_and_context() -> None:
    line = line_of(SHOWN, [THANKED], load_words())
    words = pieces(line.ids)
    assert words[: line.context] == [
        *("[CLS]", "norway", "thanked", "chile", "for", "the", "ships", ".", "[SEP]")
    ]
    assert words[line.context :] == [
        *("norway", "is", "glad", "[SEP]", "chile", "had", "sent", "two", "ships", ".", "[SEP]")
    ]
    assert line.words == [[2]]
    assert [k for k, side in enumerate(line.sides) if side == 0] == [1]
    assert [k for k, side in enumerate(line.sides) if side == 1] == [3]


def test_exchanged_sides_change_the_marks_and_nothing_else() -> None:
    line, turned = (line_of(SHOWN, [THANKED], load_words(), swap) for swap in (False, True))
    exchange = {"norway": "chile", "chile": "norway"}
    assert pieces(turned.ids) == [exchange.get(piece, piece) for piece in pieces(line.ids)]
    assert turned.words == line.words
    assert [1 - side if side >= 0 else side for side in turned.sides] == line.sides


def test_context_and_sentence_are_cut() -> None:
    shown = Shown("up " * 50, "down " * 50, "Oslo " + "left " * 200, 0, ((0, 4, 0),))
    line = line_of(shown, [(5, 9), (900, 904)], load_words())
    assert line.context == LONGEST + 1
    assert len(line.ids) == LONGEST + 1 + HEADLINE + 1 + BEFORE + 1
    assert line.words == [[2], []]


def test_a_headline_is_not_its_own_context() -> None:
    shown = Shown(TEXT, "", TEXT, 0, SHOWN.places)
    line = line_of(shown, [], load_words())
    assert line.context == len(line.ids)


def test_direction_is_turned_back() -> None:
    told = np.zeros((1, 1 + sum(HEADS)))
    told[0, -3:] = [5.0, 0.0, -5.0]
    sentence = np.zeros(SENTENCE)
    one, other = (taught_by(sentence, told, 1, swap) for swap in (False, True))
    assert one.told[0, -3] == pytest.approx(other.told[0, -2])
    assert one.told[0, -2] == pytest.approx(other.told[0, -3])
    assert mean_of([one, other]).told[0, -3] == pytest.approx(mean_of([one, other]).told[0, -2])
    assert one.sentence.tolist() == [0.5] * SENTENCE


def both_of(words: int, stated: float) -> Both:
    """Words that all state something or all nothing, of the first class, done by the first side."""
    told = np.full((words, sum(HEADS)), 1e-4)
    told[:, np.cumsum((0, *HEADS[:-1]))] = 1.0
    chances = Taught(np.full(SENTENCE, stated), np.full(words, stated), told)
    return Both(Findings(np.zeros(SENTENCE), np.zeros((words, WORD))), chances)


def stack() -> Stack:
    """Weights that look at the encoder alone."""
    places = np.zeros((2, 5))
    places[:, 0] = 1.0
    shares = dict.fromkeys(("quad", "status", "voice", "way"), 1.0)
    return Stack(
        np.array([0.0, 0.0, 1.0, 0.0]), places, shares, np.zeros(19), dict.fromkeys(QUADS, 0.5)
    )


def test_nothing_is_chosen_where_no_word_states_anything() -> None:
    words = [Word(0, 0, False, False), Word(9, 9, False, False)]
    assert stack().choose(both_of(2, 0.1), words, False) == []
    assert stack().choose(both_of(0, 0.9), [], False) == []


def test_of_two_words_in_one_clause_one_is_chosen() -> None:
    near = [Word(0, 0, False, False), Word(2, 5, False, False)]
    same = [Word(0, 0, False, False), Word(9, 0, False, False)]
    apart = [Word(0, 0, False, False), Word(9, 9, False, False)]
    ruled = [Word(0, 0, True, False), Word(2, 0, True, False)]
    chosen = [
        len(stack().choose(both_of(2, 0.9), some, False)) for some in (near, same, apart, ruled)
    ]
    assert chosen == [1, 1, 2, 2]


def test_what_both_sides_do_stands_mutual() -> None:
    (alone,) = stack().choose(both_of(1, 0.9), [Word(0, 0, False, False)], False)
    (joined,) = stack().choose(both_of(1, 0.9), [Word(0, 0, False, True)], False)
    assert (alone.way, joined.way) == (0, 2)
    assert (alone.quad, alone.status, alone.voice) == ("verbal_coop", "realised", "outlet")


def test_the_shipped_weights_fit_what_is_weighed() -> None:
    held = load_stack()
    assert held.words.shape == (4,)
    assert held.places.shape == (2, 5)
    assert set(held.least) == set(QUADS)
    assert all(0 <= share <= 1 for share in held.shares.values())


def test_an_act_is_found_with_its_direction() -> None:
    (one,) = relations("Russia expelled 60 American diplomats on Friday.")
    assert (one.source, one.target, one.quad) == ("RUS", "USA", "material_conflict")
    (other,) = relations("The United States expelled 60 Russian diplomats on Friday.")
    assert (other.source, other.target, other.quad) == ("USA", "RUS", "material_conflict")


def test_names_with_nothing_between_them_state_nothing() -> None:
    assert not relations("Russia and the United States lie on different continents.")


def test_confidence_moves_what_is_reported() -> None:
    text = "Moscow may hold talks with Washington, an aide said."
    confidences = [one.confidence for one in relations(text, least=0)]
    assert confidences
    assert [one.confidence for one in relations(text, least=0.99)] == [
        one for one in confidences if one >= 0.99
    ]


def test_lists_of_states_are_read_without_asking_for_every_pair() -> None:
    states = "Chad, Peru, Laos, Oman, Mali, Fiji, Cuba, Togo and Iceland"
    text = f"Exports grew in {states}, the report said."
    before = load_network(MODEL_FILE)
    calls = []

    class Counted:
        """The network, with a count of what it is asked."""

        def __call__(self, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            calls.append(1)
            return before(given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoded, "load_network", lambda path: Counted())
        found = read_article(Article("a", text), Options(dyad=None, accurate=True)).relations
    assert not found
    assert not calls  # else one for each of the 36 pairs
