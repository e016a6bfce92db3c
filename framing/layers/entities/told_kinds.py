"""What a name names where words beside it, or elsewhere in the article, say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from framing.layers.entities.legislators import us_states
from framing.layers.entities.names import Name, Words, is_given
from framing.layers.entities.tagger import is_common_word
from framing.lists.name_words import name_words, word_groups
from framing.lists.word_lists import WordLists
from framing.vocabulary import Column

_ARTICLES = frozenset({"a", "an", "the", "The", "A", "An"})
_BEFORE_WORDS = frozenset({"the", "a", "an", "this", "that", "these"})
_HYPHENS = frozenset({"-", "–"})
_BRAND = re.compile(r"^#?(?!Mc|Mac|De|Di|Da|Du|La|Le|Lo|Van|Von|Fitz|O['’])\w*[a-z][A-Z]\w*$")
_MOST = 8
"""Words of an apposition up to its noun, "a small investigative website"; chosen."""
_CLOSES = frozenset({",", ".", ";", "that", "which", "who", "in", "of", "based", "for"})
_APPOSED = ("firm", "news", "settlement")
_TYPES = {"firm": "organisation", "news": "media", "settlement": "place"}


def tell_kinds(names: Sequence[Name], words: Words, storms: Iterable[int]) -> list[Name]:
    """The names with the type that the article tells, without those that name no actor.

    `storms` are the rows of words before the name of a storm, counted from the article's first.
    "Roe Capital, a private equity firm" is no person, and "Harvey" is the hurricane where the
    article tells of "Hurricane Harvey".
    """
    called = {word for row in storms for word in words.between(row + 1, row + 1)}
    told: dict[str, str] = {}
    kept = []
    for name in names:
        if name.actor is None:
            if _is_label(name, words) or " ".join(name.words) in called:
                continue
            if name.type in ("person", "place") and name.id not in told:
                kind = "organisation" if _is_brand(name) else _told(name, words)
                if kind is not None:
                    told[name.id] = kind
        kept.append(name)
    borne = {name.words[-1] for name in kept if name.type == "person" and not name.several}
    places = frozenset(us_states(words.lists).values())
    for name in kept:
        if name.actor is None and name.id == name.id.title() and name.id.lower() in places:
            name.type = "place"  # "Georgia", whom nobody in the article is called in full
        if name.actor is None and name.type in ("person", "place"):
            name.type = told.get(name.id, name.type)
            one = name.words[-1].removesuffix("s")
            if name.several and one not in borne and is_common_word(one):
                name.type = "organisation"  # "the Tigers", where nobody is called Tiger
    return kept


def storm_column(lists: WordLists, strings: Sequence[str]) -> Column:
    """Which words stand before the name of a storm: "Hurricane"."""
    kinds = name_words(lists)
    return np.array(["storm" in kinds.get(word, ()) for word in strings], bool)


def _is_brand(name: Name) -> bool:
    """Whether a name is one word with a capital inside, as firms write themselves: "GiveWell"."""
    return len(name.words) == 1 and bool(_BRAND.search(name.words[0]))


def _is_label(name: Name, words: Words) -> bool:
    """ "IR" of "IR-4": a type of machines or arms."""
    if len(name.words) > 1 or not name.words[0].isupper() or len(name.words[0]) > 3:
        return False
    after = words.between(name.last + 1, name.last + 2)
    joined = len(after) == 2 and after[0] in _HYPHENS and after[1][:1].isdigit()
    return joined or (bool(after) and after[0].isdigit())  # "IR-4", "GTX 1060"


def _told(name: Name, words: Words) -> str | None:
    """The type that an apposition says: "Roe, a website that", "the firm, Roe Capital,"."""
    if is_given(name.words[0], words.lists) and len(name.words) > 1:
        return None  # "Jane Roe, the town": more likely the next of a list
    groups = word_groups(words.lists, "apposed_nouns")
    if name.first > 1 and words.between(name.first - 2, name.first - 1) == ["published", "in"]:
        known = {"city", "province"} & set(name_words(words.lists).get(name.words[-1], ()))
        return None if known else "media"  # "published in Nature"
    for noun in (*_nouns_behind(name, words), *_nouns_before(name, words)):
        for kind in _APPOSED:
            if noun in groups[kind]:
                return _TYPES[kind]
    return None


def _nouns_behind(name: Name, words: Words) -> Iterator[str]:
    """The noun of ", a … noun" behind a name."""
    opening = words.between(name.last + 1, name.last + 2)
    if len(opening) < 2 or opening[0] != "," or opening[1] not in _ARTICLES:
        return
    found = words.between(name.last + 3, name.last + 2 + _MOST)
    end = next((at for at, word in enumerate(found) if word in _CLOSES), 0)
    if end:
        yield found[end - 1]


def _nouns_before(name: Name, words: Words) -> Iterator[str]:
    """The noun of "the … noun Roe" or "the … noun, Roe," before a name."""
    row = name.first - 1
    after = words.between(name.last + 1, name.last + 1)
    if row > 0 and words.between(row, row) == [","] and after == [","]:
        row -= 1
    found = words.between(max(row - _MOST, 0), row)
    if len(found) < 2 or found[-1] in _CLOSES:
        return
    for word in reversed(found[:-1]):
        if word in _ARTICLES:
            yield found[-1]
            return
        if not word.isalpha() or word in _CLOSES:
            return


def without_mere_words(names: Sequence[Name], words: Words, sentence: Sequence[int]) -> list[Name]:
    """Names but for common words that the tagger took for a person: "the Bill", "Militants".

    They stand behind an article or begin a sentence, and nobody in the article bears the name.
    """
    doubtful = [_may_be_word(name, words, sentence) for name in names]
    borne = {name.id for name, doubt in zip(names, doubtful, strict=True) if not doubt}
    return [n for n, doubt in zip(names, doubtful, strict=True) if not doubt or n.id in borne]


def _may_be_word(name: Name, words: Words, sentence: Sequence[int]) -> bool:
    if name.type != "person" or name.actor is not None or len(name.words) > 1 or name.several:
        return False
    word, first = name.words[0], name.first
    if name.id != word or name.form != "name" or not is_common_word(word):
        return False
    before = words.between(first - 1, first - 1)[0].lower() if first else ""
    opens = first == 0 or sentence[first - 1] != sentence[first]
    return before in _BEFORE_WORDS or (opens and not is_given(word, words.lists))
