"""Labelled sentences as the relation layer sees them, to train its detector and to score it.

Each sentence is read below its article's title, with the sentences before it, for its own pair of
states; a labelled headline stands above the beginning of its story. What is kept of it is plain
data: features, and the text for a teacher.
"""

from __future__ import annotations

import math
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from framing.layers.batch import Batch
from framing.layers.entities.find import find_mentions
from framing.layers.quotes.find import find_quotes
from framing.layers.relations.candidates import Candidate, candidates
from framing.layers.relations.detect import clause_of, joint
from framing.layers.relations.direction import Memory, Stances, readings, remember, stances
from framing.layers.relations.features import classify_by_rule, count_features, outcome_features
from framing.layers.relations.find import ruled_sentences
from framing.layers.relations.lines import Shown, show
from framing.layers.relations.sentence import Sentence
from framing.layers.relations.syntax import Ruling
from framing.lists.word_lists import word_lists
from framing.pages.title import put_title_on_top
from framing.pages.zones import find_zones
from framing.reading import _tokens
from framing.types import Article, Options, Zone
from research.evaluate.relations_scoring import Statement, labelled
from research.gold.corpora import CORPORA, read_corpus
from research.gold.relations_labels import Row, labelled_sentences

Pair = tuple[str, str]
BATCH_SIZE = 20
PART = 600  # sentences that are read and kept together
BEFORE, BEHIND = 700, 200
"""Characters around a sentence that are read with it: whole articles took eight times as long."""
BELOW = 700  # characters of the story that are read below a labelled headline


@dataclass(frozen=True)
class Word:
    """A word that may state something, and all that the models read of it."""

    row: int
    clause: int
    span: tuple[int, int]
    linked: bool
    joint: bool
    features: tuple[str, ...]
    outcome: tuple[str, ...]
    stances: Stances
    ruled: tuple[str, str, str]


@dataclass(frozen=True)
class Example:
    """A labelled sentence: its rows, and what the layer sees.

    `right` holds the number of the labelled statement that a word states, -1 for none; words that
    stand with a likelier one in a labelled phrase have -2 and are neither right nor wrong.
    """

    rows: list[Row]
    pair: Pair
    headline: bool
    counts: tuple[str, ...]
    words: list[Word]
    right: list[int]
    shown: Shown

    @property
    def seen(self) -> bool:
        """Whether the layer reads the sentence at all: it knows both sides there."""
        return bool(self.counts)

    @property
    def gold(self) -> list[Statement]:
        """The labelled statements."""
        return [labelled(row) for row in self.rows if row["trigger_start"]]

    def way(self, number: int) -> int:
        """The right reading of who acts on whom."""
        row = self.rows[number]
        if row["mutual"] == "1":
            return 2
        return readings(self.pair).index((row["source"], row["target"], False))


def cached_examples(corpora: Path, path: Path, folder: Path | None) -> list[Example]:
    """The examples of a file of labels; a folder keeps what was read once, part by part."""
    tasks = list(_tasks(corpora, labelled_sentences(path)))
    parts = range(math.ceil(len(tasks) / PART))
    return [
        one
        for part in parts
        for one in _part(
            tasks[part :: len(parts)], folder / f"{path.stem}.{part}.pickle" if folder else None
        )
    ]


def _part(tasks: Sequence[Task], kept: Path | None) -> list[Example]:
    if kept is not None and kept.exists():
        held: list[Example] = pickle.loads(kept.read_bytes())
        return held
    examples = read_tasks(tasks)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(examples))
    return examples


def read_tasks(tasks: Sequence[Task]) -> list[Example]:
    """The labelled sentences of some texts."""
    parts = (tasks[k : k + BATCH_SIZE] for k in range(0, len(tasks), BATCH_SIZE))
    return [one for part in parts for one in interned(_read(part))]


def interned(examples: Iterable[Example]) -> Iterator[Example]:
    """Names of features are few and repeat: each is held once."""

    def once(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(sys.intern, names))

    for one in examples:
        words = [
            replace(
                word,
                features=once(word.features),
                outcome=once(word.outcome),
                stances=Stances(
                    once(word.stances.words),
                    tuple(map(once, word.stances.stands)),  # type: ignore[arg-type]
                    tuple(map(once, word.stances.more)),  # type: ignore[arg-type]
                ),
            )
            for word in one.words
        ]
        yield replace(one, counts=once(one.counts), words=words)


Task = tuple[Article, tuple[Zone, ...], list[list[Row]]]
"""An article as it is read, and the rows of its labelled sentences; offsets of the article."""


def _tasks(corpora: Path, sheets: Sequence[list[Row]]) -> Iterator[Task]:
    held: dict[tuple[str, str], list[list[Row]]] = {}
    for rows in sheets:
        held.setdefault((rows[0]["corpus"], rows[0]["article_id"]), []).append(rows)
    for corpus in CORPORA:
        if any(key[0] == corpus for key in held):
            for source in read_corpus(corpora, corpus):
                labels = held.get((corpus, source.article_id), [])
                if labels:
                    yield from _read_as(source.title, source.text, labels)


