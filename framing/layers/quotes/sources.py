"""Who a source is: somebody the article names, whom a word points to, or a phrase for no one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.layers.entities.descriptions import (
    home_by_bodies,
    home_of,
    is_body,
    is_official,
    sides_in,
)
from framing.layers.entities.legislators import HOME, label_behind
from framing.layers.entities.names import Name, pronoun_genders
from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.cut_sources import HE, described, without_clause
from framing.layers.quotes.earlier import (
    DEFINITE,
    EARLIER,
    body_before,
    firm_before,
    last,
    legislator,
    one_side,
    person_before,
    said_before,
    taken_up,
    whose_its,
)
from framing.layers.quotes.overlooked import behind_title, news_before, overlooked
from framing.layers.quotes.phrases import (
    POSSESSIVE,
    ends_phrase,
    head_of,
    is_apposed,
    is_joint,
    kind_of,
    may_head,
    noun_at,
    opens_complement,
    phrase_start,
    strip,
    with_title,
)
from framing.layers.quotes.scene import UNKNOWN, Sources, Speaker, speaker_of
from framing.layers.quotes.state_sides import (
    home_of_body,
    home_of_served,
    members_behind,
    speaks_for_state,
)
from framing.lists.name_words import kinds_of
from framing.lists.unnamed import is_unnamed

_PLURAL = frozenset({"they", "them", "their", "it", "its", "itself", "themselves"})
_OWN = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_ENDS_CLAUSE = frozenset({",", ".", ";", ":", "which", "that", "who", "said", "(", "—", "–"})
_SOME = frozenset({"one", "two", "three", "some", "several", "many", "most", "all", "none"})
_LINKS = 90
"""Tokens that links between a name and its label take at most."""
_OF_PLACE = 3  # tokens between a name and the word for its holder; chosen, not measured
_NOBODY = frozenset({"state", "place"})
_BEHIND_NAME = frozenset({"the", "a", "an", "who", "head", "director"})
_NO_OFFICE = _ENDS_CLAUSE | {"and", "former", "ex"}
_TITLED = 5
"""Words from a noun to the end of the title of the person it serves: "for U.S. Rep. Jane Roe"."""


def resolve(scene: Sources, rows: Rows, content: Sequence[Rows] = ()) -> Speaker:
    """Speaker of a source; the scene must know those before it.

    `content` are the rows of what is said: whom it names "he" is not, who says it.
    """
    page = scene.page
    rows = with_title(page, strip(page, rows))
    if rows[0] >= rows[1]:
        return UNKNOWN
    known = _before_label(scene, rows) or described(scene, rows)
    if known is not None:
        return known
    rows = without_clause(scene, rows)
    first = page.words[rows[0]]
    if first == "who" and rows[0]:
        return _antecedent(scene, rows[0])
    if rows[1] - rows[0] == 1:
        if first in pronoun_genders(scene.page.lists):
            return scene.pronoun(rows[0], content)
        if first in _RELATIVE:
            return _antecedent(scene, rows[0])
        if first in _PLURAL:
            return last(scene, ("group", "organisation", "document", "media"))
        if first in _OWN and page.tags[rows[0]].startswith("PRP"):
            return UNKNOWN
    if first in _SOME and page.words[rows[0] + 1 : rows[1]] == ["of", "them"]:
        whole = last(scene, ("group",))  # "One of them": as unnamed as they all are
        return replace(whole, name=scene.words(rows), id="", head=first) if whole.name else whole
    return _phrase(scene, rows)


def _before_label(scene: Sources, rows: Rows) -> Speaker | None:
    """The legislator whose label alone is left of a source: "(R-Ohio) said".

    Where links stand between name and label ("… MORE (R-Ohio)"), it is the first one named since
    the links before.
    """
    page = scene.page
    first = rows[0] + (page.words[rows[0]] == "(")
    if page.words[first - 1] != "(" or not label_behind(page.words, first - 1, page.lists):
        return None
    begin = page.sentence_rows(first - 1)[0]
    if page.words[first - 2] == "more":
        begin = max(0, first - _LINKS)
        earlier = [row for row in range(begin, first - 2) if page.words[row] == "more"]
        begin = earlier[-1] if earlier else begin
    persons = [n for n in scene.entities.within(begin, first) if n.type == "person"]
    if not persons:
        return None
    chosen = persons[0] if page.words[first - 2] == "more" else persons[-1]
    known = speaker_of(chosen, page.lists)
    return known if known.side else replace(known, side=HOME)


def _phrase(scene: Sources, rows: Rows) -> Speaker:
    """Whom a phrase of more than a pronoun means; what others did to who speaks tells nothing.

    "A lawmaker briefed by the director" is a lawmaker.
    """
    page = scene.page
    (first, stop), end = rows, _phrase_end(page, rows)
    stop = _without_agent(page, rows, end)
    heads = [row for row in range(first, end) if may_head(page, row)]
    if not heads:
        return _by_name_alone(scene, rows, end)
    head = head_of(page, (first, end), heads)
    named = scene.entities.within(first, stop)
    pointing = scene.entities.discourse.pointing.get(head, [])
    if len(pointing) == 1:
        return speaker_of(pointing[0], scene.page.lists)
    several = _with_another(scene, rows, end, head)
    if several is not None:
        return several
    if page.words[first] in pronoun_genders(scene.page.lists) and head > first:
        return _own_role(scene, rows, head, _apposed(page, named))
    within = [name for name in named if name.last < end]
    if pointing or is_joint(page, (first, end), head, within):
        return _together(scene, (first, end), head, pointing or within)
    known = legislator(scene, (first, end), head, named)
    return known or _by_names(scene, rows, (first, end), head, named)


def _without_agent(page: ArticleRows, rows: Rows, end: int) -> int:
    """Where a source ends without "by" and who did something to the one who speaks."""
    return end if page.words[end + 1 : rows[1]][:1] == ["by"] else rows[1]


def _apposed(page: ArticleRows, named: Sequence[Name]) -> list[Name]:
    """Full names behind a comma."""
    return [n for n in named if page.words[n.first - 1] == "," and len(n.core(page.lists)) > 1]


def _by_names(scene: Sources, rows: Rows, base: Rows, head: int, named: Sequence[Name]) -> Speaker:
    """The one whom a name in the phrase tells, by where it stands; else a phrase for no one."""
    page, end, stop = scene.page, base[1], _without_agent(scene.page, rows, base[1])
    closing = _closing(scene, named, head, (end, stop))
    at_head = _at_head(page, named, base, head)
    at_head = _spokesman(page, closing) or _behind_county(page, named, at_head, stop)
    titles = [name for name in at_head if name.form == "role" and name.actor is None]
    at_head = [name for name in at_head if name not in titles] or closing or overlooked(scene, end)
    for name in at_head or _apposed(page, named)[:1]:
        speaker = _in_parliament(scene, speaker_of(name, page.lists), head, rows)
        speaker = _of_owner(page, speaker, name, named)
        return _of_side(speaker, sides_in(page, base, head, named))
    if titles:
        whose = sides_in(page, rows, head, named)
        return taken_up(scene, base, head, whose) or speaker_of(titles[0], scene.page.lists)
    for name in news_before(page, named, head):
        return replace(speaker_of(name, page.lists), head=page.words[head])
    return _unnamed(scene, base, rows, head)


def _of_side(speaker: Speaker, whose: Sequence[Name]) -> Speaker:
    """A body without a side has that of the state before it: "the Cuban Foreign Ministry"."""
    near = one_side([n for n in whose if n.actor is not None and n.actor.type == "state"])
    if speaker.side is not None or speaker.kind != "organisation" or speaker.actor or near is None:
        return speaker
    return replace(speaker, side=near.side)


def _of_owner(page: ArticleRows, speaker: Speaker, name: Name, named: Sequence[Name]) -> Speaker:
    """Whose name and side stand before the title of an aide: "Roe spokesman John Doe"."""
    owners = [n for n in named if n.last < name.first and n.type == "person" and n.side]
    if speaker.side is not None or not owners:
        return speaker
    title = page.words[owners[-1].last + 1 : name.last + 1 - len(name.core(page.lists))]
    serves = any(is_official(word, title, page.lists) for word in title)
    plain = _NO_OFFICE.isdisjoint((page.words[owners[-1].first - 1], *title))
    return replace(speaker, side=owners[-1].side) if serves and plain else speaker


def _in_parliament(scene: Sources, speaker: Speaker, head: int, rows: Rows) -> Speaker:
    """Members of a party "on the Senate committee" speak for the state of that parliament."""
    if speaker.side is not None or speaker.kind == "media" or speaker.actor is None:
        return speaker
    if speaker.actor.type == "person":
        return speaker
    beside = scene.entities.within(*rows)
    return replace(speaker, side=home_by_bodies("lawmaker", beside, scene.page.lists))


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


def _closing(scene: Sources, named: Sequence[Name], head: int, behind: Rows) -> list[Name]:
    """The person who ends a source behind a title: no one whom a spokesman only serves.

    Nor one of several ("senators, including Jane Roe").
    """
    page = scene.page
    if page.words[behind[0] : behind[0] + 1] == ["for"] and page.words[head].startswith("spokes"):
        return []
    if page.tags[head] in {"NNS", "NNPS"}:
        return []
    ends = {behind[1]}
    before = any(name.type == "person" and name.first <= head for name in named)
    if not before and "of" in page.words[head : behind[0]]:
        ends.add(behind[0])  # "Ohio Secretary of State Jane Roe, a Republican"
    closing = [name for name in named if name.last + 1 in ends and is_apposed(page, name)]
    return closing or behind_title(scene, head, behind)


def _spokesman(page: ArticleRows, closing: Sequence[Name]) -> list[Name]:
    """A person who closes a long title: "Citizens for Trees in Ohio spokesman John Roe"."""
    return [name for name in closing if page.words[name.first - 1].startswith("spokes")]


def _together(scene: Sources, base: Rows, head: int, names: Sequence[Name]) -> Speaker:
    """Several speakers as one: on a side only if all are; persons before bodies beside them."""
    persons = [name for name in names if name.type == "person"]
    sides = {name.side for name in (persons if len(persons) > 1 else names)}
    side = sides.pop() if len(sides) == 1 else None
    words = scene.words(base)
    unnamed = not any(name.last >= head or name.type == "person" for name in names)
    anonymous = unnamed and is_unnamed(words, scene.page.lists)
    return Speaker(words, "group", "", None, side, anonymous, scene.page.words[head])


def _phrase_end(page: ArticleRows, rows: Rows) -> int:
    """The row behind the noun phrase that a source begins with."""
    first, end = rows[0], rows[0]
    while end < rows[1] and not ends_phrase(page, end) and not opens_complement(page, end, first):
        end += 1
    return end


def _by_name_alone(scene: Sources, rows: Rows, end: int) -> Speaker:
    """A phrase in which no noun stands, but maybe a name that was taken for a verb."""
    persons = [n for n in scene.entities.within(rows[0], end) if n.type == "person"]
    return speaker_of(persons[-1], scene.page.lists) if persons else Speaker(scene.words(rows))


def _behind_county(
    page: ArticleRows, named: Sequence[Name], at_head: list[Name], stop: int
) -> list[Name]:
    """The person at the end instead of the place: "Roe County, Ohio, Supervisor Jane Doe"."""
    if not at_head or at_head[0].type not in _NOBODY:
        return at_head
    return [n for n in named if n.last + 1 == stop and is_apposed(page, n)] or at_head


def _with_another(scene: Sources, rows: Rows, end: int, head: int) -> Speaker | None:
    """Two speakers: "He and Jane Roe", "Envoy Roe, and spokesman John Doe"."""
    page, (first, stop) = scene.page, rows
    named = scene.entities.within(first, stop)
    if page.words[first] in HE and page.words[first + 1] == "and" and first + 2 < end:
        sides = {scene.pronoun(first, [rows]).side, *(n.side for n in named if n.last < end)}
        side = sides.pop() if len(sides) == 1 else None
        return Speaker(scene.words((first, end)), "group", "", None, side, False, page.words[head])
    before = scene.entities.last_before(end)
    if page.words[end : end + 2] != [",", "and"] or before is None or before.last != end - 1:
        return None
    behind = scene.entities.within(end + 2, stop)
    persons = [before.type, *(name.type for name in behind[-1:])]
    return _together(scene, rows, stop - 1, named) if persons == ["person"] * 2 else None


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
    noun = noun_at(page, base, head)
    named = scene.entities.within(*rows)
    owners = [n for n in named if n.type == "person" and _owns(page, n, head)]
    if owners:
        whole = scene.words((min(owners[-1].first, head), max(head, owners[-1].last) + 1))
        return _owned(scene, whole, owners[-1].side, base, head)
    its = whose_its(scene, base)
    whose = sides_in(page, rows, head, named) or its
    known = taken_up(scene, base, head, whose) if not page.tags[head].endswith("S") else None
    if known is None and page.words[base[0]] in DEFINITE and _is_age(page, head):
        known = person_before(scene, base[0])
    if known is None and page.words[base[0]] in DEFINITE:
        known = said_before(scene, base, head) or _earlier(scene, noun, base[0], head)
        known = known or body_before(scene, noun, base) or firm_before(scene, noun, base)
    if known is not None:
        return known
    kind = kind_of(noun, scene.page.lists)
    if kind == "person" and page.tags[head].endswith("S"):
        kind = "group"
    first = base[0] + (page.tags[base[0]] in {"DT", "PDT"} and base[0] + 1 < base[1])
    name = scene.words((first, rows[1] if kind == "document" else head + 1))
    if its:
        name = f"{speaker_of(its[0], page.lists).name}'s {scene.words((first + 1, head + 1))}"
    near = one_side(whose) if speaks_for_state(scene, base, head) else None
    if kind == "document" and near is None:  # "a statement released by the Russian ministry"
        near = one_side([n for n in scene.entities.within(*rows) if n.side])
    home = home_of(page.words[base[0] : head + 1], scene.entities.names, scene.page.lists)
    home = home or home_by_bodies("lawmaker", members_behind(scene, noun, head, rows), page.lists)
    home = home or home_of_body(scene, base, head) or home_of_served(scene, noun, head, rows)
    if home is None and not scene.entities.within(base[0], head):
        home = home_by_bodies(noun, scene.entities.names, page.lists)
    actor = near.actor if near and kind in ("document", "organisation", "group", None) else None
    anonymous = kind != "media" and _is_anonymous(scene, rows, head)
    words = frozenset(page.words[base[0] : base[1]])
    side = near.side if near else home if not whose else None
    return Speaker(name, kind, "", actor, side, anonymous, noun, words)


def _is_age(page: ArticleRows, head: int) -> bool:
    """Whether a phrase ends with an age, cut into words or not: "the 56-year-old"."""
    return "".join(page.words[max(head - 2, 0) : head + 1]).endswith("year-old")


def _is_anonymous(scene: Sources, rows: Rows, head: int) -> bool:
    """Whether unnamed persons speak: by their words, or by a noun that is no office and no body."""
    noun = noun_at(scene.page, rows, head)
    kinds = kinds_of(noun, scene.page.lists) | kinds_of(noun.removesuffix("s"), scene.page.lists)
    listed = is_unnamed(scene.words(rows), scene.page.lists)
    return listed or ("role" in kinds and not kinds & {"title", "organisation", "document"})


def _owns(page: ArticleRows, name: Name, head: int) -> bool:
    """Whether the head noun is somebody's: "Roe's aide", "Roe aides", "an aide to Jane Roe"."""
    if name.last < head:
        return name.last + 1 == head or page.words[name.last + 1] in POSSESSIVE
    return page.words[head + 1] in {"for", "to"} and name.first - head <= _TITLED


