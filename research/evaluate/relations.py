"""Measures the relation layer: marked pairs, event sentences, the seeds, the labelled sheet, cost.

`python -m research.evaluate.relations CORPORA [pairs|events|seeds|sheet|cost ...] [--accurate]`,
all without a name; sheet and seeds with the small encoder too.
A statement found is matched to a labelled one of its sentence: by the word that states it where
they meet, else by direction and class, else in order.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.corpus.load import load_articles
from framing.reading import read_articles
from framing.types import Article, Options, Reading
from research.cost.relations_cost import measure_cost
from research.evaluate.events import Event, find_event
from research.evaluate.relations_scoring import Sheet, inside, labelled, show
from research.gold.relations_labels import labelled_sentences, labelled_texts
from research.gold.relations_sample import sentences
from research.train.pairs import cross_validate, load_marked

GOLD = Path(__file__).parents[2] / "tests" / "gold"
_WRONG_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
_NO_COUNTRY = frozenset(["IGO", "NGO", "IMG", "ISM", "MNC"])
_EVENT_QUADS = {
    "verbal_coop": ["AGREE", "CONSULT", "SUPPORT"],
    "material_coop": ["COOPERATE", "AID", "CONCEDE", "RETREAT"],
    "verbal_conflict": ["INVESTIGATE", "DEMAND", "DISAPPROVE", "REJECT", "THREATEN"],
    "material_conflict": ["PROTEST", "SANCTION", "COERCE", "FIGHT", "ASSAULT", "MOBILIZE"],
}
_QUAD_OF = {root: quad for quad, roots in _EVENT_QUADS.items() for root in roots}


def _options() -> Options:
    return Options(accurate="--accurate" in sys.argv)


def measure_sheet(corpora: Path) -> None:
    """Scores on the labelled sheet, also beyond interference."""
    everything, beyond, interference = (Sheet(n) for n in ("sheet", "beyond", "interference"))
    for reading, rows in read_labelled(corpora, GOLD / "relations_sheet.csv"):
        start, stop = int(rows[0]["start"]), int(rows[0]["stop"])
        gold = [labelled(row) for row in rows if row["trigger_start"]]
        got = inside(reading, start, stop)
        everything.add(gold, got)
        (interference if any(s.interference for s in gold) else beyond).add(gold, got)
        if "--errors" in sys.argv:
            show(reading.article.text[start:stop], gold, got)
    for sheet in (everything, beyond, interference):
        sheet.report()


def read_labelled(corpora: Path, path: Path) -> Iterator[tuple[Reading, list[dict[str, str]]]]:
    """The reading of each labelled sentence's article, with the rows of the sentence."""
    sheets = labelled_sentences(path)
    texts = labelled_texts(corpora, sheets)
    articles = [Article(f"{corpus} {key}", text) for (corpus, key), text in texts.items()]
    readings = {
        reading.article.article_id: reading for reading in read_articles(articles, _options())
    }
    for rows in sheets:
        yield readings[f"{rows[0]['corpus']} {rows[0]['article_id']}"], rows


def measure_seeds(corpora: Path) -> None:
    with (GOLD / "relations_seeds.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    sheet = Sheet("seeds")
    for reading in read_articles(load_articles([str(corpora / "seeds")]), _options()):
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
