"""Finds choices of words: names, loaded words, boosters, violence without an agent."""

from __future__ import annotations

import numpy as np

from framing.layers.batch import Batch
from framing.types import Wording

_SCARE_TOKENS = 5  # two marks and three words


def find_wordings(batch: Batch) -> list[tuple[Wording, ...]]:
    """Wordings of each article in reading order; one place may hold several kinds."""
    found: list[list[Wording]] = [[] for _ in batch.articles]
    _find_terms(batch, "naming", "naming", found)
    _find_terms(batch, "loaded", "loaded", found)
    _find_terms(batch, "boosters", "booster", found)
    _find_nominalisations(batch, found)
    _find_passives(batch, found)
    _find_scare_quotes(batch, found)
    return [tuple(sorted(ws, key=lambda w: (w.start, w.stop, w.kind))) for ws in found]


def _add(
    batch: Batch, found: list[list[Wording]], rows: tuple[int, int], kind: str, choice: str,
    referent: str | None = None,
) -> None:  # fmt: skip
    first, last = rows
    start, stop = batch.span(first, last)
    quote = int(batch.quote_of[first])
    found[batch.article_of[first]].append(
        Wording(
            start=start,
            stop=stop,
            kind=kind,
            choice=choice,
            voice="source" if quote >= 0 else "outlet",
            referent=referent,
            quote=quote if quote >= 0 else None,
        )
    )


def _find_terms(batch: Batch, list_name: str, kind: str, found: list[list[Wording]]) -> None:
    lexicon, matches = batch.find(list_name)
    for first, last, number in matches.rows():
        term = lexicon.terms[number]
        if kind == "naming":
            referent, choice = str(term.extra["referent"]), str(term.extra["choice"])
            _add(batch, found, (first, last), kind, choice, referent)
        elif kind == "loaded":
            side = {1: "praise", -1: "blame"}.get(int(term.extra.get("polarity", 0)), "intense")
            _add(batch, found, (first, last), kind, side, term.category)
        else:
            _add(batch, found, (first, last), kind, term.category)


def _find_nominalisations(batch: Batch, found: list[list[Wording]]) -> None:
    lexicon, matches = batch.find("violence_verbs")
    for first, last, number in matches.rows():
        if lexicon.terms[number].category == "nominalisation":
            _add(batch, found, (first, last), "nominalisation", "violent")


def _find_passives(batch: Batch, found: list[list[Wording]]) -> None:
    """Passives that name no agent; the choice says whether the verb is one of violence."""
    groups = batch.clauses.groups
    lexicon, matches = batch.find("violence_verbs")
    violent = np.zeros(len(batch.tokens), bool)
    for first, last, number in matches.rows():
        violent[first : last + 1] = lexicon.terms[number].category == "violent"
    chosen = groups.passive & (groups.agent < 0) & batch.in_prose[groups.head]
    for k in np.flatnonzero(chosen).tolist():
        first, last, head = int(groups.first[k]), int(groups.last[k]), int(groups.head[k])
        choice = "violent" if violent[head] else "other"
        _add(batch, found, (first, last), "agentless_passive", choice)


def _find_scare_quotes(batch: Batch, found: list[list[Wording]]) -> None:
    """Short fragments between quotation marks in running prose that no attribution covers."""
    quoted = batch.tokens.in_quote & batch.in_prose
    edges = np.flatnonzero(np.diff(quoted, prepend=False, append=False))
    for first, stop in edges.reshape(-1, 2).tolist():
        last = stop - 1
        # Marks included, so two to three words make four to five tokens.
        short = 3 <= stop - first <= _SCARE_TOKENS
        sentence = batch.tokens.sentence
        running = first > 0 and sentence[first - 1] == sentence[first] == sentence[last]
        if short and running and batch.quote_of[first + 1] < 0:
            _add(batch, found, (first, last), "scare_quote", "fragment")
