"""Speakers of attributions: canonical name, kind, actor and side, named or not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from framing.layers.cover import Cover
from framing.layers.entities.names import NameRun, kinds_of
from framing.layers.page import Page, Rows, make_pages
from framing.layers.quotes.discourse import (
    GENDER_OF,
    UNKNOWN,
    Scene,
    Speaker,
    find_antecedent,
    kind_of,
    open_scene,
    person_of,
    phrase_start,
)
from framing.lists.people import (
    find_holder,
    find_side,
    is_unnamed,
    named_actor,
    parse_day,
)
from framing.types import Quote, Spans, Tokens

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


def _ends_title(page: Page, name: NameRun, first: int) -> bool:
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


def _apposed(page: Page, name: NameRun) -> bool:
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


def _own_role(scene: Scene, rows: Rows, head: int, appositive: Sequence[NameRun]) -> Speaker:
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


def resolve_speakers(
    articles_text: Sequence[str],
    tokens: Tokens,
    quotes: Sequence[tuple[Quote, ...]],
    published: Sequence[str | None],
    lexicons: Path | None = None,
) -> list[tuple[Quote, ...]]:
    """The same attributions with their speakers; what the text does not tell stays `None`.

    `published` are ISO dates or `None`: offices are resolved, and sides hold, at that day.
    """
    batch = zip(articles_text, quotes, published, strict=True)
    pages = make_pages(tokens)
    return [
        _resolve_article(text, page, found, Setting(parse_day(day), lexicons))
        for page, (text, found, day) in zip(pages, batch, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Setting:
    """When an article was published and which lists of the user's apply."""

    day: date | None
    lexicons: Path | None


def _resolve_article(
    text: str, page: Page, quotes: tuple[Quote, ...], setting: Setting
) -> tuple[Quote, ...]:
    if not quotes:
        return ()
    scene = open_scene(page, text)
    sources = [_rows(page, quote.source) for quote in quotes]
    speakers: list[Speaker] = [UNKNOWN] * len(quotes)
    for index in sorted(range(len(quotes)), key=lambda k: sources[k] or (0, 0)):
        rows = sources[index]
        if rows is not None:
            speakers[index] = resolve(scene, rows)
            scene.add_spoken(rows[1] - 1, speakers[index])
    contents = Cover((span, k) for k, quote in enumerate(quotes) for span in quote.content)
    _fill_inner(scene, contents, sources, speakers)
    _fill_floating(quotes, sources, speakers)
    return tuple(
        _identify(quote, speaker, setting, nested)
        for quote, speaker, nested in zip(
            quotes, speakers, _find_nested(quotes, contents), strict=True
        )
    )


def _identify(quote: Quote, speaker: Speaker, setting: Setting, nested: bool) -> Quote:
    """The attribution with name, actor, side, whether the speaker is unnamed, whether nested."""
    if speaker.name is None or not _can_speak(speaker.name):
        return replace(quote, nested=True) if nested else quote
    known = named_actor(speaker.name, setting.lexicons)
    known = known or named_actor(speaker.phrase, setting.lexicons)
    name, kind = speaker.name, speaker.kind
    if known is not None:
        name = known.name
        if known.person:
            kind = "person"
        elif known.row.get("type") == "media":
            kind = "media"
        elif kind != "document":  # "Turkey claimed": a state is no person
            kind = "organisation"
    unnamed = known is None and not speaker.proper
    anonymous = unnamed and is_unnamed(speaker.phrase, setting.lexicons)
    near = known or (find_side(speaker.phrase, setting.lexicons) if unnamed else None)
    if unnamed and not anonymous and near is not None and kind == "person":
        holder = find_holder(speaker.phrase, near.side(None) or "", setting.day, setting.lexicons)
        if holder is not None:
            known = near = holder
            name = holder.name
    actor = known or (near if kind in ("document", "organisation", "group", None) else None)
    # Spelled out: `dataclasses.replace` takes four times as long, for every attribution.
    return Quote(
        content=quote.content,
        cue=quote.cue,
        source=quote.source,
        kind=quote.kind,
        speaker=name,
        actor=actor.id if actor else None,
        side=near.side(setting.day) if near else None,
        anonymous=anonymous,
        stance=quote.stance,
        confidence=quote.confidence,
        speaker_kind=kind,
        nested=nested,
        unpaired=quote.unpaired,
    )


@lru_cache(maxsize=20_000)
def _can_speak(name: str) -> bool:
    """Not so days of the week and single letters: "Saturday", "G."."""
    words = name.split()
    return any(len(word.strip(".")) > 1 and "time" not in kinds_of(word) for word in words)


def _find_nested(quotes: Sequence[Quote], contents: Cover) -> list[bool]:
    """Whether the cue of each stands inside another's content: a source quoting a source."""
    places = ((quote.cue or quote.content)[0][0] for quote in quotes)
    return [
        any(other != index for other in contents.owners(at, at + 1))
        for index, at in enumerate(places)
    ]


def _rows(page: Page, spans: Spans) -> Rows | None:
    if not spans:
        return None
    first = bisect_right(page.stop, spans[0][0])
    stop = bisect_left(page.start, spans[-1][1])
    return (first, stop) if first < stop else None


def _fill_inner(
    scene: Scene, contents: Cover, sources: Sequence[Rows | None], speakers: list[Speaker]
) -> None:
    """ "I" and "we" inside a content mean its speaker."""
    for index, rows in enumerate(sources):
        if rows is None or speakers[index] is not UNKNOWN:
            continue
        at = scene.page.start[rows[0]]
        for other in contents.owners(at, at + 1):
            if other != index:
                speakers[index] = speakers[other]


def _fill_floating(
    quotes: Sequence[Quote], sources: Sequence[Rows | None], speakers: list[Speaker]
) -> None:
    """A quotation that names no one goes on with the words of the speaker before it."""
    for index, quote in enumerate(quotes):
        if index and sources[index] is None and quote.kind != "indirect":
            speakers[index] = speakers[index - 1]