def _read_as(title: str, text: str, labels: list[list[Row]]) -> Iterator[Task]:
    """Each labelled sentence below the title, with what stands right before and behind it."""
    for rows in labels:
        above = rows[0].get("field") == "title"
        span = (0, BELOW) if above else (int(rows[0]["start"]), int(rows[0]["stop"]))
        low, high = _window(text, *span)
        article = Article("labelled", text[low:high], title=title)
        article, zones = put_title_on_top(article, find_zones(article, word_lists()))
        if above and not article.text.startswith(title):
            # The text has a headline of its own: the title is read alone.
            zone = Zone("headline", 0, len(title), "title column")
            article, zones = Article("labelled", title), (zone,)
        by = 0 if above else article.headed - low
        yield article, zones, [[_moved(row, by) for row in rows]]


def _window(text: str, start: int, stop: int) -> tuple[int, int]:
    """Where a part of the text begins and ends that reads as a text of its own."""
    low = max(0, start - BEFORE)
    if low:
        edges = [text.find(mark, low, start) + len(mark) for mark in ("\n", ". ", '" ', "\u201d ")]
        low = min([edge for edge in edges if edge > low], default=start)
    edge = text.find("\n", stop, stop + BEHIND)
    return low, edge if edge > 0 else min(len(text), stop + BEHIND)


def _moved(row: Row, by: int) -> Row:
    keys = [k for k in ("start", "stop", "trigger_start", "trigger_stop") if row[k]]
    return {**row, **{key: str(int(row[key]) + by) for key in keys}}


def pair_of(rows: Sequence[Row]) -> Pair:
    """The two states that a sentence was labelled for; older labels are all of one pair."""
    row = rows[0]
    return (row["a"], row["b"]) if "a" in row else ("USA", "RUS")


@dataclass(eq=False)
class Seen:
    """One sentence of a labelled text, as the rules see it."""

    sentence: Sentence
    ruling: Ruling
    memory: Memory


def _read(tasks: Sequence[Task]) -> list[Example]:
    articles, zones = [article for article, _, _ in tasks], [zone for _, zone, _ in tasks]
    batch = Batch(articles, zones, _tokens(articles, zones), Options())
    batch.quotes = find_quotes(batch)
    mentions = find_mentions(batch)
    examples = []
    for pair in sorted({pair_of(rows) for _, _, labels in tasks for rows in labels}):
        wanted = {
            k for k, (_, _, labels) in enumerate(tasks) if any(pair_of(r) == pair for r in labels)
        }
        batch.options = Options(dyad=pair)
        some = [held if k in wanted else () for k, held in enumerate(mentions)]
        by_article: dict[int, list[tuple[Sentence, Ruling]]] = {}
        for number, sentence, ruling in ruled_sentences(batch, some):
            by_article.setdefault(number, []).append((sentence, ruling))
        for number in wanted:
            ruled = by_article.get(number, [])
            memory = remember([one for _, ruling in ruled for one in ruling.links])
            for rows in tasks[number][2]:
                if pair_of(rows) == pair:
                    low, high = int(rows[0]["start"]), int(rows[0]["stop"])
                    seen = [Seen(s, r, memory) for s, r in ruled if low <= _start(s) < high]
                    shown = show(
                        articles[number], (low, high), pair, [one.sentence for one in seen]
                    )
                    examples.append(example_of(rows, pair, seen, shown))
    return examples


def _start(sentence: Sentence) -> int:
    return int(sentence.batch.tokens.start[sentence.low])


def example_of(rows: list[Row], pair: Pair, seen: list[Seen], shown: Shown) -> Example:
    words, known = [], []
    for one in seen:
        for candidate in candidates(one.sentence, one.ruling):
            words.append(_word(one, candidate, pair))
            known.append(2 * (candidate.link is not None) + (candidate.trigger is not None))
    counts = [name for one in seen for name in count_features(one.sentence, one.ruling)]
    return Example(
        rows,
        pair,
        rows[0].get("field") == "title",
        tuple(dict.fromkeys(counts)),
        words,
        _right(rows, words, known),
        shown,
    )


def _word(seen: Seen, candidate: Candidate, pair: Pair) -> Word:
    sentence = seen.sentence
    ruled = classify_by_rule(sentence, candidate, pair)
    return Word(
        candidate.row,
        clause_of(sentence, candidate.row),
        sentence.batch.span(candidate.row, candidate.row),
        candidate.link is not None,
        joint(sentence, candidate, pair),
        candidate.features,
        tuple(outcome_features(sentence, candidate, ruled)),
        stances(sentence, candidate, ruled, pair, seen.memory),
        (ruled.trigger.quad, ruled.status, ruled.voice),
    )


def _right(rows: Sequence[Row], words: Sequence[Word], known: Sequence[int]) -> list[int]:
    """The labelled statement of each word; of several in a labelled phrase one is the word."""
    right = [-1] * len(words)
    for number, row in enumerate(rows):
        if not row["trigger_start"]:
            continue
        low, high = int(row["trigger_start"]), int(row["trigger_stop"])
        hits = [k for k, w in enumerate(words) if w.span[0] < high and low < w.span[1]]
        if hits:
            best = max(hits, key=lambda k: (known[k], k))
            for k in hits:
                right[k] = -2 if right[k] == -1 else right[k]
            right[best] = number
    return right
