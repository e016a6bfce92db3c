"""Pages from templates: every text escaped, one style, one small script, nothing from outside."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from framing.lists.actors import known_actors
from framing.lists.word_lists import word_lists
from framing.render.invisible import visible
from framing.tables.publish import cell_text


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("framing.render", "assets"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["cell"] = cell_text
    made.filters["safe_text"] = visible
    made.filters["side_name"] = side_name
    return made


def side_name(side: str) -> str:
    """A side as a reader says it: the name of the actor, or the id of one that no list knows.

    >>> side_name("RUS"), side_name("un")
    ('Russia', 'United Nations')
    """
    found = known_actors(word_lists()).get(side)
    return found.name if found else side


@cache
def asset(name: str) -> str:
    """A file of the assets as text."""
    return (files("framing.render") / "assets" / name).read_text("utf-8")


def render(template: str, **values: Any) -> str:
    """A page; style and script are put into it whole, and only that script may run."""
    script = asset("page.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(asset("page.css")),
            script=Markup(script),
            script_hash=f"sha256-{digest}",
            **values,
        )
    )
