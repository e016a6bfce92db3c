"""Where the files of the small encoders lie, and whether what runs them is installed.

Every command imports this one: numpy stays out, so that its help is cheap.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from framing.errors import UsageError

FOLDER = Path(__file__).parents[1] / "models" / "encoder"
WORDS = FOLDER / "words.npz"
DIGESTS = FOLDER / "digests.json"
"""SHA-256 of the other files, which are large: whoever asks whether they changed reads this one."""
PACKAGES = ("onnxruntime",)


def check_encoder() -> None:
    """Raises `UsageError` where a package of the extra `encoder` is missing."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"--accurate needs {', '.join(missing)}: pip install 'framing[encoder]', or leave it "
            "away"
        )
