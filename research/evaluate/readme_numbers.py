"""The README's table of scores, from what was measured (`seeds/tables/`, `make tables`).

`python -m research.evaluate.docs_numbers` writes it, and the other numbers of README and docs.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from research.evaluate.page_parts import short

ROOT = Path(__file__).parent.parent.parent
TABLES = ROOT / "seeds" / "tables"

_CORPORA = {"fakes": "FA-KES", "polnear": "PolNeAR", "allsides": "AllSides"}


class _Scores:
    """The measured scores by detector, corpus, measure and part."""

    def __init__(self) -> None:
        table = pd.read_csv(TABLES / "scores_detectors.csv")
        keys = zip(table["detector"], table["measure"], table["part"], strict=True)
        self._rows = dict(zip(keys, table.to_dict("records"), strict=True))

    def __call__(self, detector: str, measure: str, part: str = "all") -> str:
        row = self._rows[detector, measure, part]
        if pd.isna(row["low"]):
            return short(row["value"])
        return f"{short(row['value'])} ({short(row['low'])} to {short(row['high'])})"


Row = tuple[str, str, str]
_RUN = "python -m research.evaluate"


def rows() -> list[Row]:
    """What, measured, command: one row a detector."""
    of = _Scores()
    return [*_words(of), *_quotes(of), *_statements(of), *_actors(of), _outlets(), _leaning()]


def _words(of: _Scores) -> list[Row]:
    kinds = ("hedge", "loaded", "naming")
    words = ", ".join(f"{kind} {of('words in news', 'precision', kind)}" for kind in kinds)
    hedged = "hedged sentences"
    return [
        ("tokens, GUM dev", f"F1 {of('tokens', 'F1')}", f"{_RUN}.language CORPORA/data"),
        (
            "hedged sentences, CoNLL-2010 sample, five-fold",
            f"F1 {of(hedged, 'F1')}, precision {of(hedged, 'precision')}",
            f"{_RUN}.hedging CORPORA",
        ),
        ("single words in news, read by hand", f"precision: {words}", f"{_RUN}.wording CORPORA"),
    ]


def _quotes(of: _Scores) -> list[Row]:
    said = "attributions"
    kinds = ", ".join(f"{k} {of(said, 'recall', k)}" for k in ("direct", "mixed", "indirect"))
    return [
        (
            "agency credit from the text alone, PolNeAR train",
            f"F1 {of('agency credit', 'F1')}",
            f"{_RUN}.provenance CORPORA/data/polnear",
        ),
        (
            "attributions, PolNeAR dev: content and source right",
            f"F1 {of(said, 'F1, content and source')}",
            f"{_RUN}.quotes CORPORA",
        ),
        ("… found, by kind of speech", f"recall: {kinds}", "same"),
    ]


def _statements(of: _Scores) -> list[Row]:
    told = "statements on two states"
    parts = ("class", "direction", "status", "voice")
    right = ", ".join(f"{part} {of(told, f'{part} right where found')}" for part in parts)
    return [
        (
            "class of a marked pair of states, five-fold",
            f"macro-F1 {of(told, 'macro-F1, class of a marked pair')}",
            f"{_RUN}.relations CORPORA pairs",
        ),
        (
            "statements on the US and Russia in news, own sheet of 150 sentences",
            f"precision {of(told, 'precision')}, recall {of(told, 'recall')}",
            f"{_RUN}.relations CORPORA sheet",
        ),
        ("… right where found", right, "same"),
    ]


def _actors(of: _Scores) -> list[Row]:
    return [
        (
            "names with the right type, GUM dev, from raw text",
            f"F1 {of('names of actors', 'F1, span and type')}",
            f"{_RUN}.mentions CORPORA",
        ),
        (
            "salient actors, GUM dev, from raw text",
            f"F1 {of('salient actors', 'F1, from raw text, all genres')}",
            f"{_RUN}.salience CORPORA",
        ),
    ]


def _outlets() -> Row:
    scores = pd.read_csv(TABLES / "scores_classifier.csv").set_index(["corpus", "name"])["macro_f1"]
    found = [
        f"{name} {short(scores[key, 'framing'])} (the codebook's columns alone "
        f"{short(scores[key, 'framing_columns'])})"
        for key, name in _CORPORA.items()
    ]
    what = "outlet told by framing and grammar, texts masked, stories apart"
    return what, f"macro-F1: {', '.join(found)}", "make tables CORPORA=…"


def _leaning() -> Row:
    scores = pd.read_csv(TABLES / "scores_leaning.csv").set_index("name")["macro_f1"]
    told = f"macro-F1 {short(scores['framing'])}, by words {short(scores['words_masked'])}, always "
    told += f"the commonest answer {short(scores['majority'])}"
    return "political leaning of outlets never seen, AllSides", told, "make tables CORPORA=…"


def measured_table() -> str:
    """The table in Markdown."""
    lines = ["| what | measured (95 % interval) | command |", "|---|---|---|"]
    lines += [
        f"| {what} | {told} | {command if command == 'same' else f'`{command}`'} |"
        for what, told, command in rows()
    ]
    return "\n".join(lines) + "\n"
