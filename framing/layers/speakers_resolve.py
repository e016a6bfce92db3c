"""Who a source is: a name, a pronoun, a role, a document, a group, or no one known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from framing.layers.quotes_page import Page, Rows
from framing.layers.speakers_names import Gender, Name, Register, find_names, kinds_of

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m"}
_SHE = {"she": "f", "her": "f", "hers": "f", "herself": "f"}
GENDER_OF = _HE | _SHE
_PLURAL = frozenset({"they", "them", "their", "it", "its", "itself", "themselves"})
_OWN = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "these", "those"})
_ENDS_PHRASE = frozenset({",", "(", "who", "which", "that", "—", "–", "-", "--", ":", "whose"})
_EARLIER = 120
"""Tokens back that "the statement" may reach."""
_ENDS_CLAUSE = frozenset({",", ".", ";", ":", "which", "that", "who", "said", "(", "—", "–"})
_FARTHEST = 6
"""Sentences back that a pronoun may reach."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source; `name` is `None` where the text does not tell."""

    name: str | None
    kind: str | None
    gender: Gender = ""
    head: str = ""
    proper: bool = False
    phrase: str = ""


UNKNOWN = Speaker(None, None)


@dataclass(eq=False)
class Scene:
    """One article while its speakers are resolved: names, roles, and who spoke so far."""

    page: Page
    text: str
    register: Register
    roles: dict[str, list[tuple[int, str, frozenset[str]]]] = field(default_factory=dict)
    spoken: list[tuple[int, Speaker]] = field(default_factory=list)
    persons: dict[int, Speaker] = field(default_factory=dict)

    def words(self, rows: Rows) -> str:
        """The text of some rows."""
        return self.text[self.page.start[rows[0]] : self.page.stop[rows[1] - 1]]


def open_scene(page: Page, text: str) -> Scene:
    """Names of an article and the roles they are given: "nominee Trump", "Trump, the nominee"."""
    scene = Scene(page, text, find_names(page, text))
    for name in scene.register.names:
        person = scene.register.canonical(name)
        for rows in _descriptions(page, name):
            nouns = [r for r in range(*rows) if page.tags[r].startswith("NN")]
            if nouns:
                modifiers = frozenset(page.words[r] for r in range(*rows))
                head = page.words[nouns[-1]]
                scene.roles.setdefault(head, []).append((name.first, person, modifiers))
    return scene


def _descriptions(page: Page, name: Name) -> Iterator[Rows]:
    titles = name.stop - name.first - len(name.words)
    first = name.first
    while first and page.tags[first - 1].startswith(("NN", "JJ", "HYPH")):
        if page.sentence[first - 1] != page.sentence[name.first]:
            break
        first -= 1
    if first < name.first + max(titles, 0):
        yield first, name.first + max(titles, 0)
    row = name.stop
    if row + 1 < len(page.words) and page.words[row] == ",":
        stop = row + 1
        while (
            stop < len(page.words)
            and stop - row < 9
            and page.words[stop] not in {",", ".", "who", "of", "for"}
            and page.tags[stop].startswith(("DT", "NN", "JJ", "HYPH", "POS", "PRP$"))
        ):
            stop += 1
        if (
            stop > row + 1
            and stop < len(page.words)
            and page.words[stop] in {",", ".", "of", "for"}
        ):
            yield row + 1, stop


def resolve(scene: Scene, rows: Rows) -> Speaker:
    """Speaker of a source; `scene.spoken` must hold those before it."""
    page = scene.page
    rows = _strip(page, rows)
    if rows[0] >= rows[1]:
        return UNKNOWN
    first = page.words[rows[0]]
    if rows[1] - rows[0] == 1:
        if first in GENDER_OF:
            return _pronoun(scene, rows[0], GENDER_OF[first])
        if first in RELATIVE:
            return _antecedent(scene, rows[0])
        if first in _PLURAL:
            return _last(scene, ("group", "organisation", "document", "media"))
        if first in _OWN:
            return UNKNOWN
    return _phrase(scene, rows)


