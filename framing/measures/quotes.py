"""`quote_`: who is quoted, how directly, by which kind of cue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from framing.language import PENN_TAGS
from framing.measures.columns import actor_features, features, features_by
from framing.measures.counting import (
    concentration,
    count_words,
    entropy,
    inside,
    merged,
    quote_places,
    quoted_spans,
    quotes_share,
    rate,
    remembered,
    share,
    word_share,
    words_in,
    zone_spans,
)
from framing.types import Measurement, Quote, Reading, Span, Spans


def _contents(reading: Reading, keep: Callable[[Quote], bool]) -> Spans:
    return merged([quote.content for quote in reading.quotes if keep(quote)])


features(
    {
        "quote_attributions_per_1k_words": (
            "Attributions (direct, mixed, indirect) per 1,000 words.",
            "more of the story is what others said",
            lambda reading: rate(quote_places(reading.quotes), count_words(reading)),
        ),
        "quote_attributions_count": (
            "Attributions found; the evidence behind all quote shares.",
            "more attributions",
            lambda reading: Measurement(quote_places(reading.quotes)),
        ),
        "quote_words_share": (
            "Words inside any attributed content, as a share of all words.",
            "less of the story is in the outlet's own voice",
            lambda reading: word_share(reading, quoted_spans(reading), count_words(reading)),
            {"voice": "source"},
        ),
    }
)


def _of_kind(reading: Reading, kind: str) -> Measurement:
    spans = _contents(reading, lambda quote: quote.kind == kind)
    return word_share(reading, spans, count_words(reading))


features(
    {
        f"quote_{kind}_words_share": (
            f"Words inside the content of {kind} attributions, as a share of all words.",
            f"more {kind} speech",
            partial(_of_kind, kind=kind),
            {"voice": "source"},
        )
        for kind in ("direct", "mixed", "indirect")
    }
)


_STANCES = {
    "neutral": "plain cues (said, told)",
    "doubt": "cues that keep a distance (claimed, alleged)",
    "endorse": "cues that vouch for the content (noted, revealed)",
    "conflict": "cues that tell a quarrel (accused, slammed)",
    "directive": "cues that demand (urged, called on)",
    "refusal": "refusals to speak (declined to comment)",
}


features_by(
    _STANCES,
    (
        "quote_{key}_share",
        "Attributions with {meaning}, as a share of all attributions.",
        "more {meaning}",
    ),
    lambda reading, stance: quotes_share(reading, lambda quote: quote.stance == stance),
    {"source": "reporting-verb classes after Hyland 2005"},
)


def anonymous(reading: Reading) -> Measurement:
    """Attributions whose source is an unnamed person or group."""
    return quotes_share(reading, lambda quote: quote.anonymous)


features(
    {
        "quote_anonymous_share": (
            "Attributions to unnamed persons, as a share of all attributions.",
            "more unnamed sources",
            anonymous,
        ),
    }
)


def _named(reading: Reading) -> tuple[Spans, list[str]]:
    quotes = [quote for quote in reading.quotes if quote.speaker is not None]
    return quote_places(quotes), [str(quote.speaker) for quote in quotes]


def speakers(reading: Reading) -> Measurement:
    """First attribution of each speaker."""
    first: dict[str, tuple[int, int]] = {}
    for span, name in zip(*_named(reading), strict=True):
        first.setdefault(name, span)
    return Measurement(tuple(first.values()))


def lead_words(reading: Reading) -> Measurement:
    """The parts of contents that lie in the lead."""
    lead = zone_spans(reading, "lead")
    parts = ((max(a, low), min(z, high)) for a, z in quoted_spans(reading) for low, high in lead)
    spans = tuple(part for part in parts if part[0] < part[1])
    return word_share(reading, spans, count_words(reading, zone="lead"))


features(
    {
        "quote_speakers_count": ("Distinct speakers that could be named.", "more voices", speakers),
        "quote_concentration_index": (
            "Herfindahl–Hirschman index of the speakers' shares of attributions.",
            "fewer speakers have the word",
            lambda reading: concentration(*_named(reading)),
            {"bounds": (0, 1), "source": "Hirschman 1964"},
        ),
        "quote_entropy_index": (
            "Shannon entropy of the speakers' shares of attributions, in bits.",
            "the word is spread over more speakers",
            lambda reading: entropy(*_named(reading)),
            {"source": "Shannon 1948"},
        ),
        "quote_lead_words_share": (
            "Words of the lead inside attributed content, as a share of its words.",
            "the story opens with what others said",
            lead_words,
            {"zone": "lead", "voice": "source"},
        ),
        "quote_headline_count": (
            "Attributions whose content begins in the headline.",
            "the headline speaks with a source's voice",
            lambda reading: Measurement(
                inside(quoted_spans(reading), zone_spans(reading, "headline"))
            ),
            {"zone": "headline", "voice": "source"},
        ),
    }
)


def side_words(reading: Reading, actor: str) -> Measurement:
    """Contents of that side weighed by words."""
    spans = _contents(reading, lambda quote: quote.side == actor)
    everything = quoted_spans(reading)
    return word_share(reading, spans, int(sum(words_in(reading, everything))))


def side_doubt(reading: Reading, actor: str) -> Measurement:
    """Doubting cues of that side."""
    quotes = [quote for quote in reading.quotes if quote.side == actor]
    return share(quote_places([q for q in quotes if q.stance == "doubt"]), len(quotes))


actor_features(
    {
        "quote_{actor}_words_share": (
            (
                "Attributed words of speakers on the side of {actor}, as a share of all "
                "attributed words."
            ),
            "{actor} has more of the word",
            side_words,
            {"voice": "source"},
        ),
        "quote_{actor}_doubt_share": (
            (
                "Attributions of speakers on the side of {actor} whose cue keeps a distance, "
                "as a share of that side's attributions."
            ),
            "{actor} is more often said to claim",
            side_doubt,
        ),
    }
)


_PRESENT = np.isin(np.array(PENN_TAGS), ("VBZ", "VBP"))
_FRAGMENT, _LONG = 5, 25  # words
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who"})
_UNNAMED = _PRONOUNS | {""}


class _Said(NamedTuple):
    """An attribution with what its columns ask for: words in lower case, tense of the cue."""

    quote: Quote
    place: Span
    cue: str
    source: str
    present: bool


@remembered()
def _said(reading: Reading) -> tuple[_Said, ...]:
    text, tokens = reading.article.text, reading.tokens
    places = quote_places(reading.quotes)
    if not places:
        return ()
    rows = np.searchsorted(tokens.start, [start for start, _ in places])
    present = _PRESENT[tokens.tag[np.minimum(rows, len(tokens) - 1)]].tolist()
    return tuple(
        _Said(quote, place, _words(text, quote.cue), _words(text, quote.source), tense)
        for quote, place, tense in zip(reading.quotes, places, present, strict=True)
    )


def _words(text: str, spans: Spans) -> str:
    return " ".join([text[a:b] for a, b in spans]).strip().lower()


_SHARES: dict[str, tuple[Callable[[_Said], bool], str, str]] = {
    "cue_first": (
        lambda said: bool(said.quote.cue) and said.place < said.quote.content[0],
        "whose cue stands before the content",
        "speakers are introduced before they speak",
    ),
    "cue_inverted": (
        lambda said: (
            bool(said.quote.cue and said.quote.source) and said.place < said.quote.source[0]
        ),
        "whose cue stands before its source (said the minister)",
        "the older order of cue and speaker",
    ),
    "cue_present": (
        lambda said: bool(said.quote.cue) and said.present,
        "whose cue is in the present tense (says)",
        "speech is told as if it went on, as features do",
    ),
    "no_cue": (
        lambda said: not said.quote.cue,
        "without a cue",
        "words go on without being attributed again",
    ),
    "no_source": (
        lambda said: not said.quote.source,
        "whose source is not named beside them",
        "who speaks must be gathered from elsewhere",
    ),
    "pronoun": (
        lambda said: said.source in _PRONOUNS,
        "whose source is a pronoun",
        "one speaker is followed for longer",
    ),
    "surname": (
        lambda said: (
            said.quote.speaker_kind == "person"
            and " " not in said.source
            and said.source not in _UNNAMED
        ),
        "whose source is a person named by one word",
        "speakers are taken as known",
    ),
    "said": (
        lambda said: said.cue in {"said", "say", "says", "saying"},
        "whose cue is a form of say",
        "speech is reported with the plainest verb",
    ),
    "told": (
        lambda said: said.cue == "told",
        "whose cue is told",
        "it is said to whom sources spoke",
    ),
    "according": (
        lambda said: said.cue.startswith("according"),
        "whose cue is according to",
        "content is assigned rather than spoken",
    ),
    "described": (
        lambda said: len(said.source.split()) > 4,
        "whose source takes more than four words",
        "speakers are introduced at length",
    ),
}


def _share_of(reading: Reading, keep: Callable[[_Said], bool]) -> Measurement:
    said = _said(reading)
    return share(tuple([one.place for one in said if keep(one)]), len(said))


features(
    {
        f"quote_{name}_share": (
            f"Attributions {what}, as a share of all attributions.",
            means,
            partial(_share_of, keep=keep),
        )
        for name, (keep, what, means) in _SHARES.items()
    }
)


@remembered()
def _direct(reading: Reading) -> tuple[Spans, tuple[float, ...]]:
    """First piece and words of each direct or mixed attribution's content."""
    quotes = [quote for quote in reading.quotes if quote.kind != "indirect"]
    counts = [sum(words_in(reading, quote.content)) for quote in quotes]
    return tuple(quote.content[0] for quote in quotes), tuple(counts)


