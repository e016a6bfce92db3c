"""The finder of relation words: each verb in all its regular forms.

The lemmas of rare verbs are guessed from endings and can be wrong ("interfered"); here the verbs
are known, so their forms are spelled out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from framing.language import PENN_TAGS, split_words
from framing.layers.batch import Batch
from framing.lexicons import Lexicon, Term, load_lexicon
from framing.matching import Finder, Matches

_VOWELS = "aeiou"


def inflections(verb: str) -> Iterator[str]:
    """Regular forms of a verb.

    >>> list(inflections("ban")), list(inflections("deny"))
    (['bans', 'baned', 'baning', 'banned', 'banning'], ['denies', 'denied', 'denying'])
    """
    if verb.endswith("e"):
        yield from (verb + "s", verb + "d", verb[:-1] + "ing")
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    else:
        sibilant = verb.endswith(("s", "sh", "ch", "x", "z", "o"))
        yield from (verb + ("es" if sibilant else "s"), verb + "ed", verb + "ing")
        if len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS:
            yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")


@lru_cache(maxsize=8)
def _finder(folder: Path | None) -> Finder:
    lexicon = load_lexicon("relations", folder)
    terms = (*lexicon.terms, *_inflected(lexicon))
    return Finder(replace(lexicon, terms=terms), PENN_TAGS, split_words)


def _inflected(lexicon: Lexicon) -> Iterator[Term]:
    for term in lexicon.terms:
        if term.extra.get("part") == "verb" and term.words[0].isalpha():
            for form in inflections(term.words[0]):
                extra = {**term.extra, "base": term.text}
                yield replace(term, words=(form, *term.words[1:]), extra=extra)


def find_relation_words(batch: Batch) -> tuple[Lexicon, Matches]:
    """Matches of the relation words in the rows of prose."""
    finder = _finder(batch.options.lexicons)
    matches = finder.find(batch.tokens)
    return finder.lexicon, matches.at(batch.in_prose[matches.first])
