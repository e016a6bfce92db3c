"""Rows of the user's own frames, article by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.run.collect import PassJob
from framing.types import Reading

if TYPE_CHECKING:
    from framing.layers.frames.own import Carried, LearnedFrame, ListedFrames

OWN_COLUMNS = ("article_id", "outlet", "frame", "sentences", "sentences_share", "score", "spans")


@dataclass(frozen=True, slots=True)
class OwnFramesJob(PassJob):
    """A row for each own frame of an article."""

    frames: tuple[LearnedFrame | ListedFrames, ...] = ()

    def of(self, reading: Reading) -> list[Mapping[str, Any]]:
        """The rows of one article, in the order of the frames."""
        sentences = len(reading.frame_scores.spans) if reading.frame_scores else 0
        return [
            _row(reading, name, carried, sentences)
            for frame in self.frames
            for name, carried in frame.carried(reading).items()
        ]


def _row(
    reading: Reading, name: str, carried: Sequence[Carried], sentences: int
) -> Mapping[str, Any]:
    return {
        "article_id": reading.article.article_id,
        "outlet": reading.provenance.publisher,
        "frame": name,
        "sentences": len(carried),
        "sentences_share": len(carried) / sentences if sentences else float("nan"),
        "score": sum(score for _, score in carried) / len(carried) if carried else 0.0,
        "spans": " ".join(f"{start}-{stop}" for (start, stop), _ in carried),
    }
