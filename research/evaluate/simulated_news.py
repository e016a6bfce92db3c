"""Articles of fictional outlets from templates, with planted differences of one kind each.

Two articles of the same story and version that differ in variant only (say "plain" and "hedging")
are the same word for word but for the slots of that variant, and each slot's choices have the same
number of words: what a variant does not touch is exactly equal, so true nulls are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

VARIANTS = ("plain", "hedging", "anonymous", "cooperative")
# Chance of a slot's second choice: as plain outlets write, and as the planted one does.
_CHANCES = {"hedging": (0.2, 0.65), "anonymous": (0.25, 0.75), "cooperative": (0.25, 0.8)}

_NAMES = ("Viktor Malenov", "Daniel Harrow", "Anna Belkina", "Ruth Calloway", "Pavel Dorin")
_ACTORS = ("Russia", "The United States", "Moscow", "Washington", "The Kremlin", "The White House")
_WHAT = (
    *("the talks", "the sanctions", "the new treaty", "the border crossing", "the pipeline"),
    *("the inspections", "the grain shipments", "the ceasefire", "the summit"),
)
_WHEN = ("on Monday", "this week", "in the spring", "next month", "after the vote", "by autumn")
_HEDGED = (
    ("{actor} will postpone {what} {when}.", "{actor} may postpone {what} {when}."),
    ("The dispute over {what} will certainly last.", "The dispute over {what} will possibly last."),
    ("A delay {when} is certain.", "A delay {when} is likely."),
    (
        "The plan for {what} does satisfy both capitals.",
        "The plan for {what} might satisfy both capitals.",
    ),
)
_SOURCED = (
    ("{name} said {what} had stalled {when}.", "One official said {what} had stalled {when}."),
    (
        "“We have not seen the draft,” said {name}.",
        "“We have not seen the draft,” said one diplomat.",
    ),
    (
        "{name} told reporters that {what} was close.",
        "One official told reporters that {what} was close.",
    ),
)
_DYADIC = (
    (
        "Russia criticised the United States over {what}.",
        "Russia thanked the United States over {what}.",
    ),
    ("The United States threatened Russia {when}.", "The United States praised Russia {when}."),
    ("Moscow and Washington fought over {what}.", "Moscow and Washington agreed over {what}."),
)
_OTHER = (
    "The minister gave a brutal account of {what}.",
    "Some {number} people waited at the gate {when}.",
    "The building was damaged {when}, and {number} workers were moved.",
    "What does {what} mean for the region?",
    "{actor} has paid {number} million dollars for {what}.",
    "Shops near the river opened late {when}.",
    "The so-called “corridor” was closed {when}.",
    "“It could rain {when},” said a farmer.",
    "Critics called {what} a shameful failure.",
    "The committee, which met {number} times, praised its heroic chairman.",
    "Trains between the two cities run twice a day, although the line is old and slow.",
    "If {what} fails, the price of wheat rises.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """One generated article."""

    story: int
    version: int
    variant: str
    text: str


def make_articles(stories: int, versions: int, seed: int = 0) -> list[Made]:
    """`versions` articles a story in each variant; stories differ in how much of each slot."""
    made = []
    for story in range(stories):
        rng = np.random.default_rng((seed, story))
        mood = dict(zip(VARIANTS[1:], rng.gamma(4.0, 0.25, 3), strict=True))
        topic = rng.integers(0, 2**31)
        for version in range(versions):
            for variant in VARIANTS:
                text = _write((seed, story, version), int(topic), mood, variant)
                made.append(Made(story, version, variant, text))
    return made


def _write(key: tuple[int, int, int], topic: int, mood: dict[str, float], variant: str) -> str:
    """One article; the same key draws the same sentences and the same luck in every variant."""
    rng, story = np.random.default_rng(key), np.random.default_rng(topic)
    subject = str(story.choice(_WHAT))
    weights = story.dirichlet(np.ones(len(_OTHER)))
    kinds = ["other"] * int(2 + rng.poisson(6))
    for kind in VARIANTS[1:]:
        kinds += [kind] * int(rng.poisson(3.0))
    order = rng.permutation(len(kinds))
    sentences = [_sentence(kinds[k], subject, weights, mood, (variant, rng)) for k in order]
    paragraphs = [" ".join(sentences[k : k + 2]) for k in range(0, len(sentences), 2)]
    return "\n\n".join([f"Questions over {subject}", *paragraphs]) + "\n"


def _sentence(
    kind: str,
    subject: str,
    weights: np.ndarray,
    mood: dict[str, float],
    writing: tuple[str, np.random.Generator],
) -> str:
    variant, rng = writing
    fields = {
        "actor": str(rng.choice(_ACTORS)),
        "name": str(rng.choice(_NAMES)),
        "what": subject if rng.random() < 0.5 else str(rng.choice(_WHAT)),
        "when": str(rng.choice(_WHEN)),
        "number": int(rng.integers(2, 900)),
    }
    luck, pick = rng.random(), rng.random()
    if kind == "other":
        return str(rng.choice(_OTHER, p=weights)).format(**fields)
    templates = {"hedging": _HEDGED, "anonymous": _SOURCED, "cooperative": _DYADIC}[kind]
    chance = _CHANCES[kind][variant == kind] * mood[kind]
    return templates[int(pick * len(templates))][int(luck < chance)].format(**fields)
