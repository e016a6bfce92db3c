"""What an article calls its persons: titles before a name, words behind a comma, and their side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from framing.layers.entities.legislators import HOME, PARTIES, label_behind
from framing.layers.entities.names import Name, core_range
from framing.layers.page import ArticleRows, Rows
from framing.lists.name_words import kinds_of, short_titles, word_groups
from framing.lists.word_lists import WordLists, per_lists

_BEHIND = 12
"""Words behind a name's comma, or before it, that may say who somebody is."""
_PARTS = ("NN", "JJ", "HYPH", "POS", "CD", "VBN")
_BEHIND_PARTS = (*_PARTS, "DT", "IN", "TO", "CC", "PRP$", "VBG")
_OF = frozenset({"of", "for", "at"})
_LINKS = _OF | {"to"}
_POSSESSIVE = frozenset({"'s", "’s"})
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Description:
    """Words that say who a person is: where, whom, the noun at their head, the words beside it."""

    row: int
    person: Name
    head: str
    words: frozenset[str]


@dataclass(slots=True)
class Descriptions:
    """All descriptions of an article by the noun at their head, in reading order."""

    by_head: dict[str, list[Description]] = field(default_factory=dict)
    of_person: dict[str, set[str]] = field(default_factory=dict)
    """By id all words that describe a person."""
    home: str | None = None
    """The state that the story is about: whose minister "the interior minister" is."""

    def add(self, page: ArticleRows, name: Name, names: Sequence[Name]) -> str | None:
        """Keep what a name is called where it stands; the side that this tells, if it does."""
        label = label_behind(page.words, name.last + 1, page.lists)
        side = HOME if label else None
        for party in label & PARTIES:
            self._keep(page, name, party, label)
        for rows in _places(page, name):
            head = _head(page, rows)
            if head < 0:
                continue
            noun, words = page.words[head], frozenset(page.words[rows[0] : rows[1]])
            self._keep(page, name, noun, words)
            if is_local(page.words[rows[0] : head + 1], page.lists):
                side = None
                continue
            if label and not is_official(noun, words, page.lists):
                side = None if any("unofficial" in kinds_of(w, page.lists) for w in words) else side
            if side is None and not any(
                "unofficial" in kinds_of(w, page.lists) for w in words - {noun}
            ):
                side = home_of(page.words[rows[0] : head + 1], names, page.lists)
            if side is None and is_official(noun, words, page.lists):
                side = side_of_rows(page, rows, head, names)
                side = side or _owners_side(page, rows, head, names)
                office = page.words[rows[0] : head + 1]
                side = side or (self.home if _acts_for_state(office, page.lists) else None)
        return side

    def _keep(self, page: ArticleRows, name: Name, noun: str, words: frozenset[str]) -> None:
        noun = short_titles(page.lists).get(noun, noun)
        self.by_head.setdefault(noun, []).append(Description(name.first, name, noun, words))
        self.of_person.setdefault(name.id, set()).update(words)


def _owners_side(page: ArticleRows, rows: Rows, head: int, names: Iterable[Name]) -> str | None:
    """The side of the person for whom somebody speaks: "Jane Roe, the minister's spokesman"."""
    if not page.words[head].startswith("spokes"):
        return None
    for name in names:
        owns = name.type == "person" and rows[0] <= name.first and name.last < head
        if owns and page.words[name.last + 1] in _POSSESSIVE:
            return name.side
    return None


def _acts_for_state(words: Sequence[str], lists: WordLists) -> bool:
    """Whether an office is one of ministries or forces, which no town and no firm has."""
    offices = word_groups(lists, "state_words")["office"]
    return not offices.isdisjoint(words) and "former" not in words


def is_local(words: Sequence[str], lists: WordLists) -> bool:
    """Whether words that end with an office are of a town or province: "mayor", "state senator"."""
    groups = word_groups(lists, "state_words")
    noun = words[-1].removesuffix("s")
    if noun in groups["local"]:
        return groups["central"].isdisjoint(words)
    return noun in groups["of_part"] and "state" in words[:-1]


