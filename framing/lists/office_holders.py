"""Who held which office when, read from `lexicons/office_holders.toml`."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from framing.errors import LexiconError
from framing.lists.load import load_rows

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"}
)
_SUFFIX = re.compile(r"[JS]r\.?|[IVX]+")
_ARTICLE = re.compile(r"\b([Aa]l|[Ee]l)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office: name, other spellings, first and last day, side and title.

    A day that is known to the month or year only counts from the first and to the last day of it.
    `family` is the word the press calls the person by; `high` says that it does so without any
    title, everybody knowing who is meant.
    """

    name: str
    spellings: tuple[str, ...]
    family: str
    side: str
    title: str
    start: date
    end: date
    high: bool = False


def office_holders(folder: Path | None = None) -> Iterator[Holder]:
    """All holders, office by office, with the user's own offices from `folder`.

    Raises `LexiconError` where a line is not "from until name = other spelling".
    """
    for office in load_rows("office_holders", "office", folder):
        yield from read_holders(office)


def read_holders(office: Mapping[str, Any]) -> Iterator[Holder]:
    """Holders of one `[[office]]` in the order of its lines; raises `LexiconError`."""
    first, high = office.get("family") == "first", bool(office.get("high"))
    side, title = str(office["side"]), str(office["title"])
    for line in str(office["holders"]).strip().splitlines():
        parts = line.split(maxsplit=2)
        if len(parts) < 3:
            raise _broken(office, line)
        names = tuple(name.strip() for name in parts[2].split("="))
        words = names[0].split()
        try:
            start = read_day(parts[0], last=False)
            end = date.max if parts[1] == "-" else read_day(parts[1], last=True)
        except ValueError:
            raise _broken(office, line) from None
        family = words[0] if first else family_name(words)
        yield Holder(names[0], names[1:], family, side, title, start, end, high)


def _broken(office: Mapping[str, Any], line: str) -> LexiconError:
    return LexiconError(
        f"lexicons/office_holders.toml, office {office.get('id')!r}: cannot read {line!r}; "
        'write "from until name", dates as 2010, 2010-05 or 2010-05-11, "-" for still in office'
    )


@lru_cache(maxsize=10_000)
def read_day(text: str, *, last: bool) -> date:
    """A date known to the day, month or year: its first or its last day; raises `ValueError`.

    >>> read_day("2012-02", last=True)
    datetime.date(2012, 2, 29)
    """
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


def family_name(words: Sequence[str]) -> str:
    """The last word of a name that is no suffix and no number.

    >>> family_name(["Ferdinand", "Marcos", "Jr."])
    'Marcos'
    """
    return next((word for word in reversed(words) if not _SUFFIX.fullmatch(word)), "")


def plain_letters(text: str) -> str:
    """The text without diacritics.

    >>> plain_letters("Jonas Gahr Støre")
    'Jonas Gahr Store'
    """
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in parted if not unicodedata.combining(char))


def spellings_of(names: Iterable[str]) -> list[str]:
    """The names as written, without diacritics, and with Arabic articles as the press writes them.

    >>> spellings_of(["Ali al-Naimi"])
    ['Ali al-Naimi', 'Ali Al-Naimi', 'Ali Naimi']
    """
    found: dict[str, None] = {}
    for name in names:
        for text in dict.fromkeys((name, plain_letters(name))):
            found[text] = None
            if "l-" in text and _ARTICLE.search(text):
                found[_ARTICLE.sub(lambda match: match[1].capitalize() + "-", text)] = None
                found[_ARTICLE.sub("", text)] = None
    return list(found)


def holder_rows(
    holders: Iterable[Holder], actors: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows in the shape of actors.toml: those of `actors`, and everybody who is in neither.

    A holder whose name an actor bears adds his or her offices to that actor, but none that the
    actor's own row dates already (same side and title, days in common).
    """
    rows = [dict(row) for row in actors]
    bearers: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.get("type") == "person":
            side = row.get("side")
            row["roles"] = [{"side": side, **role} for role in row.get("roles", ())]
            row["family"] = family_name(str(row["name"]).split())
            for name in _full_names(row):
                bearers.setdefault(name, row)
    ids = {row["id"] for row in rows}
    for holder in holders:
        keys = map(_key, (holder.name, *holder.spellings))
        known = next(filter(None, map(bearers.get, keys)), None)
        row = known or _new_row(holder, ids)
        if known is None:
            rows.append(row)
        row["family"] = holder.family
        _add_spellings(row, holder)
        for spelling in (holder.name, *holder.spellings):
            bearers.setdefault(_key(spelling), row)
        _add_office(row, holder)
    return rows


def _new_row(holder: Holder, ids: set[str]) -> dict[str, Any]:
    base = re.sub(r"\W+", "_", plain_letters(holder.name).lower()).strip("_")
    name = base if base not in ids else f"{base}_{holder.side.lower()}"
    ids.add(name)
    return {
        "id": name,
        "name": plain_letters(holder.name),
        "type": "person",
        "side": holder.side,
        "names": [],
        "roles": [],
        "held": True,
    }


def _add_spellings(row: dict[str, Any], holder: Holder) -> None:
    known = {*_texts(row.get("names", ())), *_texts(row.get("short", ()))}
    names = holder.name, *holder.spellings
    # who is in this list only is looked up by the whole name, whatever its marks and articles
    wanted = names if row.get("held") else spellings_of(names)
    row["names"] = [*row.get("names", ()), *[text for text in wanted if text not in known]]


def _add_office(row: dict[str, Any], holder: Holder) -> None:
    title = plain_title(holder.title)
    for role in row["roles"]:
        alike = role.get("side") == holder.side and plain_title(role["title"]) == title
        start, end = role.get("from", date.min), role.get("until", date.max)
        if alike and start <= holder.end and holder.start <= end:
            role["high"] = role.get("high") or holder.high
            return
    office = {"title": holder.title, "side": holder.side, "high": holder.high}
    row["roles"].append({**office, "from": holder.start, "until": holder.end})


@lru_cache(maxsize=5_000)
def plain_title(title: str) -> str:
    """A title in lower case, in one spelling and for either sex.

    >>> plain_title("Foreign Ministry spokeswoman")
    'foreign ministry spokesman'
    """
    lower = title.lower().replace("defence", "defense").replace("adviser", "advisor")
    return lower.replace("spokeswoman", "spokesman").replace("spokesperson", "spokesman")


def _full_names(row: Mapping[str, Any]) -> Iterator[str]:
    yield _key(str(row["name"]))
    yield from (_key(text) for text in _texts(row.get("names", ())) if " " in text)


def _texts(aliases: Iterable[Any]) -> Iterator[str]:
    return (str(alias if isinstance(alias, str) else alias["text"]) for alias in aliases)


def _key(name: str) -> str:
    return plain_letters(name).casefold().replace("-", " ")
