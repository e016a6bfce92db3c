"""Measures the relation layer: marked pairs, event sentences, the seeds, the labelled sheet, cost.

`python -m benchmarks.relations CORPORA [pairs|events|seeds|sheet|cost ...]`, all without a name.
A statement found is matched to a labelled one of its sentence: by the word that states it where
they meet, else by direction and class, else in order.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.relations_cost import measure_cost
from benchmarks.relations_sample import corpus_texts, sentences
from benchmarks.train_relations import cross_validate, load_marked
from framing.corpus.load import load_articles
from framing.layers.relation_event import Event, find_event
from framing.reading import read_articles
from framing.types import Article, Reading, Relation

GOLD = Path(__file__).parent.parent / "tests" / "gold"
_WRONG_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
_NO_COUNTRY = frozenset(["IGO", "NGO", "IMG", "ISM", "MNC"])
_EVENT_QUADS = {
    "verbal_coop": ["AGREE", "CONSULT", "SUPPORT"],
    "material_coop": ["COOPERATE", "AID", "CONCEDE", "RETREAT"],
    "verbal_conflict": ["INVESTIGATE", "DEMAND", "DISAPPROVE", "REJECT", "THREATEN"],
    "material_conflict": ["PROTEST", "SANCTION", "COERCE", "FIGHT", "ASSAULT", "MOBILIZE"],
}
_QUAD_OF = {root: quad for quad, roots in _EVENT_QUADS.items() for root in roots}


@dataclass(frozen=True)
class Statement:
    """A labelled or found statement, comparable with another."""

    start: int
    stop: int
    source: str
    target: str
    mutual: bool
    quad: str
    status: str
    voice: str
    interference: bool = False

    @property
    def direction(self) -> object:
        """Who acts on whom, or that both do."""
        return "mutual" if self.mutual else (self.source, self.target)


def labelled(row: dict[str, str]) -> Statement:
    return Statement(
        int(row["trigger_start"]),
        int(row["trigger_stop"]),
        row["source"],
        row["target"],
        row["mutual"] == "1",
        row["quad"],
        row["status"],
        row["voice"],
        row.get("interference") == "1",
    )


def found(relation: Relation) -> Statement:
    start, stop = relation.trigger or (relation.start, relation.stop)
    r = relation
    return Statement(start, stop, r.source, r.target, r.mutual, r.quad, r.status, r.voice)


Pairs = list[tuple[Statement, Statement]]


def match(gold: Sequence[Statement], got: Sequence[Statement]) -> Pairs:
    """Pairs of labelled and found statements of one sentence, each used once."""

    def closeness(one: Statement, other: Statement) -> int:
        meets = one.start < other.stop and other.start < one.stop
        return 4 * meets + (one.direction == other.direction) + (one.quad == other.quad)

    scored = [(-closeness(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(got)]
    pairs: Pairs = []
    left, right = set(range(len(gold))), set(range(len(got)))
    for _, i, j in sorted(scored):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((gold[i], got[j]))
    return pairs


def report(name: str, counts: Counter[str], pairs: Pairs) -> None:
    """Detection by statement, then what is right on the statements found."""
    p, g, m = counts["found"], counts["gold"], len(pairs)
    f1 = 2 * m / (p + g) if p + g else float("nan")
    print(f"{name}: {g} labelled, {p} found, {m} matched; detection F1 {f1:.3f}")
    for what in ("quad", "direction", "status", "voice"):
        right = sum(getattr(a, what) == getattr(b, what) for a, b in pairs)
        print(f"  {what:10} {right / max(m, 1):.3f}")


def measure_sheet(corpora: Path) -> None:
    with (GOLD / "relations_sheet.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {(row["corpus"], row["article_id"]) for row in rows}
    texts = {
        (corpus, key): text
        for corpus in ("us_russia", "fa_kes")
        for key, text in corpus_texts(corpora, corpus)
        if (corpus, key) in wanted
    }
    articles = [Article(f"{corpus} {key}", text) for (corpus, key), text in texts.items()]
    readings = {reading.article.article_id: reading for reading in read_articles(articles)}
    everything, beyond, interference = (Sheet(name) for name in ("sheet", "beyond", "interference"))
    for number in dict.fromkeys(row["sentence"] for row in rows):
        held = [row for row in rows if row["sentence"] == number]
        reading = readings[f"{held[0]['corpus']} {held[0]['article_id']}"]
        gold = [labelled(row) for row in held if row["trigger_start"]]
        got = inside(reading, int(held[0]["start"]), int(held[0]["stop"]))
        everything.add(gold, got)
        (interference if any(s.interference for s in gold) else beyond).add(gold, got)
        if "--errors" in sys.argv:
            show(reading.article.text[int(held[0]["start"]) : int(held[0]["stop"])], gold, got)
    for sheet in (everything, beyond, interference):
        sheet.report()


class Sheet:
    """Counts over sentences: by statement, and by sentence with or without any."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.pairs: Pairs = []

    def add(self, gold: Sequence[Statement], got: Sequence[Statement]) -> None:
        """One sentence."""
        self.counts["found"] += len(got)
        self.counts["gold"] += len(gold)
        self.counts["both"] += bool(gold) and bool(got)
        self.counts["either"] += bool(gold) + bool(got)
        self.pairs += match(gold, got)

    def report(self) -> None:
        """Prints both readings of detection."""
        report(self.name, self.counts, self.pairs)
        by_sentence = 2 * self.counts["both"] / max(self.counts["either"], 1)
        print(f"  by sentence (any statement or none): F1 {by_sentence:.3f}")


