"""The coding page in a real browser, by keyboard, without a network."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

from framing.validate import read_answers, write_sheet
from framing.validate.draw import Sample
from tests.validate.browser import CHROMIUM, DRIVER, open_browser
from tests.validate.made import make_coded

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None,
    reason="no Chromium with its driver here: apt-get install chromium chromium-driver",
)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_coded(20).sample


@pytest.fixture
def page(sample: Sample, tmp_path: Path) -> Iterator[webdriver.Chrome]:
    write_sheet(tmp_path / "sheet.html", sample, sample.drawn, {})
    with open_browser(tmp_path) as driver:
        driver.get((tmp_path / "sheet.html").as_uri())
        yield driver


def _press(page: webdriver.Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(page).send_keys(key).perform()


def _text(page: webdriver.Chrome, place: str) -> str:
    return page.find_element(By.ID, place).text


def _saved(folder: Path) -> Path:
    for _ in range(100):
        found = sorted((folder / "saved").glob("*.csv"))
        if found:
            return found[-1]
        time.sleep(0.1)
    raise AssertionError("nothing was saved")


def test_units_are_coded_by_keyboard_and_saved(
    page: webdriver.Chrome, sample: Sample, tmp_path: Path
) -> None:
    assert _text(page, "progress") == "0 of 20 coded"
    _press(page, "2", "1", "2")
    assert _text(page, "place") == "4 of 20"
    assert _text(page, "progress") == "3 of 20 coded"
    _press(page, Keys.ARROW_LEFT, "0")
    assert _text(page, "progress") == "2 of 20 coded"
    _press(page, "n", 'a "note", 1', Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, "2", "u")
    assert _text(page, "place") == "7 of 20"
    _press(page, "s")
    found = read_answers(_saved(tmp_path), sample)
    ids = [unit.unit_id for unit in sample.drawn]
    assert found.answers == {ids[0]: "yes", ids[1]: "no", ids[4]: "yes"}
    assert found.blank == 17
    assert found.problems == ()
    assert 'a ""note"", 1' in _saved(tmp_path).read_text("utf-8")
    assert page.get_log("browser") == []


def test_answers_survive_closing_the_page_and_come_back_from_a_csv(
    page: webdriver.Chrome, sample: Sample, tmp_path: Path
) -> None:
    _press(page, "1", "2")
    page.refresh()
    assert _text(page, "progress") == "2 of 20 coded"
    assert _text(page, "place") == "3 of 20"
    _press(page, "s")
    saved = _saved(tmp_path)
    page.execute_script("localStorage.clear()")
    page.refresh()
    assert _text(page, "progress") == "0 of 20 coded"
    page.find_element(By.ID, "file").send_keys(str(saved))
    for _ in range(50):
        if _text(page, "progress") == "2 of 20 coded":
            break
        time.sleep(0.1)
    assert _text(page, "progress") == "2 of 20 coded"


def test_a_hostile_text_is_shown_as_text(sample: Sample, tmp_path: Path) -> None:
    from dataclasses import replace

    nasty = '</script><script>document.title="taken"</script><img src=x onerror=alert(1)> \ud800'
    unit = replace(sample.drawn[0], text=nasty.encode("utf-8", "replace").decode(), before="& <b>")
    write_sheet(tmp_path / "nasty.html", sample, [unit], {})
    with open_browser(tmp_path) as driver:
        driver.get((tmp_path / "nasty.html").as_uri())
        assert driver.title == "nasty: claims"
        assert "</script><script>" in driver.find_element(By.TAG_NAME, "mark").text
