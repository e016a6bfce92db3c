"""Scores names found in raw text: python -m research.evaluate.mentions CORPORA

Named persons, organisations and places of GUM dev: a name is the stretch of proper nouns that heads
a mention, with what joins them ("University of Portsmouth"); of nested names the outer.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from framing.language import PENN_TAGS, read_tokens
from framing.layers.entities.features import alias_column
from framing.layers.entities.find import find_mentions
from framing.layers.entities.tagger import KINDS, load_tagger
from framing.lists.word_lists import word_lists
from research.evaluate.gum import GumDocument, gold_names, load_gum
from research.evaluate.salience import make_batch

KIND_OF = {"person": "person", "organization": "organisation", "place": "place"}
TYPE_OF = {
    "person": "person",
    "organisation": "organisation",
    "armed_group": "organisation",
    "media": "organisation",
    "place": "place",
    "state": "place",
}
FORMS = frozenset(["name", "metonym", "role"])
NOUNS = frozenset(["NNPS", "NNS"])
Found = tuple[int, int, str]


def tagged_names(document: GumDocument) -> list[Found]:
    """Names that the tagger alone finds, other kinds left out."""
    tokens = read_tokens([document.text])
    spans = load_tagger().find(tokens, alias_column(tokens, word_lists()), word_lists())
    return [(int(tokens.start[a]), int(tokens.stop[b]), KINDS[k]) for a, b, k in spans if k < 3]


def read_names(documents: Sequence[GumDocument]) -> list[list[Found]]:
    """Names of all documents as a reading has them: no adjectives, no pronouns, no common nouns.

    A title that stands for a name ("the President") is one, as in the treebank; so is a demonym
    that is a noun ("Americans"), of type person.
    """
    found = []
    for document in documents:
        text, batch = document.text, make_batch([document])
        tags = dict(zip(batch.tokens.stop.tolist(), batch.tokens.tag.tolist(), strict=True))
        names = []
        for m in find_mentions(batch)[0]:
            kind = TYPE_OF.get(m.type or "", "")
            if m.form == "demonym" and PENN_TAGS[tags[m.stop]] in NOUNS:
                names.append((m.start, m.stop, "person"))
            elif m.form in FORMS and not text[m.start : m.stop].islower():
                names.append((m.start, m.stop, kind))
        found.append(names)
    return found


def f1(found: int, gold: int, right: int) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def score(pairs: list[tuple[list[Found], list[Found]]]) -> dict[str, tuple[float, float, float]]:
    """Spans exactly right, and with the right type; and overlapping ones of the right type."""
    counts: Counter[str] = Counter()
    for found, gold in pairs:
        counts["found"] += len(found)
        counts["gold"] += len(gold)
        counts["span"] += len({f[:2] for f in found} & {g[:2] for g in gold})
        counts["type"] += len(set(found) & set(gold))
        counts["overlap"] += _overlaps(found, gold)
    return {
        name: f1(counts["found"], counts["gold"], counts[name])
        for name in ("span", "type", "overlap")
    }


def _overlaps(found: list[Found], gold: list[Found]) -> int:
    taken: set[Found] = set()
    for start, stop, _ in found:
        for one in gold:
            if one not in taken and one[0] < stop and start < one[1]:
                taken.add(one)
                break
    return len(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    documents = load_gum(options.corpora, options.part)
    gold = [[(a, b, KIND_OF[kind]) for a, b, kind in gold_names(d)] for d in documents]
    ways = {
        "tagger alone": [tagged_names(document) for document in documents],
        "mentions of readings": read_names(documents),
    }
    for way, found in ways.items():
        for name, (precision, recall, value) in score(list(zip(found, gold, strict=True))).items():
            print(f"{way}, {name}: P {precision:.3f}  R {recall:.3f}  F1 {value:.3f}")
    if options.errors:
        for document, mine, golden in zip(documents, ways["tagger alone"], gold, strict=True):
            show(document, mine, golden)


def show(document: GumDocument, found: list[Found], gold: list[Found]) -> None:
    for one in sorted(set(found) ^ set(gold)):
        around = document.text[max(one[0] - 30, 0) : one[1] + 20].replace("\n", " ")
        mark = "-" if one in gold else "+"
        print(mark, document.name[4:], one[2], repr(document.text[one[0] : one[1]]), "|", around)


if __name__ == "__main__":
    main()
