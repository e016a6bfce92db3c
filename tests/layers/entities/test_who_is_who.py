"""Who is who: one answer for a name wherever it stands, and a speaker is a mention."""

from __future__ import annotations

import pytest

import framing
from framing.types import Article, Quote, Reading

OPENING = "Envoys meet again in Oslo over the crisis\n\n"


def _read(body: str, day: str | None = "2016-02-01") -> Reading:
    return framing.read_article(Article("x", f"{OPENING}{body}\n", published=day))


def _quotes(body: str, day: str | None = "2016-02-01") -> list[Quote]:
    return list(_read(body, day).quotes)


def _persons(body: str, day: str | None = "2016-02-01") -> dict[str, str]:
    """Words of each person that is named, and the id."""
    reading = _read(body, day)
    text = reading.article.text
    return {
        text[m.start : m.stop]: m.actor
        for m in reading.mentions
        if m.type == "person" and m.form == "name" and m.zone != "headline"
    }


# Titles are no part of a name


@pytest.mark.parametrize(
    ("words", "speaker", "side", "day"),
    [
        ("U.S. Secretary of State Antony Blinken", "Antony Blinken", "USA", "2022-03-01"),
        ("US Defense Secretary Lloyd Austin", "Lloyd Austin", "USA", "2022-05-05"),
        ("British Defence Secretary Grant Shapps", "Grant Shapps", "GBR", "2024-02-05"),
        ("U.S. Ambassador to the United Nations Nikki Haley", "Nikki Haley", "USA", "2017-06-01"),
        ("Turkish Foreign Minister Hakan Fidan", "Hakan Fidan", "TUR", "2024-02-05"),
        ("Polish President Andrzej Duda", "Andrzej Duda", "POL", "2022-10-05"),
        ("State Department spokesman Ned Price", "Ned Price", "USA", "2022-10-05"),
        ("Indian Prime Minister Narendra Modi", "Narendra Modi", "IND", "2022-10-05"),
        ("NATO Secretary-General Mark Rutte", "Mark Rutte", "nato", "2025-02-05"),
        ("Estonian Prime Minister Juri Ratas", "Juri Ratas", "EST", "2018-02-05"),
    ],
)
def test_a_title_before_a_name_is_no_part_of_it(
    words: str, speaker: str, side: str, day: str
) -> None:
    (quote,) = _quotes(f"{words} said on Tuesday that the talks were useful.", day)
    assert (quote.speaker, quote.side, quote.speaker_kind) == (speaker, side, "person")
    assert not quote.anonymous


def test_titles_of_people_whom_no_list_knows_are_taken_off_too() -> None:
    found = _persons(
        "Rockford County Sheriff Ellen Morley drove home. House Budget Committee Chairman Tom Orley"
        " and State Court Judge Jane Doe stayed."
    )
    assert set(found.values()) == {"Ellen Morley", "Tom Orley", "Jane Doe"}


def test_an_office_is_that_of_the_article_s_day() -> None:
    text = "French Foreign Minister Alain Juppe said on Monday that the talks were useful."
    assert [q.side for q in _quotes(text, "2011-05-05")] == ["FRA"]
    assert [
        q.side for q in _quotes(text.replace("French Foreign Minister ", ""), "2019-05-05")
    ] == [None]


@pytest.mark.parametrize(
    ("name", "day", "side"),
    [
        ("Matt Salmon", "2015-05-05", "USA"),
        ("Matt Salmon", "2019-05-05", None),
        ("Preet Bharara", "2012-05-05", "USA"),
        ("Preet Bharara", "2020-05-05", None),
        ("Mandy Cohen", "2024-05-05", "USA"),
        ("Mandy Cohen", "2025-05-05", None),
    ],
)
def test_who_left_office_has_no_side_any_more(name: str, day: str, side: str | None) -> None:
    text = f"{name} said on Monday that the talks were useful."
    assert [q.side for q in _quotes(text, day)] == [side]


@pytest.mark.parametrize("surname", ["Price", "Miller", "King", "Salmon"])
def test_a_surname_alone_is_no_member_of_congress(surname: str) -> None:
    text = f"Washington will wait. {surname} said on Tuesday that the rain was useful."
    assert [q.actor for q in _quotes(text, "2015-05-05")] == [None]


# A surname with a title, or of somebody in office, is the holder


