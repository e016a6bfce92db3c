"""Pins the outputs of four commands on articles as digests: what a pure change may not alter.

    python -m research.evaluate.pinned [CORPORA] [--write]

Reads the demo articles, and 100 articles each of AllSides, FA-KES, PolNeAR and BASIL, runs
`features --columns all`, `annotate`, `quotes` and `reuse` on each, and compares the digests with
`pinned.json` beside this file; `--write` puts the present ones there. Without CORPORA the demo
articles alone are read, and the other digests stay. Digests hold no text. Ends with status 1 where
an output differs: a change that means to alter numbers (a model trained anew, a rule, a word list,
a column) writes them anew and says so; a move, a rename or a faster way may not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from framing.cli.main import main as framing
from framing.corpus.load import load_articles
from framing.types import Article
from research.gold.load import load_basil, load_fakes

PINNED = Path(__file__).with_name("pinned.json")
ARTICLES = 100
DEMO = "demo"
COMMANDS = {
    "features": (".csv", ("--columns", "all")),
    "annotate": (".jsonl", ()),
    "quotes": (".csv", ()),
    "reuse": (".csv", ()),
}


def articles_of(corpora: Path | None) -> dict[str, Iterable[Article]]:
    """The demo articles, and articles of four corpora, in their order."""
    demo = {DEMO: _quietly(Path(__file__).parents[2] / "seeds" / "articles")}
    return demo | _of_corpora(corpora) if corpora else demo


def _of_corpora(corpora: Path) -> dict[str, Iterable[Article]]:
    data = corpora / "data"
    return {
        "allsides": _quietly(data / "allsides" / "us_russia.jsonl.gz"),
        "fa-kes": load_fakes(data / "fa-kes"),
        "polnear": _quietly(data / "polnear" / "train" / "text"),
        "basil": (one.article for one in load_basil(data / "basil")),
    }


def _quietly(path: Path) -> Iterable[Article]:
    return load_articles(path, on_skip=lambda skipped: None)


def digests(corpora: Path | None, folder: Path) -> dict[str, str]:
    """Digest of each output, by corpus and command."""
    found: dict[str, str] = {}
    for name, articles in articles_of(corpora).items():
        corpus = folder / f"{name}.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            for one in islice(articles, ARTICLES):
                row = {"id": one.article_id, "text": one.text, "title": one.title}
                row |= {"outlet": one.outlet, "date": one.published, "url": one.url}
                file.write(json.dumps(row) + "\n")
        for command, (ending, options) in COMMANDS.items():
            output = folder / f"{name}.{command}{ending}"
            framing([command, str(corpus), "-o", str(output), "--jobs", "1", *options])
            digest = hashlib.blake2b(_comparable(output), digest_size=16).hexdigest()
            found[f"{name} {command}"] = digest
    return found


def pinned() -> dict[str, str]:
    """The digests that were written last; none before the first time."""
    found: dict[str, str] = json.loads(PINNED.read_text("utf-8")) if PINNED.is_file() else {}
    return found


def _comparable(output: Path) -> bytes:
    """The output without the folder it was read from."""
    return output.read_bytes().replace(str(output.parent).encode(), b"")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        now = digests(options.corpora, Path(folder))
    then = pinned()
    for name, digest in now.items():
        print(f"{name:20} {digest} {'as pinned' if then.get(name) == digest else 'differs'}")
    if options.write:
        PINNED.write_text(json.dumps(then | now, indent=1) + "\n", "utf-8")
        return 0
    return int(any(then.get(name) != digest for name, digest in now.items()))


if __name__ == "__main__":
    sys.exit(main())
