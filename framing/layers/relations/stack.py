"""Fast model and encoder as one: regressions on what both say of a sentence and of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.layers.relations.confidence import evidence
from framing.layers.relations.direction import BOTH
from framing.layers.relations.encoded import Taught
from framing.layers.relations.findings import HEADS, NAMES, QUADS, Findings
from framing.layers.relations.model import MOST
from framing.learn.files import Arrays, read_arrays, write_arrays

MODEL_FILE = Path(__file__).parents[2] / "models" / "relations" / "stack.npz"
KINDS = (*NAMES, "way")
APART = 4  # tokens between two statements that no rule tells apart
Floats = NDArray[np.float64]


def logit(chance: Floats) -> Floats:
    """Log odds of chances, capped."""
    held = np.clip(np.asarray(chance, float), 1e-3, 1 - 1e-3)
    odds: Floats = np.log(held / (1 - held))
    return odds


@dataclass(frozen=True, eq=False)
class Both:
    """What fast model and encoder say of a sentence."""

    found: Findings
    taught: Taught

    @cached_property
    def _outcomes(self) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """Log chances of each word's outcomes, by the fast model and by the encoder."""
        slow = np.log(np.maximum(self.taught.told, 1e-4))
        cuts = np.cumsum(HEADS)[:-1]
        fast = np.split(self.found.words[:, 2:], cuts, axis=1)
        return (
            dict(zip(KINDS, fast, strict=True)),
            dict(zip(KINDS, np.split(slow, cuts, axis=1), strict=True)),
        )

    def told(self, kind: str, share: float) -> Floats:
        """Log chances of an outcome at each word, the encoder believed to a share."""
        fast, slow = (one[kind] for one in self._outcomes)
        held: Floats = (1 - share) * fast + share * slow
        return held

    def of_words(self) -> Floats:
        """Evidence that each word states something."""
        return np.column_stack([self.found.words[:, :2], logit(self.taught.words)])

    def of_places(self, scores: Floats) -> Floats:
        """Evidence that each word, as the first and as a further one, is enough for a statement."""
        words = np.column_stack([scores, self.found.words[:, 1]])
        models = self.found.sentence, logit(self.taught.sentence)
        whole = [[np.full(len(words), held[place]) for held in models] for place in (0, 1)]
        return np.stack([np.column_stack([words, *held]) for held in whole])


class Word(NamedTuple):
    """Where a word stands, whether rules tie it to both sides, and whether both stand before it."""

    row: int
    clause: int
    linked: bool
    joint: bool


class Choice(NamedTuple):
    """A word that states something: its number, its outcomes by number, and how likely it is."""

    word: int
    quad: str
    status: str
    voice: str
    way: int
    seen: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Stack:
    """Weights of regressions, the constant last in each.

    `words`: that a word states something. `places`: that the likeliest word, and a further one, is
    enough. `shares`: how far the encoder is believed about each kind of outcome. `certainty`: that
    a statement is real and of its class, with a weight for each class. `least` is what it must
    have to be reported, by class.
    """

    words: Floats
    places: Floats
    shares: Mapping[str, float]
    certainty: Floats
    least: Mapping[str, float]

    def choose(self, both: Both, words: Sequence[Word], headline: bool) -> list[Choice]:
        """The likeliest words of a sentence with what they state, likeliest first."""
        if not words:
            return []
        scores = both.of_words() @ self.words[:-1] + self.words[-1]
        told = {kind: both.told(kind, share) for kind, share in self.shares.items()}
        best = told["way"].argmax(1).tolist()
        ways = [BOTH if word.joint else way for word, way in zip(words, best, strict=True)]
        holds = np.einsum("pwe,pe->pw", both.of_places(scores), self.places[:, :-1])
        holds = holds + self.places[:, -1:] > 0
        return [
            self._choice(both, (k, min(place, 1)), (words[k], headline), told, ways[k], scores[k])
            for place, k in enumerate(_likeliest(words, scores, holds, ways))
        ]

    def _choice(
        self,
        both: Both,
        at: tuple[int, int],
        of: tuple[Word, bool],
        told: Mapping[str, Floats],
        way: int,
        score: float,
    ) -> Choice:
        k, place = at
        word, headline = of
        quad, status, voice = (int(told[kind][k].argmax()) for kind in NAMES)
        found, taught = both.found, both.taught
        odds = float(found.sentence[place]), float(found.words[k, 0])
        margins = told["quad"][k].tolist(), told["way"][k].tolist()
        kind = float(found.sentence[2 + quad])
        seen = evidence(odds, word.linked, place > 0, margins, headline, kind)
        slow = logit(np.array([taught.sentence[place], taught.sentence[2 + quad], taught.words[k]]))
        names = QUADS[quad], NAMES["status"][status], NAMES["voice"][voice]
        return Choice(k, *names, way, (*seen, *slow.tolist(), float(score)))

    def confidence(self, one: Choice) -> float:
        """Probability that a statement is real and of its class."""
        return float(
            1.0 / (1.0 + np.exp(-(numbers(one) @ self.certainty[:-1] + self.certainty[-1])))
        )


def numbers(one: Choice) -> Floats:
    """What the confidence of a statement is made of."""
    return np.array([*one.seen, *(one.quad == name for name in QUADS)], float)


def _likeliest(
    words: Sequence[Word], scores: Floats, holds: NDArray[np.bool_], ways: Sequence[int]
) -> list[int]:
    """Numbers of the likeliest words, best first, none beside a likelier one, as in `detect`."""
    kept: list[int] = []
    for k in np.argsort(-scores, kind="stable").tolist():
        if not holds[min(len(kept), 1), k] or len(kept) == MOST:
            break
        if all(
            not _beside(words[k], words[one])
            or (words[k].linked and words[one].linked)
            or {ways[k], ways[one]} == {0, 1}
            for one in kept
        ):
            kept.append(k)
    return kept


def _beside(one: Word, other: Word) -> bool:
    """Whether two words stand in one clause or close together."""
    return one.clause == other.clause or abs(one.row - other.row) <= APART


def save_stack(stack: Stack, path: Path = MODEL_FILE) -> None:
    """Writes the weights."""
    arrays: Arrays = {
        "words": stack.words,
        "places": stack.places,
        "shares": np.array([stack.shares[kind] for kind in KINDS]),
        "certainty": stack.certainty,
        "least": np.array([stack.least[quad] for quad in QUADS]),
    }
    write_arrays(path, arrays)


@cache
def load_stack(path: Path = MODEL_FILE) -> Stack:
    """The shipped weights, read once a process."""
    arrays = read_arrays(path)
    return Stack(
        words=arrays["words"],
        places=arrays["places"],
        shares=dict(zip(KINDS, arrays["shares"].tolist(), strict=True)),
        certainty=arrays["certainty"],
        least=dict(zip(QUADS, arrays["least"].tolist(), strict=True)),
    )
