"""Knows outlets and agencies by name, spelling, abbreviation and host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from framing.lists.places import country_of_place, has_common_name, is_place, split_place
from framing.lists.word_lists import WordLists, per_lists
from framing.types import Article

if TYPE_CHECKING:
    from tldextract import TLDExtract


def host_of(url: str) -> str | None:
    """Host of an address, lower case, without port, user and `www.`; `None` if there is none.

    >>> host_of("https://www.example.co.uk:443/a?b")
    'example.co.uk'
    """
    try:
        split = urlsplit(url if "//" in url else f"//{url}")
        host = (split.hostname or "").rstrip(".")
    except ValueError:
        return None
    if "." not in host or " " in host:
        return None
    return host.removeprefix("www.")


def registered_domain(url: str) -> str | None:
    """The part of the host that its owner registered: `bbc.co.uk` of `news.bbc.co.uk`.

    >>> registered_domain("http://edition.example.co.uk/story")
    'example.co.uk'
    """
    host = host_of(url)
    if host is None:
        return None
    return _extractor()(host).top_domain_under_public_suffix or None


def outlet_of_url(url: str, lists: WordLists) -> str | None:
    """Outlet that publishes at this address: the longest known host that ends its host.

    >>> from framing.lists.word_lists import word_lists
    >>> outlet_of_url("http://edition.cnn.com/2016/05/01/x.html", word_lists())
    'CNN'
    """
    host = host_of(url)
    if host is None:
        return None
    hosts = known_hosts(lists)
    registered = registered_domain(url) or host
    while True:
        if host in hosts:
            return hosts[host]
        if host == registered or "." not in host:
            return hosts.get(registered)
        host = host.split(".", 1)[1]


@per_lists
def known_hosts(lists: WordLists) -> Mapping[str, str]:
    """Host to canonical outlet name."""
    hosts: dict[str, str] = {}
    for row in lists.rows("outlets", "outlet"):
        for host in row.get("hosts", []):
            hosts.setdefault(host.lower().removeprefix("www."), row["name"])
    return hosts


@cache
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract  # loads the list, so only when an address is read

    return TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


_SPACE = re.compile(r"\s+")


def canonical_outlet(name: str, lists: WordLists) -> str | None:
    """Canonical name of an outlet for any known spelling; `None` if it is not known."""
    return _names(lists, "outlets", "outlet").get(_key(name))


def canonical_agency(name: str, lists: WordLists) -> str | None:
    """Canonical name of a news agency for any known spelling; `None` if it is not known."""
    return _names(lists, "agencies", "agency").get(_key(name))


def is_outlet(name: str, lists: WordLists) -> bool:
    """Whether a string is a known outlet's or agency's name."""
    return canonical_outlet(name, lists) is not None or canonical_agency(name, lists) is not None


def state_owner(name: str, lists: WordLists) -> str | None:
    """The state that owns an outlet; `None` for all others, those it owns in part among them."""
    outlet = canonical_outlet(name, lists)
    return _owners(lists).get(outlet) if outlet is not None else None


@per_lists
def _owners(lists: WordLists) -> Mapping[str, str]:
    rows = lists.rows("outlets", "outlet")
    return {
        r["name"]: r["country"] for r in rows if r.get("state_owned") is True and "country" in r
    }


def publishes_itself(name: str, lists: WordLists) -> bool:
    """Whether an agency's dateline stands for its own site unless something says otherwise."""
    rows = lists.rows("agencies", "agency")
    return any(row["name"] == name and row.get("publishes_itself") for row in rows)


def _key(name: str) -> str:
    key = _SPACE.sub(" ", name.strip(" .,:;|()[]").replace("’", "'")).casefold()
    return key.removeprefix("the ").removesuffix("'s")


@per_lists
def _names(lists: WordLists, file: str, kind: str) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in lists.rows(file, kind):
        spellings = [row["name"], *row.get("aliases", []), *row.get("spellings", [])]
        for spelling in [*spellings, *row.get("abbreviations", [])]:
            names.setdefault(_key(spelling), row["name"])
    return names


_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_SECTION = re.compile(r"\s+[-–—|:]\s+.*$|\s*[:|]\s.*$")
_LAST_WORD = re.compile(r"\s+\S+$")


def fold_outlet(name: str, lists: WordLists, url: str | None = None) -> str:
    """One name for an outlet, whatever section, edition or columnist a collection lists.

    A known spelling comes first, then the name without brackets, section or last word, then the
    outlet at `url`. What none of them knows stays as written, without brackets.

    >>> from framing.lists.word_lists import word_lists
    >>> fold_outlet("Fox News (Online)", word_lists())
    'Fox News'
    >>> fold_outlet("Some Columnist", word_lists(), "https://edition.cnn.com/x")
    'CNN'
    """
    known = known_outlet(name, lists, url)
    return known or bare_outlet(_BRACKET.sub(_unless_place, name).strip() or name, lists)


