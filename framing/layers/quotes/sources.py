"""Who a source is: somebody the article names, whom a word points to, or a phrase for no one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from framing.layers.entities.descriptions import home_of, is_body, is_official, sides_in
from framing.layers.entities.find import Entities
from framing.layers.entities.names import Name, is_given, is_no_surname, pronoun_genders
from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.phrases import (
    POSSESSIVE,
    ends_phrase,
    head_of,
    is_apposed,
    is_joint,
    kind_of,
    may_head,
    opens_complement,
    phrase_start,
    strip,
    with_title,
)
from framing.lists.actors import Actor
from framing.lists.name_words import kinds_of, name_words
from framing.lists.unnamed import is_unnamed
from framing.lists.word_lists import WordLists

_PLURAL = frozenset({"they", "them", "their", "it", "its", "itself", "themselves"})
_OWN = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "these", "those"})
_ENDS_CLAUSE = frozenset({",", ".", ";", ":", "which", "that", "who", "said", "(", "—", "–"})
_TOLD = 6
"""Words behind a source in which the medium may stand that it told."""
_BEHIND_NAME = frozenset({"the", "a", "an", "who", "head", "director"})
_TITLED = 5
"""Words from a noun to the end of the title of the person it serves: "for U.S. Rep. Jane Roe"."""
_EARLIER = 120
"""Tokens back that "the statement" may reach."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source; `name` is `None` where the text does not tell, `id` empty for no one.

    `head` is the noun or name that the source is about, `words` all words of a phrase.
    """

    name: str | None = None
    kind: str | None = None
    id: str = ""
    actor: Actor | None = None
    side: str | None = None
    anonymous: bool = False
    head: str = ""
    words: frozenset[str] = frozenset()


UNKNOWN = Speaker()


@dataclass(eq=False)
class Sources:
    """One article while its sources are resolved: who is in it, and who spoke so far."""

    page: ArticleRows
    text: str
    entities: Entities
    spoken: list[tuple[int, str]] = field(default_factory=list)
    """Rows and ids of the persons who spoke so far."""
    last_of_kind: dict[str | None, Speaker] = field(default_factory=dict)
    """The last speaker of each kind, the latest kind last."""
    last_of_head: dict[str, Speaker] = field(default_factory=dict)

    def add_spoken(self, row: int, speaker: Speaker) -> None:
        """Somebody spoke."""
        self.last_of_kind.pop(speaker.kind, None)
        self.last_of_kind[speaker.kind] = speaker
        if speaker.name:
            self.last_of_head[speaker.head] = speaker
        if speaker.kind == "person" and speaker.id:
            self.spoken.append((row, speaker.id))

    def words(self, rows: Rows) -> str:
        """The text of some rows."""
        return self.text[self.page.start[rows[0]] : self.page.stop[rows[1] - 1]]

    def pronoun(self, row: int, content: Sequence[Rows] = ()) -> Speaker:
        """The person that "he" or "she" stands for, nobody whom the content names."""
        discourse = self.entities.discourse
        said = {name.id for rows in content for name in self.entities.within(*rows)}
        if self.page.words[row - 1] == "," and self.page.words[row + 2 : row + 3] in ([","], ["."]):
            # "Jane Roe has found asylum, she added, …": the words around it are what is said
            first = self.page.sentence_rows(row)[0]
            said |= {name.id for name in self.entities.within(first, row)}
        pointing = discourse.pointing.get(row)
        if pointing and pointing[0].id not in said:
            return speaker_of(pointing[0], self.page.lists)
        before = [one for one in self.spoken if one[0] < row]
        gender = pronoun_genders(self.page.lists)[self.page.words[row]]
        seen = discourse.guess(row, gender, before, said)
        return UNKNOWN if seen is None else speaker_of(discourse.point(row, seen), self.page.lists)


def speaker_of(name: Name, lists: WordLists) -> Speaker:
    """The speaker that a name, pronoun or role noun of the article is."""
    actor = name.actor
    shown = actor.name if actor is not None else name.id
    last = name.words[-1] if name.words else ""
    return Speaker(
        shown, _kind_of_name(name, last, lists), name.id, actor, name.side, head=last.lower()
    )


def _kind_of_name(name: Name, last: str, lists: WordLists) -> str:
    kinds = kinds_of(last, lists) if name.actor is None else frozenset()
    known = name.actor.type if name.actor is not None else ""
    if known == "media" or "media" in kinds:
        return "media"
    if "group" in kinds or name.several:
        return "group"
    return "person" if name.type == "person" else "organisation"


def resolve(scene: Sources, rows: Rows, content: Sequence[Rows] = ()) -> Speaker:
    """Speaker of a source; the scene must know those before it.

    `content` are the rows of what is said: whom it names "he" is not, who says it.
    """
    page = scene.page
    rows = with_title(page, strip(page, rows))
    if rows[0] >= rows[1]:
        return UNKNOWN
    first = page.words[rows[0]]
    if rows[1] - rows[0] == 1:
        if first in pronoun_genders(scene.page.lists):
            return scene.pronoun(rows[0], content)
        if first in _RELATIVE:
            return _antecedent(scene, rows[0])
        if first in _PLURAL:
            return _last(scene, ("group", "organisation", "document", "media"))
        if first in _OWN and page.tags[rows[0]].startswith("PRP"):
            return UNKNOWN
    return _phrase(scene, rows)


def _phrase(scene: Sources, rows: Rows) -> Speaker:
    page = scene.page
    first, stop = rows
    end = first
    while end < stop and not ends_phrase(page, end) and not opens_complement(page, end, first):
        end += 1
    heads = [row for row in range(first, end) if may_head(page, row)]
    if not heads:
        return Speaker(scene.words(rows))
    head = head_of(page, (first, end), heads)
    named = scene.entities.within(first, stop)
    pointing = scene.entities.discourse.pointing.get(head, [])
    if len(pointing) == 1:
        return speaker_of(pointing[0], scene.page.lists)
    at_head = _at_head(page, named, (first, end), head)
    appositive = [
        n for n in named if page.words[n.first - 1] == "," and len(n.core(scene.page.lists)) > 1
    ]
    if page.words[first] in pronoun_genders(scene.page.lists) and head > first:
        return _own_role(scene, rows, head, appositive)
    within = [name for name in named if name.last < end]
    if pointing or is_joint(page, (first, end), head, within):
        return _together(scene, (first, end), head, pointing or within)
    closing = [name for name in named if name.last + 1 == stop and is_apposed(page, name)]
    titles = [name for name in at_head if name.form == "role" and name.actor is None]
    at_head = [name for name in at_head if name not in titles] or closing or _overlooked(scene, end)
    for name in at_head or appositive[:1]:
        return speaker_of(name, scene.page.lists)
    if titles:
        whose = sides_in(page, rows, head, named)
        return _taken_up(scene, (first, end), head, whose) or speaker_of(
            titles[0], scene.page.lists
        )
    return _unnamed(scene, (first, end), rows, head)


def _at_head(page: ArticleRows, named: Sequence[Name], base: Rows, head: int) -> list[Name]:
    """Names that a source is about: "Archbishop John Roe of Baltimore" is a person, no city.

    Where commas are lost, what follows a full name tells more of it: "Jane Roe the head of".
    """
    for name in named:
        if name.type != "person" or name.form != "name" or name.last + 1 >= base[1]:
            continue
        titled = "of" not in page.words[base[0] : name.first]
        after = page.words[name.last + 1]
        if titled and (after == "of" or (after in _BEHIND_NAME and len(name.core(page.lists)) > 1)):
            return [name]
    return [name for name in named if name.first <= head <= name.last]


def _names_body(core: Sequence[str], lists: WordLists) -> bool:
    """Whether words of bodies and places are in what may be a person's name."""
    return any(is_no_surname(word, lists) for word in core)