def fragments(reading: Reading) -> Measurement:
    """Short quotations."""
    spans, counts = _direct(reading)
    return share([s for s, n in zip(spans, counts, strict=True) if n < _FRAGMENT], len(spans))


def long_quotes(reading: Reading) -> Measurement:
    """Long quotations."""
    spans, counts = _direct(reading)
    return share([s for s, n in zip(spans, counts, strict=True) if n > _LONG], len(spans))


def direct_length(reading: Reading) -> Measurement:
    """Direct and mixed contents weighed by their words."""
    spans, counts = _direct(reading)
    return Measurement(spans, counts, float(len(spans)))


def position(reading: Reading) -> Measurement:
    """Attributions weighed by where they stand."""
    starts = reading.tokens.start[reading.is_word]
    spans = tuple(one.place for one in _said(reading))
    total = max(1, len(starts))
    before = np.searchsorted(starts, [start for start, _ in spans]) / total
    return Measurement(spans, tuple(before.tolist()), float(len(spans)))


def cue_variety(reading: Reading) -> Measurement:
    """First use of each cue."""
    text, places = reading.article.text, [q.cue[0] for q in reading.quotes if q.cue]
    first: dict[str, Span] = {}
    for start, stop in places:
        first.setdefault(text[start:stop].lower(), (start, stop))
    return share(first.values(), len(places))


features(
    {
        "quote_fragment_share": (
            (
                f"Direct and mixed attributions of fewer than {_FRAGMENT} words, as a share of "
                "all direct and mixed ones."
            ),
            "quotations are cut to single words",
            fragments,
        ),
        "quote_long_share": (
            (
                f"Direct and mixed attributions of more than {_LONG} words, as a share of all "
                "direct and mixed ones."
            ),
            "speakers are quoted at length",
            long_quotes,
        ),
        "quote_direct_length_index": (
            "Mean words of direct and mixed attributions.",
            "longer quotations",
            direct_length,
        ),
        "quote_position_index": (
            (
                "Mean place of attributions in the story, by words before them: 0 at its "
                "start, 1 at its end."
            ),
            "others have the word later",
            position,
            {"bounds": (0, 1)},
        ),
        "quote_cue_variety_share": (
            "Different cues (as written, lower case) divided by attributions with a cue.",
            "speech is described in more ways",
            cue_variety,
        ),
    }
)
