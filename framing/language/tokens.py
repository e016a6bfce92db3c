"""`read_tokens`: from texts to token columns, in one pass over a batch."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

import numpy as np

from framing.language.chunktable import ChunkTable
from framing.language.layout import find_stretches
from framing.language.marks import find_quoted, mark_kinds
from framing.language.models import Models, load_models
from framing.language.sentences import find_sentence_starts
from framing.language.splitting import type_of
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Vocabulary

# Above these, the next batch begins with an empty memory: about 60 MB, whatever is read.
MOST_TYPES = 50_000
MOST_CHUNKS = 150_000  # of white space between, kept with their tokens
MOST_CHARACTERS = 4_000_000  # of these chunks


class _Memory:
    """What is kept from batch to batch; results never depend on it."""

    def __init__(self, models: Models) -> None:
        self.models = models
        self.vocabulary = Vocabulary()
        self.chunks = ChunkTable(self.vocabulary, models.split)

    @property
    def full(self) -> bool:
        return (
            len(self.vocabulary) > MOST_TYPES
            or len(self.chunks) > MOST_CHUNKS
            or self.chunks.characters > MOST_CHARACTERS
        )


class _Process:
    """The memory of this process, and the lock under which texts are read with it.

    It is one for all callers because every layer hangs what it knows of a word type on the
    vocabulary (`Vocabulary.column`): a vocabulary for each call would compute all of that again
    for each batch. Notebooks and Dask workers read from several threads, hence the lock.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self._memory: _Memory | None = None

    @property
    def memory(self) -> _Memory:
        """What is remembered, begun anew when it has grown too large."""
        if self._memory is None or self._memory.full:
            self._memory = _Memory(load_models())
        return self._memory

    def forget(self) -> None:
        with self.lock:
            self._memory = None


_process = _Process()


def forget() -> None:
    """Drop what is remembered of texts read before: the next call is slower, not different."""
    _process.forget()


def read_tokens(texts: Sequence[str], breaks: Sequence[Sequence[int]] | None = None) -> Tokens:
    """Token columns of a batch of texts, in order.

    `breaks[k]` are offsets in text k at which a token, a sentence and a paragraph must end, such
    as the bounds of zones found before. `zone` is left all zeros. About 20 articles a call are
    twice as fast as one. The vocabulary is that of the process until it grows too large; then a
    batch begins with a fresh one, and earlier batches keep theirs.

    >>> tokens = read_tokens(["Don't go."])
    >>> [tokens.vocabulary.strings[i] for i in tokens.type_id]
    ['Do', "n't", 'go', '.']
    """
    with _process.lock:
        return _read(_process.memory, texts, breaks)


def _read(memory: _Memory, texts: Sequence[str], breaks: Sequence[Sequence[int]] | None) -> Tokens:
    vocabulary, models = memory.vocabulary, memory.models
    chunks = find_stretches(texts, breaks)
    numbers = memory.chunks.numbers(chunks.strings)
    count = memory.chunks.count.array[numbers]
    row = _rows_of(memory.chunks.first.array[numbers], count)
    type_id = memory.chunks.type_id.array[row]
    begin = np.repeat(chunks.start, count)
    start = begin + memory.chunks.start.array[row]
    stop = begin + memory.chunks.stop.array[row]
    first = np.zeros(len(row), np.bool_)
    heads = np.cumsum(count) - count
    first[heads[count > 0]] = True
    new_paragraph, bounds = _paragraphs(
        chunks.new_paragraph, chunks.article, heads, len(texts), len(row)
    )
    described = models.sentences.describe(vocabulary)[type_id]
    starts = find_sentence_starts(described, new_paragraph, ~first)
    tag = models.tagger.tag(vocabulary, type_id, starts, bounds)
    paragraph = np.cumsum(new_paragraph, dtype=np.int32) - 1
    glued_after = np.append(~first[1:], False)[: len(row)]
    return Tokens(
        vocabulary=vocabulary,
        bounds=bounds,
        start=start,
        stop=stop,
        type_id=type_id,
        lemma_id=models.lemmatizer.lemma_ids(vocabulary, type_id, tag),
        tag=tag,
        sentence=np.cumsum(starts, dtype=np.int32) - 1,
        paragraph=paragraph,
        zone=np.zeros(len(row), np.int8),
        in_quote=find_quoted(mark_kinds(vocabulary)[type_id], paragraph, (~first, glued_after)),
    )


def _rows_of(first: IntArray, count: IntArray) -> IntArray:
    """Rows `first[i], first[i] + 1, …` for each i, `count[i]` of them."""
    ends = np.cumsum(count, dtype=np.int32)
    total = int(ends[-1]) if len(ends) else 0
    rows: IntArray = np.arange(total, dtype=np.int32) + np.repeat(first - (ends - count), count)
    return rows


def _paragraphs(
    new_chunk: BoolArray, article: IntArray, heads: IntArray, texts: int, total: int
) -> tuple[BoolArray, IntArray]:
    """First tokens of paragraphs, and the rows at which articles begin and end."""
    new = np.zeros(total + 1, np.bool_)
    new[heads[new_chunk]] = True  # a chunk without tokens passes its paragraph on to the next
    first_chunk = np.searchsorted(article, np.arange(texts))
    bounds = np.full(texts + 1, total, np.int32)
    bounds[:-1] = np.append(heads, total)[first_chunk]
    return new[:total], bounds


def split_words(texts: Sequence[str]) -> list[list[str]]:
    """Tokens of short texts as strings, such as the terms of a word list; nothing is remembered.

    >>> split_words(["don't know", "so-called"])
    [['do', "n't", 'know'], ['so', '-', 'called']]
    """
    split = load_models().split.split
    chunks = [text.split() for text in texts]
    pieces = {
        chunk: [token for a, b in split(chunk) if (token := type_of(chunk[a:b]))]
        for chunk in {chunk for some in chunks for chunk in some}
    }
    return [[token for chunk in some for token in pieces[chunk]] for some in chunks]
