"""Every detector against people's labels, with intervals, for the notebooks.

Scoring is that of the detectors' own research; here units (articles, sentences, cues, documents)
are drawn with replacement for the intervals.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from framing.layers.hedges.model import load_model
from framing.layers.quotes.find import find_attributions
from framing.layers.salience.find import load_model as load_salience
from framing.lists.outlets import fold_outlet
from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.reading import read_articles
from framing.types import Article
from research.evaluate import hedging, mentions, provenance, quotes, relations_scoring, salience
from research.evaluate.gum import gold_names, load_gum
from research.evaluate.quotes_scoring import Counts, f1
from research.evaluate.sheets import GOLD
from research.gold.load import GoldArticle, load_polnear
from research.gold.relations_sample import corpus_texts
from research.train.hedges import read_labelled
from research.train.language import evaluate
from research.train.pairs import cross_validate, load_marked

COLUMNS = ["detector", "corpus", "measure", "part", "value", "low", "high", "n", "unit"]
DRAWS, SEED = 1000, 20161108
Row = tuple[Any, ...]


def bootstrap(counts: np.ndarray, measure: Callable[[np.ndarray], float]) -> tuple[float, ...]:
    """Value and 95 % interval of a measure of summed counts, one row a unit."""
    generator = np.random.default_rng(SEED)
    draws = generator.integers(0, len(counts), (DRAWS, len(counts)))
    values = [measure(counts[rows].sum(0)) for rows in draws]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return measure(counts.sum(0)), float(low), float(high)


def f_score(total: np.ndarray) -> float:
    """F1 of hits, found and gold."""
    hits, found, gold = total.tolist()
    return 2 * hits / (found + gold) if found + gold else float("nan")


def share(total: np.ndarray) -> float:
    """Right answers over all answers."""
    right, every = total.tolist()
    return right / every if every else float("nan")


@cache
def _attributions(corpora: Path) -> tuple[list[GoldArticle], list[Counts]]:
    articles = list(load_polnear(corpora / "data" / "polnear", "dev"))
    return articles, quotes.score(articles, find_attributions)


def _counts(counts: Sequence[Counts], key: str) -> np.ndarray:
    rows = [(c.hit.get(key, 0), c.found.get(key, 0), c.gold.get(key, 0)) for c in counts]
    return np.array(rows, float)


def score_quotes(corpora: Path) -> Iterator[Row]:
    """Attributions of PolNeAR dev: whole, source where found, by kind, by outlet."""
    articles, counts = _attributions(corpora)
    name, where, n = "attributions", "PolNeAR dev", len(articles)
    for key, what in (("end_to_end", "F1, content and source"), ("match", "F1, content")):
        yield name, where, what, "all", *bootstrap(_counts(counts, key), f_score), n, "articles"
    given = _counts(counts, "source_given_match")[:, :2]
    yield name, where, "source right where found", "all", *bootstrap(given, share), n, "articles"
    for kind in ("direct", "mixed", "indirect"):
        for what in ("recall", "precision"):
            part = _counts(counts, f"{what} {kind}")[:, :2]
            total = int(part[:, 1].sum())
            yield name, where, what, kind, *bootstrap(part, share), total, "attributions"
    for outlet in sorted({gold.publisher for gold in articles}):
        own = [c for gold, c in zip(articles, counts, strict=True) if gold.publisher == outlet]
        found = bootstrap(_counts(own, "end_to_end"), f_score)
        yield (
            name,
            where,
            "F1 by outlet",
            fold_outlet(outlet, word_lists()),
            *found,
            len(own),
            "articles",
        )


def score_hedges(corpora: Path) -> Iterator[Row]:
    """Hedged sentences by a model that has not seen them."""
    data = read_labelled(corpora / "data" / "hedging" / "wikipedia_train.csv")
    said = hedging.cross_validate(data.features, data.labels, 0) >= load_model().cutoff
    gold = data.labels == 1
    rows = np.stack([said & gold, said, gold], axis=1).astype(float)
    found = bootstrap(rows, f_score)
    where = "CoNLL-2010 sample, five-fold"
    yield "hedged sentences", where, "F1", "all", *found, len(rows), "sentences"
    right = bootstrap(rows[:, :2], share)
    yield "hedged sentences", where, "precision", "all", *right, len(rows), "sentences"


def score_sheets(corpora: Path) -> Iterator[Row]:
    """Precision of cues in news, read by hand."""
    labels: dict[str, list[bool]] = {}
    with (GOLD / "wording_sheet.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels.setdefault(row["family"], []).append(bool(int(row["right"])))
    for family, given in labels.items():
        test = binomtest(sum(given), len(given)).proportion_ci(method="wilson")
        value = (sum(given) / len(given), test.low, test.high, len(given), "cues")
        yield "words in news", "own sheet", "precision", family.replace("_", " "), *value


@cache
def _sheet(
    corpora: Path,
) -> list[tuple[list[relations_scoring.Statement], list[relations_scoring.Statement]]]:
    """Labelled and found statements of each sentence of the sheet."""
    with (GOLD / "relations_sheet.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {(row["corpus"], row["article_id"]) for row in rows}
    articles = [
        Article(f"{corpus} {key}", text)
        for corpus in ("us_russia", "fa_kes")
        for key, text in corpus_texts(corpora, corpus)
        if (corpus, key) in wanted
    ]
    readings = {reading.article.article_id: reading for reading in read_articles(articles)}
    found = []
    for number in dict.fromkeys(row["sentence"] for row in rows):
        held = [row for row in rows if row["sentence"] == number]
        reading = readings[f"{held[0]['corpus']} {held[0]['article_id']}"]
        gold = [relations_scoring.labelled(row) for row in held if row["trigger_start"]]
        found.append(
            (gold, relations_scoring.inside(reading, int(held[0]["start"]), int(held[0]["stop"])))
        )
    return found


def score_relations(corpora: Path) -> Iterator[Row]:
    """Statements of the labelled sheet: found, and what is right on those found; marked pairs."""
    sheet, name, where = _sheet(corpora), "statements on two states", "own sheet, news"
    pairs = [relations_scoring.match(gold, got) for gold, got in sheet]
    rows = np.array(
        [(len(p), len(got), len(gold)) for p, (gold, got) in zip(pairs, sheet, strict=True)], float
    )
    yield name, where, "F1, found", "all", *bootstrap(rows, f_score), len(rows), "sentences"
    for part, column in (("precision", 1), ("recall", 2)):
        value = bootstrap(rows[:, [0, column]], share)
        yield name, where, part, "all", *value, int(rows[:, column].sum()), "statements"
    for what in ("quad", "direction", "status", "voice"):
        right = [sum(getattr(a, what) == getattr(b, what) for a, b in p) for p in pairs]
        each = np.array([(r, len(p)) for r, p in zip(right, pairs, strict=True)], float)
        label = "class" if what == "quad" else what
        value = bootstrap(each, share)
        yield (
            name,
            where,
            f"{label} right where found",
            "all",
            *value,
            sum(map(len, pairs)),
            "pairs",
        )
    marked = load_marked(corpora / "data/plover/plv_train.csv")
    f1_of, _ = cross_validate(marked, 0)
    nothing = float("nan")
    where, n = "Zero-Shot-PLOVER, five-fold", len(marked)
    yield (
        name,
        where,
        "macro-F1, class of a marked pair",
        "all",
        f1_of,
        nothing,
        nothing,
        n,
        "pairs",
    )


def score_actors(corpora: Path) -> Iterator[Row]:
    """Names and salient actors of GUM dev, from raw text."""
    documents = load_gum(corpora, "dev")
    gold = [[(a, b, mentions.KIND_OF[kind]) for a, b, kind in gold_names(d)] for d in documents]
    rows = []
    for mine, golden in zip(mentions.read_names(documents), gold, strict=True):
        rows.append((len(set(mine) & set(golden)), len(mine), len(golden)))
    value = bootstrap(np.array(rows, float), f_score)
    total = sum(map(len, gold))
    yield "names of actors", "GUM dev", "F1, span and type", "all", *value, total, "names"
    table = salience.read_table(documents, own=True)
    model = load_salience()
    scores = model.score(table.values)
    each = [
        salience.counts_at(table, scores, table.document == k, model.cut)
        for k in range(len(documents))
    ]
    right, wrong, missed = np.array(each, float).T
    counts = np.stack([right, right + wrong, right + missed], axis=1)
    value = bootstrap(counts, f_score)
    yield (
        "salient actors",
        "GUM dev",
        "F1, from raw text, all genres",
        "all",
        *value,
        len(documents),
        "documents",
    )


def score_language(corpora: Path) -> Iterator[Row]:
    """Tags and sentences' ends under everything else."""
    documents = evaluate.read_documents(corpora / "data", "gum-dev")
    each = [evaluate.score_tokens([d]) for d in documents]
    counts = np.array([(s.hits, s.proposed, s.gold) for s in each], float)
    value = bootstrap(counts, f_score)
    yield "tokens", "GUM dev", "F1", "all", *value, len(documents), "documents"


