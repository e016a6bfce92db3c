"""Speakers of attributions: one canonical name, kind, side, named or not."""

import pytest

from framing.layers.batch import body_batch
from framing.layers.quotes.find import find_quotes
from framing.types import Quote


def speakers_of(text: str, published: str | None = None) -> list[Quote]:
    return list(find_quotes(body_batch([text], [published]))[0])


PESKOV = "Kremlin spokesman Dmitry Peskov met reporters.\nPeskov said that he had no comment."
TILLERSON = (
    "Secretary of State Rex Tillerson said that Washington was open to no-fly zones.\n"
    "He added that Russia had a responsibility."
)
CLINTON = "Hillary Clinton debated Donald Trump on Monday. She said that she would run."
TRUMP = (
    "Republican nominee Donald Trump flew to Mexico on Wednesday.\n"
    "The Republican nominee said that he would build a wall."
)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(PESKOV, "Dmitry Peskov", id="a last name stands for the full name"),
        pytest.param(TILLERSON, "Rex Tillerson", id="he is the last speaker"),
        pytest.param(CLINTON, "Hillary Clinton", id="she is not the man named last"),
        pytest.param(TRUMP, "Donald Trump", id="a role leads back to its holder"),
    ],
)
def test_who_speaks_is_called_by_the_full_name(text: str, speaker: str) -> None:
    assert {quote.speaker for quote in speakers_of(text)} == {speaker}


def test_known_person_has_actor_and_side() -> None:
    text = "Kremlin spokesman Dmitry Peskov said that he had no comment."
    (quote,) = speakers_of(text, "2017-07-06")
    assert (quote.actor, quote.side, quote.speaker_kind) == ("dmitry_peskov", "RUS", "person")


def test_a_state_is_no_person() -> None:
    (quote,) = speakers_of("Turkey claimed that the border was closed.")
    assert (quote.actor, quote.speaker_kind) == ("TUR", "organisation")


def test_unnamed_official_is_anonymous_but_has_a_side() -> None:
    text = "A senior US State Department official said that talks would go on."
    (quote,) = speakers_of(text)
    assert quote.anonymous
    assert quote.side == "USA"


def test_named_spokesman_is_not_anonymous() -> None:
    text = "A senior official, Thomas Countryman, said that Washington hoped to cooperate."
    (quote,) = speakers_of(text)
    assert not quote.anonymous


def test_two_speakers_together_are_not_one_of_them() -> None:
    text = "John Kerry and Sergei Lavrov said that a truce was agreed."
    (quote,) = speakers_of(text)
    assert quote.speaker == "John Kerry and Sergei Lavrov"


def test_pronoun_without_anyone_before_stays_unknown() -> None:
    (quote,) = speakers_of("He said that talks would go on.")
    assert quote.speaker is None


def test_a_day_of_the_week_is_no_speaker() -> None:
    text = "The talks had failed, Saturday said."
    assert "Saturday" not in {quote.speaker for quote in speakers_of(text)}


def test_role_in_a_headline_is_the_person_named_below() -> None:
    text = (
        "Secretary of State says talks will go on\n\n"
        "U.S. Secretary of State Rex Tillerson said on Monday that talks would go on."
    )
    assert {quote.speaker for quote in speakers_of(text)} == {"Rex Tillerson"}


def test_two_states_together_are_a_group() -> None:
    quotes = speakers_of("US and Russia said that a truce was agreed.")
    assert [quote.speaker_kind for quote in quotes] == ["group"]


def test_medium_that_is_cited_is_typed() -> None:
    quotes = speakers_of("Reuters reported that the border was closed.")
    assert [quote.speaker_kind for quote in quotes] == ["media"]


def test_where_a_source_is_based_is_not_who_it_is() -> None:
    text = "A Washington-based analyst said that the talks had failed."
    (quote,) = speakers_of(text, "2016-10-17")
    assert (quote.speaker, quote.side) == ("Washington-based analyst", None)
    text = "The Britain-based Syrian Observatory for Human Rights said that five had died."
    assert [(quote.actor, quote.side) for quote in speakers_of(text)] == [("sohr", None)]


def test_bare_name_is_the_actor_that_its_title_told() -> None:
    text = "Pope Francis arrived on Tuesday.\nFrancis said that the world had to act."
    assert [quote.actor for quote in speakers_of(text)] == ["pope_francis"]


def test_name_that_describes_a_noun_is_nobody_he_stands_for() -> None:
    text = (
        "Attorney General Jeff Sessions was asked whether the Trump campaign met Russians.\n"
        '"I am not aware of any meeting," he responded.'
    )
    assert speakers_of(text)[-1].speaker == "Jeff Sessions"


def test_part_of_a_title_is_the_whole_title_before_it() -> None:
    text = (
        "A report by the Washington Post found that he did.\n"
        '"It was no error at all," the Post reported.'
    )
    assert speakers_of(text)[-1].actor == "washington_post"


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        (
            "Hungary will shut the lock, its transport ministry said.",
            "Hungary's transport ministry",
            "HUN",
        ),
        ("Tokyo sent a note. Its envoy said that the talks would go on.", "Japan's envoy", "JPN"),
        ("The mill was shut, its owner said.", "its owner", None),
        ("The mill sent a note. Its spokesman said that work would go on.", "Its spokesman", None),
    ],
)
def test_its_office_is_that_of_the_state_which_opens_the_sentence(
    text: str, speaker: str, side: str | None
) -> None:
    last = speakers_of(text)[-1]
    assert (last.speaker, last.side) == (speaker, side)


@pytest.mark.parametrize("force", ["coast guard", "air force", "navy"])
def test_a_force_of_a_state_is_a_body_on_its_side(force: str) -> None:
    (quote,) = speakers_of(f"Portugal's {force} said that two boats were lost.")
    assert (quote.side, quote.anonymous, quote.speaker_kind) == ("PRT", False, "organisation")


def test_a_guard_of_a_prison_is_an_unnamed_person() -> None:
    (quote,) = speakers_of("A Portuguese prison guard said that two men were lost.")
    assert quote.anonymous
    assert quote.side is None


def test_ministers_of_two_states_are_on_no_one_side() -> None:
    (quote,) = speakers_of("The French and Dutch finance ministers said that the bank was safe.")
    assert (quote.side, quote.speaker_kind) == (None, "group")


def test_a_minister_and_his_counterpart_are_two() -> None:
    text = "Russia's Minister of Culture Ivan Petrov and his Dutch counterpart said it was safe."
    (quote,) = speakers_of(text)
    assert (quote.side, quote.speaker_kind) == (None, "group")


def test_a_ministry_that_no_list_knows_is_that_of_the_people_before_it() -> None:
    (quote,) = speakers_of("The Maltese Foreign Ministry rejected the claim in a statement.")
    assert quote.side == "MLT"


def test_who_stands_in_an_aside_does_not_speak() -> None:
    text = "The petition, which was signed by ten bishops, warned that the dam would break."
    (quote,) = speakers_of(text)
    assert quote.speaker == "petition"