@pytest.mark.parametrize(
    ("words", "actor", "day"),
    [
        ("Foreign Minister Cavusoglu", "mevlut_cavusoglu", "2019-05-05"),
        ("Turkish Foreign Minister Cavusoglu", "mevlut_cavusoglu", "2019-05-05"),
        ("French President Macron", "emmanuel_macron", "2019-05-05"),
        ("Chancellor Kohl", "helmut_kohl", "1995-05-05"),
        ("Prime Minister Ratas", "juri_ratas", "2018-02-05"),
    ],
)
def test_a_surname_behind_a_title_is_the_holder_on_the_day(
    words: str, actor: str, day: str
) -> None:
    (quote,) = _quotes(f"{words} said on Tuesday that the talks were useful.", day)
    assert quote.actor == actor


def test_a_surname_with_a_title_and_the_full_name_are_one_person() -> None:
    text = (
        "Foreign Minister Cavusoglu left for Oslo on Monday. On Tuesday Mevlut Cavusoglu said that "
        "the talks were useful."
    )
    assert set(_persons(text, "2019-05-05").values()) == {"mevlut_cavusoglu"}


def test_a_surname_alone_is_the_holder_if_the_state_is_named() -> None:
    text = "{} will wait. Ratas said on Tuesday that the talks were useful."
    assert [q.actor for q in _quotes(text.format("Estonia"), "2018-02-05")] == ["juri_ratas"]
    assert [q.actor for q in _quotes(text.format("Norway"), "2018-02-05")] == [None]


def test_a_surname_alone_is_whom_the_article_names_in_full() -> None:
    text = "Farmer Anna Ratas of Estonia waits. Ratas said on Tuesday that the rain was useful."
    assert [q.speaker for q in _quotes(text, "2018-02-05")] == ["Anna Ratas"]


# Days of the week


@pytest.mark.parametrize("day", ["Tuesday", "Wednesday", "Friday"])
def test_a_day_of_the_week_is_no_surname(day: str) -> None:
    text = f"Russian Foreign Minister Sergey Lavrov {day} insisted that the truce holds."
    assert [(q.speaker, q.side) for q in _quotes(text)] == [("Sergei Lavrov", "RUS")]
    text = f"Mayor Sergey {day} said that the bridge was safe."
    assert day not in " ".join(_persons(text).values())


# Possessives


def test_somebody_s_lawyer_is_not_that_person() -> None:
    (quote,) = _quotes("John Kerry's lawyer said on Tuesday that the house was sold.")
    assert quote.actor is None
    assert quote.side is None
    assert quote.speaker == "John Kerry's lawyer"


@pytest.mark.parametrize("who", ["envoy", "minister"])
def test_an_aide_is_not_the_one_aided(who: str) -> None:
    (quote,) = _quotes(f"“We are ready,” the {who}’s aide said.")
    assert who in str(quote.speaker)
    assert "aide" in str(quote.speaker)


def test_somebody_s_spokesman_speaks_for_the_same_side() -> None:
    (quote,) = _quotes("Sergei Lavrov's spokeswoman said on Tuesday that the talks were useful.")
    assert (quote.actor, quote.side) == (None, "RUS")


# Groups are told apart by what they are called


def test_officials_of_one_side_are_not_those_of_another() -> None:
    first, second = _quotes(
        "Russian and Iranian officials said that the shipment starts in May. The French officials "
        "said that the plant is safe."
    )
    assert first.side is None
    assert second.side == "FRA"


def test_a_watchdog_and_officials_are_no_earlier_officials() -> None:
    first, second = _quotes(
        "The shipment starts in May, Russian and Iranian officials said. The plant is safe, the UN "
        "watchdog and U.S. officials say."
    )
    assert "officials" in str(first.speaker)
    assert second.side != "RUS"


def test_the_officials_are_those_spoken_of() -> None:
    first, second = _quotes(
        "Turkish officials said that the road was open. The officials said that trucks were moving."
    )
    assert (first.side, second.side) == ("TUR", "TUR")


# Definite phrases


@pytest.mark.parametrize("phrase", ["the diplomat", "the top diplomat", "the senior diplomat"])
def test_the_diplomat_is_the_one_named_before(phrase: str) -> None:
    (quote,) = _quotes(
        "Deputy Foreign Minister Sergei Ryabkov spoke in Moscow.\n\n"
        f"“We are ready for hard steps,” {phrase} said."
    )
    assert (quote.speaker, quote.side, quote.anonymous) == ("Sergei Ryabkov", "RUS", False)