def inside(reading: Reading, start: int, stop: int) -> list[Statement]:
    statements = [found(relation) for relation in reading.relations]
    return [one for one in statements if start <= one.start < stop]


def show(text: str, gold: Sequence[Statement], got: Sequence[Statement]) -> None:
    print("*", " ".join(text.split()))
    for sign, statements in (("=", gold), (">", got)):
        for s in statements:
            print(f"   {sign} {s.direction} {s.quad} {s.status} {s.voice} [{s.start}]")


def measure_seeds(corpora: Path) -> None:
    with (GOLD / "relations_seeds.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    sheet = Sheet("seeds")
    for reading in read_articles(load_articles([str(corpora / "seeds")])):
        gold = [labelled(r) for r in rows if r["article_id"] == reading.article.article_id]
        for start, stop in sentences(reading.article.text):
            own = [one for one in gold if start <= one.start < stop]
            got = inside(reading, start, stop)
            sheet.add(own, got)
            if "--errors" in sys.argv and (own or got):
                show(reading.article.text[start:stop], own, got)
    sheet.report()


def measure_pairs(corpora: Path) -> None:
    rows = load_marked(corpora / "data/plover/plv_train.csv")
    scores = [cross_validate(rows, seed) for seed in range(3)]
    f1, coop = np.mean(scores, axis=0)
    print(f"marked pairs, 5-fold: macro-F1 {f1:.3f}, cooperation against conflict {coop:.3f}")


def countries(actors: Any) -> list[str]:
    listed = [actors] if isinstance(actors, dict) else actors or []
    codes = [actor["code"] for actor in listed if isinstance(actor, dict) and actor.get("code")]
    return [_WRONG_CODES.get(code, code) for code in codes if code not in _NO_COUNTRY]


def pair_right(event: Event, source: Sequence[str], target: Sequence[str]) -> bool:
    if not target:
        return {*event.sources, *event.targets} == set(source)
    if event.mutual:
        return set(event.sources) == {*source, *target}
    return (
        bool(event.sources and event.targets)
        and set(event.sources) <= set(source)
        and set(event.targets) <= set(target)
    )


def measure_events(corpora: Path) -> None:
    path = corpora / "data/plover/gsr_cameo_train.json"
    records = json.loads(path.read_text(encoding="utf-8"))[1:]
    counts: Counter[str] = Counter()
    for record in records:
        source, target = countries(record.get("source")), countries(record.get("target"))
        event = find_event(record["text"])
        gold, got = {*source, *target}, {*event.sources, *event.targets}
        counts["both_named"] += len(gold & got)
        counts["named"] += len(gold) + len(got)
        right_class = event.quad == _QUAD_OF[record["event"]]
        counts["classes"] += right_class
        if (source and target) or len(source) == 2:
            right = pair_right(event, source, target)
            counts["pairs"] += 1
            counts["right_pairs"] += right
            counts["right_both"] += right and right_class
            if target and inverted(record):
                counts["inverted"] += 1
                counts["right_inverted"] += right
    print(
        f"event sentences: {len(records)}; countries F1",
        rate(2 * counts["both_named"], counts["named"]),
    )
    for name, part, whole in (
        ("ordered pair", "right_pairs", "pairs"),
        ("pair and class", "right_both", "pairs"),
        ("inverted pairs", "right_inverted", "inverted"),
    ):
        print(f"  {name} {rate(counts[part], counts[whole])} of {counts[whole]}")
    print(f"  class {rate(counts['classes'], len(records))}")


def inverted(record: dict[str, Any]) -> bool:
    """Whether the target stands before the source in the text."""

    def place(actors: Any) -> int:
        listed = [actors] if isinstance(actors, dict) else actors or []
        names = [str(actor.get("actorText", "")) for actor in listed if isinstance(actor, dict)]
        places = [record["text"].find(name.strip()) for name in names if name.strip()]
        return min((at for at in places if at >= 0), default=-1)

    source, target = place(record.get("source")), place(record.get("target"))
    return 0 <= target < source


def rate(part: float, whole: float) -> str:
    return f"{part / whole:.3f}" if whole else "nan"


PARTS: dict[str, Callable[[Path], None]] = {
    "pairs": measure_pairs,
    "events": measure_events,
    "seeds": measure_seeds,
    "sheet": measure_sheet,
    "cost": measure_cost,
}


def main() -> None:
    corpora = Path(sys.argv[1])
    names = [name for name in sys.argv[2:] if name in PARTS] or list(PARTS)
    for name in names:
        PARTS[name](corpora)


if __name__ == "__main__":
    main()
