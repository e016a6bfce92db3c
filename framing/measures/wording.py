"""`wording_`: what things are called, how loaded the words are, who is left out of the sentence."""

from __future__ import annotations

from framing.measures.counting import (
    balance,
    count_words,
    holding,
    rate,
    sentence_spans,
    share,
    spans_of,
)
from framing.registry import FeatureSpec, feature
from framing.types import Measurement, Reading, Wording


def _own(reading: Reading, kind: str) -> list[Wording]:
    return [w for w in reading.wordings if w.kind == kind and w.voice == "outlet"]


def _register_names() -> None:
    pairs = {
        "regime": ("syrian_state", "regime", "the Syrian state", "the regime"),
        "daesh": ("islamic_state", "daesh", "Islamic State", "Daesh"),
        "terrorists": (
            "syrian_armed_opposition",
            "terrorists",
            "the armed Syrian opposition",
            "terrorists",
        ),
        "rebels": ("syrian_armed_opposition", "rebels", "the armed Syrian opposition", "rebels"),
    }
    for column, (referent, choice, what, name) in pairs.items():

        def measured(
            reading: Reading, referent: str = referent, choice: str = choice
        ) -> Measurement:
            named = [w for w in _own(reading, "naming") if w.referent == referent]
            return share(spans_of(w for w in named if w.choice == choice), len(named))

        spec = FeatureSpec(
            f"wording_{column}_share",
            definition=f"Names for {what} that are “{name}”, as a share of all names for it that "
            "the naming list knows, in the outlet's own voice.",
            higher_means=f"more often called “{name}”",
            voice="outlet",
            bounds=(0, 1),
        )
        feature(spec)(measured)


_register_names()

_DISTANCED = ("so_called", "self_proclaimed", "self_styled", "alleged")


@feature(
    FeatureSpec(
        "wording_so_called_share",
        definition="Names that the outlet holds at a distance (so-called, self-proclaimed, "
        "self-styled, alleged), as a share of all naming choices in its own voice.",
        higher_means="more names are not vouched for",
        voice="outlet",
        bounds=(0, 1),
        version="2",
    )
)
def distanced_names(reading: Reading) -> Measurement:
    """Own naming choices whose choice begins with a word of distance."""
    names = _own(reading, "naming")
    return share(spans_of(w for w in names if w.choice.startswith(_DISTANCED)), len(names))


@feature(
    FeatureSpec(
        "wording_naming_count",
        definition="Naming choices (places where the naming list knows another name), any voice.",
        higher_means="more evidence behind the naming shares",
    )
)
def naming(reading: Reading) -> Measurement:
    """Every naming choice."""
    return Measurement(spans_of(w for w in reading.wordings if w.kind == "naming"))


@feature(
    FeatureSpec(
        "wording_loaded_per_1k_words",
        definition="Loaded words in the outlet's own voice per 1,000 words of it.",
        higher_means="the outlet judges more",
        voice="outlet",
    )
)
def loaded(reading: Reading) -> Measurement:
    """Own loaded words."""
    return rate(spans_of(_own(reading, "loaded")), count_words(reading, voice="outlet"))


@feature(
    FeatureSpec(
        "wording_source_loaded_per_1k_words",
        definition="Loaded words in sources' voices per 1,000 words of them.",
        higher_means="the sources judge more",
        voice="source",
    )
)
def source_loaded(reading: Reading) -> Measurement:
    """Loaded words of sources."""
    chosen = (w for w in reading.wordings if w.kind == "loaded" and w.voice == "source")
    return rate(spans_of(chosen), count_words(reading, voice="source"))


@feature(
    FeatureSpec(
        "wording_loaded_balance_index",
        definition="(praising - blaming) / (praising + blaming) loaded words in the outlet's own "
        "voice.",
        higher_means="the outlet praises more than it blames",
        voice="outlet",
        bounds=(-1, 1),
    )
)
def loaded_balance(reading: Reading) -> Measurement:
    """Own praise against own blame."""
    own = _own(reading, "loaded")
    praise = spans_of(w for w in own if w.choice == "praise")
    return balance(praise, spans_of(w for w in own if w.choice == "blame"))


def _register_boosters() -> None:
    meanings = {
        "booster": ("boosters (clearly, undoubtedly)", "Hyland 2005"),
        "factive": ("factive verbs (realise, reveal)", "Karttunen 1971"),
        "assertive": ("assertive verbs (insist, argue)", "Hooper 1975"),
        "implicative": ("implicative verbs (manage to, fail to)", "Karttunen 1971"),
    }
    for choice, (meaning, source) in meanings.items():

        def measured(reading: Reading, choice: str = choice) -> Measurement:
            own = (w for w in _own(reading, "booster") if w.choice == choice)
            return rate(spans_of(own), count_words(reading, voice="outlet"))

        spec = FeatureSpec(
            f"wording_{choice}_per_1k_words",
            definition=f"{meaning[0].upper()}{meaning[1:]} in the outlet's own voice per 1,000 "
            "words of it.",
            higher_means=f"more {meaning}",
            voice="outlet",
            source=source,
        )
        feature(spec)(measured)


_register_boosters()


@feature(
    FeatureSpec(
        "wording_agentless_passive_per_1k_words",
        definition="Passives with a form of be or get that name no doer (no “by” with a noun in "
        "the clause; states such as “is located” left out), any voice, per 1,000 words.",
        higher_means="more is done by nobody in particular",
    )
)
def agentless(reading: Reading) -> Measurement:
    """Agentless passives."""
    chosen = (w for w in reading.wordings if w.kind == "agentless_passive")
    return rate(spans_of(chosen), count_words(reading))


@feature(
    FeatureSpec(
        "wording_violent_agentless_share",
        definition="Agentless passives of violence (was killed), as a share of all agentless "
        "passives.",
        higher_means="violence without a doer",
        bounds=(0, 1),
    )
)
def violent_agentless(reading: Reading) -> Measurement:
    """Agentless passives of violent verbs."""
    passives = [w for w in reading.wordings if w.kind == "agentless_passive"]
    return share(spans_of(w for w in passives if w.choice == "violent"), len(passives))


@feature(
    FeatureSpec(
        "wording_nominalised_violence_per_1k_words",
        definition="Violence told as a noun (the killing of), any voice, per 1,000 words.",
        higher_means="violence happens without anybody doing it",
    )
)
def nominalised(reading: Reading) -> Measurement:
    """Nouns of violence."""
    chosen = (w for w in reading.wordings if w.kind == "nominalisation")
    return rate(spans_of(chosen), count_words(reading))


@feature(
    FeatureSpec(
        "wording_scare_quotes_per_1k_words",
        definition="Fragments of at most three words between quotation marks that no attribution "
        "covers, per 1,000 words.",
        higher_means="the outlet keeps a distance from more words",
        voice="outlet",
    )
)
def scare_quotes(reading: Reading) -> Measurement:
    """Short quoted fragments in the outlet's own voice."""
    chosen = (w for w in reading.wordings if w.kind == "scare_quote" and w.voice == "outlet")
    return rate(spans_of(chosen), count_words(reading))


@feature(
    FeatureSpec(
        "wording_loaded_sentences_share",
        definition="Sentences with a loaded word in the outlet's own voice, as a share of all "
        "sentences.",
        higher_means="more sentences judge",
        voice="outlet",
        bounds=(0, 1),
    )
)
def loaded_sentences(reading: Reading) -> Measurement:
    """Sentences that hold an own loaded word."""
    sentences = sentence_spans(reading)
    return share(holding(sentences, (w.start for w in _own(reading, "loaded"))), len(sentences))
