"""`text_`: grammar of the outlet's own voice: word kinds, tenses, constructions, sentences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from framing.language import TAG_ID
from framing.measures.columns import FeatureSpec, feature, features
from framing.measures.counting import (
    RowSpans,
    count_words,
    marked_rows,
    own_rows,
    rate,
    remembered,
    row_spans,
    sentence_rows,
    sentence_spans,
    sentence_words,
    share,
    words_in,
)
from framing.types import BoolArray, Measurement, Reading

_KINDS = {
    "common_nouns": ("NN NNS", "common nouns", "tells of things and notions"),
    "plural_nouns": ("NNS", "plural nouns", "tells of many"),
    "names": ("NNP NNPS", "proper nouns", "names names"),
    "adjectives": ("JJ", "adjectives", "describes"),
    "comparatives": ("JJR RBR", "comparatives", "compares"),
    "adverbs": ("RB", "adverbs", "qualifies"),
    "prepositions": ("IN", "prepositions and subordinators", "packs information densely"),
    "determiners": ("DT", "determiners", "points to known things"),
    "conjunctions": ("CC", "coordinating conjunctions", "strings together"),
    "pronouns": ("PRP", "personal pronouns", "is involved rather than informational"),
    "possessives": ("PRP$ POS", "possessives", "tells of belonging"),
    "figures": ("CD", "numerals", "counts"),
    "past": ("VBD", "verbs in the past", "narrates"),
    "present": ("VBP VBZ", "verbs in the present", "comments"),
    "base_verbs": ("VB", "verbs in the base form", "tells of what can or shall be"),
    "ing_verbs": ("VBG", "verbs in -ing", "tells of what goes on"),
    "participles": ("VBN", "past participles", "tells of what was done"),
    "modals": ("MD", "modal verbs", "tells of what may or must be"),
    "particles": ("RP", "verb particles", "is colloquial"),
    "question_words": ("WP WRB WDT", "question and relative words", "embeds clauses"),
    "existential": ("EX", "existential there", "states what exists"),
}
_PAIRS = {
    "full_names": ("NNP", "NNP", "two names in a row", "names persons and bodies in full"),
    "compounds": ("NN", "NN NNS", "noun before noun", "packs nouns"),
    "described_nouns": ("JJ", "NN NNS", "adjective before noun", "describes things"),
    "titled_names": ("NN", "NNP", "common noun before name", "introduces names by role"),
    "named_nouns": ("NNP", "NN NNS", "name before common noun", "labels things by name"),
    "noun_phrases_in": ("NN NNS", "IN", "noun before preposition", "nests noun phrases"),
    "prepositions_names": ("IN", "NNP", "preposition before name", "places by name"),
    "prepositions_articles": ("IN", "DT", "preposition before determiner", "nests phrases"),
    "articles_names": ("DT", "NNP", "determiner before name", "names bodies"),
    "articles_adjectives": ("DT", "JJ", "determiner before adjective", "describes known things"),
    "names_act": ("NNP", "VBD VBZ VBP", "name before finite verb", "lets names act"),
    "pronouns_act": ("PRP", "VBD VBZ VBP MD", "pronoun before finite verb", "keeps to an actor"),
    "nouns_act": ("NN NNS", "VBD VBZ VBP MD", "noun before finite verb", "lets roles act"),
    "auxiliary_participles": (
        "VBD VBZ VBP VB VBN",
        "VBN",
        "auxiliary before participle",
        "uses passive and perfect forms",
    ),
    "auxiliary_ing": (
        "VBD VBZ VBP VB VBN",
        "VBG",
        "auxiliary before -ing",
        "tells of what goes on",
    ),
    "infinitives": ("TO", "VB", "to before verb", "tells of aims"),
    "split_verbs": ("MD VBD VBZ VBP", "RB", "adverb behind an auxiliary", "qualifies verbs"),
    "prepositions_ing": ("IN", "VBG", "preposition before -ing", "condenses clauses"),
    "counted": ("CD", "NN NNS", "numeral before noun", "counts things"),
    "complements": ("VBD VBZ VBP VB", "IN", "verb before preposition or that", "embeds clauses"),
    "objects": ("VBD VBZ VBP VB VBG", "DT", "verb before determiner", "tells who did what"),
    "coordinated_nouns": ("CC", "NN NNS NNP", "noun behind and", "lists"),
    "coordinated_verbs": ("CC", "VBD VBZ VBP VB", "verb behind and", "strings actions"),
}
_OPENINGS = {
    "conjunction": ("CC", "a conjunction", "is conversational"),
    "pronoun": ("PRP", "a pronoun", "keeps to an actor"),
    "preposition": ("IN", "a preposition or subordinator", "sets the scene first"),
    "adverb": ("RB", "an adverb", "comments first"),
    "article": ("DT", "a determiner", "opens with things"),
    "name": ("NNP NNPS", "a name", "opens with who"),
}
_SHORT, _LONG = 10, 30  # words a sentence
_OTHER = len(TAG_ID)
_NO_PAIR = _OTHER * _OTHER


def _table(tags: str) -> BoolArray:
    """Whether a tag is one of these; the last place is for tokens of other voices."""
    table = np.zeros(_OTHER + 1, bool)
    table[[TAG_ID[tag] for tag in tags.split()]] = True
    return table


def _pair_table(left: str, right: str) -> BoolArray:
    pairs = np.outer(_table(left)[:_OTHER], _table(right)[:_OTHER])
    return np.append(pairs.ravel(), False)


@remembered()
def _own_tags(reading: Reading) -> NDArray[np.int64]:
    """Tag of each token in the outlet's own voice, -1 elsewhere."""
    tags: NDArray[np.int64] = np.where(
        own_rows(reading), reading.tokens.tag.astype(np.int64), _OTHER
    )
    return tags