def _overlooked(scene: Sources, end: int) -> list[Name]:
    """A person at the head of a source whom the tagger overlooked: proper nouns, one a given name.

    From now on he or she is a name of the article.
    """
    tags, first, last = scene.page.tags, end, end - 1
    while first and tags[first - 1].startswith("NNP"):
        first -= 1
    if first >= last or any(n.type == "person" for n in scene.entities.within(first, end)):
        return []
    name = Name(first, last, scene.words((first, end)).split(), "person")
    core, titled = (
        name.core(scene.page.lists),
        bool(name.title(scene.page.lists)) or tags[first - 1].startswith("NN"),
    )
    given = [at for at, word in enumerate(core[:-1]) if is_given(word, scene.page.lists)]
    if len(name.words) != end - first or len(core) < 2 or not (given or titled):
        return []
    if kind_of(core[-1], scene.page.lists) is not None or _names_body(core, scene.page.lists):
        return []
    scene.entities.add(scene.page, name)
    return [name]


def _together(scene: Sources, base: Rows, head: int, names: Sequence[Name]) -> Speaker:
    """Several speakers as one: on a side only if all are."""
    sides = {name.side for name in names}
    side = sides.pop() if len(sides) == 1 else None
    words = scene.words(base)
    unnamed = not any(name.last >= head or name.type == "person" for name in names)
    anonymous = unnamed and is_unnamed(words, scene.page.lists)
    return Speaker(words, "group", "", None, side, anonymous, scene.page.words[head])


