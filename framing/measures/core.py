"""Which columns are core: the measures a paper would report, and the default of a feature table.

The others are of style and grammar: the classifier lives on them, `--columns all` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from framing.errors import UsageError

CORE, ALL = "core", "all"

# Each pattern with the reason why a paper on framing would not report such a column.
_STYLE = (
    (r"text_(grammar|construction|opening)_", "grammar"),
    (r"text_register_", "rates of function words"),
    (r"text_(short|long)_sentences_|text_sentence_spread_|text_first_sentence_", "sentence rhythm"),
    (
        r"text_(letters|short_words|middle_words|longest_words|nominalisations|single_names)",
        "words",
    ),
    (r"quote_(cue_first|cue_inverted|cue_present|no_cue|cue_variety)_", "house style"),
    (
        r"quote_(said|told|according|described|pronoun|surname|fragment|long)_",
        "house style",
    ),
    (r"quote_(direct_length|position|content_words)_|quote_(nested|sourceless)_count", "layout"),
    (r"quote_[a-z0-9_]+?_(neutral|endorse|conflict|directive|refusal)_share", "few quotes a cell"),
    (r"hedge_source_(?!per_1k|uncertain)", "categories inside what sources say"),
    (r"wording_frame_", "rates of words; the family frame_ says which frame is present"),
    (r"wording_loaded_(?!per_1k|balance|sentences|strength|negated)", "kinds of loaded words"),
    (r"wording_(regime|daesh|terrorists|rebels|so_called)_share", "names of one war"),
    (r"wording_(?!naming)[a-z0-9_]+_(names_count|blame_share)", "names of one referent"),
    (
        r"wording_(factive|assertive|implicative|first_person|superlatives)_",
        "commitment",
    ),
    (r"wording_(flesch_kincaid_index|long_words_share)", "near-duplicates of wording_flesch_ease"),
)
_STYLE_RULES = tuple(re.compile(pattern) for pattern, _ in _STYLE)


def is_core(column: str) -> bool:
    """Whether a column is one of the default table.

    >>> is_core("quote_anonymous_share"), is_core("text_grammar_names_per_1k_words")
    (True, False)
    """
    return not any(rule.match(column) for rule in _STYLE_RULES)


def choose_columns(names: Sequence[str], wanted: str) -> list[str]:
    """The columns asked for, in the order of the table.

    `wanted` is "core", "all", or patterns with commas between them ("hedge_*,quote_*"). Raises
    `UsageError` for a pattern that fits no column.
    """
    if wanted == ALL:
        return list(names)
    chosen: set[str] = set()
    for pattern in filter(None, map(str.strip, wanted.split(","))):
        fitting = [n for n in names if (is_core(n) if pattern == CORE else fnmatchcase(n, pattern))]
        if not fitting:
            raise UsageError(
                f"--columns {pattern}: fits no column; expected core, all, or patterns such as "
                "'quote_*,hedge_*' (framing codebook lists all columns)"
            )
        chosen.update(fitting)
    if not chosen:
        raise UsageError("--columns: names no column; expected core, all, or patterns")
    return [name for name in names if name in chosen]
