"""A small corpus of fictional outlets that write differently, for the classifier's tests."""

from __future__ import annotations

import random

from framing.types import Article

_PLAIN = (
    "Officials said the talks will go on.",
    "The minister said that the two sides agreed on a plan.",
    "A spokesman told reporters the deal was signed.",
    "The ministry announced new measures on trade.",
)
_HEDGED = (
    "It may perhaps be that the talks could fail.",
    "Unnamed sources reportedly claimed the plan might collapse.",
    "Some observers think the deal possibly hides something.",
    "It seems the so-called measures would probably change little.",
)
_LOUD = (
    "This is a shameful and outrageous betrayal!",
    "We must never forgive the brutal regime, and you know it.",
    "Why did our leaders stay silent about this horrific scandal?",
    "The cruel attack killed many innocent people.",
)
VOICES = {"Ardent Courier": _LOUD, "Calm Gazette": _PLAIN, "Doubtful Mirror": _HEDGED}
_NEUTRAL = (
    "The meeting took place in the capital.",
    "It was the third round since spring.",
    "Prices rose in the north.",
    "Trade between the countries has grown for years.",
    "The river flooded two villages.",
    "A school in the south was opened again.",
)


def make_articles(each: int = 20, seed: int = 1, purity: float = 0.6) -> list[Article]:
    """Articles of three outlets; a sentence is in the outlet's own voice with chance `purity`."""
    rng = random.Random(seed)
    articles = []
    for number in range(each):
        for outlet, voice in VOICES.items():
            lines = [
                rng.choice(voice if rng.random() < purity else _NEUTRAL)
                for _ in range(rng.randint(8, 12))
            ]
            day = f"2019-{1 + number % 12:02}-{1 + number // 12:02}"
            name = f"{outlet} {number}"
            articles.append(Article(name, " ".join(lines), outlet=outlet, published=day))
    return articles
