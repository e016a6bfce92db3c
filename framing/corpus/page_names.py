"""Names of sites and people as pages write them, without slogans, menus and addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from framing.lists.outlets import known_outlet, registered_domain
from framing.lists.word_lists import word_lists

_SLOGAN = re.compile(r"\s+[-–—|:·•»]+\s+|\s*\|\s*")
_TAIL = re.compile(r"\s+[-–—|·•»:]+\s+(?P<site>(?:(?!\s[-–—:]+\s)[^|·•»]){2,60})$")
_HEAD = re.compile(r"(?P<site>[^|·•»:]{2,40}?)\s*(?:[|·•»:]|\s[-–—])\s+")
_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"\s*(?:;|\||,|&|\b(?:and|und|et|y|og|och|en)\b)\s*")
_PREFIX = re.compile(r"^(?:by|from|von|par|por|av|af|text|words)\s*:?\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|[/@\\{}<>=]|\d{3}|\.(?:com|org|net)\b")
# How what is no name ends, or begins: a post, a place of work, a paper written for.
_POST = re.compile(
    r"\b(?:editor|editors|correspondent|correspondents|reporter|reporters|writer|writers|columnist"
    r"|critic|journalist|contributor|producer|staff|bureau(?: chief)?|desk"
    r"|redakteur(?:in)?|korrespondent(?:in)?|correspondante?|corresponsal"
    r"|envoy[ée]e? sp[ée]ciale?)$"
    r"|^(?:special(?: to| for)\b|special$|chief\b|staff\b|editor[- ]in\b|head of\b)",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_MOST_WORDS = 6  # of a name; longer is a sentence
_SITE_WORDS = 5  # of the name of a site; chosen, not measured
_LEAST_SHARED = 4  # letters of a word that name and address share


def clean_site(named: Sequence[str], host: str | None, title: str) -> str | None:
    """The outlet's name among what a page calls its site; the domain where none is credible.

    A name is believed if we know it, if it shares a word or its initials with the address, or if
    two sources give it. A sentence about the site is no name.
    """
    names = [name for raw in named for name in _parts(raw)]
    for name in names:
        if known := known_outlet(name, word_lists()):
            return known
    if tail := _TAIL.search(title):
        names.append(tail["site"].strip())
    if host is not None:
        fitting = [name for name in names if _fits(name, host)]
        if fitting:
            return fitting[0]
    common = Counter(names).most_common(1)
    if common and (host is None or common[0][1] > 1 or _is_name(common[0][0])):
        return common[0][0] if len(common[0][0].split()) <= _SITE_WORDS else _domain(host)
    return _domain(host)


def _domain(host: str | None) -> str | None:
    return registered_domain(host) if host else None


def _parts(raw: str) -> list[str]:
    """The name and the name before a slogan: `Example - News for all`, `Example`."""
    raw = " ".join(raw.split())
    return [part for part in (_SLOGAN.split(raw)[0].strip(),) if part]


def _fits(name: str, host: str) -> bool:
    """Whether a word of the name, its initials or its letters stand in the address."""
    words = [word.lower() for word in _WORD.findall(name)]
    letters = "".join(words)
    labels = re.sub(r"[^a-z0-9]", "", host.lower())
    initials = "".join(word[0] for word in words)
    if letters and (letters in labels or (len(initials) > 2 and initials in labels)):
        return True
    shared = [w for w in words if len(w) >= _LEAST_SHARED and w in labels]
    return bool(shared) and len(words) <= _SITE_WORDS


def _is_name(name: str) -> bool:
    words = name.split()
    capital = all(not word[0].islower() for word in words if len(word) > 3)
    return len(words) < _SITE_WORDS and capital


def without_site(title: str, site: str | None) -> str:
    """A title without the site's name behind it, or before it: `Talks go on | Example News`."""
    title = " ".join(title.split())
    for _ in range(2):
        found = _TAIL.search(title)
        if found is None or not _is_site(found["site"], site):
            break
        title = title[: found.start()].strip()
    head = _HEAD.match(title)
    if head and site and _folded(head["site"]) == _folded(site):
        title = title[head.end() :].strip()
    return title


def _is_site(text: str, site: str | None) -> bool:
    folded, known = _folded(text), _folded(site or "")
    if known and (folded == known or (len(known) > 3 and (known in folded or folded in known))):
        return True
    return known_outlet(text, word_lists()) is not None or bool(
        re.fullmatch(r"\S+\.\w{2,3}", text.strip())
    )


def _folded(text: str) -> str:
    return "".join(_WORD.findall(text.lower())).removeprefix("the")


def person_names(raw: Iterable[str]) -> tuple[str, ...]:
    """Names of people or desks among what a page gives as author, each once."""
    found: dict[str, str] = {}
    for text in raw:
        for part in _JOINT.split(_PREFIX.sub("", " ".join(text.split()))):
            name = _PREFIX.sub("", part).strip(" .,:;|-–—")
            if name and _can_be_author(name):
                found.setdefault(_folded(name), name)
    return without_posts(tuple(found.values()))


def without_posts(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names of a byline without what the authors are: "Jane Doe, Diplomatic Editor".

    A post that stands alone stays: the byline names nobody else.

    >>> without_posts(("Jane Doe", "Diplomatic Editor")), without_posts(("Staff Writer",))
    (('Jane Doe',), ('Staff Writer',))
    """
    people = tuple(name for name in names if not _POST.search(name))
    return people or names


def _can_be_author(name: str) -> bool:
    if _NO_NAME.search(name) or len(name) > 60 or len(name.split()) > _MOST_WORDS:
        return False
    if not _LATIN.search(name):
        return any(char.isalpha() for char in name)
    capital = (word[0].isalpha() and not word[0].islower() for word in name.split())
    return any(capital) or "-" in name
