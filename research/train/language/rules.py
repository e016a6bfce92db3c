"""Learns what tokenizer and sentence splitter know by heart: treebanks first, Punkt after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from research.train.language.punkt import Punkt
from research.train.language.treebank import Sentence

_STRAIGHT = str.maketrans("’ʼ`´", "''''")


def train_rules(sentences: Sequence[Sentence], punkt: Punkt) -> dict[str, Any]:
    """The content of `rules.json`: what the treebanks show, and what Punkt found beside it."""
    words = Counter(word for s in sentences for word in s.words)
    return {
        "abbreviations": sorted(_abbreviations(sentences) | punkt.abbreviations),
        "prefixes": sorted(_prefixes(words)),
        "contractions": dict(sorted(_contractions(sentences).items())),
        "clipped": sorted(_clipped(words)),
        "starters": sorted(_starters(sentences, punkt.starters)),
        "titles": sorted(_titles(sentences)),
    }


def _abbreviations(sentences: Iterable[Sentence]) -> set[str]:
    """Words seen with their period, and much less often without it."""
    found: Counter[str] = Counter()
    split: Counter[str] = Counter()
    for s in sentences:
        for i, word in enumerate(s.words):
            lower = word.lower()
            if lower[-1] == "." and lower[:-1].isalpha() and 1 < len(lower) < 7:
                found[lower] += 1
            elif i + 1 < len(s.words) and s.words[i + 1] == "." and not s.space[i]:
                split[lower + "."] += 1
    return {w for w, n in found.items() if n > 1 and n > 2 * split[w] and len(w) > 2}


def _prefixes(words: Counter[str]) -> Iterator[str]:
    whole: Counter[str] = Counter()
    for word in words:
        head, hyphen, tail = word.lower().partition("-")
        if hyphen and head.isalpha() and tail.isalpha() and len(tail) > 1:
            whole[head] += 1
    return (head + "-" for head, n in whole.items() if n > 3)


def _contractions(sentences: Iterable[Sentence]) -> dict[str, int]:
    cuts: dict[str, Counter[int]] = defaultdict(Counter)
    whole: Counter[str] = Counter()
    for s in sentences:
        for i, word in enumerate(s.words):
            whole[word.lower()] += 1
            if (
                i + 1 < len(s.words)
                and not s.space[i]
                and word.isalpha()
                and s.words[i + 1].isalpha()
            ):
                cuts[(word + s.words[i + 1]).lower()][len(word)] += 1
    return {
        word: cut.most_common(1)[0][0]
        for word, cut in cuts.items()
        if cut.total() > 2 and cut.total() > 2 * whole[word]
    }


def _clipped(words: Counter[str]) -> Iterator[str]:
    plain = {word.lower().translate(_STRAIGHT) for word in words}
    clitics = {"'s", "'re", "'ve", "'ll", "'d", "'m", "'t"}
    return (w for w in plain if w[0] == "'" and w[1:].isalpha() and w not in clitics)


def _starters(sentences: Iterable[Sentence], punkt: Iterable[str]) -> set[str]:
    """Words that often begin sentences, or do for Punkt, and elsewhere are mostly small."""
    first: Counter[str] = Counter()
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for s in sentences:
        for i, word in enumerate(s.words):
            lower = word.lower()
            if i == 0 and word[0].isupper():
                first[lower] += 1
            elif word.islower():
                small[lower] += 1
            elif i > 1 and word.istitle():
                large[lower] += 1
    often = {w for w, n in first.items() if n > 2 and small[w] > 4} | {w for w in punkt if small[w]}
    return {w for w in often if small[w] > 10 * large[w]}


def _titles(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Abbreviations that names follow."""
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for s in sentences:
        for i, word in enumerate(s.words):
            if word[-1] == "." and word[:-1].isalpha() and len(word) > 2 and word[0].isupper():
                total[word.lower()] += 1
                named[word.lower()] += i + 1 < len(s.words) and s.tags[i + 1] in ("NNP", "CD")
    return (w for w, n in named.items() if n > 1 and n > 0.8 * total[w])
