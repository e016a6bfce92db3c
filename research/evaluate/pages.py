"""Scores the HTML reader on stored news pages against their published text and facts.

    python -m research.evaluate.pages CORPORA [--show] [--list] [--write]

Two collections are read: `data/pages/html` (`articleBody` of each page) and `data/pages/publishers`
(body, authors and day of publication as a parser's own tests hold them; the file's name says who
publishes). Story text is what the zones headline, lead and body hold; it is compared with the
published text by runs of four words, each counted as often as it occurs. A page's own headline
counts neither for nor against it. A page of which less than half is found must carry a problem.
`--write` keeps the figures in `measured.json`, from which `docs/pages.md` has them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.corpus.html import extract
from framing.corpus.raw import Raw, to_article
from framing.lists.outlets import outlet_of_url
from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.types import PROSE_ZONES
from research.evaluate.measured import MEASURED, keep_run

_WORD = re.compile(r"\w+")
_RUN = 4  # words
_HALF = 0.5
# Scripts that write no spaces between words: each character counts as one.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Names of the parser's classes that abbreviate the outlet's name, or write it in Latin letters.
_SHORT = {"latimes": "losangelestimes", "ap": "associatedpress", "nikkangeadai": "nikkangendai"}
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_FILLER = re.compile(r"^the|news$|[^a-z0-9]+|online$")


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of a page; an empty field is not judged."""

    name: str
    body: str
    title: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(slots=True)
class Score:
    """How one page was read."""

    name: str
    recall: float
    precision: float
    problem: str
    facts: dict[str, bool | None] = field(default_factory=dict)
    read: dict[str, object] = field(default_factory=dict)


def benchmark_pages(folder: Path) -> Iterator[tuple[str, Gold]]:
    """Pages with their main text."""
    rows = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name in sorted(rows):
        html = _read(folder / "html" / f"{name}.html.gz")
        url = rows[name].get("url", "")
        publisher = outlet_of_url(url, word_lists()) or ""
        yield html, Gold(name[:12], rows[name]["articleBody"], publisher=publisher, url=url)


def publisher_pages(folder: Path) -> Iterator[tuple[str, Gold]]:
    """Pages of publishers with body, authors and day; the version whose body fits is taken."""
    for path in sorted((folder / "publishers").glob("*.html.gz")):
        html = _read(path)
        stem = re.sub(r"_\d{4}_\d\d_\d\d$", "", path.name.removesuffix(".html.gz"))
        versions = json.loads((path.parent / f"{stem}.json").read_text(encoding="utf-8"))
        best = max(versions.values(), key=lambda row: _held(html, _paragraphs(row)))
        yield (
            html,
            Gold(
                path.name.removesuffix(".html.gz"),
                "\n".join(_paragraphs(best)),
                best.get("title") or "",
                tuple(best.get("authors") or ()),
                str(best.get("publishing_date") or "")[:10],
                stem.split("_", 1)[1],
            ),
        )


def _read(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def _paragraphs(row: Mapping[str, Any]) -> list[str]:
    body = row.get("body") or {}
    parts = list(body.get("summary", []))
    for section in body.get("sections", []):
        parts += [*section.get("headline", []), *section.get("paragraphs", [])]
    return parts


def _held(html: str, paragraphs: Sequence[str]) -> int:
    return sum(part[:30] in html for part in paragraphs)


def read(html: str, gold: Gold, *, tell_url: bool) -> Score:
    """One page read by the reader and scored."""
    values = extract(html, gold.url if tell_url else None)
    article, _ = to_article(Raw(gold.name, values))
    if article is None:
        return Score(gold.name, 0.0, 0.0, "not read")
    zones = find_zones(article, word_lists())
    story = [article.text[z.start : z.stop] for z in zones if z.kind in PROSE_ZONES]
    title = _runs(gold.title or article.title or "")
    got, true = _runs("\n".join(story)) - title, _runs(gold.body) - title
    shared = sum((got & true).values())
    score = Score(
        gold.name,
        shared / max(sum(true.values()), 1),
        shared / max(sum(got.values()), 1),
        "; ".join(article.page.problems if article.page else ()),
    )
    publisher = find_provenance(article, zones, word_lists()).publisher
    score.facts = {
        "publisher": _same_outlet(publisher, gold.publisher),
        "date": article.published == gold.day if gold.day else None,
        "authors": _same_authors(article.authors, gold.authors),
    }
    score.read = {
        "publisher": publisher,
        "date": article.published,
        "authors": article.authors,
        "gold": gold,
    }
    return score


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(_UNSPACED.sub(r" \g<0> ", text.lower()))
    return Counter(tuple(words[k : k + _RUN]) for k in range(max(1, len(words) - _RUN + 1)))


def _same_outlet(found: str | None, gold: str) -> bool | None:
    """Whether two spellings name one outlet: `Washington Free Beacon` and `FreeBeacon`."""
    if not gold or not found:
        return None
    one, other = _plain(found), _plain(gold)
    return one in other or other in one


def _plain(name: str) -> str:
    name = _BRACKET.sub("", name)
    plain = _FILLER.sub("", re.sub(r"[^a-z0-9.]+", "", name.lower()).removeprefix("the"))
    return _SHORT.get(plain, plain)


def _same_authors(found: Sequence[str], gold: Sequence[str]) -> bool | None:
    """Whether the same people are named, in any order; `None` where none is known."""
    if not gold:
        return None
    return {_folded(name) for name in found} == {_folded(name) for name in gold}


def _folded(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold()))


