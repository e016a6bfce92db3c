"""The card of the model of frames: held-out figures a frame, tiers, and what they mean."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.layers.frames.model import CLIMATE_FRAMES, FrameModel, pool
from framing.layers.frames.names import CARD_FILE, FRAMES, MODEL_FOLDER
from research.gold.frames import PASSAGES, SECOND, Gold, frames_of
from research.train import frames as training

if TYPE_CHECKING:
    from research.train.frames import Trained

TIERS = {"A": (0.70, 0.85), "B": (0.50, 0.65)}
"""Least F1, and least F1 as a share of the F1 of two readings; C is what reaches neither."""
OVER_FLAG_ALL, LEAST_F1 = 0.10, 0.30
"""A frame below either, on one of both sheets of passages, is experimental and no core column."""
LEAST_LABELS = 10
"""Fewer labels on the fresh sheet do not move a tier: F1 of nine spans .3 to either side."""

Figures = dict[str, Any]


def agreement() -> dict[str, Figures]:
    """F1 and Cohen's kappa of the first against the second reading of 300 passages."""
    first, second = _labels(PASSAGES), _labels(SECOND)
    found: dict[str, Figures] = {}
    for column, frame in enumerate(FRAMES):
        a = np.array([first[key][column] for key in second])
        b = np.array([second[key][column] for key in second])
        same, chance = float((a == b).mean()), a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
        kappa = float((same - chance) / (1 - chance))
        f1 = training.f1(a, b)
        found[frame] = {"f1": round(f1, 2), "kappa": round(kappa, 2), "n": int(a.sum())}
    return found


