"""Reads CoNLL-U treebanks: sentences with words, tags, lemmas, dependencies, and their raw text."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Sentence:
    """One annotated sentence; `head` is 0 for the root, else the 1-based number of a word.

    `space[i]` is true when white space follows word i; `paragraph` when a paragraph begins here.
    """

    document: str
    paragraph: bool = False
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    relation: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    space: list[bool] = field(default_factory=list)


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Sentences of a gzipped CoNLL-U file, in order; empty nodes are left out."""
    document, paragraph = "", True
    sentence = Sentence(document)
    joined_until, joined_space = 0, True
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if line.startswith("# newdoc id"):
                document, paragraph = line.split("=", 1)[1].strip(), True
            elif line.startswith("# newpar") and "_block" not in line:
                paragraph = True
            elif len(cells) == 10 and "-" in cells[0]:
                joined_until = int(cells[0].split("-")[1])
                joined_space = "SpaceAfter=No" not in cells[9]
            elif len(cells) == 10 and "." not in cells[0]:
                number = int(cells[0])
                space = "SpaceAfter=No" not in cells[9]
                if number <= joined_until:
                    space = joined_space and number == joined_until
                _append(sentence, cells, space)
            elif not line.strip() and sentence.words:
                sentence.document, sentence.paragraph = document, paragraph
                yield sentence
                sentence, paragraph, joined_until = Sentence(document), False, 0


def _append(sentence: Sentence, cells: list[str], space: bool) -> None:
    sentence.words.append(cells[1])
    sentence.lemmas.append(cells[2])
    sentence.tags.append(cells[4])
    sentence.features.append(cells[5])
    sentence.head.append(int(cells[6]) if cells[6].isdigit() else 0)
    sentence.relation.append(cells[7])
    sentence.space.append(space)


@dataclass(slots=True)
class RawDocument:
    """A document's text rebuilt from its words, with where each word and sentence begins."""

    name: str
    text: str
    words: list[tuple[int, int]]
    first_words: list[int]
    sentences: list[Sentence]


def rebuild(sentences: Iterator[Sentence]) -> Iterator[RawDocument]:
    """Raw text of each document: paragraphs stand on lines of their own, a blank line between."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sentence.document != group[0].document:
            yield _rebuild(group)
            group = []
        group.append(sentence)
    if group:
        yield _rebuild(group)


def _rebuild(group: list[Sentence]) -> RawDocument:
    parts: list[str] = []
    words: list[tuple[int, int]] = []
    firsts: list[int] = []
    at = 0
    for number, sentence in enumerate(group):
        if number and sentence.paragraph:
            parts.append("\n\n")
            at += 2
        firsts.append(len(words))
        for word, space in zip(sentence.words, sentence.space, strict=True):
            words.append((at, at + len(word)))
            parts.append(word + " " * space)
            at += len(word) + space
    return RawDocument(group[0].document, "".join(parts), words, firsts, group)
