"""A model file that takes too much, or contradicts itself, is refused before it is unpacked."""

from __future__ import annotations

import io as bytes_io
import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.classify.archive import MOST_DEPTH, check_archive
from framing.classify.model import OutletClassifier
from framing.classify.sample import Sample
from framing.classify.storage import Model, load_model, save_model
from framing.classify.versions import current_versions
from framing.errors import UsageError
from framing.learn.arrays import UnsafeModelError


def array(values: Any) -> bytes:
    file = bytes_io.BytesIO()
    np.save(file, np.asarray(values), allow_pickle=False)
    return file.getvalue()


def claiming(shape: str) -> bytes:
    """An array of three numbers whose header says another shape of the same length."""
    data = array([1.0, 2.0, 3.0])
    place = data.index(b"(3,)")
    header = data[:128].replace(b"(3,)", shape.encode())
    return header[:place] + (header[place:] + b" " * 128)[: 127 - place] + b"\n" + data[128:]


def packed(path: Path, members: dict[str, bytes], schema: Any = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        if schema is not None:
            text = schema if isinstance(schema, str) else json.dumps(schema)
            archive.writestr("schema.json", text)
    return path


def test_a_sound_archive_passes(tmp_path: Path) -> None:
    check_archive(packed(tmp_path / "m", {"a.npy": array([1.0, 2.0])}, {"file": "a.npy"}))


BAD: dict[str, tuple[dict[str, bytes], Any, str]] = {
    "a bomb": ({"a.npy": bytes(300 << 20)}, {}, "unpacks to more than 256 MB"),
    "many bombs": ({f"{k}.npy": bytes(60 << 20) for k in range(5)}, {}, "more than 256 MB"),
    "one bomb, loaded often": (
        {"a.npy": array(np.zeros(1 << 17))},
        [{"file": "a.npy"}] * 300,
        "more than 256 MB",
    ),
    "a long description": ({}, " " * (33 << 20) + "{}", "description is longer"),
    "a deep description": (
        {},
        "[" * (MOST_DEPTH + 1) + "]" * (MOST_DEPTH + 1),
        "levels deep",
    ),
    "an array larger than its bytes": (
        {"a.npy": claiming("(1000000000000,)")},
        {},
        "says its shape",
    ),
    "many small members": ({f"{k}": b"" for k in range(10_001)}, {}, "members"),
    "an array of objects": (
        {"a.npy": array([1.0]).replace(b"'<f8'", b"'|O' ")},
        {},
        "says its shape",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_no_model_needs_is_refused(what: str, tmp_path: Path) -> None:
    members, schema, said = BAD[what]
    path = packed(tmp_path / "m", members, schema)
    with pytest.raises(UnsafeModelError, match=said):
        check_archive(path)
    with pytest.raises(UsageError, match="is no model of framing"):
        load_model(path)


def test_a_description_too_deep_for_the_reader_is_no_traceback(tmp_path: Path) -> None:
    path = packed(tmp_path / "m", {}, '{"a":' * 100_000 + "1" + "}" * 100_000)
    with pytest.raises(UsageError, match="is no model of framing"):
        load_model(path)


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    packed(tmp_path / "m", {"a.npy": bytes(300 << 20)}, {"a": {"file": "a.npy"}})
    code = (
        "import resource, sys\nfrom framing.classify.storage import load_model\n"
        "from framing.errors import UsageError\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    load_model(sys.argv[1])\nexcept UsageError:\n    pass\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "m")],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert int(done.stdout) < 60, done.stdout
    assert resource.RUSAGE_SELF == 0


@pytest.mark.parametrize("kind", ["linear", "boosted"])
def test_parts_that_do_not_fit_together_are_found_when_a_model_is_loaded(
    sample: Sample, tmp_path: Path, kind: str
) -> None:
    made = OutletClassifier(kind=kind, folds=0).fit(sample.table, sample.outlets, sample.groups)
    for attribute, value in (
        ("columns_", made.columns_[:-1]),
        ("classes_", made.classes_[:-1]),
        ("temperature_", float("nan")),
    ):
        kept = getattr(made, attribute)
        setattr(made, attribute, value)
        save_model(Model(made, current_versions()), tmp_path / "m")
        with pytest.raises(UsageError, match="is no model of framing"):
            load_model(tmp_path / "m")
        setattr(made, attribute, kept)
    save_model(Model(made, current_versions()), tmp_path / "m")
    load_model(tmp_path / "m")


def test_damaged_bytes_are_refused_or_change_nothing(sample: Sample, tmp_path: Path) -> None:
    made = OutletClassifier(folds=0).fit(sample.table, sample.outlets, sample.groups)
    save_model(Model(made, current_versions()), tmp_path / "m")
    whole = (tmp_path / "m").read_bytes()
    right = made.predict_proba(sample.table)
    chance = np.random.default_rng(5)
    refused = 0
    for place in chance.integers(0, len(whole), 40).tolist():
        damaged = bytearray(whole)
        damaged[place] ^= 1 << int(chance.integers(8))
        (tmp_path / "m").write_bytes(bytes(damaged))
        try:
            back = load_model(tmp_path / "m").classifier
        except UsageError:
            refused += 1
            continue
        assert np.array_equal(back.predict_proba(sample.table), right)
    assert refused > 10