def _own_role(scene: Sources, rows: Rows, head: int, appositive: Sequence[Name]) -> Speaker:
    """His campaign, her spokesman: named in apposition, or the role of the one meant."""
    named = [name for name in scene.entities.within(*rows) if name.first <= head <= name.last]
    full = [
        name for name in named if name.type == "person" and len(name.core(scene.page.lists)) > 1
    ]
    if full or appositive:
        return speaker_of((full or list(appositive))[0], scene.page.lists)
    owner = scene.pronoun(rows[0])
    rest = scene.words((rows[0] + 1, head + 1))
    name = f"{owner.name}'s {rest}" if owner.name else scene.words(rows)
    return _owned(scene, name, owner.side, (rows[0] + 1, head + 1), head)


def _owned(scene: Sources, name: str, side: str | None, rows: Rows, head: int) -> Speaker:
    """Somebody's spokesman or aide, who speaks for the same side; a lawyer does not."""
    noun, words = scene.page.words[head], scene.page.words[slice(*rows)]
    speaks = is_official(noun, words, scene.page.lists) or is_body(noun, scene.page.lists)
    anonymous = kind_of(noun, scene.page.lists) != "organisation" and _is_anonymous(
        scene, rows, head
    )
    found = side if speaks else None
    return Speaker(name, kind_of(noun, scene.page.lists), "", None, found, anonymous, noun)


def _unnamed(scene: Sources, base: Rows, rows: Rows, head: int) -> Speaker:
    page = scene.page
    noun = page.words[head]
    named = scene.entities.within(*rows)
    owners = [n for n in named if n.type == "person" and _owns(page, n, head)]
    if owners:
        whole = scene.words((min(owners[-1].first, head), max(head, owners[-1].last) + 1))
        return _owned(scene, whole, owners[-1].side, base, head)
    whose = sides_in(page, rows, head, named)
    known = _taken_up(scene, base, head, whose) if not page.tags[head].endswith("S") else None
    if known is None and page.words[base[0]] in _DEFINITE:
        known = _said_before(scene, base, head) or _earlier(scene, noun, base[0], head)
        known = known or _body_before(scene, noun, base)
    if known is not None:
        return known
    kind = kind_of(noun, scene.page.lists)
    if kind == "person" and page.tags[head].endswith("S"):
        kind = "group"
    first = base[0] + (page.tags[base[0]] in {"DT", "PDT"} and base[0] + 1 < base[1])
    name = scene.words((first, rows[1] if kind == "document" else head + 1))
    near = _one_side(whose) if _speaks_for_state(scene, base, head) else None
    if kind == "document" and near is None:  # "a statement released by the Russian ministry"
        near = _one_side([n for n in scene.entities.within(*rows) if n.side])
    home = home_of(page.words[base[0] : head + 1], scene.entities.names, scene.page.lists)
    home = home or _told_medium(scene, base, head)
    actor = near.actor if near and kind in ("document", "organisation", "group", None) else None
    anonymous = _is_anonymous(scene, rows, head)
    words = frozenset(page.words[base[0] : base[1]])
    side = near.side if near else home if not whose else None
    return Speaker(name, kind, "", actor, side, anonymous, noun, words)


