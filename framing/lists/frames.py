"""Words that state an act or turn one: "lift a blockade" helps, "cut aid" hurts.

They live in `lexicons/relation_frames.toml`, by lemma; a word may be in several frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.lists.load import Lexicon, Term
from framing.lists.word_lists import WordLists, per_lists
from framing.types import Quad

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


def load_relation_words(lists: WordLists) -> Lexicon:
    """The list of relation words, verbs in all their forms."""
    lexicon = lists.lexicon("relations")
    return replace(lexicon, terms=(*lexicon.terms, *_inflected(lexicon)))


def _inflected(lexicon: Lexicon) -> Iterator[Term]:
    for term in lexicon.terms:
        if term.extra.get("part") == "verb" and term.words[0].isalpha():
            for form in inflections(term.words[0]):
                extra = {**term.extra, "base": term.text}
                yield replace(term, words=(form, *term.words[1:]), extra=extra)


ROOT_QUADS: Mapping[str, Quad] = {
    "AGREE": "verbal_coop",
    "CONSULT": "verbal_coop",
    "SUPPORT": "verbal_coop",
    "COOPERATE": "material_coop",
    "AID": "material_coop",
    "YIELD": "material_coop",
    "ACCUSE": "verbal_conflict",
    "REJECT": "verbal_conflict",
    "REQUEST": "verbal_conflict",
    "THREATEN": "verbal_conflict",
    "PROTEST": "material_conflict",
    "SANCTION": "material_conflict",
    "MOBILIZE": "material_conflict",
    "COERCE": "material_conflict",
    "ASSAULT": "material_conflict",
}
"""Class of each root in the marked pairs; yielding is material cooperation, as in CAMEO."""

Codes = tuple[tuple[str, str], ...]
Lengths = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A framed word or phrase: its rows, and its (kind, frame) codes."""

    first: int
    last: int
    codes: Codes


@per_lists
def frame_words(lists: WordLists) -> tuple[Mapping[tuple[str, ...], Codes], Lengths]:
    """Codes by words, and by first word the lengths of the phrases it begins, longest first."""
    words: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}
    for row in lists.rows("relation_frames", "frame"):
        for text in row["words"]:
            code = (str(row["kind"]), str(row["id"]))
            words.setdefault(tuple(text.split()), {})[code] = None
    lengths: dict[str, set[int]] = {}
    for key in words:
        lengths.setdefault(key[0], set()).add(len(key))
    by_first = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in lengths.items()}
    return {key: tuple(codes) for key, codes in words.items()}, by_first


@per_lists
def guard_words(lists: WordLists) -> Mapping[str, frozenset[str]]:
    """By single word the frames of the kind "guard" that it is in."""
    words = frame_words(lists)[0].items()
    found = {
        key[0]: [n for kind, n in codes if kind == "guard"] for key, codes in words if len(key) == 1
    }
    return {word: frozenset(names) for word, names in found.items() if names}


FORCE_ROOTS = frozenset(["ASSAULT", "MOBILIZE"])
"""Roots of acts of force, which are done to somebody even where nobody is named."""


@per_lists
def linkers(lists: WordLists, name: str) -> frozenset[str]:
    """Prepositions and joining words by what they link."""
    rows = lists.rows("relation_frames", "linker")
    return frozenset(word for row in rows if row["id"] == name for word in row["words"])


def find_frames(lemmas: Sequence[str], lists: WordLists) -> list[Frame]:
    """Framed words from left to right, the longest phrase at each place."""
    words, lengths = frame_words(lists)
    found: list[Frame] = []
    free = 0
    for row in [row for row, lemma in enumerate(lemmas) if lemma in lengths]:
        if row < free:
            continue
        for length in lengths[lemmas[row]]:
            codes = words.get(tuple(lemmas[row : row + length]))
            if codes:
                found.append(Frame(row, row + length - 1, codes))
                free = row + length
                break
    return found
