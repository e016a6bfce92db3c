"""Draws a probability sample of units to code by hand: also of those where nothing was found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import UsageError
from framing.validate.frame import ArticleUnits
from framing.validate.questions import Question
from framing.validate.units import Unit

FOUND, NOT_FOUND = "found", "not found"
MIN_NOT_FOUND = 60
"""Units without a detection in a sheet of one group: with fewer, a miss rate of a tenth is likely
to show not a single miss."""
MIN_CODES = 30
"""Codes below which a stratum is not judged: its variance is guesswork then (coverage .88 at 15
codes, .94 at 30, in research/evaluate/validate_simulation.py)."""
_SHARE_FOUND = 1 / 3  # at least, of units that the reading marked; chosen, not measured
_CONTEXT = 400  # characters on either side of a unit that a coder sees


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit to code. Coders must not see `found`; `probability` is the chance to be drawn."""

    unit_id: str
    article_id: str
    group: str
    story: str
    start: int
    stop: int
    found: str
    confidence: float | None
    stratum: str
    probability: float
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample and its frame: of each article id, group, story, words and units by answer.

    `sides` are the two sides that the question is about, if it is about two.
    """

    question: Question
    seed: int
    sides: tuple[str, str] | None
    drawn: tuple[Drawn, ...]
    articles: tuple[tuple[str, str, str, int, dict[str, int]], ...]

    @property
    def groups(self) -> list[str]:
        """Groups in order of name."""
        return sorted({group for _, group, _, _, _ in self.articles})


def draw(
    articles: Sequence[ArticleUnits],
    question: Question,
    n: int,
    *,
    seed: int = 0,
    sides: tuple[str, str] | None = None,
) -> Sample:
    """Draws `n` units, as many from each group, a third of them where the detector found something.

    Within a stratum (group, found or not) every unit has the same chance, and the units lie spread
    over stories and articles. A larger `n` with the same seed adds units and drops none. Raises
    `UsageError` if there is no unit or `n` is below 10 a group.
    """
    groups = sorted({one.group for one in articles if one.units})
    if not groups:
        raise UsageError(
            f"no {question.unit} in {len(articles)} articles; expected articles that have some"
        )
    if n < 10 * len(groups):
        raise UsageError(
            f"--n {n}: fewer than 10 units a group ({len(groups)} groups); "
            f"expected {10 * len(groups)} or more, better {60 * len(groups)}"
        )
    drawn: list[Drawn] = []
    for number, group in enumerate(groups):
        own = [one for one in articles if one.group == group]
        quota = n // len(groups) + (number < n % len(groups))
        drawn += _of_group(own, question.nothing, quota, (seed, question.layer, group))
    order = np.random.default_rng((seed, 1)).permutation(len(drawn))
    frame = tuple(
        (one.article_id, one.group, one.story, one.words, one.counts()) for one in articles
    )
    return Sample(question, seed, sides, tuple(drawn[k] for k in order), frame)


def _of_group(
    articles: Sequence[ArticleUnits], nothing: str, n: int, seed: tuple[int, str, str]
) -> Iterator[Drawn]:
    strata: dict[str, list[tuple[ArticleUnits, Unit]]] = {FOUND: [], NOT_FOUND: []}
    for one in sorted(articles, key=lambda one: (one.story, one.article_id)):
        for unit in one.units:
            strata[NOT_FOUND if unit.found == nothing else FOUND].append((one, unit))
    for name, size in allocate(len(strata[FOUND]), len(strata[NOT_FOUND]), n).items():
        units = strata[name]
        digest = hashlib.sha256(repr((*seed, name)).encode()).digest()
        places = spread_places(len(units), size, int.from_bytes(digest[:8], "big") / 2**64)
        for place in places:
            yield _drawn(*units[place], seed[1], name, size / len(units))


def allocate(found: int, not_found: int, n: int) -> dict[str, int]:
    """How many of `n` units come from each stratum; what one has not, the other gives.

    >>> allocate(1000, 9000, 200), allocate(1000, 9000, 60)
    ({'found': 67, 'not found': 133}, {'found': 30, 'not found': 30})
    >>> allocate(20, 9000, 200)
    {'found': 20, 'not found': 180}
    """
    wanted = max(round(n * _SHARE_FOUND), min(MIN_CODES, n // 2))
    wanted = min(wanted, n - min(MIN_NOT_FOUND, n // 2))
    first = min(found, max(wanted, n - not_found))
    return {FOUND: first, NOT_FOUND: min(not_found, n - first)}


def spread_places(size: int, count: int, shift: float) -> list[int]:
    """`count` different places among `size`, spread evenly, each as likely as any other.

    Places follow a van der Corput sequence from a random shift: the first k of them are spread
    evenly for every k, so a longer list begins with the shorter one.
    """
    places: dict[int, None] = {}
    number = 0
    while len(places) < min(count, size):
        value, base, rest = 0.0, 0.5, number
        while rest:
            value, base, rest = value + base * (rest & 1), base / 2, rest >> 1
        places.setdefault(int(((value + shift) % 1.0) * size) % size)
        number += 1
    return list(places)


def _drawn(one: ArticleUnits, unit: Unit, layer: str, stratum: str, probability: float) -> Drawn:
    key = f"{layer}\0{one.article_id}\0{unit.start}\0{unit.stop}"
    return Drawn(
        unit_id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        article_id=one.article_id,
        group=one.group,
        story=one.story,
        start=unit.start,
        stop=unit.stop,
        found=unit.found,
        confidence=unit.confidence,
        stratum=stratum,
        probability=probability,
        before=_context(one.text[: unit.start], -_CONTEXT),
        text=one.text[unit.start : unit.stop],
        after=_context(one.text[unit.stop :], _CONTEXT),
    )


def _context(text: str, size: int) -> str:
    """The end (size below 0) or the beginning of a text, cut between words."""
    if len(text) <= abs(size):
        return text
    if size < 0:
        return "… " + text[size:].split(None, 1)[-1]
    return text[:size].rsplit(None, 1)[0] + " …"
