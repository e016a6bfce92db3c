"""Checks what readers wrote about sentences of two states, and stores it as offsets.

    python -m research.gold.relations_pairs_labels CORPORA FOLDER [--check]

reads FOLDER/index.csv and FOLDER/done_*.txt (format: `docs/relations_rules.md`), prints every
error with file and line, and writes `relations_pairs.csv` beside this file: a row a statement, one
row without any for a sentence that holds none, no text. With --check nothing is written. Lines
in error are left out, with their whole sentence. Exits 1 if there was an error.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from research.gold.corpora import CORPORA, ONLY_SHEETS, read_corpus
from research.gold.relations_pairs_sample import BATCH

GOLD = Path(__file__).parent / "relations_pairs.csv"
CLASSES = {
    "verbal_cooperation": "verbal_coop",
    "material_cooperation": "material_coop",
    "verbal_conflict": "verbal_conflict",
    "material_conflict": "material_conflict",
    "neutral": "neutral",
}
"""Classes as readers write them, and as the package names them."""
STATUSES = frozenset(
    {"realised", "agreed", "offered", "desired", "urged"}
    | {"scheduled", "possible", "alleged", "negated"}
)
VOICES = frozenset({"outlet", "source"})
MOST = 3  # statements a sentence
PLACE = ["corpus", "article_id", "field", "start", "stop", "a", "b"]

Row = dict[str, str]


class Statement(NamedTuple):
    """A checked label; offsets count from the beginning of the article's text or title."""

    trigger_start: int
    trigger_stop: int
    source: str
    target: str
    mutual: int
    quad: str
    status: str
    voice: str


class LabelError(ValueError):
    """What is wrong with a line of a reader, and what was expected."""


def read_index(path: Path) -> dict[int, Row]:
    """The drawn sentences by number."""
    with path.open(newline="", encoding="utf-8") as file:
        return {int(row["number"]): row for row in csv.DictReader(file)}


def sentence_texts(corpora: Path, index: dict[int, Row]) -> dict[int, str]:
    """The sentences as they stand in the corpora."""
    by_article: dict[tuple[str, str], list[int]] = {}
    for number, row in index.items():
        by_article.setdefault((row["corpus"], row["article_id"]), []).append(number)
    texts: dict[int, str] = {}
    for corpus in (*CORPORA, *ONLY_SHEETS):
        for article in read_corpus(corpora, corpus):
            for number in by_article.get((corpus, article.article_id), ()):
                row = index[number]
                whole = article.title if row["field"] == "title" else article.text
                texts[number] = whole[int(row["start"]) : int(row["stop"])]
    return texts


def find_trigger(trigger: str, sentence: str) -> tuple[int, int]:
    """Where the words stand, as whole words if they do; any space matches any other."""
    words = r"\s+".join(map(re.escape, trigger.split()))
    found = re.search(rf"(?<!\w){words}(?!\w)", sentence) or re.search(words, sentence)
    if not words or found is None:
        raise LabelError(f"{trigger!r} does not stand in the sentence: copy its words exactly")
    return found.span()


def parse(cells: list[str], row: Row, sentence: str) -> Statement | None:
    """The statement of one line, None for "nothing"; raises `LabelError`."""
    if cells == ["-"]:
        return None
    if len(cells) != 7:
        raise LabelError(f"{len(cells) + 1} fields between tabs, expected 8 (or number and -)")
    source, target, mutual, quad, status, voice, trigger = cells
    if {source, target} != {row["a"], row["b"]}:
        raise LabelError(f"{source} and {target}, expected {row['a']} and {row['b']}")
    for value, known in (
        (mutual, {"0", "1"}),
        (quad, CLASSES),
        (status, STATUSES),
        (voice, VOICES),
    ):
        if value not in known:
            raise LabelError(f"{value!r} is none of {', '.join(sorted(known))}")
    start, stop = find_trigger(trigger, sentence)
    if mutual == "1":
        source, target = row["a"], row["b"]
    first = int(row["start"])
    return Statement(
        first + start, first + stop, source, target, int(mutual), CLASSES[quad], status, voice
    )


