"""`reuse_`: how much of the story stands in other articles of the corpus, and where it stood first.

What a corpus shares is found by `find_reuse` and carried by `Article.shared`; without it these
columns are empty.
"""

from __future__ import annotations

from collections.abc import Iterable

from framing.measures.columns import FeatureSpec, feature
from framing.measures.counting import count_words, merged, words_in
from framing.types import Measurement, Reading, Shared, Spans


def _spans(shared: Iterable[Shared]) -> Spans:
    """Copied words in order, each once, however many articles share them."""
    return merged([tuple((one.start, one.stop) for one in shared)])


def _word_count(reading: Reading, spans: Spans) -> float:
    return sum(words_in(reading, spans))


@feature(
    FeatureSpec(
        "reuse_shared_share",
        definition="Words in passages of 12 or more words that another article of the corpus "
        "shares, word for word or nearly, divided by words. Shared quotations, stock phrases and "
        "an outlet's standing text do not count. Empty unless reuse was looked for.",
        higher_means="more of the story is copied, from others or by others",
        bounds=(0, 1),
    )
)
def shared_share(reading: Reading) -> Measurement:
    """Copied passages weighed by their words."""
    shared = reading.article.shared
    spans = _spans(shared or ())
    total = 0 if shared is None else count_words(reading)
    return Measurement(spans, words_in(reading, spans), float(total))


@feature(
    FeatureSpec(
        "reuse_agency_credited_share",
        definition="Copied words in passages for which this article credits a news agency, divided "
        "by all its copied words. Empty where nothing is copied.",
        higher_means="what is copied is agency copy that is named as such",
        bounds=(0, 1),
    )
)
def agency_credited(reading: Reading) -> Measurement:
    """Copied passages of an article that credits an agency."""
    shared = reading.article.shared or ()
    spans = _spans(one for one in shared if one.credited)
    return Measurement(spans, words_in(reading, spans), _word_count(reading, _spans(shared)))


@feature(
    FeatureSpec(
        "reuse_first_index",
        definition="(Copied words that stood here first - words that stood elsewhere first) / "
        "words of both, by day of publication; a word shared with several articles counts once "
        "each way. Empty where the days do not tell.",
        higher_means="the others copied from this article; below 0, it came later",
        bounds=(-1, 1),
    )
)
def first_index(reading: Reading) -> Measurement:
    """Passages that stood here first count for, those that stood elsewhere first against."""
    shared = reading.article.shared or ()
    here = _spans(one for one in shared if one.first > 0)
    there = _spans(one for one in shared if one.first < 0)
    signed = [(span, n) for span, n in zip(here, words_in(reading, here), strict=True)]
    signed += [(span, -n) for span, n in zip(there, words_in(reading, there), strict=True)]
    signed.sort()
    weights = tuple(weight for _, weight in signed)
    return Measurement(tuple(span for span, _ in signed), weights, sum(map(abs, weights)))
