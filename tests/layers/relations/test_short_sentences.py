"""Short sentences of one statement or none, by kind: who does what to whom, and how real it is."""

from __future__ import annotations

from typing import Any

import pytest

from framing.reading import read_article
from framing.types import Article, Options, Relation

OPENING = "Diplomats meet again in Vienna over the crisis\n\n"
BELOW = "\n\nThe next call is planned for May."
Said = tuple[str, str, str]
"""Who acts on whom ("A>B", or "A=B" for both), class, and status."""


def found(text: str, pair: str) -> list[Said]:
    """What is read between two states, in the order of the alphabet."""
    first, _, second = pair.partition(" ")
    read = read_article(Article("one", text), Options(dyad=(first, second)))
    return sorted(map(said, read.relations))


def said(one: Relation) -> Said:
    if one.mutual:
        return "=".join(sorted((one.source, one.target))), one.quad, one.status
    return f"{one.source}>{one.target}", one.quad, one.status


def still_wrong(text: str, pair: str, right: list[Said], *, reason: str) -> Any:
    """A sentence that today's model gets wrong; it fails once the model gets it right."""
    return pytest.param(text, pair, right, marks=pytest.mark.xfail(strict=True, reason=reason))


SENTENCES: list[Any] = [
    # Treaties left, sanctions in each place of the sentence.
    (
        "Russia has halted a plutonium disposal agreement with the United States.",
        "USA RUS",
        [("RUS>USA", "material_conflict", "realised")],
    ),
    (
        "Under American sanctions, Russian oil firms cannot buy drilling gear.",
        "USA RUS",
        [("USA>RUS", "material_conflict", "realised")],
    ),
    # Charges and denials with what is charged.
    (
        "Iran accused Israel of killing one of its nuclear scientists.",
        "ISR IRN",
        [
            ("IRN>ISR", "verbal_conflict", "realised"),
            ("ISR>IRN", "material_conflict", "alleged"),
        ],
    ),
    (
        "India blamed Pakistan for an attack on its consulate.",
        "IND PAK",
        [
            ("IND>PAK", "verbal_conflict", "realised"),
            ("PAK>IND", "material_conflict", "alleged"),
        ],
    ),
    (
        "Washington accused Moscow of violating a missile treaty.",
        "USA RUS",
        [
            ("RUS>USA", "material_conflict", "alleged"),
            ("USA>RUS", "verbal_conflict", "realised"),
        ],
    ),
    (
        "Pakistan denied that its troops had crossed into Indian territory.",
        "IND PAK",
        [
            ("PAK>IND", "material_conflict", "negated"),
            ("PAK>IND", "verbal_conflict", "realised"),
        ],
    ),
    (
        "Moscow accused Washington of arming rebels in Syria.",
        "USA RUS",
        [("RUS>USA", "verbal_conflict", "realised")],
    ),
    # Refusals, demands, offers.
    (
        "Moscow refused to discuss its missiles with Washington.",
        "USA RUS",
        [("RUS>USA", "verbal_conflict", "realised")],
    ),
    (
        "Berlin appealed to Ankara to release the journalist.",
        "DEU TUR",
        [("DEU>TUR", "verbal_coop", "urged")],
    ),
    (
        "Poland's foreign ministry told three Russian attaches to leave within 48 hours.",
        "POL RUS",
        [("POL>RUS", "material_conflict", "realised")],
    ),
    (
        "Russia is about to close the American consulate in St. Petersburg.",
        "USA RUS",
        [("RUS>USA", "material_conflict", "scheduled")],
    ),
    (
        "A U.S. Navy plane was intercepted by a Russian jet over the Black Sea.",
        "USA RUS",
        [("RUS>USA", "material_conflict", "realised")],
    ),
    (
        "The United States and Russia are set to begin arms talks in June.",
        "USA RUS",
        [("RUS=USA", "verbal_coop", "scheduled")],
    ),
    # What both do, the sides joined as adjectives.
    (
        "Chinese and Indian soldiers brawled on a Himalayan ridge.",
        "CHN IND",
        [("CHN=IND", "material_conflict", "realised")],
    ),
    # Nothing between them.
    still_wrong(
        "Japan and China held talks while American ships sailed nearby.",
        "USA CHN",
        [],
        reason="a third country's talks are told, just above the least confidence",
    ),
    ("American and Russian scientists study bears.", "USA RUS", []),
    ("A Russian teenager hacked an American video game company for fun.", "USA RUS", []),
    ("Turkish police arrested a Syrian refugee in Istanbul.", "TUR SYR", []),
    ("The satellite passed over Russia and the United States.", "USA RUS", []),
    still_wrong(
        "Both Washington and Moscow backed the peace plan for Karabakh.",
        "USA RUS",
        [],
        reason="both act on a third thing; told just above the least confidence",
    ),
]

HEADLINES: list[Any] = [
    (
        "Russia, US Keep Up Contacts on Syria",
        "USA RUS",
        [("RUS=USA", "verbal_coop", "realised")],
    ),
    (
        "India, Pakistan Trade Fire Across Line of Control",
        "IND PAK",
        [("IND=PAK", "material_conflict", "realised")],
    ),
    (
        "US, China Inch Toward Trade Pact",
        "USA CHN",
        [("CHN=USA", "verbal_coop", "possible")],
    ),
    (
        "Russia and U.S. Nearing Agreement on Syria, Lavrov Says",
        "USA RUS",
        [("RUS=USA", "verbal_coop", "possible")],
    ),
    still_wrong(
        "Washington and Moscow Blame Each Other for Truce's Collapse",
        "USA RUS",
        [("RUS=USA", "verbal_conflict", "realised")],
        reason="one direction is found, not both",
    ),
    ("Russia, US Win Gold at Figure Skating Championships", "USA RUS", []),
    ("What the US and Russia Want in Libya", "USA RUS", []),
]


@pytest.mark.parametrize(("text", "pair", "right"), SENTENCES)
def test_a_sentence_says_what_one_state_does_to_the_other(
    text: str, pair: str, right: list[Said]
) -> None:
    assert found(OPENING + text, pair) == right


@pytest.mark.parametrize(("text", "pair", "right"), HEADLINES)
def test_a_headline_says_what_one_state_does_to_the_other(
    text: str, pair: str, right: list[Said]
) -> None:
    assert found(text + BELOW, pair) == right
