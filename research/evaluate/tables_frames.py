"""Frames of two corpora for the notebooks: python -m research.evaluate.tables_frames CORPORA [NAME]

Writes `seeds/tables/fakes_frames.parquet` and `allsides_frames.parquet`: the frame columns of each
article, numbers and ids only, to be joined with the tables of features by `article_id`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import pandas as pd

from framing.measures.columns import list_features
from framing.reading import read_articles
from framing.tables.rows import measure
from framing.types import Options
from research.gold.load import load_allsides, load_fakes

FOLDER = Path(__file__).parents[2] / "seeds" / "tables"


def _list_in_manifest(path: Path, table: pd.DataFrame) -> None:
    """Says in the manifest which table it is; `research.evaluate.tables` lists it anew."""
    manifest = FOLDER / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    content["tables"][path.name] = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "rows": len(table),
        "columns": len(table.columns),
    }
    content["tables"] = dict(sorted(content["tables"].items()))
    manifest.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("only", nargs="?", choices=("fakes", "allsides"))
    options = parser.parse_args()
    data = options.corpora / "data"
    corpora = {
        "fakes": (load_fakes(data / "fa-kes"), ("USA", "RUS", "SYR", "TUR")),
        "allsides": (load_allsides(data / "allsides", "us_russia"), ("USA", "RUS")),
    }
    for name, (articles, actors) in corpora.items():
        if options.only not in (None, name):
            continue
        chosen = Options(actors=actors, columns="frame_*")
        readings = read_articles(articles, chosen, on_skip=lambda skipped: None)
        rows = [row for _, row in measure(readings, list_features(chosen))]
        table = pd.DataFrame(rows)
        kept = [
            "article_id",
            *(column for column in map(str, table) if column.startswith("frame_")),
        ]
        numbers = table[kept[1:]].astype("float32")
        target = FOLDER / f"{name}_frames.parquet"
        pd.concat([table[["article_id"]], numbers], axis=1).to_parquet(target, index=False)
        _list_in_manifest(target, table[kept])
        print(f"{len(table):,} articles, {len(kept) - 1} columns -> {target.name}", flush=True)


if __name__ == "__main__":
    main()
