"""Adds lemmas of verbs that the treebanks do not hold: regular ones by how the news uses them.

A base form shows itself behind "to" and behind modals ("to lift", "would blame"), so the base of
"lifted" is the candidate (lift, lifte) that stands there most often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from framing.language.lemmas import Lemmatizer

_WORD = re.compile(r"(?<![A-Za-z])[a-z]+(?![A-Za-z])")
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")  # "tap": its past is "tapped", not "taped"
_TAKES_ES = ("s", "x", "z", "o", "ch", "sh")
_BEFORE_BASE = frozenset(["to", "will", "would", "could", "should", "must", "may", "might", "can"])
_SHORTEST = 3
_FEWEST_FORMS = 2
_FEWEST_BASES = 2
_IRREGULAR = Path(__file__).parent / "irregular_verbs.txt"
_TAGS = {"ed": ("VBD", "VBN"), "ing": ("VBG",), "s": ("VBZ",)}

Table = dict[str, dict[str, str]]


def add_news_verbs(
    tables: dict[str, Table], treebank: Iterable[tuple[str, str]], news: Iterable[str]
) -> None:
    """Puts lemmas into `tables["exceptions"]`; what the treebanks hold, as (tag, form), stays."""
    known = set(treebank)
    forms, bases = _count(news)
    exceptions = tables["exceptions"]
    lemmatizer = Lemmatizer(exceptions, tables["endings"])
    for form in sorted(word for word, count in forms.items() if count >= _FEWEST_FORMS):
        for ending, tags in _TAGS.items():
            base = _base(form, ending, bases) if form.endswith(ending) else None
            for tag in tags if base else ():
                if (tag, form) not in known and lemmatizer.lemma(form, tag) != base:
                    exceptions[tag][form] = str(base)
    for tag, form, base in _irregular():
        if (tag, form) not in known and lemmatizer.lemma(form, tag) != base:
            exceptions[tag][form] = base


def _count(news: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each lower-case word stands, and how often behind "to" or a modal."""
    forms: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    for text in news:
        before = ""
        for word in _WORD.findall(text):
            forms[word] += 1
            if before in _BEFORE_BASE:
                bases[word] += 1
            before = word
    return forms, bases


def _base(form: str, ending: str, bases: Counter[str]) -> str | None:
    candidates = [word for word in _candidates(form, ending) if bases[word] >= _FEWEST_BASES]
    return max(candidates, key=lambda word: (bases[word], word)) if candidates else None


def _candidates(form: str, ending: str) -> Iterator[str]:
    stem = form[: -len(ending)]
    if len(stem) < _SHORTEST:
        return
    if ending == "s":
        yield stem
        if stem.endswith("e") and stem[:-1].endswith(_TAKES_ES):
            yield stem[:-1]
        if stem.endswith("ie"):
            yield stem[:-2] + "y"
        return
    if not _DOUBLES.fullmatch(stem):
        yield stem
    yield stem + "e"
    if stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i") and ending == "ed":
        yield stem[:-1] + "y"


def _irregular() -> Iterator[tuple[str, str, str]]:
    for line in _IRREGULAR.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            base, past, participle = line.split()
            yield from (("VBD", form, base) for form in past.split("/"))
            yield from (("VBN", form, base) for form in participle.split("/"))
