"""Pronouns and role nouns that stand for someone named: "he", "both leaders", "the diplomat"."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from framing.layers.entities.descriptions import Descriptions, takes_up
from framing.layers.entities.names import Name, Words, gender_of, pronoun_genders
from framing.layers.entities.seen import Seen, since, states_near, two_of
from framing.lists.actors import Actor, counterpart_of, find_holder, titles_at
from framing.lists.load import Term
from framing.lists.name_words import name_words
from framing.lists.office_holders import plain_title
from framing.lists.word_lists import WordLists

_NEAR = 3
"""How many rows after a title the name may begin that says of what it is."""
_FARTHEST, _CANDIDATES = 6, 40
"""Sentences back that a pronoun which speaks may reach, and how many names are weighed."""
_LEAST = -1.0
"""Below it a guess is right one time in three (gum-dev and 60 documents of gum-train)."""
_SAME_PARAGRAPH = 1.0
"""For who was named in the pronoun's paragraph; on the speakers' sheets .5 and 1.5 do the same."""
_OFTEN = 0.6
"""For each doubling of how often somebody was named before: the story is about who is named most.
On the speakers' sheets .3 changes nothing, .6 puts four right and one wrong."""
_TAKEN_UP = 3
"""How many sentences back "the diplomat" may point."""
_ABOUT = frozenset({"to", "in", "on", "over", "about", "for", "into"})


@dataclass(frozen=True, slots=True)
class Rows:
    """What must be known of an article's rows: words, sentences, agents, quotation marks, day."""

    words: Words
    sentence: Sequence[int]
    paragraph: Sequence[int]
    role: Sequence[int]
    in_quote: Sequence[bool]
    tags: Sequence[str]
    day: date | None
    lists: WordLists


