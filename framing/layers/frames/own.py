"""The user's own frames: lists of words with context, and models learned from sentences."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tomli
from numpy.typing import NDArray

from framing.corpus.outputs import OWN_FRAME
from framing.errors import UsageError
from framing.language import PENN_TAGS, read_tokens, split_words
from framing.layers.frames.find import PRESENT
from framing.layers.frames.model import load_model, logistic
from framing.learn.arrays import check_arrays
from framing.learn.files import read_arrays, write_arrays
from framing.learn.passages import Floats
from framing.learn.ridge import as_matrix, as_model, best_cut, fit, held_out_scores
from framing.lists.load import Lexicon, make_lexicon
from framing.lists.match import Finder
from framing.lists.word_lists import WordLists
from framing.types import Reading, Span

LEAST_LABELS = 10  # of each kind: five folds have two each
# Penalty and share of the vectors of `research.train.frames`; words before a term in which "not"
# negates it (chosen, not measured).
_PENALTY, _DENSE_SHARE, _REACH = 1.0, 0.6, 3
_ROW_KEYS = frozenset({"frame", "text", "must", "must_not", "negated"})
_YES, _NO = frozenset({"1", "yes", "true"}), frozenset({"0", "no", "false"})
Carried = tuple[Span, float]


@dataclass(frozen=True, eq=False)
class ListedFrames:
    """Frames found by words and phrases; `negators` are words that negate what follows."""

    lexicon: Lexicon
    finder: Finder
    negators: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The frames of the list, in the order of the file."""
        return tuple(dict.fromkeys(term.category for term in self.lexicon.terms))

    def carried(self, reading: Reading) -> dict[str, list[Carried]]:
        """For each frame the sentences that hold one of its terms, each with 1."""
        found: dict[str, list[Carried]] = {name: [] for name in self.names}
        tokens = reading.tokens
        matches = self.finder.find(tokens)
        spans = reading.frame_scores.spans if reading.frame_scores else ()
        starts = [start for start, _ in spans]
        for first, _, number in matches.rows():
            term = self.lexicon.terms[number]
            if self._negated(reading, first) and not term.extra.get("negated", False):
                continue
            at = int(np.searchsorted(starts, int(tokens.start[first]), "right")) - 1
            if at >= 0 and int(tokens.start[first]) < spans[at][1]:
                carried = (spans[at], 1.0)
                if carried not in found[term.category]:
                    found[term.category].append(carried)
        return found

    def _negated(self, reading: Reading, row: int) -> bool:
        tokens = reading.tokens
        before = range(max(0, row - _REACH), row)
        return any(
            tokens.sentence[k] == tokens.sentence[row]
            and tokens.vocabulary.strings[tokens.type_id[k]].lower() in self.negators
            for k in before
        )


def load_listed(path: Path, lists: WordLists) -> ListedFrames:
    """Frames from a TOML file of `[[term]]` rows; see `docs/frames.md`.

    Raises `UsageError` for a file that is no TOML, `LexiconError` for a broken row.
    """
    try:
        rows = tomli.loads(path.read_text("utf-8")).get("term")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: not a readable TOML file: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise UsageError(f"{path}: holds no [[term]] row; expected at least one with frame, text")
    made = [_lexicon_row(row, f"{path}, term {number}") for number, row in enumerate(rows, 1)]
    lexicon = make_lexicon(path.stem, made, str(path))
    tone = lists.lexicon("tone").terms
    negators = frozenset(term.text for term in tone if term.category == "negator")
    finder = Finder(lexicon, PENN_TAGS, split_words)
    return ListedFrames(finder.lexicon, finder, negators)