def score_provenance(corpora: Path) -> Iterator[Row]:
    """The agency behind an article, from its text alone."""
    rows = []
    for article, gold in provenance.read_wire(corpora / "data" / "polnear", "train"):
        agency = find_provenance(article, find_zones(article, word_lists()), word_lists()).agency
        rows.append((bool(agency) and agency == gold, bool(agency), bool(gold)))
    counts = np.array(rows, float)
    value = bootstrap(counts, f_score)
    yield "agency credit", "PolNeAR train", "F1", "all", *value, len(rows), "articles"


PARTS = (
    *(score_quotes, score_hedges, score_sheets, score_relations, score_actors),
    *(score_language, score_provenance),
)


def detector_scores(corpora: Path) -> pd.DataFrame:
    """One row a detector, corpus, measure and part: value, low, high, n and what n counts."""
    rows: list[Row] = []
    for part in PARTS:
        rows += part(corpora)
        print(f"scored: {rows[-1][0]}", flush=True)
    return pd.DataFrame(rows, columns=COLUMNS)


def detector_errors(corpora: Path) -> pd.DataFrame:
    """What was labelled against what was found: `detector, gold, found, n`."""
    rows: Counter[tuple[str, str, str]] = Counter()
    for gold, got in _sheet(corpora):
        pairs = relations_scoring.match(gold, got)
        rows.update(("class of a statement", a.quad, b.quad) for a, b in pairs)
        rows.update(("status of a statement", a.status, b.status) for a, b in pairs)
        rows.update(("voice of a statement", a.voice, b.voice) for a, b in pairs)
        left = [a for a in gold if not any(a is one for one, _ in pairs)]
        over = [b for b in got if not any(b is one for _, one in pairs)]
        rows.update(("class of a statement", a.quad, "nothing") for a in left)
        rows.update(("class of a statement", "nothing", b.quad) for b in over)
    _, counts = _attributions(corpora)
    for kind in ("direct", "mixed", "indirect"):
        there, hit = (
            sum(getattr(c, what).get(f"recall {kind}", 0) for c in counts)
            for what in ("gold", "hit")
        )
        rows["attribution", kind, "right"] = hit
        rows["attribution", kind, "missed or wrong"] = there - hit
    return pd.DataFrame(
        [(*key, n) for key, n in sorted(rows.items())], columns=["detector", "gold", "found", "n"]
    )


__all__ = ["detector_errors", "detector_scores", "f1"]
