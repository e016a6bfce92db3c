"""Trains every model of the language core: `python -m research.train.language DATA`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from framing.language.features import EDGE
from framing.language.models import MODEL_FOLDER
from framing.language.splitting import SplitRules
from framing.learn.files import write_arrays
from research.train.language.clusters import train_clusters
from research.train.language.corpus import read_news
from research.train.language.lemmas import train_lemmas
from research.train.language.news_verbs import add_news_verbs
from research.train.language.packing import fixed_tags, pack_tagger
from research.train.language.punkt import train_punkt
from research.train.language.rules import train_rules
from research.train.language.subjects import train_subjects
from research.train.language.tagger import (
    Design,
    Options,
    Window,
    encode,
    fit_second,
    tags_with_edges,
    unseen_scores,
)
from research.train.language.treebank import Sentence, read_treebank, rebuild

PARTS = ("rules", "lemmas", "tagger", "subjects")


def main() -> None:
    """Read the command line and train the parts named."""
    parser = argparse.ArgumentParser(prog="research.train.language", description=__doc__)
    parser.add_argument("data", type=Path, help="folder that holds treebank/, polnear/, allsides/")
    parser.add_argument("--only", choices=PARTS, action="append", help="train this part alone")
    parser.add_argument("--models", type=Path, default=MODEL_FOLDER, help="where to write")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    parts = options.only or PARTS
    sentences = [
        sentence
        for name in ("ewt-train", "gum-train")
        for sentence in read_treebank(options.data / "treebank" / f"{name}.conllu.gz")
    ]
    if "rules" in parts:
        punkt = train_punkt(read_news(options.data))
        write_json(options.models / "rules.json", train_rules(sentences, punkt))
    if "lemmas" in parts:
        write_json(options.models / "lemmas.json", learn_lemmas(sentences, options.data))
    if "tagger" in parts:
        train_tagger(sentences, options.data, options.models, options.seed)
    if "subjects" in parts:
        arrays = train_subjects(rebuild(iter(sentences)), options.seed)
        write_arrays(options.models / "subjects.npz", arrays)


def learn_lemmas(sentences: Sequence[Sentence], data: Path) -> dict[str, Any]:
    """Lemmas of the treebanks, then of the verbs that only the news holds."""
    tables = train_lemmas(sentences)
    held = (
        (tag, word.lower())
        for sentence in sentences
        for word, tag in zip(sentence.words, sentence.tags, strict=True)
    )
    add_news_verbs(tables, held, read_news(data))
    return tables


def train_tagger(sentences: Sequence[Sentence], data: Path, models: Path, seed: int) -> None:
    """Fit clusters and both passes of the tagger, and write `tagger.npz`."""
    rules = json.loads((models / "rules.json").read_text("utf-8"))
    split = SplitRules(
        rules["abbreviations"], rules["prefixes"], rules["contractions"], rules["clipped"]
    )
    clusters = train_clusters(read_news(data), split, seed)
    fit_tagger(sentences, clusters, Options(seed=seed), models / "tagger.npz")


def fit_tagger(
    sentences: Sequence[Sentence], clusters: dict[str, list[int]], options: Options, path: Path
) -> None:
    """Fit both passes of the tagger and write them."""
    columns = encode(sentences, {EDGE: 0})
    design = Design(columns, clusters, options.frequent)
    window = Window(design, columns)
    window.fit(columns, columns.places, options)
    unseen = unseen_scores(design, columns, options)
    classes = design.classes[columns.ids]
    second = fit_second(unseen, tags_with_edges(columns, unseen), classes, columns, options)
    arrays = pack_tagger(window, second, clusters, fixed_tags(sentences))
    write_arrays(path, arrays)


def write_json(path: Path, content: Any) -> None:
    """Write one value a line, so that a new training run can be compared with the last."""
    text = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
