"""The coding sheet as one page that works offline: code with the keyboard, save a CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.validate.draw import Drawn, Sample


def page_of(sample: Sample, units: Sequence[Drawn], answers: Mapping[str, str], name: str) -> str:
    """The page as text: units, question and rule, and nothing of what the detector said."""
    question = sample.question
    data = {
        "name": name,
        "layer": question.layer,
        "unit": question.unit,
        "question": question.question,
        "sides": sample.sides,
        "rule": question.rule,
        "answers": [{"key": key, "means": means} for key, means in question.answers],
        "units": [
            {
                "id": unit.unit_id,
                "before": unit.before,
                "text": unit.text,
                "after": unit.after,
                "answer": answers.get(unit.unit_id, ""),
            }
            for unit in units
        ],
    }
    # "<" is written as an escape, so that no text can end the script.
    inside = json.dumps(data, ensure_ascii=True).replace("<", "\\u003c")
    template = (Path(__file__).parent / "page.html").read_text("utf-8")
    return template.replace("/*DATA*/null", inside, 1)