def figures(scores: Sequence[Score]) -> dict[str, Any]:
    """Means over the pages, the pages under half, and how often each fact is right."""
    count = max(len(scores), 1)
    low = [s for s in scores if s.recall < _HALF]
    found: dict[str, Any] = {
        "pages": len(scores),
        "recall": round(sum(s.recall for s in scores) / count, 3),
        "precision": round(sum(s.precision for s in scores) / count, 3),
        "under_half": len(low),
        "silent": sum(not s.problem for s in low),
        "flagged": sum(bool(s.problem) for s in scores),
    }
    for fact in ("publisher", "date", "authors"):
        told = [s for s in scores if s.read and _judged(s, fact)]
        right = sum(s.facts.get(fact) is True for s in told)
        missing = sum(not s.read.get(fact) for s in told)
        wrong = len(told) - right - missing
        found[fact] = {"judged": len(told), "right": right, "wrong": wrong, "missing": missing}
    return found


def report(
    name: str, scores: Sequence[Score], found: Mapping[str, Any], *, show: bool, every: bool
) -> None:
    """Prints means, what is wrong, and the pages under half."""
    print(f"{name}: {found['pages']} pages; recall {found['recall']:.3f}, ", end="")
    print(f"precision {found['precision']:.3f}")
    print(f"  under half: {found['under_half']}, without a problem: {found['silent']}; ", end="")
    print(f"with a problem: {found['flagged']}")
    for fact in ("publisher", "date", "authors"):
        one = found[fact]
        if one["judged"]:
            share = one["right"] / one["judged"]
            print(f"  {fact}: right {share:.3f} ({one['right']} of {one['judged']}), ", end="")
            print(f"wrong {one['wrong']}, missing {one['missing']}")
    for score in scores:
        if every or (show and (score.recall < 0.95 or score.precision < 0.9 or score.problem)):
            print(f"    {score.name:30} R {score.recall:.2f} P {score.precision:.2f} ", end="")
            print(score.problem)
        if show and score.read:
            for fact in ("publisher", "date", "authors"):
                if _judged(score, fact) and score.facts[fact] is not True:
                    gold = getattr(score.read["gold"], "day" if fact == "date" else fact)
                    print(f"    {score.name:30} {fact}: {score.read[fact]!r}, gold {gold!r}")


def _judged(score: Score, fact: str) -> bool:
    gold = score.read["gold"]
    return bool(getattr(gold, "day" if fact == "date" else fact))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--show", action="store_true", help="pages and facts that differ")
    parser.add_argument("--list", action="store_true", help="every page")
    parser.add_argument("--write", action="store_true", help="keep the figures for the docs")
    options = parser.parse_args()
    folder = options.corpora / "data" / "pages"
    kept: dict[str, Any] = {"command": "python -m research.evaluate.pages CORPORA --write"}
    for name, pages in (("html", benchmark_pages), ("publishers", publisher_pages)):
        loaded = list(pages(folder))
        start = time.process_time()
        scores = [read(html, gold, tell_url=False) for html, gold in loaded]
        took = time.process_time() - start
        each = round(1000 * took / max(len(scores), 1))
        kept[name] = figures(scores) | {"milliseconds": each}
        report(name, scores, kept[name], show=options.show, every=options.list)
        print(f"  {took:.1f} s, {each} ms a page")
    if options.write:
        keep_run(MEASURED, "pages", kept)


if __name__ == "__main__":
    main()
