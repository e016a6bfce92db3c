"""Sets the examples of docstrings in code blocks: Markdown would read `>>>` as a quotation."""

from __future__ import annotations

import re
from typing import Any

import griffe

_EXAMPLE = re.compile(r"^>>> .*(?:\n(?!\n).*)*(?:\n\n>>> .*(?:\n(?!\n).*)*)*", re.M)


class FenceDoctests(griffe.Extension):
    """Puts each run of examples, with what they print, between fences."""

    def on_object(self, *, obj: griffe.Object, **more: Any) -> None:
        """Called for each object once its docstring is read."""
        if obj.docstring:
            obj.docstring.value = _EXAMPLE.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)
