"""Mentions on the fresh sheets.

    python -m research.evaluate.mentions_fresh CORPORA [--errors] [--sheets 7 --keep-as NAME]

`research/gold/mentions_fresh.csv` says of mentions, read blind, what is named and on whose side it
stands ("-" none, "?" not judged), and the same of every name in whole sentences. Types are those
of a mention; "none" where nobody and nothing of the kind is named, two with "/" between them where
both are right. "capital" is the capital of a state in use as a town: `framing` gives it the type
and side of the state, which counts as right here and is counted apart. An adjective of nationality
and a people are their state. Persons and bodies have the side of the state for which they act on
the day of the article, as in docs/relations.md; a party and who speaks for it have none.

A name is found if a mention of the right type and side overlaps it. Sides are counted where they
were judged and the type is not "none". `--keep-as` keeps the first score of new sheets.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from framing.types import Mention, Reading
from research.evaluate.measured import MEASURED, keep_fresh
from research.evaluate.speakers import add_sheets, chosen, read_wanted, share, share_line

SHEET = Path(__file__).parent.parent / "gold" / "mentions_fresh.csv"
Row = dict[str, str]


def mentions_at(row: Row, reading: Reading, *, exact: bool) -> list[Mention]:
    """Mentions that stand where a row says, or overlap it."""
    on_top = reading.article.headed if row["field"] == "text" else 0
    start, stop = int(row["start"]) + on_top, int(row["stop"]) + on_top
    if exact:
        return [m for m in reading.mentions if (m.start, m.stop) == (start, stop)]
    return [m for m in reading.mentions if m.start < stop and start < m.stop]


def judge(row: Row, mentions: Sequence[Mention]) -> dict[str, bool]:
    """Whether type and side are right, as far as judged; no mention is right only for "none"."""
    if row["type"] == "none":
        return {"type": not mentions}
    types = set(row["type"].replace("capital", "place/state").split("/"))
    typed = [m for m in mentions if m.type in types]
    right = {"type": bool(typed)}
    if row["side"] != "?":
        right["side"] = any((m.side or "-") == row["side"] for m in mentions)
        right["both"] = any((m.side or "-") == row["side"] for m in typed)
    return right


def main() -> None:
    """Prints shares by sheet; keeps those of new sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", action="store_true")
    add_sheets(parser)
    options = parser.parse_args()
    rows = [row for row in chosen(SHEET, options) if row["unit"] != "sentence"]
    readings = {
        (name, article.article_id): reading
        for name, article, reading in read_wanted(options.corpora, rows)
    }
    counts: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for row in rows:
        reading = readings[row["corpus"], row["article_id"]]
        mentions = mentions_at(row, reading, exact=row["unit"] == "mention")
        right = judge(row, mentions)
        gone = row["unit"] == "mention" and not mentions
        for what, is_right in right.items() if not gone else ():
            counts[row["sheet"], row["unit"], what].append(is_right)
            if row["type"] == "capital" and what == "type":
                counts[row["sheet"], row["unit"], "capitals"].append(is_right)
        counts[row["sheet"], row["unit"], "still there"].append(not gone)
        if options.errors and not gone and not all(right.values()):
            show(row, reading, mentions)
    for (sheet, unit, what), judged in sorted(counts.items()):
        print(share_line(f"sheet {sheet}, {unit}, {what}", judged))
    if options.keep_as:
        kept = figures(counts, options.sheets)
        keep_fresh(MEASURED, options.keep_as, rows, kept, replace=options.replace)


def figures(
    counts: dict[tuple[str, str, str], list[bool]], sheets: Sequence[str]
) -> dict[str, object]:
    """What the docs say of the mentions of some sheets together."""
    types, sides = (
        [one for sheet in sheets for one in counts[sheet, "mention", what]]
        for what in ("type", "side")
    )
    command = "python -m research.evaluate.mentions_fresh CORPORA --sheets"
    return {
        "command": f"{command} {' '.join(sheets)}",
        "sheets": list(sheets),
        "mentions": len(types),
        "type": share(types),
        "side": share(sides),
    }


def show(row: Row, reading: Reading, mentions: Sequence[Mention]) -> None:
    at = int(row["start"]) + (reading.article.headed if row["field"] == "text" else 0)
    text = reading.article.text
    around = f"{text[max(at - 60, 0) : at]}[{text[at : at + 60]}".replace("\n", " ")
    found = [(m.type, m.side, m.form, m.actor) for m in mentions]
    print(row["unit"], row["corpus"], row["type"], row["side"], found, "|", around)


if __name__ == "__main__":
    main()
