"""Wording and hedge features of single sentences, as the layers find them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.language import PENN_TAGS
from framing.measures.readability import count_syllables
from framing.reading import read_articles
from framing.types import Article, Reading

Features = dict[str, float]
_COUNTED_TAGS = ("JJ", "RB", "NNP", "CD", "MD", "VBD", "VBG", "PRP", "UH", "JJR", "JJS", "``", "''")


def describe_sentences(texts: Sequence[str]) -> list[Features]:
    """Features of each text: what is hedged, loaded, named, left out, and how it is built."""
    articles = (Article(str(number), text) for number, text in enumerate(texts))
    return [_describe(reading) for reading in read_articles(articles)]


def _describe(reading: Reading) -> Features:
    found: Features = {}
    _add_hedges(reading, found)
    _add_wordings(reading, found)
    _add_build(reading, found)
    return found


def _count(found: Features, name: str, value: float = 1.0) -> None:
    found[name] = found.get(name, 0.0) + value


def _add_hedges(reading: Reading, found: Features) -> None:
    for hedge in reading.hedges:
        _count(found, f"hedge {hedge.category}")
        _count(found, f"hedge {hedge.voice} {hedge.uncertain}")
    found["hedged"] = max((h.probability for h in reading.hedges), default=0.0)
    _count(found, "quotes", len(reading.quotes))
    for quote in reading.quotes:
        _count(found, f"stance {quote.stance}")
        _count(found, f"anonymous {quote.anonymous}")


def _add_wordings(reading: Reading, found: Features) -> None:
    strongest = total = 0.0
    for wording in reading.wordings:
        name = f"{wording.kind} {wording.choice}"
        if wording.kind in ("first_person", "superlative"):
            name = wording.kind
        elif wording.kind == "naming":
            name = f"naming {wording.polarity}"
        elif wording.kind == "loaded":
            _count(found, f"loaded {wording.referent}")
            _count(found, f"loaded {wording.voice}")
            strongest = max(strongest, wording.strength)
            total += wording.strength
        _count(found, name)
    found["strongest"], found["loaded strength"] = strongest, total
    found["any loaded"] = float(strongest > 0)


def _add_build(reading: Reading, found: Features) -> None:
    tokens = reading.tokens
    words = [tokens.vocabulary.strings[k] for k in tokens.type_id.tolist()]
    size = max(1, len(words))
    tags = [PENN_TAGS[k] for k in tokens.tag.tolist()]
    for tag in _COUNTED_TAGS:
        found[f"tag {tag}"] = tags.count(tag) / size
        found[f"any {tag}"] = float(tag in tags)
    found["length"] = min(size, 80) / 40
    found["long words"] = sum(len(word) > 6 for word in words) / size
    found["syllables"] = sum(map(count_syllables, words)) / size
    found["shouted"] = sum(word.isupper() and len(word) > 4 for word in words)
    found["questions"], found["exclamations"] = words.count("?"), words.count("!")
    found["adverbs in -ly"] = sum(word.endswith("ly") for word in words)
    found["quoted words"] = float(np.mean(tokens.in_quote)) if len(tokens) else 0.0
    found["own words"] = float(np.mean(reading.quote_of < 0)) if len(tokens) else 0.0
    found["dashes"] = sum(word in ("–", "—", "--") for word in words)
