"""Joins aliases of known actors with the names that the tagger finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from framing.language import PENN_TAGS
from framing.layers.entities.names import TYPES, Name, Words, goes_on_as_name, is_given
from framing.layers.entities.spans import (
    OTHER,
    PERSON,
    SpanOfRows,
    is_person,
    is_titled_person,
    repaired,
    with_surname,
)
from framing.lists.actors import Actor
from framing.lists.load import Term
from framing.lists.name_words import kinds_of, name_words
from framing.lists.outlets import is_outlet
from framing.lists.word_lists import WordLists

_LABEL = re.compile(r"[DRI]-[A-Z][A-Za-z.]*|[A-Z]{1,3}-\d+[A-Z]?s?|[A-Z]")
"""A legislator's party and state ("D-Del.", "(D)"), a type of arms ("F-22"): they name nobody."""
_NO_NAME = frozenset(map(PENN_TAGS.index, ("MD", "VB", "VBD", "VBP", "VBZ", "NNS")))
_PLURAL = PENN_TAGS.index("NNPS")
_HYPHENS = frozenset(["-", "–"])
_POSSESSIVE = frozenset(["'s", "’s"])
_ACRONYM = (3, 5)
"""Letters of what is taken for the initials of a body."""
_JOINTS = frozenset(["of", "in", "at", "for", "the"])


@dataclass(slots=True)
class Alias:
    """An alias of a known actor in the text."""

    first: int
    last: int
    actor: Actor
    form: str

    @property
    def single(self) -> bool:
        """Whether one word alone stands for a person, who may be a namesake."""
        return self.first == self.last and self.actor.type == "person"


def make_alias(first: int, last: int, term: Term, actors: Mapping[str, Actor]) -> Alias:
    """The alias that a match of the finder is."""
    return Alias(first, last, actors[term.extra["actor"]], term.category)


def merge(spans: Sequence[SpanOfRows], aliases: Sequence[Alias], words: Words) -> list[Name]:
    """Names of one article in reading order; rows count from the article's first.

    A name that the tagger found and an alias inside it are one if the name says no more than the
    alias does; otherwise the name is that of something else ("Moscow State University").
    """
    names, at = list[Name](), 0
    treaties = {(one.first, one.last) for one in aliases if _is_treaty(one, words)}
    aliases = [one for one in aliases if not _means_else(one, words)]
    spans = [span for span in repaired(spans, words) if span[:2] not in treaties]
    for number, (first, last, kind) in enumerate(spans):
        if kind == PERSON:
            edges = [span[0] for span in spans[number + 1 : number + 2]]
            edges += [alias.first for alias in aliases[at:] if alias.first > last][:1]
            last = with_surname(first, last, min(edges, default=len(words.tags)), words)
        while at < len(aliases) and aliases[at].last < first:
            names.append(_known(aliases[at], words))
            at += 1
        if at == len(aliases) or aliases[at].first > last:
            if kind == PERSON and _is_member(words.between(last, last)[0], words.lists):
                continue
            if kind != OTHER and not _is_thing(words.between(first, last), kind, words.lists):
                names.append(_name(first, last, TYPES[kind], words))
            continue
        alias = aliases[at]
        if alias.first == first and alias.last == last:  # most names of known actors
            names.append(_known(alias, words))
            at += 1
            continue
        inside = []
        while at < len(aliases) and aliases[at].first <= last:
            inside.append(aliases[at])
            at += 1
        thing = kind != PERSON and _is_thing(words.between(first, last), kind, words.lists)
        if thing or kind == OTHER or _spills(inside, first, last):
            names.extend(_known(alias, words) for alias in inside)
        else:
            names.extend(_span(first, last, TYPES[kind], inside, words))
    names.extend(_known(alias, words) for alias in aliases[at:])
    return names


def _is_member(word: str, lists: WordLists) -> bool:
    """Whether a word ends no person's name but says what somebody is: "the Ohio Republican"."""
    return word.isalpha() and "no_name" in name_words(lists).get(word, ())


