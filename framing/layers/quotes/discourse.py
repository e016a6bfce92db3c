"""One article while its speakers are resolved: persons, their roles, and who spoke so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from framing.layers.entities.names import Gender, NameRun, Register, find_names, kinds_of
from framing.layers.page import Page, Rows

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m"}
_SHE = {"she": "f", "her": "f", "hers": "f", "herself": "f"}
GENDER_OF = _HE | _SHE
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
    """Persons who spoke so far, and where."""
    reach: list[int] = field(default_factory=list)
    """The farthest place among these up to each."""
    last_of_kind: dict[str | None, Speaker] = field(default_factory=dict)
    """The last speaker of each kind, the latest kind last."""
    last_of_head: dict[str, Speaker] = field(default_factory=dict)
    persons: dict[int, Speaker] = field(default_factory=dict)

    def add_spoken(self, place: int, speaker: Speaker) -> None:
        """Somebody spoke."""
        self.last_of_kind.pop(speaker.kind, None)
        self.last_of_kind[speaker.kind] = speaker
        if speaker.name:
            self.last_of_head[speaker.head] = speaker
        if speaker.kind == "person":
            self.spoken.append((place, speaker))
            self.reach.append(max(place, self.reach[-1] if self.reach else place))

    def words(self, rows: Rows) -> str:
        """The text of some rows."""
        return self.text[self.page.start[rows[0]] : self.page.stop[rows[1] - 1]]


def open_scene(page: Page, text: str) -> Scene:
    """Names of an article and the roles they are given: "nominee Trump", "Trump, the nominee"."""
    scene = Scene(page, text, find_names(page, text))
    for name in scene.register.names:
        for rows in _descriptions(page, name):
            nouns = [r for r in range(*rows) if page.tags[r].startswith("NN")]
            if nouns:
                person = scene.register.canonical(name)
                modifiers = frozenset(page.words[rows[0] : rows[1]])
                head = page.words[nouns[-1]]
                scene.roles.setdefault(head, []).append((name.first, person, modifiers))
    return scene


def _descriptions(page: Page, name: NameRun) -> Iterator[Rows]:
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


def person_of(scene: Scene, name: NameRun) -> Speaker:
    """The person of a name, resolved once."""
    known = scene.persons.get(name.first)
    if known is None:
        known = scene.persons[name.first] = _makeperson_of(scene, name)
    return known


def _makeperson_of(scene: Scene, name: NameRun) -> Speaker:
    canonical = scene.register.canonical(name)
    kinds = kinds_of(name.last)
    kind = "media" if "media" in kinds else "group" if "group" in kinds else "person"
    gender = scene.register.gender(canonical) or name.gender
    # "Pope Francis": the actor lists may know a bare name only by its title.
    phrase = scene.register.titled.get(name.last, "") if canonical == name.last else ""
    return Speaker(canonical, kind, gender, name.last.lower(), True, phrase)


def kind_of(word: str) -> str | None:
    """What a noun stands for: document, media, group, organisation, person."""
    kinds = kinds_of(word)
    for kind in ("document", "media", "group", "organisation"):
        if kind in kinds:
            return kind
    return "person" if "role" in kinds or "title" in kinds else None


def phrase_start(page: Page, stop: int) -> int:
    """First row of the noun phrase that ends before `stop`."""
    first = stop
    while first and page.tags[first - 1].startswith(
        ("NN", "JJ", "DT", "CD", "POS", "PRP$", "HYPH")
    ):
        first -= 1
    return first


def find_antecedent(scene: Scene, row: int, gender: Gender) -> Speaker:
    """The person before a pronoun that fits best: near, a subject, the last to speak."""
    page = scene.page
    last = next((speaker for place, speaker in reversed(scene.spoken) if place < row), UNKNOWN)
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
    stop = bisect_left(scene.register.firsts, row)
    start = stop
    while start and page.sentence[names[start - 1].stop - 1] >= first:
        start -= 1
    for name in names[start:stop]:
        person = person_of(scene, name)
        if person.kind == "person" and not _modifies(page, name):
            yield name.stop - 1, person
    near = bisect_left(scene.reach, first, key=lambda place: page.sentence[place])
    for place, speaker in scene.spoken[near:]:
        if place < row and page.sentence[place] >= first and speaker.name:
            yield place, speaker


def _modifies(page: Page, name: NameRun) -> bool:
    """Whether a name only describes the noun behind it: "the Roe campaign"."""
    after = name.stop
    return (
        after < len(page.words)
        and page.tags[after] in {"NN", "NNS"}
        and page.sentence[after] == page.sentence[after - 1]
    )


def _is_subject(page: Page, place: int) -> bool:
    after = page.tags[place + 1 : place + 3]
    if page.words[place + 1 : place + 2] == [","]:
        return True
    return any(tag.startswith(("VB", "MD")) for tag in after) and "POS" not in after[:1]