def _unless_place(bracket: re.Match[str]) -> str:
    return " " if bracket.end() < len(bracket.string) else bracket[0]


def bare_outlet(name: str, lists: WordLists) -> str:
    """An outlet without the place of publication, unless the place tells it from a namesake.

    A name that only one paper would bear goes without. One of words that papers of many towns use
    keeps its place, unless it is a known paper of the place's country.

    >>> from framing.lists.word_lists import word_lists
    >>> lists = word_lists()
    >>> bare_outlet("The Guardian(London)", lists), bare_outlet("Harbour Gazette (Port Ada)", lists)
    ('The Guardian', 'Harbour Gazette')
    >>> bare_outlet("The Sun (Nigeria)", lists), bare_outlet("Daily News (Port Ada)", lists)
    ('The Sun (Nigeria)', 'Daily News (Port Ada)')
    """
    parted = split_place(name)
    if parted is None:
        return name.strip()
    bare, place = parted
    if (known := _paper_of(bare, place, lists)) is not None:
        return known
    is_one_paper = not has_common_name(bare, lists) or canonical_outlet(bare, lists) is not None
    return f"{bare} ({place})" if not is_one_paper or _is_namesake(bare, place, lists) else bare


def _paper_of(bare: str, place: str, lists: WordLists) -> str | None:
    """The known outlet that bears a name and a place, or the one of that name in its country."""
    if canonical_outlet(f"{bare} ({place})", lists) is not None:
        return f"{bare} ({place})"
    there = country_of_place(place, lists)
    placed = [
        name
        for name in _namesakes(lists).get(_key(bare), ())
        if there is not None and split_place(name) and _countries(lists).get(name) == there
    ]
    return placed[0] if len(placed) == 1 else None


def _is_namesake(bare: str, place: str, lists: WordLists) -> bool:
    """Whether the place in brackets makes a known outlet's name that of another paper."""
    known = canonical_outlet(bare, lists)
    if known is None:
        return False
    there = country_of_place(place, lists)
    home = _countries(lists).get(known)
    if there is not None and home is not None:
        return there != home
    return has_common_name(bare, lists) and is_place(place, lists)


@per_lists
def _countries(lists: WordLists) -> Mapping[str, str]:
    return {r["name"]: r["country"] for r in lists.rows("outlets", "outlet") if r.get("country")}


def known_outlet(name: str, lists: WordLists, url: str | None = None) -> str | None:
    """Like `fold_outlet`, but `None` for an outlet that neither name nor address tells."""
    known = outlet_by_name(name, lists, url)
    if known is not None or url is None:
        return known
    return outlet_of_url(url, lists)


def outlet_by_name(name: str, lists: WordLists, url: str | None = None) -> str | None:
    """The outlet a name means; of outlets of one name, the one that publishes at the address.

    >>> from framing.lists.word_lists import word_lists
    >>> outlet_by_name("Daily Star", word_lists())
    'The Daily Star'
    >>> outlet_by_name("Daily Star", word_lists(), "https://www.dailystar.co.uk/x")
    'Daily Star (UK)'
    """
    there = outlet_of_url(url, lists) if url else None
    parted = split_place(name)
    if parted and not there:
        if (known := canonical_outlet(_paper_of(*parted, lists) or "", lists)) is not None:
            return known
        if _is_namesake(*parted, lists):
            return None
    for spelling in _spellings(name):
        known = canonical_outlet(spelling, lists)
        if known is not None:
            return there if there and _shares_name(spelling, there, lists) else known
    return None


def _shares_name(spelling: str, outlet: str, lists: WordLists) -> bool:
    return outlet in _namesakes(lists).get(_key(spelling), ())


@per_lists
def _namesakes(lists: WordLists) -> Mapping[str, frozenset[str]]:
    """Outlets by each of their spellings."""
    found: dict[str, set[str]] = {}
    for row in lists.rows("outlets", "outlet"):
        spellings = [row["name"], *row.get("aliases", []), *row.get("spellings", [])]
        if parted := split_place(row["name"]):
            spellings.append(parted[0])
        for spelling in spellings:
            found.setdefault(_key(spelling), set()).add(row["name"])
    return {key: frozenset(names) for key, names in found.items()}


def _spellings(name: str) -> Iterator[str]:
    yield name
    bare = _BRACKET.sub(" ", name).strip()
    yield bare
    section = _SECTION.sub("", bare)
    yield section
    if "." in section and " " not in section:
        domain = registered_domain(section)
        if domain is not None:
            yield domain.split(".", 1)[0]
    shorter = _LAST_WORD.sub("", section)
    if " " in shorter:
        yield shorter


def fold_outlets(articles: Iterable[Article], lists: WordLists) -> Iterator[Article]:
    """The articles with one spelling an outlet: "Fox News (Online)" becomes "Fox News"."""
    for article in articles:
        outlet = fold_outlet(article.outlet, lists, article.url) if article.outlet else None
        yield replace(article, outlet=outlet)
