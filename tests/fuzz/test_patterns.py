"""What is matched takes time in proportion to its length, whatever it is fed.

Each compiled pattern is fed alone, from the start of a string, as most are used. What searches, and
what is only ever given a line or a bounded piece, is fed through the readers of zones and the
layers, with strings made of the patterns' own words.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

import framing
from framing.corpus.dates import find_day
from framing.lists.word_lists import word_lists
from framing.pages.furniture import furniture_rules
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.reading import read_article
from framing.types import Article

# Strings of these are fed, and of what the patterns themselves are written with.
_PUMPS = (
    *("a", "A", "1", " ", "\n", "\t", ".", ",", "-", "—", '"', "“", "'", "#", "(", "<", "/", "*"),
    *("a ", "A ", "Aa ", "Aa. ", "a.", "A.", "1.", "1,", "1 ", "1/", "a-", '" ', '"a', "a\n"),
    *("http://", "www.", "a@", "<a ", "<a>", "(a", "a:", "| ", "A. A", "a, ", "\u00a0", "é", "@"),
    *("a" * 40, " \n", "said ", "He said. ", '"He" said ', "By A ", "Photo: ", "Tags "),
)
_STORY = "\n\nOfficials of the United States said on Monday that Moscow may agree to talks.\n\n"
_MOST = 1.5  # exponent that what is linear stays under, with room for a busy machine


def test_no_pattern_takes_more_than_its_share() -> None:
    found = list(patterns())
    assert len(found) > 100
    slow = {}
    for name, pattern in found:
        for pump in [*_PUMPS, *_own_pumps(pattern)]:

            def match(text: str, pattern: re.Pattern[str] = pattern) -> object:
                return pattern.match(text) or pattern.fullmatch(text)

            if (exponent := growth(match, pump, 3_000, 0.003)) > _MOST:
                slow[f"{name}: {pattern.pattern[:80]}"] = (pump, round(exponent, 2))
    assert not slow, slow


def test_the_test_sees_what_is_not_linear() -> None:
    quadratic = re.compile(r"\w+@")
    assert growth(quadratic.search, "a", 3_000, 0.003) > _MOST


def _zones(text: str) -> None:
    article = Article("x", text, title="Talks may resume", outlet="Example Site")
    find_provenance(article, find_zones(article, word_lists()), word_lists())


def test_zones_of_what_the_rules_look_for_take_their_share() -> None:
    words = {
        pump for rule in furniture_rules(word_lists()) for pump in _own_pumps(rule.pattern)[:4]
    }
    shapes = [*_PUMPS, *sorted(words)]
    shapes += [pump * max(1, 150 // len(pump)) + "\n" for pump in shapes]
    slow = [s for s in shapes if growth(lambda t: _zones(_STORY + t), s, 8_000, 0.06) > _MOST]
    assert not slow, slow


@pytest.mark.parametrize("read", [read_article, find_day], ids=["layers", "dates"])
def test_any_text_takes_its_share(read: Callable[[str], object]) -> None:
    slow = [pump for pump in _PUMPS if growth(read, pump, 3_000, 0.05) > _MOST]
    assert not slow, slow


def growth(work: Callable[[str], object], pump: str, size: int, little: float) -> float:
    """Exponent of the time over the length; 0 where one size takes `little` seconds at most."""
    if _took(work, pump, size) <= little:
        return 0.0
    one, four = (min(_took(work, pump, size * k) for _ in range(3)) for k in (1, 4))
    return math.log(four / one, 4) if one > little / 2 else 0.0


def _took(work: Callable[[str], object], pump: str, size: int) -> float:
    text = pump * max(1, size // len(pump)) + "\0"
    began = time.process_time()
    work(text)
    return time.process_time() - began


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns of all modules, alone or in containers, and those made of the word lists."""
    seen: set[str] = set()
    everything = [(name, value) for module in _modules() for name, value in module.items()]
    everything += [("furniture rules", [rule.pattern for rule in furniture_rules(word_lists())])]
    for name, value in everything:
        for pattern in _inside(value, 3):
            if isinstance(pattern.pattern, str) and pattern.pattern not in seen:
                seen.add(pattern.pattern)
                yield name, pattern


@cache
def _modules() -> list[dict[str, object]]:
    found = []
    for info in pkgutil.walk_packages(framing.__path__, "framing."):
        if "__main__" not in info.name:
            module = importlib.import_module(info.name)
            found.append({f"{info.name}.{name}": value for name, value in vars(module).items()})
    return found


def _inside(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset) and len(value) < 5000:
        for one in value:
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.startswith("framing"):
        yield from _inside(dict(vars(value)), depth - 1)


def _own_pumps(pattern: re.Pattern[str]) -> list[str]:
    """Words and marks that the pattern is written with, alone and with a space."""
    plain = re.sub(r"\\.|\(\?[a-zA-Z]+|\(\?P<\w+>", " ", pattern.pattern)
    chosen = [*dict.fromkeys(re.findall(r"[A-Za-z]{2,}", plain))][:6]
    marks = sorted(set(re.findall(r"[^\w\s\\]", pattern.pattern)))
    return [*chosen, *(f"{word} " for word in chosen), *marks[:12]]
