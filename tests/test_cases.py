"""Inputs that came out wrong once, with the right values: `cases/cases.jsonl` of the corpora.

One test a case; each kind of case has its own judge, `_judge_KIND`, which says what is wrong. The
corpora stay outside; `tests/` holds sentences of the same kinds in other words.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from framing.corpus.html import extract
from framing.lists.word_lists import word_lists
from framing.pages.provenance import find_provenance
from framing.pages.zones import find_zones
from framing.reading import read_article
from framing.types import PROSE_ZONES, Article, Options, Quote, Relation

Case = Mapping[str, Any]
FOLDER = Path(os.environ.get("FRAMING_CORPORA", "")) / "cases"


def _cases(kind: str) -> list[Case]:
    path = FOLDER / "cases.jsonl"
    if not os.environ.get("FRAMING_CORPORA") or not path.is_file():
        return []
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [row for row in rows if row["kind"] == kind]


def _article(case: Case) -> Article:
    return Article(case["id"], case["text"], published=case.get("date"))


def _same(found: str | None, right: str | None) -> bool:
    if right is None or found is None:
        return found is right
    return right.casefold() in found.casefold()


def _judge_page(case: Case) -> list[str]:
    article = _article(case)
    zones = find_zones(article, word_lists())
    provenance = find_provenance(article, zones, word_lists())
    wrong = [
        f"{key}: {getattr(provenance, key)!r}, right is {case[key]!r}"
        for key in ("agency", "publisher")
        if key in case and not _same(getattr(provenance, key), case[key])
    ]
    lines = article.text.split("\n")
    for number, allowed in case.get("zones", {}).items():
        start = sum(len(line) + 1 for line in lines[: int(number)])
        stop = start + len(lines[int(number)])
        kinds = {zone.kind for zone in zones if zone.start < stop and zone.stop > start}
        if not kinds <= set(allowed):
            wrong.append(f"line {number}: {sorted(kinds)}, right is one of {allowed}")
    return wrong


def _judge_relation(case: Case) -> list[str]:
    found = read_article(_article(case), Options(dyad=("USA", "RUS"))).relations
    said = [(r.source, r.target, r.mutual, r.quad, r.status, r.voice) for r in found]
    wrong = [f"{r.quad} must not occur" for r in found if r.quad in case.get("never_quad", ())]
    wanted = case.get("relations")
    if wanted is None:
        return wrong
    if len(found) != len(wanted):
        return [*wrong, f"found {said}, right are {wanted}"]
    missing = [one for one in wanted if not any(_states(r, one) for r in found)]
    return wrong + [f"found {said}, lacks {one}" for one in missing]


def _states(found: Relation, wanted: Case) -> bool:
    ends = found.mutual or all(
        getattr(found, end) == wanted.get(end, getattr(found, end)) for end in ("source", "target")
    )
    chosen = all(getattr(found, key) in wanted[key] for key in ("quad", "status") if key in wanted)
    exact = all(getattr(found, key) == wanted[key] for key in ("mutual", "voice") if key in wanted)
    return ends and chosen and exact


def _judge_hedge(case: Case) -> list[str]:
    article = _article(case)
    found = [article.text[h.start : h.stop] for h in read_article(article).hedges]
    return [f"{w!r} is no hedge" for w in case["no_hedge"] if any(w in one for one in found)]


def _judge_wording(case: Case) -> list[str]:
    article = _article(case)
    praise = [w for w in read_article(article).wordings if w.choice == "praise"]
    found = [article.text[w.start : w.stop] for w in praise]
    return [f"{w!r} is no praise" for w in case["no_praise"] if w in found]


def _judge_quote(case: Case) -> list[str]:
    article = _article(case)
    found = read_article(article).quotes
    wrong = [
        f"{name} says nothing"
        for name in case.get("no_speaker", ())
        if any(quote.speaker is not None and name in quote.speaker for quote in found)
    ]
    if not case["quotes"] and found:
        wrong.append(f"{len(found)} sayings, right are none")
    wrong += [
        f"lacks {wanted}"
        for wanted in case["quotes"]
        if not any(_tells(article.text, quote, wanted) for quote in found)
    ]
    sides = [quote.side for quote in found]
    if "second_not_side" in case and sides[1:2] == [case["second_not_side"]]:
        wrong.append(f"the second is on the side of {sides[1]}")
    return wrong


def _tells(text: str, found: Quote, wanted: Case) -> bool:
    said = " ".join(text[a:b] for a, b in found.content)
    source = " ".join(text[a:b] for a, b in found.source)
    named = any(_same(one, wanted.get("speaker", "")) for one in (source, found.speaker or ""))
    whole = wanted.get("says", "") in said and wanted.get("lacks", "\n") not in said
    same = all(getattr(found, key) == wanted[key] for key in ("side", "anonymous") if key in wanted)
    return named and whole and same


def _judge_mention(case: Case) -> list[str]:
    article = _article(case)
    found = read_article(article, Options(dyad=None)).mentions
    words = [article.text[m.start : m.stop] for m in found]
    wrong = [f"{one!r} is no entity" for one in case.get("no_entity", ()) if one in words]
    both = {m.side for m, word in zip(found, words, strict=True) if word == "Both sides"}
    if both != set(case.get("both_sides", ())):
        wrong.append(f"both sides are {both}")
    return wrong


JUDGES: dict[str, Callable[[Case], list[str]]] = {
    "page": _judge_page,
    "relation": _judge_relation,
    "hedge": _judge_hedge,
    "wording": _judge_wording,
    "quote": _judge_quote,
    "mention": _judge_mention,
}


STILL_WRONG = {
    "R20": "an act that is blamed on the target, but hits a third party, is told as a charged deed",
}


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    why = STILL_WRONG.get(case["id"])
    return [pytest.mark.xfail(strict=True, reason=why)] if why else []


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("kind", "case"),
    [
        pytest.param(kind, case, id=f"{kind}-{case['id']}", marks=_marks(case))
        for kind in JUDGES
        for case in _cases(kind)
    ],
)
def test_a_case_that_came_out_wrong_comes_out_right(kind: str, case: Case) -> None:
    assert JUDGES[kind](case) == []


@pytest.mark.corpora
def test_every_kind_that_is_judged_has_cases() -> None:
    assert [kind for kind in JUDGES if not _cases(kind)] == []


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["paywall_class", "readmore_class", "newspaper4k552_author"])
def test_a_page_whose_story_or_author_was_lost_comes_in_whole(name: str) -> None:
    values = extract((FOLDER / "pages" / f"{name}.html").read_text("utf-8"))
    article = Article(name, str(values["text"]), title=str(values["title"]))
    story = [z for z in find_zones(article, word_lists()) if z.kind in PROSE_ZONES]
    told = " ".join(article.text[z.start : z.stop] for z in story)
    for sentence in ("Talks between Moscow", "The envoy said", "A second round is planned"):
        assert sentence in told
    assert values["authors"] == (("Ivan Holt",) if name.endswith("author") else ())
