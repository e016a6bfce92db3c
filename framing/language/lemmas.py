"""Lemmas by word type and tag: exceptions first, then the longest ending that was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import PENN_TAGS, TAG_ID
from framing.types import IntArray
from framing.vocabulary import Vocabulary

_LONGEST_ENDING = 7  # letters: the longest that training learns
_STRAIGHT = str.maketrans("’ʼ`´", "''''")
_FORM_TAGS = """
NNS NNPS VBD VBG VBN VBZ JJR JJS RBR RBS VBP VB MD PRP PRP$ POS RB JJ NN NNP IN DT CD WP TO UH
"""
_FORMS = tuple(_FORM_TAGS.split())
LEMMA_CLASSES: tuple[str, ...] = ("", *_FORMS)
"""Tags that lemmas are told apart by; all others share class 0."""
_CLASS_OF_TAG: NDArray[np.int64] = np.array(
    [LEMMA_CLASSES.index(tag) if tag in LEMMA_CLASSES else 0 for tag in PENN_TAGS]
)


class Lemmatizer:
    """`exceptions[tag][form]` is a lemma; `endings[tag][ending]` what replaces the ending."""

    def __init__(
        self,
        exceptions: Mapping[str, Mapping[str, str]],
        endings: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._exceptions, self._endings = exceptions, endings

    def lemma(self, form: str, tag: str) -> str:
        """The lower-case lemma of a form that bears a tag."""
        form = form.lower() if form.isascii() else form.lower().translate(_STRAIGHT)
        known = self._exceptions.get(tag, {}).get(form)
        if known is not None:
            return known
        endings = self._endings.get(tag)
        if endings and len(form) > 2:
            for size in range(min(_LONGEST_ENDING, len(form) - 1), 0, -1):
                new = endings.get(form[-size:])
                if new is not None:
                    return form[:-size] + new
        return form

    def lemma_ids(
        self, vocabulary: Vocabulary, type_id: IntArray, tag: NDArray[np.uint8]
    ) -> IntArray:
        """Type number of the lemma of each token."""
        known = vocabulary.column("language.lemmas", _unknown)
        classes = _CLASS_OF_TAG[tag]
        found = known[type_id, classes]
        missing = np.flatnonzero(found < 0)
        if len(missing):
            keys = type_id[missing].astype(np.int64) * len(PENN_TAGS) + tag[missing]
            for key in np.unique(keys).tolist():
                type_, tag_ = divmod(key, len(PENN_TAGS))
                name = LEMMA_CLASSES[_CLASS_OF_TAG[tag_]]
                lemma = self.lemma(vocabulary.strings[type_], name)
                known[type_, _CLASS_OF_TAG[tag_]] = vocabulary.id_of(lemma)
            found = known[type_id, classes]
        return found


def _unknown(strings: Sequence[str]) -> IntArray:
    return np.full((len(strings), len(LEMMA_CLASSES)), -1, np.int32)


assert set(_FORMS) <= TAG_ID.keys()
