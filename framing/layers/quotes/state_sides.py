"""The state for which somebody unnamed speaks: by office, by body, by whom he or she serves."""

from __future__ import annotations

from collections.abc import Sequence

from framing.layers.entities.descriptions import home_of, is_body, is_official
from framing.layers.entities.legislators import HOME, PARTIES
from framing.layers.entities.names import Name
from framing.layers.page import Rows
from framing.layers.quotes.phrases import kind_of, noun_at
from framing.layers.quotes.scene import Sources
from framing.lists.name_words import name_words, word_groups
from framing.lists.word_lists import WordLists

_TOLD = 6
"""Words behind a source in which the medium may stand that it told."""


def members_behind(scene: Sources, noun: str, head: int, rows: Rows) -> Sequence[Name]:
    """Names behind a noun for members of a parliament: "a Democrat on the Senate committee"."""
    member = noun.removesuffix("s") in PARTIES or noun in _group(scene, "member")
    return scene.entities.within(head + 1, rows[1]) if member else ()


def home_of_served(scene: Sources, noun: str, head: int, rows: Rows) -> str | None:
    """The state of those for whom somebody unnamed speaks: "an aide to one of the senators"."""
    words = scene.page.words[head + 1 : rows[1]]
    if words[:1] not in (["to"], ["for"]) or not is_official(noun, (), scene.page.lists):
        return None
    return home_of(words, scene.entities.names, scene.page.lists)


def home_of_body(scene: Sources, base: Rows, head: int) -> str | None:
    """The state whose army, police or ministry an unmarked phrase speaks of.

    That of the story, else that of the one news agency of a state that the article names.
    """
    page = scene.page
    noun, words = page.words[head], page.words[slice(*base)]
    behind = page.words[base[1] : base[1] + _TOLD]
    at = behind[:1] in (["at"], ["in"], ["of"], ["from"])
    words = [*words, *behind] if at else words
    if kind_of(noun, page.lists) == "media":
        return None if _group(scene, "own").isdisjoint(words) else scene.entities.home
    if (
        is_body(noun, page.lists)
        and page.words[base[0]] == "the"
        and noun in _group(scene, "force")
    ):
        return scene.entities.home
    kinds = {kind for word in words for kind in _kinds(word.capitalize(), page.lists)}
    acts = "state_body" in kinds or not _group(scene, "region").isdisjoint(words)
    if not acts or "local" in words or not is_official(noun, words, page.lists):
        return None
    if scene.entities.home == HOME and not _group(scene, "town").isdisjoint(words):
        return None  # those of the United States are of a town, county or province
    if scene.entities.home is not None:
        return scene.entities.home
    agencies = [n for n in scene.entities.names if n.actor is not None and n.actor.type == "media"]
    sides = {name.side for name in agencies if name.side}
    return sides.pop() if len(sides) == 1 else None


def _group(scene: Sources, kind: str) -> frozenset[str]:
    """Words by which an unmarked phrase is that of a state."""
    return word_groups(scene.page.lists, "state_words")[kind]


def _kinds(word: str, lists: WordLists) -> Sequence[str]:
    return name_words(lists).get(word, ())


def speaks_for_state(scene: Sources, base: Rows, head: int) -> bool:
    """Whether words for no one in particular can be on a side: officials and bodies, no voters."""
    noun, words = noun_at(scene.page, base, head), scene.page.words[slice(*base)]
    kind = kind_of(noun, scene.page.lists)
    if kind == "media":  # a state's own, not its press
        return not _group(scene, "own").isdisjoint(words)
    if kind in ("organisation", "document"):
        return True
    return is_official(noun, words, scene.page.lists) or is_body(noun, scene.page.lists)
