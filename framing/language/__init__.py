"""The language core: texts to tokens, sentences, tags, lemmas, verb groups and noun chunks."""

from framing.language.chunks import Chunks, find_chunks
from framing.language.penn import PENN_TAGS, TAG_ID
from framing.language.subjects import Arguments, find_arguments
from framing.language.tokens import read_tokens, split_words
from framing.language.verbs import TENSES, VerbGroups, find_verb_groups
from framing.vocabulary import fold, folded_ids

LANGUAGE_VERSION = "1.2.0"
"""Changes whenever tokens, tags or anything built on them may change."""

__all__ = [
    "LANGUAGE_VERSION",
    "PENN_TAGS",
    "TAG_ID",
    "TENSES",
    "Arguments",
    "Chunks",
    "VerbGroups",
    "find_arguments",
    "find_chunks",
    "find_verb_groups",
    "fold",
    "folded_ids",
    "read_tokens",
    "split_words",
]
