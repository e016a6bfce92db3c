"""Short articles of known words, and a passage that two of them share."""

from __future__ import annotations

from framing.types import Article

WIRE = (
    "A ferry with forty passengers ran aground near the northern harbour late on Tuesday, the "
    "coast guard said, and a tug pulled it free after nine hours."
)
STORY = "Officials said that Moscow may agree to talks on day {}. “We may go on,” he said."


def stories(count: int) -> list[Article]:
    """So many articles that differ in a number."""
    return [Article(str(k), STORY.format(k), path=f"in.csv#{k}") for k in range(count)]
