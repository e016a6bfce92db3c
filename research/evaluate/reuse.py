"""Reuse: what is found in the seeds, time and memory on AllSides, cost of doubling, BASIL stories.

    python -m research.evaluate.reuse CORPORA            # all of it, one process
    python -m research.evaluate.reuse CORPORA --minhash  # also: candidates by MinHash

CORPORA is the folder with seeds/ and data/. Times are CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from framing.corpus.load import load_articles
from framing.corpus.options import LoadOptions
from framing.errors import Skipped
from framing.reuse.find import Prepare, Prepared, ReuseOptions, find_reuse, match_reuse
from framing.reuse.seeds import find_seeds, join_words
from framing.types import Article

Result = TypeVar("Result")
SEED_PAIRS = (("000", "001"), ("002", "004"))
SAMPLE = 1500  # articles for the comparison with MinHash


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ignore(skipped: Skipped) -> None:
    """Duplicate ids between the files are renamed; nothing else is expected here."""


def show_seeds(corpora: Path) -> None:
    articles = list(load_articles([str(corpora / "seeds")], on_skip=ignore))
    reuse = find_reuse(articles)
    found = {(pair.article_a[:3], pair.article_b[:3]) for pair in reuse.pairs}
    for one in reuse.passages:
        print(f"  {one.article_a[:3]} {one.article_b[:3]} {one.words:3d} words", end=" ")
        print(f"similarity {one.similarity:.2f} {one.kind}")
    print(f"seeds: pairs {sorted(found)}, expected {sorted(SEED_PAIRS)}")


def read_allsides(corpora: Path) -> tuple[list[Prepared], float]:
    """Reads, then prepares article by article, so that texts do not add up in memory."""
    prepare, prepared = Prepare(ReuseOptions()), []
    clock = {"read": 0.0, "prepare": 0.0}
    stream = load_articles([str(corpora / "data" / "allsides")], LoadOptions(), on_skip=ignore)
    while True:
        article, seconds = timed(lambda: next(stream, None))
        clock["read"] += seconds
        if article is None:
            break
        (done, _), seconds = timed(partial(prepare, [article]))
        clock["prepare"] += seconds
        prepared += done
    print(f"allsides: {len(prepared):,} articles read in {clock['read']:.1f} s, zones, ", end="")
    print(f"provenance and words in {clock['prepare']:.1f} s")
    return prepared, clock["read"] + clock["prepare"]


def show_scale(prepared: list[Prepared], before: float) -> None:
    """`before` is what reading took; it grows with the number of articles."""
    reuse, whole = timed(lambda: match_reuse(prepared, ReuseOptions()))
    print(f"  matched in {whole:.1f} s: {len(reuse.pairs):,} pairs; peak {peak_mb():,.0f} MB")
    shuffled = prepared[:]
    random.Random(1).shuffle(shuffled)
    half = sorted(shuffled[: len(shuffled) // 2], key=lambda one: one.article_id)
    _, part = timed(lambda: match_reuse(half, ReuseOptions()))
    print(
        f"  half of the articles {part:.1f} s: doubling costs {whole / part:.2f}x, "
        f"with reading {(before + whole) / (before / 2 + part):.2f}x"
    )
    twice = prepared + [replace(one, article_id=one.article_id + "'") for one in prepared]
    _, double = timed(lambda: match_reuse(twice, ReuseOptions()))
    print(
        f"  every article twice {double:.1f} s: doubling costs {double / whole:.2f}x, "
        f"with reading {(2 * before + double) / (before + whole):.2f}x"
    )


def show_stories(corpora: Path) -> None:
    articles, events = [], []
    for path in sorted((corpora / "data" / "basil" / "articles").rglob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        text = "\n\n".join(" ".join(part) for part in page["body-paragraphs"])
        articles.append(Article(str(path), text, page["source"], page["title"], page["date"]))
        events.append(page["triplet-uuid"])
    for name, chosen in (
        ("dated", articles),
        ("undated", [replace(a, published=None) for a in articles]),
    ):
        groups = find_reuse(chosen).groups
        pairs = list(combinations(range(len(events)), 2))
        together = {(i, j) for i, j in pairs if groups[i].story_id == groups[j].story_id}
        wanted = {(i, j) for i, j in pairs if events[i] == events[j]}
        right = len(together & wanted)
        print(f"BASIL stories, {name}: pairwise precision {right / len(together):.3f}", end=", ")
        print(f"recall {right / len(wanted):.3f}")


def show_minhash(prepared: Sequence[Prepared]) -> None:
    """Pairs with a passage: how many of them MinHash of windows would have proposed."""
    sample = random.Random(2).sample(list(prepared), min(SAMPLE, len(prepared)))
    wanted = {
        (one.article_a, one.article_b) for one in match_reuse(sample, ReuseOptions()).passages
    }
    table = join_words([one.words for one in sample])
    seeds, seconds = timed(lambda: find_seeds(table))
    print(
        f"minhash: {len(sample):,} articles; six-word runs {seconds:.1f} s, {len(seeds.a):,} seeds"
    )
    for permutations, bands in ((64, 32), (128, 64)):
        proposed, seconds = timed(partial(propose, sample, permutations, bands))
        right = sum((a, b) in proposed or (b, a) in proposed for a, b in wanted)
        print(f"  rensa, {permutations} permutations in {bands} bands: {seconds:.1f} s, ", end="")
        print(
            f"{len(proposed):,} proposed, {right / len(wanted):.3f} of {len(wanted):,} pairs found"
        )


def propose(sample: Sequence[Prepared], permutations: int, bands: int) -> set[tuple[str, str]]:
    """Pairs of articles of which two windows fall into one bucket."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.3, num_perm=permutations, num_bands=bands)
    owners: list[str] = []
    hashes = []
    for one in sample:
        for window in _windows(one):
            found = RMinHash(num_perm=permutations, seed=1)
            found.update(window)
            lsh.insert(len(owners), found)
            owners.append(one.article_id)
            hashes.append(found)
    pairs: set[tuple[str, str]] = set()
    for k, found in enumerate(hashes):
        pairs |= {(owners[k], owners[j]) for j in lsh.query(found)}
    return {(a, b) for a, b in pairs if a != b}


def _windows(one: Prepared) -> Iterator[list[str]]:
    """Three-word shingles of 24 words, every 12 words."""
    keys = (one.words.key >> 8).tolist()
    for first in range(0, max(1, len(keys) - 12), 12):
        part = keys[first : first + 24]
        yield [f"{a} {b} {c}" for a, b, c in zip(part, part[1:], part[2:], strict=False)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--minhash", action="store_true")
    args = parser.parse_args()
    show_seeds(args.corpora)
    prepared, seconds = read_allsides(args.corpora)
    show_scale(prepared, seconds)
    show_stories(args.corpora)
    if args.minhash:
        show_minhash(prepared)


if __name__ == "__main__":
    main()
