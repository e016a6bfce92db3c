"""The measured numbers of README, docs and model cards, from what the measuring programs wrote.

    python -m research.evaluate.docs_numbers

writes the blocks between `<!-- measured: NAME -->` and `<!-- end of measured -->` of every page. A
test compares the pages with what this program would write, and refuses a score outside a block.

To add a figure, put such a block into the page, and then either

- a program can measure it again: let the program keep its figures (`measured.keep_run`, or
  `measured.keep_fresh` for the first score of a sheet nobody has looked into), and add a function
  to `PROGRAMS` below that says them in words; or
- it was an experiment, run once: write the words into the block, and keep them with the day, the
  kind of figure and the command (`python -m research.evaluate.experiments`).

What a run on one day gave (a fresh sheet is scored once, a quiet machine is rare) stands in
`measured.json` and `experiments.json` beside this program and in `research/cost/throughput.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from research.evaluate import (
    accurate_numbers,
    compare_numbers,
    faults_numbers,
    scale_numbers,
    validate_numbers,
)
from research.evaluate.experiments import BLOCK, read_experiments, text_of
from research.evaluate.measured import COSTS, MEASURED, read_run
from research.evaluate.page_parts import between, fill, short, table, three
from research.evaluate.readme_numbers import ROOT, TABLES, measured_table

REPORTS = COSTS.with_name("report_size.md")
_CORPORA = ("fakes", "polnear", "allsides")


def trust() -> str:
    """README: what the figures mean for whoever counts."""
    whole, fresh = (read_run(MEASURED, name) for name in ("quotes_whole_second", "relations_six"))
    surer = read_run(MEASURED, "quotes_whole_second_accurate")
    more = read_run(MEASURED, "relations_six_accurate")
    last, names = read_run(MEASURED, "speakers")["last"], read_run(MEASURED, "mentions")
    return fill(
        "So: attributions with a named speaker and quotation marks are safe to count, indirect "
        f"speech is found about half the time; in {whole['articles']} whole articles, marked "
        "before anything was found in them, "
        f"{short(whole['right'] / whole['found'])} of the attributions found are right and "
        f"{short(whole['right'] / whole['there'])} of those there are found (with `--accurate` "
        f"{short(surer['right'] / surer['found'])} and {short(surer['right'] / surer['there'])}). "
        "Statements on two "
        f"states are found cautiously: on the last fresh sheet ({fresh['sentences']} sentences of "
        "articles that never train, labelled before the models saw them) "
        f"{between(fresh['precision'])} of those found are statements to a reader too, and "
        f"{between(fresh['recall'])} of a reader's are found (with `--accurate` "
        f"{between(more['precision'])} and {between(more['recall'])}; `docs/relations.md`, "
        "`docs/accurate.md`). Speakers on "
        f"the last fresh sheets ({last['sources']} sources): the right person "
        f"{between(last['person'])}, the right side {between(last['side'])}, unnamed or not "
        f"{between(last['anonymous'])}. Mentions on the last fresh sheet ({names['mentions']} "
        "names and pronouns): the right type "
        f"{between(names['type'])}, the right side {between(names['side'])}. "
        "Validate on your own corpus before a difference is believed.",
    )


def relations_fresh() -> str:
    """docs/relations.md: the sheet of any pair of states that was scored once."""
    one = read_run(MEASURED, "relations_fresh")
    return _sheet(
        f"**Fresh**, {one['date']}: {one['sentences']} sentences of {one['outlets']} outlets, one "
        "an article, from articles reserved for it, labelled blind by a language model before the "
        "frozen model read them, scored once",
        one,
    )


def relations_three() -> str:
    """docs/relations.md: the sheet of three pairs of states that was scored once."""
    one = read_run(MEASURED, "relations_three")
    pairs = ", ".join(f"{name} {count}" for name, count in one["pairs"].items())
    return _sheet(
        f"**Fresh, three pairs of states**, {one['date']}: {one['sentences']} sentences ({pairs}) "
        f"of {one['articles']} articles that hold no label, labelled and scored in the same way",
        one,
    )


def relations_four() -> str:
    """docs/relations.md: the second sheet of any pair of states that was scored once."""
    one = read_run(MEASURED, "relations_four")
    return _sheet(
        f"**Fresh, any pairs**, {one['date']}: {one['sentences']} sentences, one an article but "
        "for four, most of US press on domestic and foreign news, labelled in the same way",
        one,
    )


def relations_five() -> str:
    """docs/relations.md: the third sheet of any pair of states that was scored once."""
    one = read_run(MEASURED, "relations_five")
    return _sheet(
        f"**Fresh, any pairs, for today's model**, {one['date']}: {one['sentences']} sentences of "
        f"{one['outlets']} outlets, one an article, most of US press, labelled in the same "
        "way before the model read them",
        one,
    )


def relations_six() -> str:
    """docs/relations.md: other sentences of articles on earlier sheets, scored once."""
    one = read_run(MEASURED, "relations_six")
    return _sheet(
        f"**Fresh again for today's model**, {one['date']}: {one['sentences']} sentences, no "
        "article without a label being left, of articles on the sheets above, which never train: "
        "at most two of each that no reader had been shown, a third of them on the US and Russia, "
        "labelled in the same way",
        one,
    )


def _sheet(opening: str, one: Mapping[str, Any]) -> str:
    words = fill(
        f"{opening} (`python -m research.evaluate.relations_fresh CORPORA`): precision "
        f"{between(one['precision'])}, recall {between(one['recall'])}, F1 {between(one['f1'])}, "
        f"each with 95 % of draws of sentences; false alarms in {one['false_alarms']} of "
        f"{one['without']} sentences without any.",
    )
    rows = [
        (name, f"{short(right)} ({found})", f"{short(share)} ({there})")
        for name, (right, found, share, there) in one["classes"].items()
    ]
    matched = ", ".join(f"{what} {short(value)}" for what, value in one["matched"].items())
    grid = table(("class", "precision (found)", "recall (labelled)"), rows)
    return f"{words}\n{grid}\nOf the matched: {matched}.\n"


def whole_articles() -> str:
    """docs/relations.md: articles that were read whole."""
    one = read_run(MEASURED, "whole_articles")
    right, found, there = one["right"], one["found"], one["there"]
    return fill(
        f"**Whole articles, fresh**, {one['date']}: {one['articles']} articles of {one['outlets']} "
        "outlets (ten articles of FA-KES, twelve of US and British press), reserved, read whole by "
        "a language model that judged what the frozen layers found. Attributions: precision "
        f"{short(right / found)} ({right} of {found}), recall {short(right / there)} ({right} of "
        f"{there}); of those that are real the speaker is right in {short(one['speaker'])}, the "
        f"side in {short(one['side'])}, anonymous or not in {short(one['anonymous'])}.",
    )


def classifier() -> str:
    """docs/classifier.md: what tells an outlet."""
    scores = pd.read_csv(TABLES / "scores_classifier.csv")
    of = {(row["corpus"], row["name"]): row for row in scores.to_dict("records")}
    corpora = zip(_CORPORA, ("FA-KES", "PolNeAR", "AllSides"), strict=True)
    heads = ["line"]
    for key, name in corpora:
        whole = of[key, "framing"]
        heads.append(f"{name}, {whole['n_outlets']} outlets, {whole['n']:,} articles")

    def score(key: str, name: str, ends: bool) -> str:
        row = of.get((key, name))
        if row is None:  # measured before there was such a line
            return "–"
        low, high = three(row["low"]), three(row["high"])
        return f"{three(row['macro_f1'])} ({low} to {high})" if ends else three(row["macro_f1"])

    rows = [
        (line, *(" / ".join(score(key, name, ends) for name in names) for key in _CORPORA))
        for line, names, ends in _LINES
    ]
    return table(heads, rows)


_LINES = (
    ("framing", ("framing",), True),
    ("the codebook's columns alone", ("framing_columns",), True),
    ("framing, forward in time", ("forward_in_time",), True),
    ("framing, random split", ("framing_random_split",), False),
    ("framing, pages unmasked", ("framing_unmasked",), False),
    ("punctuation alone, masked / raw", ("punctuation", "punctuation_raw"), False),
    ("function words, masked", ("function_words",), False),
    ("all words, masked / raw", ("words_masked", "words_raw"), False),
    ("first and last words, masked / raw", ("edges", "edges_raw"), False),
    ("length / majority", ("length", "majority"), False),
)


def leaning() -> str:
    """docs/classifier.md: left, center or right of outlets never learned from."""
    scores = pd.read_csv(TABLES / "scores_leaning.csv").to_dict("records")
    names = {
        "framing_columns": "the codebook's columns alone",
        "function_words": "function words, masked",
        "words_masked": "all words (TF-IDF), masked",
        "words_raw": "all words (TF-IDF), raw",
    }
    rows = [
        (
            names.get(row["name"], row["name"]),
            f"{three(row['macro_f1'])} ({three(row['low'])} to {three(row['high'])})",
            three(row["accuracy"]),
        )
        for row in scores
    ]
    size = f"{scores[0]['n']:,} articles of {scores[0]['n_outlets']} outlets."
    return f"{size}\n\n{table(('line', 'macro-F1', 'accuracy'), rows)}"


def pages() -> str:
    """docs/pages.md: how pages of a benchmark and of publishers are read."""
    one, credit = read_run(MEASURED, "pages"), read_run(MEASURED, "provenance")["train"]
    both = one["html"], one["publishers"]
    words = fill(
        f"Measured on {both[0]['pages']} pages of a public benchmark and {both[1]['pages']} pages "
        "of publishers in fifteen countries. The rules were written with these pages in sight, so "
        "these are development figures.",
    )

    def right(part: Mapping[str, Any], fact: str) -> str:
        found = part[fact]
        return f"{found['right']} of {found['judged']}" if found["judged"] else ""

    wrong = [f"{right(part, 'publisher')} / {part['publisher']['wrong']}" for part in both]
    rows = [
        ("story text, recall of runs of four words", *(short(part["recall"]) for part in both)),
        ("story text, precision", *(short(part["precision"]) for part in both)),
        ("pages of which less than half is read", *(str(part["under_half"]) for part in both)),
        ("publisher right / wrong", *wrong),
        ("day right", *(right(part, "date") for part in both)),
        ("authors right", *(right(part, "authors") for part in both)),
        ("time for a page", *(f"{part['milliseconds']} ms" for part in both)),
    ]
    grid = table(("", "benchmark", "publishers"), rows)
    credits = fill(
        "Agency credits in plain text (`python -m research.evaluate.provenance "
        f"CORPORA/data/polnear`): F1 {short(credit['f1'])} on {credit['articles']} articles.",
    )
    return f"{words}\n{grid}\n{credits}"


def formats() -> str:
    """docs/inputs.md: what comes in of each format."""
    one = read_run(MEASURED, "formats")
    verdicts = one["verdicts"]
    told = [f"{verdicts[key]} {words}" for key, words in _VERDICTS.items() if verdicts.get(key)]
    return fill(
        "`python -m research.evaluate.formats EXPORTS CASES` holds what comes in of "
        f"{one['real'] + one['invented']} files ({one['real']} real exports that other projects "
        f"publish, {one['invented']} formats of an invented article) against what they tell: "
        f"{'; '.join(told)}.",
    )


_VERDICTS = {
    "right": "are right in articles, outlet, day, title and paragraphs",
    "refused": "hold no full text or are broken and are refused",
    "told": "come in incomplete and are named",
    "partly": "leave a field empty that the file tells",
    "wrong": "are wrong and nothing is said",
}


def frames() -> str:
    """docs/frames.md: the fresh passages, from the card of the model."""
    card = json.loads((ROOT / "framing/models/frames/card.json").read_text("utf-8"))["frames"]
    fresh = {name.replace("_", " "): one["fresh_passages"] for name, one in card.items()}
    rows = [
        (
            name,
            between([one["f1"], *one["f1_interval"]]),
            *(short(one[key]) for key in ("tfidf_f1", "flag_all_f1")),
            str(one["n"]),
        )
        for name, one in fresh.items()
    ]
    keys = ("f1", "tfidf_f1", "flag_all_f1")
    means = [short(sum(one[key] for one in fresh.values()) / len(fresh)) for key in keys]
    rows.append(("mean", means[0], means[1], means[2], ""))
    return table(("frame", "fresh passages", "TF-IDF", "flag all", "labels"), rows)


def sizes() -> str:
    """docs/report.md: what reports take."""
    lines = REPORTS.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith("|"))


def language_core() -> str:
    """Card of the language core: its scores on two treebanks."""
    one = read_run(MEASURED, "language")
    ewt, gum = one["EWT"], one["GUM"]

    def percent(scores: Mapping[str, float], name: str) -> str:
        return f"{100 * scores[name]:.1f} %"

    rows = [(words, percent(ewt, name), percent(gum, name)) for name, words in _CORE.items()]
    genres = f"(news {percent(gum, 'news')}, speech {percent(gum, 'speech')})"
    sentences = (_SENTENCES, percent(ewt, "sentences"), f"{percent(gum, 'sentences')} {genres}")
    rows.insert(3, sentences)
    named, others = (f"{percent(own, 'roles')} of {own['named']}" for own in (ewt, gum))
    rows.append(("agent or patient of named subjects, raw text", named, others))
    return table(("", "EWT dev", "GUM dev"), rows)


_SENTENCES = "sentence ends F1, raw text"
_CORE = {
    "tags": "Penn tags, gold tokens",
    "lemmas": "lemmas with own tags (lower case)",
    "tokens": "token F1, raw text",
    "passives": "passives with an auxiliary, F1, raw text",
    "bare": "passives and bare participles, F1, raw text",
}


PROGRAMS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "docs/accurate.md": accurate_numbers.BLOCKS,
    "README.md": {"scores": measured_table, "trust": trust},
    "docs/classifier.md": {"classifier": classifier, "leaning": leaning},
    "docs/compare.md": compare_numbers.BLOCKS,
    "docs/frames.md": {"fresh passages": frames},
    "docs/inputs.md": {"formats": formats},
    "docs/pages.md": {"pages": pages},
    "docs/relations.md": {
        "fresh sheet": relations_fresh,
        "fresh sheet of three pairs": relations_three,
        "fresh sheet of any pairs": relations_four,
        "last fresh sheet": relations_five,
        "sixth fresh sheet": relations_six,
        "whole articles": whole_articles,
    },
    "docs/report.md": {"sizes": sizes},
    "docs/scale.md": scale_numbers.BLOCKS,
    "docs/security.md": faults_numbers.BLOCKS,
    "docs/validate.md": validate_numbers.BLOCKS,
    "framing/models/language/README.md": {"scores": language_core},
}


def numbers_of() -> dict[str, dict[str, str]]:
    """What each block of each page has to say."""
    pages = {page: {name: words() for name, words in own.items()} for page, own in PROGRAMS.items()}
    for page, own in read_experiments().items():
        pages.setdefault(page, {}).update({name: text_of(one) for name, one in own.items()})
    return pages


def with_numbers(blocks: Mapping[str, str], text: str) -> str:
    """The text of a page with its blocks written anew."""
    return BLOCK.sub(lambda found: found[1] + blocks[found[2]] + found[4], text)


def blocks_of(text: str) -> list[str]:
    """Names of the blocks that a page has."""
    return [found[2] for found in BLOCK.finditer(text)]


if __name__ == "__main__":
    for page, blocks in numbers_of().items():
        path = ROOT / page
        path.write_text(with_numbers(blocks, path.read_text("utf-8")), "utf-8")
        print(f"{page}: {', '.join(blocks)}", file=sys.stderr)
