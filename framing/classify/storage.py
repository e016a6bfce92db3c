"""Model files that load without running anybody's code: skops, of listed types only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from skops import io

from framing.classify.archive import check_archive
from framing.classify.grammar import GrammarView
from framing.classify.masking import Masker, MaskOptions
from framing.classify.model import OutletClassifier
from framing.classify.sequences import COLUMN
from framing.classify.transformer import FramingFeatures
from framing.classify.versions import current_versions
from framing.errors import UsageError
from framing.pages.learned_furniture import LearnedFurniture
from framing.tables.target import open_aside

FORMAT = "framing outlet classifier 2"
TRUSTED = (
    "numpy.dtype",
    "sklearn._loss.loss.HalfMultinomialLoss",
    "sklearn._loss._loss.CyHalfMultinomialLoss",
    "sklearn._loss.link.Interval",
    "sklearn._loss.link.MultinomialLogit",
    "sklearn.ensemble._hist_gradient_boosting.binning._BinMapper",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)
"""Types beyond skops' own list that a model of ours may hold; all are scikit-learn's or NumPy's."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained classifier, what it was trained with, and how it scored out of its stories."""

    classifier: OutletClassifier
    versions: dict[str, str]
    scores: dict[str, Any] = field(default_factory=dict)

    def stale(self) -> list[str]:
        """What differs between the versions it was trained with and the present ones."""
        now = current_versions(_folder(self.classifier))
        return [
            f"{name}: trained with {version}, now {now.get(name, 'missing')}"
            for name, version in self.versions.items()
            if now.get(name) != version
        ]


def _folder(classifier: OutletClassifier) -> Path | None:
    features = getattr(classifier, "features_", None)
    return Path(features.lexicons) if features is not None and features.lexicons else None


def check_place(path: str | Path) -> Path:
    """Where a model goes; raises `UsageError` before any work if it cannot be written there."""
    target = Path(path)
    if not target.parent.is_dir():
        raise UsageError(f"-o {target}: no folder {target.parent}; make it first")
    if target.is_dir():
        raise UsageError(f"-o {target}: is a folder; give a file name")
    return target


def save_model(model: Model, path: str | Path) -> None:
    """Write the model to one file; raises `UsageError` if its folder is not there."""
    target = check_place(path)
    made = model.classifier
    content = {
        "format": FORMAT,
        "pipeline": made.pipeline_,
        "grammar": _grammar_state(made.grammar_),
        "about": json.dumps(
            {
                "params": {name: getattr(made, name) for name in _PARAMS},
                "columns": made.columns_,
                "classes": made.classes_.tolist(),
                "temperature": made.temperature_,
                "weight": made.weight_,
                "features": _features_state(getattr(made, "features_", None)),
                "versions": model.versions,
                "scores": model.scores,
            },
            sort_keys=True,
        ),
    }
    with open_aside(target) as file:
        io.dump(content, file)


_PARAMS = ("kind", "min_confidence", "folds", "seed")


def load_model(path: str | Path) -> Model:
    """A model from a file. Raises `UsageError` for a file that is none or holds other types."""
    source = Path(path)
    if not source.is_file():
        raise UsageError(f"{source}: no such model file; make one with framing train")
    try:
        check_archive(source)
        unknown = sorted(set(io.get_untrusted_types(file=source)) - set(TRUSTED))
        if unknown:
            raise UsageError(
                f"{source}: refused, it holds types that no model of framing has "
                f"({', '.join(unknown[:3])}); nothing was loaded"
            )
        content = io.load(source, trusted=list(TRUSTED))
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise UsageError(f"{source}: is no {FORMAT}; make one with framing train")
        model = _revived(content)
        _try(model.classifier)
        return model
    except UsageError:
        raise
    except Exception as error:  # a hostile file: whatever the libraries raise, it is no model
        reason = str(error).split("\n", 1)[0][:200] or type(error).__name__
        raise UsageError(f"{source}: is no model of framing ({reason})") from error


def _try(made: OutletClassifier) -> None:
    """Guesses a row of nothing: parts that do not fit together fail here and not amid a run."""
    columns = [float(0)] * len(made.columns_)
    row = pd.DataFrame([columns], columns=made.columns_).assign(**{COLUMN: [""]})
    chances = made.predict_proba(row)
    if chances.shape != (1, len(made.classes_)) or not np.isfinite(chances).all():
        raise ValueError("its parts do not fit together")


def _revived(content: dict[str, Any]) -> Model:
    about = json.loads(content["about"])
    made = OutletClassifier(**about["params"])
    made.columns_ = list(about["columns"])
    made.classes_ = np.array(about["classes"], object)
    made.temperature_ = float(about["temperature"])
    made.pipeline_ = content["pipeline"]
    made.weight_ = float(about["weight"])
    made.grammar_ = GrammarView(**content["grammar"]) if content["grammar"] else None
    if about["features"] is not None:
        made.features_ = _revived_features(about["features"])
    return Model(made, dict(about["versions"]), dict(about["scores"]))


def _grammar_state(view: GrammarView | None) -> dict[str, Any] | None:
    return (
        None
        if view is None
        else {name: getattr(view, name) for name in ("chosen", "steps", "spread")}
    )


def _features_state(features: FramingFeatures | None) -> dict[str, Any] | None:
    if features is None:
        return None
    state: dict[str, Any] = {"columns": features.columns_, "mask": features.mask}
    state["dyad"], state["actors"] = features.dyad, features.actors
    state["every_column"] = features.every_column
    state["lexicons"] = None if features.lexicons is None else str(features.lexicons)
    if features.masker_ is not None:
        options, learned = features.masker_.options, features.masker_.learned
        state["outlets"], state["people"] = options.outlets, options.people
        state["lines"] = sorted(learned.counts.get("", {}).items()) if learned else []
    return state


def _revived_features(state: dict[str, Any]) -> FramingFeatures:
    dyad = tuple(state["dyad"]) if state["dyad"] else None
    features = FramingFeatures(
        dyad=dyad,
        actors=tuple(state["actors"]),
        lexicons=state["lexicons"],
        mask=state["mask"],
        every_column=state["every_column"],
    )
    features.columns_ = list(state["columns"])
    features.masker_ = None
    if state["mask"]:
        folder = Path(state["lexicons"]) if state["lexicons"] else None
        options = MaskOptions(
            outlets=tuple(state["outlets"]), people=tuple(state["people"]), lexicons=folder
        )
        lines = {int(key): int(count) for key, count in state["lines"]}
        features.masker_ = Masker(options, LearnedFurniture({"": lines}, {"": 0}))
    return features
