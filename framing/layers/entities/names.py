"""Who bears a name: known actors by alias, all others under an id of their own."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from framing.layers.entities.tagger import is_common_word
from framing.lists.actors import Actor, holder_by_surname, known_by_full_name
from framing.lists.name_words import kinds_of, name_words
from framing.lists.word_lists import WordLists, per_lists

GENDERS = ("male", "female")
_MALE, _FEMALE = GENDERS
TYPES = ("person", "organisation", "place")
_HYPHENS = frozenset({"-", "–"})


@per_lists
def _genders(lists: WordLists) -> Mapping[str, str]:
    found = {}
    for word, kinds in name_words(lists).items():
        male = "given_male" in kinds or "title_male" in kinds
        female = "given_female" in kinds or "title_female" in kinds
        if male != female:
            found[word] = _MALE if male else _FEMALE
    return found


@lru_cache(maxsize=20_000)
def gender_of(words: tuple[str, ...], lists: WordLists) -> str | None:
    """Gender by the first word that shows it: a title or a given name."""
    genders = _genders(lists)
    for word in words[:-1] or words:
        found = genders.get(word)
        if found:
            return found
    return None


@per_lists
def pronoun_genders(lists: WordLists) -> Mapping[str, str]:
    """Gender of each pronoun that can stand for a person, in lower case."""
    kinds = {"pronoun_male": _MALE, "pronoun_female": _FEMALE}
    return {
        word: kinds[kind]
        for word, found in name_words(lists).items()
        for kind in found
        if kind in kinds
    }


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article by row, looked up only where a name stands."""

    strings: Sequence[str]
    types: Sequence[int]
    """Number of each row's word type: a list, since it is looked at row by row."""
    tags: NDArray[np.uint8]
    lists: WordLists

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
    several: bool = False
    """Whether it names a family, a team or a people: "the Roes"."""

    def core(self, lists: WordLists) -> tuple[str, ...]:
        """The words without titles before and suffixes after."""
        return core_of(tuple(self.words), lists)

    def title(self, lists: WordLists) -> list[str]:
        """The words that stand before the name itself."""
        return self.words[: core_range(tuple(self.words), lists)[0]]


def core_of(words: tuple[str, ...], lists: WordLists) -> tuple[str, ...]:
    """The words of a person's name without what stands before and suffixes after.

    >>> from framing.lists.word_lists import word_lists
    >>> core_of(("President", "John", "F.", "Kennedy", "Jr."), word_lists())
    ('John', 'F.', 'Kennedy')
    >>> core_of(("Idaho", "Attorney", "General", "Jane", "Roe"), word_lists())
    ('Jane', 'Roe')
    """
    first, last = core_range(words, lists)
    return words[first:last]


@lru_cache(maxsize=20_000)
def core_range(words: tuple[str, ...], lists: WordLists) -> tuple[int, int]:
    """Where the name itself begins and ends among the words."""
    kinds = name_words(lists)
    last = len(words)
    while last > 1 and "person_suffix" in kinds.get(words[last - 1], ()):
        last -= 1
    first = 0
    for at in range(last - 1):
        if _is_title(words[at], lists):
            first = at + 1
        elif is_given(words[at], lists) and at + 1 < last and not _is_title(words[at + 1], lists):
            break
    if words[first : first + 2] == ("of", "State") and first + 2 < last - 1:
        first += 2  # "Secretary of State Jane Roe", of a province
    begins = first < last - 2 and not is_given(words[first], lists)
    if begins and (is_no_surname(words[first], lists) or is_common_word(words[first])):
        # "State Rex Tillerson", cut from "Secretary of State": the name begins inside
        given = [at for at in range(first + 1, last - 1) if is_given(words[at], lists)]
        first = given[0] if given else first
    return first, last


def _is_title(word: str, lists: WordLists) -> bool:
    listed = "person_title" in name_words(lists).get(word.capitalize(), ())
    return listed or not kinds_of(word, lists).isdisjoint(("title", "role"))


def is_given(word: str, lists: WordLists) -> bool:
    """Whether the lists know a word as a given name."""
    return any(kind.startswith("given") for kind in name_words(lists).get(word, ()))


