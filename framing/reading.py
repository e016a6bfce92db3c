"""Reads articles: the one place that runs the layers, in order, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from framing.errors import LexiconError, Skipped
from framing.language import read_tokens
from framing.layers.batch import Batch
from framing.layers.entities.find import find_entities, find_mentions, story_mentions
from framing.layers.frames.find import find_frames
from framing.layers.frames.roles import find_roles
from framing.layers.hedges.find import find_hedges
from framing.layers.quotes.find import find_quotes
from framing.layers.relations.find import find_relations
from framing.layers.salience.find import score_salience
from framing.layers.wording.find import find_wordings
from framing.learn.encoder_files import check_encoder
from framing.lists.word_lists import word_lists
from framing.pages.learned_furniture import LearnedFurniture
from framing.pages.provenance import find_provenance
from framing.pages.title import put_title_on_top
from framing.pages.zones import find_zones
from framing.types import (
    PROSE_ZONES,
    ZONE_KINDS,
    Article,
    BoolArray,
    Options,
    Provenance,
    Reading,
    Tokens,
    Zone,
)

BATCH_SIZE = 20
"""Articles read together; arrays are joined over them, which halves the cost."""

_ZONE_ID = {kind: number for number, kind in enumerate(ZONE_KINDS)}


def read_article(
    article: Article | str,
    options: Options | None = None,
    *,
    learned: LearnedFurniture | None = None,
) -> Reading:
    """One article, or just its text, read through all layers.

    Raises `UsageError` for `accurate` without the packages of the extra `encoder`.
    """
    if isinstance(article, str):
        article = Article("text", article)
    (reading,) = read_articles([article], options, learned=learned)
    return reading


def read_articles(
    articles: Iterable[Article],
    options: Options | None = None,
    *,
    learned: LearnedFurniture | None = None,
    on_skip: Callable[[Skipped], None] | None = None,
) -> Iterator[Reading]:
    """Articles read in batches, in order.

    `learned` is what a first pass over the corpus has learned of its outlets' furniture. An
    article that a layer fails on is left out and told to `on_skip`; without it, the error is
    raised. The other articles of its batch still come out. Raises `UsageError` for `accurate`
    without the packages of the extra `encoder`.
    """
    chosen = options or Options()
    if chosen.accurate:
        check_encoder()
    stream = iter(articles)
    while batch := list(islice(stream, BATCH_SIZE)):
        try:
            yield from _read_batch(batch, chosen, learned)
        except LexiconError:
            raise  # no article's fault
        except Exception:
            if on_skip is None:
                raise
            for article in batch:
                yield from _alone(article, chosen, learned, on_skip)


def _alone(
    article: Article,
    options: Options,
    learned: LearnedFurniture | None,
    on_skip: Callable[[Skipped], None],
) -> Iterator[Reading]:
    try:
        yield read_article(article, options, learned=learned)
    except Exception as error:
        reason = f"could not be analysed ({type(error).__name__}: {error}); left out"
        on_skip(Skipped(article.path or article.article_id, reason))


def _read_batch(
    articles: Sequence[Article], options: Options, learned: LearnedFurniture | None
) -> list[Reading]:
    articles, zones = _pages(articles, options, learned)
    tokens = _tokens(articles, zones)
    batch = Batch(articles, zones, tokens, options)
    find_entities(batch)
    batch.quotes = find_quotes(batch)
    mentions = find_mentions(batch)
    story = story_mentions(mentions)
    salience = score_salience(batch, story)
    hedges = find_hedges(batch)
    relations = find_relations(batch, story)
    wordings = find_wordings(batch)
    is_word = batch.in_prose & _word_rows(tokens)
    frames = find_frames(batch, is_word)
    roles = find_roles(batch, story) if options.roles else [()] * len(articles)
    readings = []
    for k in range(len(articles)):
        found = _bare_reading(batch, k, is_word)
        readings.append(
            replace(
                found,
                hedges=hedges[k],
                mentions=mentions[k],
                salience=salience[k],
                relations=relations[k],
                wordings=wordings[k],
                frame_scores=frames[k],
                roles=roles[k],
            )
        )
    return readings


def _bare_reading(batch: Batch, number: int, is_word: BoolArray) -> Reading:
    """An article of a batch with its zones, provenance, tokens and quotes."""
    article, zones, tokens = batch.articles[number], batch.zones[number], batch.tokens
    rows = slice(int(tokens.bounds[number]), int(tokens.bounds[number + 1]))
    provenance = find_provenance(article, zones, batch.lists)
    return Reading(
        article=article,
        zones=zones,
        provenance=provenance,
        tokens=tokens.article(number),
        is_word=is_word[rows],
        quote_of=batch.quote_of[rows],
        options=batch.options,
        quotes=batch.quotes[number],
        problems=_problems(article, zones, provenance),
    )


def _pages(
    articles: Sequence[Article], options: Options, learned: LearnedFurniture | None
) -> tuple[list[Article], list[tuple[Zone, ...]]]:
    """Articles as they are read, titles above texts without a headline, and their zones."""
    lists = word_lists(options.lexicons)
    pages = [put_title_on_top(article, find_zones(article, lists, learned)) for article in articles]
    return [article for article, _ in pages], [found for _, found in pages]


def _tokens(articles: Sequence[Article], zones: Sequence[tuple[Zone, ...]]) -> Tokens:
    breaks = [sorted({edge for z in found for edge in (z.start, z.stop)}) for found in zones]
    tokens = read_tokens([article.text for article in articles], breaks)
    zone = np.full(len(tokens), _ZONE_ID["furniture"], np.int8)
    for k, found in enumerate(zones):
        if found:
            first, last = int(tokens.bounds[k]), int(tokens.bounds[k + 1])
            starts = np.array([z.start for z in found])
            kinds = np.array([_ZONE_ID[z.kind] for z in found], np.int8)
            place = np.searchsorted(starts, tokens.start[first:last], "right") - 1
            zone[first:last] = np.where(place >= 0, kinds[place], zone[first:last])
    return replace(tokens, zone=zone)


def _word_rows(tokens: Tokens) -> BoolArray:
    is_word = tokens.vocabulary.column(
        "word", lambda strings: np.array([s[:1].isalnum() for s in strings], bool)
    )
    chosen: BoolArray = is_word[tokens.type_id]
    return chosen


def _problems(article: Article, zones: Sequence[Zone], provenance: Provenance) -> tuple[str, ...]:
    found = []
    story = [zone for zone in zones if zone.kind in PROSE_ZONES]
    if not any(zone.kind in ("lead", "body") for zone in story):
        found.append("no story text was found on the page; every measure is empty")
    marks = sum(article.text.count(mark, z.start, z.stop) for z in story for mark in '"“”')
    if marks % 2:
        found.append(f"odd number of double quotation marks ({marks}); some quotes are uncertain")
    if "\ufffd" in article.text:
        count = article.text.count("\ufffd")
        found.append(f"{count} characters were lost before we read the text (U+FFFD)")
    found += article.page.problems if article.page else ()
    if provenance.publisher is None:
        found.append("publisher unknown: neither the input nor the page says")
    return tuple(found)
