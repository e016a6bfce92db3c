"""What a comparison is asked to do."""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import UsageError

STORY_COLUMN = "story_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """How outlets are compared.

    `story` names the column of stories (`None`: `story_id` if the table has it, else each article
    is its own story). `features` are globs, empty for every measure. A group with fewer than
    `min_articles` articles that hold a value is not judged on that feature. `pooled` weights
    rates per 1,000 words by the articles' words. `resamples` counts bootstrap samples and, at
    least, permutations.
    """

    story: str | None = None
    features: tuple[str, ...] = ()
    min_articles: int = 10
    resamples: int = 2000
    confidence: float = 0.95
    seed: int = 0
    pairwise: bool = False
    pooled: bool = True

    def __post_init__(self) -> None:
        if self.min_articles < 2:
            raise UsageError(f"min_articles {self.min_articles}: expected 2 or more")
        if self.resamples < 100:
            raise UsageError(f"resamples {self.resamples}: expected 100 or more")
        if not 0.5 <= self.confidence < 1:
            raise UsageError(f"confidence {self.confidence}: expected 0.5 or more, below 1")
        if self.seed < 0:
            raise UsageError(f"seed {self.seed}: expected 0 or more")
