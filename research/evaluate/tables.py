"""Measured tables that the notebooks read: python -m research.evaluate.tables CORPORA [PART ...]

Writes `seeds/tables/` anew: for each corpus the features of every article and what its layers hold,
as numbers, ids, kinds and sides; no text, no title, no word out of an article. Parts are `seeds`,
`fakes`, `allsides`, `polnear`, `detectors`, `classifier-fakes` and its like, `leaning`; all without
a name.
The manifest tells versions and hashes. Ids of PolNeAR hold words of the title: here they are
outlet, day and a hash.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import framing
from framing.language import LANGUAGE_VERSION
from framing.lists.load import lexicon_folder, list_version, load_rows
from framing.reuse.find import Reuse, attach_reuse, find_reuse
from framing.types import Article
from research.evaluate.leaning import leaning_scores
from research.evaluate.tables_classifier import CORPORA as SCORED
from research.evaluate.tables_classifier import classifier_scores
from research.evaluate.tables_detectors import detector_errors, detector_scores
from research.gold.load import load_allsides, load_fakes, load_polnear

FOLDER = Path(__file__).parents[2] / "seeds" / "tables"
MODELS = Path(framing.__file__).parent / "models"
CLASSIFIER = tuple(f"classifier-{name}" for name in SCORED)
KINDS = ("naming", "loaded", "booster", "act", "agentless_passive", "scare_quote")
QUOTE = (
    *("article_id", "kind", "actor", "side", "speaker_kind", "anonymous", "stance", "nested"),
    *("confidence", "zone", "words"),
)
RELATION = (
    *("article_id", "start", "stop", "source", "target", "mutual", "quad", "root", "status"),
    *("voice", "score", "time", "copied", "zone", "field"),
)
WORDING = ("article_id", "kind", "referent", "choice", "voice", "polarity")
HEDGE = ("article_id", "category", "voice", "side", "uncertain")
REUSE = (*("article_id_a", "article_id_b", "kind", "first", "words", "similarity", "spread"),)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus of articles: how to read it, the actors that get columns, its licence.

    With `frames` the columns of frames are kept too, in a table of their own.
    """

    read: Callable[[Path], Iterable[Article]]
    actors: tuple[str, ...]
    licence: str
    frames: bool = False


def _polnear(corpora: Path) -> Iterable[Article]:
    for gold in load_polnear(corpora / "data" / "polnear", "train"):
        name = gold.article.article_id
        outlet, day = name.split("_")[:2]
        digest = hashlib.sha256(name.encode()).hexdigest()[:10]
        yield replace(gold.article, article_id=f"{outlet}_{day}_{digest}")


CORPORA = {
    "seeds": Corpus(
        lambda folder: framing.load_articles(folder / "seeds"),
        ("USA", "RUS", "SYR"),
        "news text of its publishers; measured, not shipped",
    ),
    "fakes": Corpus(
        lambda folder: load_fakes(folder / "data" / "fa-kes"),
        ("USA", "RUS", "SYR", "TUR"),
        "FA-KES, CC BY 4.0 (Abu Salem et al. 2019)",
        frames=True,
    ),
    "allsides": Corpus(
        lambda folder: load_allsides(folder / "data" / "allsides", "us_russia"),
        ("USA", "RUS", "SYR", "UKR"),
        "Article-Bias-Prediction, research use (Baly et al. 2020)",
        frames=True,
    ),
    "polnear": Corpus(
        _polnear, ("USA", "RUS"), "PolNeAR 1.0, no data licence stated (Newell et al. 2018)"
    ),
}


def measure(name: str, corpora: Path) -> None:
    """Reads, analyses and writes the tables of one corpus."""
    corpus = CORPORA[name]
    articles = list(corpus.read(corpora))
    reuse = find_reuse(articles)
    options = framing.Options(actors=corpus.actors, columns="all")
    result = framing.analyze(attach_reuse(articles, reuse), options)
    urls = {article.article_id: article.url for article in articles}
    features, frames = split_frames(result.features.drop(columns="title").copy())
    features.insert(4, "url", features["article_id"].map(urls))
    groups = pd.DataFrame([(g.article_id, g.story_id, g.copy_id) for g in reuse.groups])
    groups.columns = pd.Index(["article_id", "story_id", "copy_id"])
    features = features.merge(groups, on="article_id", how="left", validate="one_to_one")
    known = {str(row["id"]) for row in load_rows("actors", "actor")}
    known |= {str(row["id"]) for row in load_rows("countries", "actor")}
    quotes = result.quotes.reindex(columns=list(QUOTE))
    for column in ("actor", "side"):
        quotes[column] = quotes[column].where(quotes[column].isin(known))
    write(f"{name}_features", features)
    if corpus.frames:
        write(f"{name}_frames", frames)
    write(f"{name}_quotes", quotes.assign(confidence=quotes["confidence"].round(2)))
    write(f"{name}_relations", result.relations.reindex(columns=list(RELATION)))
    wordings = result.wordings[result.wordings["kind"].isin(KINDS)]
    write(f"{name}_wordings", counted(wordings, WORDING))
    hedges = result.hedges.assign(
        side=result.hedges["side"].where(result.hedges["side"].isin(known))
    )
    write(f"{name}_hedges", counted(hedges, HEDGE))
    write(f"{name}_reuse", passages(reuse))
    print(f"{name}: {len(articles)} articles, {len(result.skipped)} skipped", flush=True)


