"""Tables in LaTeX: any text as text, and a LaTeX program sets each of them within the page.

Compiling needs pdflatex and lualatex (Debian: texlive-latex-recommended, texlive-luatex) and DejaVu
Sans (fonts-dejavu-core); without them the tests of the escaping run and the others say what they
left out.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.cli.main import main
from framing.tables.evidence import paper_view
from framing.tables.latex import escape, latex_table
from framing.tables.publish import publish

MARKS = "a & b % $5 #1 _x_ {y} ~ ^ \\cmd \\\\ \"q\" 'q' ''q'' ``q`` -- --- << >> ?` !` | <b>"
HOSTILE = [
    *(
        MARKS,
        "[bracket] first",
        "*star first",
        "[1pt]",
        "%",
        "\\",
        "{",
        "",
        "end \\",
        "50%\\% done",
    ),
    "é ü ß Ł ø č ş ğ İ ő « » „x“ … — – ’ € ½ × → ™ †",
    "nbsp\u00a0here zero\u200bwidth soft\u00adhyphen \ufeff\u2060 x\ufffdy \x85",
    f"https://example.org/a/very/long/path/with_underscores/{'x' * 80}",
]
SCRIPTS = ["الجزيرة", "Правда", "Ελευθερία", "Herald"]


def _kinds() -> dict[str, pd.DataFrame]:
    """Tables of each shape: few and many rows, narrow and wide, long cells, nothing at all."""
    names = pd.DataFrame({"outlet_%": HOSTILE, "estimate": np.linspace(-12345.6, 1e-4, 13)})
    outlets = [f"The Independent Gazette {number}" for number in range(20)]
    counts = np.arange(400).reshape(20, 20)
    return {
        "short": pd.DataFrame({"outlet_%": [name[:12] for name in HOSTILE], "n": range(13)}),
        "names": names,
        "many rows": pd.concat([names] * 12),
        "many short rows": pd.DataFrame({"outlet": ["Herald"] * 90, "n": range(90)}),
        "wide": pd.DataFrame({f"column_{k}": [one[:20] for one in HOSTILE] for k in range(12)}),
        "confusion": pd.DataFrame(counts, columns=outlets).assign(outlet=outlets),
        "long cells": pd.DataFrame({"outlet": ["Herald"] * 3, "words": ["some words " * 90] * 3}),
        "no rows": names.iloc[:0],
        "no columns": pd.DataFrame(),
    }


def _compile(program: str, preamble: str, table: Path) -> str:
    """What the program says of a document of nothing but the table."""
    text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\nText.\n"
    page = table.with_name("document.tex")
    page.write_text(f"{text}\\input{{{table.name}}}\n\\end{{document}}\n", "utf-8")
    words = [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", page.name]
    ran = subprocess.run(words, cwd=table.parent, capture_output=True, timeout=120)
    told = page.with_suffix(".log").read_text("utf-8", "replace")
    assert ran.returncode == 0, "\n".join(re.findall(r"^!.*", told, re.MULTILINE)) or told[-2000:]
    return told


def _preamble(table: Path) -> str:
    """What the table says that it needs."""
    (needs,) = re.findall(r"^% needs (.*)$", table.read_text("utf-8"), re.MULTILINE) or [""]
    return str(needs).replace(", \\usepackage", "\\usepackage")


pdflatex = pytest.mark.skipif(
    shutil.which("pdflatex") is None,
    reason="left out: compiling tables. No pdflatex: apt-get install texlive-latex-recommended",
)
lualatex = pytest.mark.skipif(
    shutil.which("lualatex") is None or shutil.which("fc-list") is None,
    reason="left out: compiling tables in other scripts. No lualatex and fontconfig: "
    "apt-get install texlive-luatex fontconfig fonts-dejavu-core",
)


@pdflatex
@pytest.mark.parametrize("kind", _kinds())
def test_a_table_is_set_within_the_page(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "table.tex"
    publish(str(target), _kinds()[kind], text=[], caption=f"{MARKS} ({kind})", record={"a": "%\n$"})
    told = _compile("pdflatex", _preamble(target), target)
    assert not re.findall(r"Overfull .hbox|too large", told)


@pdflatex
def test_what_the_commands_write_is_set_within_the_page(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    articles = [
        {"id": str(k), "outlet": name, "text": f"The {word} talks went on. They may end, it said."}
        for k, (name, word) in enumerate([("A & B_#1", "long"), (MARKS, "short")] * 3)
    ]
    corpus.write_text("".join(f"{json.dumps(one)}\n" for one in articles), "utf-8")
    calls = {
        "codebook": [],
        "evidence": ["quote_anonymous_share", "seeds/articles"],
        "words": [str(corpus)],
        "compare": ["seeds/tables/fakes_features.parquet", "--features", "hedge_outlet*"],
    }
    for command, words in calls.items():
        target = tmp_path / f"{command}.tex"
        assert main([command, *words, "-o", str(target)]) == 0
        assert "Overfull \\hbox" not in _compile("pdflatex", _preamble(target), target)


@lualatex
def test_names_in_other_scripts_are_set_by_lualatex(tmp_path: Path) -> None:
    target = tmp_path / "table.tex"
    publish(str(target), pd.DataFrame({"outlet": SCRIPTS}), text=["outlet"], caption=SCRIPTS[0])
    lines = target.read_text("utf-8").splitlines()
    for_lua = "".join(line.removeprefix("% ").split(" or ")[0] for line in lines if "babel" in line)
    font = next(line for line in lines if "setmainfont" in line)
    preamble = _preamble(target).replace("\\usepackage[T1]{fontenc}", for_lua)
    told = _compile("lualatex", preamble + font.removeprefix("% ").split(" or ")[0], target)
    assert "Missing character" not in told


def test_only_letters_that_pdflatex_lacks_ask_for_another_program() -> None:
    def asks(text: str) -> bool:
        return "LuaLaTeX" in latex_table(["outlet"], [[text]], [False], "")

    assert [asks(name) for name in SCRIPTS] == [True, True, True, False]
    assert not any(asks(text) for text in HOSTILE)
    assert asks("Ħal")


def test_every_mark_of_latex_is_text() -> None:
    assert escape("&%$#{}") == r"\&\%\$\#\{\}"
    assert escape("~^\\|") == r"\textasciitilde{}\textasciicircum{}\textbackslash{}\textbar{}"
    assert escape("<− >") == "$<$$-$ $>$"
    assert escape("--- ''") == r"-{}-{}- '{}'"
    assert escape('"`') == r"{\char34}\textasciigrave{}"


@pytest.mark.parametrize("first", ["[1pt]", "*"])
def test_a_cell_is_no_option_of_the_line_above(first: str) -> None:
    table = latex_table(["outlet", "n"], [[first, "1"]], [False, True], "")
    assert f"\n{{}}{first} & 1 \\\\\n" in table


def test_a_long_name_can_be_broken_and_a_long_table_goes_over_pages() -> None:
    assert escape("x" * 30).count("\\allowbreak{}") == 3
    assert "\\begin{longtable}" in latex_table(["n"], [["1"]] * 41, [True], "")
    assert "\\begin{table}" in latex_table(["n"], [["1"]] * 40, [True], "")


def test_evidence_to_read_has_the_words_and_no_empty_column() -> None:
    from framing.tables.evidence import COLUMNS

    row = dict.fromkeys(COLUMNS) | {"article_id": "a", "match": "said", "outlet": "", "start": 3}
    assert list(paper_view(pd.DataFrame([row]))) == ["article_id", "match"]
