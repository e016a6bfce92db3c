"""The nouns of the house: what is read, what is found, what is measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from framing.tokens import BoolArray as BoolArray
from framing.tokens import IntArray as IntArray
from framing.tokens import Tokens as Tokens

Span: TypeAlias = tuple[int, int]
"""Half-open pair of `str` offsets into `Article.text`."""
Spans: TypeAlias = tuple[Span, ...]

ZoneKind = Literal["headline", "byline", "dateline", "lead", "body", "caption", "furniture"]
Voice = Literal["outlet", "source"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["neutral", "doubt", "endorse", "conflict", "directive", "refusal"]
Role = Literal["agent", "patient", "other"]
Quad = Literal["verbal_coop", "material_coop", "verbal_conflict", "material_conflict", "neutral"]
Status = Literal[
    "realised",
    "agreed",
    "offered",
    "desired",
    "urged",
    "scheduled",
    "possible",
    "negated",
    "alleged",
]
MarkupKind = Literal["paragraph", "heading", "item", "row", "quote", "link"]
ProvenanceRole = Literal["publisher", "agency", "photo", "cited"]

ZONE_KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)
"""A token's `zone` column holds an index into this tuple."""
PROSE_ZONES: frozenset[ZoneKind] = frozenset({"headline", "lead", "body"})
"""Where the outlet tells the story; only these zones are measured."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to read for: the dyad (`None` for all pairs), actors with columns, own lists.

    `columns` chooses the columns of the feature table: "core", "all", or patterns with commas
    between them ("hedge_*,quote_*"). `confidence` is the least probability that a statement on two
    sides must have to be reported; `None` takes what the model chose for each class. Without
    `roles` nobody looks for who is hero, villain and victim. With `accurate` a small encoder reads
    too, of attributions and statements (the extra `encoder`): slower, and right more often.
    """

    dyad: tuple[str, str] | None = ("USA", "RUS")
    actors: tuple[str, ...] = ()
    lexicons: Path | None = None
    columns: str = "core"
    confidence: float | None = None
    roles: bool = True
    accurate: bool = False

    @property
    def actor_columns(self) -> tuple[str, ...]:
        """Actors that get feature columns: those asked for, else the dyad, else USA and RUS."""
        return self.actors or self.dyad or ("USA", "RUS")


@dataclass(frozen=True, slots=True)
class Shared:
    """A copied passage as one article sees it; `other` is the id of the article that shares it.

    `first` is 1 if the passage stood here first, -1 if it stood there first, 0 if that is unknown;
    `credited` says whether this article credits an agency.
    """

    start: int
    stop: int
    other: str
    first: int = 0
    credited: bool = False


class Markup(NamedTuple):
    """A stretch of an article's text and what the page's elements say it is."""

    start: int
    stop: int
    kind: MarkupKind


