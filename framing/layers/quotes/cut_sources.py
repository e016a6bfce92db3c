"""Sources that the model cut too long or too short, put right by commas and verbs beside them."""

from __future__ import annotations

from framing.layers.page import ArticleRows, Rows
from framing.layers.quotes.scene import Sources, Speaker, speaker_of

_OPENS = frozenset({"on", "in", "at", "to", "over", "with", "during"})
_OPENING = 4
"""Words up to a name that an opening phrase takes: "In a blow to President Roe, a judge said"."""
_IN_CLAUSE = frozenset({"of", "on", "in", "at", "over", "with", "during", "after", "for", "about"})
_FIXED = frozenset({"according", "head", "chairman", "president", "member", "because"})
_SUBJECT = frozenset({"NNS", "NNPS", "DT", "PRP", "CD"})
_FINITE = frozenset({"VBD", "VBZ", "MD"})
_DESCRIBED = 8
"""Words between a name's comma and what is left of its description; chosen."""
HE = frozenset({"he", "she"})


def without_clause(scene: Sources, rows: Rows) -> Rows:
    """The rows of who speaks alone, without what opens the sentence or runs on behind the verb."""
    return _before_verb(scene, _behind_clause(scene.page, _behind_place(scene.page, rows)))


def _behind_place(page: ArticleRows, rows: Rows) -> Rows:
    """The rows behind what opens the sentence: "On Capitol Hill, Secretary Jane Roe"."""
    first = rows[0]
    begin = page.sentence_rows(first)[0]
    if not 0 < first - begin <= _OPENING or page.words[first - 1] not in _OPENS:
        return rows
    if page.words[begin] not in _OPENS or "," not in page.words[first : rows[1] - 1]:
        return rows
    return page.words.index(",", first) + 1, rows[1]


def _behind_clause(page: ArticleRows, rows: Rows) -> Rows:
    """The rows behind the comma that ends what opens the sentence.

    Of "After a vote in the Senate, Republicans said" a source may be cut as "the Senate,
    Republicans". What tells more of a person stands between two commas.
    """
    first, stop = rows
    begin = page.sentence_rows(first)[0]
    inside = page.words[first - 1] in _IN_CLAUSE or page.tags[first - 1] == "VBG"
    if begin == first or not inside or not _FIXED.isdisjoint(page.words[first - 2 : first]):
        return rows
    commas = [row for row in range(first + 1, stop - 1) if page.words[row] == ","]
    closed = page.words[stop : stop + 1] in ([","], ["—"], ["("])
    if len(commas) != 1 or closed or page.words[stop - 1] == ",":
        return rows
    subject = page.tags[commas[0] + 1] in _SUBJECT
    return (commas[0] + 1, stop) if subject else rows


def _before_verb(scene: Sources, rows: Rows) -> Rows:
    """The rows of the person alone with whom a source begins that runs on behind a verb."""
    page = scene.page
    first, stop = rows
    end = first + (page.words[first] in HE)
    for name in scene.entities.within(first, first + 1):
        end = name.last + 1 if name.type == "person" else end
    runs_on = first < end < stop - 1 and page.tags[end] in _FINITE
    return (first, end) if runs_on and page.tags[end + 1] != "POS" else rows


def described(scene: Sources, rows: Rows) -> Speaker | None:
    """The person whose description a source is: of "Jane Roe, then the head of Doe, said" the head.

    It stands between commas, behind a name that no preposition leads to, with no verb between.
    """
    page = scene.page
    first, stop = rows
    if page.words[stop : stop + 1] != [","] or page.tags[first] not in {"DT", "NN", "JJ", "NNP"}:
        return None
    begin = page.sentence_rows(first)[0]
    comma = max((row for row in range(begin, first) if page.words[row] == ","), default=0)
    name = scene.entities.last_before(comma)
    if name is None or name.last != comma - 1 or name.type != "person" or name.form != "name":
        return None
    between = page.tags[comma + 1 : first]
    led = name.first > begin and page.tags[name.first - 1] in {"IN", "TO", "CC"}
    parted = len(between) > _DESCRIBED or any(tag in _FINITE or tag == "CC" for tag in between)
    if led or parted or page.quoted[first] != page.quoted[name.first]:
        return None
    return speaker_of(name, page.lists)
