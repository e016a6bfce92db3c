"""Cues of the list `speech_cues` in tokens, and the stance a cue takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import get_args

from framing.lists.load import Term
from framing.lists.word_lists import WordLists, per_lists
from framing.types import Stance

_STANCES: tuple[Stance, ...] = get_args(Stance)

SURE = 0.8
"""Strength of a verb of speech in `speech_cues` from which on it tells a saying alone."""


@per_lists
def cue_index(lists: WordLists) -> dict[str, tuple[Term, ...]]:
    """Terms by their first word, longest first."""
    index: dict[str, list[Term]] = {}
    for term in lists.lexicon("speech_cues").terms:
        index.setdefault(term.words[0], []).append(term)
    return {
        word: tuple(sorted(terms, key=lambda t: -len(t.words))) for word, terms in index.items()
    }


def term_at(
    words: Sequence[str],
    lemmas: Sequence[str],
    row: int,
    lists: WordLists,
    tag: str | None = None,
) -> Term | None:
    """Longest term that begins at `row`, in lower-cased words or lemmas; `tag`: its first."""
    index = cue_index(lists)
    for form in dict.fromkeys((words[row], lemmas[row])):
        for term in index.get(form, ()):
            stop = row + len(term.words)
            fits = stop <= len(words) and all(
                word in (words[at], lemmas[at]) for at, word in enumerate(term.words, row)
            )
            if fits and (tag is None or not term.tags or tag.startswith(term.tags)):
                return term
    return None


@lru_cache(maxsize=20_000)
def stance_of(words: tuple[str, ...], lemmas: tuple[str, ...], lists: WordLists) -> Stance:
    """Stance of the longest term in a cue, of equal ones the first that is not neutral."""
    found = [term for row in range(len(words)) if (term := term_at(words, lemmas, row, lists))]
    best: Term | None = None
    for term in found:
        longer = best is None or len(term.words) > len(best.words)
        plain = (
            best is not None and len(term.words) == len(best.words) and _stance(best) == "neutral"
        )
        if longer or plain:
            best = term
    return _stance(best) if best else "neutral"


def _stance(term: Term) -> Stance:
    stance = str(term.extra.get("stance", "neutral"))
    return stance if stance in _STANCES else "neutral"
