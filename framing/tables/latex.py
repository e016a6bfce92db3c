r"""A table in LaTeX: any text as text, long tables over pages, wide ones broken to fit the page.

What fits a line of 66 letters stands in a `table`; the rest in a `longtable`, in smaller letters,
on a page on its side where that is not enough, the longest columns in lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

Rows = Sequence[Sequence[str]]


class _Page(NamedTuple):
    """Room on a page of `article`: points of a line, of an em, of half the gap between columns."""

    size: str
    sideways: bool
    line: int
    em: float
    half_gap: int

    def room(self, columns: int) -> float:
        """Letters that stand in a line of so many columns."""
        return (self.line - 2 * self.half_gap * columns) / (self.em * _LETTER)


_LETTER = 0.52
"""Ems of a letter of Computer Modern, capitals among them."""
_PAGES = (
    _Page("\\footnotesize", False, 345, 8.5, 3),
    _Page("\\footnotesize", True, 550, 8.5, 3),
    _Page("\\scriptsize", True, 550, 7.97, 2),
    _Page("\\tiny", True, 550, 6.81, 1),
)
_LINE = 66
_FLOAT_LINES = 40
"""Lines of a table that still has room on a page with its caption."""
_UNBROKEN = 24
"""Letters of a word that is longer than any line should be made for: it is broken anywhere."""


class _Layout(NamedTuple):
    """How a wide table is fitted: its page, heads of numbers upright, letters of each column."""

    page: _Page
    upright: bool
    widths: list[int]


def latex_table(heads: Sequence[str], cells: Rows, numeric: Sequence[bool], caption: str) -> str:
    r"""The table, and in comments above it what the preamble has to load.

    >>> print(latex_table(["outlet", "n"], [["A & B", "1"]], [False, True], "50 %"))
    % needs \usepackage[T1]{fontenc}, \usepackage{booktabs}
    \begin{table}[t]
    \centering
    \caption{50 \%}
    \begin{tabular}{lr}
    \toprule
    outlet & n \\
    \midrule
    A \& B & 1 \\
    \bottomrule
    \end{tabular}
    \end{table}
    <BLANKLINE>
    """
    if not heads:
        return "% the table is empty\n"
    natural = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    wide = sum(natural) + 2.4 * len(natural) > _LINE
    if not wide and len(cells) <= _FLOAT_LINES:
        return _needs(["booktabs"], heads, cells, caption) + _float(heads, cells, numeric, caption)
    layout = _fit(heads, cells, numeric) if wide else None
    packages = ["booktabs", "longtable", *(_packages(layout) if layout else [])]
    body = _long(heads, cells, numeric, caption, layout)
    return _needs(packages, heads, cells, caption) + body


def _needs(packages: Sequence[str], heads: Sequence[str], cells: Rows, caption: str) -> str:
    words = f"% needs \\usepackage[T1]{{fontenc}}, \\usepackage{{{','.join(packages)}}}\n"
    if _beyond_pdflatex("".join([*heads, caption, *map("".join, cells)])):
        words += (
            "% It holds letters that pdfLaTeX has not. For LuaLaTeX, in the place of fontenc:\n"
            "% \\usepackage[english,bidi=basic]{babel}\\usepackage{fontspec}\n"
            "% \\setmainfont{DejaVu Sans} or another font that has them\n"
        )
    return words


def _float(heads: Sequence[str], cells: Rows, numeric: Sequence[bool], caption: str) -> str:
    sides = "".join("r" if number else "l" for number in numeric)
    lines = ["\\begin{table}[t]", "\\centering"]
    lines += [f"\\caption{{{escape(caption)}}}"] if caption else []
    lines += [f"\\begin{{tabular}}{{{sides}}}", "\\toprule", _row(heads), "\\midrule"]
    lines += [_row(row) for row in cells]
    return "\n".join([*lines, "\\bottomrule", "\\end{tabular}", "\\end{table}", ""])


def _packages(layout: _Layout) -> list[str]:
    sideways = ["pdflscape"] if layout.page.sideways else []
    return ["array", *sideways, *(["graphicx"] if layout.upright else [])]


def _long(
    heads: Sequence[str],
    cells: Rows,
    numeric: Sequence[bool],
    caption: str,
    layout: _Layout | None,
) -> str:
    upright = [number and layout is not None and layout.upright for number in numeric]
    titles = " & ".join(map(_head, heads, upright))
    top = ["\\toprule", f"{titles} \\\\", "\\midrule"]
    lines = [f"\\begin{{longtable}}{{{''.join(_sides(numeric, layout))}}}"]
    lines += [f"\\caption{{{escape(caption)}}} \\\\"] if caption else []
    lines += [*top, "\\endfirsthead", *top, "\\endhead", "\\bottomrule", "\\endfoot"]
    apart = " \\addlinespace[2pt]" if layout else ""  # rows of several lines are told apart
    lines += [f"{_row(row)}{apart}" for row in cells]
    lines += ["\\end{longtable}"]
    if layout:
        gap = f"\\setlength{{\\tabcolsep}}{{{layout.page.half_gap}pt}}"
        lines = [f"{{{layout.page.size}{gap}", *lines, "}"]
        if layout.page.sideways:
            lines = ["\\begin{landscape}", *lines, "\\end{landscape}"]
    return "\n".join([*lines, ""])


def _sides(numeric: Sequence[bool], layout: _Layout | None) -> list[str]:
    if not layout:
        return ["r" if number else "l" for number in numeric]
    return [
        f">{{\\ragged{'left' if number else 'right'}\\arraybackslash}}p{{{width * _LETTER:.2f}em}}"
        for number, width in zip(numeric, layout.widths, strict=True)
    ]


def _head(name: str, upright: bool) -> str:
    return f"\\rotatebox{{90}}{{{escape(name)}}}" if upright else escape(name)


def _row(cells: Sequence[str]) -> str:
    """A line of the table; what begins with a bracket or a star is no option of the line above."""
    line = " & ".join(map(escape, cells))
    return f"{'{}' if line.startswith(('[', '*')) else ''}{line} \\\\"


def _fit(heads: Sequence[str], cells: Rows, numeric: Sequence[bool]) -> _Layout:
    """The largest letters and the fewest turns with which every word has room."""
    for upright in (False, True):
        columns = [
            column if upright and number else (name, *column)
            for name, number, column in zip(
                heads, numeric, _columns(cells, len(heads)), strict=True
            )
        ]
        natural = [max(map(len, column), default=1) or 1 for column in columns]
        least = [max(map(_longest_word, column), default=1) or 1 for column in columns]
        for page in _PAGES:
            room = page.room(len(heads))
            if sum(least) <= room:
                return _Layout(page, upright, _shared(natural, least, room))
    return _Layout(page, upright, least)  # it stands over the edge, but holds all


def _columns(cells: Rows, count: int) -> list[tuple[str, ...]]:
    return list(zip(*cells, strict=True)) if cells else [()] * count


def _longest_word(text: str) -> int:
    words = re.split(r"(?<=[_/-])|\s", text)
    return max((min(len(word), _UNBROKEN) for word in words), default=0)


def _shared(natural: Sequence[int], least: Sequence[int], room: float) -> list[int]:
    """Widths that fill the room: short columns whole, the long ones as wide as one another."""
    widths = list(natural)
    for most in range(max(natural), 0, -1):
        widths = [max(low, min(whole, most)) for whole, low in zip(natural, least, strict=True)]
        if sum(widths) <= room:
            break
    return widths


_MARKS = {
    **{mark: f"\\{mark}" for mark in "&%$#{}"},
    **{"_": "\\_\\allowbreak{}", "/": "/\\allowbreak{}", "\ufffd": "?"},
    **{"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"},
    **{"|": "\\textbar{}", "`": "\\textasciigrave{}", '"': "{\\char34}"},
    **{"−": "$-$", "<": "$<$", ">": "$>$", "≥": "$\\geq$", "≤": "$\\leq$", "≈": "$\\approx$"},
    **dict.fromkeys(map(chr, range(0x7F, 0xA0)), "?"),
    **dict.fromkeys("\xad\u200b\u200e\u200f\u2060\ufeff", ""),  # nothing to see
}
_LIGATURE = re.compile(r"([-',])(?=\1)")


def escape(text: str) -> str:
    r"""Text that LaTeX sets as it stands, with places where a long name may be broken.

    >>> print(escape("a_b & 50 % -- {x} [y]"))
    a\_\allowbreak{}b \& 50 \% -{}- \{x\} [y]
    """
    words = re.split(r"(\s)", text)
    return "".join(
        _LIGATURE.sub(r"\1{}", "\\allowbreak{}".join(_pieces(word))) if word else ""
        for word in words
    )


def _pieces(word: str) -> list[str]:
    step = 8 if _longest_word(word) >= _UNBROKEN else max(1, len(word))
    cut = [word[start : start + step] for start in range(0, len(word), step)]
    return ["".join(_MARKS.get(mark, mark) for mark in piece) for piece in cut]


_LACKED = "ĦħĸĿŀŉŦŧſ"
_KNOWN = (
    frozenset("–—‘’‚“”„†‡•…‰‹›€™←↑→↓").union(_MARKS, map(chr, range(0x180))).difference(_LACKED)
)


def _beyond_pdflatex(text: str) -> bool:
    """Whether pdfLaTeX lacks a letter: those of Latin and common marks it has in T1."""
    return not _KNOWN.issuperset(text)
