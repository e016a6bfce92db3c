"""Persons and news media at the head of a source whom the tagger of names overlooked."""

from __future__ import annotations

from collections.abc import Sequence

from framing.layers.entities.descriptions import is_official
from framing.layers.entities.names import Name, is_given, is_no_surname
from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.phrases import kind_of
from framing.layers.quotes.scene import Sources
from framing.lists.name_words import word_groups
from framing.lists.word_lists import WordLists

_FULL = 3
"""Words of a full name that nothing but the title before it tells."""


def overlooked(scene: Sources, end: int) -> list[Name]:
    """A person at the head of a source whom the tagger overlooked: proper nouns, one a given name.

    From now on he or she is a name of the article.
    """
    tags, first, final = scene.page.tags, end, end - 1
    while first and tags[first - 1].startswith("NNP"):
        first -= 1
    if first > final or any(n.type == "person" for n in scene.entities.within(first, end)):
        return []
    if scene.page.words[final] in scene.entities.known.persons:  # a surname once met in full
        first = final if scene.entities.within(final, end) == [] else end
    if first == final:
        return _again(scene, final)
    if first > final:
        return []
    name = Name(first, final, scene.words((first, end)).split(), "person")
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


def _again(scene: Sources, row: int) -> list[Name]:
    """A person named in full elsewhere, of whom the tagger overlooked the surname here."""
    word = scene.words((row, row + 1))
    if word.lower() not in scene.entities.known.persons or not word[:1].isupper():
        return []
    name = Name(row, row, [word], "person")
    scene.entities.add(scene.page, name)
    return [name]


def behind_title(scene: Sources, head: int, behind: Rows) -> list[Name]:
    """A person at the end of what stands behind a noun: "governor of Homs Jane Roe"."""
    page, (end, stop) = scene.page, behind
    first = stop
    taken = {row for n in scene.entities.within(end, stop) for row in range(n.first, n.last + 1)}
    while first - 1 > end and page.tags[first - 1].startswith("NNP") and first - 1 not in taken:
        first -= 1
    speaks = page.words[first - 1].startswith("spokes")
    if not speaks and not is_official(page.words[head], (), page.lists):
        return []
    words = scene.words((first, stop)).split() if first < stop else []
    known = bool(words) and (speaks or first - 1 in taken or is_given(words[0], page.lists))
    if not 2 <= len(words) <= _FULL or len(words) != stop - first or not known:
        return []
    if _names_body(words, page.lists):
        return []
    name = Name(first, stop - 1, words, "person")
    scene.entities.add(page, name)
    return [name]


def news_before(page: ArticleRows, named: Sequence[Name], head: int) -> list[Name]:
    """The news agency or paper that stands right before such a noun: "SANA news agency"."""
    if kind_of(page.words[head], page.lists) != "media":
        return []
    medium = word_groups(page.lists, "apposed_nouns")["medium"]
    media = [n for n in named if n.last < head and (n.actor.type if n.actor else n.type) == "media"]
    return [n for n in media if medium.issuperset(page.words[n.last + 1 : head])][-1:]


def _names_body(core: Sequence[str], lists: WordLists) -> bool:
    """Whether words of bodies and places are in what may be a person's name."""
    return any(is_no_surname(word, lists) for word in core)