def _labels(path: Path) -> dict[tuple[str, ...], NDArray[np.int64]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    key = ("corpus", "id", "field", "start", "stop")
    return {
        tuple(row[k] for k in key): np.array([f in frames_of(row) for f in FRAMES], np.int64)
        for row in rows
    }


def figures(labels: NDArray[Any], called: NDArray[Any]) -> Figures:
    """F1, precision, recall, F1 of flagging all, and the number of labels."""
    right, flagged, positive = (labels * called).sum(), called.sum(), labels.sum()
    rate = float(labels.mean())
    return {
        "f1": round(training.f1(labels, called), 2),
        "precision": round(float(right / max(1, flagged)), 2),
        "recall": round(float(right / max(1, positive)), 2),
        "flag_all_f1": round(2 * rate / (1 + rate), 2),
        "n": int(positive),
    }


def rate(of: Figures) -> Figures:
    """Tier and standing of a frame: what the worse of its two sheets of passages allows.

    Without figures on fresh passages, which `research.evaluate.frames_fresh` adds, it is
    experimental.
    """
    test, fresh = of["test_passages"], of.get("fresh_passages")
    sheets = [test, *([fresh] if fresh else [])]
    agreed = of["agreement_of_two_readings"]["f1"]
    heavy = [sheet for sheet in sheets if sheet is test or sheet["n"] >= LEAST_LABELS]
    core = fresh is not None and all(
        sheet["f1"] >= max(round(sheet["flag_all_f1"] + OVER_FLAG_ALL, 2), LEAST_F1)
        for sheet in sheets
    )
    return {"tier": max(tier_of(sheet["f1"], agreed) for sheet in heavy), "core": core}


def tier_of(f1: float, agreed: float) -> str:
    """A, B or C of one sheet; `agreed` is the F1 of two readings."""
    for name, (least, share) in TIERS.items():
        if f1 >= least and f1 >= share * agreed:
            return name
    return "C"


def make_card(
    model: FrameModel, trained: Trained, held: dict[str, Any], own: Gold, openings: Gold
) -> Figures:
    """Figures of each frame: test, five-fold, climate news, articles."""
    tested = training.part_of(own, "test")
    called = training.passage_scores(model, tested.texts) > 0
    scores = training.sentence_scores(model, openings.texts)
    articles = np.array([model.pooling @ pool(one) for one in scores]) > 0
    agreed = agreement()
    frames: dict[str, Figures] = {}
    for column, frame in enumerate(FRAMES):
        test = figures(tested.labels[:, column], called[:, column].astype(int))
        ours, climate = ~trained.climate, trained.climate
        folds = (trained.held_out[:, column] > 0).astype(int)
        frames[frame] = {
            "test_passages": test,
            "agreement_of_two_readings": agreed[frame],
            "five_fold_passages": figures(trained.labels[ours, column], folds[ours]),
            "test_openings": figures(openings.labels[:, column], articles[:, column].astype(int)),
        }
        if frame in CLIMATE_FRAMES:
            five = figures(trained.labels[climate, column], folds[climate])
            frames[frame]["five_fold_climate"] = five
        climate = held[frame]["climate"]
        if climate.any():
            odds, labels = held[frame]["odds"][climate], held[frame]["labels"][climate]
            frames[frame]["narrative_outlets_apart"] = figures(labels, (odds > 0).astype(int))
        frames[frame] = rate(frames[frame]) | frames[frame]
    return {
        "what": "Thirteen frames of news, sentence by sentence and by article.",
        "labels": LABELS,
        "cut_off": "0 log odds: where F1 on held-out training passages is best; it is shown as "
        "probability .5. A probability is therefore that of balanced odds, not of the base rate.",
        "tiers": TIERS_SAID,
        "frames": frames,
    }


TIERS_SAID = (
    "A: F1 at least .70 and .85 of the F1 of two readings; B: .50 and .65; C: below; by the worse "
    "of test and fresh passages, fresh ones only where they hold ten labels. Experimental (no core "
    "column): below flag-all + .10 or below .30 on either."
)
LABELS = (
    "3,480 passages and 160 openings of articles off climate news (AllSides, PolNeAR, FA-KES, "
    "BASIL) were labelled by a language model that read each of them by docs/frames.md; 500 "
    "passages of 500 articles were never trained on. Its second, blind reading of 300 is the "
    "agreement shown: that of one reader with itself, so an upper bound. Climate news: one expert "
    "coder (CCF), 1,919 units. Articles of climate news: two to four coders (Narrative Frames "
    "Corpus), 227 articles of 19 outlets, outlets apart."
)


def write_card(
    model: FrameModel, trained: Trained, held: dict[str, Any], own: Gold, openings: Gold
) -> None:
    """Makes the card of a model and writes it."""
    save_card(make_card(model, trained, held, own, openings))


def save_card(card: Figures) -> None:
    """Writes `card.json` and the page that is made from it."""
    CARD_FILE.write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    (MODEL_FOLDER / "README.md").write_text(card_page(card), "utf-8")
    print(card_page(card))


def card_page(card: Figures) -> str:
    """The page that is made of a card."""
    lines = [
        "# Model of frames",
        "",
        "Written by `python -m research.train.frames`; what the frames mean: `docs/frames.md`.",
        "",
        card["labels"],
        "",
        f"Cut-off: {card['cut_off']}",
        "",
        card["tiers"],
        "",
        "F1 (flag-all; labels). *passages*: test, off climate news. *fresh*: 300 passages of "
        "reserved articles, scored by `python -m research.evaluate.frames_fresh`, with a 95 % "
        "interval and TF-IDF. *two readings*: F1 of the "
        "labels with themselves. *openings*: articles off climate news, held out. *narrative*: "
        "articles of climate news, outlets apart. *climate*: two-sentence units, five-fold.",
        "",
        "| frame | tier | core | passages | precision | recall | fresh | interval | TF-IDF | "
        "two readings | openings | narrative | climate |",
        f"|{'---|' * 13}",
    ]
    for frame, of in card["frames"].items():
        test = of["test_passages"]
        cells = [
            frame,
            of["tier"],
            "yes" if of["core"] else "experimental",
            _cell(test),
            f"{test['precision']:.2f}",
            f"{test['recall']:.2f}",
            *_fresh_cells(of.get("fresh_passages")),
            f"{of['agreement_of_two_readings']['f1']:.2f}",
            _cell(of["test_openings"]),
            _cell(of.get("narrative_outlets_apart")),
            _cell(of.get("five_fold_climate")),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _fresh_cells(found: Figures | None) -> list[str]:
    if not found:
        return ["", "", ""]
    low, high = found["f1_interval"]
    return [_cell(found), f"{low:.2f}–{high:.2f}", f"{found['tfidf_f1']:.2f}"]


def _cell(found: Figures | None) -> str:
    if not found:
        return ""
    return f"{found['f1']:.2f} ({found['flag_all_f1']:.2f}; {found['n']})"