def is_no_surname(word: str, lists: WordLists) -> bool:
    """Words of bodies, places and things: they begin no person's name."""
    marks = ("body_word", "place_word", "province", "state_body", "thing_word", "no_name")
    return not set(marks).isdisjoint(name_words(lists).get(word, ()))


@lru_cache(maxsize=20_000)
def short_form(words: tuple[str, ...], lists: WordLists) -> tuple[str, ...]:
    """A full name without middle initials, and without a middle name behind a usual given name.

    >>> from framing.lists.word_lists import word_lists
    >>> short_form(("Patrick", "J.", "Roe"), word_lists())
    ('Patrick', 'Roe')
    """
    if len(words) < 3:
        return words
    inner = tuple(word for word in words[1:-1] if len(word.rstrip(".")) > 1 or word in _HYPHENS)
    if len(words) == 3 and is_given(words[0], lists) and inner and is_given(inner[0], lists):
        inner = ()
    return (words[0], *inner, words[-1])


@lru_cache(maxsize=20_000)
def _is_office(words: tuple[str, ...], lists: WordLists) -> bool:
    """Whether words say what someone is: "Prime Minister", but not "Jane King"."""
    kinds = [name_words(lists).get(word, ()) for word in words]
    if any(kind.startswith("given") for found in kinds for kind in found):
        return False
    end = words.index("of") if "of" in words[1:] else len(words)
    return "person_title" in kinds[end - 1]


Bearer = tuple[int, str, Actor | None]
"""Where somebody is named in full, and who that is."""


