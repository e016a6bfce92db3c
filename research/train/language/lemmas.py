"""Learns lemma exceptions and ending rules from the treebanks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from framing.language.lemmas import LEMMA_CLASSES
from research.train.language.treebank import Sentence

_STRAIGHT = str.maketrans("’ʼ`´", "''''")
_LONGEST = 7
_FEWEST = 2

Table = dict[str, dict[str, str]]


def train_lemmas(sentences: Iterable[Sentence]) -> dict[str, Table]:
    """`exceptions` and `endings` by tag, as `Lemmatizer` takes them."""
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            name = tag if tag in LEMMA_CLASSES else ""
            form = word.lower().translate(_STRAIGHT)
            if lemma != "_":
                seen[name][form][lemma.lower().translate(_STRAIGHT)] += 1
    exceptions: Table = {}
    endings: Table = {}
    for name, forms in sorted(seen.items()):
        best = {form: max(sorted(c), key=c.__getitem__) for form, c in forms.items()}
        endings[name] = _endings(best) if name else {}
        exceptions[name] = _exceptions(forms, best, endings[name])
    return {"exceptions": exceptions, "endings": endings}


def _endings(best: Mapping[str, str]) -> dict[str, str]:
    """For each ending of forms the change that most forms with it make, if shorter ones differ."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in best.items():
        if not form.isalpha():
            continue
        for size in range(1, min(_LONGEST, len(form) - 1) + 1):
            kept = form[:-size]
            if lemma.startswith(kept):
                votes[form[-size:]][lemma[len(kept) :]] += 1
            else:
                votes[form[-size:]]["\0"] += 1
    rules: dict[str, str] = {}
    for ending in sorted(votes, key=lambda e: (len(e), e)):
        new, count = max(sorted(votes[ending].items()), key=lambda item: item[1])
        if new == "\0" or count < _FEWEST or count < 0.6 * sum(votes[ending].values()):
            continue
        if _apply(rules, ending) != new:
            rules[ending] = new
    return rules


def _apply(rules: Mapping[str, str], form: str) -> str:
    for size in range(min(_LONGEST, len(form)), 0, -1):
        new = rules.get(form[-size:])
        if new is not None:
            return form[:-size] + new
    return form


def _exceptions(
    forms: Mapping[str, Counter[str]], best: Mapping[str, str], rules: Mapping[str, str]
) -> dict[str, str]:
    kept = {}
    for form, lemma in sorted(best.items()):
        guess = _apply(rules, form) if len(form) > 2 else form
        certain = forms[form].total() > 1 or form.isalpha()
        if guess != lemma and certain and forms[form][lemma] * 2 > forms[form].total():
            kept[form] = lemma
    return kept