def _is_thing(found: Sequence[str], kind: int, lists: WordLists) -> bool:
    """Whether words name a law, a label or a type of arms, whatever the tagger makes of them."""
    plain, kinds = [word for word in found if word not in {"the", "The"}], name_words(lists)
    law = "law" in kinds.get(" ".join(plain), ())
    if kind != PERSON and len(plain) > 1:  # "the Clean Water Act", and no "Uncle Bill"
        law = law or "law_word" in kinds.get(plain[-1], ())
    law = law or (bool(plain) and kind == PERSON and "storm" in kinds.get(plain[0], ()))
    law = law or found[0].startswith("#") or (kind == PERSON and _ends_as_thing(plain, lists))
    month = len(found) == 1 and "calendar" in kinds.get(found[0].removesuffix("s"), ())
    direction = (
        len(found) == 1 and found[0].endswith("ern") and "part_of_state" in kinds.get(found[0], ())
    )
    return law or month or direction or bool(_LABEL.fullmatch("".join(found)))


def _ends_as_thing(plain: Sequence[str], lists: WordLists) -> bool:
    """Whether what seems a person is a thing called after one: "the Roe Presidency"."""
    if len(plain) < 2 or "thing_word" not in name_words(lists).get(plain[-1], ()):
        return False
    titled = "person_title" in name_words(lists).get(plain[-2], ())
    return not titled and not is_given(plain[0], lists)


def _means_else(alias: Alias, words: Words) -> bool:
    return _is_town(alias, words) or _is_descent(alias, words) or _is_treaty(alias, words)


def _is_treaty(alias: Alias, words: Words) -> bool:
    """ "The Paris agreement": a treaty called after the capital in which it was made."""
    after = words.between(alias.last + 1, alias.last + 1)
    capital = alias.form == "metonym" and alias.actor.type == "state" and bool(after)
    return capital and "treaty" in name_words(words.lists).get(after[0].lower(), ())


def _is_town(alias: Alias, words: Words) -> bool:
    """A town of the US that is called as a country is: "Lebanon, Pa."."""
    if alias.actor.type != "state" or alias.form == "demonym" or alias.actor.id == "USA":
        return False
    after = words.between(alias.last + 1, alias.last + 2)
    return after[:1] == [","] and "us_state" in name_words(words.lists).get(after[-1], ())


def _is_descent(alias: Alias, words: Words) -> bool:
    """ "African-American": a people's name behind a hyphen and what is no state's name."""
    if alias.form != "demonym" or alias.first < 2:
        return False
    before, hyphen = words.between(alias.first - 2, alias.first - 1)
    return hyphen in _HYPHENS and "descent" in name_words(words.lists).get(before, ())


def _spills(inside: Sequence[Alias], first: int, last: int) -> bool:
    return inside[0].first < first or inside[-1].last > last


def _known(alias: Alias, words: Words) -> Name:
    first, last, actor = alias.first, alias.last, alias.actor
    found = words.between(first, last)
    after = words.between(last + 1, last + 1)
    if actor.type == "place" and after and "named_for" in name_words(words.lists).get(after[0], ()):
        return Name(first, last + 1, found + after, "organisation")  # "New York University"
    return Name(first, last, found, actor.kind, alias.form, actor, alias.single)


def _name(first: int, last: int, kind: str, words: Words) -> Name:
    """A tagged name; days of the week beside it are no part of a person's."""
    found = words.between(first, last)
    if kind == "person":
        while len(found) > 1 and _is_weekday(found[-1], words.lists):
            found, last = found[:-1], last - 1
        before = words.between(first - 1, first - 1) if first else []
        if words.tags[last] == _PLURAL and before in (["the"], ["The"]):
            return Name(first, last, found, kind, several=True)  # "the Roes", "the Tigers"
        if len(found) == 1:
            kind = _kind_of_word(found[0], before, words.lists)
            if kind == "person" and _is_acronym(first, words):
                kind = "organisation"
    if kind != "person" and _has_age(last, words):
        kind = "person"
    kind = _kind_by_end(found, kind, words.lists)
    if len(found) > 1 and is_outlet(" ".join(found), words.lists):
        kind = "organisation"
    return Name(first, last, found, kind)


