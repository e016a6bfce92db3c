"""The words that databases print around an article, and the days they write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from framing.corpus.dates import find_day
from framing.lists.load import load_rows

_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{0,40}?)\s?:(?=\s|$)\s*(.*)", re.DOTALL)
# "29 décembre 2011", "1. Juli 2019", "22 de marzo de 2010", "13-Jan-2011".
_DAY_MONTH = re.compile(
    r"(?<!\w)(\d{1,2})(?:\.|er|º|st|nd|rd|th)?[\s-]+(?:de |d')?([^\W\d_]{3,12})\.?,?[\s-]+(?:de )?"
    r"(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_ISO = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?!\d)")
_MONTH_YEAR = re.compile(r"(?:^|\s)([^\W\d_]{3,12})\.?,?\s+(?:de )?(\d{4})(?!\d)")


@cache
def words_of(database: str) -> Mapping[str, str]:
    """Word as the database prints it, in lower case -> the field it stands for."""
    found: dict[str, str] = {}
    for row in load_rows("database_labels", database):
        for word in row["words"]:
            found.setdefault(word.casefold(), row["id"])
    return found


@cache
def words_for(database: str, field: str) -> frozenset[str]:
    """Words that stand for one field, in lower case."""
    for row in load_rows("database_labels", database):
        if row["id"] == field:
            return frozenset(word.casefold() for word in row["words"])
    return frozenset()


def split_label(line: str, database: str) -> tuple[str, str, str] | None:
    """Field, label as printed and value of a line such as "LENGTH: 355 words".

    >>> split_label("LÄNGE: 355 Wörter", "nexis")
    ('length', 'LÄNGE', '355 Wörter')
    """
    found = _LABEL.match(line.replace("\xa0", " ").replace("\u202f", " "))
    if found is None:
        return None
    field = words_of(database).get(found[1].strip().casefold())
    return None if field is None else (field, found[1].strip(), found[2].strip())


def find_written_day(value: str) -> str | None:
    """The ISO day written out in a line, in any language of `lexicons/months.toml`.

    >>> find_written_day("Communication, mardi 14 mars 2006, p. 16")
    '2006-03-14'
    >>> find_written_day("1. Juli 2019 Montag"), find_written_day("lunes 22 de marzo de 2010")
    ('2019-07-01', '2010-03-22')
    """
    value = value.replace("\xa0", " ")
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for found in pattern.finditer(value):
            number = month_number(found[month])
            iso = find_day(f"{found[3]}-{number:02d}-{int(found[day]):02d}") if number else None
            if iso:
                return iso
    if numbers := _NUMBERS.search(value):
        return find_day(numbers[0], day_first=True)
    iso_day = _ISO.search(value)
    return find_day(iso_day[0]) if iso_day else None


def find_month(value: str) -> str | None:
    """The words of a date that names month and year only ("Spring" is none)."""
    found = _MONTH_YEAR.search(value)
    return found[0].strip() if found and month_number(found[1]) else None


def month_number(name: str) -> int | None:
    """1 for January in any of the languages, `None` for what is no month."""
    return _months().get(name.casefold().rstrip("."))


@cache
def _months() -> Mapping[str, int]:
    return {
        word.casefold(): int(row["id"])
        for row in load_rows("months", "month")
        for word in row["words"]
    }
