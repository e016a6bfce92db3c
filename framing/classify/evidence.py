"""From a coefficient back to the text: the spans behind a feature of an article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.classify.model import OutletClassifier
from framing.classify.sequences import find_sequence, is_sequence
from framing.classify.transformer import FramingFeatures
from framing.errors import UsageError
from framing.measures.columns import list_features
from framing.reading import read_article
from framing.tables.rows import rounded
from framing.types import Article, Measurement, Spans


@dataclass(frozen=True, slots=True)
class FeatureEvidence:
    """A feature's value in an article and the spans of the unchanged text that made it."""

    feature: str
    value: float
    spans: Spans
    definition: str


def find_evidence(features: FramingFeatures, article: Article, feature: str) -> FeatureEvidence:
    """What made `feature` what it is in `article`, as spans of `article.text` as it was read.

    Raises `UsageError` for a name that is no feature.
    """
    chosen = {one.spec.name: one for one in list_features(features._options())}
    if feature not in chosen and not is_sequence(feature):
        raise UsageError(f"{feature} is no feature; framing codebook lists them")
    masked = features.masker_.mask(article) if features.masker_ else None
    text = masked.text if masked else article.text
    reading = read_article(Article(article.article_id, text, published=article.published))
    if is_sequence(feature):
        found = Measurement(find_sequence(reading, feature))
        definition = "How often these symbols follow one another in the outlet's own voice."
    else:
        found, definition = chosen[feature].measure(reading), chosen[feature].spec.definition
    spans = tuple(masked.to_original_span(*span) if masked else span for span in found.spans)
    return FeatureEvidence(feature, float(rounded(found.value)), spans, definition)


def coefficient_table(classifier: OutletClassifier) -> pd.DataFrame:
    """outlet, feature, coefficient: what one standard step of a feature adds to an outlet's score.

    Features that stand for "no evidence" end in " (missing)"; those that begin with "grammar " are
    the runs of symbols that tell the outlet best (`find_evidence` finds them in a text). Only a
    linear model has them: raises `UsageError` for others.
    """
    if classifier.kind != "linear":
        raise UsageError("coefficients belong to kind='linear'; see the importances of families")
    steps = classifier.pipeline_
    names = steps["impute"].get_feature_names_out(np.array(classifier.columns_, object))
    names = [
        name.replace("missingindicator_", "") + " (missing)"
        if name.startswith("missingindicator_")
        else name
        for name in names
    ]
    coefficients = steps["classify"].coef_
    outlets = classifier.classes_
    if len(coefficients) == 1:  # two outlets share one line
        coefficients = np.vstack([-coefficients, coefficients])
    frame = pd.DataFrame(coefficients, index=pd.Index(outlets, name="outlet"), columns=names)
    long = frame.reset_index().melt("outlet", var_name="feature", value_name="coefficient")
    if classifier.grammar_ is not None:
        runs = classifier.grammar_.strongest(outlets.tolist())
        long = pd.concat([long, runs.assign(coefficient=runs["coefficient"] * classifier.weight_)])
    return long.sort_values("outlet", kind="stable", ignore_index=True)


def top_features(
    classifier: OutletClassifier, table: pd.DataFrame, most: int = 10
) -> list[list[tuple[str, float, float]]]:
    """For each row what pushed its guess most: feature, value, push, the strongest first.

    A push is the coefficient of the guessed outlet, less the mean of all outlets', times how far
    the value stands from the mean in standard steps. Empty cells push nothing here. Raises
    `UsageError` for a model that is not linear.
    """
    if classifier.kind != "linear":
        raise UsageError("pushes belong to kind='linear'; see the importances of families")
    names, steps = classifier.columns_, classifier.pipeline_
    values = table[names].to_numpy(float)
    weights = steps["classify"].coef_
    if len(weights) == 1:
        weights = np.vstack([-weights, weights])
    best = steps.predict_proba(values).argmax(axis=1)
    push = (weights - weights.mean(axis=0))[best] * steps[:-1].transform(values)
    push = np.where(np.isnan(values), -np.inf, push[:, : len(names)])
    order = np.argsort(-push, axis=1)[:, :most]
    return [
        [(names[k], float(values[row, k]), float(push[row, k])) for k in chosen if push[row, k] > 0]
        for row, chosen in enumerate(order.tolist())
    ]
