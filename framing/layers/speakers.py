"""Speakers of attributions: canonical name, kind, actor and side, named or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from framing.layers.quotes_page import Rows, make_page
from framing.layers.speakers_resolve import UNKNOWN, Scene, Speaker, open_scene, resolve
from framing.types import Quote, Spans, Tokens


def resolve_speakers(
    articles_text: Sequence[str],
    tokens: Tokens,
    quotes: Sequence[tuple[Quote, ...]],
    published: Sequence[str | None],
) -> list[tuple[Quote, ...]]:
    """The same attributions with their speakers; what the text does not tell stays `None`."""
    return [
        _resolve_article(text, tokens.article(index), found) if found else ()
        for index, (text, found) in enumerate(zip(articles_text, quotes, strict=True))
    ]


def _resolve_article(text: str, tokens: Tokens, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    page = make_page(tokens)
    scene = open_scene(page, text)
    sources = [_rows(tokens, quote.source) for quote in quotes]
    speakers: list[Speaker] = [UNKNOWN] * len(quotes)
    order = sorted(range(len(quotes)), key=lambda k: sources[k] or (0, 0))
    for index in order:
        rows = sources[index]
        if rows is not None:
            speakers[index] = resolve(scene, rows)
            scene.spoken.append((rows[1] - 1, speakers[index]))
    _fill_inner(scene, quotes, sources, speakers)
    return tuple(
        replace(
            quote,
            speaker=speaker.name,
            speaker_kind=speaker.kind,
        )
        for quote, speaker in zip(quotes, speakers, strict=True)
    )


def _rows(tokens: Tokens, spans: Spans) -> Rows | None:
    if not spans:
        return None
    first = int(np.searchsorted(tokens.stop, spans[0][0], side="right"))
    stop = int(np.searchsorted(tokens.start, spans[-1][1], side="left"))
    return (first, stop) if first < stop else None


def _fill_inner(
    scene: Scene, quotes: Sequence[Quote], sources: Sequence[Rows | None], speakers: list[Speaker]
) -> None:
    """ "I" and "we" inside a content mean its speaker."""
    for index, rows in enumerate(sources):
        if rows is None or speakers[index] is not UNKNOWN:
            continue
        at = scene.page.start[rows[0]]
        for other, quote in enumerate(quotes):
            inside = any(start <= at < stop for start, stop in quote.content)
            if other != index and inside:
                speakers[index] = speakers[other]