def read_labels(
    paths: Iterable[Path], index: dict[int, Row], texts: dict[int, str]
) -> tuple[dict[int, list[Statement]], list[str]]:
    """Statements by number (an empty list for none), and the errors by file and line."""
    labels: dict[int, list[Statement]] = {}
    wrong: set[int] = set()
    errors: list[str] = []
    for path in paths:
        read: dict[int, list[Statement | None]] = {}
        for line, number, cells in _lines(path):
            try:
                if number not in index:
                    raise LabelError("the line does not begin with a number of the index and a tab")
                if number in labels:
                    raise LabelError(f"sentence {number} was labelled in an earlier file")
                held = read.setdefault(number, [])
                statement = parse(cells, index[number], texts[number])
                _check_together(statement, held)
                held.append(statement)
            except LabelError as error:
                errors.append(f"{path.name}:{line}: {error}")
                if number not in labels:
                    wrong.add(number)
        errors.extend(_gaps(path, set(read), index))
        for number, found in read.items():
            labels[number] = [one for one in found if one is not None]
    return {number: held for number, held in labels.items() if number not in wrong}, errors


def _check_together(statement: Statement | None, held: list[Statement | None]) -> None:
    """Raises `LabelError` if a line does not go with the earlier lines of its sentence."""
    if held and (statement is None or None in held):
        raise LabelError("this sentence has a statement and nothing, or nothing twice")
    if statement in held:
        raise LabelError("the same statement twice")
    if len(held) == MOST:
        raise LabelError(f"more than {MOST} statements of one sentence")


def _lines(path: Path) -> Iterator[tuple[int, int, list[str]]]:
    """Line number, sentence number (-1 if there is none) and the cells after it."""
    for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        first, *cells = [cell.strip() for cell in text.split("\t")]
        if text.strip():
            yield line, int(first) if first.isdecimal() else -1, cells


def _gaps(path: Path, numbers: set[int], index: dict[int, Row]) -> Iterator[str]:
    """Names the sentences of the batch NNN of a file `done_NNN.txt` that have no line."""
    batch = re.search(r"_(\d{3})\.", path.name)
    if batch:
        last = BATCH * int(batch[1])
        missing = [n for n in range(last - BATCH + 1, last + 1) if n in index and n not in numbers]
        if missing:
            shown = ", ".join(map(str, missing[:12])) + (" …" if len(missing) > 12 else "")
            yield f"{path.name}: {len(missing)} sentences have no line: {shown}"


def write_gold(path: Path, index: dict[int, Row], labels: dict[int, list[Statement]]) -> None:
    """A row a statement, in the order of the numbers; blank cells where there is none."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["sentence", *PLACE, *Statement._fields])
        for number in sorted(labels):
            row = index[number]
            place = [row[key] for key in PLACE]
            if not labels[number]:
                writer.writerow([number, *place, *[""] * len(Statement._fields)])
            for statement in sorted(labels[number]):
                writer.writerow([number, *place, *statement])


def main() -> None:
    """Checks, writes, and prints counts by class and status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--files", default="done_*.txt", help="which files of the folder to read")
    parser.add_argument("--out", type=Path, default=GOLD)
    options = parser.parse_args()
    index = read_index(options.folder / "index.csv")
    texts = sentence_texts(options.corpora, index)
    paths = sorted(options.folder.glob(options.files))
    labels, errors = read_labels(paths, index, texts)
    print(*errors, sep="\n")
    held = [one for statements in labels.values() for one in statements]
    print(f"{len(paths)} files, {len(labels)} sentences, {sum(map(bool, labels.values()))} with a")
    print(f"statement; {len(held)} statements; {len(errors)} errors")
    for key in ("quad", "status", "voice", "mutual"):
        print(f"{key}:", *Counter(str(getattr(one, key)) for one in held).most_common())
    if not options.check:
        write_gold(options.out, index, labels)
        print(f"written: {options.out}")
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