def _is_acronym(row: int, words: Words) -> bool:
    """Whether a name is capitals only, and the words beside it are not: initials of a body."""
    word = words.between(row, row)[0]
    if not (word.isalpha() and word.isupper() and _ACRONYM[0] <= len(word) <= _ACRONYM[1]):
        return False
    beside = [*words.between(max(row - 1, 0), row - 1), *words.between(row + 1, row + 1)]
    shouted = any(one.isupper() and len(one) > 1 for one in beside)
    return not shouted and not is_given(word.capitalize(), words.lists)


def _has_age(last: int, words: Words) -> bool:
    """Whether an age stands behind a name, as only behind a person's: "Roe, 63, is a judge"."""
    behind = words.between(last + 1, last + 3)
    aged = len(behind) == 3 and behind[0] == behind[2] == ","
    return aged and behind[1].isdigit() and len(behind[1]) == 2


def _kind_by_end(found: Sequence[str], kind: str, lists: WordLists) -> str:
    """The kind of a name whose last words tell more than the tagger saw."""
    last = name_words(lists).get(found[-1], ())
    if kind == "person":
        body = "firm_word" in last or ("state_body" in last and not is_given(found[0], lists))
        return "organisation" if len(found) > 1 and body else kind  # "Roe Capital"
    if kind == "organisation" and "site_word" in last:
        return "place"  # "Roe Access Pipeline"
    if kind == "place" and len(found) > 1 and "firm_word" in last:
        return "organisation"  # "Roe Depot"
    if _is_titled(found, lists) or "office_word" in last:
        return "person"  # "State Court Judge Jane Roe", "House Minority Leader"
    return "organisation" if kind == "place" and _is_called_body(found, lists) else kind


def _is_called_body(found: Sequence[str], lists: WordLists) -> bool:
    kinds = name_words(lists).get(found[-1], ())
    if "of" in found[1:-1]:  # "Chamber of Commerce"
        head = name_words(lists).get(found[found.index("of") - 1], ())
        return "body_word" in head and "place_word" not in head
    return "Supreme" in found or ("state_body" in kinds and "place_word" not in kinds)


def _kind_of_word(word: str, before: Sequence[str], lists: WordLists) -> str:
    """What one word names that may be no person: "the Observatory", "of Baltimore"."""
    kinds = set(name_words(lists).get(word, ()))
    if any(kind.startswith("given") for kind in kinds):
        return "person"
    if "province" in kinds and not kinds & {"city", "body_word"}:
        return "place"  # "Alabama fails"
    if "body_word" in kinds and before in (["the"], ["The"]):
        return "organisation"
    cue = bool(before) and "place_cue" in name_words(lists).get(before[0].lower(), ())
    return "place" if cue and kinds & {"city", "province"} else "person"


def _is_weekday(word: str, lists: WordLists) -> bool:
    return word.endswith("day") and "calendar" in name_words(lists).get(word, ())


def _is_titled(found: Sequence[str], lists: WordLists) -> bool:
    """Whether a title and a given name begin the end of a name that is no building's or body's."""
    kinds = [name_words(lists).get(word, ()) for word in found]
    if not {"body_word", "place_word", "thing_word", "state_body"}.isdisjoint(kinds[-1]):
        return False
    return any(
        ("person_title" in kinds[at] or "title" in kinds_of(found[at], lists))
        and any(kind.startswith("given") for kind in kinds[at + 1])
        for at in range(len(found) - 2)
    )


def _span(
    first: int, last: int, kind: str, inside: Sequence[Alias], words: Words
) -> Iterator[Name]:
    if kind == "person":
        first = inside[0].first if _is_in_title(first, last, inside[0], words) else first
        yield from _person(first, last, inside, words)
    else:
        yield from _body(first, last, kind, inside, words)


