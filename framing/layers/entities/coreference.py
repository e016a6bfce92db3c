"""Pronouns and role nouns that safely stand for someone named: "he", "both leaders"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from operator import attrgetter
from pathlib import Path

from framing.layers.entities.names import Name, Words, gender_of
from framing.lists.actors import Actor, counterpart_of, find_holder, titles_at
from framing.lists.load import Term
from framing.lists.name_words import name_words
from framing.lists.office_holders import plain_title

_REACH = 2
"""How many sentences back "the two countries" may point."""
_NEAR = 3
"""How many rows after a title the name may begin that says of what it is."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What must be known of an article's rows: words, sentences, agents, quotation marks, day."""

    words: Words
    sentence: Sequence[int]
    role: Sequence[int]
    in_quote: Sequence[bool]
    day: date | None
    folder: Path | None = None


@dataclass(slots=True)  # not frozen: one is made for every name
class _Seen:
    """A person or side met on the way."""

    id: str
    actor: Actor | None
    sentence: int
    agent: bool
    last: int
    words: Sequence[str] = ()
    side: str | None = None


@dataclass(slots=True)
class Walk:
    """Reads an article once, in order, and keeps who was met last."""

    scene: Scene
    persons: list[_Seen] = field(default_factory=list)
    sides: list[_Seen] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    people: dict[str, _Seen] = field(default_factory=dict)
    side_of: dict[str, str | None] = field(default_factory=dict)
    titles_of: dict[str, frozenset[str]] = field(default_factory=dict)
    edge: int = -1
    parties: bool = False

    def meet(self, name: Name, after: Name | None) -> bool:
        """A name, someone later words may point back to; `after` is the name that follows.

        False for the first half of a title: "Secretary" in "Secretary of State John Kerry".
        """
        scene, last = self.scene, name.last
        if name.form == "role" and name.actor is None:
            of = scene.words.between(last + 1, last + 1) == ["of"]
            near = after if of and after is not None and after.first <= last + _NEAR else None
            if near is not None and near.type == "person":
                return False
            self._title_alone(name, of, near)
        actor, side = name.actor, name.side
        if actor is not None:
            side = name.side = self._side(actor)
            self.parties = self.parties or actor.name.endswith(" Party")
        if last > self.edge:
            self.edge = last
        self.named.add(name.id)
        person = name.type == "person"
        if not person and side is None:
            return True
        agent = scene.role[last] == 1
        seen = _Seen(name.id, actor, scene.sentence[last], agent, last, name.words, side)
        if person:
            self.persons.append(seen)
            if len(name.words) > 1 or name.id not in self.people:
                self.people[name.id] = seen
            if name.id not in self.gender:
                self._tell_gender(name)
        if side is not None:
            self.sides.append(seen)
        return True

    def _side(self, actor: Actor) -> str | None:
        if actor.id not in self.side_of:
            self.side_of[actor.id] = actor.side_at(self.scene.day)
        return self.side_of[actor.id]

    def _tell_gender(self, name: Name) -> None:
        known = gender_of(tuple(name.words))
        if known is None and name.actor is not None:
            known = gender_of(tuple(name.actor.name.split()))
        if known:
            self.gender[name.id] = known

    def _title_alone(self, name: Name, of: bool, after: Name | None) -> None:
        """ "The President": who is called so in the article, if only one is.

        After a name and a comma, "Chairman of the Council" tells more of the same person; else it
        is the holder of the office on the day, or an id of its own with what the title is of.
        """
        title = " ".join(name.words)
        if self.scene.words.between(name.last + 1, name.last + 1) == ["-"]:
            return  # "the President-elect"
        if not of:
            person = self._holder(name.first, [title])
        else:
            person = self._before_comma(name.first)
            if person is None and after is not None:
                person = self._of_state(name, title, after)
        if person is not None:
            name.id, name.actor, name.side = person.id, person.actor, person.side

    def _before_comma(self, first: int) -> _Seen | None:
        """The person of whom the words behind the comma tell more."""
        person = self.persons[-1] if self.persons else None
        if person is None or not person.last + 1 < first <= person.last + 4:
            return None
        between = self.scene.words.between(person.last + 1, first - 1)
        return person if between[0] == "," and "," not in between[1:] else None

    def _of_state(self, name: Name, title: str, after: Name) -> _Seen | None:
        person = self._head_of(name.first, [title], after)
        if person is None:
            name.id = f"{title} of {after.actor.name if after.actor else ' '.join(after.words)}"
        return person

    def _head_of(self, first: int, titles: Sequence[str], after: Name) -> _Seen | None:
        """ "The president of France": the holder on the day; "became president" is nobody yet."""
        actor, scene = after.actor, self.scene
        if actor is None or actor.type != "state" or not self._after_the(first):
            return None
        return self._of(find_holder(actor.id, titles, scene.day, self.named, scene.folder), first)

    def _after_the(self, first: int) -> bool:
        return first > 0 and self.scene.words.between(first - 1, first - 1) in (["the"], ["The"])

    def pronoun(self, row: int, gender: str) -> Name | None:
        """The one person of the sentence, else the subject of the sentence before.

        Someone whose gender no title and no given name tells must also be a subject. A third of the
        pronouns of named persons are told: on gum-train 85 of 100 as annotated, on gum-dev 95.
        """
        if self.scene.in_quote[row]:
            return None
        sentence = self.scene.sentence[row]
        for back in (0, 1):
            near = [p for p in self.persons[-12:] if p.sentence == sentence - back]
            if not near:
                continue
            fits = [p for p in near if self.gender.get(p.id, gender) == gender]
            chosen = _only(fits)
            told = chosen is not None and chosen.id in self.gender
            if back and not (told and chosen is not None and chosen.agent):
                chosen = _only([p for p in fits if p.agent and p.id in self.gender])
                told = chosen is not None
            if chosen is not None and (told or chosen.agent):
                self.gender[chosen.id] = gender
                return self._point(row, row, chosen, "pronoun")
            if fits:
                return None
        return None

    def role_noun(self, first: int, last: int, term: Term, after: Name | None) -> list[Name]:
        """Whom a role noun stands for; `after` is the name that follows."""
        if first <= self.edge or (after is not None and after.first <= last + 1):
            return []
        refers = term.extra.get("refers")
        if self.scene.words.between(last + 1, last + 1) == ["of"]:
            if refers != "holder" or after is None or after.first > last + _NEAR:
                return []
            person = self._head_of(first, term.extra.get("titles", ()), after)
            return [self._point(first, last, person, "role")] if person is not None else []
        if refers == "persons":
            near = _since(self.persons, self.scene.sentence[first] - _REACH)
            return self._both(first, last, [p for p in near if p.side is not None])
        if refers == "sides":
            if term.words[-1] == "parties" and self.parties:
                return []  # of a parliament, as likely as states
            near = _since(self.sides, self.scene.sentence[first] - _REACH)
            return self._both(first, last, [s for s in near if _is_state(s)])
        person = None
        if refers == "holder":
            person = self._holder(first, term.extra.get("titles", ()))
        elif refers == "counterpart":
            person = self._counterpart(first)
        return [self._point(first, last, person, "role")] if person is not None else []

    def _holder(self, first: int, titles: Sequence[str]) -> _Seen | None:
        side = self._side_before(first)
        if side is not None:
            actor = find_holder(side, titles, self.scene.day, self.named, self.scene.folder)
            return self._of(actor, first)
        if not self._after_the(first):
            return None
        begin = tuple(f"{title} ".lower() for title in titles)
        wanted = set(map(plain_title, titles))
        fits = (
            p
            for p in self.people.values()
            if (p.actor is not None and not self._titles(p.actor).isdisjoint(wanted))
            or " ".join(p.words).lower().startswith(begin)
        )
        return _only(list(islice(fits, 2)))

    def _titles(self, actor: Actor) -> frozenset[str]:
        if actor.id not in self.titles_of:
            self.titles_of[actor.id] = titles_at(actor, self.scene.day)
        return self.titles_of[actor.id]

    def _counterpart(self, first: int) -> _Seen | None:
        side, sentence = self._side_before(first), self.scene.sentence[first]
        here = [p for p in _since(self.persons, sentence) if p.actor is not None]
        if side is None or not here or here[0].actor is None:
            return None
        other = counterpart_of(here[0].actor, side, self.scene.day, self.named, self.scene.folder)
        return self._of(other, first)

    def _of(self, actor: Actor | None, row: int) -> _Seen | None:
        if actor is None:
            return None
        side = self._side(actor)
        return _Seen(actor.id, actor, self.scene.sentence[row], False, row, (), side)

    def _side_before(self, row: int) -> str | None:
        """The side that the words right before name: "Russian", "Russia's"."""
        for seen in self.sides[-2:]:
            near = row - 2 <= seen.last < row
            if near and seen.actor is not None and seen.actor.type == "state":
                between = self.scene.words.between(seen.last + 1, row - 1)
                if between in ([], ["'s"], ["’s"]):
                    ahead = seen.last - max(len(seen.words), 1)
                    word = self.scene.words.between(ahead, ahead)[0].lower() if ahead >= 0 else ""
                    return None if "no_holder" in name_words().get(word, ()) else seen.actor.id
        return None

    def _both(self, first: int, last: int, seen: Sequence[_Seen]) -> list[Name]:
        """Exactly two, not both of them named in the sentence itself."""
        sentence = self.scene.sentence[first]
        near = {one.id: one for one in seen}
        if len(near) != 2 or all(one.sentence == sentence for one in near.values()):
            return []
        return [self._point(first, last, one, "role") for one in near.values()]

    def _point(self, first: int, last: int, seen: _Seen, form: str) -> Name:
        person = seen.actor is None or seen.actor.type == "person"
        kind = "person" if person else "state"
        name = Name(first, last, [], kind, form, seen.actor)
        name.id, name.side = seen.id, seen.side
        agent, sentence = self.scene.role[last] == 1, self.scene.sentence[first]
        again = _Seen(seen.id, seen.actor, sentence, agent, last, (), seen.side)
        if person:
            self.persons.append(again)
        return name


def _since(seen: Sequence[_Seen], sentence: int) -> Sequence[_Seen]:
    """Those met in a sentence or later ones."""
    return seen[bisect_left(seen, sentence, key=attrgetter("sentence")) :]


def _is_state(seen: _Seen) -> bool:
    return seen.actor is not None and seen.actor.type == "state"


def _only(seen: Sequence[_Seen]) -> _Seen | None:
    """The one that all are, else none."""
    return seen[-1] if seen and all(one.id == seen[-1].id for one in seen) else None
