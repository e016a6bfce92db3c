"""The README's table of scores, from what was measured.

`python -m research.evaluate.readme_numbers` writes it from `seeds/tables/` (`make tables`), so that
no number is typed by hand; a test compares the README with what this program would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
TABLES = ROOT / "seeds" / "tables"
START, END = "<!-- measured -->\n", "<!-- end of measured -->\n"

_CORPORA = {"fakes": "FA-KES", "polnear": "PolNeAR", "allsides": "AllSides"}


def short(value: float) -> str:
    """A score as the README writes it.

    >>> short(0.7047), short(0.9986)
    ('.70', '1.00')
    """
    return f"{value:.2f}".removeprefix("0")


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


def rows() -> list[tuple[str, str, str]]:
    """What, measured, command: one row a detector."""
    of = _Scores()
    said, told = "attributions", "statements on two states"
    right = [
        f"{name} {of(told, f'{name} right where found')}"
        for name in ("class", "direction", "status", "voice")
    ]
    words = [
        f"{part} {of('words in news', 'precision', part)}" for part in ("hedge", "loaded", "naming")
    ]
    kinds = [f"{part} {of(said, 'recall', part)}" for part in ("direct", "mixed", "indirect")]
    run = "python -m research.evaluate"
    return [
        ("tokens, GUM dev", f"F1 {of('tokens', 'F1')}", f"{run}.language CORPORA/data"),
        (
            "agency credit from the text alone, PolNeAR train",
            f"F1 {of('agency credit', 'F1')}",
            f"{run}.provenance CORPORA/data/polnear",
        ),
        (
            "attributions, PolNeAR dev: content and source right",
            f"F1 {of(said, 'F1, content and source')}",
            f"{run}.quotes CORPORA",
        ),
        ("… found, by kind of speech", f"recall: {', '.join(kinds)}", "same"),
        (
            "hedged sentences, CoNLL-2010 sample, five-fold",
            f"F1 {of('hedged sentences', 'F1')}, precision {of('hedged sentences', 'precision')}",
            f"{run}.hedging CORPORA",
        ),
        (
            "single words in news, read by hand",
            f"precision: {', '.join(words)}",
            f"{run}.wording CORPORA",
        ),
        (
            "class of a marked pair of states, five-fold",
            f"macro-F1 {of(told, 'macro-F1, class of a marked pair')}",
            f"{run}.relations CORPORA pairs",
        ),
        (
            "statements on the US and Russia in news, own sheet of 150 sentences",
            f"precision {of(told, 'precision')}, recall {of(told, 'recall')}",
            f"{run}.relations CORPORA sheet",
        ),
        ("… right where found", ", ".join(right), "same"),
        (
            "names with the right type, GUM dev, from raw text",
            f"F1 {of('names of actors', 'F1, span and type')}",
            f"{run}.mentions CORPORA",
        ),
        (
            "salient actors, GUM dev, from raw text",
            f"F1 {of('salient actors', 'F1, from raw text, all genres')}",
            f"{run}.salience CORPORA",
        ),
        _outlets(),
        _leaning(),
    ]


def _outlets() -> tuple[str, str, str]:
    scores = pd.read_csv(TABLES / "scores_classifier.csv").set_index(["corpus", "name"])["macro_f1"]
    found = [
        f"{name} {short(scores[key, 'framing'])} (the codebook's columns alone "
        f"{short(scores[key, 'framing_columns'])})"
        for key, name in _CORPORA.items()
    ]
    what = "outlet told by framing and grammar, texts masked, stories apart"
    return what, f"macro-F1: {', '.join(found)}", "make tables CORPORA=…"


def _leaning() -> tuple[str, str, str]:
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


def with_numbers(readme: str) -> str:
    """The README with its table written anew."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{measured_table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(with_numbers(README.read_text("utf-8")), "utf-8")
    print(f"{README.name}: {len(rows())} rows written", file=sys.stderr)
