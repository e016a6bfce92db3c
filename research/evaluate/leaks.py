"""How much of an outlet leaks from the edges of its pages, before and after zones are marked.

    python -m research.evaluate.leaks FOLDER_OF_FA_KES

A plain TF-IDF classifier guesses the outlet (outlets with 20 articles or more, copies dropped,
folds grouped by event: same date and place) from the first and last 8 words of a text. On raw text
it lives on datelines, title habits and sign-offs. On the marked body it should know no more than
the same classifier does in the middle of the raw article (without 25 words at each end).
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from framing.lists.word_lists import word_lists
from framing.pages.learned_furniture import LearnedFurniture, learn_furniture
from framing.pages.zones import find_zones
from framing.types import Article

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LEAST = 20  # articles an outlet
_EDGE = 8  # words at each end
_CUT = 25  # words off each end of "the middle"


def read_fa_kes(folder: Path) -> tuple[list[Article], list[str]]:
    """Articles and their events (date and place); copies of a text are read once."""
    with (folder / "FA-KES-Dataset.csv").open(encoding="utf-8", newline="") as lines:
        rows = list({row["article_content"]: row for row in csv.DictReader(lines)}.values())
    size = Counter(row["source"] for row in rows)
    rows = [row for row in rows if size[row["source"]] >= _LEAST]
    articles = [
        Article(
            f"{row['unit_id']}#{k}",
            row["article_content"],
            outlet=row["source"],
            title=row["article_title"],
            published=row["date"],
        )
        for k, row in enumerate(rows)
    ]
    return articles, [f"{row['date']} {row['location']}" for row in rows]


def marked_body(article: Article, learned: LearnedFurniture | None = None) -> str:
    """Lead and body as the zones have them."""
    zones = find_zones(article, word_lists(), learned=learned)
    kept = (article.text[z.start : z.stop] for z in zones if z.kind in ("lead", "body"))
    return " ".join(kept)


def ends(text: str) -> str:
    words = _WORD.findall(text)
    return " ".join(words[:_EDGE] + words[-_EDGE:])


def middle(text: str) -> str:
    words = _WORD.findall(text)
    cut = min(_CUT, len(words) // 3)
    return " ".join(words[cut : len(words) - cut])


def make_classifier() -> Pipeline:
    return make_pipeline(TfidfVectorizer(sublinear_tf=True), LinearSVC())


def score(texts: Sequence[str], outlets: Sequence[str], events: Sequence[str]) -> np.ndarray:
    folds = StratifiedGroupKFold(5)
    found = cross_val_predict(make_classifier(), texts, outlets, groups=events, cv=folds)
    print(f"{accuracy_score(outlets, found):.3f}   {f1_score(outlets, found, average='macro'):.3f}")
    return np.asarray(found)


def list_leaks(texts: Sequence[str], outlets: Sequence[str], found: np.ndarray) -> None:
    """Per outlet the share guessed right, and the words that say most, weighted by how often."""
    model = make_classifier().fit(list(texts), list(outlets))
    vectorizer, classifier = model[0], model[1]
    matrix = vectorizer.transform(texts)
    names = vectorizer.get_feature_names_out()
    truth = np.asarray(outlets)
    for k, outlet in enumerate(classifier.classes_):
        rows = truth == outlet
        weight = np.asarray(matrix[rows].mean(axis=0)).ravel() * classifier.coef_[k]
        words = ", ".join(names[i] for i in np.argsort(-weight)[:8])
        print(f"  {outlet:14} {np.mean(found[rows] == outlet):.2f} of {rows.sum():3}: {words}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    articles, events = read_fa_kes(parser.parse_args().folder)
    outlets = [article.outlet or "" for article in articles]
    raw = [article.text for article in articles]
    alone = [marked_body(article) for article in articles]
    learned = learn_furniture(articles, word_lists())
    body = [marked_body(article, learned) for article in articles]
    print(f"{len(articles)} articles, {len(set(outlets))} outlets      accuracy macro-F1")

    def row(name: str, cut: Callable[[str], str], texts: Sequence[str]) -> np.ndarray:
        print(f"{name:45}", end="", flush=True)
        return score([cut(text) for text in texts], outlets, events)

    row("first and last 8 words, raw text", ends, raw)
    row("whole article, raw text", str, raw)
    row("middle of the article, raw text", middle, raw)
    row("first and last 8 words, marked page by page", ends, alone)
    found = row("first and last 8 words, marked with learning", ends, body)
    row("whole body, marked with learning", str, body)
    print("what still leaks at the ends of the marked body:")
    list_leaks([ends(text) for text in body], outlets, found)


if __name__ == "__main__":
    main()
