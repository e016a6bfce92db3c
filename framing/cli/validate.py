"""Validates a layer on your own corpus by hand codes, and says how right it is there.

`draw` makes a sheet: a probability sample of units, also of those where nothing was found, with the
text in context, the question, the answers and the rule. The detector's answer is in a key beside
it (SHEET.key.json), which coders must not see. A sheet is .html (one offline page for the keyboard,
which saves a CSV), .csv or .xlsx. The same seed draws the same units; a larger --n adds to them,
and --coded SHEET carries answers over.

`score` reads coded sheets: precision, recall and F1 by class and outlet, with intervals that
respect the sampling and stories, agreement of two coders, and the sentence for a paper. The
corrected outlet estimates come from `framing compare FEATURES --validated SHEET`.

  framing validate draw articles.csv --layer relations --n 200 --by outlet -o sheet.html
  framing validate draw labels.csv --prediction my_llm_label --n 200 --by outlet -o sheet.csv
  framing validate score sheet.csv --second second.csv -o scores.csv
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.arguments import TABLES, add_corpus_options, add_learning, add_limit_options
from framing.cli.choices import plan_of, read_options, workers_of
from framing.cli.stories import read_stories
from framing.errors import UsageError

if TYPE_CHECKING:
    from framing.validate.draw import Drawn, Sample
    from framing.validate.frame import ArticleUnits
    from framing.validate.questions import Question
    from framing.validate.score import Score

INPUTS = ("corpus", "lexicons", "groups", "texts", "coded", "sheet", "key", "second")
OUTPUTS = ("output", "second_sheet", "tiers")


def files(args: Namespace) -> tuple[list[object], list[object]]:
    """What the command reads and what it writes."""
    if args.part == "score":
        return [args.sheet, args.second, args.key], [args.output, args.tiers]

    from framing.validate.sheet import check_sheet_target, key_path

    check_sheet_target(args.output)
    inputs = [args.corpus, args.lexicons, args.texts, args.groups, args.coded]
    return inputs, [args.output, args.second_sheet, key_path(args.output)]


def add_arguments(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.set_defaults(**dict.fromkeys((*INPUTS, *OUTPUTS)))
    parts = parser.add_subparsers(dest="part", required=True, metavar="draw|score")
    plain = RawDescriptionHelpFormatter
    draw = parts.add_parser(
        "draw", help="make a sheet to code", description=__doc__, formatter_class=plain
    )
    _add_draw(draw)
    score = parts.add_parser(
        "score", help="score coded sheets", description=__doc__, formatter_class=plain
    )
    score.add_argument("sheet", nargs="+", metavar="SHEET", help="coded sheets of one draw")
    score.add_argument("--second", metavar="SHEET", help="the second coder's sheet")
    score.add_argument("--key", metavar="FILE", help="the draw's key, if not beside the sheet")
    score.add_argument("-o", "--output", metavar="FILE", help=f"scores: {TABLES}; - is stdout")
    score.add_argument("--tiers", metavar="FILE", help="your own tier of the columns, as .json")


def _add_draw(parser: ArgumentParser) -> None:
    add_corpus_options(parser)
    sheet = parser.add_argument_group("the sheet")
    sheet.add_argument("--layer", metavar="NAME", help="what to code (relations, quotes, …)")
    sheet.add_argument(
        "--prediction", metavar="COLUMN", help="instead of a layer: your own labels in this column"
    )
    sheet.add_argument("--texts", metavar="CORPUS", help="where the texts of such a table are")
    sheet.add_argument("--question", help="what coders are asked about your labels")
    sheet.add_argument("--n", type=int, default=200, help="units to draw in all (default: 200)")
    sheet.add_argument("--by", metavar="COLUMN", help="spread over the values of it: outlet")
    sheet.add_argument("--groups", metavar="FILE", help="stories from `framing reuse --groups`")
    sheet.add_argument("-o", "--output", required=True, metavar="SHEET", help=".html, .csv, .xlsx")
    sheet.add_argument(
        "--second", dest="second_sheet", metavar="SHEET", help="also a sheet for a second coder"
    )
    sheet.add_argument(
        "--overlap", type=int, metavar="N", help="units on it (default: a quarter, at least 50)"
    )
    sheet.add_argument("--coded", metavar="SHEET", help="answers given already, carried over")
    sheet.add_argument("--seed", type=int, default=0, metavar="N", help="same seed, same units")
    add_learning(sheet)
    add_limit_options(parser)


def run(args: Namespace) -> int:
    """Draw or score; returns the exit status."""
    return _draw(args) if args.part == "draw" else _score(args)


def _draw(args: Namespace) -> int:
    from framing.validate.draw import draw
    from framing.validate.questions import question_of
    from framing.validate.sheet import check_sheet_target, key_path, write_key, write_sheet

    if bool(args.layer) == bool(args.prediction):
        raise UsageError("give --layer NAME, or --prediction COLUMN for labels of your own")
    question = question_of(args.layer) if args.layer else None
    targets = [target for target in (args.output, args.second_sheet) if target]
    for target in targets:
        check_sheet_target(target)
    if key_path(args.output).exists():
        raise UsageError(
            f"{key_path(args.output)}: exists, the key of another draw; choose another name"
        )
    articles, question, status = _frame(args, question)
    sides = _sides(args, question)
    sample = draw(articles, question, args.n, seed=args.seed, sides=sides)
    answers = _carried(args.coded, sample)
    write_key(key_path(args.output), sample)
    write_sheet(args.output, sample, sample.drawn, answers)
    if args.second_sheet:
        write_sheet(args.second_sheet, sample, _overlap(sample, args.overlap), {})
    _tell(args, sample, len(answers))
    return status


def _sides(args: Namespace, question: Question) -> tuple[str, str] | None:
    dyad = read_options(args).dyad if args.layer in ("relations", "mentions") else None
    return (dyad[0], dyad[1]) if dyad else None


def _frame(args: Namespace, question: Question | None) -> tuple[list[ArticleUnits], Question, int]:
    """All units, what is asked about them, and the exit status."""
    if question is not None:
        if args.by not in (None, "outlet"):
            raise UsageError(f"--by {args.by}: a corpus is drawn by outlet; leave others out")
        articles, status = _read(args, question)
        return articles, question, status
    from framing.tables.read import read_table
    from framing.validate.frame import table_question, table_units

    if len(args.corpus) != 1:
        raise UsageError("--prediction: expected one table")
    named = dict(one.split("=", 1) for one in args.column if "=" in one)
    columns = [args.prediction, *([args.by] if args.by else [])]
    table = read_table(args.corpus[0], ["id", *columns])
    if "article_id" not in table.columns and "id" in table.columns:
        table = table.rename(columns={"id": "article_id"})
    story = None
    if args.groups:
        found = table["article_id"].map(read_stories(args.groups))
        table, story = table.assign(story_id=found), "story_id"
    texts = _texts(args.texts) if args.texts else None
    text = named.get("text", "text")
    units = table_units(table, args.prediction, text=text, by=args.by, story=story, texts=texts)
    asked = args.question or f"Which label is right ({args.prediction})?"
    return units, table_question(units, args.prediction, asked), 0


def _texts(corpus: str) -> dict[str, str]:
    from framing.corpus.load import load_articles

    return {one.article_id: one.text for one in load_articles([corpus])}


def _read(args: Namespace, question: Question) -> tuple[list[ArticleUnits], int]:
    from framing.run.batches import BATCH_SIZE
    from framing.run.fingerprint import corpus_state
    from framing.run.local import map_batches
    from framing.run.plan import learned_furniture, whole_articles
    from framing.run.progress import progress_over
    from framing.validate.work import UnitsJob

    stories = read_stories(args.groups) if args.groups else {}
    plan = plan_of(args)
    before = corpus_state(plan.corpus)
    work = UnitsJob(question.layer, read_options(args), args.by, stories, learned_furniture(plan))
    found: list[ArticleUnits] = []
    unnamed = 0
    with progress_over(args.corpus) as progress:
        articles = whole_articles(plan, progress, before)
        workers = workers_of(args)
        results = map_batches(
            articles, work, jobs=workers.jobs, size=BATCH_SIZE, limits=workers.limits
        )
        for done, skipped in results:
            named = [one for one in done if one is not None]
            unnamed += len(done) - len(named)
            found += named
            for report in skipped:
                progress.on_skip(report)
            progress.on_articles(len(done))
        status = progress.finish("-")  # the sheet is yet to be written
    if unnamed:
        _say(f"{unnamed:,} articles left out: publisher unknown")
    return found, status or int(unnamed > 0)


def _carried(sheet: str | None, sample: Sample) -> dict[str, str]:
    """Answers of an earlier sheet to units of this one; what it says of others is left alone."""
    if sheet is None:
        return {}
    from framing.validate.sheet import read_answers

    return read_answers(sheet, sample).answers


def _overlap(sample: Sample, wanted: int | None) -> list[Drawn]:
    n = wanted if wanted is not None else max(50, len(sample.drawn) // 4)
    return list(sample.drawn[: max(0, n)])


def _tell(args: Namespace, sample: Sample, carried: int) -> None:
    from framing.validate.draw import FOUND, MIN_CODES
    from framing.validate.sheet import key_path

    found = sum(unit.stratum == FOUND for unit in sample.drawn)
    units = sum(sum(counts.values()) for *_, counts in sample.articles)
    _say(
        f"{len(sample.drawn)} of {units:,} units ({sample.question.unit}), {found} of them where "
        f"something was found{f', {carried} coded already' if carried else ''} -> {args.output}"
    )
    _say(f"the key stays away from coders: {key_path(args.output)}")
    thin = [
        group
        for group in sample.groups
        if any(0 < n < min(MIN_CODES, there) for n, there in _strata(sample, group))
    ]
    if thin:
        groups = len(sample.groups)
        _say(
            f"{', '.join(thin[:3])}{' …' if len(thin) > 3 else ''}: fewer than {MIN_CODES} units "
            f"in a stratum, too few for corrected estimates; --n {60 * groups} or more gives them"
        )


def _strata(sample: Sample, group: str) -> list[tuple[int, int]]:
    """Units drawn and units that there are, of each stratum."""
    from framing.validate.coded import Coded

    every = Coded(sample, dict.fromkeys((unit.unit_id for unit in sample.drawn), ""))
    return [(coded, there) for there, coded in every.sizes(group).values()]


def _score(args: Namespace) -> int:
    from framing.tables.write import TABLE_ENDINGS, check_target
    from framing.validate.coded import Coded
    from framing.validate.score import score
    from framing.validate.sheet import find_key, read_answers, read_key

    if args.output:
        check_target(args.output, TABLE_ENDINGS)
    sample = read_key(find_key(args.sheet[0], args.key))
    answers: dict[str, str] = {}
    problems = 0
    for sheet in args.sheet:
        got = read_answers(sheet, sample)
        problems += _faults(sheet, got.problems, got.blank, len(got.answers))
        answers = {**got.answers, **answers}
    if not answers:
        raise UsageError(f"{args.sheet[0]}: no unit is coded yet; fill the column answer")
    second = None
    if args.second:
        other = read_answers(args.second, sample)
        problems += _faults(args.second, other.problems, other.blank, len(other.answers))
        second = other.answers
    found = score(Coded(sample, answers), second)
    _show(found)
    if args.output:
        _write(args.output, found)
    if args.tiers:
        _write_tiers(args.tiers, sample, found)
    return 1 if problems else 0


def _faults(sheet: str, problems: tuple[str, ...], blank: int, coded: int) -> int:
    for problem in problems:
        _say(f"{sheet}: {problem}")
    if blank:
        _say(f"{sheet}: {blank} of {blank + coded + len(problems)} units have no answer yet")
    return len(problems)


def _show(found: Score) -> None:
    """What a user wants to see first, on stderr: the table goes to --output."""
    own = found.rows[found.rows["group"] == "all"]
    for name, part in own.groupby("class", sort=False):
        got = {row["measure"]: row for row in part.to_dict("records")}
        told = [
            f"{key} {row['value']:.2f} [{row['low']:.2f}, {row['high']:.2f}]"
            for key, row in got.items()
            if row["value"] == row["value"]
        ]
        _say(f"{name}: {', '.join(told) or 'nothing found and nothing there'}")
    for row in found.calibration.to_dict("records"):
        _say(
            f"confidence {row['from']:.1f} to {row['to']:.1f}: right {row['right']:.0%} of "
            f"{row['n']}, told {row['confidence']:.0%}"
        )
    _say("coder's answers (rows) by those of the layer, in units of the corpus, estimated:")
    for line in found.confusion.round().astype(int).to_string().splitlines():
        print(f"  {line}", file=sys.stderr)
    _say(f"tier {found.tier} by the lesser of precision and recall")
    _say(found.sentence)


def _write(target: str, found: Score) -> None:
    from framing.tables.write import open_table
    from framing.validate.score import COLUMNS, TEXT

    with open_table(target, COLUMNS, TEXT) as table:
        for row in found.rows.to_dict("records"):
            table.write({str(name): value for name, value in row.items()})


def _write_tiers(target: str, sample: Sample, found: Score) -> None:
    import json

    from framing.tables.target import open_aside

    own = found.rows[found.rows["group"] == "all"].drop_duplicates("measure").set_index("measure")
    figures = (
        f"precision {own['value']['precision']:.2f}, recall {own['value']['recall']:.2f} on "
        f"{own['n']['recall']} hand codes of your own corpus"
    )
    rows = [
        {"columns": glob, "tier": found.tier, "figures": figures}
        for glob in sample.question.columns or (sample.question.layer,)
    ]
    if Path(target).exists():
        raise UsageError(f"{target}: exists; nothing is overwritten, choose another name")
    with open_aside(target) as file:
        file.write(json.dumps({"columns": rows}, indent=1).encode())


def _say(line: str) -> None:
    print(f"framing: {line}", file=sys.stderr)
