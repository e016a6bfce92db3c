"""What the tagger of names found, put right before it becomes names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.language import PENN_TAGS
from framing.layers.entities.names import TYPES, Words, core_of, is_given, is_no_surname
from framing.layers.entities.tagger import is_common_word
from framing.lists.name_words import name_words
from framing.lists.outlets import is_outlet
from framing.lists.word_lists import WordLists

PERSON, OTHER = 0, 3
SpanOfRows = tuple[int, int, int]
"""First row, last row, and kind of a tagged name."""
_NAME = PENN_TAGS.index("NNP")
_MOST_WORDS = 5  # of a title and a full name
_SURNAMES = 2  # words of a name behind the given one: "Mary Ann Stone"
_POSSESSIVE = frozenset(["'s", "’s"])
_LONGEST = 3  # words of a full name that only its title tells
_INDEFINITE = frozenset(["A", "An"])
_MEMBERS = frozenset(["Republican", "Democrat"])


def repaired(spans: Sequence[SpanOfRows], words: Words) -> list[SpanOfRows]:
    """The spans with persons that were cut in two as one, and two that are one as two."""
    bare = [_without_article(span, words) for span in spans]
    return [part for span in _whole_persons(bare, words) for part in _parted(span, words)]


def _without_article(span: SpanOfRows, words: Words) -> SpanOfRows:
    """ "A State Department" spokesman begins a sentence; titles of works keep their article."""
    first, last, kind = span
    drops = kind != OTHER and first < last and words.between(first, first)[0] in _INDEFINITE
    return (first + 1, last, kind) if drops else span


def _whole_persons(spans: Sequence[SpanOfRows], words: Words) -> list[SpanOfRows]:
    """Persons of whom the tagger made two: "Secretary Jane" and "Roe", "Roe" bin "Doe"."""
    found: list[SpanOfRows] = []
    for first, last, kind in spans:
        before = found[-1] if found else (0, -2, OTHER)
        if kind == PERSON and before[2] != OTHER and _goes_on(before, first, words):
            found[-1] = (before[0], last, kind)
        else:
            found.append((first, last, kind))
    return found


def _goes_on(span: SpanOfRows, row: int, words: Words) -> bool:
    """Whether a person's name goes on at a row."""
    between, kinds = words.between(span[1] + 1, row - 1), name_words(words.lists)
    if between:
        both = len(between) == 1 and "patronymic" in kinds.get(between[0], ())
        return both and span[2] == PERSON
    name = words.between(span[0], span[1])
    titled = len(name) > 1 and "person_title" in kinds.get(name[-2], ())
    return row == span[1] + 1 and titled and is_given(name[-1], words.lists)


def _parted(span: SpanOfRows, words: Words) -> Iterator[SpanOfRows]:
    """ "The Roe Review's Jane Doe": a paper and a person, where the tagger saw one name."""
    first, last, kind = span
    found = words.between(first, last)
    at = next((k for k, word in enumerate(found) if word in _POSSESSIVE), 0)
    outlet = " ".join(word for word in found[:at] if word not in {"the", "The"})
    state = _after_office(first, found, words) if kind != OTHER else 0
    if state:
        yield first + state, last, PERSON  # "Ohio Secretary of State Jane Roe"
        return
    if kind != OTHER and len(found) > 1 and found[-1] in _MEMBERS:
        yield first, last - 1, kind  # "the Ohio Republican", who is no place
        return
    of = found.index("of") if "of" in found[2:5] else 0
    if of and kind != OTHER and _is_named_person(found[:of], words.lists):
        yield first, first + of - 1, PERSON  # "Jane Roe of the Doe Association"
        yield first + of + 1, last, kind
        return
    on = found.index("on") if "on" in found[1:-1] else 0
    if on and kind != OTHER and not is_no_surname(found[on - 1], words.lists):
        yield first, first + on - 1, PERSON  # "Roe on Doe", a headline; not "Council on Ports"
        yield first + on + 1, last, kind
        return
    two = at and kind != OTHER and is_person(found[at + 1 :], words.lists)
    if two and is_outlet(outlet, words.lists):
        yield first, first + at - 1, TYPES.index("organisation")
        yield first + at + 1, last, PERSON
    else:
        yield span


def _after_office(first: int, found: Sequence[str], words: Words) -> int:
    """Where a full name begins behind "Secretary of State", cut there or not; 0 if nowhere."""
    at = found.index("State") if "State" in found[:-2] else -1
    if at < 0:
        return 0
    before = words.between(max(first + at - 2, 0), first + at - 1)
    titled = len(before) == 2 and before[1] == "of" and _has_title(before[0], words.lists)
    rest = found[at + 1 :]
    return at + 1 if titled and len(rest) <= _LONGEST and _may_be_full(rest, words.lists) else 0


def _has_title(word: str, lists: WordLists) -> bool:
    return "person_title" in name_words(lists).get(word, ())


def _is_named_person(found: Sequence[str], lists: WordLists) -> bool:
    """Whether words are a full name, or a title and one whose given name no list knows."""
    if _is_full_name(found, lists):
        return True
    titles = 0
    while titles < len(found) and _has_title(found[titles], lists):
        titles += 1
    return bool(titles) and _may_be_full(found[titles:], lists)


def _may_be_full(found: Sequence[str], lists: WordLists) -> bool:
    """Whether words may be a full name: two or three capitals, none a word of bodies or places."""
    capitals = all(word[:1].isupper() and not word.isupper() for word in (*found[:1], *found[-1:]))
    plain = capitals and not any(is_no_surname(word, lists) for word in found)
    return plain and 2 <= len(found) <= _LONGEST and not is_common_word(found[-1])


def _is_full_name(found: Sequence[str], lists: WordLists) -> bool:
    """Whether words are a given name and a surname, and no part of a body's or place's name."""
    plain = all(word.isalpha() and word[:1].isupper() for word in found)
    surname = found[-1]
    rare = not is_no_surname(surname, lists) and not is_common_word(surname)
    return plain and rare and is_given(found[0], lists)


def with_surname(first: int, last: int, edge: int, words: Words) -> int:
    """The last row of a person's name of which the tagger saw only the given name."""
    given = name_words(words.lists).get(words.between(first, last)[0], ())
    if first != last or not any(kind.startswith("given") for kind in given):
        return last
    for row in range(last + 1, min(last + 1 + _SURNAMES, edge)):
        if words.tags[row] != _NAME or not words.between(row, row)[0][:1].isupper():
            break
        last = row
    return last


def is_titled_person(rest: Sequence[str], lists: WordLists) -> bool:
    """Whether words behind a state's name are titles and a full name: "District Judge Jane Roe"."""
    core = core_of(tuple(rest), lists) if 2 < len(rest) <= _MOST_WORDS else ()
    if not 2 <= len(core) < len(rest):
        return False
    rare = all(w.isalpha() and not is_no_surname(w, lists) and not is_common_word(w) for w in core)
    return is_given(core[0], lists) or (len(core) == 2 and rare)


def is_person(rest: Sequence[str], lists: WordLists) -> bool:
    """Whether words behind a body's name are a person's, with or without a title, no thing's."""
    if is_titled_person(rest, lists):
        return True
    kinds = [kind for word in rest for kind in name_words(lists).get(word, ())]
    things = {"body_word", "place_word", "thing_word", "state_body", "province", "city", "no_name"}
    plain = all(word.isalpha() and word[0].isupper() for word in rest)
    named = 2 <= len(rest) <= 3 and plain and things.isdisjoint(kinds)
    return named and not any(is_common_word(word) for word in rest)