@remembered()
def _own_pairs(reading: Reading) -> NDArray[np.int64]:
    """Tags of each token and of the next in its sentence as one number, `_NO_PAIR` elsewhere."""
    tags, sentence = _own_tags(reading), reading.tokens.sentence
    left, right = tags[:-1], tags[1:]
    together = (sentence[:-1] == sentence[1:]) & (left != _OTHER) & (right != _OTHER)
    pairs: NDArray[np.int64] = np.where(together, left * _OTHER + right, _NO_PAIR)
    return pairs


def _register(name: str, what: str, does: str, measure: Callable[[Reading], Measurement]) -> None:
    spec = FeatureSpec(
        f"text_{name}_per_1k_words",
        definition=f"{what[0].upper()}{what[1:]} (by part-of-speech tag) in the outlet's own "
        "voice, per 1,000 words of it.",
        higher_means=f"the outlet {does}",
        voice="outlet",
        source="after Biber 1988",
    )
    feature(spec)(measure)


def _register_kinds() -> None:
    for name, (tags, what, does) in _KINDS.items():

        def measured(reading: Reading, table: BoolArray = _table(tags)) -> Measurement:  # noqa: B008
            rows = marked_rows(table[_own_tags(reading)])
            return rate(row_spans(reading, rows), count_words(reading, voice="outlet"))

        _register(f"grammar_{name}", what, does, measured)


def _register_pairs() -> None:
    for name, (left, right, what, does) in _PAIRS.items():
        table = _pair_table(left, right)

        def measured(reading: Reading, table: BoolArray = table) -> Measurement:
            rows = marked_rows(table[_own_pairs(reading)])
            spans = RowSpans(reading.tokens, rows, rows + 1)
            return rate(spans, count_words(reading, voice="outlet"))

        _register(f"construction_{name}", what, does, measured)


def _register_openings() -> None:
    for name, (tags, what, does) in _OPENINGS.items():

        def measured(reading: Reading, table: BoolArray = _table(tags)) -> Measurement:  # noqa: B008
            first, last, _ = sentence_rows(reading)
            opens = table[reading.tokens.tag[first]]
            return share(RowSpans(reading.tokens, first[opens], last[opens]), len(first))

        spec = FeatureSpec(
            f"text_opening_{name}_share",
            definition=f"Sentences whose first word is {what}, as a share of all sentences.",
            higher_means=f"the outlet {does}",
            bounds=(0, 1),
        )
        feature(spec)(measured)


_register_kinds()
_register_pairs()
_register_openings()


def _of_length(reading: Reading, low: float, high: float) -> Measurement:
    first, last, words = sentence_rows(reading)
    kept = (words > low) & (words < high)
    return share(RowSpans(reading.tokens, first[kept], last[kept]), len(first))


def sentence_spread(reading: Reading) -> Measurement:
    """Sentences weighed by their squared distance from the mean length, in means."""
    spans = sentence_spans(reading)
    words = np.array(sentence_words(reading))
    mean = words.mean() if len(words) else 1.0
    weights = ((words - mean) / (mean or 1.0)) ** 2
    return Measurement(spans, tuple(weights.tolist()), float(len(spans)))


def first_sentence(reading: Reading) -> Measurement:
    """The first sentence weighed by its words."""
    story = [zone.start for zone in reading.zones if zone.kind in ("lead", "body")]
    spans = [span for span in sentence_spans(reading) if story and span[0] >= story[0]][:1]
    return Measurement(tuple(spans), words_in(reading, spans))


features(
    {
        "text_short_sentences_share": (
            f"Sentences of fewer than {_SHORT} words, as a share of all sentences.",
            "more short sentences",
            lambda reading: _of_length(reading, 0, _SHORT),
        ),
        "text_long_sentences_share": (
            f"Sentences of more than {_LONG} words, as a share of all sentences.",
            "more long sentences",
            lambda reading: _of_length(reading, _LONG, np.inf),
        ),
        "text_sentence_spread_index": (
            (
                "Mean squared distance of the sentences' words from their mean, over the "
                "squared mean (squared coefficient of variation)."
            ),
            "long and short sentences alternate",
            sentence_spread,
        ),
        "text_first_sentence_words_count": (
            "Words of the first sentence of lead and body.",
            "the story opens with more at once",
            first_sentence,
            {"zone": "lead, body"},
        ),
    }
)
