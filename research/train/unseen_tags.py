"""Tags of GUM texts by taggers that have not seen them, for layers that learn from tags.

The shipped tagger was fitted on gum-train; what is fitted on its tags there trusts them too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from framing.language.models import MODEL_FOLDER
from framing.language.tagging import Tagger
from framing.learn.files import read_arrays, unpack_strings
from framing.types import Tokens
from framing.vocabulary import Vocabulary
from research.train.language.__main__ import fit_tagger
from research.train.language.tagger import Options
from research.train.language.treebank import Sentence, read_treebank

HALVES = 2


def half_of(document: str, names: Sequence[str]) -> int:
    """Which tagger has not seen a document."""
    return names.index(document) % HALVES


def fit_half(corpora: Path, scratch: Path, half: int, names: Sequence[str]) -> Tagger:
    """A tagger fitted without one half of gum-train, kept in a scratch folder."""
    path = scratch / f"tagger-{half}.npz"
    if not path.exists():
        folder = corpora / "data" / "treebank"
        sentences = list(read_treebank(folder / "ewt-train.conllu.gz"))
        gum = read_treebank(folder / "gum-train.conllu.gz")
        sentences += [s for s in gum if half_of(s.document, names) != half]
        scratch.mkdir(parents=True, exist_ok=True)
        _fit(sentences, path)
    return Tagger(read_arrays(path))


def _fit(sentences: Sequence[Sentence], path: Path) -> None:
    fit_tagger(sentences, read_clusters(), Options(), path)


def read_clusters() -> dict[str, list[int]]:
    """Word clusters of the language core, learned there from unlabelled news."""
    arrays = read_arrays(MODEL_FOLDER / "tagger.npz")
    words = unpack_strings(arrays["cluster_names"])
    return dict(zip(words, arrays["clusters"].tolist(), strict=True))


def with_tags(tokens: Tokens, tagger: Tagger) -> Tokens:
    """The same tokens with the tags of another tagger, and a vocabulary of their own."""
    vocabulary = Vocabulary()  # the columns of the shared one hold what the shipped tagger knows
    type_id = np.array(
        [vocabulary.id_of(tokens.vocabulary.strings[k]) for k in tokens.type_id.tolist()], np.int32
    )
    lemma_id = np.array(
        [vocabulary.id_of(tokens.vocabulary.strings[k]) for k in tokens.lemma_id.tolist()], np.int32
    )
    starts = np.append(True, np.diff(tokens.sentence) > 0)
    tag = tagger.tag(vocabulary, type_id, starts, tokens.bounds)
    return replace(tokens, vocabulary=vocabulary, type_id=type_id, lemma_id=lemma_id, tag=tag)
