"""What the system does to a run: full and read-only disks, another run, other places and times."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from research.cost.faults.runs import (
    BrokenPromiseError,
    check,
    clear,
    content,
    environment,
    leftovers,
    run,
    run_here,
    words_of,
)
from tests.cli.every_command import CALLS, NEVER_OVER, TO_STDOUT, call

PLACES = (
    {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "1"},
)


@contextmanager
def small_disk(folder: Path, kilobytes: int, options: str = "") -> Iterator[Path]:
    """A file system of the given size."""
    place = folder / "disk"
    place.mkdir(exist_ok=True)
    size = f"size={kilobytes}k{options}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def fill_disks(folder: Path, wholes: dict[str, bytes]) -> str:
    """The disk is full at different moments; room is made; the same command ends the run."""
    tried = 0
    for command, whole in wholes.items():
        for share in (0.0, 0.5):
            with small_disk(folder, max(64, len(whole) * 4 // 1024)) as disk:
                ballast = disk / "ballast"
                room = int(len(whole) * share)
                _fill(ballast, disk, room)
                output = f"disk/{CALLS[command][1]}"
                run_here(call(command, output), folder, expected=(3,))
                if (disk / CALLS[command][1]).exists():
                    raise BrokenPromiseError(f"{command}: left something on a full disk")
                ballast.unlink()
                run_here(call(command, output), folder)
                if content(disk / CALLS[command][1]) != whole:
                    raise BrokenPromiseError(f"{command}: after a full disk the bytes differ")
                tried += 1
    return f"{tried} full disks over {len(wholes)} commands"


def _fill(ballast: Path, disk: Path, room: int) -> None:
    """Fill the disk up to some room."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    with ballast.open("r+b") as file:
        file.truncate(max(0, ballast.stat().st_size - room))


def refuse_writing(folder: Path, wholes: dict[str, bytes]) -> str:
    """A disk that cannot be written, and a stdout that is full: status 3, no traceback."""
    with small_disk(folder, 64) as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for command in wholes:
            run_here(call(command, f"disk/{CALLS[command][1]}"), folder, expected=(3,))
    to_stdout = [command for command in TO_STDOUT if command in wholes]
    for command in to_stdout:
        words = call(command, "-")
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                words_of(*words), cwd=folder, stdout=full, stderr=subprocess.PIPE, env=environment()
            )
        check(done.returncode, done.stderr, words, (3,))
    return f"{len(wholes)} read-only disks, {len(to_stdout)} full stdouts"


def run_in_pairs(folder: Path, wholes: dict[str, bytes], most: int | None = None) -> str:
    """Two runs at once at one output, for every pair of commands: one whole output, no mixture."""
    pairs = list(itertools.combinations_with_replacement(wholes, 2))
    pairs = [pair for pair in pairs if _ending(pair[0]) == _ending(pair[1])][:most]
    refused = 0
    for pair in pairs:
        output = f"pair{_ending(pair[0])}"
        runs = [
            subprocess.Popen(
                words_of(*call(command, output)),
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment(),
            )
            for command in pair
        ]
        said = [one.communicate()[1] for one in runs]
        for command, one, told in zip(pair, runs, said, strict=True):
            # The second may also come when the first has ended: then it replaces it, or refuses.
            check(one.returncode, told, call(command, output), (0, 3, *_after(command)))
        if all(one.returncode for one in runs):
            raise BrokenPromiseError(f"{pair}: both were refused")
        refused += sum(one.returncode != 0 for one in runs)
        if content(folder / output) not in [wholes[command] for command in pair]:
            raise BrokenPromiseError(f"{pair}: the output is of neither")
        clear(folder / output)
        if left := leftovers(folder):
            raise BrokenPromiseError(f"{pair}: left {left}")
    return f"{len(pairs)} pairs at one output, {refused} refused"


def _after(command: str) -> tuple[int, ...]:
    """What a command may also say where an output is already there."""
    return (2,) if command in NEVER_OVER else ()


def _ending(command: str) -> str:
    return Path(CALLS[command][1]).suffix


def go_elsewhere(folder: Path, wholes: dict[str, bytes]) -> str:
    """Other locales, encodings and time zones: the same bytes."""
    for place in PLACES:
        for command, whole in wholes.items():
            output = folder / CALLS[command][1]
            clear(output)
            run(call(command), folder, place=place)
            if content(output) != whole:
                raise BrokenPromiseError(f"{command}: other bytes under {place}")
            clear(output)
    return f"{len(PLACES)} places, {len(wholes)} commands each"
