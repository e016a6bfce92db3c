"""The list of office holders is read whole, and its dates can all be true at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pytest

from framing.errors import LexiconError
from framing.lists.load import load_rows
from framing.lists.office_holders import Holder, holder_rows, office_holders, read_holders
from framing.lists.word_lists import word_lists

BODIES = {"un", "nato", "eu", "osce", "iaea", "opcw"}
OFFICES = list(load_rows("office_holders", "office"))


def _states() -> set[str]:
    rows = [*load_rows("actors", "actor"), *load_rows("countries", "actor")]
    return {str(row["id"]) for row in rows if row.get("type", "state") != "person"}


def _shared_days(one: Holder, other: Holder) -> int:
    return (min(one.end, other.end) - max(one.start, other.start)).days + 1


def test_it_covers_sixty_states_and_the_great_bodies() -> None:
    sides = {holder.side for holder in office_holders(word_lists())}
    assert len(sides - BODIES) >= 60
    assert sides >= BODIES


def test_every_side_is_in_the_lists_of_actors() -> None:
    assert {holder.side for holder in office_holders(word_lists())} <= _states()


def test_nobody_leaves_an_office_before_taking_it() -> None:
    wrong = [h for h in office_holders(word_lists()) if h.end < h.start]
    assert not wrong


def test_no_date_lies_outside_the_years_of_the_list() -> None:
    for holder in office_holders(word_lists()):
        assert date(1940, 1, 1) <= holder.start <= date(2025, 12, 31), holder
        assert holder.end == date.max or date(1990, 1, 1) <= holder.end <= date(2025, 12, 31), (
            holder
        )


def test_an_office_has_one_holder_at_a_time() -> None:
    # A month or year that is all we know may be shared by the one who goes and who comes.
    wrong = []
    for office in OFFICES:
        if office.get("several"):
            continue
        held = sorted(read_holders(office), key=lambda holder: (holder.start, holder.end))
        for one, after in pairwise(held):
            vague = 366 if "-" not in _until(office, one) else 31
            if one.name != after.name and _shared_days(one, after) > vague:
                wrong.append((office["id"], one.name, after.name))
    assert not wrong


def _until(office: Mapping[str, str], holder: Holder) -> str:
    """The date on which a holder's line says he or she went."""
    line = next(text for text in office["holders"].splitlines() if holder.name in text)
    return line.split()[1]


def test_at_most_one_holder_of_an_office_is_still_in_it() -> None:
    for office in OFFICES:
        still = [holder.name for holder in read_holders(office) if holder.end == date.max]
        assert len(still) <= 1 or office.get("several"), (office["id"], still)


def test_nobody_stands_twice_under_one_office_and_day() -> None:
    lines: dict[tuple[str, str, str], int] = defaultdict(int)
    for holder in office_holders(word_lists()):
        lines[holder.side, holder.title, f"{holder.name} {holder.start}"] += 1
    assert not [key for key, count in lines.items() if count > 1]


def test_a_line_that_cannot_be_read_says_where_and_what_is_expected() -> None:
    office = {"id": "RUR King", "side": "RUR", "title": "King", "holders": "1990-13 - Otto"}
    with pytest.raises(LexiconError, match=r"RUR King.*1990-13.*2010-05-11"):
        list(read_holders(office))


def test_the_same_name_in_both_lists_is_one_person_with_all_offices() -> None:
    actor = {
        "id": "jane_roe",
        "name": "Jane Roe",
        "type": "person",
        "side": "RUR",
        "names": ["Jane Roe"],
        "roles": [{"title": "Foreign Minister", "from": date(2001, 1, 1)}],
    }
    held = "2001 2003 Jane Roe\n"
    offices = [
        {"id": "1", "side": "RUR", "title": "Foreign Minister", "holders": held},
        {
            "id": "2",
            "side": "un",
            "title": "UN spokesman",
            "holders": "2005 - Jane Roe = Jane É. Roe",
        },
    ]
    (row,) = holder_rows((h for office in offices for h in read_holders(office)), [actor])
    assert [(role["title"], role["side"]) for role in row["roles"]] == [
        ("Foreign Minister", "RUR"), ("UN spokesman", "un")]  # fmt: skip
    assert row["names"] == ["Jane Roe", "Jane É. Roe", "Jane E. Roe"]


def test_who_is_called_by_the_first_word_is_told() -> None:
    family = {holder.name: holder.family for holder in office_holders(word_lists())}
    assert (family["Li Keqiang"], family["Ferdinand Marcos Jr."], family["Hun Sen"]) == (
        "Li",
        "Marcos",
        "Hun",
    )


@pytest.mark.parametrize(
    ("name", "title", "day", "held"),
    [
        ("Richard Neal", "Representative", date(2012, 5, 5), True),
        ("Matt Salmon", "Representative", date(2000, 5, 5), True),
        ("Matt Salmon", "Representative", date(2008, 5, 5), False),
        ("John Durham", "Special Counsel", date(2021, 5, 5), True),
        ("John Durham", "Special Counsel", date(2024, 5, 5), False),
        ("Chuck Schumer", "Senate Minority Leader", date(2025, 5, 5), True),
        ("Chuck Schumer", "Senate Minority Leader", date(2023, 5, 5), False),
    ],
)
def test_an_office_is_held_from_the_day_it_began_to_the_day_it_ended(
    name: str, title: str, day: date, held: bool
) -> None:
    found = [
        h for h in office_holders(word_lists())
        if (h.name, h.title) == (name, title) and h.start <= day <= h.end
    ]  # fmt: skip
    assert bool(found) is held


def test_most_offices_of_the_us_are_not_so_high_that_a_surname_alone_would_do() -> None:
    high = {h.title for h in office_holders(word_lists()) if h.side == "USA" and h.high}
    assert high == {"President", "Vice President", "Secretary of State", "Secretary of Defense"}