@dataclass(slots=True)
class Names:
    """Names of one article by what later short forms may look like, in reading order."""

    lists: WordLists
    day: date | None = None
    sides: frozenset[str] = frozenset()
    """Sides that the article names."""
    persons: dict[str, list[Bearer]] = field(default_factory=dict)
    juniors: dict[str, list[Bearer]] = field(default_factory=dict)
    bodies: dict[str, dict[str, Actor | None]] = field(default_factory=dict)
    """Bodies by initials and by last word: "CDC", "the Post"."""
    spelled: dict[str, str] = field(default_factory=dict)
    namesakes: dict[tuple[str, str], dict[tuple[str, ...], str]] = field(default_factory=dict)

    def learn(self, name: Name) -> None:
        """Keep a full name, so that a surname or an acronym alone can be told."""
        if len(name.words) == 1:
            return
        if name.type == "person":
            core = name.core(self.lists)
            if len(core) >= 2:
                known_core, actor = _known_person(core, self.lists)
                if name.actor is None or actor is name.actor:
                    core, name.actor = known_core, actor
                full = name.actor.id if name.actor else self._person(core)
                bearers = self.persons if name.words[-1] == core[-1] else self.juniors
                for word in {core[-1], core[0], _hyphened(core)}:
                    known = bearers.setdefault(word.casefold(), [])
                    insort(known, (name.first, full, name.actor), key=itemgetter(0))
            elif name.actor is not None:  # "Pope Francis"
                known = self.persons.setdefault(core[0].casefold(), [])
                insort(known, (name.first, name.actor.id, name.actor), key=itemgetter(0))
        else:
            self._learn_body(name)

    def _learn_body(self, name: Name) -> None:
        owner = (name.actor.id if name.actor else self._spell(name.words)), name.actor
        initials = "".join(word[0] for word in name.words if word[0].isupper())
        parts = {word for word in name.words if "body_word" in name_words(self.lists).get(word, ())}
        main = name.words[: name.words.index("and")] if "and" in name.words else []
        begin = "".join(word[0] for word in main if word[0].isupper())
        begin = begin if len(begin) > 2 else ""  # "CDC"
        tail = " ".join(name.words[1:]) if len(name.words) > 2 else ""  # "the Foreign Ministry"
        for short in {initials, initials.removeprefix("US"), begin, name.words[-1], tail, *parts}:
            if len(short) >= 2 and name.type == "organisation":
                self.bodies.setdefault(short, {})[owner[0]] = owner[1]

    def resolve(self, name: Name, before: Sequence[str] = (), near: Collection[str] = ()) -> None:
        """Give a name its id; `before` are the words before it, `near` the sides named there."""
        if name.actor is None or name.single:
            if name.type == "person":
                self._resolve_person(name, before, near)
            elif name.actor is None:
                self._resolve_body(name)
        elif name.actor.kind == "organisation" and len(name.words) == 1 and name.words[0].isupper():
            self._resolve_initials(name)
        if name.actor is not None:
            name.id = name.actor.id

    def _resolve_initials(self, name: Name) -> None:
        """ "IPCC" is the body that the article names in full, not the known one it never names."""
        owners = self.bodies.get(name.words[0], {})
        own = [full for full, actor in owners.items() if actor is None]
        if len(owners) == len(own) == 1:
            initials = "".join(word[0] for word in own[0].split() if word[0].isupper())
            if initials.startswith(name.words[0]):
                name.id, name.actor, name.side = own[0], None, None

    def _resolve_body(self, name: Name) -> None:
        """A body or place; a short form is the one body of the article that it can stand for."""
        words = name.words
        plain = words[0].replace(".", "") if len(words) == 1 else " ".join(words)
        owners = self.bodies.get(plain, {}) if name.type == "organisation" else {}
        name.id = self._spell(words)
        if len(owners) == 1:
            ((name.id, name.actor),) = owners.items()

    def _resolve_person(self, name: Name, before: Sequence[str], near: Collection[str]) -> None:
        core = name.core(self.lists)
        if _is_one_word(core):
            found = self._bearer("".join(core), name)
            if found is not None:
                name.id, name.actor = found
                return
        if len(core) == 1 and (name.actor is None or name.single):
            found = self._bearer(core[0], name)
            if found is not None:
                name.id, name.actor = found
                return
        if name.actor is not None and not self._is_another(name, name.actor):
            return
        words = tuple(name.words)
        if name.actor is not None:
            name.id, name.actor = self._spell(core), None
        elif _is_office(words, self.lists):
            name.id, name.form = self._spell(words), "role"
        elif (found := self._by_long_surname(core)) is not None:
            name.id, name.actor = found
        elif len(core) > 1 and not _is_one_word(core):
            name.id = self._person(self._bare(core))
        else:
            name.actor = self._holder("".join(core), [*before, *name.title(self.lists)], near)
            name.id = self._spell(core)

    def _is_another(self, name: Name, actor: Actor) -> bool:
        """Whether a title says that a surname is not the known actor's: "Mrs." before a man's."""
        said = gender_of(tuple(name.title(self.lists)), self.lists)
        known = gender_of(tuple(actor.name.split()), self.lists)
        return said is not None and known is not None and said != known

    def _by_long_surname(self, core: tuple[str, ...]) -> tuple[str, Actor | None] | None:
        """Whom a surname of two words means: "Roe Doe" is "Jane Roe Doe"."""
        if len(core) < 2 or is_given(core[0], self.lists):
            return None
        plain = [word.casefold() for word in core if word not in _HYPHENS]
        for _, full, actor in self.persons.get(core[-1].casefold(), ()):
            whole = actor.name if actor is not None else full
            words = whole.casefold().replace("-", " ").split()
            if len(words) > len(plain) and words[-len(plain) :] == plain:
                return full, actor
        return None

    def _holder(self, surname: str, before: Sequence[str], near: Collection[str]) -> Actor | None:
        """Who in office is called by a surname that the article never gives in full."""
        title = before[-1] if before and _is_title(before[-1], self.lists) else None
        if title and kinds_of(title, self.lists).isdisjoint(("male_title", "female_title")):
            return holder_by_surname(surname, title, near, self.day, self.lists)
        return holder_by_surname(surname, None, self.sides, self.day, self.lists)

    def _bearer(self, word: str, name: Name) -> tuple[str, Actor | None] | None:
        """The known actor of that name if named in full, else whom the article first named so.

        Who comes later under the same surname is told apart by the full name, or by the title:
        "Mr. Roe" is no woman. Until the one whom the press calls so is named in full, it is
        another known actor who was. Someone called Jr. only where the word alone is no known
        actor's.
        """
        bearers = self.persons.get(word.casefold())
        if not bearers and name.actor is None:
            bearers = self.juniors.get(word.casefold())
        if not bearers:
            return None
        said = gender_of(tuple(name.words), self.lists) if name.words[0] != word else None
        if said:
            bearers = [one for one in bearers if self._gender(one) in (said, None)]
        if not bearers:
            return None  # "Mrs. Roe" is not John Roe
        meant = [one for one in bearers if name.actor is not None and one[2] is name.actor]
        first = next((one for one in bearers if _has_surname(one[2], word)), None)
        if meant and first is not None and first[0] < name.first < meant[0][0]:
            return first[1], first[2]
        _, full, actor = (meant or bearers)[0]
        return full, actor

    def _gender(self, bearer: Bearer) -> str | None:
        _, full, actor = bearer
        whole = actor.name if actor is not None else full
        return gender_of(tuple(whole.split()), self.lists)

    def _person(self, core: tuple[str, ...]) -> str:
        """The id of a full name: that of the one met before with no other middle name."""
        folded = tuple([word.casefold() for word in core])
        known = self.namesakes.setdefault((folded[0], folded[-1]), {})
        if folded not in known:
            same = {one for other, one in known.items() if _may_be(folded[1:-1], other[1:-1])}
            new = self._spell(core if known else short_form(core, self.lists))
            known[folded] = same.pop() if len(same) == 1 else new
        return known[folded]

    def _bare(self, core: tuple[str, ...]) -> tuple[str, ...]:
        """A full name without what it is called by: "Scientologist Tom Cruise" is Tom Cruise."""
        for first in range(1, len(core) - 1):
            if is_given(core[first - 1], self.lists):
                break
            folded = tuple([word.casefold() for word in core[first:]])
            if folded in self.namesakes.get((folded[0], folded[-1]), {}):
                return core[first:]
        return core

    def _spell(self, words: Sequence[str]) -> str:
        """One spelling for a name in capitals and not, and with or without its article."""
        text = _joined(tuple(words))
        return self.spelled.setdefault(text.casefold(), text)


