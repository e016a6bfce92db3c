"""Outputs of four commands on the demo articles and 400 real ones are what they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from research.evaluate.pinned import digests, pinned

WHAT_TO_DO = """\
outputs are no longer those of research/evaluate/pinned.json: {names}.
Was the change to alter no number (a move, a rename, a faster way)? Then it is at fault: compare the
same command before and after it. Was it to alter numbers (a model trained anew, a rule, a word
list, a column)? Then write the digests anew, with the change, and say so in CHANGELOG.md:
    python -m research.evaluate.pinned CORPORA --write
(without CORPORA only those of the demo articles)"""


def test_outputs_on_the_demo_articles_are_the_pinned_ones(tmp_path: Path) -> None:
    _check(digests(None, tmp_path), 4)


@pytest.mark.corpora
def test_outputs_are_the_pinned_ones(corpora: Path, tmp_path: Path) -> None:
    _check(digests(corpora, tmp_path), 20)


def _check(now: dict[str, str], outputs: int) -> None:
    then = pinned()
    assert len(now) == outputs
    differ = sorted(name for name in now if now[name] != then.get(name))
    assert not differ, WHAT_TO_DO.format(names=", ".join(differ))
