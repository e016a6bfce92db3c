"""Which tests run: those on real corpora only when FRAMING_CORPORA names their folder.

Tests of what stands in `research/` are left out where that folder is missing, as in the source
archive. What is left out is said at the end of the run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_RESEARCH = re.compile(r"^\s*from research\b", re.M)
collect_ignore = (
    []
    if (_TESTS.parent / "research").is_dir()
    else [
        str(path.relative_to(_TESTS))
        for path in sorted(_TESTS.rglob("*.py"))
        if path.name != "conftest.py" and _RESEARCH.search(path.read_text("utf-8"))
    ]
)
CORPORA = os.environ.get("FRAMING_CORPORA", "")
_left_out: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "corpora: needs the real corpora (FRAMING_CORPORA)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if CORPORA:
        return
    needing = [item for item in items if item.get_closest_marker("corpora")]
    items[:] = [item for item in items if item not in needing]
    _left_out.extend(item.nodeid for item in needing)
    config.hook.pytest_deselected(items=needing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if collect_ignore:
        terminalreporter.write_line(
            f"left out: {len(collect_ignore)} files of tests on research/, which is not here"
        )
    if not CORPORA:
        # Where tests run side by side, the processes that collect them have the number.
        number = f"{len(_left_out)} " if _left_out else ""
        terminalreporter.write_line(
            f"left out: {number}tests on the real corpora, because FRAMING_CORPORA is not set "
            "(make test CORPORA=FOLDER)"
        )


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Folder of the real corpora; a test that asks for it fails if the data is not there."""
    folder = Path(CORPORA)
    assert (folder / "seeds").is_dir(), f"FRAMING_CORPORA={CORPORA}: no folder 'seeds' in it"
    assert (folder / "data").is_dir(), f"FRAMING_CORPORA={CORPORA}: no folder 'data' in it"
    return folder


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """The five demo articles that the project ships."""
    return Path(__file__).parent.parent / "seeds" / "articles"
