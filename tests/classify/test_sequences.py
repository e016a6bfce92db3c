"""The line of an article's grammar holds no word, and every run of it leads back to the text."""

from __future__ import annotations

import numpy as np
import pytest

import framing
from framing.classify.evidence import coefficient_table, find_evidence
from framing.classify.importance import GRAMMAR, family_importance, fitted_folds
from framing.classify.model import OutletClassifier
from framing.classify.sample import Sample
from framing.classify.sequences import (
    COLUMN,
    SYMBOLS,
    count_sequences,
    find_sequence,
    name_of,
    sequence_of,
)
from framing.classify.splits import grouped_folds
from framing.errors import UsageError
from framing.reading import read_article
from framing.types import Article

TEXT = (
    "Russia may sign the treaty. “We will sign it in the spring,” the minister said in a speech. "
    "The paper, which was leaked (twice) – or so it seems – named no day."
)


def line_of(text: str) -> list[str]:
    return sequence_of(read_article(Article("a", text))).split()


def test_a_line_holds_symbols_and_neither_words_nor_house_marks() -> None:
    line = line_of(TEXT)
    assert set(line) <= set(SYMBOLS)
    assert not {":", "-LRB-", "-RRB-", "``", "''", "HYPH", "NFP"} & set(line)
    assert line.count("<s>") == 3
    assert line[:3] == ["<s>", "name:state", "hedge:MD"]


def test_a_quotation_is_one_symbol_and_its_words_are_not_the_outlets_grammar() -> None:
    line = line_of(TEXT)
    said = line.index("quote:direct")
    assert line[said - 1] == "<s>"
    assert "cue:VBD" in line[said:]
    assert line.count("quote:direct") == 1
    other = TEXT.replace("We will sign it in the spring", "Nobody signs such a hasty paper now")
    assert line_of(other) == line


def test_words_of_one_kind_are_interchangeable() -> None:
    one = line_of("The old harbour was closed by the engineers.")
    two = line_of("The new airport was opened by the ministers.")
    assert one == two


def test_counts_are_of_runs_and_their_names_say_which() -> None:
    table = count_sequences(["<s> DT NN", "DT NN DT NN", ""])
    names = [name_of(int(column)) for column in table[[1]].indices]
    assert sorted(names) == [
        "grammar DT",
        "grammar DT NN",
        "grammar DT NN DT",
        "grammar NN",
        "grammar NN DT",
        "grammar NN DT NN",
    ]
    assert dict(zip(names, table[[1]].data, strict=True))["grammar DT NN"] == 2
    assert table.sum(axis=1).tolist() == [6, 9, 0]


def test_a_run_leads_back_to_the_text() -> None:
    reading = read_article(Article("a", TEXT))
    found = find_sequence(reading, "grammar <s> name:state hedge:MD")
    assert [TEXT[a:b] for a, b in found] == ["Russia may"]
    line = sequence_of(reading)
    counts = count_sequences([line])
    for column, count in zip(counts.indices, counts.data, strict=True):
        assert len(find_sequence(reading, name_of(int(column)))) == count
    with pytest.raises(UsageError, match="no sequence"):
        find_sequence(reading, "grammar Russia")


def test_the_evidence_of_a_run_is_of_the_unchanged_text() -> None:
    text = "By Otto Bergfeld\n\n" + TEXT
    article = Article("a", text, outlet="Calm Gazette", authors=("Otto Bergfeld",))
    features = framing.FramingFeatures().fit([article])
    found = find_evidence(features, article, "grammar DT NN cue:VBD")
    assert [text[a:b] for a, b in found.spans] == ["the minister said"]
    assert found.value == 1


def test_a_linear_model_sees_the_grammar_and_says_how_much_it_rests_on_it(sample: Sample) -> None:
    splits = grouped_folds(sample.outlets, sample.groups, folds=3)
    fitted = fitted_folds(OutletClassifier(folds=0), sample, splits)
    assert all(model.grammar_ is not None for _, model in fitted)
    families = family_importance(fitted, sample)["family"].tolist()
    assert GRAMMAR in families
    table = coefficient_table(fitted[0][1])
    runs = table[table["feature"].str.startswith("grammar ")]
    assert set(runs["outlet"]) == set(sample.outlets)
    bare = OutletClassifier(folds=0).fit(
        sample.table.drop(columns=COLUMN), sample.outlets, sample.groups
    )
    assert bare.grammar_ is None
    with pytest.raises(UsageError, match=COLUMN):
        fitted[0][1].predict(sample.table.drop(columns=COLUMN))


def test_importance_of_a_family_is_that_of_shuffled_columns(sample: Sample) -> None:
    splits = grouped_folds(sample.outlets, sample.groups, folds=3)
    fitted = fitted_folds(OutletClassifier(folds=0), sample, splits)
    test, model = fitted[0]
    from framing.classify.importance import _Fold

    rows = sample.table.iloc[test]
    order = np.random.default_rng(0).permutation(len(rows))
    mixed = [name for name in model.columns_ if name.startswith("hedge_")]
    shuffled = rows.assign(**{name: rows[name].to_numpy()[order] for name in mixed})
    found = _Fold(rows, model).guesses("hedge", np.random.default_rng(0))
    assert found == model.predict(shuffled).tolist()
