"""Which language a text is in, found offline."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Shorter texts are never left out: detectors guess on them.
LEAST = 200
_SAMPLE = 1500  # characters at the middle and either end: a few sentences each
# On news of 200 characters and more, English has .99 or more and other languages give English
# less than 1e-9 (twelve languages tried); between the two lie texts that are hardly prose.
_FOREIGN = 1e-6
# Six of these in the 600 characters of the middle, of three kinds, make a text English; so do eight
# in all, of four kinds, with one for every 150 characters (English has one for 60). 8,914 of 8,928
# news articles are known so at a twentieth of the detector's cost, without the wait for its model;
# it would leave out none of them.
_ENGLISH = re.compile(r"\b(?:the|and|that|with|of|from|which|were|have|his|their)\b")
_FEWEST, _KINDS, _AROUND = 6, 3, 300
_FEWEST_IN_ALL, _KINDS_IN_ALL, _APART = 8, 4, 150


def foreign_language(text: str, languages: tuple[str, ...]) -> str | None:
    """`None` if the text is in one of the languages or too short to tell, else its language.

    A text counts as foreign only if its beginning, its middle and its end all look foreign: a
    wanted article must not fall out for a foreign caption or a list of names.
    """
    stripped = text.strip()
    if not languages or len(stripped) < LEAST:
        return None
    middle = len(stripped) // 2
    if "en" in languages and _is_plainly_english(stripped, middle):
        return None
    found, share = _identifier().classify(stripped[middle - LEAST // 2 : middle + LEAST])
    if found in languages and share > 0.5:
        return None  # nearly all articles, at a third of the cost
    for sample in _samples(stripped):
        ranked = _identifier().rank(sample)
        if sum(share for name, share in ranked if name in languages) > _FOREIGN:
            return None
        found = ranked[0][0]
    return str(found)


def _is_plainly_english(text: str, middle: int) -> bool:
    found = _ENGLISH.findall(text, max(0, middle - _AROUND), middle + _AROUND)
    if len(found) >= _FEWEST and len(set(found)) >= _KINDS:
        return True
    found = _ENGLISH.findall(text.lower())
    enough = len(found) >= max(_FEWEST_IN_ALL, len(text) / _APART)
    return enough and len(set(found)) >= _KINDS_IN_ALL


def _samples(text: str) -> tuple[str, ...]:
    if len(text) <= 2 * _SAMPLE:
        return (text,)
    middle = (len(text) - _SAMPLE) // 2
    return text[middle : middle + _SAMPLE], text[:_SAMPLE], text[-_SAMPLE:]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its model takes 0.2 s to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
