"""Do numbers tell the tone toward an actor? python -m research.evaluate.tone CORPORA

SEESAW (Zhang et al., EMNLP 2022) marks how an article as a whole feels toward each entity of its
list: negative, neutral or positive. What the layers hold of an actor (roles, loaded words in the
sentences that name it, acts, statements) is given to a logistic regression, articles apart, beside
calling all neutral and TF-IDF of the sentences that name the actor. The licence allows to measure
on it, not to train what is shipped.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from framing.layers.frames.roles import ROLES
from framing.learn.ridge import folds
from framing.reading import read_articles
from framing.types import Reading
from research.evaluate.seesaw import load_seesaw, names_by_actor, same
from research.train.frames import f1

TONES = ("Negative", "Neutral", "Positive")


def load_tones(corpora: Path, article: str) -> dict[str, int]:
    """Tone toward each entity of an article's list, an index of `TONES`."""
    path = corpora / "data" / "seesaw" / "annotations" / f"{article}.json"
    marks: dict[str, list[list[str]]] = json.loads(path.read_text("utf-8"))["entity sentiments"]
    words = {name: rows[0][0].split()[-1] for name, rows in marks.items() if rows}
    return {name: TONES.index(word) for name, word in words.items() if word in TONES}


def describe(reading: Reading, actor: str) -> tuple[list[float], str]:
    """Numbers on an actor, and the sentences that name it, as one text."""
    scores = reading.frame_scores
    places = [(m.start, m.stop) for m in reading.mentions if m.actor == actor and m.in_story]
    spans = scores.spans if scores else ()
    naming = [span for span in spans if any(span[0] <= at < span[1] for at, _ in places)]
    loaded = [w.polarity for w in reading.wordings if w.polarity and _within(w.start, naming)]
    acts = [w for w in reading.wordings if w.kind == "act"]
    does = sum(bool(w.agent) and _holds(w.agent, places) for w in acts)
    suffers = sum(bool(w.patient) and _holds(w.patient, places) for w in acts)
    roles = [sum(r.actor == actor and r.role == role for r in reading.roles) for role in ROLES]
    quads = [r.quad for r in reading.relations if actor in (r.source, r.target)]
    conflict = sum("conflict" in str(quad) for quad in quads)
    count = max(1, len(places))
    numbers = [
        *(value / count for value in roles),
        sum(value > 0 for value in loaded) / max(1, len(naming)),
        sum(value < 0 for value in loaded) / max(1, len(naming)),
        does / count,
        suffers / count,
        conflict / count,
        (len(quads) - conflict) / count,
        float(np.log(count)),
    ]
    return numbers, " ".join(reading.article.text[start:stop] for start, stop in naming)


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < stop for start, stop in spans)


def _holds(span: tuple[int, int] | None, places: Sequence[tuple[int, int]]) -> bool:
    return span is not None and any(span[0] <= start < span[1] for start, _ in places)


def held_out(model: Pipeline, given: Any, labels: NDArray[Any], groups: NDArray[Any]) -> float:
    """Macro-F1 of three tones, articles apart."""
    called, fold = np.zeros_like(labels), folds(groups, 5, 0)
    for number in range(5):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        model.fit([given[k] for k in seen], labels[seen])
        called[held] = model.predict([given[k] for k in held])
    return macro(labels, called)


def macro(labels: NDArray[Any], called: NDArray[Any]) -> float:
    """Mean F1 of the three tones."""
    return float(np.mean([f1((labels == k) * 1, (called == k) * 1) for k in range(len(TONES))]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    articles = [article for article, _ in load_seesaw(corpora)]
    numbers, texts, tones, groups = [], [], [], []
    for reading in read_articles(articles):
        known = names_by_actor(reading)
        for name, tone in load_tones(corpora, reading.article.article_id).items():
            actors = [actor for actor, names in known.items() if names and same(names, name)]
            if not actors:
                continue
            actor = max(actors, key=lambda one: reading.salience.get(one, 0.0))
            told, text = describe(reading, actor)
            numbers.append(told)
            texts.append(text)
            tones.append(tone)
            groups.append(reading.article.article_id)
    labels, of = np.array(tones), np.array(groups)
    regression = LogisticRegression(class_weight="balanced", max_iter=1000)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    print(f"{len(labels)} actors of {len(set(groups))} articles, macro-F1 of {TONES}")
    print(f"all neutral  {macro(labels, np.full_like(labels, 1)):.3f}")
    print(f"TF-IDF       {held_out(make_pipeline(words, regression), texts, labels, of):.3f}")
    ours = make_pipeline(StandardScaler(), regression)
    print(f"layers       {held_out(ours, numbers, labels, of):.3f}")


if __name__ == "__main__":
    main()