def test_the_senator_is_the_one_named_before() -> None:
    (quote,) = _quotes(
        "Sen. Ben Cardin drove home early.\n\n“The road was long,” the senator said.", "2017-05-05"
    )
    assert quote.speaker == "Ben Cardin"


def test_the_diplomat_is_nobody_where_no_diplomat_is_named() -> None:
    (quote,) = _quotes(
        "Farmer Tom Orley drove home early.\n\n“The road was long,” the diplomat said."
    )
    assert quote.speaker != "Tom Orley"


def test_the_president_of_a_side_right_behind_the_name_is_that_person() -> None:
    (quote,) = _quotes(
        "Donald Trump landed in Oslo on Monday.\n\n“It is cold,” the US President said.",
        "2018-07-07",
    )
    assert (quote.actor, quote.anonymous) == ("donald_trump", False)


# Pronouns


def test_he_is_no_militia() -> None:
    *_, quote = _quotes(
        "The militia held the bridge. The Tigers said nothing.\n\n“It was cold,” he said."
    )
    assert quote.speaker is None


def test_they_are_the_group_that_spoke() -> None:
    first, second = _quotes(
        "Turkish officials said that the road was open. They said that trucks were moving."
    )
    assert (first.side, second.side) == ("TUR", "TUR")


# Joint phrases


def _both(body: str, words: str) -> set[str]:
    reading = _read(body)
    text = reading.article.text
    return {m.actor for m in reading.mentions if text[m.start : m.stop].lower() == words}


def test_both_sides_are_the_two_that_meet_and_no_third() -> None:
    text = "The Egyptian president received Russia’s envoy to Syria. Both sides spoke about trade."
    assert _both(text, "both sides") == {"EGY", "RUS"}
    text = "Turkey and Iran met on Monday in Sweden. The two countries will meet again."
    assert _both(text, "the two countries") == {"TUR", "IRN"}


def test_both_sides_are_nobody_where_three_meet() -> None:
    text = "Turkey, Iran and Egypt met on Monday. Both sides spoke about trade."
    assert _both(text, "both sides") == set()


# What is no entity


@pytest.mark.parametrize(
    ("headline", "sides"),
    [
        ("Norway Launches Patrol, Iceland Responds With Protest at Sea", ["NOR", "ISL"]),
        (
            "Senior Security Officials Confirm Iran Attempted to Hack Israel Water Board",
            ["IRN", "ISR"],
        ),
        ("US Missile Strikes on Libyan Airbase Injured Four Nearby", ["USA", "LBY"]),
    ],
)
def test_states_are_found_in_a_headline_without_a_story(headline: str, sides: list[str]) -> None:
    reading = framing.read_article(Article("a", headline))
    assert [one.side for one in reading.mentions if one.side] == sides


def test_half_an_office_is_no_entity() -> None:
    reading = _read("Donald Trump sent his Secretary of State to Rome.", "2018-01-01")
    words = {reading.article.text[m.start : m.stop] for m in reading.mentions}
    assert not words & {"Secretary", "State", "Secretary of State"}


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("Kerry Exchanges Gifts With Lavrov", {"Kerry", "Lavrov"}),
        ("Senate Group Reaches Deal On Roads", {"Senate"}),
        ("Secretary Kerry Urges Calm In Oslo", {"Secretary Kerry", "Kerry", "Oslo"}),
        ("Drug Agency Lowers Age For Pills", set()),
    ],
)
def test_capitals_of_a_headline_make_no_entity(headline: str, names: set[str]) -> None:
    body = (
        "John Kerry and Sergei Lavrov gave each other pens on Tuesday in Oslo. The Senate waited "
        "for a long time and went home without a word about it."
    )
    reading = framing.read_article(Article("x", f"{headline}\n\n{body}\n", published="2015-02-01"))
    text = reading.article.text
    found = {text[m.start : m.stop] for m in reading.mentions if m.stop <= len(headline)}
    assert found <= names


@pytest.mark.parametrize(
    "text",
    [
        "Georgia Gov. Brian Kemp drove to Atlanta.",
        "The sheriff of Jordan County drove home.",
        "A court in Lebanon, Pennsylvania, heard the farmer.",
        "The fair in Mexico, Mo., opened on Monday.",
        "Georgia Republicans say that Russia is far away.",
    ],
)
def test_a_state_or_county_of_the_us_is_no_country(text: str) -> None:
    assert not {m.side for m in _read(text).mentions} & {"GEO", "JOR", "LBN", "MEX"}


