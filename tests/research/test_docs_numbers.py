"""No measured number of README and docs that a program can write is typed by hand."""

from __future__ import annotations

import re

import pytest

from research.evaluate.docs_numbers import PAGES, ROOT, blocks_of, with_numbers


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_what_was_measured(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert blocks_of(text) == list(PAGES[page])
    assert with_numbers(page, text) == text


@pytest.mark.parametrize("page", PAGES)
def test_a_number_that_drifted_is_written_anew(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    name, last = list(PAGES[page])[-1], f"<!-- measured: {list(PAGES[page])[-1]} -->\n"
    before, _, rest = text.partition(last)
    block, end, after = rest.partition("<!-- end of measured -->\n")
    drifted = f"{before}{last}{re.sub('[0-9]', '7', block)}{end}{after}"
    assert drifted != text, name
    assert with_numbers(page, drifted) == text


def test_no_page_has_a_block_that_nothing_writes() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    found = {str(path.relative_to(ROOT)) for path in pages if blocks_of(path.read_text("utf-8"))}
    assert found == set(PAGES)
