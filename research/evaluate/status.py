"""Whether an act took place, against readers of 384 articles: MoralEvents.

    python -m research.evaluate.status CORPORA

Each event has a trigger in a sentence and a status: Actual, Intentional, Speculative. Found is what
`status_of` of the relations layer says of the trigger's first word; actual is what it calls
realised. The modal rule beside it asks for a modal verb within the sentence before the trigger.
Measured only: nothing is trained on this corpus.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.layers.batch import Batch, body_batch
from framing.layers.quotes.find import find_quotes
from framing.layers.relations.status import status_of
from framing.types import Quote

_MODAL = re.compile(
    r"\b(?:would|could|may|might|should|must|will|to|if|wo|can|not|n't|never)\b", re.IGNORECASE
)
_AT_ONCE = 20  # articles a batch, as many as a run takes
Event = tuple[int, int, str, bool]
"""First and last character of a trigger in its article, the sentence before it, whether actual."""


def read_events(row: Mapping[str, Any]) -> tuple[str, list[Event]]:
    """An article's text and the events whose trigger stands once in their sentence."""
    text = ""
    starts: dict[int, int] = {}
    for sentence in row["news"]:
        starts[sentence["id"]] = len(text)
        text += f"{sentence['text']}\n\n"
    events = []
    for one in row["annotations"]:
        start = starts.get(one["para"])
        trigger = str(one["event_trigger"]).strip()
        if start is None or not trigger:
            continue
        sentence = text[start:].partition("\n\n")[0]
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(trigger)}(?!\w)", sentence)]
        if len(places) == 1:
            at = start + places[0]
            actual = str(one["status"]).startswith("Actual")
            events.append((at, at + len(trigger), sentence[: places[0]], actual))
    return text, events


def judge(
    batch: Batch, index: int, events: Sequence[Event], quotes: Sequence[Quote]
) -> Iterator[tuple[bool, bool, bool, bool]]:
    """Of each event: actual for readers, by `status_of`, with what is told, by the modal rule."""
    shift = int(batch.tokens.bounds[index])
    own = batch.tokens.article(index)
    for start, stop, before, actual in events:
        rows = ((own.start < stop) & (own.stop > start)).nonzero()[0]
        if not len(rows):
            continue
        status = status_of(batch, "realised", int(rows[0]) + shift, int(rows[-1]) + shift)
        told = any(a <= start < z for quote in quotes for a, z in quote.content)
        happened = status == "realised"
        yield actual, happened, happened and not told, _MODAL.search(before) is None


def macro_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Mean of the F1 of both classes."""
    scores = []
    for label in (True, False):
        hit = sum(gold == found == label for gold, found in pairs)
        scores.append(
            2 * hit / max(1, sum((gold == label) + (found == label) for gold, found in pairs))
        )
    return sum(scores) / 2


def main() -> None:
    """Prints the macro-F1 of both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    paths = sorted((options.corpora / "data" / "moralevents").glob("*.json"))
    read = [read_events(json.loads(path.read_text("utf-8"))) for path in paths]
    judged: list[tuple[bool, bool, bool, bool]] = []
    for first in range(0, len(read), _AT_ONCE):
        some = read[first : first + _AT_ONCE]
        batch = body_batch([text for text, _ in some])
        for index, ((_, events), quotes) in enumerate(zip(some, find_quotes(batch), strict=True)):
            judged += judge(batch, index, events, quotes)
    share = sum(row[0] for row in judged) / len(judged)
    print(f"{len(judged)} events of {len(paths)} articles, {share:.2f} of them actual")
    for name, column in (("status", 1), ("status, nothing told is actual", 2), ("modal rule", 3)):
        score = macro_f1([(row[0], row[column]) for row in judged])
        print(f"{name:32} macro-F1 {score:.3f}")


if __name__ == "__main__":
    main()
