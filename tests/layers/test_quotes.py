from dataclasses import replace

import numpy as np
import pytest

from framing.language import read_tokens
from framing.layers.quotes import find_attributions
from framing.types import ZONE_KINDS, Quote, ZoneKind


def quotes_of(text: str, zone: ZoneKind = "body") -> tuple[Quote, ...]:
    tokens = read_tokens([text])
    zones = np.full(len(tokens), ZONE_KINDS.index(zone), np.int8)
    return find_attributions([text], replace(tokens, zone=zones))[0]


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:stop] for start, stop in spans]


def test_quotation_before_its_speaker_is_direct() -> None:
    text = "“We will leave the treaty next year,” the minister said on Tuesday."
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == ["the minister"]
    assert words(text, quote.cue) == ["said"]
    assert words(text, quote.content) == ["“We will leave the treaty next year,”"]
    assert quote.kind == "direct"


def test_that_clause_is_indirect() -> None:
    text = "The ministry said that the talks had failed."
    (quote,) = quotes_of(text)
    assert words(text, quote.source) == ["The ministry"]
    assert words(text, quote.content) == ["that the talks had failed"]
    assert quote.kind == "indirect"


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
