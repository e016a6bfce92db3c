"""What numbers depend on besides the text; models carry it and caches are keyed by it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from framing.classify.masking import MASK_VERSION
from framing.classify.sequences import SEQUENCE_VERSION
from framing.language import LANGUAGE_VERSION
from framing.language.models import MODEL_FOLDER
from framing.lists.load import lexicon_folder, list_version
from framing.measures.columns import list_features
from framing.types import Options
from framing.version import __version__


@lru_cache(maxsize=4)
def current_versions(folder: Path | None = None) -> dict[str, str]:
    """All that numbers depend on: code, masking, definitions, word lists and trained models."""
    versions = {
        "framing": __version__,
        "language": LANGUAGE_VERSION,
        "masking": MASK_VERSION,
        "sequences": SEQUENCE_VERSION,
        "features": _digest(
            repr((one.spec.name, one.spec.version, one.spec.definition)).encode()
            for one in list_features(Options(columns="all"))
        ),
        "models": _digest(path.read_bytes() for path in sorted(_model_files())),
    }
    for path in sorted(lexicon_folder().glob("*.toml")):
        versions[f"list {path.stem}"] = list_version(path.stem, folder)
    return versions


def _model_files() -> list[Path]:
    endings = (".npz", ".json")
    return [path for path in MODEL_FOLDER.parent.rglob("*") if path.suffix in endings]


def _digest(parts: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=6)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
