"""Whether a table writes the day before the month: its own dates say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from framing.corpus.raw import Raw
from framing.errors import Skipped

_NUMBERS = re.compile(r"\s*(\d{1,2})[/\-](\d{1,2})[/\-](?:\d{4}|\d\d)(?!\d)")
# Rows that wait for one that decides; more are not held in memory.
_MOST_ROWS = 200
_MOST_CHARACTERS = 1 << 23  # bounds memory, whatever a row holds


def order_days(
    found: Iterator[Raw | Skipped], path: str, day_first: bool
) -> Iterator[Raw | Skipped]:
    """The articles of one file, each told whether its dates begin with the day.

    25/4/2017 decides for all rows of the file, those before it as well. Where 200 rows leave it
    open, months come first unless the user says `day_first`, and one report says so.
    """
    waiting: list[Raw | Skipped] = []
    size = 0
    order: bool | None = True if day_first else None
    for one in found:
        if order is None and isinstance(one, Raw):
            order = _order_of(one)
        if order is None and (waiting or _is_open(one)):
            waiting.append(one)
            size += len(str(one.values.get("text") or "")) if isinstance(one, Raw) else 0
            if len(waiting) < _MOST_ROWS and size < _MOST_CHARACTERS:
                continue
            order = False
            yield from _report(waiting, path)
        else:
            waiting.append(one)
        yield from _told(waiting, order)
        waiting.clear()
    if waiting:
        yield from _report(waiting, path)
        yield from _told(waiting, False)


def _order_of(raw: Raw) -> bool | None:
    """True for 25/4/2017, False for 4/25/2017, `None` where either may be the day."""
    numbers = _numbers(raw)
    if numbers is None:
        return None
    first, second = numbers
    if first > 12 >= second:
        return True
    return False if second > 12 >= first else None


def _is_open(one: Raw | Skipped) -> bool:
    """Whether a date could be read in two ways."""
    numbers = _numbers(one) if isinstance(one, Raw) else None
    return numbers is not None and numbers[0] != numbers[1]


def _numbers(raw: Raw) -> tuple[int, int] | None:
    value = raw.values.get("published")
    found = _NUMBERS.match(value) if isinstance(value, str) else None
    return (int(found[1]), int(found[2])) if found else None


def _told(several: list[Raw | Skipped], order: bool | None) -> Iterator[Raw | Skipped]:
    for one in several:
        yield replace(one, day_first=bool(order)) if isinstance(one, Raw) else one


def _report(waiting: list[Raw | Skipped], path: str) -> Iterator[Skipped]:
    """One date alone may be as it is; where several leave it open, the user should know."""
    if sum(map(_is_open, waiting)) > 1:
        reason = (
            "dates such as 4/5/2017 are read month first, since no date of the file says "
            "otherwise; if the day comes first, say --day-first"
        )
        yield Skipped(path, reason, "noted")