def describe(page: ArticleRows, names: Sequence[Name], home: str | None = None) -> Descriptions:
    """Collects what persons are called, and gives officials whom no list knows their side.

    The side is that of the state or body in an official's description: "Russian Deputy Energy
    Minister Jane Roe", "Jane Roe, a spokeswoman for the Foreign Ministry in Paris".
    """
    found = Descriptions(home=home)
    told: dict[str, str] = {}
    for name in names:
        if name.type == "person" and name.form == "name":
            side = found.add(page, name, names)
            if side:
                told.setdefault(name.id, side)
    for name in names:
        dated = name.actor is not None and name.actor.offices  # the lists know better
        if name.side is None and name.type == "person" and name.id in told and not dated:
            name.side = told[name.id]
    return found


def _places(page: ArticleRows, name: Name) -> Iterator[Rows]:
    """Rows of the words that describe a name: before it, behind its comma, before its comma."""
    core = name.first + core_range(tuple(name.words), page.lists)[0]
    first = core
    while first and _describes(page, first - 1) and _joined(page, first - 1, core):
        first -= 1
    if first < core:
        yield first, core
    row, size = name.last + 1, len(page.words)
    if row + 1 < size and page.words[row] == "," and _joined(page, row + 1, name.last):
        stop = row + 1
        while stop < min(size, row + _BEHIND) and page.tags[stop].startswith(_BEHIND_PARTS):
            stop += 1
        # a list of persons goes on, a description ends
        if stop > row + 1 and stop < size and page.words[stop] in {",", ".", "who", "”", '"'}:
            yield row + 1, stop
    if name.first > 1 and page.words[name.first - 1] == ",":
        first = page.sentence_rows(name.first)[0]
        if first < name.first - 1 <= first + _BEHIND and _is_phrase(page, first, name.first - 1):
            yield first, name.first - 1


def _describes(page: ArticleRows, row: int) -> bool:
    """Whether a word before a name may be part of what the person is called."""
    if page.words[row] == "the" and row and page.words[row - 1] == "of":
        row -= 1  # "Vice President of the Roe Council Jane Doe"
    return page.tags[row].startswith(_PARTS) or (
        page.words[row] == "of" and row > 0 and "title" in kinds_of(page.words[row - 1], page.lists)
    )


def _joined(page: ArticleRows, row: int, other: int) -> bool:
    return page.sentence[row] == page.sentence[other] and page.quoted[row] == page.quoted[other]


def _is_phrase(page: ArticleRows, first: int, stop: int) -> bool:
    """Whether a sentence begins with one noun phrase: "The Russian envoy to Rome, Jane Roe"."""
    opens = page.tags[first].startswith(("DT", "NN", "JJ"))
    return opens and all(page.tags[row].startswith(_BEHIND_PARTS) for row in range(first, stop))


def _head(page: ArticleRows, rows: Rows) -> int:
    """Row of the noun that the words are about, -1 if there is none.

    Of "Pentagon spokesman Navy Capt." it is the spokesman: the last noun for an office, else the
    last noun.
    """
    nouns: list[int] = []
    for row in range(*rows):
        if nouns and page.tags[row] in {"IN", "TO"} and not _inside_name(page, row, rows[1]):
            break
        if page.tags[row].startswith("NN"):
            nouns.append(row)
    offices = [row for row in nouns if is_official(page.words[row], (), page.lists)]
    return (offices or nouns or [-1])[-1]


def _inside_name(page: ArticleRows, row: int, stop: int) -> bool:
    """Whether "of" is inside a name before a noun: "a University of Roe professor"."""
    if page.words[row] != "of" or not page.tags[row - 1].startswith("NNP"):
        return False
    at = row + 1
    while at < stop and page.tags[at].startswith("NNP"):
        at += 1
    return row + 1 < at < stop and page.tags[at] == "NN"


def side_of_rows(page: ArticleRows, rows: Rows, head: int, names: Iterable[Name]) -> str | None:
    """The side that words name before their head noun, or of which it is: a state's if one is."""
    sides = sides_in(page, rows, head, names)
    states = [name for name in sides if name.actor is not None and name.actor.type == "state"]
    chosen = (states or sides)[:1]
    return chosen[0].side if chosen else None