def _has_surname(actor: Actor | None, word: str) -> bool:
    """Whether a known actor is called by a surname, and not only has it as a given name."""
    return actor is not None and (actor.family or actor.name.split()[-1]) == word


def _known_person(core: tuple[str, ...], lists: WordLists) -> tuple[tuple[str, ...], Actor | None]:
    """The known person of a full name, and the name without what was taken for its end.

    "Jane Roes" has lost an apostrophe, "Jane Roe Zeroes In" is a headline.
    """
    if core[-1].endswith("s"):
        plain = (*core[:-1], core[-1][:-1])
        known = known_by_full_name(core, lists) or known_by_full_name(plain, lists)
        if known is not None:
            return core, known
    for size in range(len(core), 1, -1):
        known = known_by_full_name(core[:size], lists)
        if known is not None and not goes_on_as_name(core[size:], lists):
            return core[:size], known
    return core, None


def goes_on_as_name(rest: Sequence[str], lists: WordLists) -> bool:
    """Whether what stands behind a known person's name makes it another's: "William Perry Roe"."""
    if len(rest) != 1 or not rest[0].isalpha() or is_no_surname(rest[0], lists):
        return False
    verb = (rest[0], rest[0].removesuffix("s"), rest[0].removesuffix("es"))  # "Jane Roe Zeroes"
    common = any(map(is_common_word, verb))
    return not common and "person_suffix" not in name_words(lists).get(rest[0], ())


def _hyphened(core: Sequence[str]) -> str:
    """The surname with what hyphens join to it: "Roe-Doe" of "Jane Roe - Doe"."""
    first = len(core) - 1
    while first > 1 and core[first - 1] in _HYPHENS:
        first -= 2
    return "".join(core[first:])


def _is_one_word(core: Sequence[str]) -> bool:
    """Whether hyphens hold all of a name together: "al-Roe"."""
    return len(core) > 2 and all(word in _HYPHENS for word in core[1::2])


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
