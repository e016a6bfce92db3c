"""Hand codes on one's own corpus: sheets to code, error rates, corrected estimates."""

from framing.validate.agreement import agreement
from framing.validate.coded import Coded
from framing.validate.correct import correct, corrected_counts
from framing.validate.draw import Sample, draw
from framing.validate.frame import read_units, table_units
from framing.validate.questions import Question, question_of, questions
from framing.validate.score import Score, score
from framing.validate.sheet import read_answers, read_key, write_key, write_sheet

__all__ = [
    "Coded",
    "Question",
    "Sample",
    "Score",
    "agreement",
    "correct",
    "corrected_counts",
    "draw",
    "question_of",
    "questions",
    "read_answers",
    "read_key",
    "read_units",
    "score",
    "table_units",
    "write_key",
    "write_sheet",
]
