"""How far a second, blind reading agrees with the first labels of statements on two states.

`python -m research.evaluate.relations_agreement`: the first reading counts as the
truth; scores as for
the coder. The second reading (`research/gold/relations_second.csv`) trains nothing.
"""

from __future__ import annotations

from pathlib import Path

from research.evaluate.relations_scoring import Sheet, labelled
from research.gold.relations_labels import TRAIN, Row, labelled_sentences

SECOND = TRAIN.parent / "relations_second.csv"
SHEET = Path(__file__).parents[2] / "tests" / "gold" / "relations_sheet.csv"


def place_of(rows: list[Row]) -> tuple[str, ...]:
    """Which sentence it is."""
    return tuple(rows[0][name] for name in ("corpus", "article_id", "start", "stop"))


def measure_agreement(first: Path, name: str) -> None:
    """Prints the scores on the sentences that both have read."""
    second = {place_of(rows): rows for rows in labelled_sentences(SECOND)}
    sheets = Sheet(name), Sheet("beyond interference")
    for rows in labelled_sentences(first):
        again = second.get(place_of(rows))
        if again is None:
            continue
        one, two = ([labelled(row) for row in r if row["trigger_start"]] for r in (rows, again))
        beyond = not any(statement.interference for statement in one)
        for sheet in sheets[: 1 + beyond]:
            sheet.add(one, two)
    for sheet in sheets:
        sheet.report()


if __name__ == "__main__":
    measure_agreement(SHEET, "sheet")
    measure_agreement(TRAIN, "training sentences")