def _told_medium(scene: Sources, base: Rows, head: int) -> str | None:
    """The state whose own news agency a source of its army, police or ministries told."""
    kinds = {
        kind
        for word in scene.page.words[slice(*base)]
        for kind in _kinds(word.capitalize(), scene.page.lists)
    }
    if "state_body" not in kinds or not is_official(scene.page.words[head], (), scene.page.lists):
        return None
    for name in scene.entities.within(base[1], base[1] + _TOLD):
        if name.actor is not None and name.actor.type == "media":
            return name.side
    return None


def _kinds(word: str, lists: WordLists) -> Sequence[str]:
    return name_words(lists).get(word, ())


def _speaks_for_state(scene: Sources, base: Rows, head: int) -> bool:
    """Whether words for no one in particular can be on a side: officials and bodies, no voters."""
    noun, words = scene.page.words[head], scene.page.words[slice(*base)]
    if kind_of(noun, scene.page.lists) in ("organisation", "media", "document"):
        return True
    return is_official(noun, words, scene.page.lists) or is_body(noun, scene.page.lists)


def _is_anonymous(scene: Sources, rows: Rows, head: int) -> bool:
    """Whether unnamed persons speak: by their words, or by a noun that is no office and no body."""
    noun = scene.page.words[head]
    kinds = kinds_of(noun, scene.page.lists) | kinds_of(noun.removesuffix("s"), scene.page.lists)
    listed = is_unnamed(scene.words(rows), scene.page.lists)
    return listed or ("role" in kinds and not kinds & {"title", "organisation", "document"})


def _owns(page: ArticleRows, name: Name, head: int) -> bool:
    """Whether the head noun is somebody's: "Roe's aide", "Roe aides", "an aide to Jane Roe"."""
    if name.last < head:
        return name.last + 1 == head or page.words[name.last + 1] in POSSESSIVE
    return page.words[head + 1] in {"for", "to"} and name.first - head <= _TITLED


def _one_side(names: Iterable[Name]) -> Name | None:
    """The state or body whose side a phrase is on: a state's before a body's, none if two."""
    found = list(names)
    if found and found[-1].actor is not None and found[-1].actor.type == "armed_group":
        return found[-1]  # "the Lebanese Hezbollah forces"
    states = [name for name in found if name.actor is not None and name.actor.type == "state"]
    chosen = states or found
    return chosen[0] if len({name.side for name in chosen}) == 1 else None


def _taken_up(scene: Sources, base: Rows, head: int, whose: Sequence[Name]) -> Speaker | None:
    """The person whom the article gave this role, most shared words first, then the nearest.

    "The minister" takes up one named before, "Minister says" in a headline the only one at all.
    """
    page = scene.page
    definite = page.words[base[0]] in _DEFINITE
    opens = base[0] == page.sentence_rows(head)[0] and page.tags[base[0]].startswith("NN")
    of = page.words[base[0] : head].index("of") if "of" in page.words[base[0] : head] else 0
    noun = page.words[base[0] + of - 1] if of and opens else page.words[head]
    if not definite and not (opens and kind_of(noun, scene.page.lists) == "person"):
        return None
    side, here = _one_side(whose), frozenset(page.words[base[0] : base[1]])
    told = [
        one
        for one in scene.entities.descriptions.by_head.get(noun, ())
        if side is None or one.person.side in (None, side.side)
    ]
    before = [one for one in told if one.row < base[0]] if definite else []
    # who is called so only later, or below a headline, must be the only one
    told = before or told
    if not told or (not before and len({one.person.id for one in told}) > 1):
        return None
    best = max(told, key=lambda one: (len(one.words & here), one.row))
    return speaker_of(scene.entities.discourse.refer(head, best.person), scene.page.lists)