@dataclass(frozen=True, slots=True)
class PageNotes:
    """What was seen on a web page beside the text of its article.

    `left_out` says what of the page's text is not in the article, with the characters of each kind;
    `problems` says where the text itself is in doubt.
    """

    markup: tuple[Markup, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read; `text` never changes.

    In a `Reading` whose page has no headline the title stands above the text, to be measured as
    one: `headed` counts its characters and the empty line below, 0 for a text as given. `locate`
    says where a span lies in title or text as given.

    `shared` is what its corpus was found to share with it, `None` if nobody looked. `html` is the
    page the text was extracted from, kept only if `LoadOptions.keep_html` asks; `page` is what was
    seen on it beside the text, `None` where the input was no page.
    """

    article_id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    path: str = ""
    shared: tuple[Shared, ...] | None = field(default=None, repr=False, compare=False)
    html: str | None = field(default=None, repr=False, compare=False)
    page: PageNotes | None = field(default=None, repr=False, compare=False)
    headed: int = field(default=0, repr=False, compare=False)

    def locate(self, start: int, stop: int) -> tuple[Literal["title", "text"], int, int]:
        """Which of title and text as given a span of `text` lies in, and where in it.

        >>> article = Article("a", "Talks fail\\n\\nThey failed.", title="Talks fail", headed=12)
        >>> article.locate(0, 5), article.locate(12, 16)
        (('title', 0, 5), ('text', 0, 4))
        """
        if start < self.headed:
            return "title", start, stop
        return "text", start - self.headed, stop - self.headed


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the page and what it is, with the rule that said so."""

    kind: ZoneKind
    start: int
    stop: int
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Who published, wrote or photographed, and the words that say it."""

    role: ProvenanceRole
    name: str
    start: int
    stop: int
    rule: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Publisher and agency, `None` where the text does not say."""

    publisher: str | None = None
    agency: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution: who (source), by which word (cue), said what (content).

    `unpaired` doubts its extent: the quotation marks of its paragraph do not pair.
    """

    content: Spans
    cue: Spans
    source: Spans
    kind: QuoteKind
    speaker: str | None = None
    actor: str | None = None
    side: str | None = None
    anonymous: bool = False
    stance: Stance = "neutral"
    confidence: float = 1.0
    speaker_kind: str | None = None
    nested: bool = False
    unpaired: bool = False


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word or phrase that weakens commitment; `quote` indexes `Reading.quotes`.

    `side` is that of the source in whose voice it stands. `scope` is the part of the sentence that
    it weakens, `verb` the main verb there; `negated` says that a negation governs the hedge or
    its verb. `probability` is that of the sentence being uncertain.
    """

    start: int
    stop: int
    category: str
    uncertain: bool
    strength: float
    voice: Voice
    quote: int | None = None
    side: str | None = None
    probability: float = 1.0
    negated: bool = False
    scope: Span | None = None
    verb: Span | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A word or phrase that names an actor; `form` is name, demonym, metonym, pronoun or role.

    `type` says what the actor is: person, organisation, place, state, armed_group or media. `zone`
    says where on the page it stands: measures, salience and relations leave out what is no prose.
    """

    start: int
    stop: int
    actor: str
    role: Role
    form: str
    side: str | None = None
    type: str | None = None
    zone: ZoneKind = "body"

    @property
    def in_story(self) -> bool:
        """Whether it stands in headline, lead or body."""
        return self.zone in PROSE_ZONES


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement that binds two sides; `trigger` states it, `time` is a year the text gives.

    `confidence` is the probability that a reader finds it too, and of the same class.
    """

    start: int
    stop: int
    source: str
    target: str
    mutual: bool
    quad: Quad
    root: str
    status: Status
    voice: Voice
    quote: int | None = None
    trigger: Span | None = None
    score: float = 0.0
    time: str | None = None
    copied: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Wording:
    """A choice of words: `kind` is the family, `referent` what is named, `choice` how.

    `side` is that of the source in whose voice it stands. `polarity` is 1 for praise and -1 for
    blame after negation, `strength` 0 to 1 after intensifiers. Of an act, `agent` and `patient`
    are the phrases that name who did it and to whom.
    """

    start: int
    stop: int
    kind: str
    choice: str
    voice: Voice
    referent: str | None = None
    quote: int | None = None
    side: str | None = None
    polarity: int = 0
    strength: float = 1.0
    negated: bool = False
    agent: Span | None = None
    patient: Span | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence that carries a frame; `score` is its probability, .5 or more.

    `voice` is that of a source if most of its words tell what a source says.
    """

    start: int
    stop: int
    frame: str
    score: float
    voice: Voice
    zone: ZoneKind


@dataclass(frozen=True, eq=False)  # no slots: what is carried is kept once it is asked for
class FrameScores:
    """How likely each frame (columns) is in each sentence of the story (rows), and in the article.

    `spans`, `voices` and `zones` have an entry a sentence, `names` one a frame. A sentence carries
    a frame from the score `cut` on.
    """

    spans: Spans
    sentences: NDArray[np.float32]
    voices: tuple[Voice, ...]
    zones: tuple[ZoneKind, ...]
    article: NDArray[np.float32]
    names: tuple[str, ...]
    cut: float

    @cached_property
    def carried(self) -> tuple[Frame, ...]:
        """Sentences and the frames that they carry, in reading order."""
        rows, columns = np.nonzero(self.sentences >= self.cut)
        values = self.sentences[rows, columns].tolist()
        return tuple(
            Frame(
                *self.spans[row],
                self.names[column],
                round(value, 4),
                self.voices[row],
                self.zones[row],
            )
            for row, column, value in zip(rows.tolist(), columns.tolist(), values, strict=True)
        )


@dataclass(frozen=True, slots=True)
class ActorRole:
    """A mention that its clause tells as hero, villain or victim.

    `score` is the probability of the role, `clause` the words that tell it.
    """

    start: int
    stop: int
    actor: str
    role: str
    score: float
    clause: Span
    side: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One article, read once; every measure reads this and none tokenizes again.

    Row by row with `tokens`: `is_word` marks the words of headline, lead and body, the ones that
    are measured; `quote_of` holds the index of the quote whose content covers the token, else -1.
    """

    article: Article
    zones: tuple[Zone, ...]
    provenance: Provenance
    tokens: Tokens
    is_word: BoolArray
    quote_of: IntArray
    options: Options
    quotes: tuple[Quote, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    mentions: tuple[Mention, ...] = ()
    salience: Mapping[str, float] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    wordings: tuple[Wording, ...] = ()
    frame_scores: FrameScores | None = None
    roles: tuple[ActorRole, ...] = ()
    problems: tuple[str, ...] = ()

    _repr_html_: ClassVar[Callable[[Reading], str]]
    """What a notebook shows; `framing.render.page` fills it in, so that nothing is drawn here."""

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Sentences and the frames that they carry, in reading order."""
        return self.frame_scores.carried if self.frame_scores else ()


# A tuple, not a dataclass: hundreds are made for each article, in a third of the time.
class Measurement(NamedTuple):
    """The spans behind one number; `value` is `scale * sum(weights) / denominator`.

    `weights` holds one number a span, or is `None` for 1 each. `denominator` `None` stands for 1
    (a count); a denominator of 0 gives NaN, because "nothing to measure" is not 0.
    """

    spans: Sequence[Span]
    weights: tuple[float, ...] | None = None
    denominator: float | None = None
    scale: float = 1.0

    @property
    def value(self) -> float:
        """The number, computed from its evidence."""
        spans, weights, denominator, scale = self
        total = float(len(spans)) if weights is None else math.fsum(weights)
        if denominator is None:
            return scale * total
        return scale * total / denominator if denominator else math.nan
