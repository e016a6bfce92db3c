"""What an outlet leaves out: within a story, what the other outlets have and it has not."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from framing.errors import UsageError

COLUMNS = (
    *("story_id", "outlet", "kind", "item"),
    *("others_with", "others", "share", "articles", "outlets_with", "evidence"),
)
LEAST_OTHERS, LEAST_SHARE = 2, 0.5
"""An omission is what at least two and at least half of the other outlets of a story have."""
_PRESENT = 0.5  # frames are calibrated so that half is the cut-off
Row = dict[str, Any]
Items = set[tuple[str, str]]


def read_annotations(path: str | Path) -> Iterator[Mapping[str, Any]]:
    """Articles of a file of `framing annotate`; raises `UsageError` if it is none."""
    opener = gzip.open if str(path).endswith(".gz") else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                article = json.loads(line)
                if not {"article_id", "frames", "mentions", "sentences"} <= set(article):
                    raise UsageError(
                        f"{path}, line {number}: lacks frames or mentions; expected the output of "
                        "framing annotate of this version"
                    )
                yield article
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"{path}: not a readable file of framing annotate: {error}") from error


def find_omissions(
    annotations: Iterable[Mapping[str, Any]], stories: Mapping[str, str]
) -> list[Row]:
    """Rows of what is left out, story by story; the largest share of the others first.

    Kinds are source (a speaker who is quoted), side quoted, actor (named), frame. `stories` says
    which story an article belongs to. Several articles of an outlet count as one. `evidence` names
    an article of another outlet that has the item. Stories told by fewer than three outlets say
    nothing, and none of their rows comes out.
    """
    told: dict[str, dict[str, Items]] = defaultdict(lambda: defaultdict(set))
    counts: dict[tuple[str, str], int] = defaultdict(int)
    where: dict[tuple[str, tuple[str, str]], str] = {}
    for article in annotations:
        story, outlet = stories.get(article["article_id"]), article.get("outlet")
        if story is None or not outlet:
            continue
        items = items_of(article)
        told[story][outlet] |= items
        counts[story, outlet] += 1
        for item in items:
            where.setdefault((story, item), article["article_id"])
    rows = [
        row for story, outlets in told.items() for row in _story_rows(story, outlets, counts, where)
    ]
    return sorted(
        rows, key=lambda r: (-r["share"], r["story_id"], r["outlet"], r["kind"], r["item"])
    )


def items_of(article: Mapping[str, Any]) -> Items:
    """What an article has: who is quoted, for which side, who is named, which frames."""
    found: Items = set()
    for quote in article["quotes"]:
        if quote.get("actor") or quote.get("speaker"):
            found.add(("source", str(quote.get("actor") or quote["speaker"]).casefold()))
        if quote.get("side"):
            found.add(("side quoted", quote["side"]))
    for mention in article["mentions"]:
        if mention["zone"] in ("headline", "lead", "body"):
            found.add(("actor", mention["actor"].casefold()))
    likely = article["frame_probabilities"].items()
    return found | {("frame", frame) for frame, chance in likely if chance >= _PRESENT}


def _story_rows(
    story: str,
    outlets: Mapping[str, Items],
    counts: Mapping[tuple[str, str], int],
    where: Mapping[tuple[str, tuple[str, str]], str],
) -> Iterator[Row]:
    if len(outlets) <= LEAST_OTHERS:
        return
    everything = set().union(*outlets.values())
    holders = {item: [name for name, has in outlets.items() if item in has] for item in everything}
    others = len(outlets) - 1
    for outlet, has in outlets.items():
        for item in everything - has:
            held = holders[item]
            if len(held) >= LEAST_OTHERS and len(held) / others >= LEAST_SHARE:
                yield {
                    "story_id": story,
                    "outlet": outlet,
                    "kind": item[0],
                    "item": item[1],
                    "others_with": len(held),
                    "others": others,
                    "share": len(held) / others,
                    "articles": counts[story, outlet],
                    "outlets_with": "; ".join(sorted(held)),
                    "evidence": where[story, item],
                }