def _said_before(scene: Sources, base: Rows, head: int) -> Speaker | None:
    """Who spoke before under the same noun, if the words beside it say nothing else."""
    page = scene.page
    said = scene.last_of_head.get(page.words[head])
    beside = frozenset(page.words[base[0] : head]) - _DEFINITE
    return said if said is not None and (said.id or beside <= said.words) else None


def _body_before(scene: Sources, noun: str, base: Rows) -> Speaker | None:
    """The body that a word of its name takes up: "the observatory", "the ministry"."""
    if kind_of(noun, scene.page.lists) not in ("organisation", "media") or base[1] - base[0] != 2:
        return None
    for name in reversed(scene.entities.within(max(0, base[0] - _EARLIER), base[0])):
        words = [*name.words, *(name.actor.name.split() if name.actor else ())]
        if name.type == "organisation" and noun in (word.lower() for word in words):
            return speaker_of(name, scene.page.lists)
    return None


def _full_title(scene: Sources, noun: str, row: int) -> Speaker | None:
    """The title that a part of it takes up: "the Post" after "the Washington Post"."""
    page = scene.page
    for at in range(row - 1, max(-1, row - _EARLIER), -1):
        if page.words[at] == noun and at and page.tags[at - 1].startswith("NNP"):
            first = at
            while first and page.tags[first - 1].startswith("NNP"):
                first -= 1
            named = scene.entities.within(first, at + 1)
            if named and named[-1].last == at:
                return speaker_of(named[-1], scene.page.lists)
            return Speaker(scene.words((first, at + 1)), kind_of(noun, scene.page.lists), head=noun)
    return None


def _earlier(scene: Sources, noun: str, row: int, head: int) -> Speaker | None:
    """The fuller phrase that "the statement" takes up: "a statement released by the ministry"."""
    page = scene.page
    if kind_of(noun, scene.page.lists) not in ("document", "media"):
        return None
    if page.tags[head].startswith("NNP"):
        return _full_title(scene, noun, row)
    if kind_of(noun, scene.page.lists) == "media":
        return None
    for at in range(row - 1, max(-1, row - _EARLIER), -1):
        if page.words[at] != noun or page.quoted[at] or not page.speaks[at]:
            continue
        stop = at + 1
        while stop < row and page.words[stop] not in _ENDS_CLAUSE and not page.quoted[stop]:
            stop += 1
        first = phrase_start(page, at)
        if stop - first > 2:
            return _unnamed(scene, (first, at + 1), (first, stop), at)
    return None


def _last(scene: Sources, kinds: Sequence[str]) -> Speaker:
    latest = reversed(scene.last_of_kind.items())
    return next((speaker for kind, speaker in latest if kind in kinds), UNKNOWN)


def _antecedent(scene: Sources, row: int) -> Speaker:
    """Whom "who" stands for: the name or phrase right before it."""
    page = scene.page
    name = scene.entities.last_before(row)
    near = name is not None and row - name.last <= 3
    if name is not None and near and page.sentence[name.first] == page.sentence[row]:
        return speaker_of(name, scene.page.lists)
    stop = row
    while stop and page.words[stop - 1] in {",", "of", "whom"}:
        stop -= 1
    first = phrase_start(page, stop)
    return _phrase(scene, (first, stop)) if first < stop else UNKNOWN
