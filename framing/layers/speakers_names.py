"""Names of persons in an article: their variants, their usual gender, where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from framing.layers.quotes_page import Page
from framing.layers.speakers_actors import named_actor
from framing.lexicons import load_lexicon

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
class Name:
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

    names: list[Name]
    fulls: dict[str, Counter[str]] = field(default_factory=dict)
    genders: dict[str, Counter[Gender]] = field(default_factory=dict)
    settled: dict[tuple[tuple[str, ...], Gender], str] = field(default_factory=dict)
    firsts: list[int] = field(default_factory=list)
    titled: dict[str, str] = field(default_factory=dict)
    """By last word, the first name that bears a title, with its title."""

    def within(self, first: int, stop: int) -> list[Name]:
        """Names that begin in some rows."""
        return self.names[bisect_left(self.firsts, first) : bisect_left(self.firsts, stop)]

    def last_before(self, row: int) -> Name | None:
        """The last name that ends before a row."""
        last = bisect_left(self.firsts, row) - 1
        while last >= 0 and self.names[last].stop > row:
            last -= 1
        return self.names[last] if last >= 0 else None

    def canonical(self, name: Name) -> str:
        """Given name and last name where the article tells both; else the name as it stands."""
        key = (name.words, name.gender)
        known = self.settled.get(key)
        if known is None:
            known = self.settled[key] = self._canonical(name)
        return known

    def _canonical(self, name: Name) -> str:
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


def _make_name(page: Page, text: str, first: int, stop: int) -> Name | None:
    joined = first > 0 and page.paragraph[first - 1] == page.paragraph[first]
    before = page.words[first - 1] if joined else ""
    run = text[page.start[first] : page.stop[stop - 1]]
    read = _read_name(run, before)
    return Name(first, stop, *read, run) if read else None


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