def _lexicon_row(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A row as our own lists have it."""
    if unknown := sorted(set(row) - _ROW_KEYS):
        raise UsageError(
            f"{where}: has {', '.join(unknown)}; expected only {', '.join(sorted(_ROW_KEYS))}"
        )
    if missing := [key for key in ("frame", "text") if not str(row.get(key, "")).strip()]:
        raise UsageError(f"{where}: lacks {' and '.join(missing)}")
    made = {"text": row["text"], "category": row["frame"], "negated": row.get("negated", False)}
    for ours, theirs in (("needs_any", "must"), ("not_with", "must_not")):
        if theirs in row:
            made[ours] = row[theirs]
    return made


@dataclass(frozen=True, eq=False)
class LearnedFrame:
    """A frame learned from labelled sentences, with its cross-validated figures."""

    name: str
    gram_weights: Floats
    dense_weights: Floats
    intercept: float
    figures: Mapping[str, float]

    def carried(self, reading: Reading) -> dict[str, list[Carried]]:
        """The sentences that carry the frame, each with its probability."""
        scores = reading.frame_scores
        if scores is None or not len(scores.spans):
            return {self.name: []}
        rows, passage = _sentence_rows(reading)
        model = as_model(
            np.concatenate([self.gram_weights, self.dense_weights])[:, None],
            np.array([self.intercept], np.float32),
            len(self.gram_weights),
            _DENSE_SHARE,
        )
        described = load_model().features.describe(reading.tokens, rows, passage)
        of = logistic(model.score(described)[:, 0]).tolist()
        carried = zip(scores.spans, of, strict=True)
        return {self.name: [(span, round(p, 4)) for span, p in carried if p >= PRESENT]}

    def packed(self) -> bytes:
        """The frame as the bytes of a file, for `load_learned`; `about.npy` is its mark."""
        about = {"made_by": OWN_FRAME, "name": self.name, "figures": dict(self.figures)}
        out = io.BytesIO()
        arrays = {
            "about": np.frombuffer(json.dumps(about).encode(), np.uint8),
            "gram_weights": self.gram_weights.astype(np.float16),
            "dense_weights": self.dense_weights.astype(np.float16),
            "intercept": np.float32(self.intercept),
        }
        write_arrays(out, arrays)
        return out.getvalue()


def _sentence_rows(reading: Reading) -> tuple[NDArray[Any], NDArray[Any]]:
    """Token rows of the sentences that were scored for our own frames, and which is whose."""
    assert reading.frame_scores is not None
    spans = np.array(reading.frame_scores.spans)
    start = reading.tokens.start
    place = np.searchsorted(spans[:, 0], start, "right") - 1
    rows = np.flatnonzero((place >= 0) & (start < spans[np.maximum(place, 0), 1]))
    return rows, place[rows]


def load_learned(path: Path) -> LearnedFrame:
    """A frame that `framing frames train` wrote; raises `UsageError` if the file is none."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file; make one with framing frames train")
    try:
        made = _unpacked(path)
    except Exception as error:  # a hostile file: whatever the libraries raise, it is no frame
        reason = str(error).split("\n", 1)[0][:200] or type(error).__name__
        raise UsageError(f"{path}: is no frame of `framing frames train` ({reason})") from error
    features = load_model().features
    expected = ((len(features.grams),), (features.vectors.shape[1],))
    if (made.gram_weights.shape, made.dense_weights.shape) != expected:
        raise UsageError(
            f"{path}: was learned with another version of the model of frames; train it again"
        )
    return made


def _unpacked(path: Path) -> LearnedFrame:
    with zipfile.ZipFile(path) as archive:
        check_arrays(archive)
    file = read_arrays(path)
    about = json.loads(file["about"].tobytes())
    gram, dense = (file[name].astype(np.float32) for name in ("gram_weights", "dense_weights"))
    intercept = float(file["intercept"])
    if not all(np.isfinite(part).all() for part in (gram, dense, intercept)):
        raise ValueError("its weights are no numbers")
    return LearnedFrame(str(about["name"]), gram, dense, intercept, dict(about["figures"]))


def read_sentences(path: Path) -> tuple[list[str], NDArray[np.int64], int]:
    """Sentences and 0/1 labels of a CSV with columns `sentence` and `label`, and rows left out.

    Raises `UsageError` for a file without these columns or with too few labels of one kind.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: is no CSV in UTF-8 ({error}); save it as such") from error
    if not rows or not {"sentence", "label"} <= set(rows[0]):
        raise UsageError(f"{path}: expected a CSV with the columns sentence and label (0 or 1)")
    texts, labels = [], []
    for row in rows:
        text, label = (row["sentence"] or "").strip(), (row["label"] or "").strip().lower()
        if text and label in _YES | _NO:
            texts.append(text)
            labels.append(int(label in _YES))
    counts = Counter(labels)
    if min(counts[0], counts[1]) < LEAST_LABELS:
        raise UsageError(
            f"{path}: {counts[1]} sentences with label 1 and {counts[0]} with 0; expected at least "
            f"{LEAST_LABELS} of each, {20 * LEAST_LABELS} make a frame worth using"
        )
    return texts, np.array(labels, np.int64), len(rows) - len(texts)


def learn_frame(name: str, texts: Sequence[str], labels: NDArray[np.int64]) -> LearnedFrame:
    """One more frame, with five-fold figures; the same sentence never stands in two folds."""
    features = load_model().features
    tokens = read_tokens(list(texts))
    sizes = np.diff(tokens.bounds)
    described = features.describe(
        tokens, np.arange(len(tokens)), np.repeat(np.arange(len(texts)), sizes)
    )
    matrix = as_matrix(features, described, _DENSE_SHARE)
    targets = (labels * 2.0 - 1)[:, None]
    groups = np.array([" ".join(text.lower().split()) for text in texts])
    scores = held_out_scores(matrix, targets, groups, _PENALTY)[:, 0]
    cut = best_cut(labels, scores)
    weights, intercept = fit(matrix, targets, _PENALTY)
    spread = _SHARPNESS / max(1e-6, float(np.abs(scores - cut).mean()))
    count = len(features.grams)
    return LearnedFrame(
        name=name,
        gram_weights=weights[:count, 0] * spread,
        dense_weights=weights[count:, 0] * spread,
        intercept=(float(intercept[0]) - cut) * spread,
        figures=_figures(labels, scores >= cut),
    )


_SHARPNESS = 1.5  # mean distance from the cut in log odds, about that of the shipped frames


def _figures(labels: NDArray[np.int64], called: NDArray[np.bool_]) -> dict[str, float]:
    right = int((labels * called).sum())
    precision, recall = right / max(1, int(called.sum())), right / int(labels.sum())
    rate = float(labels.mean())
    return {
        "f1": round(2 * right / (int(called.sum()) + int(labels.sum())), 3),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "flag_all_f1": round(2 * rate / (1 + rate), 3),
        "labels": int(labels.sum()),
        "sentences": len(labels),
    }
