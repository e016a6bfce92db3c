"""A report says what was read, compares only where it can, and stays small."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

import framing
import framing.measures.all
from framing.charts import ChartOptions
from framing.cli.main import main
from framing.render.figures import _BY_OUTLET, Drawn, _heatmap, _left_out, _shown, _surest
from framing.render.gather import GatherJob, report_features
from framing.render.report import ReportInput, _Report, write_report
from framing.render.scatter import draw_words
from framing.render.sums import ReportSums
from framing.run.collect import every_feature, one_pass
from framing.run.record import run_record
from framing.types import Article, Options
from research.evaluate.trust import TARGET, score_lines
from tests.charts import samples
from tests.render.corpus import HERALD, POST, write_corpus


def _gathered(articles: list[Article], most: int = 100) -> ReportSums:
    sums = ReportSums(most=most)
    for one in one_pass(articles, GatherJob(Options())):
        sums.add(one)
    return sums


def _page(articles: list[Article], folder: Path) -> str:
    record = run_record(["seeds/articles"], None)
    given = ReportInput(_gathered(articles), Options(), record, "corpus", ["skipped: one.txt: why"])
    write_report(given, str(folder / "report.html"))
    return (folder / "report.html").read_text("utf-8")


def _articles(count: int) -> list[Article]:
    found = []
    for n in range(count):
        day = f"2017-01-{n % 28 + 1:02}"
        found.append(Article(f"h{n}", HERALD.format(n=n), outlet="Arden Herald", published=day))
        found.append(Article(f"p{n}", POST.format(n=n), outlet="Belmont Post", published=day))
    return found


def test_sums_of_a_report_are_those_of_the_measures() -> None:
    articles = _articles(3)
    sums = _gathered(articles)
    columns = [feature.spec.name for feature in report_features(Options())]
    table = sums.features(columns)
    features = {one.spec.name: one for one in every_feature(Options())}
    for number, reading in enumerate(framing.read_articles(articles)):
        for column in columns:
            value = features[column].measure(reading).value
            assert table[column].iloc[number] == pytest.approx(value, abs=1e-3, nan_ok=True)


def test_a_report_says_what_was_left_out(tmp_path: Path) -> None:
    page = _page(_articles(2), tmp_path)
    assert "skipped: one.txt: why" in page
    assert "Not compared: fewer than two outlets have 10 articles or more." in page


def test_outlets_are_compared_where_there_are_enough_articles(tmp_path: Path) -> None:
    page = _page(_articles(10), tmp_path)
    assert "Not compared" not in page
    assert "minus the others" in page


def test_the_evidence_is_a_sample_that_does_not_depend_on_the_order() -> None:
    articles = _articles(8)
    key = ("Arden Herald", "hedge_outlet_per_1k_words")
    one, two = (_gathered(order, most=5) for order in (articles, articles[::-1]))

    def shown(sums: ReportSums) -> set[tuple[str, str]]:
        rows = sums.evidence[key].rows(5)
        return {(sums.articles[row[0]][0], row[2]) for row in rows}

    assert shown(one) == shown(two)
    assert one.evidence[key].count == len(framing.evidence(key[1], articles, outlet=key[0]))


def test_equal_words_of_the_evidence_of_an_article_are_held_once() -> None:
    one = next(iter(one_pass(_articles(1), GatherJob(Options()))))
    rows = [row for _, rows in one.evidence.values() for row in rows]
    words = [word for row in rows for word in row]
    assert len({id(row) for row in rows}) == len(set(rows)) < len(rows)
    assert len({id(word) for word in words}) == len(set(words)) < len(words)


def test_a_page_holds_its_evidence_packed_and_a_folder_beside_it(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, 4)
    assert main(["report", str(corpus), "-o", f"{tmp_path}/report.html"]) == 0
    page = (tmp_path / "report.html").read_text("utf-8")
    packed = re.search(r'id="evidence">([^<]+)<', page)
    assert packed
    parts = json.loads(gzip.decompress(base64.b64decode(packed.group(1))))
    assert len(parts.pop("numbers")) == 4 + 4 + 1
    keys = set(re.findall(r'data-key="([^"]+)"', page))
    assert {key for key in keys if "&" not in key} <= {
        key for rows in parts.values() for key in rows
    }
    assert main(["report", str(corpus), "-o", f"{tmp_path}/report/"]) == 0
    assert list((tmp_path / "report" / "evidence").glob("*.js"))


def test_numbers_of_trust_are_those_that_were_measured() -> None:
    assert TARGET.read_text("utf-8") == score_lines()


def test_words_leave_names_of_outlets_out_unless_asked(tmp_path: Path) -> None:
    rows = []
    for n in range(6):
        for outlet, word in (("Reuters", "rebels"), ("Fox News", "militants")):
            text = f"The {word} left the old town on day {n}. Here {outlet} has a camera."
            rows.append((f"Day {n}", text, outlet))
    corpus = tmp_path / "corpus.csv"
    pd.DataFrame(rows, columns=["title", "text", "outlet"]).to_csv(corpus, index=False)
    call = ["words", str(corpus), "--min-count", "2", "-o"]
    assert main([*call, f"{tmp_path}/words.csv"]) == 0
    assert main([*call, f"{tmp_path}/named.csv", "--keep-names"]) == 0
    words, named = (
        set(pd.read_csv(tmp_path / f"{name}.csv")["term"]) for name in ("words", "named")
    )
    assert {"rebels", "militants"} <= words
    assert "reuters" not in words
    assert "reuters" in named


def test_words_can_be_a_page_of_scatters(tmp_path: Path) -> None:
    corpus = str(write_corpus(tmp_path))
    call = ["words", corpus, "--min-count", "3"]
    assert main([*call, "-o", f"{tmp_path}/words.html"]) == 0
    page = (tmp_path / "words.html").read_text("utf-8")
    assert page.count("<svg") == 2
    assert "Left out: 1 with fewer than 10 articles." in page
    assert main([*call, "--pair", "Arden Herald,Belmont Post", "-o", f"{tmp_path}/two.html"]) == 0
    assert (tmp_path / "two.html").read_text("utf-8").count("<svg") == 1
    assert main([*call, "--pair", "Arden Herald,Nobody", "-o", f"{tmp_path}/no.html"]) == 2


def test_small_outlets_have_no_scatter_where_others_are_large() -> None:
    names = ["Belmont Post", "Corvo Wire", "Arden Herald"]
    numbers = {"count": 30, "count_rest": 20, "log_odds": 0.5, "low": 0.1, "high": 0.9}
    rows = pd.DataFrame(
        {"term": "rebels", "group": name, "z": 2.0, "q": 0.01, **numbers} for name in names
    )
    page = draw_words(rows, "Words", articles=dict(zip(names, (10, 9, 30), strict=True)))
    assert re.findall("<figcaption><b>([^<]+)", page) == ["Arden Herald", "Belmont Post"]
    assert "Left out: 1 with fewer than 10 articles." in page
    few = draw_words(rows, "Words", articles=dict.fromkeys(names, 3))
    assert few.count("<svg") == 3


def test_room_that_is_left_goes_to_the_largest_outlets() -> None:
    articles = [
        Article(f"{outlet}-{n}", HERALD.format(n=n), outlet=f"Arden Herald {outlet}")
        for outlet in "abcdefghijkl"
        for n in range(8 if outlet < "k" else 6)
    ]
    given = ReportInput(
        _gathered(articles), Options(), run_record(["seeds/articles"], None), "corpus"
    )
    report = _Report(given)
    key, seen = "hedge_outlet_per_1k_words", set()
    for room in range(6_000, 40_000, 2_000):
        parts = json.loads(gzip.decompress(base64.b64decode(report.packed(room))))
        large, small = (len(parts[f"{place}-hedge"][key][1]) for place in (0, 11))
        assert large >= small >= 1
        assert sum(parts[f"{place}-hedge"][key][0] for place in (0, 11)) > 2
        seen.add(large > small)
    assert seen == {True, False}


def test_pictures_of_differences_show_the_largest_outlets_and_count_the_others() -> None:
    comparison = samples.comparison(25)
    sizes = [(name, 12 if number < 23 else 9) for number, name in enumerate(samples.outlets(25))]
    features = pd.DataFrame({"outlet": [name for name, count in sizes for _ in range(count)]})
    drawn = Drawn(ReportSums(), features, ("USA", "RUS"), comparison, None, ChartOptions())
    for draw in (_heatmap, _surest):
        chart = draw(drawn)
        assert chart is not None
        words = {text.get_text() for text in chart.findobj(Text)}
        there = {name for name, _ in sizes} & words
        assert len(there) >= 15  # long names are broken, one has a gap
        assert there <= set(_shown(drawn))
    assert {_heatmap, _surest} <= set(_BY_OUTLET)
    assert "2 with fewer than 10 articles, 3 beyond the 20 with most" in _left_out(drawn)
