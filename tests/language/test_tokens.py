"""What `read_tokens` promises of any text."""

from __future__ import annotations

from framing.language import PENN_TAGS, read_tokens


def words(text: str) -> list[str]:
    tokens = read_tokens([text])
    return [text[a:b] for a, b in zip(tokens.start, tokens.stop, strict=True)]


def test_negation_is_a_token_of_its_own() -> None:
    assert words("Don’t go, he can't.") == ["Do", "n’t", "go", ",", "he", "ca", "n't", "."]


def test_break_ends_token_sentence_and_paragraph() -> None:
    tokens = read_tokens(["WASHINGTONThe talks failed."], [[10]])
    assert tokens.stop[0] == 10
    assert list(tokens.sentence[:2]) == [0, 1]
    assert list(tokens.paragraph[:2]) == [0, 1]


def test_passive_participle_is_tagged() -> None:
    tokens = read_tokens(["The bill was vetoed by the president."])
    assert [PENN_TAGS[tag] for tag in tokens.tag] == "DT NN VBD VBN IN DT NN .".split()
