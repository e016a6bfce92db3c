"""Cues of the list `speech_cues` in tokens, and the stance a cue takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import get_args

from framing.lists.load import Term, load_lexicon
from framing.types import Stance

Lexicons = Path | None
"""Folder of the user's own lists."""
_STANCES: tuple[Stance, ...] = get_args(Stance)


@lru_cache(maxsize=8)
def cue_index(folder: Path | None = None) -> dict[str, tuple[Term, ...]]:
    """Terms by their first word, longest first."""
    index: dict[str, list[Term]] = {}
    for term in load_lexicon("speech_cues", folder).terms:
        index.setdefault(term.words[0], []).append(term)
    return {
        word: tuple(sorted(terms, key=lambda t: -len(t.words))) for word, terms in index.items()
    }


def term_at(
    words: Sequence[str],
    lemmas: Sequence[str],
    row: int,
    tag: str | None = None,
    lexicons: Lexicons = None,
) -> Term | None:
    """Longest term that begins at `row`, in lower-cased words or lemmas; `tag`: its first."""
    index = cue_index(lexicons)
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
def stance_of(words: tuple[str, ...], lemmas: tuple[str, ...], lexicons: Lexicons = None) -> Stance:
    """Stance of the longest term in a cue, of equal ones the first that is not neutral."""
    found = [
        term
        for row in range(len(words))
        if (term := term_at(words, lemmas, row, lexicons=lexicons))
    ]
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
