"""Draws the baselines of the image tests anew: python -m tests.charts.baselines"""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure
from PIL import Image

from tests.charts.drawings import cases, draw

FOLDER = Path(__file__).parent / "baselines"


def write_small(figure: Figure, path: Path) -> None:
    """The figure at 80 dpi in 64 colours, as the baselines are."""
    figure.savefig(path, dpi=80, metadata={"Software": None})
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(64, method=Image.Quantize.MEDIANCUT)
    small.convert("RGB").save(path, optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for file, case in cases().items():
        write_small(draw(*case), FOLDER / f"{file}.png")