# One answer


def test_a_speaker_is_a_mention() -> None:
    reading = _read(
        "U.S. Secretary of State John Kerry said that the talks were useful. He said that they "
        "would go on. “It is cold,” the diplomat said. The Russian foreign minister said that he "
        "was tired. Turkish officials said that the road was open. Ellen Morley, a farmer, said"
        " that it rained. Morley said that it was late."
    )
    assert len(reading.quotes) >= 6
    for quote in reading.quotes:
        first, last = quote.source[0][0], quote.source[-1][1]
        inside = [m for m in reading.mentions if first <= m.start and m.stop <= last]
        if quote.actor:
            assert (quote.actor, quote.side) in {(m.actor, m.side) for m in inside}
        elif quote.speaker_kind == "person" and not quote.anonymous:
            assert quote.speaker in {m.actor for m in inside}


# Kinds met on a sheet of unseen sources


@pytest.mark.parametrize(
    ("words", "speaker", "side"),
    [
        ("Turkish Deputy Energy Minister Alp Roe", "Alp Roe", "TUR"),
        ("Pentagon spokesman John Roe", "John Roe", "USA"),
        ("Jane Roe, a spokeswoman for the Russian army,", "Jane Roe", "RUS"),
        ("Former Russian ambassador John Roe", "John Roe", None),
        ("Russian lawyer Jane Roe", "Jane Roe", None),
        ("Sen. Jane Roe of Ohio", "Jane Roe", "USA"),
    ],
)
def test_an_official_whom_no_list_knows_is_on_the_side_of_the_title(
    words: str, speaker: str, side: str | None
) -> None:
    (quote,) = _quotes(f"{words} said that the talks in Washington were useful.")
    assert (quote.speaker, quote.side) == (speaker, side)


@pytest.mark.parametrize(
    ("words", "side", "anonymous"),
    [
        ("A senior administration official in Washington", "USA", True),
        ("Kremlin officials", "RUS", True),
        ("Critics of the Iran deal", None, True),
        ("The U.S.-backed opposition fighters", None, True),
        ("Turkish farmers", None, True),
        ("Turkish officials", "TUR", True),
        ("Republican senators in Washington", "USA", False),
    ],
)
def test_only_those_in_office_lend_unnamed_people_a_side(
    words: str, side: str | None, anonymous: bool
) -> None:
    (quote,) = _quotes(f"{words} said that the talks were useful.")
    assert (quote.side, quote.anonymous) == (side, anonymous)


def test_who_speaks_is_nobody_named_in_the_words_spoken() -> None:
    *_, quote = _quotes("Ivan Roe, a farmer, said that it rained. “Peter Doe likes rain,” he said.")
    assert quote.speaker == "Ivan Roe"


def test_the_one_quoted_speaks_and_not_the_agency() -> None:
    (quote,) = _quotes("“The harbour stays open,” Ryabkov was quoted by an agency as saying.")
    assert (quote.speaker, quote.side) == ("Sergei Ryabkov", "RUS")


def test_every_turn_of_a_transcript_has_its_speaker() -> None:
    body = (
        "QUESTION: Did it rain?\n\nSECRETARY KERRY: It did. We walked home in it.\n\n"
        "FOREIGN MINISTER LAVROV: It was warm. We will walk again."
    )
    reading = _read(body)
    text = reading.article.text
    said = {q.actor: text[q.content[0][0] : q.content[-1][1]] for q in reading.quotes}
    assert said["john_kerry"] == "It did. We walked home in it."
    assert said["sergei_lavrov"] == "It was warm. We will walk again."
    assert len(said) == 2


@pytest.mark.parametrize("name", ["Mary Ann Stone", "Sarah Isgur Vale"])
def test_a_name_goes_on_behind_the_given_name(name: str) -> None:
    text = f"DOJ spokeswoman {name} told reporters that a deal was reached."
    reading = framing.read_article(text)
    (quote,) = reading.quotes
    assert not quote.anonymous
    assert quote.speaker is not None
    assert quote.speaker.split()[-1] == name.split()[-1]
    assert "DOJ" not in quote.speaker
