"""`wording_`: by which names the most debated referents go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from framing.measures.counting import entropy, share, spans_of
from framing.registry import FeatureSpec, feature
from framing.types import Measurement, Reading, Wording

_REFERENTS = {
    "syrian_state": "the Syrian state",
    "syrian_armed_opposition": "the armed Syrian opposition",
    "islamic_state": "Islamic State",
    "russian_state": "the Russian state",
    "vladimir_putin": "Vladimir Putin",
    "election_interference": "Russian interference in elections",
    "russia_investigation": "the investigation of it",
    "donbas_forces": "the armed separatists of Donbas",
    "war_in_ukraine": "the war in Ukraine",
    "airstrike_event": "strikes from the air",
    "death": "a death",
}


def naming_distribution(readings: Iterable[Reading]) -> dict[str, Counter[str]]:
    """For each referent of the naming list how often the outlets used each name themselves."""
    found: dict[str, Counter[str]] = {}
    for reading in readings:
        for wording in reading.wordings:
            if wording.kind == "naming" and wording.voice == "outlet" and wording.referent:
                found.setdefault(wording.referent, Counter())[wording.choice] += 1
    return found


def _names(reading: Reading, referent: str | None = None) -> list[Wording]:
    return [
        w
        for w in reading.wordings
        if w.kind == "naming" and w.voice == "outlet" and referent in (None, w.referent)
    ]


def _register_referents() -> None:
    for referent, what in _REFERENTS.items():

        def counted(reading: Reading, referent: str = referent) -> Measurement:
            return Measurement(spans_of(_names(reading, referent)))

        def blaming(reading: Reading, referent: str = referent) -> Measurement:
            names = _names(reading, referent)
            return share(spans_of(w for w in names if w.polarity < 0), len(names))

        count = FeatureSpec(
            f"wording_{referent}_names_count",
            definition=f"Names for {what} that the naming list knows, in the outlet's own voice.",
            higher_means="more evidence behind the shares of its names",
            voice="outlet",
        )
        blame = FeatureSpec(
            f"wording_{referent}_blame_share",
            definition=f"Names for {what} that speak against it (or, for an event, against its "
            "doer), as a share of all its names, in the outlet's own voice.",
            higher_means="a harsher choice of names",
            voice="outlet",
            bounds=(0, 1),
        )
        feature(count)(counted)
        feature(blame)(blaming)


_register_referents()


@feature(
    FeatureSpec(
        "wording_naming_blame_share",
        definition="Names that speak against what they name, as a share of the naming choices "
        "that take a side, in the outlet's own voice.",
        higher_means="harsher names",
        voice="outlet",
        bounds=(0, 1),
    )
)
def blaming_names(reading: Reading) -> Measurement:
    """Blaming names among those with a polarity."""
    sided = [w for w in _names(reading) if w.polarity]
    return share(spans_of(w for w in sided if w.polarity < 0), len(sided))


@feature(
    FeatureSpec(
        "wording_naming_entropy_index",
        definition="Shannon entropy (bits) of the pairs of referent and name that the outlet "
        "uses in its own voice.",
        higher_means="more different names",
        voice="outlet",
        source="Shannon 1948",
    )
)
def names_entropy(reading: Reading) -> Measurement:
    """Own naming choices by referent and name."""
    names = _names(reading)
    return entropy(spans_of(names), [(w.referent, w.choice) for w in names])
