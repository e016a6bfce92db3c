"""What is evaluated: which articles, in which groups, and every run of symbols that they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.classify.columns import framing_columns, reason_left_out
from framing.classify.sample import (
    SampleOptions,
    corpus_sample,
    enough_articles,
    story_groups,
    table_sample,
)
from framing.classify.sequences import (
    COLUMN,
    LONGEST,
    SYMBOLS,
    count_sequences,
    find_sequence,
    is_sequence,
    name_of,
    sequence_of,
    symbol_rows,
)
from framing.classify.splits import join_groups
from framing.classify.telltale import find_telltales
from framing.classify.transformer import FramingFeatures
from framing.errors import UsageError
from framing.language import PENN_TAGS
from framing.reading import read_article
from framing.types import ZONE_KINDS, Article, Reading
from tests.classify.numbers import make_numbers

WIRE = (
    "A ferry with forty passengers ran aground near the northern harbour late on Tuesday, the "
    "coast guard said, and a tug pulled it free after nine hours while divers looked for damage."
)


def _corpus() -> list[Article]:
    def story(k: int) -> str:
        return f"On day {k} the envoys of group {k * 7} may meet, said office {k * 13} (CNN)."

    articles = [
        Article(f"a{k}", story(k), outlet="ABC"[k % 3], published=f"2020-01-0{k % 9 + 1}")
        for k in range(12)
    ]
    articles += [Article("few", story(50), outlet="D"), Article("none", story(51))]
    return articles + [Article(f"w{k}", f"{WIRE} {k}", outlet="AB"[k]) for k in range(2)]


def test_a_sample_is_of_outlets_with_articles_enough_with_its_texts_masked_and_not() -> None:
    articles, told = _corpus(), Counter[str]()

    def bar(count: int, what: str) -> Callable[[int], object]:
        told[f"{count} {what}"] += 0
        return lambda done: told.update({f"{count} {what}": done})

    pages = FramingFeatures(mask=False)
    features = FramingFeatures()
    options = SampleOptions(min_articles=4, folds=2, pages=pages, progress=bar)
    sample = corpus_sample(articles, features, options)
    kept = [*articles[:12], *articles[14:]]
    assert sample.outlets == [one.outlet for one in kept]
    assert sample.raw == [one.text for one in kept]
    assert sample.published == [one.published for one in kept]
    assert sample.groups.tolist() == [*range(12), 14, 14]
    assert told == {"14 masked texts": 14, "14 pages": 14}
    assert sample.masked == [one.text for one in features.masked(kept)]
    assert not any("CNN" in text for text in sample.masked)
    pd.testing.assert_frame_equal(sample.table, features.measure(features.masked(kept)))
    plain = pages.measure([Article("x", one.text) for one in kept])
    assert sample.unmasked is not None
    pd.testing.assert_frame_equal(sample.unmasked, plain)
    bare = corpus_sample(kept, FramingFeatures(mask=False), SampleOptions(min_articles=4))
    assert (bare.masked, bare.unmasked) == (None, None)
    with pytest.raises(UsageError, match="folds need 6"):
        corpus_sample(articles, FramingFeatures(), SampleOptions(min_articles=4, folds=6))
    with pytest.raises(UsageError, match="0 outlets with 20 articles or more"):
        corpus_sample(articles, FramingFeatures())


def test_articles_are_of_one_story_if_they_share_passages() -> None:
    assert story_groups(_corpus()).tolist() == [*range(14), 14, 14]
    assert story_groups([]).tolist() == []


TABLE = pd.DataFrame(
    {
        "article_id": [1, 2, 3, 4, 5, 6],
        "outlet": ["A", "A", "B", "B", "C", None],
        "published": ["2020-01-01", None, "2020-01-03", 5.0, "2020-01-05", "2020-01-06"],
        "story_id": ["old"] * 6,
        "hedge_a_count": range(6),
    }
)
GROUPS = pd.DataFrame(
    {
        "article_id": ["6", "5", "4", "3", "2", "1"],
        "story_id": ["f", "e", "d", "d", "b", "a"],
        "copy_id": ["1", "2", "3", "4", "5", "5"],
        "words": 1,
    }
)


def test_a_table_is_joined_with_its_groups_by_the_articles_id() -> None:
    sample = table_sample(TABLE, GROUPS, 2)
    assert sample.outlets == ["A", "A", "B", "B"]
    assert sample.groups.tolist() == [0, 0, 2, 2]
    assert sample.published == ["2020-01-01", None, "2020-01-03", None]
    assert sample.table["story_id"].tolist() == ["a", "b", "d", "d"]
    assert sample.table["hedge_a_count"].tolist() == [0, 1, 2, 3]
    assert "words" not in sample.table
    assert (sample.raw, sample.masked, sample.unmasked) == (None, None, None)
    assert len(sample) == 4
    with pytest.raises(UsageError, match="1 outlets with 3 articles or more, two are needed"):
        table_sample(pd.concat([TABLE, TABLE.iloc[:1]]), GROUPS, 3)
    own = TABLE.drop(columns="published").assign(story_id=list("aabbcc"))
    assert table_sample(own, min_articles=1).groups.tolist() == [0, 0, 2, 2, 4]
    assert table_sample(own, min_articles=1).published == [None] * 5
    both = own.assign(copy_id=list("123345"))
    assert table_sample(both, min_articles=1).groups.tolist() == [0, 0, 2, 2, 4]


def test_tables_and_groups_that_do_not_fit_are_named() -> None:
    with pytest.raises(UsageError, match="no column article_id"):
        table_sample(TABLE.drop(columns="article_id"), GROUPS)
    with pytest.raises(UsageError, match="the groups lack copy_id, story_id"):
        table_sample(TABLE, GROUPS[["article_id"]])
    with pytest.raises(UsageError, match=r"2 articles are in no group \(first: 3\)"):
        table_sample(TABLE, GROUPS[~GROUPS["article_id"].isin(["3", "5"])])
    with pytest.raises(UsageError, match="would test on copies"):
        table_sample(TABLE.drop(columns="story_id"))
    with pytest.raises(UsageError, match="no group key"):
        join_groups()


def test_an_outlet_with_just_enough_articles_stays() -> None:
    sample = make_numbers(7)  # three of the first outlet, two of the others
    assert len(enough_articles(sample, 2)) == 7
    with pytest.raises(UsageError, match="1 outlets with 3 articles"):
        enough_articles(sample, 3)


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("reuse_spread_count", "says what a corpus shares"),
        ("text_furniture_share", "reads the page"),
        ("text_words_count", "length has a line"),
        ("hedge_headline_count", "whether an export carries the headline"),
        ("hedge_lead_count", "where the first paragraph breaks off"),
        ("n_words", "is no feature"),
        ("hedge", None),
        ("text_furniture_share_x", None),
    ],
)
def test_a_column_is_left_out_with_its_reason(column: str, reason: str | None) -> None:
    found = reason_left_out(column)
    assert (found is None) is (reason is None)
    assert reason is None or reason in str(found)
    assert framing_columns([column]) == ([] if reason else [column])


STORY = (
    "Talks may resume\n\nBy Jane Smith\n\n"
    "Russia may sign the treaty (again). “We will sign it. We must,” the minister said there – "
    "or so it seems. The paper, leaked “twice”, named no day.\n\nRead more: Other stories"
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_article(Article("a", STORY))


def test_every_symbol_stands_for_a_token_of_the_story(reading: Reading) -> None:
    numbers, rows = symbol_rows(reading)
    tokens = reading.tokens
    line = sequence_of(reading).split()
    assert line == [SYMBOLS[k] for k in numbers]
    assert (np.diff(rows) >= 0).all()
    sentences = tokens.sentence[rows].tolist()
    begins = [k for k, symbol in enumerate(line) if symbol == "<s>"]
    assert [sentences[k] for k in begins] == sorted(set(sentences))
    for k in begins:
        assert rows[k] == rows[k + 1]
        assert k == 0 or sentences[k] != sentences[k - 1]
    words = [STORY[tokens.start[row] : tokens.stop[row]] for row in rows]
    assert words[0] == words[1] == "Russia"  # neither headline nor byline
    assert "stories" not in words
    assert not {"(", ")", "“", "”", "–"} & {
        word
        for word, symbol in zip(words, line, strict=True)
        if symbol != "<s>" and symbol[:5] != "quote"
    }
    held = [k for k, symbol in enumerate(line) if symbol.startswith("quote:")]
    assert len({sentences[k] for k in held}) >= 2  # the quotation enters two sentences
    assert not any(line[k] == line[k - 1] for k in held)  # and is one symbol in each
    assert [line[k] for k, w in enumerate(words) if w == "said"] == ["cue:VBD"]
    assert [line[k] for k, w in enumerate(words) if w == "may"] == ["hedge:MD"]
    assert [line[k] for k, w in enumerate(words) if w == "Russia"] == ["<s>", "name:state"]


def test_an_article_without_a_word_has_no_symbol() -> None:
    empty = read_article(Article("a", ""))
    numbers, rows = symbol_rows(empty)
    assert (len(numbers), len(rows), sequence_of(empty)) == (0, 0, "")
    assert find_sequence(empty, "grammar DT NN") == ()


def test_every_run_of_one_to_three_symbols_is_found_from_its_first_token_to_its_last(
    reading: Reading,
) -> None:
    line = sequence_of(reading).split()
    numbers, rows = symbol_rows(reading)
    tokens = reading.tokens
    for size in range(1, LONGEST + 1):
        runs = [tuple(line[k : k + size]) for k in range(len(line) - size + 1)]
        for run in sorted(set(runs)):
            expected = [
                (int(tokens.start[rows[k]]), int(tokens.stop[rows[k + size - 1]]))
                for k in range(len(runs))
                if runs[k] == run
            ]
            assert list(find_sequence(reading, "grammar " + " ".join(run))) == expected
    for wrong in ("grammar", "grammar ", "DT NN", "grammar DT NN DT NN", "grammar DT XYZ"):
        with pytest.raises(UsageError, match="expected grammar and up to 3 symbols"):
            find_sequence(reading, wrong)
    assert is_sequence("grammar DT")
    assert not is_sequence("hedge_a_count")
    assert len(numbers) == len(line)


@given(st.lists(st.lists(st.sampled_from(SYMBOLS), max_size=7), max_size=4))
def test_counts_of_runs_are_those_of_a_counter(lines: list[list[str]]) -> None:
    table = count_sequences([" ".join(line) for line in lines])
    assert table.shape[0] == len(lines)
    for number, line in enumerate(lines):
        runs = Counter(
            "grammar " + " ".join(line[k : k + size])
            for size in (1, 2, 3)
            for k in range(len(line) - size + 1)
        )
        row = table[[number]]
        found = {name_of(int(c)): n for c, n in zip(row.indices, row.data, strict=True)}
        assert found == runs


def test_a_symbol_that_no_line_may_hold_is_none_of_a_name() -> None:
    assert count_sequences(["DT WORD"])[[0]].sum() >= 1
    assert name_of(SYMBOLS.index("DT") + 1) == "grammar DT"
    assert COLUMN == "grammar_sequence"


def test_telltales_are_of_three_words_in_five_articles_and_two_hundred_at_most() -> None:
    texts = ["one two three four five"] * 12 + ["six seven"] * 12
    found = find_telltales(texts, ["X"] * 12 + ["Y"] * 12)
    assert set(found["string"]) == {"one", "two", "three", "four", "five", "six", "seven"}
    mixed = [f"aa bb cc dd {'ee' if k % 2 else 'ff'}" for k in range(12)]
    longest = find_telltales([*mixed, *(["bb aa dd cc"] * 12)], ["X"] * 12 + ["Y"] * 12)
    assert {"aa bb", "bb cc", "cc dd"} <= set(longest["string"])
    assert max(len(one.split()) for one in longest["string"]) <= 3
    # Five articles are enough and four are not; what tells too little is left out.
    for count, size, there in ((5, 12, True), (4, 12, False), (5, 60, False)):
        some = ["mark"] * count + ["plain"] * (size - count + 60)
        found = find_telltales(some, ["X"] * size + ["Y"] * 60)
        assert ("mark" in set(found["string"])) is there
    many = [" ".join(f"w{k}x{n}" for n in range(150)) for k in range(2) for _ in range(10)]
    assert len(find_telltales(many, ["X"] * 10 + ["Y"] * 10)) == 200
    assert len(find_telltales(many, ["X"] * 10 + ["Y"] * 10, most=900)) == 300


def _said_of(reading: Reading, token: int) -> str:
    """What stands for a token, by the layers from the weakest to the strongest."""
    tokens = reading.tokens
    start, tag = tokens.start[token], PENN_TAGS[tokens.tag[token]]
    found = tag
    for mention in reading.mentions:
        named = mention.type in ("person", "organisation", "place", "state", "armed_group", "media")
        if named and tag in ("NNP", "NNPS") and mention.start <= start < mention.stop:
            found = f"name:{mention.type}"
    cues = [span for quote in reading.quotes for span in quote.cue]
    if found == tag and tag[:2] == "VB" and any(a <= start < b for a, b in cues):
        found = f"cue:{tag}"
    if any(hedge.start <= start < hedge.stop for hedge in reading.hedges):
        found = f"hedge:{tag}"
    quote = reading.quote_of[token]
    return found if quote < 0 else f"quote:{reading.quotes[quote].kind}"


def test_a_quotation_goes_before_a_hedge_a_hedge_before_a_cue_and_a_name_before_its_tag(
    reading: Reading, demo_folder: Path
) -> None:
    seen: set[str] = set()
    for one in (reading, *framing.read_articles(framing.load_articles(demo_folder))):
        numbers, rows = symbol_rows(one)
        for number, row in zip(numbers.tolist(), rows.tolist(), strict=True):
            if SYMBOLS[number] != "<s>":
                assert SYMBOLS[number] == _said_of(one, row)
                seen.add(SYMBOLS[number].split(":")[0])
        kinds = {ZONE_KINDS[zone] for zone in one.tokens.zone[rows].tolist()}
        assert kinds <= {"lead", "body"}
    assert {"quote", "hedge", "cue", "name", "NN", ",", "."} <= seen
