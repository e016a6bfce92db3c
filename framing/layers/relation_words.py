"""Relation words: each verb in all its regular forms.

The lemmas of rare verbs are guessed from endings and can be wrong ("interfered"); here the verbs
are known, so their forms are spelled out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from framing.lexicons import Lexicon, Term, load_lexicon

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


def load_relation_words(folder: Path | None) -> Lexicon:
    """The list of relation words, verbs in all their forms."""
    lexicon = load_lexicon("relations", folder)
    return replace(lexicon, terms=(*lexicon.terms, *_inflected(lexicon)))


def _inflected(lexicon: Lexicon) -> Iterator[Term]:
    for term in lexicon.terms:
        if term.extra.get("part") == "verb" and term.words[0].isalpha():
            for form in inflections(term.words[0]):
                extra = {**term.extra, "base": term.text}
                yield replace(term, words=(form, *term.words[1:]), extra=extra)
