"""What a hand count of three short articles gives, column by column."""

from __future__ import annotations

import pytest

import framing.measures.all  # noqa: F401
from framing.measures.columns import list_features
from framing.measures.readability import count_syllables
from framing.reading import read_article
from framing.types import Options

RAID = (  # 36 words in 5 sentences, all the outlet's
    "Rebels may leave the city next week, and the truce could hold. Russia reportedly bombed the "
    "town on Monday. Ten men were killed in the raid. About 40 people fled. The deal is clearly a "
    "disaster."
)
TRUCE = (  # 37 words in 5 sentences, 13 of them attributed
    "The United States agreed to a truce with Russia. “We will certainly win,” the Russian "
    "government said. It claimed that the regime might fall. Why did nobody act? It was the "
    "worst week of a brutal war!"
)
VILLAGE = (  # 45 words in 6 sentences, 4 of them attributed
    "The Assad regime is believed to have shelled the village. Some analysts say the army attacked "
    "civilians. Russian jets struck the camp, and smoke rose nearby. The prisoners were released "
    "by the militia. Two soldiers were arrested. Our view is that the talks probably failed."
)
COUNTED = [
    (RAID, "hedge_outlet_per_1k_words", 4 / 36 * 1000),
    (RAID, "hedge_epistemic_modal_per_1k_words", 2 / 36 * 1000),
    (RAID, "hedge_reportative_per_1k_words", 1 / 36 * 1000),
    (RAID, "hedge_approximator_per_1k_words", 1 / 36 * 1000),
    (RAID, "hedge_uncertain_sentences_share", 2 / 5),
    (RAID, "hedge_outlet_uncertain_sentences_share", 2 / 5),
    (RAID, "hedge_outlet_uncertain_share", 3 / 4),
    (RAID, "hedge_scope_words_share", (7 + 4 + 6) / 36),
    (RAID, "hedge_booster_balance_index", (4 - 1) / (4 + 1)),
    (RAID, "hedge_agency_share", 1 / 1),
    (RAID, "hedge_rus_agency_share", 1 / 1),
    (RAID, "hedge_negated_share", 0 / 4),
    (RAID, "wording_agentless_passive_per_1k_words", 1 / 36 * 1000),
    (RAID, "wording_violent_agentless_share", 1 / 1),
    (RAID, "wording_nominalised_violence_per_1k_words", 1 / 36 * 1000),
    (RAID, "wording_violent_acts_per_1k_words", 2 / 36 * 1000),
    (RAID, "wording_violent_agent_missing_share", 1 / 2),
    (RAID, "wording_rus_violent_agent_share", 1 / 1),
    (RAID, "wording_death_names_count", 1),
    (RAID, "wording_long_words_share", 3 / 36),
    (TRUCE, "hedge_outlet_per_1k_words", 1 / 24 * 1000),
    (TRUCE, "hedge_source_per_1k_words", 1 / 13 * 1000),
    (TRUCE, "hedge_source_epistemic_modal_per_1k_words", 1 / 13 * 1000),
    (TRUCE, "hedge_rus_doubt_index", 1 / 2 - 0 / 1),
    (TRUCE, "hedge_usa_doubt_index", 0 / 1 - 1 / 2),
    (TRUCE, "wording_questions_share", 1 / 5),
    (TRUCE, "wording_exclamations_share", 1 / 5),
    (TRUCE, "wording_superlatives_per_1k_words", 1 / 24 * 1000),
    (TRUCE, "wording_first_person_per_1k_words", 0),
    (TRUCE, "wording_loaded_per_1k_words", 1 / 24 * 1000),
    (TRUCE, "wording_loaded_balance_index", -1),
    (TRUCE, "wording_usa_cooperative_agent_share", 1 / 1),
    (VILLAGE, "hedge_outlet_per_1k_words", 3 / 41 * 1000),
    (VILLAGE, "hedge_belief_verb_per_1k_words", 1 / 41 * 1000),
    (VILLAGE, "hedge_weasel_source_per_1k_words", 1 / 41 * 1000),
    (VILLAGE, "hedge_agency_share", 1 / 1),
    (VILLAGE, "wording_agentless_passive_per_1k_words", 2 / 45 * 1000),
    (VILLAGE, "wording_regime_share", 1 / 1),
    (VILLAGE, "wording_syrian_state_names_count", 1),
    (VILLAGE, "wording_syrian_state_blame_share", 1 / 1),
    (VILLAGE, "wording_first_person_per_1k_words", 1 / 41 * 1000),
]


@pytest.mark.parametrize(("text", "column", "counted"), COUNTED)
def test_a_column_is_what_a_hand_count_gives(text: str, column: str, counted: float) -> None:
    features = {one.spec.name: one for one in list_features(Options(columns="all"))}
    assert features[column].measure(read_article(text)).value == pytest.approx(counted)


def test_readability_follows_the_published_formulas() -> None:
    features = {one.spec.name: one for one in list_features(Options(columns="all"))}
    reading = read_article("The cat sat down. The yellow dog ran over the mountain.")
    words, sentences, syllables = 11, 2, 14
    ease = 206.835 - 1.015 * words / sentences - 84.6 * syllables / words
    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    assert features["wording_flesch_ease_index"].measure(reading).value == pytest.approx(ease)
    assert features["wording_flesch_kincaid_index"].measure(reading).value == pytest.approx(grade)


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("strength", 1), ("asked", 1), ("wanted", 2), ("table", 2), ("Russia", 2), ("being", 2),
     ("minister", 3), ("military", 4), ("houses", 2), ("area", 3)],
)  # fmt: skip
def test_syllables_are_heard_in_the_letters(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables
