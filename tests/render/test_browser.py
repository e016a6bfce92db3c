"""The pages in a real browser: they open, sort, filter, show the words, and run nothing else.

Needs the system packages chromium and chromium-driver (.ci/run installs them).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

import framing
from framing.cli.main import main
from framing.render.gather import GatherJob
from framing.render.report import ReportInput, write_report
from framing.render.sums import ReportSums
from framing.run.collect import one_pass
from framing.run.record import run_record
from framing.types import Options
from tests.render.corpus import write_corpus

_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1300,900",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """A headless Chromium with an empty profile."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium, "no chromium: apt-get install -y chromium chromium-driver"
    assert driver, "no chromedriver: apt-get install -y chromium chromium-driver"
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = Chrome(options=options, service=Service(driver))
    yield opened
    opened.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as a page and as a folder, a list of evidence, and the articles' pages."""
    folder = tmp_path_factory.mktemp("pages")
    corpus = str(write_corpus(folder))
    assert main(["report", corpus, "-o", f"{folder}/report.html"]) == 0
    assert main(["report", corpus, "-o", f"{folder}/report/"]) == 0
    assert main(["explain", corpus, "-o", f"{folder}/articles/"]) == 0
    column = "hedge_outlet_per_1k_words"
    assert main(["evidence", column, corpus, "-o", f"{folder}/kwic.html"]) == 0
    return folder


PLACES = ["report.html", "report/index.html", "articles/index.html", "kwic.html"]


def _open(browser: Chrome, page: Path) -> None:
    browser.get_log("browser")  # what an earlier page said
    browser.get(page.as_uri())


def _faults(browser: Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser")]


def _visible(browser: Chrome, query: str) -> list[WebElement]:
    return [one for one in browser.find_elements(By.CSS_SELECTOR, query) if one.is_displayed()]


def _press(browser: Chrome, button: WebElement) -> None:
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()


def _number(browser: Chrome, outlet: str, measure: str) -> WebElement:
    query = f'tr[data-outlet="{outlet}"] button.n[data-key="{measure}"]'
    return browser.find_element(By.CSS_SELECTOR, f".side-by-side {query}")


def _evidence(browser: Chrome, button: WebElement) -> list[str]:
    """The marked words that a number opens."""
    _press(browser, button)
    query = "dialog[open] li mark"
    WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, query))
    return [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, query)]


@pytest.mark.parametrize("place", PLACES)
def test_a_page_opens_without_a_complaint_and_asks_nobody(
    browser: Chrome, pages: Path, place: str
) -> None:
    _open(browser, pages / place)
    assert browser.find_elements(By.TAG_NAME, "h1")
    assert _faults(browser) == []
    asked = "return performance.getEntriesByType('resource').map((one) => one.name)"
    assert [name for name in browser.execute_script(asked) if not name.startswith("data:")] == []


@pytest.mark.parametrize("place", [*PLACES, "the articles"])
def test_hostile_text_is_text(browser: Chrome, pages: Path, place: str) -> None:
    found = sorted((pages / "articles").glob("*.html")) if place == "the articles" else []
    for page in found or [pages / place]:
        _open(browser, page)
        assert browser.execute_script("return window.hacked") is None
        assert browser.find_elements(By.CSS_SELECTOR, "img[src=x], svg[onload], b[onclick]") == []
        assert "\u202e" not in browser.page_source
        assert _faults(browser) == []


def test_the_hostile_article_can_be_read(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "articles" / "index.html")
    link = browser.find_element(By.PARTIAL_LINK_TEXT, "</title><script>")
    link.click()
    story = browser.find_element(By.CSS_SELECTOR, "main.story").text
    assert "window.hacked = true" in story


