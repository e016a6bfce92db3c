"""The actors that the lists know, and where their names stand in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from framing.language import PENN_TAGS, split_words
from framing.lists.load import Lexicon, Term
from framing.lists.match import Finder, Matches, Window
from framing.lists.office_holders import holder_rows, office_holders, plain_letters, plain_title
from framing.lists.word_lists import WordLists, per_lists
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Column, folded_ids

_FORMS = {
    "names": "name",
    "short": "name",
    "demonyms": "demonym",
    "metonyms": "metonym",
    "capitals": "metonym",
}
_MOST_SPELLINGS = 50_000  # kept; bounds memory
_OPEN, _NONE = -1, -2
_ARTICLES = frozenset(["al", "el"])
_BODIES = frozenset(["organisation", "armed_group", "media"])


@dataclass(frozen=True, slots=True)
class Office:
    """An office and the days on which it began and ended."""

    title: str
    start: date
    end: date
    side: str | None = None
    high: bool = False

    def runs(self, day: date | None) -> bool:
        """Whether the office is held on a day; one that is not known counts as held."""
        return day is None or self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organisation, armed group or place that the actor lists know.

    `side` is the state or party it stands for, a person's that of the office held, and that of
    none outside the `offices`; `family` is the word that the press calls a person by. `country` is
    where it is at home, `code` that country or, for bodies of no one country, what CAMEO and PLOVER
    write instead (IGO, NGO, IMG).
    """

    id: str
    name: str
    type: str
    side: str | None
    country: str | None = None
    offices: tuple[Office, ...] = ()
    code: str | None = None
    family: str = ""

    def side_at(self, day: date | None) -> str | None:
        """Side on a day; a day that is not known counts as one in office."""
        if day is None or not self.offices:
            return self.side
        sides = [office.side for office in self.offices if office.runs(day)]
        return self.side if self.side in sides else next(filter(None, sides), None)

    @property
    def kind(self) -> str:
        """The type as the tagger of names tells them apart."""
        return "organisation" if self.type in _BODIES else self.type


@per_lists
def known_actors(lists: WordLists) -> Mapping[str, Actor]:
    """All actors of the lists by id."""
    return {str(row["id"]): _actor(row) for row in actor_rows(lists)}


def is_actor(key: str, lists: WordLists) -> bool:
    """Whether an id is that of an actor; most are told without a look at who held office."""
    rows = (*lists.rows("actors", "actor"), *lists.rows("countries", "actor"))
    return any(row["id"] == key for row in rows) or key in known_actors(lists)


@per_lists
def actor_rows(lists: WordLists) -> Sequence[Mapping[str, Any]]:
    """Rows of `actors.toml` and `countries.toml`, and of everybody in `office_holders.toml`."""
    rows = [*lists.rows("actors", "actor"), *lists.rows("countries", "actor")]
    return holder_rows(office_holders(lists), rows)


def _actor(row: Mapping[str, Any]) -> Actor:
    kind = str(row.get("type", "state"))
    side = row.get("side", row["id"] if kind == "state" else None)
    offices = tuple(
        Office(
            str(role.get("title", "")),
            role.get("from", date.min),
            role.get("until", date.max),
            role.get("side", side) or None,
            bool(role.get("high")),
        )
        for role in row.get("roles", ())
    )
    country = row.get("country", row["id"] if kind == "state" else None)
    return Actor(
        id=str(row["id"]),
        name=str(row["name"]),
        type=kind,
        side=str(side) if side else None,
        country=str(country) if country else None,
        offices=offices,
        code=str(row.get("code") or country or side or "") or None,
        family=str(row.get("family", "")),
    )


