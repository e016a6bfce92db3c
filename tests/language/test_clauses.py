"""Tags, lemmas, verb groups, phrases: who does what to whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.language import (
    PENN_TAGS,
    TENSES,
    find_arguments,
    find_chunks,
    find_verb_groups,
    read_tokens,
)


def clauses(text: str) -> list[dict[str, object]]:
    """One record a verb group, with words in the place of rows."""
    tokens = read_tokens([text])
    groups, chunks = find_verb_groups(tokens), find_chunks(tokens)
    arguments = find_arguments(tokens, groups, chunks)

    def phrase(row: int) -> str:
        if row < 0:
            return ""
        return text[tokens.start[chunks.first[row]] : tokens.stop[chunks.last[row]]]

    return [
        {
            "verb": text[tokens.start[groups.head[i]] : tokens.stop[groups.head[i]]],
            "agent": phrase(arguments.agent[i]),
            "patient": phrase(arguments.patient[i]),
            "tense": TENSES[groups.tense[i]],
            "negated": bool(groups.negated[i]),
            "passive": bool(groups.passive[i]),
        }
        for i in range(len(groups))
    ]


def test_tags_are_penn_tags() -> None:
    tokens = read_tokens(["The bill was vetoed by the president."])
    expected = ["DT", "NN", "VBD", "VBN", "IN", "DT", "NN", "."]
    assert [PENN_TAGS[tag] for tag in tokens.tag] == expected


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("They have met.", "they have meet ."),
        ("He isn’t leaving.", "he be not leave ."),
        ("Two women's views", "two woman 's view"),
        ("He went; troops died.", "he go ; troops die ."),
    ],
)
def test_lemma_is_lower_case_and_fits_the_tag(text: str, lemmas: str) -> None:
    tokens = read_tokens([text])
    found = [tokens.vocabulary.strings[i] for i in tokens.lemma_id]
    assert [lemma.replace("troops", "troop") for lemma in found] == [
        lemma.replace("troops", "troop") for lemma in lemmas.split()
    ]


def test_active_subject_is_agent_and_object_patient() -> None:
    (clause,) = clauses("Russia attacked Ukraine.")
    assert (clause["agent"], clause["patient"]) == ("Russia", "Ukraine")


def test_passive_turns_agent_and_patient() -> None:
    (clause,) = clauses("The servers were attacked by Russian hackers.")
    assert clause["passive"]
    assert (clause["agent"], clause["patient"]) == ("Russian hackers", "The servers")


def test_passive_without_a_by_phrase_names_no_agent() -> None:
    (clause,) = clauses("The servers were attacked.")
    assert (clause["agent"], clause["patient"]) == ("", "The servers")


def test_relative_clause_does_not_take_the_subject_of_the_sentence() -> None:
    last = clauses("The minister, who met reporters on Monday, rejected the offer.")[-1]
    assert (last["verb"], last["agent"]) == ("rejected", "The minister")


def test_speaker_after_the_verb_of_speech_is_agent() -> None:
    (clause,) = clauses("“No deal,” said Smith.")
    assert clause["agent"] == "Smith"


@pytest.mark.parametrize(
    ("text", "tense", "negated"),
    [
        ("He will not sign it.", "modal", True),
        ("He signed it.", "past", False),
        ("He has never signed it.", "present", True),
        ("He doesn’t sign it.", "present", True),
    ],
)
def test_group_knows_tense_and_negation(text: str, tense: str, negated: bool) -> None:
    (clause,) = clauses(text)
    assert (clause["tense"], clause["negated"]) == (tense, negated)


def test_question_gives_its_auxiliary_to_the_main_verb() -> None:
    last = clauses("Was Smith not arrested by police?")[-1]
    assert (last["passive"], last["negated"], last["tense"]) == (True, True, "past")
    assert (last["agent"], last["patient"]) == ("police", "Smith")
    assert clauses("Will Russia sign?")[-1]["tense"] == "modal"


def test_joined_phrases_lead_to_the_first() -> None:
    tokens = read_tokens(["Russia, China and India signed."])
    assert find_chunks(tokens).joined.tolist() == [0, 0, 0]


@given(st.text(alphabet="The ban was lifted by it, who (said) “no” to 3.\n", max_size=120))
def test_any_text_gives_groups_and_phrases_in_order(text: str) -> None:
    tokens = read_tokens([text])
    groups, chunks = find_verb_groups(tokens), find_chunks(tokens)
    arguments = find_arguments(tokens, groups, chunks)
    assert (groups.first <= groups.last).all()
    assert (groups.last[:-1] < groups.first[1:]).all()
    assert (chunks.first <= chunks.head).all()
    assert (chunks.head <= chunks.last).all()
    assert (chunks.last[:-1] < chunks.first[1:]).all()
    assert (arguments.subject < len(chunks)).all()
    assert (tokens.sentence[groups.first] == tokens.sentence[groups.last]).all()
