"""No number of the README's table of scores is typed by hand."""

from __future__ import annotations

from research.evaluate.readme_numbers import END, README, START, with_numbers


def test_the_readme_says_what_was_measured() -> None:
    readme = README.read_text("utf-8")
    assert START in readme
    assert END in readme
    assert with_numbers(readme) == readme
