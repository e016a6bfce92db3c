"""A list of the user's own changes what each layer finds, and only in the call that names it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from framing import Article, Options, Reading, read_article
from framing.layers.entities.names import pronoun_genders
from framing.lists.name_words import kinds_of, name_words, word_groups
from framing.lists.word_lists import word_lists

HEADER = 'name = "mine"\nversion = "1"\nsource = "my corpus"\nlicence = "MIT"\nlimits = "one row"\n'

Finds = Callable[[Reading], object]


def own(folder: Path, name: str, row: str) -> Path:
    """The folder, with one row of one's own in the list of that name."""
    (folder / f"{name}.toml").write_text(f"{HEADER}\n{row}\n", "utf-8")
    return folder


def texts(reading: Reading, found: object) -> list[str]:
    text = reading.article.text
    return [text[one.start : one.stop] for one in found]  # type: ignore[attr-defined]


def furniture(reading: Reading) -> list[str]:
    return texts(reading, [z for z in reading.zones if z.kind == "furniture"])


def agency(reading: Reading) -> object:
    return reading.provenance.agency


def publisher(reading: Reading) -> object:
    return reading.provenance.publisher


def actors(reading: Reading) -> list[str | None]:
    return [mention.actor for mention in reading.mentions]


def mentions(reading: Reading) -> list[tuple[str | None, str | None, str]]:
    return [(mention.actor, mention.side, mention.form) for mention in reading.mentions]


def speakers(reading: Reading) -> list[tuple[str | None, str | None, bool, str]]:
    return [(q.speaker, q.side, q.anonymous, q.stance) for q in reading.quotes]


def hedges(reading: Reading) -> list[str]:
    return texts(reading, reading.hedges)


def wordings(reading: Reading) -> list[str]:
    return texts(reading, reading.wordings)


def relations(reading: Reading) -> list[tuple[object, ...]]:
    return [(r.start, r.stop, r.quad, r.time) for r in reading.relations]


LAYERS: dict[str, tuple[str, str, str, Finds]] = {
    "zones": (
        "furniture",
        '[[rule]]\nname = "tea"\nwhere = "line"\npattern = "time for tea and cake today"',
        "Bridge opens again\n\nThe old bridge opened again on Monday after years of work.\n\n"
        "Time for tea and cake today\n\nThe mayor walked over it with a crowd behind him.\n",
        furniture,
    ),
    "provenance": (
        "agencies",
        '[[agency]]\nname = "Danube Wire"\nabbreviations = ["DNW"]\ncountry = "AUT"\n'
        "state_owned = false\nphoto_only = false",
        "Bridge opens again\n\nVIENNA (DNW) - The old bridge opened again on Monday after work.\n",
        agency,
    ),
    "outlets": (
        "outlets",
        '[[outlet]]\nname = "Danube Herald"\nhosts = ["danube-herald.example"]\ncountry = "AUT"\n'
        "state_owned = false\nagency = false",
        "Bridge opens again\n\nThe old bridge opened again on Monday after years of work.\n",
        publisher,
    ),
    "actors": (
        "actors",
        '[[actor]]\nid = "alpine_board"\nname = "Alpine Board"\ntype = "organisation"\n'
        'names = ["Alpine Board"]',
        "Offer made\n\nThe offer of the Alpine Board came on Monday after long talks.\n",
        actors,
    ),
    "office holders": (
        "office_holders",
        '[[office]]\nid = "AUT Bridge Minister"\nside = "AUT"\ntitle = "Bridge Minister"\n'
        'high = true\ncheck = "nowhere"\nholders = """\n2001 - Zenobia Quastle\n"""',
        "Bridge opens\n\nZenobia Quastle crossed the old bridge on Monday with a small crowd.\n",
        mentions,
    ),
    "name words": (
        "name_words",
        '[[group]]\nkind = "person_title"\nwords = ["Bridgemaster"]',
        "Bridge opens\n\nThe mayor met Bridgemaster Ann Quastle on Monday in the town hall.\n",
        mentions,
    ),
    "role nouns": (
        "role_nouns",
        '[[term]]\ntext = "bridgekeeper"\nkind = "voice"\nnumber = "singular"\nrefers = "side"\n'
        'example = "A Russian bridgekeeper spoke."',
        "Bridge opens\n\n“The bridge is open,” a Russian bridgekeeper said on Monday in a hall.\n",
        speakers,
    ),
    "speech cues": (
        "speech_cues",
        '[[term]]\ntext = "say"\ncategory = "speech_verb"\nstance = "doubt"\n'
        'takes_content = true\nstrength = 1.0\ntags = ["VB"]\nexample = "She said so."',
        "Bridge opens\n\n“The bridge is open to all of us,” the minister said on Monday.\n",
        speakers,
    ),
    "anonymous sources": (
        "anonymous_sources",
        '[[term]]\ntext = "committee"\ncategory = "other"\nexample = "A committee said so."',
        "Bridge opens\n\n“The bridge is open to all of us,” a committee said on Monday.\n",
        speakers,
    ),
    "speaker words": (
        "speaker_words",
        '[[term]]\ntext = "toast"\ncategory = "document"\nexample = "The toast said so."',
        "Bridge opens\n\nThe toast said on Monday that the bridge was open to all of them.\n",
        lambda reading: [quote.speaker_kind for quote in reading.quotes],
    ),
    "hedges": (
        "hedges",
        '[[term]]\ntext = "as the tea leaves have it"\ncategory = "reportative"\nstrength = 0.6\n'
        'uncertain = true\nexample = "It is, as the tea leaves have it, fair."',
        "Offer made\n\nThe offer is, as the tea leaves have it, a fair one for the whole town.\n",
        hedges,
    ),
    "loaded words": (
        "loaded",
        '[[term]]\ntext = "crumbly"\ncategory = "blame"\npolarity = -1\nstrength = 0.6\n'
        'example = "A crumbly deal."',
        "Offer made\n\nThe crumbly offer came on Monday after long talks in the town hall.\n",
        wordings,
    ),
    "naming": (
        "naming",
        '[[term]]\ntext = "bridge gang"\nreferent = "syrian_state"\nchoice = "regime"\n'
        'polarity = -1\nexample = "The bridge gang left."',
        "Offer made\n\nThe bridge gang refused the offer on Monday after long talks in town.\n",
        wordings,
    ),
    "relation words": (
        "relations",
        '[[term]]\ntext = "bombard"\npart = "verb"\nquad = "verbal_coop"\nroot = "AGREE"\n'
        'status = "realised"\nexample = "A bombarded B."',
        "War goes on\n\nRussia bombarded Ukraine on Monday. Russia attacked Ukraine again.\n",
        relations,
    ),
    "relation linkers": (
        "relation_frames",
        '[[linker]]\nid = "time"\nnote = "before a year"\nwords = ["circa"]',
        "War goes on\n\nRussia attacked Ukraine circa 2014. Nobody knows any more than that.\n",
        relations,
    ),
}
"""By layer: the list, a row of one's own, a text, and what of the reading the row changes."""


