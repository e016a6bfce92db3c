"""Dates as outlets and exports write them, as ISO days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|(?<=[/.])\d\d)(?!\d)")
_FIRST_YEAR = 1605  # of the first newspaper; an earlier one ("0001-11-30") stands for "not known"
_CENTURY = 70  # years of two digits from here on are of the last century
_DAY_NAME = re.compile(r"(?<!\w)(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?,?[\s\-]+(\d{4})")
_NAME_DAY = re.compile(r"(?<!\w)([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def find_day(value: str | None, day_first: bool = False) -> str | None:
    """The ISO day a date string begins with, `None` if it is not one.

    >>> find_day("4/5/2017"), find_day("4/5/2017", day_first=True), find_day("25/4/2017")
    ('2017-04-05', '2017-05-04', '2017-04-25')
    >>> find_day("4.5.2017"), find_day("4/5/17")
    ('2017-05-04', '2017-04-05')
    >>> find_day("Wed, 05 Apr 2017 09:10:11 GMT"), find_day("April 5, 2017"), find_day("soon")
    ('2017-04-05', '2017-04-05', None)
    >>> find_day("0001-11-30"), find_day("1918-11-11")
    (None, '1918-11-11')
    """
    if not value:
        return None
    for pattern in (_ISO, _YEAR_FIRST):
        if found := pattern.match(value):
            return _day(found[1], found[2], found[3])
    if found := _NUMBERS.match(value):
        # Points stand between day and month, never between month and day.
        turned = day_first or found[2] == "."
        first, second = (found[3], found[1]) if turned else (found[1], found[3])
        year = _year(found[4])
        return _day(year, first, second) or _day(year, second, first)
    if found := _DAY_NAME.search(value):
        return _day(found[3], _month(found[2]), found[1])
    if found := _NAME_DAY.search(value):
        return _day(found[3], _month(found[1]), found[2])
    return _epoch(value.strip()) or _mail(value)


def _year(written: str) -> str:
    if len(written) == 4:
        return written
    return f"{19 if int(written) >= _CENTURY else 20}{written}"


def _day(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _FIRST_YEAR else None


def _month(name: str) -> str:
    short = name[:3].lower()
    return str(MONTHS.index(short) + 1) if short in MONTHS else "0"


def _epoch(value: str) -> str | None:
    if not _EPOCH.fullmatch(value):
        return None
    seconds = float(value) / (1000 if len(value.split(".")[0]) == 13 else 1)
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def _mail(value: str) -> str | None:
    from email.utils import parsedate_to_datetime  # dates of mail are rare, and it is slow to come

    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
