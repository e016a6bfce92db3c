"""Negation and degree before a loaded word, and words that show the writer."""

from __future__ import annotations

from framing.layers.batch import Batch

_WINDOW = 3  # words before a loaded word in which a negation or a degree word still governs it
_STEP = 0.15  # what a degree word adds to or takes from a strength between 0 and 1
_DAMPED = 0.74  # a negated evaluation is weaker than its opposite (Hutto and Gilbert 2014)


class Tone:
    """Rows of negators, degree words, first persons and stative participles of a batch."""

    def __init__(self, batch: Batch) -> None:
        self._sentence = batch.tokens.sentence
        lexicon, matches = batch.find("tone")
        self._shifts: dict[int, str] = {}
        self.first_person: list[int] = []
        self.statives: set[int] = set()
        for first, last, number in matches.rows():
            kind = lexicon.terms[number].category
            if kind == "first_person":
                self.first_person.append(first)
            elif kind == "stative":
                self.statives.add(last)
            else:
                self._shifts[last] = kind

    def shift(self, row: int, polarity: int, strength: float) -> tuple[int, float, bool]:
        """Polarity, strength and whether it is negated, of a loaded word at a row."""
        before = [
            self._shifts.get(place, "")
            for place in range(max(0, row - _WINDOW), row)
            if self._sentence[place] == self._sentence[row]
        ]
        degree = before[-1] if before else ""
        strength += _STEP * ((degree == "intensifier") - (degree == "diminisher"))
        negated = before.count("negator") % 2 == 1
        if negated:
            polarity, strength = -polarity, strength * _DAMPED
        return polarity, round(min(1.0, max(0.05, strength)), 3), negated