def read(text: str, lexicons: Path | None = None) -> Reading:
    options = Options(dyad=("RUS", "UKR"), lexicons=lexicons)
    url = "https://www.danube-herald.example/bridge"
    return read_article(Article("a", text, url=url, published="2017-04-05"), options)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_row_of_ones_own_changes_what_the_layer_finds(layer: str, tmp_path: Path) -> None:
    name, row, text, finds = LAYERS[layer]
    before = read(text)
    with_row = read(text, own(tmp_path, name, row))
    assert finds(with_row) != finds(before)
    assert repr(finds(read(text))) == repr(finds(before)), "the row is seen without its folder"


def test_rows_without_id_or_name_join_ours_and_other_kinds_need_not_be_there(
    tmp_path: Path,
) -> None:
    row = '[[group]]\nkind = "person_title"\nwords = ["Bridgemaster"]'
    ours, mine = word_lists(), word_lists(own(tmp_path, "name_words", row))
    assert mine.rows("name_words", "group")[:-1] == ours.rows("name_words", "group")
    assert mine.rows("name_words", "joint") == ours.rows("name_words", "joint")
    assert name_words(mine)["Bridgemaster"] == ("person_title",)
    assert "Bridgemaster" not in name_words(ours)


def test_pronouns_and_word_kinds_are_those_of_the_call(tmp_path: Path) -> None:
    own(tmp_path, "name_words", '[[group]]\nkind = "pronoun_female"\nwords = ["zhe"]')
    own(tmp_path, "speaker_words", '[[term]]\ntext = "toast"\ncategory = "document"')
    mine = word_lists(tmp_path)
    assert pronoun_genders(mine)["zhe"] == "female"
    assert "zhe" not in pronoun_genders(word_lists())
    assert "document" in kinds_of("toast", mine)
    assert "document" not in kinds_of("toast", word_lists())


def test_words_of_ones_own_join_a_group_of_ours(tmp_path: Path) -> None:
    (tmp_path / "state_words.toml").write_text(
        'name = "mine"\nversion = "1"\nsource = "own"\nlicence = "MIT"\nlimits = "none"\n\n'
        '[[group]]\nkind = "own"\nwords = ["imperial"]\n'
    )
    ours = word_groups(word_lists(), "state_words")["own"]
    assert word_groups(word_lists(tmp_path), "state_words")["own"] == {*ours, "imperial"}
