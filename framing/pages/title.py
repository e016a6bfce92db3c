"""The title of a column or of a page as its headline, where the text has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from framing.types import Article, Shared, Zone

_BREAK = "\n\n"
_RULE = "title column"
_WORD = re.compile(r"\w+")
# A first line that shares half its words with the title is the same headline, worded anew.
_SAME_HEADLINE = 0.5
_GUESSED = ("first line of the page", "deck below the headline")
_DECK_WORDS = 5  # as in `framing.pages.zones`: shorter lines above the story are section names


def put_title_on_top(article: Article, zones: Sequence[Zone]) -> tuple[Article, tuple[Zone, ...]]:
    """The article as it is read, its title above the text unless the text has its own headline.

    `Article.headed` then says how many characters stand in front of the text; offsets of the zones
    count from the title. A first line that only looks like a headline, and shares no half of its
    words with the title, is the deck below it.
    """
    title = (article.title or "").strip()
    if not title or article.headed or _has_headline(article, zones, title):
        return article, tuple(zones)
    headed = len(title) + len(_BREAK)
    shared = article.shared
    whole = replace(
        article,
        text=title + _BREAK + article.text,
        headed=headed,
        shared=None if shared is None else tuple(_moved(one, headed) for one in shared),
    )
    below = (_below(zone, article, headed) for zone in zones)
    return whole, (Zone("headline", 0, len(title), _RULE), *below)


def _has_headline(article: Article, zones: Sequence[Zone], title: str) -> bool:
    """Whether the page has a headline that is surely one, or one in much the same words."""
    headlines = [zone for zone in zones if zone.kind == "headline"]
    if any(zone.rule not in _GUESSED for zone in headlines):
        return True
    wanted = set(_WORD.findall(title.casefold()))
    found = {
        word
        for zone in headlines
        for word in _WORD.findall(article.text[zone.start : zone.stop].casefold())
    }
    return bool(found) and len(wanted & found) >= _SAME_HEADLINE * min(len(wanted), len(found))


def _below(zone: Zone, article: Article, headed: int) -> Zone:
    kind, rule = zone.kind, zone.rule
    if kind == "headline":
        words = len(article.text[zone.start : zone.stop].split())
        kind = "headline" if words >= _DECK_WORDS else "furniture"
        rule = "deck below the headline" if words >= _DECK_WORDS else "short line above the story"
    return Zone(kind, zone.start + headed, zone.stop + headed, rule)


def _moved(passage: Shared, headed: int) -> Shared:
    return replace(passage, start=passage.start + headed, stop=passage.stop + headed)
