"""Judges a marked pair: the class, the root and the scores of what the one does to the other.

Two linear models over the same features (`pair_features`), trained by
`research/train/pairs.py`; the card beside the weights says on what, and how good they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.batch import Batch
from framing.learn.files import pack_strings, read_arrays, unpack_strings, write_arrays
from framing.learn.linear import NamedLinear, pack_linear, read_linear
from framing.lists.frames import ROOT_QUADS, Frame, find_frames
from framing.lists.word_lists import WordLists
from framing.types import Quad, Span, Status

_NAMES = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """One text of a batch with the rows (from 0) of source and target."""

    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    verbs: tuple[tuple[int, str, str], ...]
    source: range
    target: range
    word_lists: WordLists

    @property
    def start(self) -> int:
        """Row of the source, 0 where nothing is marked as source."""
        return self.source.start if self.source else 0

    @property
    def target_start(self) -> int:
        """Row of the target, past the end where nothing is marked as target."""
        return self.target.start if self.target else len(self.lemmas)


def marked_pair(batch: Batch, number: int, source: Span | None, target: Span | None) -> MarkedPair:
    """The tokens, verbs and rows of a pair marked by offsets."""
    low, high = (int(edge) for edge in batch.tokens.bounds[number : number + 2])
    rows = range(low, high)
    return MarkedPair(
        lemmas=tuple(batch.lemma(row).lower() for row in rows),
        tags=tuple(batch.tag(row) for row in rows),
        verbs=tuple(_verbs(batch, low, high)),
        source=_rows(batch, low, high, source),
        target=_rows(batch, low, high, target),
        word_lists=batch.lists,
    )


def _rows(batch: Batch, low: int, high: int, span: Span | None) -> range:
    if span is None:
        return range(0)
    first = int(batch.tokens.stop[low:high].searchsorted(span[0], "right"))
    return range(first, int(batch.tokens.start[low:high].searchsorted(span[1])))


def _verbs(batch: Batch, low: int, high: int) -> Iterator[tuple[int, str, str]]:
    """Row, lemma, and lemma with passive, negation and modal of each verb group."""
    groups, strings = batch.clauses.groups, batch.tokens.vocabulary.strings
    first, last = (int(row) for row in groups.first.searchsorted((low, high)))
    for k in range(first, last):
        lemma = batch.lemma(int(groups.head[k])).lower()
        marks = "#p" * bool(groups.passive[k]) + "#n" * bool(groups.negated[k])
        if groups.modal[k] >= 0:
            marks += "#m:" + strings[groups.modal[k]].lower()
        yield int(groups.head[k]) - low, lemma, lemma + marks


def pair_features(pair: MarkedPair) -> list[str]:
    """Names of the features that hold, sorted, each once."""
    found = set(_words(pair))
    found.update(_verb_features(pair))
    found.update(_frame_features(pair))
    return sorted(found)


def _words(pair: MarkedPair) -> Iterator[str]:
    words = _masked(pair)
    for length in (1, 2, 3):
        for k in range(len(words) - length + 1):
            yield " ".join(words[k : k + length])
    for row in pair.target:
        yield "T:" + _mask(pair, row)
    content = [
        row
        for row, tag in enumerate(pair.tags)
        if tag[0] in "NVJ" and tag not in _NAMES and row not in pair.source
        if row not in pair.target
    ]
    for k, row in enumerate(content):
        for other in content[k + 1 : k + 4]:
            yield f"cc:{pair.lemmas[row]}~{pair.lemmas[other]}"


def _mask(pair: MarkedPair, row: int) -> str:
    if pair.tags[row] in _NAMES:
        return "NNP"
    return "CD" if pair.tags[row] == "CD" else pair.lemmas[row]


def _masked(pair: MarkedPair) -> list[str]:
    """The words, each name and each marked phrase as one sign."""
    words: list[str] = []
    for row in range(len(pair.lemmas)):
        sign = "<s>" if row in pair.source else "<t>" if row in pair.target else _mask(pair, row)
        if sign not in ("<s>", "<t>", "NNP") or words[-1:] != [sign]:
            words.append(sign)
    return words


def _verb_features(pair: MarkedPair) -> Iterator[str]:
    after = [
        verb
        for verb in pair.verbs
        if verb[0] > pair.start and verb[0] not in pair.source and verb[0] not in pair.target
    ][:3]
    for k, (_, lemma, marked) in enumerate(after):
        yield f"v{k}:{lemma}"
        yield f"vv{k}:{marked}"
    for k in range(len(after) - 1):
        yield f"v{k}{k + 1}:{after[k][1]}>{after[k + 1][1]}"


def _frame_features(pair: MarkedPair) -> Iterator[str]:
    frames = [
        f for f in find_frames(pair.lemmas, pair.word_lists) if pair.tags[f.first] not in _NAMES
    ]
    for frame in frames:
        region = _region(pair, frame.first)
        for kind, name in frame.codes:
            yield f"F:{name}"
            yield f"F:{region}:{name}"
            if kind == "act":
                yield f"Q:{region}:{ROOT_QUADS[name]}"
    after = [f for f in frames if f.first > pair.start and f.first not in pair.source][:4]
    yield from _chain_features(after)


def _region(pair: MarkedPair, row: int) -> str:
    """In source, target, or before, between, after the two."""
    if row in pair.source or row in pair.target:
        return "S" if row in pair.source else "T"
    low, high = sorted((pair.start, pair.target_start))
    return "B" if row < low else "M" if row < high else "A"


def _chain_features(frames: Sequence[Frame]) -> Iterator[str]:
    """What the words after the source do, one by one and to what follows them."""
    for k, frame in enumerate(frames):
        for kind, name in frame.codes:
            yield f"p{k}:{name}"
            if kind == "act":
                yield f"pq{k}:{ROOT_QUADS[name]}"
        for later in frames[k + 1 : k + 4]:
            for (kind, name), (next_kind, next_name) in product(frame.codes, later.codes):
                if later is frames[k + 1]:
                    yield f"pp:{name}>{next_name}"
                    if k == 0:
                        yield f"pp0:{name}>{next_name}"
                if kind == "turn" and next_kind != "turn":
                    yield f"tt:{name}>{next_name}"
                if kind == "turn" and next_kind == "act":
                    yield f"tq:{name}>{ROOT_QUADS[next_name]}"


MODEL_FILE = Path(__file__).parents[2] / "models" / "relations" / "pair.npz"


@dataclass(frozen=True, slots=True)
class PairClass:
    """What a text says that the source does to the target; `scores` sum to 1."""

    quad: Quad
    root: str
    status: Status
    mutual: bool
    scores: Mapping[Quad, float]


@dataclass(frozen=True, slots=True, eq=False)
class PairModel:
    """A linear model whose outcomes are the classes, then the roots."""

    linear: NamedLinear
    quads: tuple[Quad, ...]
    roots: tuple[str, ...]

    def judge(self, features: Iterable[str]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Probabilities of the classes and of the roots."""
        margins = self.linear.margins(features)
        split = len(self.quads)
        return _softmax(margins[:split]), _softmax(margins[split:])

    def best(self, features: Iterable[str]) -> tuple[dict[Quad, float], str]:
        """Scores of the classes, and the likeliest root within the best class."""
        by_quad, by_root = self.judge(features)
        best = self.quads[int(by_quad.argmax())]
        fitting = [ROOT_QUADS[root] == best for root in self.roots]
        root = self.roots[int(np.where(fitting, by_root, -1.0).argmax())]
        return dict(zip(self.quads, map(float, by_quad), strict=True)), root


def _softmax(margins: NDArray[Any]) -> NDArray[Any]:
    grown = np.exp(margins - margins.max())
    shares: NDArray[Any] = grown / grown.sum()
    return shares


@cache
def load_pair_model(path: Path = MODEL_FILE) -> PairModel:
    """The shipped model, read once a process."""
    arrays = read_arrays(path)
    quads, roots = (unpack_strings(arrays[name]) for name in ("quads", "roots"))
    linear = read_linear(arrays, "names", "outcome", arrays["rarity"].astype(np.float32))
    return PairModel(linear, tuple(quads), tuple(roots))  # type: ignore[arg-type]


def save_pair_model(model: PairModel, path: Path = MODEL_FILE) -> None:
    """Writes a model, weights in half precision."""
    rarity = model.linear.rarity
    assert rarity is not None
    arrays = pack_linear("names", model.linear, "outcome") | {"rarity": rarity.astype(np.float16)}
    arrays |= {"quads": pack_strings(model.quads), "roots": pack_strings(model.roots)}
    write_arrays(path, arrays)
