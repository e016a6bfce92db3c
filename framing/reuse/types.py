"""The nouns of reuse: an article as it is compared, passages, pairs and groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from framing.reuse.words import StoryWords

PassageKind = Literal["copy", "quotation", "phrase", "boilerplate"]
Side = Literal["a", "b", "unknown"]
Credit = Literal["a", "b", "both", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseOptions:
    """What counts as shared: at least `min_words` on both sides, at least `min_similarity`.

    `story_days` is how far apart in days two articles on one story may be published. `keep_text`
    keeps the texts, so that `Reuse.words_of` can quote them. `lexicons` holds the user's lists.
    """

    min_words: int = 12
    min_similarity: float = 0.8
    story_days: int = 3
    keep_text: bool = False
    lexicons: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article cut into story words, with what is needed to say who came first."""

    article_id: str
    outlet: str | None
    agency: str | None
    published: str | None
    words: StoryWords = field(repr=False)
    text: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two articles share; offsets are into each article's unchanged text.

    `words` counts the shorter side; `similarity` is the share of words of the longer side that
    stand in both, a name spelled otherwise ("Russian Federation", "Russia") being one word off.
    `spread` is the number of articles in which a typical six words of the passage stand.
    """

    article_a: str
    article_b: str
    start_a: int
    stop_a: int
    start_b: int
    stop_b: int
    words: int
    similarity: float
    kind: PassageKind
    first: Side
    agency_credited: Credit
    spread: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that share passages; shares are of each article's story words.

    `words` and the shares count copied and quoted passages, `copied_words` only copied ones.
    """

    article_a: str
    article_b: str
    passages: int
    words: int
    copied_words: int
    share_a: float
    share_b: float
    first: Side
    agency_credited: Credit


@dataclass(frozen=True, slots=True)
class Group:
    """The story and the set of near-duplicates of an article, named after their first article."""

    article_id: str
    story_id: str
    copy_id: str
