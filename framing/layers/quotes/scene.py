"""Who speaks in an article so far: what a later word of a source can take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.layers.entities.find import Entities
from framing.layers.entities.names import Name, pronoun_genders
from framing.layers.page import ArticleRows, Rows
from framing.lists.actors import Actor
from framing.lists.name_words import kinds_of
from framing.lists.word_lists import WordLists

_GOES_ON = 2
"""Sentences for which "he" may be the unnamed person who spoke last."""


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
    unnamed: tuple[int, Speaker] | None = None
    """Row of the last unnamed person to speak, and who that is."""

    def add_spoken(self, row: int, speaker: Speaker) -> None:
        """Somebody spoke."""
        self.last_of_kind.pop(speaker.kind, None)
        self.last_of_kind[speaker.kind] = speaker
        if speaker.kind == "person" and speaker.name and not speaker.id:
            self.unnamed = row, speaker
        if speaker.name:
            self.last_of_head[speaker.head] = speaker
        if speaker.kind == "person" and speaker.id:
            self.spoken.append((row, speaker.id))

    def words(self, rows: Rows) -> str:
        """The text of some rows."""
        return self.text[self.page.start[rows[0]] : self.page.stop[rows[1] - 1]]

    def _goes_on(self, row: int, gender: str) -> Speaker | None:
        """The unnamed person who spoke just before, if nobody else was named since who fits."""
        if self.unnamed is None or self.unnamed[0] >= row:
            return None
        first, speaker = self.unnamed
        if self.page.sentence[row] - self.page.sentence[first] > _GOES_ON:
            return None
        known = self.entities.discourse.gender
        since = [n for n in self.entities.within(first, row) if n.type == "person"]
        return None if any(known.get(n.id, gender) == gender for n in since) else speaker

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
        goes_on = self._goes_on(row, gender)
        if goes_on is not None:
            return goes_on
        seen = discourse.guess(row, gender, before, said)
        return UNKNOWN if seen is None else speaker_of(discourse.point(row, seen), self.page.lists)


def speaker_of(name: Name, lists: WordLists) -> Speaker:
    """The speaker that a name, pronoun or role noun of the article is."""
    actor = name.actor
    shown = actor.name if actor is not None else name.id
    last = name.words[-1] if name.words else ""
    if actor is not None and actor.kind == "organisation" and "group" in kinds_of(last, lists):
        shown = " ".join(name.words) if len(name.words) > 1 else shown  # "House Democrats"
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
