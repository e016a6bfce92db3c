"""Packs trained weights into the arrays the tagger loads: int8, small weights dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.language.penn import TAG_ID
from framing.language.tagging import OFFSETS, WIDTH
from framing.learn.files import Arrays, pack_strings
from research.train.language.tagger import Floats, Tables, Window
from research.train.language.treebank import Sentence

SCALE = 20
"""Weights are kept in twentieths."""
SMALLEST = 0.08
"""Weights nearer to nought are dropped: they cost size and decide nothing."""
_FEWEST_FIXED = 25


def pack_tagger(
    window: Window, second: Tables, clusters: Mapping[str, Sequence[int]], fixed: Mapping[str, str]
) -> Arrays:
    """All arrays of `tagger.npz`."""
    design = window.design
    arrays: Arrays = {}
    context = [window.weights[o].value for o in OFFSETS if o]
    _pack(arrays, "centre", design.centre_names, [window.weights[0].value])
    _pack(arrays, "context", design.context_names, context)
    for name, tables in (("first", window.tables), ("second", second)):
        for number, (keys, weights) in enumerate(zip(tables.keys, tables.weights, strict=True)):
            _pack_table(arrays, f"{name}{number}", keys, weights.value[1:])
    arrays["frequent_names"] = pack_strings(design.frequent)
    arrays["class_names"] = pack_strings(design.class_names)
    words = sorted(clusters)
    arrays["cluster_names"] = pack_strings(words)
    arrays["clusters"] = np.array([clusters[word] for word in words], np.uint16)
    arrays["fixed_names"] = pack_strings(sorted(fixed))
    arrays["fixed_tags"] = np.array([TAG_ID[fixed[word]] for word in sorted(fixed)], np.int8)
    return arrays


def fixed_tags(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Frequent words that bear one tag in all of the training data."""
    seen: dict[str, set[str]] = {}
    count: dict[str, int] = {}
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            seen.setdefault(word, set()).add(tag)
            count[word] = count.get(word, 0) + 1
    return {w: min(t) for w, t in seen.items() if len(t) == 1 and count[w] >= _FEWEST_FIXED}


def _whole(parts: Sequence[Floats]) -> NDArray[np.int8]:
    whole = np.zeros((len(parts[0]), WIDTH * len(parts)), np.int8)
    for number, part in enumerate(parts):
        kept = np.where(np.abs(part) < SMALLEST, 0, part)
        cells = slice(number * WIDTH, number * WIDTH + part.shape[1])
        whole[:, cells] = np.clip(np.round(kept * SCALE), -127, 127)
    return whole


def _pack(arrays: Arrays, name: str, names: Sequence[str], parts: Sequence[Floats]) -> None:
    whole = _whole(parts)
    live = np.flatnonzero(whole.any(1))
    arrays[f"{name}_names"] = pack_strings(["", *(names[i] for i in live.tolist())])
    _pack_cells(arrays, name, np.vstack([whole[:1] * 0, whole[live]]))


def _pack_table(arrays: Arrays, name: str, keys: NDArray[Any], weights: Floats) -> None:
    whole = _whole([weights])
    live = np.flatnonzero(whole.any(1))
    arrays[f"{name}_steps"] = np.diff(keys[live], prepend=0).astype(np.uint32)
    _pack_cells(arrays, name, np.vstack([whole[:1] * 0, whole[live]]))


def _pack_cells(arrays: Arrays, name: str, whole: NDArray[np.int8]) -> None:
    row, column = np.nonzero(whole)
    arrays[f"{name}_count"] = np.bincount(row, minlength=len(whole)).astype(np.uint8)
    arrays[f"{name}_column"] = column.astype(np.uint8)
    arrays[f"{name}_weight"] = whole[row, column]
