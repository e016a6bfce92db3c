"""Finds the terms of a lexicon in tokens: a trie walked over whole arrays, one word a step.

Python looks only at places where all words of a term already match, so the cost hardly depends on
how many terms a lexicon has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.lists.load import Lexicon, Term
from framing.tokens import RunTable
from framing.types import BoolArray, IntArray, Tokens
from framing.vocabulary import Column, Vocabulary, fold, folded_ids


class Window:
    """Looks at tokens as words; made once for a batch."""

    def __init__(self, tokens: Tokens, tags: tuple[str, ...]) -> None:
        self._tokens = tokens
        self._tags = tags
        self._strings = tokens.vocabulary.strings

    @cached_property
    def _folded_ids(self) -> IntArray:
        return folded_ids(self._tokens.vocabulary)[self._tokens.type_id]

    # Looked up one by one: an item of a list costs a fifth of an item of an array.
    @cached_property
    def _folded(self) -> list[int]:
        found: list[int] = self._folded_ids.tolist()
        return found

    @cached_property
    def _tag_ids(self) -> list[int]:
        found: list[int] = self._tokens.tag.tolist()
        return found

    @cached_property
    def _lemmas(self) -> list[int]:
        found: list[int] = self._tokens.lemma_id.tolist()
        return found

    @cached_property
    def _sentences(self) -> list[int]:
        found: list[int] = self._tokens.sentence.tolist()
        return found

    def holds(self, term: Term, first: int, last: int) -> bool:
        """Whether the context of a term is as it must be; its words are known to match."""
        if term.tags and not self._tags[self._tag_ids[first]].startswith(term.tags):
            return False
        if term.case and not self._same_case(term, first):
            return False
        if term.next and not self._any(last + 1, term.next, first):
            return False
        if term.not_next and self._any(last + 1, term.not_next, first):
            return False
        if term.prev and not self._any(first - 1, term.prev, first):
            return False
        if term.not_prev and self._any(first - 1, term.not_prev, first):
            return False
        if not (term.needs_any or term.not_with):
            return True
        around = self._sentence_words(first)
        if term.needs_any and around.isdisjoint(term.needs_any):
            return False
        return around.isdisjoint(term.not_with)

    def _same_case(self, term: Term, first: int) -> bool:
        types = self._tokens.type_id
        return all(
            self._strings[types[first + offset]].replace("’", "'") == word.replace("’", "'")
            for offset, word in enumerate(term.words)
        )

    def _any(self, row: int, words: tuple[str, ...], inside: int) -> bool:
        """Whether the token at a row of the same sentence is one of the words or <TAGS>."""
        if not 0 <= row < len(self._sentences) or self._sentences[row] != self._sentences[inside]:
            return False
        form = self._strings[self._folded[row]]
        lemma = self._strings[self._lemmas[row]]
        if form in words or lemma in words:
            return True
        tag = self._tags[self._tag_ids[row]]
        return any(
            word[0] == "<" and word[-1] == ">" and tag.startswith(word[1:-1]) for word in words
        )

    def _sentence_words(self, row: int) -> set[str]:
        sentence = self._sentences
        rows = slice(bisect_left(sentence, sentence[row]), bisect_right(sentence, sentence[row]))
        ids = set(self._folded[rows]) | set(self._lemmas[rows])
        return {self._strings[number] for number in ids}


Split = Callable[[Sequence[str]], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Matches(RunTable):
    """Matches in reading order, not overlapping: rows `first` to `last` (included), term number."""

    first: IntArray
    last: IntArray
    term: IntArray

    def at(self, chosen: BoolArray) -> Matches:
        """The matches that a mask chooses."""
        return Matches(self.first[chosen], self.last[chosen], self.term[chosen])

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """First row, last row, term number of each match."""
        return zip(self.first.tolist(), self.last.tolist(), self.term.tolist(), strict=True)


class Finder:
    """Finds one lexicon's terms; made once and used for every batch.

    `tags` names the tag numbers of the tokens; `split` cuts each term as the tokenizer would, so
    that a term always has the tokens it will meet.
    """

    def __init__(self, lexicon: Lexicon, tags: Sequence[str], split: Split) -> None:
        self.lexicon = cut_terms(lexicon, split)
        self._tags = tuple(tags)
        self._trie = _Trie(self.lexicon.terms)

    @cached_property
    def _chooser(self) -> _Chooser:
        ends = {node: numbers for node, numbers in enumerate(self._trie.ends) if numbers}
        return _Chooser(self.lexicon.terms, ends, len(self._trie.ends))

    def find(self, tokens: Tokens) -> Matches:
        """All matches in the tokens, longest first at each place, never across a sentence end."""
        return self._chooser.choose(self._trie.walk(tokens), Window(tokens, self._tags))


class Finders:
    """Finds the terms of several lexicons in one walk over the tokens."""

    def __init__(self, lexicons: Mapping[str, Lexicon], tags: Sequence[str], split: Split) -> None:
        self.lexicons = {name: cut_terms(lexicon, split) for name, lexicon in lexicons.items()}
        self._tags = tuple(tags)
        terms = [term for lexicon in self.lexicons.values() for term in lexicon.terms]
        self._trie = _Trie(terms)
        owners = [
            (name, number)
            for name, lexicon in self.lexicons.items()
            for number in range(len(lexicon.terms))
        ]
        ends: dict[str, dict[int, list[int]]] = {name: {} for name in lexicons}
        for node, numbers in enumerate(self._trie.ends):
            for owner, number in [owners[number] for number in numbers]:
                ends[owner].setdefault(node, []).append(number)
        nodes = len(self._trie.ends)
        self._choosers = {
            name: _Chooser(lexicon.terms, ends[name], nodes)
            for name, lexicon in self.lexicons.items()
        }
        self._ends = {name: _mask(list(some), nodes) for name, some in ends.items()}

    def find(self, tokens: Tokens) -> dict[str, Matches]:
        """Matches by name of lexicon, each as its own finder would give them."""
        hits = self._trie.walk(tokens)
        window = Window(tokens, self._tags)
        return {
            name: chooser.choose(hits.at(self._ends[name][hits.node]), window)
            for name, chooser in self._choosers.items()
        }


def cut_terms(lexicon: Lexicon, split: Split) -> Lexicon:
    """The lexicon with each term cut as the tokenizer would."""
    cut = split([term.text for term in lexicon.terms])
    terms = (
        term if list(term.words) == list(words) else replace(term, words=tuple(words))
        for term, words in zip(lexicon.terms, cut, strict=True)
    )
    return replace(lexicon, terms=tuple(terms))


@dataclass(frozen=True, slots=True)
class Hits:
    """Places where all words of a term match: by row, the longer first."""

    row: IntArray
    length: IntArray
    node: IntArray

    def at(self, chosen: BoolArray | NDArray[np.int64]) -> Hits:
        """The places that a mask or an order chooses."""
        return Hits(self.row[chosen], self.length[chosen], self.node[chosen])

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """Row, length, node of each place."""
        columns = (self.row.tolist(), self.length.tolist(), self.node.tolist())
        return zip(*columns, strict=True)


class _Chooser:
    """Takes from all places where words match those that are matches of one lexicon."""

    def __init__(
        self, terms: Sequence[Term], ends: Mapping[int, Sequence[int]], nodes: int
    ) -> None:
        # Terms that end at a node, in order; `None` for one that needs no look around.
        self._ends = {
            node: [(n, terms[n] if terms[n].has_context else None) for n in numbers]
            for node, numbers in ends.items()
        }
        # The one term of a node that needs no look around, else -1.
        self._sure = [-1] * nodes
        for node, some in self._ends.items():
            if some[0][1] is None:
                self._sure[node] = some[0][0]

    def choose(self, hits: Hits, window: Window) -> Matches:
        first: list[int] = []
        last: list[int] = []
        found: list[int] = []
        free = 0
        for row, length, node in hits.rows():
            if row < free:
                continue
            number = self._sure[node]
            if number < 0:
                number = self._term_at(window, row, row + length - 1, node)
                if number < 0:
                    continue
            free = row + length
            first.append(row)
            last.append(free - 1)
            found.append(number)
        return Matches(*(np.array(column, np.int32) for column in (first, last, found)))

    def _term_at(self, window: Window, first: int, last: int, node: int) -> int:
        """The first of the node's terms whose context holds, else -1."""
        for number, term in self._ends[node]:
            if term is None or window.holds(term, first, last):
                return number
        return -1


