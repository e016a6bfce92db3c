"""Writes THIRD_PARTY.md: what framing stands on, and under which licences, as installed here.

    python -m research.third_party [--check]

The packages are those that pyproject.toml asks for, and those that they ask for in turn, without
the ones that only developers need. Licences are read from the metadata of the installed packages.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "THIRD_PARTY.md"
EXTRAS = ("formats", "scale", "notebooks", "encoder")
"""Extras of users; `dev`, `bench` and `train` are for those who work on framing itself."""

_NAMES = {
    # How metadata of old style name a licence: the name that SPDX gives it.
    "BSD License": "BSD",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "MIT License (MIT)": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
_CHOICES = {
    "tld": "MPL-1.1, of the three that it offers (MPL-1.1, GPL-2.0-only, LGPL-2.1-or-later). It "
    "comes with courlan, which trafilatura asks for; framing itself does not import it, and ships "
    "no file of it.",
}

_HEAD = """\
# What framing stands on

Written by `make licences` from the metadata of the installed packages; not edited by hand.

framing itself is under the MIT licence (`LICENSE`). The packages below are installed with it and
are not part of it: none of their files is in this repository or in the wheel. Word lists and models
say in their own headers and cards what they were made from. One of them carries terms of its own:
the small encoders (`framing/models/encoder`) were trained further from weights under the Apache
License 2.0, which lies beside them.

Where a package may be used under one of several licences, framing is used and distributed with it
under the one that is named first here:

{choices}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say whether the page is right")
    args = parser.parse_args()
    page = page_of(tomli.loads((ROOT / "pyproject.toml").read_text("utf-8")))
    if args.check:
        right = PAGE.is_file() and PAGE.read_text("utf-8") == page
        print("THIRD_PARTY.md is right" if right else "THIRD_PARTY.md is old: make licences")
        return 0 if right else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def page_of(project: dict[str, dict[str, object]]) -> str:
    """The page for a project, from what is installed."""
    about = project["project"]
    extras = about["optional-dependencies"]
    assert isinstance(about["dependencies"], list)
    assert isinstance(extras, dict)
    groups = {"always": about["dependencies"], **{name: extras[name] for name in EXTRAS}}
    seen: set[str] = set()
    parts = [_HEAD.format(choices="\n".join(f"- **{n}**: {t}" for n, t in _CHOICES.items()))]
    for group, asked in groups.items():
        found = {one.metadata["Name"]: one for one in closure(asked) if _key(one) not in seen}
        seen |= {_key(one) for one in found.values()}
        title = "Installed always" if group == "always" else f"With the extra `{group}`"
        parts.append(f"## {title}\n\n| package | version | licence |\n|---|---|---|")
        parts += [
            f"| {name} | {found[name].version} | {licence_of(found[name])} |"
            for name in sorted(found, key=str.lower)
        ]
        parts[-1] += "\n"
    return "\n".join(parts)


def _key(package: Distribution) -> str:
    return canonicalize_name(package.metadata["Name"])


def closure(asked: list[str]) -> Iterator[Distribution]:
    """The installed packages that are asked for, and those that they ask for."""
    todo = [(Requirement(line), "") for line in asked]
    seen: set[tuple[str, str]] = set()
    given: set[str] = set()
    while todo:
        wanted, extra = todo.pop()
        for chosen in (*sorted(wanted.extras), ""):
            name = canonicalize_name(wanted.name)
            if (name, chosen) in seen or not _applies(wanted, extra):
                continue
            seen.add((name, chosen))
            try:
                package = distribution(wanted.name)
            except PackageNotFoundError:
                raise SystemExit(
                    f"{wanted.name} is not installed: pip install -e '.[dev]'"
                ) from None
            if name not in given:
                given.add(name)
                yield package
            todo += [(Requirement(line), chosen) for line in package.requires or ()]


def _applies(wanted: Requirement, extra: str) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": extra})


def licence_of(package: Distribution) -> str:
    """The licence in the words of the package's metadata, as SPDX names it where it can be."""
    about = package.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    kinds = [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    if kinds:
        return " OR ".join(_NAMES.get(kind, kind) for kind in kinds)
    stated = str(about["License"]) if "License" in about else ""
    said = (stated or _first_line(package) or "not said").strip().split("\n")[0]
    return _NAMES.get(said, said)


def _first_line(package: Distribution) -> str | None:
    """The title of the licence that lies in the package."""
    for file in package.files or ():
        if file.name.upper().startswith(("LICENSE", "LICENCE")):
            return file.read_text("utf-8").strip().split("\n")[0]
    return None


if __name__ == "__main__":
    sys.exit(main())
