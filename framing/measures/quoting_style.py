"""`quote_`: how attributions are built: where the cue stands, its tense, who is named, how long."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from framing.language import TAG_ID
from framing.measures.counting import share, words_in
from framing.registry import FeatureSpec, feature
from framing.types import Measurement, Quote, Reading, Span, Spans

_PRESENT = (TAG_ID["VBZ"], TAG_ID["VBP"])
_FRAGMENT, _LONG = 5, 25  # words
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who"})


def _place(quote: Quote) -> Span:
    return (quote.cue or quote.content)[0]


def _share_of(reading: Reading, keep: Callable[[Quote], bool]) -> Measurement:
    quotes = reading.quotes
    return share([_place(quote) for quote in quotes if keep(quote)], len(quotes))


def _source_words(reading: Reading, quote: Quote) -> str:
    return " ".join(reading.article.text[a:b] for a, b in quote.source).strip().lower()


def _cue_words(reading: Reading, quote: Quote) -> str:
    return " ".join(reading.article.text[a:b] for a, b in quote.cue).strip().lower()


def _is_present(reading: Reading, quote: Quote) -> bool:
    if not quote.cue:
        return False
    row = int(np.searchsorted(reading.tokens.start, quote.cue[0][0]))
    return row < len(reading.tokens) and int(reading.tokens.tag[row]) in _PRESENT


_SHARES: dict[str, tuple[Callable[[Reading, Quote], bool], str, str]] = {
    "cue_first": (
        lambda reading, quote: bool(quote.cue) and quote.cue[0] < quote.content[0],
        "whose cue stands before the content",
        "speakers are introduced before they speak",
    ),
    "cue_inverted": (
        lambda reading, quote: bool(quote.cue and quote.source) and quote.cue[0] < quote.source[0],
        "whose cue stands before its source (said the minister)",
        "the older order of cue and speaker",
    ),
    "cue_present": (
        _is_present,
        "whose cue is in the present tense (says)",
        "speech is told as if it went on, as features do",
    ),
    "no_cue": (
        lambda reading, quote: not quote.cue,
        "without a cue",
        "words go on without being attributed again",
    ),
    "no_source": (
        lambda reading, quote: not quote.source,
        "whose source is not named beside them",
        "who speaks must be gathered from elsewhere",
    ),
    "pronoun": (
        lambda reading, quote: _source_words(reading, quote) in _PRONOUNS,
        "whose source is a pronoun",
        "one speaker is followed for longer",
    ),
    "surname": (
        lambda reading, quote: (
            quote.speaker_kind == "person"
            and " " not in _source_words(reading, quote)
            and _source_words(reading, quote) not in {*_PRONOUNS, ""}
        ),
        "whose source is a person named by one word",
        "speakers are taken as known",
    ),
    "said": (
        lambda reading, quote: _cue_words(reading, quote) in {"said", "say", "says", "saying"},
        "whose cue is a form of say",
        "speech is reported with the plainest verb",
    ),
    "told": (
        lambda reading, quote: _cue_words(reading, quote) == "told",
        "whose cue is told",
        "it is said to whom sources spoke",
    ),
    "according": (
        lambda reading, quote: _cue_words(reading, quote).startswith("according"),
        "whose cue is according to",
        "content is assigned rather than spoken",
    ),
    "described": (
        lambda reading, quote: len(_source_words(reading, quote).split()) > 4,
        "whose source takes more than four words",
        "speakers are introduced at length",
    ),
}


def _register_shares() -> None:
    for name, (keep, what, means) in _SHARES.items():

        def measured(
            reading: Reading, keep: Callable[[Reading, Quote], bool] = keep
        ) -> Measurement:
            return _share_of(reading, lambda quote: keep(reading, quote))

        spec = FeatureSpec(
            f"quote_{name}_share",
            definition=f"Attributions {what}, as a share of all attributions.",
            higher_means=means,
            bounds=(0, 1),
        )
        feature(spec)(measured)


_register_shares()


def _direct(reading: Reading) -> tuple[Spans, tuple[float, ...]]:
    """Whole span and words of each direct or mixed attribution's content."""
    quotes = [quote for quote in reading.quotes if quote.kind != "indirect"]
    counts = [sum(words_in(reading, quote.content)) for quote in quotes]
    return tuple(quote.content[0] for quote in quotes), tuple(counts)


@feature(
    FeatureSpec(
        "quote_fragment_share",
        definition=f"Direct and mixed attributions of fewer than {_FRAGMENT} words, as a share of "
        "all direct and mixed ones.",
        higher_means="quotations are cut to single words",
        bounds=(0, 1),
    )
)
def fragments(reading: Reading) -> Measurement:
    """Short quotations."""
    spans, counts = _direct(reading)
    return share([s for s, n in zip(spans, counts, strict=True) if n < _FRAGMENT], len(spans))


@feature(
    FeatureSpec(
        "quote_long_share",
        definition=f"Direct and mixed attributions of more than {_LONG} words, as a share of all "
        "direct and mixed ones.",
        higher_means="speakers are quoted at length",
        bounds=(0, 1),
    )
)
def long_quotes(reading: Reading) -> Measurement:
    """Long quotations."""
    spans, counts = _direct(reading)
    return share([s for s, n in zip(spans, counts, strict=True) if n > _LONG], len(spans))


@feature(
    FeatureSpec(
        "quote_direct_length_index",
        definition="Mean words of direct and mixed attributions.",
        higher_means="longer quotations",
    )
)
def direct_length(reading: Reading) -> Measurement:
    """Direct and mixed contents weighed by their words."""
    spans, counts = _direct(reading)
    return Measurement(spans, counts, float(len(spans)))


@feature(
    FeatureSpec(
        "quote_position_index",
        definition="Mean place of attributions in the story, by words before them: 0 at its "
        "start, 1 at its end.",
        higher_means="others have the word later",
        bounds=(0, 1),
    )
)
def position(reading: Reading) -> Measurement:
    """Attributions weighed by where they stand."""
    starts = reading.tokens.start[reading.is_word]
    spans = tuple(_place(quote) for quote in reading.quotes)
    total = max(1, len(starts))
    before = np.searchsorted(starts, [start for start, _ in spans]) / total
    return Measurement(spans, tuple(before.tolist()), float(len(spans)))


@feature(
    FeatureSpec(
        "quote_cue_variety_share",
        definition="Different cues (as written, lower case) divided by attributions with a cue.",
        higher_means="speech is described in more ways",
        bounds=(0, 1),
    )
)
def cue_variety(reading: Reading) -> Measurement:
    """First use of each cue."""
    first: dict[str, Span] = {}
    total = 0
    for quote in reading.quotes:
        if quote.cue:
            total += 1
            start, stop = quote.cue[0]
            first.setdefault(reading.article.text[start:stop].lower(), (start, stop))
    return share(first.values(), total)
