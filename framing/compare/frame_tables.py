"""Cross-tables of frames: by outlet and actor, and by outlet and relation statement.

They read what `framing annotate` wrote, so that each number can be traced to its sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ACTOR_COLUMNS = ("outlet", "frame", "actor", "sentences", "of_sentences", "share", "articles")
RELATION_COLUMNS = (
    *("outlet", "frame", "source", "target", "quad"),
    *("statements", "of_statements", "share", "articles"),
)
Row = dict[str, Any]


def by_actor(annotations: Iterable[Mapping[str, Any]]) -> list[Row]:
    """How often sentences that name an actor carry each frame, outlet by outlet.

    An actor is the side of a mention, or the actor itself where it has no side.
    """
    with_frame: Counter[tuple[str, str, str]] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    articles: Counter[tuple[str, str]] = Counter()
    for article in annotations:
        outlet = article.get("outlet")
        if not outlet:
            continue
        sentences = _sentences(article)
        seen: set[tuple[str, Place]] = set()
        for mention in article["mentions"]:
            actor = mention.get("side") or mention["actor"]
            sentence = sentences.place(mention)
            if sentence is None or (actor, sentence) in seen:
                continue
            seen.add((actor, sentence))
            named[outlet, actor] += 1
            with_frame.update(
                (outlet, frame, actor) for frame in sentences.frames.get(sentence, ())
            )
        articles.update({(outlet, actor) for actor, _ in seen})
    return [
        {
            "outlet": outlet,
            "frame": frame,
            "actor": actor,
            "sentences": count,
            "of_sentences": named[outlet, actor],
            "share": count / named[outlet, actor],
            "articles": articles[outlet, actor],
        }
        for (outlet, frame, actor), count in sorted(with_frame.items())
    ]


def by_relation(annotations: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Which frames the sentences of relation statements carry, by outlet, pair and kind of act."""
    with_frame: Counter[tuple[str, ...]] = Counter()
    stated: Counter[tuple[str, ...]] = Counter()
    articles: Counter[tuple[str, ...]] = Counter()
    for article in annotations:
        outlet = article.get("outlet")
        if not outlet:
            continue
        sentences = _sentences(article)
        kinds = set()
        for relation in article["relations"]:
            kind = (outlet, relation["source"], relation["target"], relation["quad"])
            sentence = sentences.place(relation)
            if sentence is None:
                continue
            stated[kind] += 1
            kinds.add(kind)
            with_frame.update((*kind, frame) for frame in sentences.frames.get(sentence, ()))
        articles.update(kinds)
    return [
        {
            "outlet": kind[0],
            "frame": frame,
            "source": kind[1],
            "target": kind[2],
            "quad": kind[3],
            "statements": count,
            "of_statements": stated[tuple(kind)],
            "share": count / stated[tuple(kind)],
            "articles": articles[tuple(kind)],
        }
        for (*kind, frame), count in sorted(with_frame.items())
    ]


Place = tuple[str, int]


@dataclass(frozen=True)
class _Sentences:
    """Where the sentences of an article's text and of its title begin and end, and their frames."""

    edges: Mapping[str, list[tuple[int, int]]]
    frames: Mapping[Place, set[str]]

    def place(self, found: Mapping[str, Any]) -> Place | None:
        """The sentence in which something stands; none for what stands in no story sentence."""
        where, start = str(found.get("in", "text")), found["start"]
        edges = self.edges.get(where, [])
        at = bisect_right(edges, (start, 1 << 60)) - 1
        return (where, edges[at][0]) if at >= 0 and start < edges[at][1] else None


def _sentences(article: Mapping[str, Any]) -> _Sentences:
    edges: dict[str, list[tuple[int, int]]] = {}
    for one in article["sentences"]:
        edges.setdefault(one.get("in", "text"), []).append((one["start"], one["stop"]))
    frames: dict[Place, set[str]] = {}
    for found in article["frames"]:
        place = (found.get("in", "text"), found["start"])
        frames.setdefault(place, set()).add(found["frame"])
    return _Sentences({where: sorted(spans) for where, spans in edges.items()}, frames)
