"""The methods paragraph of a paper, written from the record of the run, and what to cite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing.lists.actors import known_actors
from framing.lists.word_lists import word_lists
from framing.tables.record import Record

_WORKS = {
    "framing": """@software{framing,
  title = {framing: measures how news outlets frame a story},
  version = {%s},
  note = {Python package}
}""",
    "monroe2008": """@article{monroe2008,
  author = {Monroe, Burt L. and Colaresi, Michael P. and Quinn, Kevin M.},
  title = {Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of
           Political Conflict},
  journal = {Political Analysis}, volume = {16}, number = {4}, pages = {372--403}, year = {2008}
}""",
    "benjamini1995": """@article{benjamini1995,
  author = {Benjamini, Yoav and Hochberg, Yosef},
  title = {Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple
           Testing},
  journal = {Journal of the Royal Statistical Society: Series B}, volume = {57}, number = {1},
  pages = {289--300}, year = {1995}
}""",
    "smyth2004": """@article{smyth2004,
  author = {Smyth, Gordon K.},
  title = {Linear Models and Empirical Bayes Methods for Assessing Differential Expression in
           Microarray Experiments},
  journal = {Statistical Applications in Genetics and Molecular Biology}, volume = {3},
  number = {1}, year = {2004}
}""",
    "wang2020": """@inproceedings{wang2020,
  author = {Wang, Wenhui and Wei, Furu and Dong, Li and Bao, Hangbo and Yang, Nan and Zhou, Ming},
  title = {MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained
           Transformers},
  booktitle = {Advances in Neural Information Processing Systems}, volume = {33}, year = {2020}
}""",
}


def methods_paragraph(record: Record) -> str:
    """What was done, in sentences a methods section can take as they are."""
    measured = record.get("made_from") or record
    sentences = [
        f"Articles were measured with framing {measured['framing']} (language core "
        f"{measured['language_core']}, Python {measured['python']}), which reads each article once "
        "and computes every number from character spans of its unchanged text.",
        _focus(measured),
        _lists(measured),
        f"The corpus ({', '.join(map(str, measured['corpus']))}) has the fingerprint "
        f"{measured['corpus_fingerprint']}.",
    ]
    if record.get("options", {}).get("compare"):
        sentences.append(_comparison(record["options"]["compare"]))
    if record.get("options", {}).get("words"):
        sentences.append(
            "Preferred words were found by weighted log-odds with an informative Dirichlet prior "
            "(Monroe, Colaresi and Quinn 2008) in the outlets' own voice; intervals and q values "
            "rest on a jackknife over stories, its variances moderated over terms (Smyth 2004)."
        )
    if record is measured:
        sentences.append(f"The command was `{record['command']}`.")
    else:
        sentences.append(
            f"The articles were measured with `{measured['command']}`, the results made with "
            f"`{record['command']}`."
        )
    return " ".join(filter(None, sentences))


def _focus(record: Record) -> str:
    options = record.get("options", {}).get("reading") or {}
    dyad = options.get("dyad", ["USA", "RUS"])
    names = known_actors(word_lists())
    named = [names[side].name if side in names else side for side in dyad or ()]
    sides = "all pairs of states" if dyad is None else " and ".join(named)
    sought = f"Statements that bind two sides were sought for {sides}."
    if not options.get("accurate"):
        return sought
    return (
        f"{sought} Attributions and statements were read by two small encoders too (MiniLM, Wang "
        "et al. 2020, trained further on labelled news; option --accurate)."
    )


def _lists(record: Record) -> str:
    versions = sorted({f"{name} {number}" for name, number in record["lists"].items()})
    own = record.get("own_lists")
    added = f", with own additions from {own}" if own else ""
    return f"Word lists: {', '.join(versions)} (fingerprint {record['lists_fingerprint']}){added}."


def _comparison(options: Mapping[str, Any]) -> str:
    percent = f"{100 * float(options['confidence']):g} %"
    return (
        f"Outlets were compared feature by feature where {options['min_articles']} articles or "
        f"more hold a value; {percent} intervals come from a studentised bootstrap over stories "
        f"({options['resamples']} samples, seed {options['seed']}), p values from permutations of "
        "labels, and q values control the false discovery rate over all tests (Benjamini and "
        "Hochberg 1995)."
    )


def bibliography(record: Record) -> str:
    """BibTeX of the package and of the methods that the run used."""
    options = record.get("options", {})
    keys = ["framing"]
    keys += ["benjamini1995"] if options.get("compare") or options.get("words") else []
    keys += ["monroe2008", "smyth2004"] if options.get("words") else []
    measured = record.get("made_from") or record
    reading = measured.get("options", {}).get("reading") or {}
    keys += ["wang2020"] if reading.get("accurate") else []
    version = measured["framing"]
    return "\n\n".join(_WORKS[key].replace("%s", version) for key in keys)
