"""Fits what links and sifts the labels of the encoder: `framing/models/quotes/accurate.npz`.

    python -m research.train.quotes_accurate WEIGHTS CORPORA TEACHER_0 TEACHER_1

WEIGHTS and CORPORA as in `research.train.quotes_teacher`; TEACHER_0 learned from every other
article from the first on, TEACHER_1 from the others (`--half`), so each labels what it has not
seen. All articles and passages that train count; dev does not.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from framing.language import read_tokens
from framing.layers.quotes.accurate import Floats, labelled_by, mark
from framing.layers.quotes.grid import make_grid
from framing.layers.quotes.labels import N_LABELS
from framing.layers.quotes.model import ACCURATE_FILE, load_quote_model, pack_linker
from framing.learn.files import write_arrays
from framing.types import Tokens
from research.train.encoder_files import write_quotes
from research.train.quotes_links import fit_linker
from research.train.quotes_teacher import lessons


def cross_marks(tokens: Tokens, networks: Sequence[Path]) -> Floats:
    """Log chances of the labels of each token, by the network that has not seen its article."""
    found = np.zeros((len(tokens), N_LABELS), np.float32)
    for number in range(len(tokens.bounds) - 1):
        rows = slice(int(tokens.bounds[number]), int(tokens.bounds[number + 1]))
        found[rows] = mark(tokens.article(number), networks[1 - number % 2])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("teachers", type=Path, nargs=2)
    options = parser.parse_args()
    articles = lessons(options.corpora)
    tokens = read_tokens([one.article.text for one in articles])
    with tempfile.TemporaryDirectory() as folder:
        networks = [Path(folder) / f"{number}.onnx" for number in (0, 1)]
        for teacher, network in zip(options.teachers, networks, strict=True):
            write_quotes(options.weights, teacher, network)
        marks = cross_marks(tokens, networks)
    types = load_quote_model().types
    grid = make_grid(tokens, tokens.vocabulary.column("accurate.types", types.describe))
    fitted = fit_linker(labelled_by(marks, grid), tokens, articles)
    arrays = pack_linker(fitted.pairs, fitted.sifter) | {"least": np.array(fitted.least)}
    write_arrays(ACCURATE_FILE, arrays)
    print(f"{ACCURATE_FILE.name}: {ACCURATE_FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
