"""Who a source is: a name, a pronoun, a role, a document, a group, or no one known."""

from __future__ import annotations

from collections.abc import Sequence

from framing.layers.quotes_page import Page, Rows
from framing.layers.speakers_names import Name
from framing.layers.speakers_scene import (
    GENDER_OF,
    UNKNOWN,
    Scene,
    Speaker,
    find_antecedent,
    kind_of,
    person_of,
    phrase_start,
)

_PLURAL = frozenset({"they", "them", "their", "it", "its", "itself", "themselves"})
_OWN = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its", "these", "those"})
_ENDS_PHRASE = frozenset({",", "(", "who", "which", "that", "—", "–", "-", "--", ":", "whose"})
_EARLIER = 120
"""Tokens back that "the statement" may reach."""
_ENDS_CLAUSE = frozenset({",", ".", ";", ":", "which", "that", "who", "said", "(", "—", "–"})


def resolve(scene: Scene, rows: Rows) -> Speaker:
    """Speaker of a source; the scene must know those before it."""
    page = scene.page
    rows = _whole_title(page, _strip(page, rows))
    if rows[0] >= rows[1]:
        return UNKNOWN
    first = page.words[rows[0]]
    if rows[1] - rows[0] == 1:
        if first in GENDER_OF:
            return find_antecedent(scene, rows[0], GENDER_OF[first])
        if first in RELATIVE:
            return _antecedent(scene, rows[0])
        if first in _PLURAL:
            return _last(scene, ("group", "organisation", "document", "media"))
        if first in _OWN and page.tags[rows[0]].startswith("PRP"):
            return UNKNOWN
    return _phrase(scene, rows)


def _strip(page: Page, rows: Rows) -> Rows:
    first, stop = rows
    while first < stop and page.words[first] in {"by", "from", "to", "both", "for", "even", ","}:
        first += 1
    while first < stop and page.words[stop - 1] in {",", "'s", "’s", "'", "’", "-", "—", "–"}:
        stop -= 1
    return first, stop


def _ends_title(page: Page, name: Name, first: int) -> bool:
    """ "State" in "Secretary of State" names no person."""
    at = name.first
    short = len(name.words) == 1 and at - 2 >= first and page.words[at - 1] == "of"
    return short and kind_of(page.words[at - 2]) == "person"


def _whole_title(page: Page, rows: Rows) -> Rows:
    """ "State" of "Secretary of State" with the words before it."""
    first = rows[0]
    if first > 1 and page.words[first - 1] == "of" and kind_of(page.words[first - 2]) == "person":
        return first - 2, rows[1]
    return rows


def _phrase(scene: Scene, rows: Rows) -> Speaker:
    page = scene.page
    first, stop = rows
    end = first
    while end < stop and not _ends_phrase(page, end) and not _preposition(page, end, first):
        end += 1
    heads = [
        row for row in range(first, end) if page.tags[row].startswith(("NN", "PRP", "CD", "JJ"))
    ]
    if not heads:
        return Speaker(scene.words(rows), None)
    head = heads[-1]
    named = scene.register.within(first, stop)
    at_head = [
        name
        for name in named
        if name.first <= head < name.stop and not _ends_title(page, name, first)
    ]
    appositive = [
        name for name in named if page.words[name.first - 1] == "," and len(name.words) > 1
    ]
    if page.words[first] in GENDER_OF and head > first:
        return _own_role(scene, rows, head, appositive)
    several = len({name.last for name in named}) > 1 and bool(at_head)
    if "and" in page.words[first:end] and (several or _joined_names(page, (first, end))):
        return Speaker(scene.words((first, end)), "group", "", page.words[head], True)
    closing = [name for name in named if name.stop == stop and _apposed(page, name)]
    for name in at_head or appositive[:1] or closing:
        return person_of(scene, name)
    return _unnamed(scene, (first, end), rows, head)


def _joined_names(page: Page, rows: Rows) -> bool:
    """Whether "and" stands between two names: "US and Russia"."""
    return any(
        page.words[row] == "and"
        and page.tags[row - 1].startswith("NNP")
        and page.tags[row + 1].startswith(("NNP", "DT"))
        and all(tag.startswith(("NNP", "DT", "CC")) for tag in page.tags[rows[0] : rows[1]])
        for row in range(rows[0] + 1, rows[1] - 1)
    )


def _apposed(page: Page, name: Name) -> bool:
    """Whether a full name closes a title: "Secretary of the Bureau for Arms Jane Roe"."""
    return len(name.words) > 1 and page.tags[name.first - 1] not in {"IN", "TO", "VBN", "POS"}


