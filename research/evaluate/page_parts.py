"""What a block of measured numbers is made of: lines of words, tables, scores."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 104
"""Characters of a line of the pages."""


def fill(words: str, width: int = WIDTH) -> str:
    """Words in lines that are no wider, as the pages are written.

    >>> fill("one two three", 8)
    'one two\\nthree\\n'
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines) + "\n"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: bool = False) -> str:
    """A table in Markdown; with `right`, numbers stand under one another."""
    rules = ["---", *("--:" if right else "---" for _ in heads[1:])]
    lines = [f"| {' | '.join(heads)} |", f"|{'|'.join(rules)}|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def three(value: float) -> str:
    """A score with three digits.

    >>> three(0.0269)
    '.027'
    """
    return f"{value:.3f}".removeprefix("0")


def short(value: float) -> str:
    """A score as the README writes it.

    >>> short(0.7047), short(0.9986)
    ('.70', '1.00')
    """
    return f"{value:.2f}".removeprefix("0")


def between(numbers: Sequence[float]) -> str:
    """An estimate with the ends of its interval.

    >>> between([0.88, 0.76, 0.97])
    '.88 (.76 to .97)'
    """
    value, low, high = map(short, numbers)
    return f"{value} ({low} to {high})"