@dataclass(slots=True)
class Discourse:
    """Reads an article once, in order, and keeps who was seen where."""

    scene: Rows
    descriptions: Descriptions
    home: str | None = None
    """The state that the story is about."""
    persons: list[Seen] = field(default_factory=list)
    rows_of: dict[str, list[int]] = field(default_factory=dict)
    """Where each person stands, in order."""
    sides: list[Seen] = field(default_factory=list)
    gender: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    people: dict[str, Seen] = field(default_factory=dict)
    side_of: dict[str, str | None] = field(default_factory=dict)
    titles_of: dict[str, frozenset[str]] = field(default_factory=dict)
    pointing: dict[int, list[Name]] = field(default_factory=dict)
    """Pronouns and role nouns by their last row, and whom they stand for (both leaders: two)."""
    edge: int = -1
    parties: bool = False

    def meet(self, name: Name, after: Name | None) -> bool:
        """A name, someone later words may point back to; `after` is the name that follows.

        False for the first half of a title: "Secretary" in "Secretary of State John Kerry".
        """
        scene, last = self.scene, name.last
        if name.form == "role" and name.actor is None and not self._is_someone(name, after):
            return False
        if self._ends_title(name):
            return False
        actor, side = name.actor, name.side
        if actor is not None:
            side = name.side = self._side(actor) or name.side
            self.parties = self.parties or actor.name.endswith(" Party")
        if last > self.edge:
            self.edge = last
        self.named.add(name.id)
        person = name.type == "person" and not name.several
        if not person and side is None:
            return True
        agent = scene.role[last] == 1
        party = self._is_party(name.first)
        seen = Seen(name.id, actor, scene.sentence[last], agent, last, name.words, side, party)
        if person:
            nobody = name.form == "role" and actor is None  # "Mr. President, will you …"
            seen.subject, seen.beside = self._is_subject(last), nobody or self._is_beside(last)
            self._place(seen)
            if len(name.words) > 1 or name.id not in self.people:
                self.people[name.id] = seen
            if name.id not in self.gender:
                self._tell_gender(name)
        if side is not None:
            self.sides.append(seen)
        return True

    def _is_someone(self, name: Name, after: Name | None) -> bool:
        """Whether a title by itself stands for somebody; then the name tells for whom."""
        last = name.last
        of = self.scene.words.between(last + 1, last + 1) == ["of"]
        near = after if of and after is not None and after.first <= last + _NEAR else None
        if near is not None and near.type == "person":
            return False
        if near is not None and near.words == ["State"]:
            of, near = False, None  # "Secretary of State"
        self._title_alone(name, of, near)
        return bool(name.id)

    def _ends_title(self, name: Name) -> bool:
        """ "State" of "Secretary of State"."""
        if name.words != ["State"] or name.first < 2:
            return False
        before = self.scene.words.between(name.first - 2, name.first - 1)
        return before[1] == "of" and "person_title" in name_words(self.scene.lists).get(
            before[0].capitalize(), ()
        )

    def _is_subject(self, last: int) -> bool:
        """Whether a verb or a comma follows a name, as behind a subject."""
        after = self.scene.tags[last + 1 : last + 3]
        if self.scene.words.between(last + 1, last + 1) == [","]:
            beyond = self.scene.words.between(last + 2, last + 2)
            he = bool(beyond) and beyond[0].lower() in pronoun_genders(self.scene.lists)
            return not (he and self._is_led(last))
        return any(tag.startswith(("VB", "MD")) for tag in after) and "POS" not in after[:1]

    def _is_led(self, last: int) -> bool:
        """Whether a preposition leads to a name: "gifts from Lord Roe, he said"."""
        row = last
        while row and self.scene.tags[row].startswith("NNP"):
            row -= 1
        return self.scene.tags[row] in {"IN", "TO"}

    def _is_beside(self, last: int) -> bool:
        tags, sentence = self.scene.tags, self.scene.sentence
        return tags[last + 1 : last + 2] in (["NN"], ["NNS"]) and (
            sentence[last + 1] == sentence[last]
        )

    def _side(self, actor: Actor) -> str | None:
        if actor.id not in self.side_of:
            self.side_of[actor.id] = actor.side_at(self.scene.day)
        return self.side_of[actor.id]

    def _tell_gender(self, name: Name) -> None:
        known = gender_of(tuple(name.words), self.scene.lists)
        if known is None and name.actor is not None:
            known = gender_of(tuple(name.actor.name.split()), self.scene.lists)
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
        elif not of and name.first and self.scene.tags[name.first - 1] in {"PRP$", "POS"}:
            name.id = ""  # "his Secretary of State": nobody in particular

    def _is_party(self, first: int) -> bool:
        """Whether a side takes part, not only what something is about: "envoy to Syria"."""
        before = self.scene.words.between(first - 1, first - 1) if first else []
        return (
            not before or before[0] not in _ABOUT or not self.scene.tags[first - 2].startswith("NN")
        )

    def _before_comma(self, first: int) -> Seen | None:
        """The person of whom the words behind the comma tell more."""
        person = self.persons[-1] if self.persons else None
        if person is None or not person.last + 1 < first <= person.last + 4:
            return None
        between = self.scene.words.between(person.last + 1, first - 1)
        return person if between[0] == "," and "," not in between[1:] else None

    def _of_state(self, name: Name, title: str, after: Name) -> Seen | None:
        person = self._head_of(name.first, [title], after)
        if person is None:
            name.id = f"{title} of {after.actor.name if after.actor else ' '.join(after.words)}"
        return person

    def _head_of(self, first: int, titles: Sequence[str], after: Name) -> Seen | None:
        """ "The president of France": the holder on the day; "became president" is nobody yet."""
        actor, scene = after.actor, self.scene
        if actor is None or actor.type != "state" or not self._after_the(first):
            return None
        return self._of(find_holder(actor.id, titles, scene.day, self.named, scene.lists), first)

    def _after_the(self, first: int) -> bool:
        return first > 0 and self.scene.words.between(first - 1, first - 1) in (["the"], ["The"])

    def pronoun(self, row: int, gender: str) -> Name | None:
        """The one person of the sentence, else the subject of the sentence before.

        Someone whose gender no title and no given name tells must also be a subject. A third of the
        pronouns of named persons are told: on gum-train 85 of 100 as annotated, on gum-dev 95.
        """
        if self.scene.in_quote[row]:
            return None
        sentence, in_quote = self.scene.sentence[row], self.scene.in_quote
        for back in (0, 1):
            near = [
                p
                for p in self.persons[-12:]
                if p.sentence == sentence - back and not in_quote[p.last]
            ]
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

    def guess(
        self, row: int, gender: str, spoken: Sequence[tuple[int, str]], never: Collection[str] = ()
    ) -> Seen | None:
        """Whom a pronoun that speaks stands for: near, of its gender, a subject, the last to speak.

        `spoken` are the rows and ids of persons who spoke before. `pronoun` leaves open what has no
        single reading; here somebody did speak, so that the likeliest is worth to know, who is
        none of those it can `never` be.
        """
        scene = self.scene
        sentence, last = scene.sentence[row], spoken[-1][1] if spoken else ""
        best, top = None, _LEAST
        stop = bisect_left(self.persons, row, key=attrgetter("last"))
        for seen in self.persons[max(stop - _CANDIDATES, 0) : stop]:
            known = self.gender.get(seen.id)
            if seen.sentence < sentence - _FARTHEST or known not in (None, gender) or seen.beside:
                continue
            if seen.id in never:
                continue
            score = float(seen.sentence - sentence)
            # who spoke last before whom the gender alone fits
            score += 1.5 * (known == gender) + 1.0 * seen.subject + 1.6 * (seen.id == last)
            score += 0.5 * seen.agent
            score += _SAME_PARAGRAPH * (scene.paragraph[seen.last] == scene.paragraph[row])
            score += _OFTEN * bisect_left(self.rows_of[seen.id], row).bit_length()
            score -= 2.0 * (scene.in_quote[seen.last] and not scene.in_quote[row])
            if score >= top:
                best, top = seen, score
        return best

    def _place(self, seen: Seen) -> None:
        """A person among the others, in the order of the text."""
        insort(self.persons, seen, key=attrgetter("last"))
        insort(self.rows_of.setdefault(seen.id, []), seen.last)

    def meet_late(self, name: Name) -> None:
        """A person's name that was overlooked takes its place among the others."""
        agent, sentence = self.scene.role[name.last] == 1, self.scene.sentence[name.last]
        seen = Seen(name.id, name.actor, sentence, agent, name.last, name.words, name.side)
        seen.subject, seen.beside = self._is_subject(name.last), self._is_beside(name.last)
        self._place(seen)
        self.named.add(name.id)
        self._tell_gender(name)

    def point(self, row: int, seen: Seen) -> Name:
        """A pronoun that stands for somebody, from now on a mention of its own."""
        return self._point(row, row, seen, "pronoun")

    def refer(self, row: int, name: Name | Seen) -> Name:
        """A noun that stands for somebody named, from now on a mention of its own."""
        seen = Seen(name.id, name.actor, self.scene.sentence[row], False, row, (), name.side)
        return self._point(row, row, seen, "role")

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
        if refers in ("persons", "sides") or self.scene.tags[last] == "NNS":
            return self._several(first, last, term)
        person = None
        if refers == "holder":
            person = self._holder(first, term.extra.get("titles", ()))
        elif refers == "counterpart":
            person = self._counterpart(first)
        if person is None and refers in ("holder", "side"):
            person = self._taken_up(first, last)
        return [self._point(first, last, person, "role")] if person is not None else []

    def _several(self, first: int, last: int, term: Term) -> list[Name]:
        """Whom a noun for more than one stands for."""
        refers = term.extra.get("refers")
        if refers == "persons":
            return self._both(first, last, [p for p in self.persons if p.side is not None])
        if refers == "sides":
            if term.words[-1] == "parties" and self.parties:
                return []  # of a parliament, as likely as states
            sentence = self.scene.sentence[first]
            return self._both(first, last, states_near(self.sides, sentence, self.scene.lists))
        return self._holders(first, last, term) if refers == "holder" else []

    def two_meant(self, row: int) -> frozenset[str]:
        """The two states that "both sides" or "each other" means at a row, empty if nobody knows.

        Asked of a whole article that was read: names behind the row count if they stand in its
        sentence.
        """
        sentence = self.scene.sentence[row]
        states = states_near(self.sides, sentence, self.scene.lists)
        return frozenset(one.id for one in two_of(states, sentence))

    def _holder(self, first: int, titles: Sequence[str]) -> Seen | None:
        side = self._side_before(first)
        if side is not None:
            actor = find_holder(side, titles, self.scene.day, self.named, self.scene.lists)
            return self._of(actor, first)
        if not self._after_the(first):
            return None
        begin = tuple(f"{title} ".lower() for title in titles)
        wanted = set(map(plain_title, titles))
        people = self.people.values()
        held = [p for p in people if p.actor and not self._titles(p.actor).isdisjoint(wanted)]
        # who holds the office goes before who is only called so: "President Roe", his predecessor
        fits = held or [p for p in people if " ".join(p.words).lower().startswith(begin)]
        if not fits and self.home is not None:  # "the Foreign Minister", in a story from Ankara
            actor = find_holder(self.home, titles, self.scene.day, self.named, self.scene.lists)
            return self._of(actor, first)
        return _only(fits)

    def _holders(self, first: int, last: int, term: Term) -> list[Name]:
        """Both of "the Russian and Turkish ministers"; nobody of ministers of one state."""
        pair, scene = self.sides[-2:], self.scene
        joint = len(pair) == 2 and scene.words.between(pair[0].last + 1, pair[0].last + 1)
        if joint != ["and"] or pair[1].last + 1 != first or pair[0].last + 4 < first:
            return []
        titles = term.extra.get("titles", ())
        held = [find_holder(p.id, titles, scene.day, self.named, scene.lists) for p in pair]
        seen = [one for actor in held if (one := self._of(actor, first)) is not None]
        return [self._point(first, last, one, "role") for one in seen if len(seen) == 2]

    def _taken_up(self, first: int, last: int) -> Seen | None:
        """Whom "the diplomat" takes up: the one person just named who can be called so."""
        words = self.scene.words.between(max(first - 3, 0), last)
        if "the" not in [word.lower() for word in words[:-1]]:
            return None
        side = self._side_before(first)
        near = since(self.persons, self.scene.sentence[first] - _TAKEN_UP)
        noun = words[-1].lower()
        fits = [p for p in near if side in (None, p.side) and self.can_be(p.id, p.actor, noun)]
        return _only(fits)

    def can_be(self, id: str, actor: Actor | None, noun: str) -> bool:
        """Whether a person's offices or descriptions let a noun take up the name."""
        titles = {" ".join(sorted(self.descriptions.of_person.get(id, ())))}
        titles |= self.descriptions.of_person.get(id, set())
        titles |= self._titles(actor) if actor is not None else frozenset()
        return takes_up(noun, titles, self.scene.lists)

    def _titles(self, actor: Actor) -> frozenset[str]:
        if actor.id not in self.titles_of:
            self.titles_of[actor.id] = titles_at(actor, self.scene.day)
        return self.titles_of[actor.id]

    def _counterpart(self, first: int) -> Seen | None:
        side, sentence = self._side_before(first), self.scene.sentence[first]
        here = [p for p in since(self.persons, sentence) if p.actor is not None]
        if side is None or not here or here[0].actor is None:
            return None
        other = counterpart_of(here[0].actor, side, self.scene.day, self.named, self.scene.lists)
        return self._of(other, first)

    def _of(self, actor: Actor | None, row: int) -> Seen | None:
        if actor is None:
            return None
        side = self._side(actor)
        return Seen(actor.id, actor, self.scene.sentence[row], False, row, (), side)

    def _side_before(self, row: int) -> str | None:
        """The side that the words right before name: "Russian", "Russia's"."""
        for seen in self.sides[-2:]:
            near = row - 2 <= seen.last < row
            if near and seen.actor is not None and seen.actor.type == "state":
                between = self.scene.words.between(seen.last + 1, row - 1)
                if between in ([], ["'s"], ["’s"]):
                    ahead = seen.last - max(len(seen.words), 1)
                    word = self.scene.words.between(ahead, ahead)[0].lower() if ahead >= 0 else ""
                    shunned = "no_holder" in name_words(self.scene.lists).get(word, ())
                    return None if shunned else seen.actor.id
        return None

    def _both(self, first: int, last: int, seen: Sequence[Seen]) -> list[Name]:
        """Names for the two meant, if not both of them stand in the sentence itself."""
        sentence = self.scene.sentence[first]
        two = two_of(seen, sentence)
        if all(one.sentence == sentence for one in two):
            return []
        return [self._point(first, last, one, "role") for one in two]

    def _point(self, first: int, last: int, seen: Seen, form: str) -> Name:
        person = seen.actor is None or seen.actor.type == "person"
        kind = "person" if person else "state"
        name = Name(first, last, [], kind, form, seen.actor)
        name.id, name.side = seen.id, seen.side
        agent, sentence = self.scene.role[last] == 1, self.scene.sentence[first]
        again = Seen(seen.id, seen.actor, sentence, agent, last, (), seen.side)
        again.subject = agent
        if person:
            self._place(again)
        self.pointing.setdefault(last, []).append(name)
        return name


def _only(seen: Sequence[Seen]) -> Seen | None:
    """The one that all are, else none."""
    return seen[-1] if seen and all(one.id == seen[-1].id for one in seen) else None
