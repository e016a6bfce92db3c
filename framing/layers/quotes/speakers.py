"""Speakers of attributions: canonical name, kind, actor and side, named or not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from framing.layers.batch import Batch
from framing.layers.entities.find import find_entities
from framing.layers.intervals import IntervalIndex
from framing.layers.page import ArticleRows, Rows, make_pages
from framing.layers.quotes.scene import UNKNOWN, Sources, Speaker
from framing.layers.quotes.sources import resolve
from framing.lists.name_words import kinds_of
from framing.lists.word_lists import WordLists
from framing.types import Quote, Spans


def resolve_speakers(batch: Batch, quotes: Sequence[tuple[Quote, ...]]) -> list[tuple[Quote, ...]]:
    """The same attributions with their speakers; what the text does not tell stays `None`.

    A speaker is one of the entities of the article: a pronoun or phrase that is found to speak for
    one of them becomes a mention of its own.
    """
    pages, known = make_pages(batch.tokens, batch.lists), find_entities(batch)
    return [
        _resolve_article(Sources(page, article.text, entities), found)
        for page, article, found, entities in zip(pages, batch.articles, quotes, known, strict=True)
    ]


def _resolve_article(scene: Sources, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    if not quotes:
        return ()
    sources = [_rows(scene.page, quote.source) for quote in quotes]
    speakers: list[Speaker] = [UNKNOWN] * len(quotes)
    for index in sorted(range(len(quotes)), key=lambda k: sources[k] or (0, 0)):
        rows = sources[index]
        if rows is not None:
            content = [_rows(scene.page, (span,)) for span in quotes[index].content]
            speakers[index] = resolve(scene, rows, [one for one in content if one])
            scene.add_spoken(rows[1] - 1, speakers[index])
    contents = IntervalIndex((span, k) for k, quote in enumerate(quotes) for span in quote.content)
    _fill_inner(scene, contents, sources, speakers)
    _fill_floating(quotes, sources, speakers)
    return tuple(
        _identify(quote, speaker, nested, scene.page.lists)
        for quote, speaker, nested in zip(
            quotes, speakers, _find_nested(quotes, contents), strict=True
        )
    )


def _identify(quote: Quote, speaker: Speaker, nested: bool, lists: WordLists) -> Quote:
    """The attribution with name, actor, side, whether the speaker is unnamed, whether nested."""
    if speaker.name is None or not _can_speak(speaker.name, lists):
        return replace(quote, nested=True) if nested else quote
    # Spelled out: `dataclasses.replace` takes four times as long, for every attribution.
    return Quote(
        content=quote.content,
        cue=quote.cue,
        source=quote.source,
        kind=quote.kind,
        speaker=speaker.name,
        actor=speaker.actor.id if speaker.actor else None,
        side=speaker.side,
        anonymous=speaker.anonymous,
        stance=quote.stance,
        confidence=quote.confidence,
        speaker_kind=speaker.kind,
        nested=nested,
        unpaired=quote.unpaired,
    )


@lru_cache(maxsize=20_000)
def _can_speak(name: str, lists: WordLists) -> bool:
    """Not so days of the week and single letters: "Saturday", "G."."""
    words = name.split()
    return any(len(word.strip(".")) > 1 and "time" not in kinds_of(word, lists) for word in words)


def _find_nested(quotes: Sequence[Quote], contents: IntervalIndex) -> list[bool]:
    """Whether the cue of each stands inside another's content: a source quoting a source."""
    places = ((quote.cue or quote.content)[0][0] for quote in quotes)
    return [
        any(other != index for other in contents.owners(at, at + 1))
        for index, at in enumerate(places)
    ]


def _rows(page: ArticleRows, spans: Spans) -> Rows | None:
    if not spans:
        return None
    first = bisect_right(page.stop, spans[0][0])
    stop = bisect_left(page.start, spans[-1][1])
    return (first, stop) if first < stop else None


def _fill_inner(
    scene: Sources, contents: IntervalIndex, sources: Sequence[Rows | None], speakers: list[Speaker]
) -> None:
    """ "I" and "we" inside a content mean its speaker."""
    for index, rows in enumerate(sources):
        if rows is None or speakers[index] is not UNKNOWN:
            continue
        at = scene.page.start[rows[0]]
        for other in contents.owners(at, at + 1):
            if other != index:
                speakers[index] = speakers[other]


def _fill_floating(
    quotes: Sequence[Quote], sources: Sequence[Rows | None], speakers: list[Speaker]
) -> None:
    """A quotation that names no one goes on with the words of the speaker before it."""
    for index, quote in enumerate(quotes):
        if index and sources[index] is None and quote.kind != "indirect":
            speakers[index] = speakers[index - 1]