def split_frames(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Other features, and those of frames beside the article's id, in single precision."""
    told = [column for column in table if str(column).startswith("frame_")]
    numbers = table[told].astype("float32")
    return table.drop(columns=told), pd.concat([table[["article_id"]], numbers], axis=1)


def counted(layer: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """How often each combination stands in each article."""
    groups = layer.groupby(list(columns), dropna=False, sort=True)
    return groups.size().rename("count").reset_index()


def passages(reuse: Reuse) -> pd.DataFrame:
    """Copied and quoted passages, without their words or places."""
    rows = [
        (p.article_a, p.article_b, p.kind, p.first, p.words, p.similarity, p.spread)
        for p in reuse.passages
        if p.kind in ("copy", "quotation")
    ]
    return pd.DataFrame(rows, columns=list(REUSE)).round({"similarity": 3})


def write(name: str, table: pd.DataFrame) -> None:
    """One Parquet file, the same bytes for the same table."""
    FOLDER.mkdir(exist_ok=True)
    packed = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(packed, FOLDER / f"{name}.parquet", compression="zstd", compression_level=19)


def write_scores(name: str, table: pd.DataFrame) -> None:
    """One CSV of scores, four digits."""
    FOLDER.mkdir(exist_ok=True)
    table.round(4).to_csv(FOLDER / f"scores_{name}.csv", index=False, lineterminator="\n")


def replace_scores(name: str, table: pd.DataFrame, corpus: str) -> None:
    """Puts the rows of one corpus in place of those it had."""
    path = FOLDER / f"scores_{name}.csv"
    kept = [pd.read_csv(path).query("corpus != @corpus")] if path.exists() else []
    whole = pd.concat([*kept, table.round(4)], ignore_index=True)
    order = [list(SCORED).index(one) for one in whole["corpus"]]
    rows = whole.assign(_order=order).sort_values("_order", kind="stable").drop(columns="_order")
    write_scores(name, rows)


def write_manifest() -> None:
    """Versions, hashes, counts and licences of all tables in the folder."""
    lists = sorted(path.stem for path in lexicon_folder().glob("*.toml"))
    models = sorted(path for path in MODELS.rglob("*") if path.is_file() and path.suffix != ".md")
    manifest = {
        "command": "python -m research.evaluate.tables CORPORA",
        "framing": framing.__version__,
        "language": LANGUAGE_VERSION,
        "lexicons": [list_version(name) for name in lists],
        "models": {p.relative_to(MODELS).as_posix(): digest(p) for p in models},
        "licences": {name: corpus.licence for name, corpus in CORPORA.items()},
        "tables": {path.name: _entry(path) for path in sorted(FOLDER.iterdir()) if _is_table(path)},
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (FOLDER / "manifest.json").write_text(text, "utf-8")


def _is_table(path: Path) -> bool:
    return path.suffix in (".parquet", ".csv")


def _entry(path: Path) -> dict[str, object]:
    table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    return {"sha256": digest(path), "rows": len(table), "columns": len(table.columns)}


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART")
    options = parser.parse_args()
    parts = options.parts or [*CORPORA, "detectors", *CLASSIFIER, "leaning"]
    for part in parts:
        if part == "detectors":
            write_scores("detectors", detector_scores(options.corpora))
            write_scores("errors", detector_errors(options.corpora))
        elif part == "leaning":
            write_scores("leaning", leaning_scores(options.corpora))
        elif part in CLASSIFIER:
            corpus = part.removeprefix("classifier-")
            for name, table in classifier_scores(options.corpora, corpus).items():
                replace_scores(name, table, corpus)
        else:
            measure(part, options.corpora)
    write_manifest()


if __name__ == "__main__":
    main()
