"""Whether statements stay when only the words change, and change when the facts do.

    python -m research.evaluate.relations_perturbed [--errors]

Pairs of made-up sentences from templates, none of which is in `relations_taught.txt`: a synonym of
the word that states the act, other names of the same states, active and passive, headline and
sentence, another pair of states (the answer must stay); tense, negation, the opposite act, the two
states exchanged (the answer must change, and in the right way). A pair in which nothing is found
where something should be counts as wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from framing.reading import read_articles
from framing.types import Article, Options, Relation
from research.train.relations_examples import Pair
from research.train.relations_taught import filled

_HEADLINE = "The day abroad"
_PAIRS: tuple[Pair, ...] = (
    ("USA", "RUS"),
    ("RUS", "USA"),
    ("CHN", "USA"),
    ("IRN", "ISR"),
    ("IND", "PAK"),
    ("TUR", "RUS"),
    ("GBR", "IRN"),
    ("JPN", "CHN"),
)


class Act(NamedTuple):
    """An act in several wordings: in the past, a synonym, passive, planned, denied, opposite."""

    past: str
    synonym: str
    passive: str
    headline: str
    planned: str
    denied: str
    opposite: str


ACTS = (
    Act(
        "{A} criticised {B} over the pipeline.",
        "{A} rebuked {B} over the pipeline.",
        "{B} was criticised by {A} over the pipeline.",
        "{A} criticises {B} over pipeline",
        "{A} will criticise {B} over the pipeline.",
        "{A} did not criticise {B} over the pipeline.",
        "{A} praised {B} over the pipeline.",
    ),
    Act(
        "{A} condemned {B} after the vote.",
        "{A} denounced {B} after the vote.",
        "{B} was condemned by {A} after the vote.",
        "{A} condemns {B} after vote",
        "{A} will condemn {B} after the vote.",
        "{A} has not condemned {B} after the vote.",
        "{A} congratulated {B} after the vote.",
    ),
    Act(
        "{A} praised {B} for the rescue.",
        "{A} commended {B} for the rescue.",
        "{B} was praised by {A} for the rescue.",
        "{A} praises {B} for rescue",
        "{A} will praise {B} for the rescue.",
        "{A} did not praise {B} for the rescue.",
        "{A} attacked {B} over the rescue.",
    ),
    Act(
        "{A} imposed sanctions on {B} in March.",
        "{A} placed sanctions on {B} in March.",
        "Sanctions were imposed on {B} by {A} in March.",
        "{A} imposes sanctions on {B}",
        "{A} will impose sanctions on {B} in March.",
        "{A} did not impose sanctions on {B} in March.",
        "{A} lifted sanctions on {B} in March.",
    ),
    Act(
        "{A} expelled two {b} diplomats.",
        "{A} threw out two {b} diplomats.",
        "Two {b} diplomats were expelled by {A}.",
        "{A} expels two {b} diplomats",
        "{A} will expel two {b} diplomats.",
        "{A} did not expel two {b} diplomats.",
        "{A} welcomed two {b} diplomats.",
    ),
    Act(
        "{A} threatened {B} with a blockade.",
        "{A} menaced {B} with a blockade.",
        "{B} was threatened by {A} with a blockade.",
        "{A} threatens {B} with blockade",
        "{A} will threaten {B} with a blockade.",
        "{A} has not threatened {B} with a blockade.",
        "{A} thanked {B} for ending a blockade.",
    ),
    Act(
        "{A} attacked {B} at dawn.",
        "{A} bombed {B} at dawn.",
        "{B} was attacked by {A} at dawn.",
        "{A} attacks {B} at dawn",
        "{A} will attack {B} at dawn.",
        "{A} did not attack {B} at dawn.",
        "{A} helped {B} at dawn.",
    ),
    Act(
        "{A} thanked {B} for the fuel.",
        "{A} expressed gratitude to {B} for the fuel.",
        "{B} was thanked by {A} for the fuel.",
        "{A} thanks {B} for fuel",
        "{A} will thank {B} for the fuel.",
        "{A} did not thank {B} for the fuel.",
        "{A} warned {B} about the fuel.",
    ),
    Act(
        "{A} rejected {B}'s offer on fishing.",
        "{A} turned down {B}'s offer on fishing.",
        "{B}'s offer on fishing was rejected by {A}.",
        "{A} rejects {B}'s offer on fishing",
        "{A} will reject {B}'s offer on fishing.",
        "{A} has not rejected {B}'s offer on fishing.",
        "{A} welcomed {B}'s offer on fishing.",
    ),
    Act(
        "{A} supported {B} with weapons.",
        "{A} supplied {B} with weapons.",
        "{B} was supported by {A} with weapons.",
        "{A} supports {B} with weapons",
        "{A} will support {B} with weapons.",
        "{A} did not support {B} with weapons.",
        "{A} threatened {B} with weapons.",
    ),
)
STAY = ("synonym", "other names", "passive", "headline", "other pair")
CHANGE = ("tense", "negation", "opposite", "exchanged")
_OTHER_NAMES = {"{A}": "{Ac}", "{B}": "{Bc}"}


class Side(NamedTuple):
    """A text, whether it is a headline, and the pair it is read for."""

    text: str
    headline: bool
    pair: Pair


class Change(NamedTuple):
    """Two texts, and what was changed."""

    kind: str
    before: Side
    after: Side


def changes() -> Iterator[Change]:
    """All pairs of texts."""
    for act in ACTS:
        for k, pair in enumerate(_PAIRS):

            def side(text: str, headline: bool = False, pair: Pair = pair) -> Side:
                return Side(filled(text, pair), headline, pair)

            before = side(act.past)
            yield Change("synonym", before, side(act.synonym))
            yield Change("passive", before, side(act.passive))
            yield Change("headline", before, side(act.headline, headline=True))
            yield Change("tense", before, side(act.planned))
            yield Change("negation", before, side(act.denied))
            yield Change("opposite", before, side(act.opposite))
            yield Change("other pair", before, side(act.past, pair=_PAIRS[(k + 3) % len(_PAIRS)]))
            renamed = act.past
            for slot, other in _OTHER_NAMES.items():
                renamed = renamed.replace(slot, other)
            yield Change("other names", before, side(renamed))
            exchanged = filled(act.past, pair[::-1])
            yield Change("exchanged", before, Side(exchanged, False, pair))


def read(side: Side, accurate: bool) -> tuple[Relation, ...]:
    """The statements of one text."""
    whole = (
        f"{side.text.rstrip('.')}\n\nIt rained." if side.headline else f"{_HEADLINE}\n\n{side.text}"
    )
    article = Article("made up", whole)
    return next(
        iter(read_articles([article], Options(dyad=side.pair, accurate=accurate)))
    ).relations


Answer = tuple[str, str, str]
"""Direction in terms of the first and second state, class, status."""


def answer(found: tuple[Relation, ...], pair: Pair) -> Answer | None:
    """What is said in the first statement, None if there is none."""
    if not found:
        return None
    one = found[0]
    way = "=" if one.mutual else ">" if one.source == pair[0] else "<"
    return way, one.quad, one.status


def holds(kind: str, before: Answer | None, after: Answer | None) -> bool:
    """Whether the answer stayed, or changed as it must."""
    if before is None:
        return False
    if kind == "negation":
        return after is None or after[2] == "negated"
    if after is None:
        return False
    if kind == "headline":
        return before[:2] == after[:2]
    if kind == "tense":
        return after[2] in ("scheduled", "possible") and before[2] == "realised"
    if kind == "opposite":
        return before[1].endswith("coop") != after[1].endswith("coop")
    if kind == "exchanged":
        return {before[0], after[0]} == {">", "<"} and before[1] == after[1]
    return before == after


def consistency(errors: bool = False, accurate: bool = False) -> dict[str, tuple[int, int]]:
    """For each kind how many pairs hold, and of how many; "stay" and "change" sum them."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    known: dict[Side, tuple[Relation, ...]] = {}
    for change in changes():
        answers = []
        for side in (change.before, change.after):
            if side not in known:
                known[side] = read(side, accurate)
            answers.append(answer(known[side], side.pair))
        good = holds(change.kind, *answers)
        for name in (change.kind, "stay" if change.kind in STAY else "change"):
            right[name] += good
            total[name] += 1
        if errors and not good:
            print(change.kind, change.before.text, answers[0], "/", change.after.text, answers[1])
    return {name: (right[name], total[name]) for name in (*STAY, *CHANGE, "stay", "change")}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--accurate", action="store_true", help="with the small encoder")
    given = parser.parse_args()
    for name, (right, total) in consistency(given.errors, given.accurate).items():
        print(f"{name:12} {right / total:.3f} of {total}")


if __name__ == "__main__":
    main()
