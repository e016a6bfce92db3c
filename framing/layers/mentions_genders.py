"""Which pronouns can stand for a person: what titles and given names tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from framing.layers.mentions_features import name_words

GENDERS = ("male", "female")
_MALE, _FEMALE = GENDERS


@cache
def _genders() -> Mapping[str, str]:
    found = {}
    for word, kinds in name_words().items():
        male = "given_male" in kinds or "title_male" in kinds
        female = "given_female" in kinds or "title_female" in kinds
        if male != female:
            found[word] = _MALE if male else _FEMALE
    return found


@lru_cache(maxsize=20_000)
def gender_of(words: tuple[str, ...]) -> str | None:
    """What the first word that tells says: a title or a given name."""
    genders = _genders()
    for word in words[:-1] or words:
        found = genders.get(word)
        if found:
            return found
    return None


@cache
def pronoun_genders() -> Mapping[str, str]:
    """Gender of each pronoun that can stand for a person, in lower case."""
    kinds = {"pronoun_male": _MALE, "pronoun_female": _FEMALE}
    return {
        word: kinds[kind] for word, found in name_words().items() for kind in found if kind in kinds
    }
