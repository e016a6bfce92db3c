"""Which columns are core: the measures a paper would report, and the default of a feature table.

The others are of style and grammar: the classifier lives on them, `--columns all` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase

from framing.errors import UsageError
from framing.layers.frames.names import FRAMES
from framing.layers.frames.names import is_core as frame_is_core

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
    (
        r"(actor|quote)_entropy_index|actor_(names_concentration|pointed|metonym)_",
        "near-duplicates",
    ),
    (r"(quote|actor|hedge)_([a-z0-9_]+_)?lead_|quote_[a-z0-9_]+_first_count", "one paragraph"),
    (r"relation_(weight|headline_gap|news_balance)_index", "near-duplicates of the balances"),
    (r"relation_(dated|appeals|directed)_count|relation_(background|hedged)_share", "rare"),
    (r"wording_([a-z0-9]+_)?cooperative_|wording_nominalised_violence_", "rare acts"),
    (r"frame_(outlet|source|headline|lead)_", "parts of an article hold few sentences"),
    (r"frame_[a-z0-9_]+_(hero|villain|victim)_share", "roles are experimental, see their card"),
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
    """Whether a column is one of the default table; a frame marked experimental is none.

    >>> is_core("quote_anonymous_share"), is_core("text_grammar_names_per_1k_words")
    (True, False)
    """
    frame = next((name for name in FRAMES if column.startswith(f"frame_{name}_")), None)
    if frame is not None and not frame_is_core(frame):
        return False
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
