"""Variances of many terms, each measured on few stories, drawn towards what is usual among them.

The empirical Bayes of Smyth (2004): beside its own variance each term counts on as many degrees of
freedom of the usual variance as the terms' agreement with one another is worth. A term whose few
stories happen to agree would else look more certain than it is.
"""

from __future__ import annotations

import numpy as np

from framing.compare.sample import FloatArray

_MOST = 1e4  # degrees of freedom: as good as without end
_LEAST = 1e-5  # of the largest ratio: a term without any spread has no logarithm


def moderate(
    variance: FloatArray, expected: FloatArray, degrees: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Variances and their degrees of freedom, with those of the usual variance joined to them.

    What is usual is the ratio of `variance` to `expected`, the variance that drawing words one by
    one would give: it says how bursty a term is, however common it is.
    """
    ratio = variance / expected
    usual, worth = usual_ratio(ratio, degrees)
    total = degrees + worth
    return (worth * usual + degrees * ratio) / total * expected, total


def usual_ratio(ratio: FloatArray, degrees: FloatArray) -> tuple[float, float]:
    """The usual ratio and the degrees of freedom that it is worth (Smyth 2004, section 6.2)."""
    from scipy.special import digamma, polygamma

    if len(ratio) < 2 or not ratio.max() > 0:
        return 1.0, 0.0
    logs = np.log(np.maximum(ratio, _LEAST * ratio.max()))
    half = degrees / 2
    logs = logs - digamma(half) + np.log(half)
    beyond = float(logs.var(ddof=1) - polygamma(1, half).mean())
    worth = 2 * _trigamma_inverse(beyond) if beyond > 0 else _MOST
    worth = min(worth, _MOST)
    usual = np.exp(logs.mean() + digamma(worth / 2) - np.log(worth / 2))
    return float(usual), worth


def _trigamma_inverse(value: float) -> float:
    """Newton's method on 1 / trigamma, which is convex (Smyth 2004, appendix)."""
    from scipy.special import polygamma

    found = 0.5 + 1 / value
    for _ in range(50):
        trigamma = polygamma(1, found)
        step = trigamma * (1 - trigamma / value) / polygamma(2, found)
        found += step
        if -step / found < 1e-8:
            break
    return float(found)