def parse_day(published: str | None) -> date | None:
    """The day an ISO date begins with."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


class _Beside(Window):
    """A window that also gives the word at a row, to be looked up in a set."""

    def words_at(self, row: int, inside: int) -> tuple[str, ...]:
        """Form and lemma at a row of the same sentence, in lower case; nothing beyond its end."""
        sentences = self._sentences
        if not 0 <= row < len(sentences) or sentences[row] != sentences[inside]:
            return ()
        return self._strings[self._folded[row]], self._strings[self._tokens.lemma_id[row]]


class AliasFinder(Finder):
    """A finder that remembers which terms a spelling fits, so that case is looked at once."""

    def find(self, tokens: Tokens) -> Matches:
        """All aliases in the tokens, the longest first at each place."""
        window = _Beside(tokens, self._tags)
        strings, types = tokens.vocabulary.strings, tokens.type_id
        found: list[tuple[int, int, int]] = []
        free = 0
        for row, length, node, sure in self._candidates(tokens):
            if row < free:
                continue
            if sure >= 0:
                found.append((row, row, sure))
                free = row + 1
                continue
            words = tuple(strings[k] for k in types[row : row + length].tolist())
            for number, plain in self._fitting(node, words):
                if plain or self._may_stand(window, number, row, row + length - 1):
                    found.append((row, row + length - 1, number))
                    free = row + length
                    break
        columns = np.array(found, np.int32).reshape(-1, 3)
        return Matches(columns[:, 0], columns[:, 1], columns[:, 2])

    def _candidates(self, tokens: Tokens) -> Iterator[tuple[int, int, int, int]]:
        """Row, length, node and, where the word alone decides, its term (else -1).

        Words alone that fit no term in their spelling are left out: by far the most.
        """
        hits = self._trie.walk(tokens)
        rows, lengths, nodes = hits.row, hits.length, hits.node
        strings, width = tokens.vocabulary.strings, len(self._trie.ends)
        keys, place = np.unique(
            tokens.type_id[rows].astype(np.int64) * width + nodes, return_inverse=True
        )
        pairs = zip((keys // width).tolist(), (keys % width).tolist(), strict=True)
        decided = np.array([self._alone(node, strings[k]) for k, node in pairs], np.int64)
        number, wary = decided.reshape(-1, 2)[place].T
        sure = np.where(lengths == 1, number, _OPEN)
        sure[(wary > 0) & (sure >= 0) & self._beside_shunned(tokens, rows)] = _OPEN
        kept = sure != _NONE
        columns = (column[kept].tolist() for column in (rows, lengths, nodes, sure))
        return zip(*columns, strict=True)

    def _alone(self, node: int, word: str) -> tuple[int, bool]:
        """The term that a word is, and whether a neighbour may forbid it."""
        fitting = self._fitting(node, (word,))
        if not fitting:
            return _NONE, False
        number, plain = fitting[0]
        return (_OPEN if not plain and self._shunned[number] is None else number), not plain

    def _beside_shunned(self, tokens: Tokens, rows: IntArray) -> BoolArray:
        """Rows with a neighbour that some term or other shuns."""
        column = tokens.vocabulary.column(("shunned", self), self._all_shunned)
        folded = folded_ids(tokens.vocabulary)
        beside = np.zeros(len(rows), bool)
        for step in (-1, 1):
            at = np.clip(rows + step, 0, max(len(tokens) - 1, 0))
            beside |= column[folded[tokens.type_id[at]]] | column[tokens.lemma_id[at]]
        return beside

    def _fitting(self, node: int, words: tuple[str, ...]) -> tuple[tuple[int, bool], ...]:
        """Terms in this very spelling, and whether nothing else must be looked at."""
        found = self._memory.get((node, words))
        if found is None:
            plain = tuple(word.replace("’", "'") for word in words)
            terms = [(number, self.lexicon.terms[number]) for number in self._trie.ends[node]]
            found = tuple(
                (number, not term.looks_around)
                for number, term in terms
                if tuple(word.replace("’", "'") for word in term.words) == plain
            )
            if len(self._memory) < _MOST_SPELLINGS:
                self._memory[node, words] = found
        return found

    def _may_stand(self, window: _Beside, number: int, first: int, last: int) -> bool:
        """Whether the context is as it must be; most terms only shun words right beside them."""
        shunned = self._shunned[number]
        if shunned is None:
            return window.holds(self._caseless[number], first, last)
        before, after = shunned
        return not (
            (after and not after.isdisjoint(window.words_at(last + 1, first)))
            or (before and not before.isdisjoint(window.words_at(first - 1, first)))
        )

    def _all_shunned(self, strings: Sequence[str]) -> Column:
        words = {word for pair in self._shunned for side in pair or () for word in side}
        return np.array([string in words for string in strings])

    @cached_property
    def _shunned(self) -> list[tuple[frozenset[str], frozenset[str]] | None]:
        """Words that must not stand before and after, for terms that ask for nothing else."""
        return [
            (frozenset(term.not_prev), frozenset(term.not_next))
            if not (term.tags or term.next or term.prev or term.needs_any or term.not_with)
            and not any(word[0] == "<" for word in (*term.not_prev, *term.not_next))
            else None
            for term in self.lexicon.terms
        ]

    @cached_property
    def _caseless(self) -> list[Term]:
        """Terms of which only the context is left to look at, if they have one."""
        terms = self.lexicon.terms
        return [replace(term, case=False) if term.looks_around else term for term in terms]

    @cached_property
    def _memory(self) -> dict[tuple[int, tuple[str, ...]], tuple[tuple[int, bool], ...]]:
        return {}


@per_lists
def alias_finder(lists: WordLists) -> Finder:
    """Finds all aliases; a term's `extra` holds the actor's id and whether the alias is short."""
    terms: dict[tuple[object, ...], Term] = {}
    for row in actor_rows(lists):
        for key, form in _FORMS.items():
            if row.get("held") and key == "names":
                continue
            for alias in row.get(key, []):
                for term in _alias_terms(alias, str(row["id"]), form, key == "short"):
                    terms.setdefault((term.words, term.not_next, term.not_prev), term)
        for term in _possessive_terms(row):
            terms.setdefault((term.words, term.not_next, term.not_prev), term)
    return AliasFinder(Lexicon("actors", "", tuple(terms.values())), PENN_TAGS, split_words)


def _alias_terms(
    alias: str | Mapping[str, Any], actor: str, form: str, short: bool
) -> Iterator[Term]:
    row = {"text": alias} if isinstance(alias, str) else alias
    text = row["text"]
    # Headlines in capitals name actors too, but a short name in capitals may be another word.
    spellings = [text] if len(text) < 4 else [text, text.upper()]
    for spelling in dict.fromkeys(spellings):
        yield Term(
            words=tuple(spelling.split()),
            category=form,
            case=True,
            next=tuple(row.get("next", ())),
            not_next=tuple(row.get("not_next", ())),
            prev=tuple(row.get("prev", ())),
            not_prev=tuple(row.get("not_prev", ())),
            needs_any=tuple(row.get("needs_any", ())),
            not_with=tuple(row.get("not_with", ())),
            extra={"actor": actor, "short": short},
        )


def _possessive_terms(row: Mapping[str, Any]) -> Iterator[Term]:
    """ "Syrias army": names of states where a database has lost the apostrophes."""
    if row.get("type", "state") != "state":
        return
    for text in row.get("names", ()):
        if isinstance(text, str) and text.isalpha() and len(text) > 3 and text[-1] != "s":
            extra = {"actor": str(row["id"]), "short": False}
            yield Term(words=(f"{text}s",), category="name", case=True, extra=extra)


Held = tuple[Office, Actor]


@per_lists
def _holders(lists: WordLists) -> dict[tuple[str, str], list[Held]]:
    held: dict[tuple[str, str], list[Held]] = {}
    for actor in known_actors(lists).values():
        for office in actor.offices:
            if office.side:
                held.setdefault((office.side, plain_title(office.title)), []).append(
                    (office, actor)
                )
    return held


@per_lists
def _like(lists: WordLists) -> dict[str, frozenset[str]]:
    """Titles that some role noun can stand for together: foreign minister, secretary of state."""
    like: dict[str, set[str]] = {}
    for term in lists.lexicon("role_nouns").terms:
        titles = {plain_title(title) for title in term.extra.get("titles", ())}
        for title in titles:
            like.setdefault(title, set()).update(titles)
    return {title: frozenset(found) for title, found in like.items()}


def find_holder(
    side: str, titles: Sequence[str], day: date | None, named: Collection[str], lists: WordLists
) -> Actor | None:
    """The one holder of an office of a side on a day; without a day, one the article names."""
    found = {
        actor.id: actor
        for title in titles
        for office, actor in _holders(lists).get((side, plain_title(title)), ())
        if (office.start <= day <= office.end if day else actor.id in named)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def titles_at(actor: Actor, day: date | None) -> frozenset[str]:
    """Titles of the offices a person holds, plain."""
    return frozenset(plain_title(office.title) for office in actor.offices if office.runs(day))


def counterpart_of(
    actor: Actor, side: str, day: date | None, named: Collection[str], lists: WordLists
) -> Actor | None:
    """Who holds the same kind of office on another side."""
    own = titles_at(actor, day)
    alike = {other for title in own for other in _like(lists).get(title, {title})}
    return find_holder(side, sorted(alike | own), day, named, lists)


@per_lists
def _families(lists: WordLists) -> dict[str, list[Actor]]:
    """Holders of offices by the word that the press calls them by, without case and diacritics."""
    found: dict[str, list[Actor]] = {}
    for actor in known_actors(lists).values():
        if actor.type == "person" and actor.offices and actor.family:
            for key in {_family_key(actor.family), _family_key(actor.family.partition("-")[2])}:
                found.setdefault(key, []).append(actor)
    found.pop("", None)
    return found


def _family_key(word: str) -> str:
    return plain_letters(word).casefold()


def holder_by_surname(
    surname: str, title: str | None, sides: Collection[str], day: date | None, lists: WordLists
) -> Actor | None:
    """The one holder whom a surname means on a day, behind a title or alone.

    With a title ("Foreign Minister Roe") the office must have its last word, and be of one of the
    `sides` if any are given. Alone, the office must be a high one of one of the `sides`, which are
    those that the article names, and the day must be known.
    """
    if title is None and day is None:
        return None
    head = plain_title(title).split()[-1] if title else ""
    fitting = {}
    for actor in _families(lists).get(_family_key(surname), ()):
        for office in actor.offices:
            plain = plain_title(office.title)
            fits = head in plain.split() if title else office.high
            if fits and office.runs(day) and (office.side in sides or (title and not sides)):
                fitting[actor.id] = actor
    return next(iter(fitting.values())) if len(fitting) == 1 else None


@per_lists
def _by_full_name(lists: WordLists) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in actor_rows(lists):
        if row.get("type") == "person":
            for name in row.get("names", ()):
                text = str(name if isinstance(name, str) else name["text"])
                if " " in text:
                    found.setdefault(_name_key(text.split()), set()).add(str(row["id"]))
    return found


def _name_key(words: Iterable[str]) -> str:
    """A full name without initials, Arabic articles, case, hyphens and diacritics."""
    parts = _family_key(" ".join(words)).replace("-", " ").split()
    return " ".join(part for part in parts if len(part.rstrip(".")) > 1 and part not in _ARTICLES)


@lru_cache(maxsize=20_000)
def known_by_full_name(words: tuple[str, ...], lists: WordLists) -> Actor | None:
    """The known person of that full name, initials aside."""
    ids = _by_full_name(lists).get(_name_key(word for word in words if word != "-"), set())
    return known_actors(lists)[next(iter(ids))] if len(ids) == 1 else None
