"""What gives an outlet away is taken out, whoever's article it is, and every offset stays known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.classify.masking import Masker, MaskOptions, learn_masker
from framing.classify.telltale import find_telltales
from framing.types import Article
from tests.classify.corpus import make_articles

STORY = "Officials said on Monday that the talks between both sides will go on until the spring."


def _masked(text: str, **options: object) -> str:
    return Masker(MaskOptions(**options)).mask(text).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("He told (Sputnik) that it ended.", "He told that it ended."),
        ("He told the New York Times’s reporter so.", "He told reporter so."),
        ("He told CNN and REUTERS so.", "He told and so."),
        ("See www.example.com/a for more.", "See for more."),
        ("“It’s over,” she said.", '"It\'s over," she said.'),
        ("``It's over,'' she said.", '"It\'s over," she said.'),
        ("He came—late—home.", "He came - late - home."),
        ("It ended…\n\n\nSo they left.", "It ended... So they left."),
        ("U.S. officials met.", "US officials met."),
        ("He left. (CNN and agencies)", "He left."),
        ("He left (the CNN way).", "He left ( way)."),
        ("‘It’s over’, she said.", '"It\'s over," she said.'),
        ("'It is over', she said.", '"It is over," she said.'),
        ("She calls it a “deal”.", 'She calls it a "deal."'),
        ("‘He told me “no way”, then left.’ So.", "\"He told me 'no way,' then left.\" So."),
        ("“He told me ‘no way,’ then left.” So.", "\"He told me 'no way,' then left.\" So."),
        ("Mr. Smith met Dr. Jones.", "Mr Smith met Dr Jones."),
        ("They left.  Then  it ended.", "They left. Then it ended."),
        ("The farmers' union and the '90s stay.", "The farmers' union and the '90s stay."),
    ],
)
def test_names_addresses_and_house_punctuation_are_masked(written: str, left: str) -> None:
    assert _masked(f"{STORY} {written} {STORY}") == f"{STORY} {left} {STORY}"


def test_outlets_and_titles_of_a_list_of_ones_own_are_masked(tmp_path: Path) -> None:
    head = 'name = "mine"\nversion = "1"\nsource = "me"\nlicence = "MIT"\nlimits = "one row"\n'
    outlet = '[[outlet]]\nname = "Danube Herald"\nhosts = []\ncountry = "AUT"\n'
    (tmp_path / "outlets.toml").write_text(f"{head}{outlet}state_owned = false\nagency = false\n")
    title = '[[group]]\nkind = "person_title"\nwords = ["Bdg."]\n'
    (tmp_path / "name_words.toml").write_text(head + title)
    text = f"{STORY} He told the Danube Herald of Bdg. Smith. {STORY}"
    assert "the Danube Herald of Bdg. Smith" in _masked(text)
    assert "He told of Bdg Smith." in _masked(text, lexicons=tmp_path)


def test_keywords_behind_the_last_sentence_are_masked() -> None:
    assert _masked(f"{STORY} {STORY} Tags harvest river") == f"{STORY} {STORY}"
    assert _masked(f"{STORY} {STORY}") == f"{STORY} {STORY}"


def test_an_everyday_word_that_is_also_a_magazine_stays() -> None:
    text = f"{STORY} It took time and a reason, the people said."
    assert _masked(text) == text


def test_names_of_the_corpus_are_masked_in_every_article_alike() -> None:
    articles = [
        replace(article, text=f"{article.text} He spoke to the Calm Gazette then. {STORY}")
        for article in make_articles(3)
    ]
    masker = learn_masker(articles)
    assert not any("Gazette" in masker.mask(article).text for article in articles)


def test_masking_never_looks_at_the_label() -> None:
    masker = learn_masker(make_articles(3))
    one = make_articles(3)[0]
    other = replace(one, outlet="Doubtful Mirror", url="https://mirror.example/a", title="A title")
    assert masker.mask(one).text == masker.mask(other).text


def test_who_signs_is_masked_and_who_is_news_stays() -> None:
    articles = [
        Article(f"a{k}", f"{STORY} Petra Vandelay saw it. {STORY}", "Calm Gazette", authors=(name,))
        for k, name in enumerate(["Petra Vandelay", "Otto Bergfeld"])
    ]
    text = learn_masker(articles).mask(articles[0]).text
    assert "Vandelay" not in text
    common = [
        Article(f"b{k}", f"{STORY} Ursula Grand spoke. {STORY}", "Calm Gazette") for k in range(40)
    ]
    signed = [Article("c", STORY, "Calm Gazette", authors=("Ursula Grand",))]
    assert "Ursula Grand" in learn_masker([*common, *signed]).mask(common[0]).text


def test_entities_are_masked_on_demand() -> None:
    text = f"{STORY} Then the mayor met Igor Falkner in Zubrowka."
    assert "Falkner" in _masked(text)
    assert "Falkner" not in _masked(text, entities=True)


@given(st.text(alphabet="ab .,'\"’“”—\n(CNN)…�", max_size=80))
def test_any_text_masks_and_every_offset_leads_back(text: str) -> None:
    masked = Masker().mask(text)
    for k, letter in enumerate(masked.text):
        start, stop = masked.to_original_span(k, k + 1)
        assert 0 <= start < stop <= len(text) or not text
        if letter.isalpha():
            assert text[start:stop] == letter


def test_a_string_that_gives_an_outlet_away_is_found_with_its_lift() -> None:
    articles = make_articles(20)
    texts = [f"{a.text} Scroll below." if a.outlet == "Calm Gazette" else a.text for a in articles]
    found = find_telltales(texts, [str(a.outlet) for a in articles])
    row = found[found["string"] == "below"].iloc[0]
    assert row["outlet"] == "Calm Gazette"
    assert row["lift"] == pytest.approx(3.0)
    assert row["share"] == 1.0
    assert row["elsewhere"] == 0.0
