from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from framing.language import read_tokens
from framing.layers.quotes.find import find_attributions
from framing.lists.word_lists import word_lists
from framing.types import ZONE_KINDS, Quote, ZoneKind


def quotes_of(
    text: str, zone: ZoneKind = "body", lexicons: Path | None = None
) -> tuple[Quote, ...]:
    tokens = read_tokens([text])
    zones = np.full(len(tokens), ZONE_KINDS.index(zone), np.int8)
    return find_attributions([text], replace(tokens, zone=zones), word_lists(lexicons))[0]


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:stop] for start, stop in spans]


@pytest.mark.parametrize(
    ("content", "text", "source", "kind"),
    [
        (
            "“We will leave the treaty next year,”",
            "{} the minister said.",
            "the minister",
            "direct",
        ),
        ("that the talks had failed", "The ministry said {}.", "The ministry", "indirect"),
    ],
)
def test_marks_make_a_quotation_direct_and_a_clause_indirect(
    content: str, text: str, source: str, kind: str
) -> None:
    text = text.format(content)
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == [source]
    assert words(text, quote.cue) == ["said"]
    assert words(text, quote.content) == [content]
    assert quote.kind == kind


def test_fragment_in_marks_makes_a_mixed_quotation() -> None:
    text = "The minister said the talks had been “a waste of time” for both sides."
    (quote,) = quotes_of(text)
    assert quote.kind == "mixed"


def test_inverted_source_stands_after_its_cue() -> None:
    text = "“The treaty is dead,” said Igor Petrov, a retired general."
    (quote,) = quotes_of(text)
    assert words(text, quote.source)[0].startswith("Igor Petrov")


def test_according_to_names_the_source_after_it() -> None:
    text = "According to the report, nearly all weapons had been destroyed."
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == ["the report"]


def test_added_with_a_colon_keeps_the_pronoun_as_source() -> None:
    text = "The minister said the talks had failed.\nHe added: “We are ready to try again.”"
    last = quotes_of(text)[-1]
    assert words(text, last.source) == ["He"]
    assert words(text, last.content) == ["“We are ready to try again.”"]


def test_declining_to_comment_is_a_refusal() -> None:
    text = "The spokesman declined to comment on the report."
    (quote,) = quotes_of(text)
    assert quote.stance == "refusal"


@pytest.mark.parametrize("zone", ["byline", "dateline", "caption", "furniture"])
def test_nothing_outside_prose_is_an_attribution(zone: ZoneKind) -> None:
    assert quotes_of("The minister said that the talks had failed.", zone) == ()


def test_text_without_words_has_no_attribution() -> None:
    assert quotes_of("") == ()
    assert quotes_of("“”") == ()


def test_according_to_outside_and_said_inside_are_two_attributions() -> None:
    text = "According to a press release, the minister said that the talks had failed."
    outer, inner = quotes_of(text)
    assert words(text, outer.source) == ["a press release"]
    assert words(text, outer.content) == ["the minister said that the talks had failed"]
    assert words(text, inner.source) == ["the minister"]


def test_agency_that_reports_at_the_end_is_a_source_too() -> None:
    text = "The envoy blamed the rebels for the failure of the meeting, reports SANA."
    assert ["SANA"] in [words(text, quote.source) for quote in quotes_of(text)]


def test_what_a_source_says_another_had_said_is_an_attribution_of_its_own() -> None:
    text = "The minister said that the general had told him that the talks would fail."
    contents = [words(text, quote.content) for quote in quotes_of(text)]
    assert ["that the talks would fail"] in contents


def test_paragraph_that_goes_on_quoting_belongs_to_the_speaker_before() -> None:
    text = (
        "“The treaty is dead,” the minister said. “We will not sign it again.”\n"
        "“We are ready to talk about a new one, and we hope that others will join us.”"
    )
    covered = [span for quote in quotes_of(text) for span in words(text, quote.content)]
    assert any("a new one" in content for content in covered)


def test_object_before_and_is_not_the_source() -> None:
    text = "Ruritania joined the Arms Council and agreed to destroy its weapons."
    sources = [words(text, quote.source) for quote in quotes_of(text)]
    assert ["the Arms Council"] not in sources