def test_columns_sort_by_number_and_by_word(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    table = browser.find_element(By.CSS_SELECTOR, "#side-by-side ~ .wide table")
    for column, start in ((2, "descending"), (0, "ascending")):
        head = table.find_elements(By.CSS_SELECTOR, "thead th")[column]
        for order in (start, {"ascending": "descending", "descending": "ascending"}[start]):
            _press(browser, head.find_element(By.TAG_NAME, "button"))
            assert head.get_attribute("aria-sort") == order
            cells = [row.find_elements(By.TAG_NAME, "td")[column] for row in _rows(table)]
            values = [cell.get_attribute("data-v") or cell.text for cell in cells]
            keys: list[Any] = [float(v) for v in values] if column else values
            assert keys == sorted(keys, reverse=order == "descending")


def _expected(pages: Path, column: str, outlet: str) -> pd.DataFrame:
    return framing.evidence(column, pages / "corpus.csv", outlet=outlet)


def _rows(table: WebElement) -> list[WebElement]:
    return table.find_elements(By.CSS_SELECTOR, "tbody tr")


def test_an_outlet_can_be_chosen(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    Select(browser.find_element(By.ID, "outlet")).select_by_visible_text("Belmont Post")
    shown = _visible(browser, "tbody tr[data-outlet]")
    assert shown
    assert {row.get_attribute("data-outlet") for row in shown} == {"Belmont Post"}
    browser.find_element(By.ID, "clear").click()
    assert len(_visible(browser, "tbody tr[data-outlet]")) > len(shown)


def test_an_actor_can_be_chosen(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    Select(browser.find_element(By.ID, "actor")).select_by_visible_text("Russia")
    shown = _visible(browser, "#speakers ~ .wide tbody tr")
    assert "Sergei Lavrov" in " ".join(row.text for row in shown)
    assert "John Kerry" not in " ".join(row.text for row in shown)


def test_a_period_is_counted_anew(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    before = _number(browser, "Arden Herald", "quote_speakers_count").text
    field = browser.find_element(By.ID, "to")
    browser.execute_script(
        "arguments[0].value = '2017-03-31'; arguments[0].dispatchEvent(new Event('input'))", field
    )
    WebDriverWait(browser, 10).until(
        lambda _: _number(browser, "Arden Herald", "quote_speakers_count").text != before
    )
    after = _number(browser, "Arden Herald", "quote_speakers_count").text
    assert int(after) * 4 == int(before)
    assert browser.find_element(By.ID, "articles-shown").text == "6"


def test_a_number_opens_the_words_behind_it(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    button = _number(browser, "Arden Herald", "hedge_outlet_per_1k_words")
    words = _evidence(browser, button)
    found = _expected(pages, "hedge_outlet_per_1k_words", "Arden Herald")
    assert words == found["match"].tolist()
    assert browser.find_element(By.CSS_SELECTOR, "dialog p").text == f"{len(words)} places."
    first = browser.find_element(By.CSS_SELECTOR, "dialog[open] li")
    shown = first.find_element(By.TAG_NAME, "blockquote").text
    assert shown.startswith(f"{found['left'].iloc[0]} {words[0]}")
    assert shown.endswith(found["right"].iloc[0])
    assert "Arden Herald · 2017-" in first.text
    assert "outlet's voice" in first.text


def test_a_folder_loads_its_evidence_when_a_number_is_pressed(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report" / "index.html")
    assert (pages / "report" / "index.html").stat().st_size < (
        pages / "report.html"
    ).stat().st_size * 2
    column = "relation_hopes_balance_index"
    words = _evidence(browser, _number(browser, "Belmont Post", column))
    assert words == _expected(pages, column, "Belmont Post")["match"].tolist()
    assert _faults(browser) == []


def test_a_sample_without_a_place_in_the_period_does_not_say_that_there_is_none(
    browser: Chrome, pages: Path
) -> None:
    sums = ReportSums(most=1)
    for one in one_pass(framing.load_articles(pages / "corpus.csv"), GatherJob(Options())):
        sums.add(one)
    record = run_record(["seeds/articles"], None)
    write_report(ReportInput(sums, Options(), record, "corpus.csv"), str(pages / "sample.html"))
    _open(browser, pages / "sample.html")
    column = "hedge_outlet_per_1k_words"
    place = sums.evidence["Arden Herald", column].rows(1)[0][0]
    day = date.fromisoformat(sums.articles[place][3])
    last = max(one[3] for one in sums.articles if one[1] == "Arden Herald")
    late = day.isoformat() == last
    field, option = ("to", "--until") if late else ("from", "--since")
    other = day + timedelta(days=-1 if late else 1)
    browser.execute_script(
        "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
        *(browser.find_element(By.ID, field), other.isoformat()),
    )
    _press(browser, _number(browser, "Arden Herald", column))
    query = "dialog[open] li"
    WebDriverWait(browser, 10).until(lambda b: b.find_elements(By.CSS_SELECTOR, query))
    told = browser.find_element(By.CSS_SELECTOR, "dialog[open]").text
    assert "Nothing was counted" not in told
    assert "0 in the period, of a sample of 1 of" in told
    assert f"{option} {other} -o kwic.html" in told


def test_keys_are_enough(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    button = _number(browser, "Arden Herald", "hedge_outlet_per_1k_words")
    button.send_keys(Keys.ENTER)
    dialog = browser.find_element(By.ID, "behind")
    WebDriverWait(browser, 10).until(lambda _: dialog.is_displayed())
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    WebDriverWait(browser, 10).until(lambda _: not dialog.is_displayed())
    head = browser.find_element(By.CSS_SELECTOR, "table.sortable th button")
    head.send_keys(Keys.SPACE)
    assert head.find_element(By.XPATH, "..").get_attribute("aria-sort") == "ascending"


def test_a_link_of_the_evidence_leads_to_the_words(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "kwic.html")
    link = browser.find_element(By.CSS_SELECTOR, "td.match a")
    words = link.text
    link.click()
    target = browser.find_element(By.CSS_SELECTOR, "span:target")
    assert target.text.startswith(words)
    assert "hedge" in (target.get_attribute("class") or "")


def test_the_list_of_evidence_filters_by_words(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "kwic.html")
    browser.find_element(By.ID, "find").send_keys("reportedly resume")
    rows = _visible(browser, "tbody tr")
    assert rows
    assert all("reportedly" in row.text for row in rows)
    assert f"{len(rows)} rows" in browser.find_element(By.ID, "shown").text


@pytest.mark.parametrize("place", PLACES)
def test_a_narrow_window_needs_no_sideways_scrolling(
    browser: Chrome, pages: Path, place: str
) -> None:
    narrow = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
    try:
        _open(browser, pages / place)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= 391
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_filters_fit_beside_the_tables(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    measured = "const a = document.querySelector('nav.toc'); return [a.scrollWidth, a.clientWidth]"
    wide, room = browser.execute_script(measured)
    assert wide <= room


def test_no_words_are_marked_up_for_another_page(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    for told in browser.find_elements(By.CSS_SELECTOR, "p.lead, p.note"):
        assert "`" not in told.text


def test_dark_and_print_have_their_own_looks(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    colour = "return getComputedStyle(document.body).backgroundColor"
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    try:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
        assert browser.execute_script(colour) == "rgb(22, 23, 25)"
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert browser.execute_script(colour) == "rgb(255, 255, 255)"
        assert not browser.find_element(By.CSS_SELECTOR, "nav .filters").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def test_every_picture_has_words_for_who_cannot_see_it(browser: Chrome, pages: Path) -> None:
    _open(browser, pages / "report.html")
    pictures = browser.find_elements(By.CSS_SELECTOR, "figure img")
    assert len(pictures) >= 4
    for picture in pictures:
        assert picture.get_attribute("alt")
        assert browser.execute_script("return arguments[0].naturalWidth", picture) > 300
