"""Labels of the sequence model of attributions."""

LABELS = (
    "O",
    "B-content<",
    "I-content<",
    "B-content>",
    "I-content>",
    "B-cue<",
    "I-cue<",
    "B-cue>",
    "I-cue>",
    "B-source",
    "I-source",
)
"""Roles; the arrow points to the cue of a content, and to the source of a cue."""

N_LABELS = len(LABELS)
