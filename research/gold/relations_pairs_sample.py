"""Draws sentences to label for statements between any two states, by a fixed seed.

    python -m research.gold.relations_pairs_sample CORPORA FOLDER

writes FOLDER/batch_001.tsv and on (250 sentences a file, with the text, for readers) and
FOLDER/index.csv (the same rows as offsets only). States are recognised by `state_patterns.toml`,
not by the package's own lists. No reserved article, no article of the test sheet, no sentence
that carries a label already or that also stands in a reserved article, no text twice.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from research.gold.corpora import CORPORA, SourceText, is_reserved, read_corpus
from research.gold.relations_sample import sentences

SEED = 20261129
TITLES, PRONOUNS, TOTAL = 900, 400, 7500
USA_RUS_SHARE = 0.35  # the pair the package was built on; all others share the rest
PAIR_CAP = 430  # so that US-Syria and Russia-Syria, the commonest, do not crowd out rare pairs
PER_ARTICLE = 3
BATCH = 250
SHOWN_BEFORE = 200  # characters of the sentence before; all of it where a pronoun looks back

Key = tuple[str, str]
"""Corpus and article id; or the codes of two states."""

_ROOT = Path(__file__).parent.parent.parent
_GOLD = (_ROOT / "benchmarks/gold", _ROOT / "tests/gold", Path(__file__).parent)
_HERE = Path(__file__).parent
_STATES = {
    code: re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for code, words in tomllib.loads((_HERE / "state_patterns.toml").read_text("utf-8")).items()
}
_BOTH = re.compile(
    r"\b(?:[Bb]oth|[Tt]he two|[Tt]wo|[Ee]ither|[Nn]either) (?:of the )?(?:countries|sides|nations|"
    r"governments|leaders|capitals|powers|presidents|ministers|states|neighbou?rs|allies|rivals)\b"
    r"|\b(?:one another|each other|bilateral)\b"
)
_SHE_IT_THEY = re.compile(r"\b(?:[Ii]t|[Tt]hey|[Tt]hem|[Hh]e|[Ss]he|[Hh]im|[Ii]ts|[Tt]heir)\b")


class Candidate(NamedTuple):
    """A sentence with two states: `kind` is title, text, or pronoun (one is only referred to)."""

    corpus: str
    article_id: str
    kind: str
    start: int
    stop: int
    a: str
    b: str
    previous: str
    sentence: str

    @property
    def field(self) -> str:
        """Where the offsets point: `title` or `text`."""
        return "title" if self.kind == "title" else "text"


def states_in(text: str) -> list[str]:
    """Codes of the states that a text names, in the order of the table."""
    return [code for code, pattern in _STATES.items() if pattern.search(text)]


def plain(text: str) -> str:
    """A text on one line, single spaces: what readers see and what is compared."""
    return " ".join(text.split())


def labelled_already() -> tuple[dict[Key, list[tuple[int, int]]], set[Key]]:
    """Spans of labelled sentences by article, and the articles of the test sheet."""
    spans: dict[Key, list[tuple[int, int]]] = {}
    sheet: set[Key] = set()
    for folder in _GOLD:
        for path in sorted(folder.glob("relations_*.csv")):
            if path.name.startswith(("relations_pairs", "relations_fresh")):
                continue
            with path.open(newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    if "start" not in row:  # the seeds have no sentences, and are no corpus here
                        continue
                    key = (row["corpus"], row["article_id"])
                    spans.setdefault(key, []).append((int(row["start"]), int(row["stop"])))
                    if path.name == "relations_sheet.csv":
                        sheet.add(key)
    return spans, sheet


def article_candidates(article: SourceText, chance: random.Random) -> Iterator[Candidate]:
    """Every sentence of an article that could hold a statement between two states."""
    key = (article.corpus, article.article_id)
    named = states_in(article.title)
    if len(named) > 1 and 20 <= len(article.title) <= 450:
        a, b = sorted(chance.sample(named, 2))
        yield Candidate(*key, "title", 0, len(article.title), a, b, "", plain(article.title))
    if len(states_in(article.text)) < 2:
        return
    before: list[str] = []
    previous = ""
    for start, stop in sentences(article.text):
        sentence = plain(article.text[start:stop])
        named = states_in(sentence)
        pair, kind = _pair(sentence, named, before, chance)
        if pair and 40 <= stop - start <= 450:
            shown = previous if kind == "pronoun" else previous[-SHOWN_BEFORE:]
            yield Candidate(*key, kind, start, stop, *pair, shown, sentence)
        before, previous = named, sentence


def _pair(
    sentence: str, named: list[str], before: list[str], chance: random.Random
) -> tuple[tuple[str, str] | None, str]:
    """The two states of a sentence and its kind; None if it has not two."""
    if len(named) > 1:
        a, b = sorted(chance.sample(named, 2))
        return (a, b), "text"
    others = [code for code in before if code not in named]
    if _BOTH.search(sentence) and len(before) == 2 and set(named) <= set(before):
        a, b = sorted(before)
        return (a, b), "pronoun"
    if len(named) == 1 and len(others) == 1 and len(before) == 1 and _SHE_IT_THEY.search(sentence):
        a, b = sorted([named[0], others[0]])
        return (a, b), "pronoun"
    return None, ""


def draw(corpora: Path) -> list[Candidate]:
    """The sample, shuffled."""
    chance = random.Random(SEED)
    labelled, sheet = labelled_already()
    used: set[str] = set()
    pool: list[Candidate] = []
    for corpus in CORPORA:
        for article in read_corpus(corpora, corpus):
            key = (corpus, article.article_id)
            found = list(article_candidates(article, chance))
            if is_reserved(*key) or key in sheet:
                used.update(one.sentence for one in found)
                continue
            for one in found:
                spans = labelled.get(key, []) if one.field == "text" else []
                if any(start < one.stop and one.start < stop for start, stop in spans):
                    used.add(one.sentence)
                else:
                    pool.append(one)
    chance.shuffle(pool)
    chosen = _choose(pool, used)
    chance.shuffle(chosen)
    return chosen


def _choose(pool: list[Candidate], used: set[str]) -> list[Candidate]:
    """Headlines first, then pronouns, then USA-RUS, then the other pairs, rare ones sooner."""
    chosen: list[Candidate] = []
    articles: Counter[Key] = Counter()
    pairs: Counter[Key] = Counter()

    def take(ones: Iterable[Candidate], wanted: int) -> None:
        for one in ones:
            key, pair = (one.corpus, one.article_id), (one.a, one.b)
            full = articles[key] >= PER_ARTICLE and one.corpus != "ukraine"
            many = pair != ("RUS", "USA") and pairs[pair] >= PAIR_CAP
            if wanted <= 0:
                break
            if one.sentence in used or full or many:
                continue
            used.add(one.sentence)
            articles[key] += 1
            pairs[pair] += 1
            wanted -= 1
            chosen.append(one)

    take((one for one in pool if one.kind == "title"), TITLES)
    # "Both sides" is rarer than a pronoun and teaches more, so it is drawn before.
    pronouns = [one for one in pool if one.kind == "pronoun"]
    take(sorted(pronouns, key=lambda one: not _BOTH.search(one.sentence)), PRONOUNS)
    texts = [one for one in pool if one.kind == "text"]
    wanted = int(TOTAL * USA_RUS_SHARE) - pairs["RUS", "USA"]
    take((one for one in texts if (one.a, one.b) == ("RUS", "USA")), wanted)
    others = [one for one in texts if (one.a, one.b) != ("RUS", "USA")]
    sizes = Counter((one.a, one.b) for one in others)
    chance = random.Random(SEED)
    order = {id(one): chance.random() * sizes[one.a, one.b] ** 0.5 for one in others}
    # Pairs are drawn by the root of their size, so that rare ones come in more than by chance.
    take(sorted(others, key=lambda one: order[id(one)]), TOTAL - len(chosen))
    return chosen


def write(chosen: list[Candidate], folder: Path) -> None:
    """Writes the batches for readers and the index; never over a batch that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    index: list[tuple[object, ...]] = []
    rows: list[str] = []
    for number, one in enumerate(chosen, 1):
        place = (number, one.corpus, one.article_id, one.field, one.start, one.stop, one.a, one.b)
        index.append(place)
        rows.append("\t".join(map(str, (*place, one.previous, one.sentence))))
    for batch, first in enumerate(range(0, len(rows), BATCH), 1):
        path = folder / f"batch_{batch:03d}.tsv"
        with path.open("x", encoding="utf-8") as file:
            file.write("\n".join(rows[first : first + BATCH]) + "\n")
    with (folder / "index.csv").open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["number", "corpus", "article_id", "field", "start", "stop", "a", "b"])
        writer.writerows(index)


def main() -> None:
    """Draws, writes, and prints counts by kind, corpus and pair."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m research.gold.relations_pairs_sample CORPORA FOLDER")
    chosen = draw(Path(sys.argv[1]))
    write(chosen, Path(sys.argv[2]))
    for name, count in (
        ("kind", Counter(one.kind for one in chosen)),
        ("corpus", Counter(one.corpus for one in chosen)),
        ("pair", Counter(f"{one.a}-{one.b}" for one in chosen)),
    ):
        print(f"{name}:", ", ".join(f"{key} {n}" for key, n in count.most_common(45)))
    print(f"{len(chosen)} sentences")


if __name__ == "__main__":
    main()
