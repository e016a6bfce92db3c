"""Who bears a name: known actors by alias, all others under an id of their own."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from framing.layers.page import Page
from framing.lists.actors import Actor
from framing.lists.load import load_lexicon
from framing.lists.name_words import name_words
from framing.lists.people import named_actor

GENDERS = ("male", "female")
_MALE, _FEMALE = GENDERS


@cache
def _genders() -> Mapping[str, str]:
    found = {}
    for word, kinds in name_words().items():
        male = "given_male" in kinds or "title_male" in kinds
        female = "given_female" in kinds or "title_female" in kinds
        if male != female:
            found[word] = _MALE if male else _FEMALE
    return found


@lru_cache(maxsize=20_000)
def gender_of(words: tuple[str, ...]) -> str | None:
    """What the first word that tells says: a title or a given name."""
    genders = _genders()
    for word in words[:-1] or words:
        found = genders.get(word)
        if found:
            return found
    return None


@cache
def pronoun_genders() -> Mapping[str, str]:
    """Gender of each pronoun that can stand for a person, in lower case."""
    kinds = {"pronoun_male": _MALE, "pronoun_female": _FEMALE}
    return {
        word: kinds[kind] for word, found in name_words().items() for kind in found if kind in kinds
    }


Gender = str
"""`m`, `f` or empty where nothing says."""
_SUFFIXES = frozenset({"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"})


@cache
def word_kinds() -> dict[str, frozenset[str]]:
    """What the list `speaker_words` says of a lower-cased word."""
    return {
        term.text: frozenset(term.extra.get("kinds", (term.category,)))
        for term in load_lexicon("speaker_words").terms
    }


@lru_cache(maxsize=20_000)
def kinds_of(word: str) -> frozenset[str]:
    """Kinds of a word; a plural is looked up by its singular too."""
    kinds = word_kinds()
    lowered = word.lower()
    return kinds.get(lowered) or kinds.get(lowered.removesuffix("s"), frozenset())


@dataclass(slots=True, eq=False)
class NameRun:
    """A run of proper nouns: its rows, its words without titles, and what the titles say."""

    first: int
    stop: int
    words: tuple[str, ...]
    gender: Gender
    titled: bool
    run: str

    @property
    def last(self) -> str:
        """The word that names the person in short."""
        return self.words[-1]


@dataclass(eq=False)
class Register:
    """Names of one article, in order, with the canonical form of each."""

    names: list[NameRun]
    fulls: dict[str, Counter[str]] = field(default_factory=dict)
    genders: dict[str, Counter[Gender]] = field(default_factory=dict)
    settled: dict[tuple[tuple[str, ...], Gender], str] = field(default_factory=dict)
    firsts: list[int] = field(default_factory=list)
    titled: dict[str, str] = field(default_factory=dict)
    """By last word, the first name that bears a title, with its title."""

    def within(self, first: int, stop: int) -> list[NameRun]:
        """Names that begin in some rows."""
        return self.names[bisect_left(self.firsts, first) : bisect_left(self.firsts, stop)]

    def last_before(self, row: int) -> NameRun | None:
        """The last name that ends before a row."""
        last = bisect_left(self.firsts, row) - 1
        while last >= 0 and self.names[last].stop > row:
            last -= 1
        return self.names[last] if last >= 0 else None

    def canonical(self, name: NameRun) -> str:
        """Given name and last name where the article tells both; else the name as it stands."""
        key = (name.words, name.gender)
        known = self.settled.get(key)
        if known is None:
            known = self.settled[key] = self._canonical(name)
        return known

    def _canonical(self, name: NameRun) -> str:
        fulls = self.fulls.get(name.last)
        if len(name.words) > 1:
            full = short_form(name.words)
            # "Washington Post Trump": a run that begins with no given name may hold a known one.
            known = (
                []
                if usual_gender(full.split()[0])
                else [other for other in fulls or () if usual_gender(other.split()[0])]
            )
            return max(known, key=lambda other: fulls[other]) if known and fulls else full
        if not fulls:
            return name.last
        fitting = [
            full for full in fulls if not name.gender or self.gender(full) in ("", name.gender)
        ]
        usual = [full for full in fitting or fulls if usual_gender(full.split()[0])]
        open_to = usual or fitting or list(fulls)
        # The actor lists say whom a bare surname means when nothing else does ("Clinton"); else
        # who is introduced first owns it, and relatives keep their full names.
        listed = named_actor(name.last)
        return listed.name if listed and listed.name in open_to else open_to[0]

    def gender(self, canonical: str) -> Gender:
        """Gender that titles say, else the one usual for the given name."""
        said = self.genders.get(canonical)
        if said:
            return max(said, key=lambda gender: (said[gender], gender))
        return usual_gender(canonical.split()[0])


@lru_cache(maxsize=20_000)
def usual_gender(given: str) -> Gender:
    """Gender of a given name by the list."""
    kinds = word_kinds().get(given.lower(), frozenset())
    return "m" if "male_name" in kinds else "f" if "female_name" in kinds else ""


@lru_cache(maxsize=20_000)
def short_form(words: tuple[str, ...]) -> str:
    """A name without middle initials and suffixes."""
    kept = [word for word in words if word.lower() not in _SUFFIXES] or list(words)
    inner = [word for word in kept[1:-1] if len(word.rstrip(".")) > 1]
    if len(kept) == 3 and usual_gender(kept[0]):
        inner = []
    return " ".join([kept[0], *inner, kept[-1]]) if len(kept) > 1 else kept[0]


def find_names(page: Page, text: str) -> Register:
    """All names of an article; runs that end in a word for an organisation are left out."""
    register = Register([])
    stop = 0
    for row in page.names:
        if row < stop or not page.speaks[row]:
            continue
        stop = row + 1
        while stop < len(page.words) and _continues(page, stop):
            stop += 1
        name = _make_name(page, text, row, stop)
        if name is not None:
            register.names.append(name)
            register.firsts.append(row)
    _fill(register)
    return register


def _continues(page: Page, row: int) -> bool:
    if page.paragraph[row] != page.paragraph[row - 1]:
        return False
    if page.tags[row] == "HYPH":
        return row + 1 < len(page.words) and page.tags[row + 1].startswith("NNP")
    return page.tags[row].startswith("NNP")


def _make_name(page: Page, text: str, first: int, stop: int) -> NameRun | None:
    joined = first > 0 and page.paragraph[first - 1] == page.paragraph[first]
    before = page.words[first - 1] if joined else ""
    run = text[page.start[first] : page.stop[stop - 1]]
    read = _read_name(run, before)
    return NameRun(first, stop, *read, run) if read else None


@lru_cache(maxsize=20_000)
def _read_name(run: str, before: str) -> tuple[tuple[str, ...], Gender, bool] | None:
    """Words without titles, gender, whether titled; `before` is the word in front, lower case."""
    words = run.split()
    gender, titled = "", False
    while words and "title" in kinds_of(words[0]) and (len(words) > 1 or not titled):
        gender = _gender_of(words[0]) or gender
        titled = True
        words = words[1:]
    given = [
        at for at, word in enumerate(words) if at and usual_gender(word) and at + 1 < len(words)
    ]
    if given and not usual_gender(words[0]):  # "State Rex Tillerson": the name begins inside
        words, titled = words[given[0] :], True
    if before:
        titled = titled or bool(kinds_of(before) & {"title", "role"})
        gender = gender or _gender_of(before)
    if (
        not words
        or not words[-1][0].isalpha()
        or (len(words) == 1 and (len(words[0].strip(".")) < 2 or "time" in kinds_of(words[0])))
        or kinds_of(words[-1]) & {"organisation", "document"}
    ):
        return None
    return tuple(words), gender, titled


def _gender_of(word: str) -> Gender:
    kinds = kinds_of(word)
    return "m" if "male_title" in kinds else "f" if "female_title" in kinds else ""


def _fill(register: Register) -> None:
    for name in register.names:
        if len(name.words) > 1:
            full = short_form(name.words)
            register.fulls.setdefault(full.split()[-1], Counter())[full] += 1
        if name.titled:
            register.titled.setdefault(name.last, name.run)
    for name in register.names:
        if name.gender:
            register.genders.setdefault(register.canonical(name), Counter())[name.gender] += 1
            register.settled.clear()  # a gender learned may tell relatives apart


TYPES = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article by row, looked up only where a name stands."""

    strings: Sequence[str]
    types: Sequence[int]
    """Number of each row's word type: a list, since it is looked at row by row."""
    tags: NDArray[np.uint8]

    def between(self, first: int, last: int) -> list[str]:
        """Words of the rows, the last included; beyond the end there are none."""
        strings, types = self.strings, self.types
        if first == last < len(types):
            return [strings[types[first]]]
        return [strings[number] for number in types[first : last + 1]]


