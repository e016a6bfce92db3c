"""Checks what readers marked as attributions, and stores it as offsets.

    python -m research.gold.quotes_labels CORPORA FOLDER [--out research/gold/quotes_labels.csv]

reads FOLDER/key.csv and FOLDER/done*.txt: `ID<TAB>passage with marks`, or `ID<TAB>-` where nothing
is attributed. A mark is `{S1 …}` (source), `{C1 …}` (cue) or `{T1 …}` (content) with the number of
its attribution; content may hold the marks of another one. Freed of marks a line must be the
passage to the character: what is not is named by file and line and left out. A row a span, one
blank row for a passage without any, no text. Exits 1 if there was an error.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from research.gold.quotes_passages import (
    Piece,
    Shown,
    read_pieces,
    show,
    source_articles,
    to_article,
)

GOLD = Path(__file__).parent / "quotes_labels.csv"
ROLES = {"S": "source", "C": "cue", "T": "content"}
COLUMNS = ["passage", "corpus", "article_id", "kind", "pieces", "digest"]
_MARK = re.compile(r"\{([SCT])([1-9]\d?) |\{|\}")
_PASSAGE = re.compile(r"Q\d+\t")

Row = dict[str, str]


class Marked(NamedTuple):
    """A marked stretch; offsets count in the passage as it was shown."""

    attribution: int
    role: str
    start: int
    stop: int


class MarkError(ValueError):
    """What is wrong with a line of a reader."""


def parse(line: str, passage: str) -> list[Marked]:
    """The spans of a marked passage, by attribution; raises `MarkError`.

    >>> parse("{S1 He} {C1 said} {T1 it rains}.", "He said it rains.")[0]
    Marked(attribution=1, role='source', start=0, stop=2)
    """
    if line.strip() == "-":
        return []
    plain = ""
    opened: list[tuple[str, int, int]] = []
    spans: list[Marked] = []
    last = 0
    for mark in _MARK.finditer(line):
        plain += line[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((ROLES[mark[1]], int(mark[2]), len(plain)))
        elif mark[0] == "}" and opened:
            role, number, start = opened.pop()
            spans.append(Marked(number, role, start, len(plain)))
        else:
            raise MarkError(f"a brace that is no mark: {line[mark.start() : mark.end() + 12]!r}")
    plain += line[last:]
    if opened:
        raise MarkError(f"{len(opened)} marks are not closed")
    _check_text(plain, passage)
    _check_spans(spans, passage)
    return sorted(spans)


def _check_text(plain: str, passage: str) -> None:
    if plain != passage:
        pairs = zip(plain, passage, strict=False)
        at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(plain), len(passage)))
        read, expected = plain[max(0, at - 10) : at + 15], passage[max(0, at - 10) : at + 15]
        raise MarkError(f"not the passage at character {at}: {read!r}, expected {expected!r}")


def _check_spans(spans: list[Marked], passage: str) -> None:
    roles: dict[int, set[str]] = {}
    for one in spans:
        words = passage[one.start : one.stop]
        if not words or words != words.strip():
            raise MarkError(f"a {one.role} begins or ends with a space, or is empty: {words!r}")
        roles.setdefault(one.attribution, set()).add(one.role)
    for number, held in sorted(roles.items()):
        if "content" not in held:
            raise MarkError(f"attribution {number} has no content")
    for one, other in combinations(spans, 2):
        together = one.start < other.stop and other.start < one.stop
        if one.attribution == other.attribution and together:
            raise MarkError(f"marks of attribution {one.attribution} overlap")


def read_key(path: Path) -> dict[str, Row]:
    """The drawn passages by id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["passage"]: row for row in csv.DictReader(file)}


def shown_passages(corpora: Path, key: dict[str, Row]) -> dict[str, Shown]:
    """The passages as readers saw them; raises `ValueError` where a corpus is another one."""
    wanted: dict[tuple[str, str], list[Row]] = {}
    for row in key.values():
        wanted.setdefault((row["corpus"], row["article_id"]), []).append(row)
    shown: dict[str, Shown] = {}
    for corpus in sorted({corpus for corpus, _ in wanted}):
        for article_id, article in source_articles(corpora, corpus):
            for row in wanted.get((corpus, article_id), ()):
                one = show(article, read_pieces(row["pieces"]))
                if one.digest != row["digest"]:
                    raise ValueError(f"{row['passage']}: {corpus} {article_id} has another text")
                shown[row["passage"]] = one
    return shown


def read_answers(
    paths: Iterable[Path], shown: dict[str, Shown]
) -> tuple[dict[str, list[Marked]], list[str]]:
    """Spans by passage (an empty list for none), and the errors by file and line."""
    labels: dict[str, list[Marked]] = {}
    errors: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            name, _, marked = line.partition("\t")
            try:
                if name not in shown:
                    raise MarkError("the line does not begin with an id of the key and a tab")
                if name in labels:
                    raise MarkError(f"{name} was read before")
                labels[name] = parse(marked.strip(), shown[name].text)
            except MarkError as error:
                errors.append(f"{path.name}:{number}: {name[:8]}: {error}")
    return labels, errors


def rows_of(
    labels: dict[str, list[Marked]], key: dict[str, Row], shown: dict[str, Shown]
) -> Iterator[list[object]]:
    """A row a span in title or text; one with blank cells for a passage without any."""
    for name in sorted(labels):
        place = [key[name][column] for column in COLUMNS]
        if not labels[name]:
            yield [*place, "", "", "", "", ""]
        for one in labels[name]:
            spans: list[Piece] = to_article(shown[name], one.start, one.stop)
            for span in spans:
                yield [*place, one.attribution, one.role, *span]


def main() -> None:
    """Checks, writes, and prints counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", default="done*.txt", help="which files of the folder to read")
    parser.add_argument("--out", type=Path, default=GOLD)
    options = parser.parse_args()
    key = read_key(options.folder / "key.csv")
    shown = shown_passages(options.corpora, key)
    paths = sorted(options.folder.glob(options.files))
    labels, errors = read_answers(paths, shown)
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, "attribution", "role", "field", "start", "stop"])
        writer.writerows(rows_of(labels, key, shown))
    print(*errors, sep="\n")
    found = sum(len({one.attribution for one in spans}) for spans in labels.values())
    roles = Counter(one.role for spans in labels.values() for one in spans)
    print(
        f"{len(paths)} files, {len(labels)} passages, {sum(map(bool, labels.values()))} with any;"
    )
    print(f"{found} attributions, {dict(roles)}; {len(errors)} errors")
    print(f"{len(key) - len(labels)} passages of the key without a label")
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
