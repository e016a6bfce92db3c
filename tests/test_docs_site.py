"""The docs site builds without a warning, with a place on an API page for every public name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Rooms that promise names to users, each by its `__all__`.
PUBLIC = (
    "framing",
    "framing.charts",
    "framing.compare",
    "framing.layers.relations",
    "framing.validate",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The API pages of the built site; a warning is an error there."""
    site = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_text("utf-8") for path in (site / "api").glob("*.html")}


def test_every_public_name_has_its_place(pages: dict[str, str]) -> None:
    anchors = set(re.findall(r'id="(framing[\w.]*)"', "".join(pages.values())))
    missing = [
        f"{room}.{name}: add `::: {home}.{name}` to a page of docs/api"
        for room in PUBLIC
        for name, home in _homes(room).items()
        if not {f"{room}.{name}", f"{home}.{name}"} & anchors
    ]
    assert not missing, "\n".join(missing)


def _homes(room: str) -> dict[str, str]:
    """The public names of a room, and the module that each was written in."""
    module = import_module(room)
    return {name: getattr(getattr(module, name), "__module__", room) for name in module.__all__}


def test_examples_are_code_and_no_quotations(pages: dict[str, str]) -> None:
    whole = "".join(pages.values())
    assert "<blockquote>" not in whole
    assert whole.count('<span class="gp">') >= 10  # prompts, coloured as code