def _ends_phrase(page: Page, row: int) -> bool:
    return page.words[row] in _ENDS_PHRASE and not _joins(page, row)


def _joins(page: Page, row: int) -> bool:
    """Whether a hyphen holds two words together: "Britain-based"."""
    return (
        page.words[row] == "-"
        and 0 < row < len(page.words) - 1
        and page.stop[row - 1] == page.start[row]
        and page.stop[row] == page.start[row + 1]
    )


def _preposition(page: Page, row: int, first: int) -> bool:
    if row == first or page.words[row] == "of" or page.tags[row] not in {"IN", "TO", "VBN", "VBG"}:
        return False
    return not _joins(page, row - 1)


def _own_role(scene: Scene, rows: Rows, head: int, appositive: Sequence[Name]) -> Speaker:
    """His campaign, her spokesman: named in apposition, or the role of the one meant."""
    if appositive:
        return person_of(scene, appositive[0])
    page = scene.page
    owner = find_antecedent(scene, rows[0], GENDER_OF[page.words[rows[0]]])
    rest = scene.words((rows[0] + 1, head + 1))
    name = f"{owner.name}'s {rest}" if owner.name else scene.words(rows)
    return Speaker(name, kind_of(page.words[head]), "", page.words[head], True)


def _unnamed(scene: Scene, base: Rows, rows: Rows, head: int) -> Speaker:
    page = scene.page
    noun = page.words[head]
    opens = base[0] == page.sentence_rows(head)[0] and page.tags[base[0]].startswith("NN")
    of = page.words[base[0] : head + 1].index("of") if "of" in page.words[base[0] : head] else 0
    title = page.words[base[0] + of - 1] if of else noun
    if opens and kind_of(title) == "person" and not page.tags[head].endswith("S"):
        known = _role(scene, noun, (len(page.words), base[1]), base)  # "Minister says", a headline
        if known is not None:
            return known
    if page.words[base[0]] in _DEFINITE:
        said = scene.last_of_head.get(noun)
        known = _role(scene, noun, base) or said or _earlier(scene, noun, base[0], head)
        if known is not None:
            return known
    kind = kind_of(noun)
    first = base[0] + (page.tags[base[0]] in {"DT", "PDT"} and base[0] + 1 < base[1])
    name = scene.words((first, rows[1] if kind == "document" else head + 1))
    return Speaker(name, kind, "", noun, False, scene.words(rows))


def _role(scene: Scene, noun: str, base: Rows, words: Rows | None = None) -> Speaker | None:
    """The person whom the article gave this role, most shared words first, then the nearest.

    `words` are those of the phrase if it may stand before the name, as headlines do.
    """
    page = scene.page
    here = frozenset(page.words[slice(*(words or base))])
    known = [entry for entry in scene.roles.get(noun, ()) if entry[0] < base[0]]
    if words is not None and len({person for _, person, _ in known}) > 1:
        return None
    if not known:
        return None
    _, person, _ = max(known, key=lambda entry: (len(entry[2] & here), entry[0]))
    return Speaker(person, "person", scene.register.gender(person), noun, True)


def _full_title(scene: Scene, noun: str, row: int) -> Speaker | None:
    """The title that a part of it takes up: "the Post" after "the Washington Post"."""
    page = scene.page
    for at in range(row - 1, max(-1, row - _EARLIER), -1):
        if page.words[at] == noun and at and page.tags[at - 1].startswith("NNP"):
            first = at
            while first and page.tags[first - 1].startswith("NNP"):
                first -= 1
            return Speaker(scene.words((first, at + 1)), kind_of(noun), "", noun, True)
    return None


def _earlier(scene: Scene, noun: str, row: int, head: int) -> Speaker | None:
    """The fuller phrase that "the statement" takes up: "a statement released by the ministry"."""
    page = scene.page
    if kind_of(noun) != "document":
        return None
    if page.tags[head].startswith("NNP"):
        return _full_title(scene, noun, row)
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


def _last(scene: Scene, kinds: Sequence[str]) -> Speaker:
    latest = reversed(scene.last_of_kind.items())
    return next((speaker for kind, speaker in latest if kind in kinds), UNKNOWN)


def _antecedent(scene: Scene, row: int) -> Speaker:
    """Whom "who" stands for: the name or phrase right before it."""
    page = scene.page
    name = scene.register.last_before(row)
    near = name is not None and row - name.stop <= 2
    if name is not None and near and page.sentence[name.first] == page.sentence[row]:
        return person_of(scene, name)
    stop = row
    while stop and page.words[stop - 1] in {",", "of", "whom"}:
        stop -= 1
    first = phrase_start(page, stop)
    return _phrase(scene, (first, stop)) if first < stop else UNKNOWN
