"""Is the most salient entity a Main one for readers? python -m research.evaluate.seesaw CORPORA

SEESAW (Zhang et al., EMNLP 2022) lists the entities of an article and marks them Main or Salient.
An entity of ours is the listed one if their names say the same: all words of one are words of the
other, titles and articles aside, or one is the initials of the other. Of many articles a bill, an
event or a group is Main and no person, organisation or place: they are counted apart, since
salience is that of named actors. The licence allows to measure on it, not to train.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from framing.layers.entities.find import known_actors
from framing.reading import read_articles
from framing.types import Article, Reading

_SMALL = frozenset(
    ["the", "of", "and", "for", "mr", "mrs", "ms", "sen", "rep", "president", "a", "an"]
)
_NAMED = frozenset(["People", "Organization", "GPE"])


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity of the list of an article."""

    name: str
    kinds: tuple[str, ...]
    main: bool


def load_seesaw(corpora: Path) -> Iterator[tuple[Article, list[Listed]]]:
    """Articles with their listed entities, by file name."""
    folder = corpora / "data" / "seesaw"
    for path in sorted((folder / "articles").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        marks = json.loads((folder / "annotations" / path.name).read_text(encoding="utf-8"))
        body = "\n\n".join(part["text"] for part in told["text"])
        entities = [
            Listed(row[0], tuple(row[1]), "Main" in row[2]) for row in marks["entity lists"]
        ]
        yield Article(path.stem, f"{told['title']}\n\n{body}\n"), entities


def words_of(name: str) -> frozenset[str]:
    """What is left of a name to compare by."""
    found = re.findall(r"[^\W_]+", name.replace("'s", "").replace("’s", "").lower())
    return frozenset(found) - _SMALL or frozenset(found)


def same(names: set[str], listed: str) -> bool:
    """Whether one of our names and the listed one say the same."""
    theirs = words_of(listed)
    short = {initials(listed), listed.replace(".", "")}
    return any(
        ours <= theirs
        or theirs <= ours
        or not short.isdisjoint((initials(name), name.replace(".", "")))
        for name, ours in zip(names, map(words_of, names), strict=True)
    )


def initials(name: str) -> str:
    """The capitals of a name of several words, as its short form; else what is nobody's."""
    found = "".join(word[0] for word in name.split() if word[0].isupper())
    return found if len(found) > 2 else f"?{name}"


def names_by_actor(reading: Reading) -> dict[str, set[str]]:
    """For each actor how the article and the lists call it."""
    known = known_actors()
    names: dict[str, set[str]] = {}
    for mention in reading.mentions:
        own = names.setdefault(mention.actor, set())
        if mention.form in ("name", "metonym"):
            own.add(reading.article.text[mention.start : mention.stop])
        if mention.actor in known:
            own.add(known[mention.actor].name)
        else:
            own.add(mention.actor)
    return names


def most_salient(reading: Reading) -> str | None:
    """The actor with the highest salience, the first met of equals."""
    return max(reading.salience, key=reading.salience.__getitem__, default=None)


def most_mentioned(reading: Reading) -> str | None:
    """The actor with most mentions in the story."""
    counts = Counter(mention.actor for mention in reading.mentions if mention.in_story)
    return counts.most_common(1)[0][0] if counts else None


def judge(reading: Reading, actor: str | None, listed: list[Listed]) -> str:
    """`main`, `salient`, `listed not` or `none`."""
    if actor is None:
        return "none"
    names = names_by_actor(reading)[actor]
    hits = [entity for entity in listed if same(names, entity.name)]
    return "main" if any(one.main for one in hits) else "salient" if hits else "unlisted"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="take every nth article only")
    options = parser.parse_args()
    pairs = list(load_seesaw(options.corpora))[:: options.every]
    ways = {"most salient": most_salient, "most mentioned": most_mentioned}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    readings = read_articles([article for article, _ in pairs])
    for reading, (article, listed) in zip(readings, pairs, strict=True):
        if not any(entity.main for entity in listed):
            continue
        named = any(entity.main and _NAMED & set(entity.kinds) for entity in listed)
        for way, choose in ways.items():
            actor = choose(reading)
            verdict = judge(reading, actor, listed)
            counts[way][verdict] += 1
            if named:
                counts[f"{way}, an actor is Main"][verdict] += 1
            if options.errors and way == "most salient" and verdict != "main":
                mains = [entity.name for entity in listed if entity.main]
                top = sorted(reading.salience, key=reading.salience.__getitem__)[:-4:-1]
                print(article.article_id, verdict, top, "MAIN", mains)
    for way, found in counts.items():
        total = sum(found.values())
        print(f"{way}: Main {found['main']}/{total} = {found['main'] / total:.3f}  {dict(found)}")


if __name__ == "__main__":
    main()
