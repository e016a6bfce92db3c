"""Trains the salience model on our own mentions: python -m research.train.salience CORPORA"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from framing.layers.salience.features import FEATURES
from framing.layers.salience.find import MODEL_FILE
from framing.learn.files import pack_strings, write_arrays
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
    arrays = {
        "names": pack_strings(FEATURES),
        "rows": np.round(np.array(list(rows), np.float64), 6),
        "intercept": np.array(round(model.intercept, 6)),
        "cut": np.array(round(cut, 3)),
    }
    write_arrays(options.out, arrays)
    print(f"{len(documents)} documents, {len(table.named)} actors, cut {cut:.2f}")


if __name__ == "__main__":
    main()