def _strip(page: Page, rows: Rows) -> Rows:
    first, stop = rows
    while first < stop and page.words[first] in {"by", "from", "to", "both", "for", "even", ","}:
        first += 1
    while first < stop and page.words[stop - 1] in {",", "'s", "’s", "'", "’", "-", "—", "–"}:
        stop -= 1
    return first, stop


def _phrase(scene: Scene, rows: Rows) -> Speaker:
    page = scene.page
    first, stop = rows
    end = first
    while end < stop and page.words[end] not in _ENDS_PHRASE and not _preposition(page, end, first):
        end += 1
    heads = [
        row for row in range(first, end) if page.tags[row].startswith(("NN", "PRP", "CD", "JJ"))
    ]
    if not heads:
        return Speaker(scene.words(rows), None)
    head = heads[-1]
    named = [name for name in scene.register.names if first <= name.first < stop]
    at_head = [name for name in named if name.first <= head < name.stop]
    appositive = [
        name for name in named if page.words[name.first - 1] == "," and len(name.words) > 1
    ]
    if page.words[first] in GENDER_OF and head > first:
        return _own_role(scene, rows, head, appositive)
    if "and" in page.words[first:end] and len({name.last for name in named}) > 1 and at_head:
        return Speaker(scene.words((first, end)), "group", "", page.words[head], True)
    closing = [name for name in named if name.stop == stop and _apposed(page, name)]
    for name in at_head or appositive[:1] or closing:
        return _person(scene, name)
    return _unnamed(scene, (first, end), rows, head)


def _apposed(page: Page, name: Name) -> bool:
    """Whether a full name closes a title: "Secretary of the Bureau for Arms Jane Roe"."""
    return len(name.words) > 1 and page.tags[name.first - 1] not in {"IN", "TO", "VBN", "POS"}


def _preposition(page: Page, row: int, first: int) -> bool:
    return row > first and page.tags[row] in {"IN", "TO", "VBN", "VBG"} and page.words[row] != "of"


def _person(scene: Scene, name: Name) -> Speaker:
    known = scene.persons.get(name.first)
    if known is None:
        known = scene.persons[name.first] = _make_person(scene, name)
    return known


def _make_person(scene: Scene, name: Name) -> Speaker:
    canonical = scene.register.canonical(name)
    kinds = kinds_of(name.last)
    kind = "media" if "media" in kinds else "group" if "group" in kinds else "person"
    gender = scene.register.gender(canonical) or name.gender
    return Speaker(canonical, kind, gender, name.last.lower(), True)


def _own_role(scene: Scene, rows: Rows, head: int, appositive: Sequence[Name]) -> Speaker:
    """His campaign, her spokesman: named in apposition, or the role of the one meant."""
    if appositive:
        return _person(scene, appositive[0])
    page = scene.page
    owner = _pronoun(scene, rows[0], GENDER_OF[page.words[rows[0]]])
    rest = scene.words((rows[0] + 1, head + 1))
    name = f"{owner.name}'s {rest}" if owner.name else scene.words(rows)
    return Speaker(name, _kind(page.words[head]), "", page.words[head], True)


def _kind(word: str) -> str | None:
    kinds = kinds_of(word)
    for kind in ("document", "media", "group", "organisation"):
        if kind in kinds:
            return kind
    return "person" if "role" in kinds or "title" in kinds else None


def _unnamed(scene: Scene, base: Rows, rows: Rows, head: int) -> Speaker:
    page = scene.page
    noun = page.words[head]
    if page.words[base[0]] in _DEFINITE:
        known = _role(scene, noun, base) or _chain(scene, noun) or _earlier(scene, noun, base[0])
        if known is not None:
            return known
    kind = _kind(noun)
    first = base[0] + (page.tags[base[0]] in {"DT", "PDT"} and base[0] + 1 < base[1])
    name = scene.words((first, rows[1] if kind == "document" else head + 1))
    return Speaker(name, kind, "", noun, False, scene.words(rows))


def _role(scene: Scene, noun: str, base: Rows) -> Speaker | None:
    """The person whom the article gave this role, most shared words first, then the nearest."""
    page = scene.page
    here = frozenset(page.words[base[0] : base[1]])
    known = [entry for entry in scene.roles.get(noun, ()) if entry[0] < base[0]]
    if not known:
        return None
    _, person, _ = max(known, key=lambda entry: (len(entry[2] & here), entry[0]))
    return Speaker(person, "person", scene.register.gender(person), noun, True)


