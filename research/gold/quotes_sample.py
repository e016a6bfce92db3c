"""Draws passages whose attributions are to be read, by a fixed seed.

    python -m research.gold.quotes_sample CORPORA FOLDER

writes FOLDER/part1.txt to part4.txt (400 passages each: `ID<TAB>context: …`, then the passage,
then an empty line), FOLDER/second.txt (50 of each part, for a second reader) and FOLDER/key.csv
(offsets only). The text is of kinds that PolNeAR lacks. A passage is a headline with the first
sentence, or one to three sentences in a row. Outlets are taken in turn. In two thirds the package
finds an attribution; of the rest, two in three hold a quotation mark or a word of speech or belief.
No reserved article, and none of a sheet that measures anything.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple

from framing.reading import read_articles
from framing.types import PROSE_ZONES, ZONE_KINDS, Article, Reading, Span
from research.gold.corpora import is_reserved
from research.gold.quotes_passages import Piece, Shown, show, source_articles, write_pieces

SEED = 20261203
PARTS, SECOND = 4, 50
WANTED = {
    "general": 650,
    "us_russia": 270,
    "fa_kes": 370,
    "narrative": 160,
    "ukraine": 70,
    "pages": 80,
}
PER_ARTICLE = {"narrative": 2, "ukraine": 6, "pages": 6}  # one of every other article
TRANSCRIPTS, PER_TRANSCRIPT = 100, 4
"""Of the passages of AllSides, those drawn from transcripts first."""
UNLABELLED = 0.15  # share of a transcript's passages without a speaker's label that may be drawn
SHARES = {"found": 0.52, "headline": 0.20, "likely": 0.18, "none": 0.10}
"""By kind; headlines mostly hold an attribution too, which makes two thirds."""
LENGTHS = (1, 1, 2, 2, 3)
SHORTEST, LONGEST = 40, 600  # characters
_LIKELY = re.compile(
    r"[\"“”«]|''|\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|accord\w+|report\w*|call(?:s|ed)|claim\w*|"
    r"talks|met|meetings?|received|held|discuss\w*|want(?:s|ed)|believ\w+|thinks?|thought|plans?|"
    r"ask\w*|urg\w+|den(?:y|ied|ies)|warn\w*|vow\w*|pledg\w+|hopes?|hoped|agree\w*|stress\w*|"
    r"critici\w+|accus\w+|statement|quoted|poll|surveys?|stud(?:y|ies)|showed|shows)\b"
)
_LABEL = re.compile(r"(?m)^(?:[A-Z][A-Z.,'’-]+ ?){1,6}(?:\([^)\n]*\))?: ")
_LABELS = 4  # labels of speakers from which on a text counts as a transcript
_PROSE = [ZONE_KINDS.index(kind) for kind in sorted(PROSE_ZONES)]

Key = tuple[str, str]
"""Corpus and article id."""


class Passage(NamedTuple):
    """What is drawn. `kind` ends in found, likely or none; before it may stand turns, headline."""

    corpus: str
    article_id: str
    outlet: str
    kind: str
    pieces: tuple[Piece, ...]
    context: str
    shown: Shown

    @property
    def stratum(self) -> str:
        """The key of `SHARES` that the passage counts for."""
        return "headline" if "headline" in self.kind else self.kind.split()[-1]


def measured_articles(corpora: Path) -> set[Key]:
    """Articles of sheets that measure something; of those of frames, only the test."""
    gold = Path(__file__).parent
    numbers = {a.article_id: number for number, a in source_articles(corpora, "fa_kes")}
    used: set[Key] = set()
    for path in sorted([*gold.glob("*.csv"), *(gold.parents[1] / "tests/gold").glob("*.csv")]):
        tests = "fresh" in path.name or path.parent != gold
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if not (tests or row.get("part") == "test"):
                    continue
                key = row.get("article_id") or row.get("id") or ""
                # Sheets that name no corpus are of us_russia.
                corpus = row.get("corpus") or "us_russia"
                used.add((corpus, numbers.get(key, key) if corpus == "fa_kes" else key))
    return used


def open_articles(corpora: Path, corpus: str, used: set[Key]) -> list[tuple[str, Article]]:
    """Articles that may be drawn, outlets in turn; none whose text stands in another one."""
    held: dict[str, list[tuple[str, Article]]] = {}
    seen: set[str] = set()
    everything = list(source_articles(corpora, corpus))
    closed = [(corpus, key) in used or is_reserved(corpus, key) for key, _ in everything]
    seen = {a.text for (_, a), shut in zip(everything, closed, strict=True) if shut}
    for key, article in everything:
        if article.text not in seen:
            seen.add(article.text)
            held.setdefault(article.outlet or key, []).append((key, article))
    chance = random.Random(f"{SEED} {corpus}")
    outlets = list(held.values())
    for group in outlets:
        chance.shuffle(group)
    chance.shuffle(outlets)
    return [one for turn in zip_longest(*outlets) for one in turn if one is not None]


def prose_sentences(reading: Reading) -> list[Span]:
    """Offsets of the sentences of headline, lead and body in the text as it was read."""
    tokens = reading.tokens
    rows = zip(
        *(column.tolist() for column in (tokens.sentence, tokens.zone, tokens.start, tokens.stop)),
        strict=True,
    )
    spans = []
    for _, group in groupby((row for row in rows if row[1] in _PROSE), key=lambda row: row[:2]):
        held = list(group)
        spans.append((held[0][2], held[-1][3]))
    return spans


def drawable(corpus: str, key: str, reading: Reading, chance: random.Random) -> Iterator[Passage]:
    """Every passage of an article that could be shown, one for each first sentence."""
    article, sentences = reading.article, prose_sentences(reading)
    quoted = [s for q in reading.quotes for s in (*q.content, *q.cue, *q.source)]
    titled = [s for s in sentences if s[1] <= article.headed]
    turns = "turns " if len(_LABEL.findall(article.text)) >= _LABELS else ""
    original = _original(article)
    for first in range(len(sentences)):
        begins = first == 0 and bool(titled)
        if 0 < first < len(titled):
            continue
        count = len(titled) + 1 if begins else chance.choice(LENGTHS)
        window = sentences[first : first + count]
        pieces = tuple(Piece(*article.locate(*span)) for span in window)
        shown = show(original, pieces)
        if not SHORTEST <= len(shown.text) <= LONGEST or _taken_signs(shown):
            continue
        if turns and not begins and not _LABEL.match(shown.text) and chance.random() > UNLABELLED:
            continue
        found = any(a < stop and start < b for start, stop in window for a, b in quoted)
        plain = "likely" if _LIKELY.search(shown.text) else "none"
        kind = turns + ("headline " if begins else "") + ("found" if found else plain)
        before = sentences[first - 1 : first] if first else []
        context = " ".join(" ".join(article.text[a:b] for a, b in before).split())
        outlet = article.outlet or ""
        yield Passage(corpus, key, outlet, kind, pieces, context, shown)


def _taken_signs(shown: Shown) -> bool:
    """Whether the words hold a sign that marks or paragraphs are written with."""
    own = [sign for sign, place in zip(shown.text, shown.places, strict=True) if place]
    return not {"{", "}", "¶"}.isdisjoint(own)


def _original(article: Article) -> Article:
    """The article as it was before its title was put above the text."""
    return Article("", article.text[article.headed :], title=article.title)


def draw_corpus(corpora: Path, corpus: str, used: set[Key]) -> list[Passage]:
    """The passages of one corpus; each article gives the kind that is furthest behind."""
    chance = random.Random(f"{SEED} {corpus} passages")
    articles = open_articles(corpora, corpus, used)
    script = [one for one in articles if len(_LABEL.findall(one[1].text)) >= _LABELS]
    if corpus == "general":
        chosen = _take(corpus, script, TRANSCRIPTS, PER_TRANSCRIPT, chance)
    else:
        chosen = []
    taken = {one.article_id for one in chosen}
    others = [one for one in articles if one[0] not in taken]
    most = PER_ARTICLE.get(corpus, 1)
    return chosen + _take(corpus, others, WANTED[corpus] - len(chosen), most, chance)


def _take(
    corpus: str,
    articles: Sequence[tuple[str, Article]],
    wanted: int,
    most: int,
    chance: random.Random,
) -> list[Passage]:
    chosen: list[Passage] = []
    counts: Counter[str] = Counter()
    texts: set[str] = set()
    readings = read_articles((article for _, article in articles), on_skip=lambda skipped: None)
    ids = {article.article_id: key for key, article in articles}
    for reading in readings:
        pool = list(drawable(corpus, ids[reading.article.article_id], reading, chance))
        used: set[Piece] = set()
        for _ in range(most):
            free = [p for p in pool if not used & {*p.pieces} and p.shown.text not in texts]
            if not free or len(chosen) == wanted:
                break
            lag = {k: counts[k] / share for k, share in SHARES.items()}
            least = min(lag[p.stratum] for p in free)
            one = chance.choice([p for p in free if lag[p.stratum] == least])
            counts[one.stratum] += 1
            used |= {*one.pieces}
            texts.add(one.shown.text)
            chosen.append(one)
        if len(chosen) == wanted:
            break
    return chosen


def draw(corpora: Path) -> list[Passage]:
    """The sample, shuffled."""
    used = measured_articles(corpora)
    chosen = [one for corpus in WANTED for one in draw_corpus(corpora, corpus, used)]
    random.Random(SEED).shuffle(chosen)
    return chosen


def write(chosen: Sequence[Passage], folder: Path) -> None:
    """Writes parts and key; never over what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    size = -(-len(chosen) // PARTS)
    blocks = [
        f"Q{number:04}\tcontext: {one.context or '-'}\n{one.shown.text}\n\n"
        for number, one in enumerate(chosen, 1)
    ]
    twice: list[str] = []
    for part in range(PARTS):
        own = blocks[part * size : (part + 1) * size]
        twice += own[:SECOND]
        with (folder / f"part{part + 1}.txt").open("x", encoding="utf-8") as file:
            file.writelines(own)
    with (folder / "second.txt").open("x", encoding="utf-8") as file:
        file.writelines(twice)
    with (folder / "key.csv").open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["passage", "corpus", "article_id", "kind", "pieces", "digest"])
        for number, one in enumerate(chosen, 1):
            place = (one.corpus, one.article_id, one.kind, write_pieces(one.pieces))
            writer.writerow([f"Q{number:04}", *place, one.shown.digest])


def main() -> None:
    """Draws, writes, and prints counts by kind, corpus and outlet."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m research.gold.quotes_sample CORPORA FOLDER")
    chosen = draw(Path(sys.argv[1]))
    write(chosen, Path(sys.argv[2]))
    outlets = Counter(one.outlet for one in chosen if one.outlet)
    print("kind:", Counter(one.kind for one in chosen).most_common())
    print("corpus:", Counter(one.corpus for one in chosen).most_common())
    print(f"{len(outlets)} outlets:", outlets.most_common(12))
    print(len(chosen), "passages of", len({(p.corpus, p.article_id) for p in chosen}), "articles")


if __name__ == "__main__":
    main()
