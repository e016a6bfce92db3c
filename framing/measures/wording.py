"""`wording_`: what things are called, how loaded the words are, who is left out of the sentence."""

from __future__ import annotations

from functools import partial

from framing.measures.columns import actor_features, features
from framing.measures.counting import (
    balance,
    count_words,
    entropy,
    holding,
    names_side,
    own_wordings,
    rate,
    sentence_spans,
    share,
    spans_of,
)
from framing.types import Measurement, Reading, Wording

_PAIRS = {
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


def _name_share(reading: Reading, referent: str, choice: str) -> Measurement:
    named = _names(reading, referent)
    return share(spans_of(w for w in named if w.choice == choice), len(named))


features(
    {
        f"wording_{column}_share": (
            f"Names for {what} that are “{name}”, as a share of all names for it that the naming "
            "list knows, in the outlet's own voice.",
            f"more often called “{name}”",
            partial(_name_share, referent=referent, choice=choice),
            {"voice": "outlet"},
        )
        for column, (referent, choice, what, name) in _PAIRS.items()
    }
)


_DISTANCED = ("so_called", "self_proclaimed", "self_styled", "alleged")


def distanced_names(reading: Reading) -> Measurement:
    """Own naming choices whose choice begins with a word of distance."""
    names = own_wordings(reading, "naming")
    return share(spans_of(w for w in names if w.choice.startswith(_DISTANCED)), len(names))


def loaded(reading: Reading) -> Measurement:
    """Own loaded words."""
    return rate(spans_of(own_wordings(reading, "loaded")), count_words(reading, voice="outlet"))


def source_loaded(reading: Reading) -> Measurement:
    """Loaded words of sources."""
    chosen = (w for w in reading.wordings if w.kind == "loaded" and w.voice == "source")
    return rate(spans_of(chosen), count_words(reading, voice="source"))


def loaded_balance(reading: Reading) -> Measurement:
    """Own praise against own blame."""
    own = own_wordings(reading, "loaded")
    praise = spans_of(w for w in own if w.choice == "praise")
    return balance(praise, spans_of(w for w in own if w.choice == "blame"))


features(
    {
        "wording_so_called_share": (
            (
                "Names that the outlet holds at a distance (so-called, self-proclaimed, "
                "self-styled, alleged), as a share of all naming choices in its own voice."
            ),
            "more names are not vouched for",
            distanced_names,
            {"voice": "outlet", "version": "2"},
        ),
        "wording_naming_count": (
            "Naming choices (places where the naming list knows another name), any voice.",
            "more evidence behind the naming shares",
            lambda reading: Measurement(
                spans_of(w for w in reading.wordings if w.kind == "naming")
            ),
        ),
        "wording_loaded_per_1k_words": (
            "Loaded words in the outlet's own voice per 1,000 words of it.",
            "the outlet judges more",
            loaded,
            {"voice": "outlet"},
        ),
        "wording_source_loaded_per_1k_words": (
            "Loaded words in sources' voices per 1,000 words of them.",
            "the sources judge more",
            source_loaded,
            {"voice": "source"},
        ),
        "wording_loaded_balance_index": (
            ("(praising - blaming) / (praising + blaming) loaded words in the outlet's own voice."),
            "the outlet praises more than it blames",
            loaded_balance,
            {"voice": "outlet", "bounds": (-1, 1)},
        ),
    }
)


_BOOSTERS = {
    "booster": ("boosters (clearly, undoubtedly)", "Hyland 2005"),
    "factive": ("factive verbs (realise, reveal)", "Karttunen 1971"),
    "assertive": ("assertive verbs (insist, argue)", "Hooper 1975"),
    "implicative": ("implicative verbs (manage to, fail to)", "Karttunen 1971"),
}


def _booster_rate(reading: Reading, choice: str) -> Measurement:
    own = (w for w in own_wordings(reading, "booster") if w.choice == choice)
    return rate(spans_of(own), count_words(reading, voice="outlet"))


features(
    {
        f"wording_{choice}_per_1k_words": (
            f"{meaning[0].upper()}{meaning[1:]} in the outlet's own voice per 1,000 words of it.",
            f"more {meaning}",
            partial(_booster_rate, choice=choice),
            {"voice": "outlet", "source": source},
        )
        for choice, (meaning, source) in _BOOSTERS.items()
    }
)


def agentless(reading: Reading) -> Measurement:
    """Agentless passives."""
    chosen = (w for w in reading.wordings if w.kind == "agentless_passive")
    return rate(spans_of(chosen), count_words(reading))


def violent_agentless(reading: Reading) -> Measurement:
    """Agentless passives of violent verbs."""
    passives = [w for w in reading.wordings if w.kind == "agentless_passive"]
    return share(spans_of(w for w in passives if w.choice == "violent"), len(passives))


def nominalised(reading: Reading) -> Measurement:
    """Nouns of violence."""
    chosen = (w for w in reading.wordings if w.kind == "nominalisation")
    return rate(spans_of(chosen), count_words(reading))


def scare_quotes(reading: Reading) -> Measurement:
    """Short quoted fragments in the outlet's own voice."""
    chosen = (w for w in reading.wordings if w.kind == "scare_quote" and w.voice == "outlet")
    return rate(spans_of(chosen), count_words(reading))


def loaded_sentences(reading: Reading) -> Measurement:
    """Sentences that hold an own loaded word."""
    sentences = sentence_spans(reading)
    return share(
        holding(sentences, (w.start for w in own_wordings(reading, "loaded"))), len(sentences)
    )


features(
    {
        "wording_agentless_passive_per_1k_words": (
            (
                "Passives with a form of be or get that name no doer (no “by” with a noun in "
                "the clause; states such as “is located” left out), any voice, per 1,000 words."
            ),
            "more is done by nobody in particular",
            agentless,
        ),
        "wording_violent_agentless_share": (
            ("Agentless passives of violence (was killed), as a share of all agentless passives."),
            "violence without a doer",
            violent_agentless,
        ),
        "wording_nominalised_violence_per_1k_words": (
            "Violence told as a noun (the killing of), any voice, per 1,000 words.",
            "violence happens without anybody doing it",
            nominalised,
        ),
        "wording_scare_quotes_per_1k_words": (
            (
                "Fragments of at most three words between quotation marks that no attribution "
                "covers, per 1,000 words."
            ),
            "the outlet keeps a distance from more words",
            scare_quotes,
            {"voice": "outlet"},
        ),
        "wording_loaded_sentences_share": (
            (
                "Sentences with a loaded word in the outlet's own voice, as a share of all "
                "sentences."
            ),
            "more sentences judge",
            loaded_sentences,
            {"voice": "outlet"},
        ),
    }
)


_ACTS = {"violent": "violence", "cooperative": "cooperation"}


def _acts(reading: Reading, choice: str) -> list[Wording]:
    return [w for w in reading.wordings if w.kind == "act" and w.choice == choice]


def _act_rate(reading: Reading, choice: str) -> Measurement:
    return rate(spans_of(_acts(reading, choice)), count_words(reading))


def _nobody_share(reading: Reading, choice: str) -> Measurement:
    acts = _acts(reading, choice)
    return share(spans_of(w for w in acts if w.agent is None), len(acts))


def _side_share(reading: Reading, actor: str, choice: str, role: str) -> Measurement:
    named = [(w, getattr(w, role)) for w in _acts(reading, choice) if getattr(w, role)]
    own = (w for w, phrase in named if names_side(reading, phrase, actor))
    return share(spans_of(own), len(named))


for _choice, _what in _ACTS.items():
    features(
        {
            f"wording_{_choice}_acts_per_1k_words": (
                f"Verbs of {_what}, any voice, per 1,000 words.",
                f"more {_what} is told",
                partial(_act_rate, choice=_choice),
            ),
            f"wording_{_choice}_agent_missing_share": (
                f"Verbs of {_what} whose clause names nobody who does it, as a share of all "
                f"verbs of {_what}.",
                f"{_what} with nobody responsible",
                partial(_nobody_share, choice=_choice),
            ),
        }
    )
    actor_features(
        {
            f"wording_{{actor}}_{_choice}_{role}_share": (
                f"Verbs of {_what} whose named {part} is on the side of {{actor}}, as a share of "
                f"all verbs of {_what} with a named {part}.",
                f"{{actor}} is more often the {part} of {_what}",
                partial(_side_share, choice=_choice, role=role),
            )
            for role, part in (("agent", "doer"), ("patient", "target"))
        }
    )


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


def _names(reading: Reading, referent: str | None = None) -> list[Wording]:
    return [
        w
        for w in reading.wordings
        if w.kind == "naming" and w.voice == "outlet" and referent in (None, w.referent)
    ]


def _name_count(reading: Reading, referent: str) -> Measurement:
    return Measurement(spans_of(_names(reading, referent)))


def _blame_share(reading: Reading, referent: str) -> Measurement:
    names = _names(reading, referent)
    return share(spans_of(w for w in names if w.polarity < 0), len(names))


for _referent, _what in _REFERENTS.items():
    features(
        {
            f"wording_{_referent}_names_count": (
                f"Names for {_what} that the naming list knows, in the outlet's own voice.",
                "more evidence behind the shares of its names",
                partial(_name_count, referent=_referent),
                {"voice": "outlet"},
            ),
            f"wording_{_referent}_blame_share": (
                f"Names for {_what} that speak against it (or, for an event, against its doer), "
                "as a share of all its names, in the outlet's own voice.",
                "a harsher choice of names",
                partial(_blame_share, referent=_referent),
                {"voice": "outlet"},
            ),
        }
    )


def blaming_names(reading: Reading) -> Measurement:
    """Blaming names among those with a polarity."""
    sided = [w for w in _names(reading) if w.polarity]
    return share(spans_of(w for w in sided if w.polarity < 0), len(sided))


def names_entropy(reading: Reading) -> Measurement:
    """Own naming choices by referent and name."""
    names = _names(reading)
    return entropy(spans_of(names), [(w.referent, w.choice) for w in names])


features(
    {
        "wording_naming_blame_share": (
            (
                "Names that speak against what they name, as a share of the naming choices "
                "that take a side, in the outlet's own voice."
            ),
            "harsher names",
            blaming_names,
            {"voice": "outlet"},
        ),
        "wording_naming_entropy_index": (
            (
                "Shannon entropy (bits) of the pairs of referent and name that the outlet "
                "uses in its own voice."
            ),
            "more different names",
            names_entropy,
            {"voice": "outlet", "source": "Shannon 1948"},
        ),
    }
)