def _chain(scene: Scene, noun: str) -> Speaker | None:
    for _, speaker in reversed(scene.spoken):
        if speaker.head == noun and speaker.name:
            return speaker
    return None


def _earlier(scene: Scene, noun: str, row: int) -> Speaker | None:
    """The fuller phrase that "the statement" takes up: "a statement released by the ministry"."""
    page = scene.page
    if _kind(noun) != "document":
        return None
    for at in range(row - 1, max(-1, row - _EARLIER), -1):
        if page.words[at] != noun or page.quoted[at] or not page.speaks[at]:
            continue
        stop = at + 1
        while stop < row and page.words[stop] not in _ENDS_CLAUSE and not page.quoted[stop]:
            stop += 1
        first = _phrase_start(page, at)
        if stop - first > 2:
            return _unnamed(scene, (first, at + 1), (first, stop), at)
    return None


def _last(scene: Scene, kinds: Sequence[str]) -> Speaker:
    for _, speaker in reversed(scene.spoken):
        if speaker.kind in kinds:
            return speaker
    return UNKNOWN


def _antecedent(scene: Scene, row: int) -> Speaker:
    """Whom "who" stands for: the name or phrase right before it."""
    page = scene.page
    for name in reversed(scene.register.names):
        if name.stop <= row:
            if row - name.stop <= 2 and page.sentence[name.first] == page.sentence[row]:
                return _person(scene, name)
            break
    first, stop = row, row
    while stop and page.words[stop - 1] in {",", "of", "whom"}:
        stop -= 1
    first = stop
    while first and page.tags[first - 1].startswith(
        ("NN", "JJ", "DT", "CD", "POS", "PRP$", "HYPH")
    ):
        first -= 1
    return _phrase(scene, (first, stop)) if first < stop else UNKNOWN


def _phrase_start(page: Page, stop: int) -> int:
    first = stop
    while first and page.tags[first - 1].startswith(
        ("NN", "JJ", "DT", "CD", "POS", "PRP$", "HYPH")
    ):
        first -= 1
    return first


def _pronoun(scene: Scene, row: int, gender: Gender) -> Speaker:
    """The person before a pronoun that fits best: near, a subject, the last to speak."""
    page = scene.page
    last = next(
        (
            speaker
            for place, speaker in reversed(scene.spoken)
            if place < row and speaker.kind == "person"
        ),
        UNKNOWN,
    )
    best, top = UNKNOWN, float("-inf")
    for place, person in _mentions(scene, row):
        if person.gender not in ("", gender):
            continue
        score = float(page.sentence[place] - page.sentence[row])
        score += 1.5 if person.gender == gender else 0.0
        score += 1.0 if _is_subject(page, place) else 0.0
        score += 1.5 if person.name == last.name else 0.0
        score -= 2.0 if page.quoted[place] and not page.quoted[row] else 0.0
        if score >= top:
            best, top = person, score
    return best


def _mentions(scene: Scene, row: int) -> Iterator[tuple[int, Speaker]]:
    """Persons named or speaking in the sentences before a row, in order, speakers last."""
    page = scene.page
    first = page.sentence[row] - _FARTHEST
    names = scene.register.names
    stop = bisect_left(names, row, key=lambda name: name.first)
    start = stop
    while start and page.sentence[names[start - 1].stop - 1] >= first:
        start -= 1
    for name in names[start:stop]:
        person = _person(scene, name)
        if person.kind == "person":
            yield name.stop - 1, person
    for place, speaker in scene.spoken:
        near = place < row and page.sentence[place] >= first
        if near and speaker.kind == "person" and speaker.name:
            yield place, speaker


def _is_subject(page: Page, place: int) -> bool:
    after = page.tags[place + 1 : place + 3]
    if page.words[place + 1 : place + 2] == [","]:
        return True
    return any(tag.startswith(("VB", "MD")) for tag in after) and "POS" not in after[:1]
