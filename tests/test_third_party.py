"""What is installed is pinned by digest, and its licences are told."""

from __future__ import annotations

import re
from pathlib import Path

import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
EXTRAS = ("formats", "scale", "notebooks")


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.M)
    return {canonicalize_name(package): version for package, version in found}


def test_digests_are_those_of_the_pinned_versions() -> None:
    pins, digests = _pins("constraints.txt"), _pins("constraints-hashes.txt")
    both = pins.keys() & digests.keys()
    assert len(both) > 100
    assert {name: pins[name] for name in both} == {name: digests[name] for name in both}
    asked = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert {canonicalize_name(Requirement(line).name) for line in asked} <= digests.keys()
    text = (ROOT / "constraints-hashes.txt").read_text("utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") > len(digests)


def test_every_package_of_a_user_stands_on_the_page_of_licences() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]
    page = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    told = {
        canonicalize_name(name): licence
        for name, licence in re.findall(r"^\| (\S+) \| \S+ \| (.+) \|$", page, re.M)
    }
    for line in asked:
        licence = told[canonicalize_name(Requirement(line).name)]
        assert licence != "not said"
    # Where a package leaves the choice, the page says which one applies.
    for name, licence in told.items():
        if "GPL" in licence:
            assert f"**{name}**" in page
