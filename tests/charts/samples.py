"""Tables of made-up outlets for the charts: 3 or 30 rows, long names, gaps, some too small."""

from __future__ import annotations

import numpy as np
import pandas as pd

FEATURES = (
    "quote_words_share",
    "quote_anonymous_share",
    "hedge_outlet_per_1k_words",
    "relation_deeds_balance_index",
    "wording_loaded_per_1k_words",
    "actor_rus_agent_share",
)
STATES = ("USA", "RUS", "SYR", "TUR", "UKR", "CHN", "FRA", "DEU", "GBR", "IRN", "IRQ", "ISR")
_LONG = "The Provincial Messenger and Sunday Commercial Advertiser"


def outlets(count: int) -> list[str]:
    """Names of outlets that do not exist; the second is very long."""
    towns = ["Arden", "Belmont", "Corvo", "Dunmere", "Elsin", "Farrow", "Gorse", "Hollin"]
    papers = ["Herald", "Post", "Evening Gazette", "Wire"]
    names = [f"{town} {paper}" for paper in papers for town in towns]
    return [names[0], _LONG, *names[1:]][:count]


def dots(count: int, panels: list[str], series: list[str], low: float, high: float) -> pd.DataFrame:
    """Rows of a dot chart; the last outlet has n = 1 and the one before it but one story, the third
    nothing in the first panel."""
    rng = np.random.default_rng(count)
    rows = []
    for k, name in enumerate(outlets(count)):
        for panel in panels:
            for one in series:
                n = 1 if k == count - 1 > 2 else int(rng.integers(3, 900))
                value = rng.uniform(low + 0.15 * (high - low), high - 0.15 * (high - low))
                reach = min(0.4 / np.sqrt(n), 0.14) * (high - low)
                alone = n == 1 or k == count - 2 > 1
                bounds = (np.nan, np.nan) if alone else (value - reach, value + reach)
                if k == 2 and panel == panels[0]:
                    n, value, bounds = 0, np.nan, (np.nan, np.nan)
                rows.append((name, panel, one, value, *bounds, n))
    columns = ["row", "panel", "series", "estimate", "low", "high", "n"]
    return pd.DataFrame(rows, columns=columns)


def features(columns: int) -> list[str]:
    """So many columns: real ones first, then such as no codebook has."""
    return [*FEATURES, *(f"wording_kind_{k}_of_word_share" for k in range(columns))][:columns]


def comparison(count: int, columns: int = len(FEATURES)) -> pd.DataFrame:
    """A comparison of made-up outlets in some features."""
    table = dots(count, features(columns), [""], 0.0, 1.0)
    table = table.rename(columns={"row": "group", "panel": "feature"}).drop(columns="series")
    rng = np.random.default_rng(7)
    known = table["low"].notna()
    return table.assign(
        against="rest",
        std_difference=np.where(known, rng.normal(0, 0.6, len(table)), np.nan),
        q=np.where(known, rng.uniform(0, 0.2, len(table)), np.nan),
        difference=np.where(known, table["estimate"] - 0.5, np.nan),
        difference_low=np.where(known, table["estimate"] - 0.58, np.nan),
        difference_high=np.where(known, table["estimate"] - 0.42, np.nan),
        n_stories=table["n"],
        note=np.where(known, "", "1 article, 10 needed"),
    )


def speakers(count: int) -> pd.DataFrame:
    """Shares of four parts; the last outlet has one story."""
    rng = np.random.default_rng(3)
    parts = ["United States", "other sides", "no known side", "Russia"]
    rows = []
    for k, name in enumerate(outlets(count)):
        n = 4 if k == count - 1 else int(rng.integers(40, 4000))
        shares = rng.dirichlet([4, 2, 3, 2])
        for part, share in zip(parts, shares, strict=True):
            bounds = (np.nan, np.nan) if n == 4 else (max(share - 0.05, 0), share + 0.05)
            rows.append((name, part, round(share * n), share, *bounds, n))
    return pd.DataFrame(rows, columns=["row", "part", "count", "estimate", "low", "high", "n"])