def _earlier(scene: Sources, noun: str, row: int, head: int) -> Speaker | None:
    """The fuller phrase that "the statement" takes up: "a statement released by the ministry"."""
    page = scene.page
    if kind_of(noun, scene.page.lists) not in ("document", "media"):
        return None
    if page.tags[head].startswith("NNP") or kind_of(noun, scene.page.lists) == "media":
        return None
    for at in range(row - 1, max(-1, row - EARLIER), -1):
        if page.words[at] != noun or page.quoted[at] or not page.speaks[at]:
            continue
        stop = at + 1
        while stop < row and page.words[stop] not in _ENDS_CLAUSE and not page.quoted[stop]:
            stop += 1
        first = phrase_start(page, at)
        if stop - first > 2:
            return _unnamed(scene, (first, at + 1), (first, stop), at)
    return None


def _antecedent(scene: Sources, row: int) -> Speaker:
    """Whom "who" stands for: the name or phrase right before it."""
    page = scene.page
    name = scene.entities.last_before(row)
    if name is not None and name.type in _NOBODY and page.words[row - 1] == "and":
        again = [at for at in range(page.sentence_rows(row)[0], row) if page.words[at] == "who"]
        if again:  # "who lived in Paris and who said"
            return _antecedent(scene, again[0])
    while (
        name is not None and name.type in _NOBODY and page.words[name.first - 1] in {"of", "from"}
    ):
        before = scene.entities.last_before(name.first)
        if before is None or name.first - before.last > _OF_PLACE:
            break
        name = before  # "Jane Roe of Ohio, who said"
    near = name is not None and row - name.last <= _OF_PLACE + 2
    if name is not None and near and page.sentence[name.first] == page.sentence[row]:
        return speaker_of(name, scene.page.lists)
    stop = row
    while stop and page.words[stop - 1] in {",", "of", "whom"}:
        stop -= 1
    first = phrase_start(page, stop)
    return _phrase(scene, (first, stop)) if first < stop else UNKNOWN