class _Trie:
    """Words to nodes; `ends` holds, for each node, the numbers of the terms that end there."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._words: dict[str, int] = {}
        children: list[dict[int, int]] = [{}]
        self.ends: list[list[int]] = [[]]
        for number, term in enumerate(terms):
            node = 0
            for word in term.words:
                key = self._words.setdefault(fold(word), len(self._words))
                if key not in children[node]:
                    children[node][key] = len(children)
                    children.append({})
                    self.ends.append([])
                node = children[node][key]
            self.ends[node].append(number)
        self._width = len(self._words) + 1
        steps = sorted(
            (node * self._width + key, child)
            for node, nexts in enumerate(children[1:], 1)
            for key, child in nexts.items()
        )
        self._step_keys = np.array([key for key, _ in steps], np.int64)
        self._step_nodes = np.array([child for _, child in steps], np.int32)
        # One more row than words, so that -1 (no word of the lexicon) leads nowhere.
        self._first = np.full(self._width, -1, np.int32)
        for key, child in children[0].items():
            self._first[key] = child
        self._is_end = np.array([bool(numbers) for numbers in self.ends])

    def _column(self, vocabulary: Vocabulary) -> IntArray:
        def compute(strings: Sequence[str]) -> Column:
            return np.array([self._words.get(string, -1) for string in strings], np.int32)

        return vocabulary.column(("trie", self), compute)

    def walk(self, tokens: Tokens) -> Hits:
        """All places where the words of a term match."""
        folded = folded_ids(tokens.vocabulary)[tokens.type_id]
        column = self._column(tokens.vocabulary)
        words = (column[folded], column[tokens.lemma_id])
        rows, nodes = _both(np.arange(len(tokens), dtype=np.int32), [self._first[w] for w in words])
        hits: list[tuple[IntArray, IntArray, IntArray]] = []
        length = 1
        while len(rows):
            ends = self._is_end[nodes]
            hits.append((rows[ends], np.full(int(ends.sum()), length, np.int32), nodes[ends]))
            onward = rows + length < len(tokens)
            rows, nodes = rows[onward], nodes[onward]
            same = tokens.sentence[rows + length] == tokens.sentence[rows]
            rows, nodes = rows[same], nodes[same]
            rows, nodes = _both(rows, [self._step(nodes, w[rows + length]) for w in words])
            length += 1
        if not hits:
            return Hits(*(np.empty(0, np.int32) for _ in range(3)))
        row, size, node = (np.concatenate([hit[k] for hit in hits]) for k in range(3))
        return Hits(row, size, node).at(np.lexsort((-size, row)))

    def _step(self, nodes: IntArray, words: IntArray) -> IntArray:
        """Child of each node by the next word, -1 where there is none."""
        if not len(self._step_keys):
            return np.full(len(nodes), -1, np.int32)
        keys = nodes.astype(np.int64) * self._width + words
        place = np.minimum(np.searchsorted(self._step_keys, keys), len(self._step_keys) - 1)
        good = (self._step_keys[place] == keys) & (words >= 0)
        return np.where(good, self._step_nodes[place], -1)


def _mask(chosen: Sequence[int], size: int) -> BoolArray:
    mask = np.zeros(size, np.bool_)
    mask[chosen] = True
    return mask


def _both(rows: IntArray, nodes: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """Rows with the nodes reached by form and by lemma, each node once."""
    by_form, by_lemma = nodes
    one = by_form >= 0
    two = (by_lemma >= 0) & (by_lemma != by_form)
    return (
        np.concatenate([rows[one], rows[two]]),
        np.concatenate([by_form[one], by_lemma[two]]),
    )