@dataclass(slots=True)
class Name:
    """A name in an article: rows, words, type, and who bears it once that is known."""

    first: int
    last: int
    words: list[str]
    type: str
    form: str = "name"
    actor: Actor | None = None
    single: bool = False
    id: str = ""
    side: str | None = None

    @property
    def core(self) -> tuple[str, ...]:
        """The words without titles before and suffixes after."""
        return core_of(tuple(self.words))


@lru_cache(maxsize=20_000)
def core_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a person's name without titles before and suffixes after.

    >>> core_of(("President", "John", "F.", "Kennedy", "Jr."))
    ('John', 'F.', 'Kennedy')
    """
    kinds = name_words()
    first, last = 0, len(words)
    while first < last and "person_title" in kinds.get(words[first].capitalize(), ()):
        first += 1
    while last > first and "person_suffix" in kinds.get(words[last - 1], ()):
        last -= 1
    return words[first:last]


@lru_cache(maxsize=20_000)
def _is_office(core: tuple[str, ...]) -> bool:
    """Whether words say what someone is: "Prime Minister", but not "Jane King"."""
    kinds = [name_words().get(word, ()) for word in core]
    if not core or "person_title" not in kinds[-1]:
        return not core
    return not any(kind.startswith("given") for found in kinds for kind in found)


@dataclass(slots=True)
class Names:
    """Names of one article by what later short forms may look like, in reading order."""

    persons: dict[str, list[tuple[int, str, Actor | None]]] = field(default_factory=dict)
    juniors: dict[str, list[tuple[int, str, Actor | None]]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    namesakes: dict[tuple[str, str], dict[tuple[str, ...], str]] = field(default_factory=dict)

    def learn(self, name: Name) -> None:
        """Keep a full name, so that a surname or an acronym alone can be told."""
        if len(name.words) == 1:
            return
        if name.type == "person":
            core = name.core
            if len(core) >= 2:
                full = name.actor.id if name.actor else self._person(core)
                bearers = self.persons if name.words[-1] == core[-1] else self.juniors
                for word in (core[-1], core[0]):
                    known = bearers.setdefault(word.casefold(), [])
                    insort(known, (name.first, full, name.actor), key=itemgetter(0))
        else:
            initials = "".join(w[0] for w in name.words if w[0].isupper())
            owner = name.actor.id if name.actor else self._spell(name.words)
            if len(initials) >= 2:
                self.bodies.setdefault(initials, owner)

    def resolve(self, name: Name) -> None:
        """Give a name its id."""
        if name.actor is None or name.single:
            if name.type == "person":
                self._resolve_person(name)
            elif name.actor is None:
                words = name.words
                plain = words[0].replace(".", "") if len(words) == 1 else ""
                name.id = self.bodies.get(plain) or self._spell(words)
        if name.actor is not None:
            name.id = name.actor.id

    def _resolve_person(self, name: Name) -> None:
        core = name.core
        if len(core) == 1 and (name.actor is None or name.single):
            found = self._bearer(core[0], name)
            if found is not None:
                name.id, name.actor = found
                return
        if name.actor is None:
            name.id = (
                self._person(self._bare(core)) if len(core) > 1 else self._spell(core or name.words)
            )
            name.form = "role" if _is_office(core) else "name"

    def _bearer(self, word: str, name: Name) -> tuple[str, Actor | None] | None:
        """The known actor of that name if named in full, else whom the article first named so.

        Who comes later under the same surname is told apart by the full name. Someone called Jr.
        only where the word alone is no known actor's.
        """
        bearers = self.persons.get(word.casefold())
        if not bearers and name.actor is None:
            bearers = self.juniors.get(word.casefold())
        if not bearers:
            return None
        meant = [one for one in bearers if name.actor is not None and one[2] is name.actor]
        _, full, actor = (meant or bearers)[0]
        return full, actor

    def _person(self, core: tuple[str, ...]) -> str:
        """The id of a full name: that of the one met before with no other middle name."""
        folded = tuple([word.casefold() for word in core])
        known = self.namesakes.setdefault((folded[0], folded[-1]), {})
        if folded not in known:
            same = {one for other, one in known.items() if _may_be(folded[1:-1], other[1:-1])}
            known[folded] = same.pop() if len(same) == 1 else self._spell(core)
        return known[folded]

    def _bare(self, core: tuple[str, ...]) -> tuple[str, ...]:
        """A full name without what it is called by: "Scientologist Tom Cruise" is Tom Cruise."""
        for first in range(1, len(core) - 1):
            kinds = name_words().get(core[first - 1], ())
            if any(kind.startswith("given") for kind in kinds):
                break
            folded = tuple([word.casefold() for word in core[first:]])
            if folded in self.namesakes.get((folded[0], folded[-1]), {}):
                return core[first:]
        return core

    def _spell(self, words: Sequence[str]) -> str:
        """One spelling for a name in capitals and not, and with or without its article."""
        text = _joined(tuple(words))
        return self.spelled.setdefault(text.casefold(), text)


def _may_be(middle: Sequence[str], other: Sequence[str]) -> bool:
    """Whether middle names may be one person's: none at all, the same, or initials of the same."""
    if len(middle) != len(other):
        return not middle or not other
    return all(
        a == b or (a[0] == b[0] and min(len(a.rstrip(".")), len(b.rstrip("."))) == 1)
        for a, b in zip(middle, other, strict=True)
    )


@lru_cache(maxsize=20_000)
def _joined(words: tuple[str, ...]) -> str:
    chosen = words[1:] if len(words) > 1 and words[0].lower() == "the" else words
    return " ".join(chosen).replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s")