def _person(first: int, last: int, inside: Sequence[Alias], words: Words) -> Iterator[Name]:
    """ "White House Press Secretary Sean Spicer" is two; "Vladimir V. Putin" is one."""
    rest = list(inside)
    while rest and rest[0].actor.type != "person" and rest[0].first == first:
        yield _known(rest[0], words)
        first = rest.pop(0).last + 1
    if first > last:
        return
    persons = [alias for alias in rest if alias.actor.type == "person"]
    if not persons and _is_member(words.between(last, last)[0], words.lists):
        yield from (_known(alias, words) for alias in rest)
        return
    if rest and not persons and _owns_next(rest[-1], first, last, words):
        yield _name(first, last - 1, "person", words)  # "Jane Roe Syrias minister"
        yield _known(rest[-1], words)
        return
    full = [alias for alias in persons if not alias.single]
    if len({alias.actor.id for alias in full}) > 1:
        yield from (_known(alias, words) for alias in full)  # "Jane Roe Calls John Doe"
        return
    if persons and persons[-1].last > persons[-1].first and not _titles(first, persons[0], words):
        first = persons[0].first
    name = _name(first, last, "person", words)
    another = bool(persons) and _is_another(name, persons[-1], rest, words.lists)
    if persons and not another and _same_person(name, persons[-1], words.lists):
        name.actor, name.single = (
            persons[-1].actor,
            persons[-1].single and len(name.core(words.lists)) == 1,
        )
    yield name


def _is_in_title(first: int, last: int, alias: Alias, words: Words) -> bool:
    """Whether a state stands inside a title: "Assistant U.S. Attorney General Jane Roe"."""
    state = alias.actor.type == "state" and alias.form != "demonym"
    return state and first < alias.first and alias.last < last and _titles(first, alias, words)


def _owns_next(alias: Alias, first: int, last: int, words: Words) -> bool:
    """Whether a state's name without its apostrophe stands behind a person's full name."""
    word = words.between(last, last)[0]
    behind = alias.first == last and first < last - 1 and alias.actor.type == "state"
    return behind and word[-1:] == "s" and not alias.actor.name.endswith("s")


def _titles(first: int, alias: Alias, words: Words) -> bool:
    """Whether the words before an alias are titles: "Mr.", and not the end of "of State"."""
    kinds = name_words(words.lists)
    before = words.between(first, alias.first - 1)
    return all("person_title" in kinds.get(word, ()) for word in before)


def _is_another(name: Name, alias: Alias, known: Sequence[Alias], lists: WordLists) -> bool:
    """Whether a name is longer than the known one in it, by a surname: "William Perry Roe"."""
    longer = alias is known[-1] and alias.last > alias.first
    return longer and goes_on_as_name(name.words[alias.last + 1 - name.first :], lists)


def _same_person(name: Name, alias: Alias, lists: WordLists) -> bool:
    core = name.core(lists)
    if not alias.single or len(core) <= 1:
        return True
    known = alias.actor.name.split()
    # "Jeb Roe" is not the one whom the given name alone would mean
    return core[0] in known and (alias.actor.family or known[-1]) in (core[-1], known[0])


def _body(
    first: int, last: int, kind: str, inside: Sequence[Alias], words: Words
) -> Iterator[Name]:
    """A body or place with the name of a known actor in it."""
    near = inside[0]
    if near.first == first and near.last < last and words.tags[near.last + 1] in _NO_NAME:
        yield from (_known(alias, words) for alias in inside)  # "Washington Hopes for Help"
        return
    if near.first == first and near.last < last and _lost_apostrophe(near, words):
        yield _known(near, words)  # "Syrias Aleppo"
        yield from _rest(near.last + 1, last, kind, inside, words)
        return
    main = max(inside, key=lambda alias: alias.last - alias.first)
    extra = words.between(first, main.first - 1) + words.between(main.last + 1, last)
    kinds = name_words(words.lists)
    agency = {"news", "agency", "News", "Agency"} if main.actor.type == "media" else set()
    if all(word in agency or _says_no_more(word, kinds) for word in extra):
        name = _name(first, last, main.actor.kind, words)
        name.actor, name.form, name.single = main.actor, main.form, main.single
        yield name
        return
    end = inside[-1]
    if end.last == last and end.first < last and end.actor.type == "person":
        # "State Rex Tillerson", cut from "Secretary of State"
        yield from (_known(alias, words) for alias in inside)
        return
    rest = words.between(main.last + 1, last)
    if main.first == first and _precedes_person(main, rest, words.lists):
        yield _known(main, words)  # "Treasury Administrator Jane Roe", or where commas are lost
        yield _name(main.last + 1, last, "person", words)
        return
    if len(inside) > 1 and _hyphened(first, last, inside, words):
        yield from (_known(alias, words) for alias in inside)  # "Trump-Russia"
        return
    if len(inside) > 1 and main.actor.kind == "organisation":
        if end.actor.type == "state" and words.between(end.first - 1, end.first - 1) == ["of"]:
            inside = [alias for alias in inside if alias is not end]  # "Roe Federation of America"
        yield from (_known(alias, words) for alias in inside)
        return
    yield _named_after(first, last, kind, inside, words)


