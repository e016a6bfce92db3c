"""`wording_`: who is grammatically responsible for violent and for cooperative acts."""

from __future__ import annotations

from framing.measures.counting import count_words, names_side, rate, share, spans_of
from framing.registry import FeatureSpec, actor_feature, feature
from framing.types import Measurement, Reading, Wording

_ACTS = {"violent": "violence", "cooperative": "cooperation"}


def _acts(reading: Reading, choice: str) -> list[Wording]:
    return [w for w in reading.wordings if w.kind == "act" and w.choice == choice]


def _register_acts(choice: str, what: str) -> None:
    def rated(reading: Reading) -> Measurement:
        return rate(spans_of(_acts(reading, choice)), count_words(reading))

    def unnamed(reading: Reading) -> Measurement:
        acts = _acts(reading, choice)
        return share(spans_of(w for w in acts if w.agent is None), len(acts))

    feature(
        FeatureSpec(
            f"wording_{choice}_acts_per_1k_words",
            definition=f"Verbs of {what}, any voice, per 1,000 words.",
            higher_means=f"more {what} is told",
        )
    )(rated)
    feature(
        FeatureSpec(
            f"wording_{choice}_agent_missing_share",
            definition=f"Verbs of {what} whose clause names nobody who does it, as a share of all "
            f"verbs of {what}.",
            higher_means=f"{what} with nobody responsible",
            bounds=(0, 1),
        )
    )(unnamed)


def _register_sides(choice: str, what: str, role: str, part: str) -> None:
    def measured(reading: Reading, actor: str) -> Measurement:
        named = [(w, getattr(w, role)) for w in _acts(reading, choice) if getattr(w, role)]
        own = (w for w, phrase in named if names_side(reading, phrase, actor))
        return share(spans_of(own), len(named))

    actor_feature(
        FeatureSpec(
            f"wording_{{actor}}_{choice}_{role}_share",
            definition=f"Verbs of {what} whose named {part} is on the side of {{actor}}, as a "
            f"share of all verbs of {what} with a named {part}.",
            higher_means=f"{{actor}} is more often the {part} of {what}",
            bounds=(0, 1),
        )
    )(measured)


for _choice, _what in _ACTS.items():
    _register_acts(_choice, _what)
    for _role, _part in (("agent", "doer"), ("patient", "target")):
        _register_sides(_choice, _what, _role, _part)
