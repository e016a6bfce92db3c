"""Who does what to whom, row by row."""

from __future__ import annotations

import pytest

from framing.language import read_tokens
from framing.language.clauses import AGENT, PATIENT, Clauses


@pytest.mark.parametrize(
    ("text", "agents", "patients"),
    [
        ("Russia attacked Ukraine.", {"Russia"}, {"Ukraine"}),
        ("Ukraine was attacked by Russia.", {"Russia"}, {"Ukraine"}),
        ("Russia and China sanctioned Japan.", {"Russia", "China"}, {"Japan"}),
        ("It rained in Moscow.", {"It"}, set()),
    ],
)
def test_roles_follow_the_clause_not_the_order(
    text: str, agents: set[str], patients: set[str]
) -> None:
    tokens = read_tokens([text])
    roles = Clauses(tokens).roles
    words = [text[a:b] for a, b in zip(tokens.start, tokens.stop, strict=True)]
    named = {w for w in words if w[0].isupper()}
    assert {w for w, role in zip(words, roles, strict=True) if role == AGENT} & named == agents
    assert {w for w, role in zip(words, roles, strict=True) if role == PATIENT} & named == patients