def test_quotation_that_never_closes_is_kept_and_doubted() -> None:
    text = "“We will leave,” the minister said. “We are tired of it."
    assert any(quote.unpaired for quote in quotes_of(text))
    paired = "“We will leave the treaty next year,” the minister said on Tuesday."
    assert not any(quote.unpaired for quote in quotes_of(paired))


def test_own_cues_reach_the_stance(tmp_path: Path) -> None:
    (tmp_path / "speech_cues.toml").write_text(
        'name = "speech_cues"\nversion = "1"\nsource = "own"\nlicence = "MIT"\nlimits = "none"\n'
        '[[term]]\ntext = "say"\ncategory = "speech_verb"\nstance = "doubt"\n',
        encoding="utf-8",
    )
    text = "The ministry said that the talks had failed."
    assert [quote.stance for quote in quotes_of(text)] == ["neutral"]
    assert [quote.stance for quote in quotes_of(text, lexicons=tmp_path)] == ["doubt"]


def test_what_is_done_is_no_saying() -> None:
    for text in (
        "The premier signed a decree on fishing rights and hugged his brother.",
        "The premier appointed a judge from the south to the council of elders.",
        "The premier dismissed his spokesman on Friday.",
        "The premier called the governor at noon.",
        "Ruritania summoned two envoys and withdrew its own from the neighbour’s capital.",
    ):
        assert quotes_of(text) == (), text


def test_a_signed_note_that_says_something_is_one() -> None:
    text = "The premier signed a note that said: “We will sell the islands to nobody.”"
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == ["a note"]
    assert words(text, quote.content) == ["“We will sell the islands to nobody.”"]


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        (
            "The canal has been shut for repairs",
            ", the Ruritanian transport ministry said in a note.",
        ),
        (
            "Two boats were lost in the gale",
            ", a coast guard officer said on Sunday after the search.",
        ),
        ("He had a long chat with his guest", ", the premier's office said late on Monday."),
        ("The canal is a “death trap”", ", the harbour master said on Friday."),
    ],
)
def test_the_main_clause_before_a_verb_of_saying_is_said(said: str, rest: str) -> None:
    text = said + rest
    (quote,) = quotes_of(text)
    assert words(text, quote.content) == [said]
    assert words(text, quote.source) == [rest[2 : rest.index(" said")]]


@pytest.mark.parametrize("end", ["the envoy conceded", "confirmed the envoy", "the envoy warned"])
def test_other_verbs_of_saying_stand_behind_a_clause_too(end: str) -> None:
    text = f"The islands have been sold, {end}."
    (quote,) = quotes_of(text)
    assert words(text, quote.content) == ["The islands have been sold"]
    assert words(text, quote.source) == ["the envoy"]


def test_a_person_with_his_office_tells_an_audience_the_clause_before() -> None:
    text = "The dam is expected to hold, Jan Roe, a harbour official, told a meeting."
    (quote,) = [one for one in quotes_of(text) if words(text, one.cue) == ["told"]]
    assert words(text, quote.content) == ["The dam is expected to hold"]
    assert words(text, quote.source) == ["Jan Roe, a harbour official"]


def test_an_aside_on_the_source_is_not_what_it_says() -> None:
    text = "According to the bishop, who left in June, the bells were sold."
    (quote,) = quotes_of(text)
    assert words(text, quote.content) == ["the bells were sold"]


def test_a_subject_with_an_aside_says_the_clause_behind() -> None:
    text = "The bishop, walking home in the rain, said the bells would ring."
    (quote,) = quotes_of(text)
    assert words(text, quote.content) == ["the bells would ring"]


def test_a_clause_that_is_said_may_hold_a_hope() -> None:
    text = "He hoped that the bells would ring, the bishop said."
    contents = [words(text, quote.content) for quote in quotes_of(text)]
    assert ["He hoped that the bells would ring"] in contents


@pytest.mark.parametrize("verb", ["saying", "telling guests"])
def test_who_is_quoted_by_an_agency_speaks(verb: str) -> None:
    text = f"The bishop was quoted by the Ruritanian agency as {verb} that the bells would ring."
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == ["The bishop"]
    assert words(text, quote.content) == ["that the bells would ring"]


