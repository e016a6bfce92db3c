"""Trains the salience model on our own mentions: python -m research.train.salience CORPORA"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from framing.layers.salience.features import FEATURES
from framing.layers.salience.find import MODEL_FILE
from research.evaluate.gum import load_gum
from research.evaluate.salience import best_cut, cross_validate, fit, read_table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL_FILE)
    options = parser.parse_args()
    documents = load_gum(options.corpora, "train")
    table = read_table(documents, own=True)
    model = fit(table.values, table.named)
    scores, _ = cross_validate(table)
    cut = best_cut(table, scores, np.ones(len(table.named), bool))
    rows = zip(model.mean, model.scale, model.weight, strict=True)
    content = {
        "features": {
            name: [round(float(x), 6) for x in row]
            for name, row in zip(FEATURES, rows, strict=True)
        },
        "intercept": round(model.intercept, 6),
        "cut": round(cut, 3),
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(f"{len(documents)} documents, {len(table.named)} actors, cut {cut:.2f}")


if __name__ == "__main__":
    main()