def sides_in(page: ArticleRows, rows: Rows, head: int, names: Iterable[Name]) -> list[Name]:
    """Names of states and bodies with a side that say whose the head noun is.

    "Washington's ambassador to Moscow": what stands behind "to", "in" or "on" does not, but for the
    capital in which a ministry sits: "a spokesman for the Foreign Ministry in Paris".
    """
    found, body = [], False
    for name in names:
        if name.type == "person" or not rows[0] <= name.first < rows[1]:
            continue
        at = name.first - 1
        while at > head and (page.words[at] in _ARTICLES or page.tags[at].startswith("JJ")):
            at -= 1
        if name.last < head:
            whose = name.last + 1 == head or not _based(page, name.last + 1)
            whose = whose and not (name.form == "metonym" and page.words[name.first - 1] == "in")
        else:
            whose = page.words[at] in _OF or (body and name.form == "metonym")
            inside = name.last + 1 < rows[1]
            whose = whose and not (inside and page.tags[name.last + 1].startswith("NN"))
            whose = whose and not (inside and _based(page, name.last + 1))
            # "the Iran deal" is no state's
        if whose and name.side is not None:
            found.append(name)
        body = name.type == "organisation" and name.side is None
    return found


def _based(page: ArticleRows, row: int) -> bool:
    """ "Britain-based", "U.S.-backed": where somebody is, or whose friend, not who."""
    return page.words[row] in {"-", "–"} and page.tags[row + 1].startswith(("VBN", "VBD", "JJ"))


@per_lists
def _official_nouns(lists: WordLists) -> frozenset[str]:
    """Nouns for those who speak or act for a state."""
    kinds, nouns = {"office", "member", "voice"}, set()
    for term in lists.lexicon("role_nouns").terms:
        if term.extra.get("kind") in kinds and term.extra.get("refers") != "person":
            ends = [at for at, word in enumerate(term.words) if word in _LINKS]
            nouns.add(term.words[(ends or [len(term.words)])[0] - 1])
    return frozenset(nouns)


@per_lists
def _bodies(lists: WordLists) -> frozenset[str]:
    terms = lists.lexicon("role_nouns").terms
    return frozenset(term.words[-1] for term in terms if term.extra.get("kind") == "body")


def is_body(noun: str, lists: WordLists) -> bool:
    """Whether a noun means a body of a state: "government", "army"."""
    return noun in _bodies(lists)


def is_official(noun: str, words: Iterable[str], lists: WordLists) -> bool:
    """Whether a noun means somebody in office, and no word beside it says otherwise."""
    nouns = _official_nouns(lists)
    known = noun in nouns or noun.removesuffix("s") in nouns
    return known and not any("unofficial" in kinds_of(word, lists) for word in words)


@per_lists
def _homes(lists: WordLists) -> dict[tuple[str, ...], str]:
    return {
        term.words: term.extra["home"]
        for term in lists.lexicon("role_nouns").terms
        if "home" in term.extra
    }


def home_of(words: Sequence[str], names: Iterable[Name], lists: WordLists) -> str | None:
    """The state of an office that exists there only, if the article names that state.

    `words` end with the office: "Republican senators", "a senior administration official".
    """
    homes = _homes(lists)
    for size in range(1, min(len(words), 3) + 1):
        end = tuple(words[-size:])
        home = homes.get(end) or homes.get((*end[:-1], end[-1].removesuffix("s")))
        if home is not None:
            return home if any(name.side == home for name in names) else None
    return None


@per_lists
def _bodies_of(lists: WordLists) -> dict[str, frozenset[str]]:
    terms = lists.lexicon("role_nouns").terms
    return {t.words[-1]: frozenset(t.extra["bodies"]) for t in terms if "bodies" in t.extra}


def home_by_bodies(noun: str, names: Iterable[Name], lists: WordLists) -> str | None:
    """The state whose courts, police or parliament an article names, if it is only one.

    Unmarked "prosecutors" in a story of the Justice Department are the United States'.
    """
    bodies = _bodies_of(lists)
    wanted = bodies.get(noun) or bodies.get(noun.removesuffix("s"), frozenset())
    sides = {name.side for name in names if name.actor is not None and name.actor.id in wanted}
    return sides.pop() if len(sides) == 1 else None


@per_lists
def _classes(lists: WordLists) -> dict[str, frozenset[str]]:
    """For nouns that take up a title ("the diplomat") the words that titles of theirs hold."""
    return {
        term.words[-1]: frozenset(term.extra["takes_up"])
        for term in lists.lexicon("role_nouns").terms
        if "takes_up" in term.extra
    }


def takes_up(noun: str, titles: Iterable[str], lists: WordLists) -> bool:
    """Whether a noun can mean somebody with one of the titles: "diplomat", an ambassador."""
    marks = _classes(lists).get(noun, frozenset())
    return any(mark in title for title in titles for mark in marks)