def _rest(
    first: int, last: int, kind: str, inside: Sequence[Alias], words: Words
) -> Iterator[Name]:
    """What is left of a body's or place's name without the state before it."""
    behind = [alias for alias in inside if alias.first >= first]
    if behind:
        yield from _body(first, last, kind, behind, words)
    else:
        yield _name(first, last, kind, words)


def _lost_apostrophe(alias: Alias, words: Words) -> bool:
    """Whether a state's name stands there with an "s" that is not its own: "Syrias"."""
    found = " ".join(words.between(alias.first, alias.last))
    state = alias.actor.type == "state" and alias.form == "name"
    return state and found == f"{alias.actor.name}s"


def _named_after(
    first: int,
    last: int,
    kind: str,
    inside: Sequence[Alias],
    words: Words,
) -> Name:
    """A name of its own in which a known one stands: on its side if it is a body of a state."""
    main, kinds = max(inside, key=lambda alias: alias.last - alias.first), name_words(words.lists)
    extra = words.between(first, main.first - 1) + words.between(main.last + 1, last)
    glued = {"person_title", "calendar"}.intersection(k for w in extra for k in kinds.get(w, ()))
    if main.first == first and glued:
        return _known(main, words)  # "U.S. Secretary of State", "Sierra Leone Tuesday"
    name = _name(first, last, kind, words)
    if main.actor.kind == "organisation" and _is_part_of(main, first, last, words):
        name.side = main.actor.side
    states = [a.actor for a in inside if a.actor.type == "state" and a.form != "metonym"]
    forces = any("branch_body" in kinds.get(word, ()) for word in extra)
    if not states and forces and inside[0].first == first and inside[0].actor.type == "state":
        states = [inside[0].actor]  # "Damascus Police Command"
    marks = {"state_body"}
    if not _POSSESSIVE.isdisjoint(extra):
        marks.add("national")  # "Mexico's National Institute": a firm is not called so
    places = [a.actor.country for a in inside if a.actor.type == "place" and a.first == first]
    if places and forces and all("state_body" in kinds.get(word, ()) for word in extra):
        name.side = places[0]  # "Aleppo Police Command"
    if states and any(not marks.isdisjoint(kinds.get(word, ())) for word in extra):
        name.side = states[0].id
    return name


def _is_part_of(body: Alias, first: int, last: int, words: Words) -> bool:
    """Whether a name is of a part of the body in it: "Budget Committee in the Knesset"."""
    if body.last == last:
        return bool(_JOINTS.intersection(words.between(body.first - 1, body.first - 1)))
    rest, kinds = words.between(body.last + 1, last), name_words(words.lists)
    part = rest[0] in _JOINTS or any("part_of_body" in kinds.get(word, ()) for word in rest)
    return body.first == first and part


def _precedes_person(alias: Alias, rest: Sequence[str], lists: WordLists) -> bool:
    """Whether a body's name stands before a person's, or a state's before titles and a person's."""
    body = alias.actor.kind == "organisation" and is_person(rest, lists)
    return body or is_titled_person(rest, lists)


def _hyphened(first: int, last: int, inside: Sequence[Alias], words: Words) -> bool:
    """Whether known names are only joined by hyphens."""
    named = {row for alias in inside for row in range(alias.first, alias.last + 1)}
    rest = [row for row in range(first, last + 1) if row not in named]
    return bool(rest) and all(words.between(row, row)[0] in _HYPHENS for row in rest)


def _says_no_more(word: str, kinds: Mapping[str, tuple[str, ...]]) -> bool:
    return word.lower() in {"the", "of", "'s", "’s"} or "part_of_state" in kinds.get(word, ())
