"""What the system does to a run: full and read-only disks, another run, other places and times."""

from __future__ import annotations

import io
import json
import multiprocessing
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from hashlib import blake2b
from pathlib import Path

from framing.cli.main import main
from research.cost.faults.runs import (
    BrokenPromiseError,
    check,
    clear,
    content,
    environment,
    leftovers,
    run_here,
    whole_output,
    words_of,
)
from tests.cli.every_command import CALLS, FOLDERS, NEVER_OVER, TO_STDOUT, call

PLACES: Mapping[str, Mapping[str, str]] = {
    "locale C, no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8"},
    "Latin-1": {
        "LC_ALL": "de_DE.ISO-8859-1",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "latin-1",
    },
    "fourteen hours before Greenwich": {"TZ": "Pacific/Kiritimati"},
    "half an hour off, another hash seed": {"TZ": "America/St_Johns", "PYTHONHASHSEED": "1"},
}


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


def fill_disks(folder: Path, command: str) -> tuple[int, int, int]:
    """The disk is full at different moments; room is made; the same command ends the run.

    Returns the disks, those that were told of with status 3, and those where the end was right.
    """
    shares, name = (0.0, 0.5), CALLS[command][1]
    clear(folder / name)
    run_here(call(command), folder)
    whole, size = content(folder / name), _size(folder / name)
    clear(folder / name)
    for share in shares:
        with small_disk(folder, max(64, size * 4 // 1024)) as disk:
            ballast = disk / "ballast"
            _fill(ballast, disk, int(size * share))
            run_here(call(command, f"disk/{name}"), folder, expected=(3,))
            if (disk / name).exists():
                raise BrokenPromiseError(f"{command}: left something on a full disk")
            ballast.unlink()
            run_here(call(command, f"disk/{name}"), folder)
            if content(disk / name) != whole:
                raise BrokenPromiseError(f"{command}: after a full disk the bytes differ")
    return (len(shares),) * 3


def _size(place: Path) -> int:
    """Bytes that an output takes, a folder with all its files."""
    files = place.iterdir() if place.is_dir() else [place]
    return sum(path.stat().st_size for path in files)


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


def refuse_writing(folder: Path, command: str) -> tuple[int, int]:
    """A disk that cannot be written, and a stdout that is full: status 3, no traceback.

    Returns how many of each there were; a command may write to no stdout.
    """
    with small_disk(folder, 64) as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        run_here(call(command, f"disk/{CALLS[command][1]}"), folder, expected=(3,))
    if command not in TO_STDOUT:
        return 1, 0
    words = call(command, "-")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            words_of(*words), cwd=folder, stdout=full, stderr=subprocess.PIPE, env=environment()
        )
    check(done.returncode, done.stderr, words, (3,))
    return 1, 1


def run_in_pairs(folder: Path, command: str, others: Sequence[str]) -> tuple[int, int, int, int]:
    """Two runs at once at one output, a command and each later one: one whole output, no mixture.

    Returns the pairs, how many of them came one after the other, in how many one was refused, and
    in how many the output was whole.
    """
    name = f"pair{Path(CALLS[command][1]).suffix}"
    commands = [*CALLS]
    later = [one for one in commands[commands.index(command) :] if one in others]
    whole = whole_output(folder, command, name)
    both = 0
    for other in later:
        alone = whole if other == command else _whole_or_refused(folder, other, name)
        statuses = _at_once(folder, [call(command, name), call(other, name)])
        allowed = [(0, 3, *_over(command, other)), (0, 3, *_over(other, command, alone))]
        if any(s not in fine for s, fine in zip(statuses, allowed, strict=True)) or all(statuses):
            raise BrokenPromiseError(f"{command}, {other}: statuses {statuses}")
        both += not any(statuses)
        wrote = [one for one, s in zip((whole, alone), statuses, strict=True) if s == 0]
        if content(folder / name) not in wrote:
            raise BrokenPromiseError(f"{command}, {other}: the output is of neither")
        clear(folder / name)
        if left := [one for one in leftovers(folder) if one.startswith(f".{name}.")]:
            raise BrokenPromiseError(f"{command}, {other}: left {left}")
    return len(later), both, len(later) - both, len(later)


def _whole_or_refused(folder: Path, command: str, name: str) -> bytes | None:
    """What a command alone writes to a name; `None` if its form has no such names."""
    run_here(call(command, name), folder, expected=(0, 2))
    whole = content(folder / name) if (folder / name).exists() else None
    clear(folder / name)
    return whole


def _over(command: str, other: str, alone: bytes | None = b"") -> tuple[int, ...]:
    """Status 2 where a command may say no to a name, or to what the other has written there."""
    may_refuse = command in NEVER_OVER or alone is None or {command, other} & {*FOLDERS}
    return (2,) if may_refuse else ()


def _at_once(folder: Path, runs: Sequence[Sequence[str]]) -> list[int]:
    """The statuses of runs in processes of their own that begin at the same moment."""
    context = multiprocessing.get_context("fork")  # with the models read: nearer to one another
    started = [context.Process(target=_run_forked, args=(folder, words)) for words in runs]
    for one in started:
        one.start()
    for one in started:
        one.join()
    return [one.exitcode if one.exitcode is not None else -1 for one in started]


def _run_forked(folder: Path, words: Sequence[str]) -> None:
    said = io.StringIO()
    sys.argv[1:] = words
    with chdir(folder), redirect_stderr(said), redirect_stdout(io.StringIO()):
        status = main(words)
    sys.exit(70 if "Traceback" in said.getvalue() else status)


def go_elsewhere(folder: Path, command: str, commands: Sequence[str]) -> tuple[int, int]:
    """Other locales, encodings and time zones: how many, and in how many the bytes are the same."""
    chosen = tuple(commands)
    expected = digests(folder, chosen)[command]
    differing = [one for one in PLACES if _digests_at(folder, one, chosen)[command] != expected]
    if differing:
        raise BrokenPromiseError(f"{command}: other bytes under {', '.join(differing)}")
    return len(PLACES), len(PLACES)


@cache
def _digests_at(folder: Path, place: str, commands: tuple[str, ...]) -> dict[str, str]:
    """As `digests`, from a new process: the environment decides as Python starts."""
    locales = _make_locales(folder / "locales")
    code = f"from research.cost.faults.systems import *; print_digests({commands!r})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment(LOCPATH=str(locales.resolve()), **PLACES[place]),
        capture_output=True,
    )
    shutil.rmtree(locales)
    check(done.returncode, done.stderr, [place], (0,))
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def _make_locales(place: Path) -> Path:
    """A folder of the locales that are asked for, which few machines have."""
    place.mkdir(exist_ok=True)
    for words in PLACES.values():
        language, _, encoding = words.get("LC_ALL", "C").partition(".")
        if encoding:
            target = str(place / f"{language}.{encoding}")
            subprocess.run(["localedef", "-i", language, "-f", encoding, target], check=True)
    return place


@cache
def digests(folder: Path, commands: tuple[str, ...]) -> dict[str, str]:
    """A digest of what each command writes if it is left alone."""
    return {one: blake2b(whole_output(folder, one)).hexdigest() for one in commands}


def print_digests(commands: Sequence[str]) -> None:
    """The same, for this process and the folder where it stands."""
    found = {}
    for command in commands:
        output = Path(CALLS[command][1])
        clear(output)
        sys.argv[1:] = call(command)  # the record in an output tells the command
        status = main(call(command))
        check(status, b"", call(command), (0,))
        found[command] = blake2b(content(output)).hexdigest()
        clear(output)
    print(json.dumps(found))
