"""Made-up feature tables: fictional outlets, values from known distributions."""

from __future__ import annotations

import numpy as np
import pandas as pd


def make_table(
    seed: int = 0,
    *,
    outlets: int = 3,
    stories: int = 40,
    shift: float = 0.0,
    shared: bool = True,
) -> pd.DataFrame:
    """One article an outlet and story; outlet A's own hedging lies higher by `shift`."""
    rng = np.random.default_rng(seed)
    rows = []
    for story in range(stories):
        level = rng.gamma(4.0)
        for number in range(outlets):
            outlet = chr(ord("A") + number)
            rows.append(
                {
                    "article_id": f"{outlet}{story}",
                    "outlet": outlet,
                    "title": "Talks",
                    "n_words": int(rng.integers(200, 900)),
                    "story_id": f"s{story}" if shared else f"{outlet}{story}",
                    "hedge_outlet_per_1k_words": rng.gamma(6.0, level / 6)
                    + (shift if number == 0 else 0.0),
                    "quote_anonymous_share": rng.beta(1, 4) if rng.random() > 0.1 else np.nan,
                    "text_questions_share": 0.0,
                }
            )
    return pd.DataFrame(rows)
