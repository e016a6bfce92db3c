"""Speakers of attributions: canonical name, kind, actor and side, named or not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from framing.layers.cover import Cover
from framing.layers.quotes_page import Page, Rows, make_pages
from framing.layers.speakers_actors import (
    find_holder,
    find_side,
    is_unnamed,
    named_actor,
    parse_day,
)
from framing.layers.speakers_names import kinds_of
from framing.layers.speakers_resolve import resolve
from framing.layers.speakers_scene import UNKNOWN, Scene, Speaker, open_scene
from framing.types import Quote, Spans, Tokens


def resolve_speakers(
    articles_text: Sequence[str],
    tokens: Tokens,
    quotes: Sequence[tuple[Quote, ...]],
    published: Sequence[str | None],
    lexicons: Path | None = None,
) -> list[tuple[Quote, ...]]:
    """The same attributions with their speakers; what the text does not tell stays `None`.

    `published` are ISO dates or `None`: offices are resolved, and sides hold, at that day.
    """
    batch = zip(articles_text, quotes, published, strict=True)
    pages = make_pages(tokens)
    return [
        _resolve_article(text, page, found, Setting(parse_day(day), lexicons))
        for page, (text, found, day) in zip(pages, batch, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Setting:
    """When an article was published and which lists of the user's apply."""

    day: date | None
    lexicons: Path | None


def _resolve_article(
    text: str, page: Page, quotes: tuple[Quote, ...], setting: Setting
) -> tuple[Quote, ...]:
    if not quotes:
        return ()
    scene = open_scene(page, text)
    sources = [_rows(page, quote.source) for quote in quotes]
    speakers: list[Speaker] = [UNKNOWN] * len(quotes)
    for index in sorted(range(len(quotes)), key=lambda k: sources[k] or (0, 0)):
        rows = sources[index]
        if rows is not None:
            speakers[index] = resolve(scene, rows)
            scene.add_spoken(rows[1] - 1, speakers[index])
    contents = Cover((span, k) for k, quote in enumerate(quotes) for span in quote.content)
    _fill_inner(scene, contents, sources, speakers)
    _fill_floating(quotes, sources, speakers)
    return tuple(
        _identify(quote, speaker, setting, nested)
        for quote, speaker, nested in zip(
            quotes, speakers, _find_nested(quotes, contents), strict=True
        )
    )


def _identify(quote: Quote, speaker: Speaker, setting: Setting, nested: bool) -> Quote:
    """The attribution with name, actor, side, whether the speaker is unnamed, whether nested."""
    if speaker.name is None or not _can_speak(speaker.name):
        return replace(quote, nested=True) if nested else quote
    known = named_actor(speaker.name, setting.lexicons)
    known = known or named_actor(speaker.phrase, setting.lexicons)
    name, kind = speaker.name, speaker.kind
    if known is not None:
        name = known.name
        if known.person:
            kind = "person"
        elif known.row.get("type") == "media":
            kind = "media"
        elif kind != "document":  # "Turkey claimed": a state is no person
            kind = "organisation"
    unnamed = known is None and not speaker.proper
    anonymous = unnamed and is_unnamed(speaker.phrase, setting.lexicons)
    near = known or (find_side(speaker.phrase, setting.lexicons) if unnamed else None)
    if unnamed and not anonymous and near is not None and kind == "person":
        holder = find_holder(speaker.phrase, near.side(None) or "", setting.day, setting.lexicons)
        if holder is not None:
            known = near = holder
            name = holder.name
    actor = known or (near if kind in ("document", "organisation", "group", None) else None)
    # Spelled out: `dataclasses.replace` takes four times as long, for every attribution.
    return Quote(
        content=quote.content,
        cue=quote.cue,
        source=quote.source,
        kind=quote.kind,
        speaker=name,
        actor=actor.id if actor else None,
        side=near.side(setting.day) if near else None,
        anonymous=anonymous,
        stance=quote.stance,
        confidence=quote.confidence,
        speaker_kind=kind,
        nested=nested,
        unpaired=quote.unpaired,
    )


@lru_cache(maxsize=20_000)
def _can_speak(name: str) -> bool:
    """Not so days of the week and single letters: "Saturday", "G."."""
    words = name.split()
    return any(len(word.strip(".")) > 1 and "time" not in kinds_of(word) for word in words)


def _find_nested(quotes: Sequence[Quote], contents: Cover) -> list[bool]:
    """Whether the cue of each stands inside another's content: a source quoting a source."""
    places = ((quote.cue or quote.content)[0][0] for quote in quotes)
    return [
        any(other != index for other in contents.owners(at, at + 1))
        for index, at in enumerate(places)
    ]


def _rows(page: Page, spans: Spans) -> Rows | None:
    if not spans:
        return None
    first = bisect_right(page.stop, spans[0][0])
    stop = bisect_left(page.start, spans[-1][1])
    return (first, stop) if first < stop else None


def _fill_inner(
    scene: Scene, contents: Cover, sources: Sequence[Rows | None], speakers: list[Speaker]
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