def statements(count: int = 300) -> pd.DataFrame:
    """Dated statements of two made-up series: `published, story, sign, voice`."""
    rng = np.random.default_rng(5)
    days = pd.Timestamp("2014-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 1500, count)), "D")
    sign = np.where(rng.uniform(size=count) < 0.4 + 0.3 * np.sin(np.arange(count) / 50), 1.0, -1.0)
    return pd.DataFrame(
        {
            "published": days.strftime("%Y-%m-%d"),
            "story": [f"s{k // 2}" for k in range(count)],
            "sign": sign,
            "voice": rng.choice(["outlet", "source"], count),
        }
    )


def copying(count: int) -> pd.DataFrame:
    """Pairs of made-up outlets that share passages."""
    rng = np.random.default_rng(11)
    names = outlets(count)
    rows = [
        (one, two, int(rng.integers(1, 60)), 500)
        for one in names
        for two in names
        if one != two and rng.uniform() < 0.4
    ]
    return pd.DataFrame(rows, columns=["copier", "origin", "pairs", "words"])


def log_odds(terms: int = 60) -> pd.DataFrame:
    """Terms of one group against the rest."""
    rng = np.random.default_rng(13)
    count = np.round(np.exp(rng.uniform(0, 7, terms)))
    rest = np.round(np.exp(rng.uniform(0, 7, terms)))
    value = np.log((count + 1) / (rest + 1)) / 2
    reach = 2 / np.sqrt(count + rest)
    words = [
        f"{a}: {b} {k}"
        for k, (a, b) in enumerate(
            zip(["army", "war"] * 120, ["forces", "conflict", "strike"] * 80, strict=True)
        )
    ]
    return pd.DataFrame(
        {
            "term": words[:terms],
            "group": "Arden Herald",
            "count": count,
            "count_rest": rest,
            "log_odds": value,
            "low": value - reach,
            "high": value + reach,
        }
    )


def matched(stories: int) -> pd.DataFrame:
    """Stories that two outlets told."""
    rng = np.random.default_rng(17)
    stories = 10 + stories
    left = rng.uniform(0.2, 0.6, stories)
    names = [f"story {k}" for k in range(stories)]
    return pd.DataFrame(
        {"story": names, "left": left, "right": left + rng.normal(0.05, 0.1, stories)}
    )


def confusion(count: int) -> pd.DataFrame:
    """Counts of a classifier that is right about half the time."""
    rng = np.random.default_rng(19)
    counts = rng.integers(0, 6, (count, count)) + np.diag(rng.integers(5, 40, count))
    return pd.DataFrame(counts, index=outlets(count), columns=outlets(count))


def reliability() -> pd.DataFrame:
    """Bins of two models, one of them too sure."""
    sure = np.linspace(0.15, 0.95, 9)
    n = np.array([5, 40, 80, 90, 70, 60, 40, 20, 4])
    own = pd.DataFrame({"model": "framing", "confidence": sure, "accuracy": sure * 0.96, "n": n})
    leak = own.assign(model="words, unmasked", accuracy=sure**1.6)
    return pd.concat([own, leak], ignore_index=True)


def scores() -> pd.DataFrame:
    """Scores of models; the last has no interval."""
    names = ["majority", "length of the text", "framing features", "words, names masked", "words"]
    value = np.array([0.02, 0.08, 0.31, 0.48, 0.71])
    table = pd.DataFrame(
        {"name": names, "estimate": value, "low": value - 0.03, "high": value + 0.03}
    )
    table["n"] = [900, 900, 900, 900, 420]
    table.loc[4, ["low", "high"]] = np.nan
    return table


def strip() -> pd.DataFrame:
    """Marks along a made-up article of 3,000 characters."""
    rng = np.random.default_rng(23)
    rows = [("page", 0, 70, "headline"), ("page", 80, 300, "lead"), ("page", 310, 3000, "body")]
    for lane, tones, length in (
        ("said by sources", ["USA", "RUS", "other"], 150),
        ("hedges", ["outlet", "source"], 8),
        ("United States named", ["USA"], 10),
        ("Russia named", ["RUS"], 10),
        ("statements on both", ["cooperation", "conflict"], 110),
    ):
        starts = np.sort(rng.integers(0, 2850, 9)).tolist()
        rows += [(lane, start, start + length, str(rng.choice(tones))) for start in starts]
    return pd.DataFrame(rows, columns=["lane", "start", "stop", "tone"])


def relation(count: int) -> pd.DataFrame:
    """Balances of deeds and hopes from -1 to 1, shares of the initiator from 0 to 1."""
    balances = dots(count, ["deeds", "hopes"], ["outlet", "source"], -1, 1)
    return pd.concat([balances, dots(count, ["initiator"], ["outlet", "source"], 0, 1)])


def cases(count: int) -> pd.DataFrame:
    """Statements of some articles; the third makes none."""
    rng = np.random.default_rng(29)
    places = ["done_conflict", "done_coop", "hoped_conflict", "hoped_coop", "other"]
    rows = [
        (name, str(place), str(mover), str(voice))
        for k, name in enumerate(outlets(count))
        if k != 2
        for place, mover, voice in zip(
            rng.choice(places, 9, p=[0.1, 0.4, 0.1, 0.35, 0.05]),
            rng.choice(["USA", "RUS", "both"], 9),
            rng.choice(["outlet", "source"], 9),
            strict=True,
        )
    ]
    return pd.DataFrame(rows, columns=["row", "column", "mover", "voice"])
