"""Token rules: where a stretch of text without white space is cut; cached once per stretch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Pieces = list[tuple[int, int]]

LONGEST_CHUNK = 400
"""Longer stretches are no words of a language: they are cut by a plain, linear rule."""

# Zero-width characters and the soft hyphen belong to the word they stand in, but not to its type.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f"
# `\w` misses combining marks; ranges of Latin, Hebrew, Arabic and Indic scripts.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_MARKS += "\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e"
_W = rf"[\w{_MARKS}{INVISIBLE}]"
_EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
_APOSTROPHE = "['’ʼ`´]"

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_PLAIN = re.compile(rf"{_W}{{1,200}}|(?P<c>[^\w\s])(?P=c){{0,199}}|\S")
_TOKEN = re.compile(
    rf"""
    (?P<web>(?:https?|ftp)://\S+ | www\.\w\S* | [\w.+-]+@\w[\w-]*(?:\.[\w-]+)+)
  | (?P<acronym>(?:[^\W\d_]\.){{2,}} | [A-Z][a-z]\.[A-Z]\.)
  | (?P<phone>\+?\d{{1,4}}(?:[-.]\d{{2,4}}){{1,3}}[-.]\d{{4}}(?!\d)
      | \d{{3}}-\d{{4}}(?!\d) | \d{{1,4}}-\d{{1,2}}-\d{{1,4}}(?!\d))
  | (?P<number>(?:(?<!\w)[+-])?(?>\d+(?:[.,:/]\d+)*)(?:st|nd|rd|th|s)?(?!{_W}) | [.]\d+(?!{_W}))
  | (?P<amount>(?>\d+(?:[.,:]\d+)*)
      (?=(?:[ap]\.?m|[ckm]?m|k[gm]|[kKmM]|bn|mln|ft|lbs?|mph|hrs?|GB|MB)\b))
  | (?P<handle>[@\#][^\W\d]{_W}* | (?<!\w)\#\d*)
  | (?P<word>{_W}+(?:(?: & | [.](?=\w)
      | (?<=[A-Za-z])['’](?!(?:s|S|re|ve|ll|d|m|t|RE|VE|LL|D|M|T)\b))\w{_W}*)*)
  | (?P<flag>[\U0001f1e6-\U0001f1ff]{{2}})
  | (?P<emoji>[{_EMOJI}](?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d[{_EMOJI}])*)
  | (?P<quote>''|``|’’|‘‘|,,(?=\w))
  | (?P<face>(?<!\S)[:;]-?[)(DP](?!\S))
  | (?P<run>\.{{2,}} | -{{2,}} | [!?]{{2,}} | << | >> | [—–]+
      | \*{{2,}} | _{{2,}} | ={{2,}} | ~{{2,}})
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_NOT = re.compile(rf"{_APOSTROPHE}t(?!\w)", re.IGNORECASE)
_CLITIC = re.compile(rf"{_APOSTROPHE}(?:s|re|ve|ll|d|m)(?!\w)", re.IGNORECASE)
_DECADE = re.compile(rf"{_APOSTROPHE}\d\ds?(?!\w)")
_CLIPPED = re.compile(rf"{_APOSTROPHE}\w+")
_GLUED = re.compile(r"(?<=[a-z]{2})\.(?=[A-Z][a-z])")
_WEB_END = ".,;:!?'\"”’)]}>"


@dataclass(frozen=True, slots=True)
class SplitRules:
    """What the rules know by heart, learned in training: see the model card.

    `abbreviations` are lower-case and keep their period; `prefixes` keep their hyphen
    ("non-", "re-"); `contractions` maps a lower-case word to where it is cut ("cannot": 3);
    `clipped` are words that begin with an apostrophe ("'em").
    """

    abbreviations: Collection[str] = field(default_factory=frozenset)
    prefixes: Collection[str] = field(default_factory=frozenset)
    contractions: Mapping[str, int] = field(default_factory=dict)
    clipped: Collection[str] = field(default_factory=frozenset)

    def split(self, chunk: str) -> Pieces:
        """Where the tokens of a chunk begin and end, in order, without overlap.

        >>> chunk = "U.S.-led"
        >>> [chunk[a:b] for a, b in SplitRules().split(chunk)]
        ['U.S.', '-', 'led']
        """
        if chunk.isalpha():
            return self._word(chunk, 0, len(chunk))
        if len(chunk) > LONGEST_CHUNK:
            return [m.span() for m in _PLAIN.finditer(chunk)]
        pieces: Pieces = []
        at = 0
        while at < len(chunk):
            match = _TOKEN.match(chunk, at)
            assert match is not None  # the last alternative takes any character
            at = self._take(match, chunk, pieces)
        return pieces

    def _take(self, match: re.Match[str], chunk: str, pieces: Pieces) -> int:
        kind, (start, stop) = match.lastgroup, match.span()
        if kind == "web":
            stop = start + max(1, len(match[0].rstrip(_WEB_END)))
        elif kind == "word":
            return self._take_word(chunk, start, stop, pieces)
        elif kind == "other" and chunk[start] in "'’`":
            stop = self._apostrophe(chunk, start, pieces)
        pieces.append((start, stop))
        return stop

    def _take_word(self, chunk: str, start: int, stop: int, pieces: Pieces) -> int:
        stop = self._unglue(chunk, start, stop)
        word, after = chunk[start:stop], chunk[stop : stop + 1]
        if after == "." and self._keeps_period(word):
            pieces.append((start, stop + 1))
            return stop + 1
        if after == "-":
            stop = self._prefixed(chunk, stop, word) or stop
        elif after and word[-1] in "nN" and _NOT.match(chunk, stop):
            stop -= len(word) > 1  # "do|n't"; a bare "n't" is one token
            pieces.extend([(start, stop)] if len(word) > 1 else [])
            start, stop = stop if len(word) > 1 else start, stop + 2 + (len(word) > 1)
            pieces.append((start, stop))
            return stop
        pieces.extend(self._word(chunk[start:stop], start, stop))
        return stop

    def _unglue(self, chunk: str, start: int, stop: int) -> int:
        """A lost space ("said.The", "Mr.Smith") ends the word before it, as scrapers need."""
        period = chunk.find(".", start, stop)
        if period < 0:
            return stop
        if chunk[start : period + 1].lower() in self.abbreviations:
            return period
        glued = _GLUED.search(chunk, start, stop)
        return glued.start() if glued else stop

    def _keeps_period(self, word: str) -> bool:
        if len(word) == 1 and word.isalpha():  # an initial; "I." ends a sentence
            return word.isupper() and word != "I"
        return word.lower() + "." in self.abbreviations

    def _prefixed(self, chunk: str, stop: int, word: str) -> int:
        if word.lower() + "-" not in self.prefixes or chunk[stop + 1 : stop + 2] == "-":
            return 0
        rest = _TOKEN.match(chunk, stop + 1)
        return rest.end() if rest is not None and rest.lastgroup == "word" else 0

    def _apostrophe(self, chunk: str, start: int, pieces: Pieces) -> int:
        """A clitic ('s), a decade ('90s), a word cut short ('em), or a mark alone."""
        clitic = _CLITIC.match(chunk, start)
        if clitic and (pieces or clitic.end() == len(chunk)):
            return clitic.end()
        short = _DECADE.match(chunk, start) or _CLIPPED.match(chunk, start)
        if short and not (pieces and chunk[start - 1].isalnum()):
            plain = "'" + short[0][1:].lower()
            if plain[1].isdigit() or plain in self.clipped:
                return short.end()
        return start + 1

    def _word(self, word: str, start: int, stop: int) -> Pieces:
        cut = self.contractions.get(word.lower(), 0)
        if cut:
            return [(start, start + cut), (start + cut, stop)]
        return [(start, stop)]


def type_of(token: str) -> str:
    """The word type of a token: composed, nothing invisible; it may be empty."""
    if token.isascii():
        return token
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", token))