def test_a_clause_of_time_before_the_subject_is_not_said() -> None:
    text = "After the canal had been shut, the ministry said that two boats were lost."
    (quote,) = quotes_of(text)
    assert words(text, quote.content) == ["that two boats were lost"]


@pytest.mark.parametrize(
    ("headline", "source", "said"),
    [
        ("Premier: islands are not for sale", "Premier", "islands are not for sale"),
        (
            "Two boats lost in gale off Ruritania - police",
            "police",
            "Two boats lost in gale off Ruritania",
        ),
        ("Islands are not for sale, says premier", "premier", "Islands are not for sale"),
        ("Premier flies home, says islands are safe", "Premier", "islands are safe"),
        ("Islands safe for now, coast guard says", "coast guard", "Islands safe for now"),
        ("Premier to Ruritania: Never touch our islands", "Premier", "Never touch our islands"),
        (
            "Minister: islands to stay closed until June",
            "Minister",
            "islands to stay closed until June",
        ),
    ],
)
def test_headlines_tell_sayings_by_marks(headline: str, source: str, said: str) -> None:
    (quote,) = quotes_of(headline, "headline")
    assert words(headline, quote.source) == [source]
    assert words(headline, quote.content) == [said]


@pytest.mark.parametrize(
    "headline",
    [
        "Premier: a life in pictures",
        "Police: what you need to know",
        "Islands for sale - The Ruritanian Herald",
        "Ruritania: two boats lost in gale",
    ],
)
def test_headlines_whose_marks_part_topics_tell_no_saying(headline: str) -> None:
    assert quotes_of(headline, "headline") == ()


def test_a_dash_behind_a_quotation_credits_its_speaker() -> None:
    text = "The choir won again.\n“Nobody sang as they did on that night.” — Conductor Jane Roe"
    quote = quotes_of(text)[-1]
    assert words(text, quote.source) == ["Conductor Jane Roe"]
    assert words(text, quote.content) == ["“Nobody sang as they did on that night.”"]


POST = "The bridge will not close this year, whatever you read!"
SIGNATURE = "— Jane Roe (@roe_sings) May 3, 2020"


@pytest.mark.parametrize("between", [" ", "\n"])
def test_the_signature_of_a_post_says_whose_words_stand_before_it(between: str) -> None:
    text = f"The mayor was angry.\n{POST}{between}{SIGNATURE}\nThe bridge closed in June."
    tokens = read_tokens([text])
    kinds = [
        ZONE_KINDS.index("furniture" if 1 <= p <= 2 - (between == " ") else "body")
        for p in tokens.paragraph.tolist()
    ]
    tokens = replace(tokens, zone=np.array(kinds, np.int8))
    (quote,) = find_attributions([text], tokens, word_lists())[0]
    assert words(text, quote.source) == ["Jane Roe"]
    assert words(text, quote.content) == [POST]


def test_a_clause_that_only_opens_a_sentence_is_not_all_that_is_said() -> None:
    text = (
        "The premier said that while he believes the treaty was kept during the storm, "
        "he is worried the board deals in an alternate world."
    )
    contents = [words(text, quote.content)[-1] for quote in quotes_of(text)]
    assert text.removeprefix("The premier said ").removesuffix(".") in contents


def test_a_paragraph_that_a_colon_announces_is_said() -> None:
    block = "The bridge was painted in one night, and nobody paid the painters for their work."
    text = f"The story said:\n{block}\nThe mayor slept."
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == ["The story"]
    assert words(text, quote.content) == [block]


def test_a_list_that_a_colon_announces_is_not_said() -> None:
    text = "The council has three members:\nA painter, a teacher and a captain sit on the board."
    assert quotes_of(text) == ()


@pytest.mark.parametrize(
    "said", ["called the treasurer a thief", "dismissed the treasurer as a thief"]
)
def test_a_judgement_on_a_person_is_a_saying(said: str) -> None:
    assert len(quotes_of(f"The premier {said}.")) == 1


def test_a_clause_joined_by_and_does_not_say_the_one_before() -> None:
    text = "The truce will hold until Friday, and the ministry confirmed the plan.\n"
    told = [part for quote in quotes_of(text) for part in words(text, quote.content)]
    assert not any("truce" in part for part in told)
