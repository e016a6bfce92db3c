"""Puts small faults into the code, one at a time, and counts how many the tests notice (mutmut).

    python -m research.cost.mutants [--packages compare run …] [--sample 40] [--files 8]
        [--seed 0] [--folder DIR] [--show]

For each package a copy of the repository is made, faults are drawn at random from all that mutmut
knows (another operator, another constant, an argument left out …) except those that only change
a text or whether `zip` is strict, and the tests of the package that need no corpora run against
each. `--folder` keeps the copies, so that the next call, after tests were added, draws the same
faults of unchanged code.
Making the faults of a large package takes longer than testing a few: `--files` first draws files,
by their size and with replacement, and then equally many faults of each.
Faults that change nothing stand with the reason in equivalent_mutants.toml; they do not count.
"""

from __future__ import annotations

import argparse
import ast
import copy
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli
from scipy.stats import binomtest

ROOT = Path(__file__).parents[2]
_PINNED = "research/test_pinned.py"
PACKAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # package: (what is mutated, the tests that must notice)
    "compare": (("compare",), ("compare",)),
    "corpus": (("corpus", "pages"), ("corpus", "pages", _PINNED)),
    "tables": (("tables",), ("tables", "cli/test_commands.py", _PINNED)),
    "run": (("run",), ("run", _PINNED)),
    "layers": (("layers",), ("layers", _PINNED)),
    "measures": (("measures",), ("measures", "layers", _PINNED)),
    "classify": (("classify",), ("classify",)),
}
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
_COPIED = ("framing", "lexicons", "seeds", "tests", "research", "docs", "pyproject.toml")
# The first steps of `mutmut run`, which has no option to stop there.
_GENERATE = """
from mutmut import __main__ as steps
steps.set_mutant_under_test("mutant_generation")
steps.makedirs("mutants", exist_ok=True)
steps.copy_src_dir()
steps.copy_also_copy_files()
steps.setup_source_paths()
steps.store_lines_covered_by_tests()
steps.create_mutants(1)
"""
# The next: which tests reach which function.
_REACH = """
from mutmut.workers.isolation import get_mutant_runner
steps.collect_or_load_stats(get_mutant_runner(1))
"""
_TRY = "from research.cost.mutant_tests import main; main()"
# Read by every Python below the tests, which has the copy on its path. While mutmut notes who calls
# what, or looks whether a fault is noticed at all, processes that tests start work without faults:
# mutmut knows nothing of their folders, and would end them.
_BELOW = """
import os
if os.environ.get("MUTANT_UNDER_TEST") in {"stats", "fail", "mutant_generation"}:
    del os.environ["MUTANT_UNDER_TEST"]
"""
_NOTICED = ("killed", "timeout")


@dataclass(frozen=True, slots=True)
class Fault:
    """A changed function: mutmut's name, and what was changed."""

    name: str
    change: str

    @property
    def function(self) -> str:
        """Module and function, as `framing.tables.write:_CsvWriter.write`."""
        module, _, function = self.name.rsplit("__mutmut_", 1)[0].rpartition(".x")
        return f"{module}:{function[1:].replace('ǁ', '.')}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", nargs="+", choices=PACKAGES, default=list(PACKAGES))
    parser.add_argument("--sample", type=int, default=40, help="faults a package")
    parser.add_argument("--files", type=int, help="draw so many files first (all)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tests", nargs="+", help="instead of the package's own")
    parser.add_argument("--leave-out", nargs="+", default=[], help="tests that fail by themselves")
    parser.add_argument("--folder", type=Path, help="keeps the copies here")
    parser.add_argument("--show", action="store_true", help="also print each fault that survived")
    args = parser.parse_args()
    rows = tomli.loads(EQUIVALENT.read_text("utf-8"))["mutant"]
    known = {(row["function"], row["change"]) for row in rows}
    with tempfile.TemporaryDirectory() as name:
        for package in args.packages:
            folder = (args.folder or Path(name)) / package
            began = time.perf_counter()
            faults = prepare(folder, package, args)
            found = notice(folder, faults)
            missed = [fault for fault in faults if found.get(fault.name) not in _NOTICED]
            survived = [fault for fault in missed if (fault.function, fault.change) not in known]
            equivalent = len(missed) - len(survived)
            share = _share(len(survived), len(faults) - equivalent)
            seconds = time.perf_counter() - began
            print(
                f"{package:<10}{len(faults):4} faults {share} noticed {equivalent} equivalent,"
                f" {seconds:.0f} s",
                flush=True,
            )
            for fault in survived if args.show else ():
                print(f"    {found.get(fault.name)}: {fault.function}: {fault.change}", flush=True)
    return 0


def _share(survived: int, counted: int) -> str:
    """The share that was noticed, with its 95 % interval (Wilson)."""
    if not counted:
        return "none"
    found = binomtest(counted - survived, counted)
    low, high = found.proportion_ci(method="wilson")
    return f"{found.statistic:.1%} ({low:.1%} to {high:.1%})"


def prepare(folder: Path, package: str, args: argparse.Namespace) -> list[Fault]:
    """A copy of the repository with the package's faults in it; returns those that are drawn."""
    mutated, tests = PACKAGES[package]
    files, chance = _files(mutated), random.Random(args.seed)
    if args.files:
        files = chance.choices(
            files, [(ROOT / name).stat().st_size for name in files], k=args.files
        )
        shutil.rmtree(folder, ignore_errors=True)  # mutmut would keep the files of another draw
    folder.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        _copy(ROOT / name, folder / name)
    settings = {
        "source_paths": ["framing/"],
        "only_mutate": sorted({*files}),
        "pytest_add_cli_args_test_selection": args.tests or [f"tests/{one}" for one in tests],
        "pytest_add_cli_args": [
            *("-m", "not corpora", "-p", "no:cacheprovider"),
            *(f"--deselect={name}" for name in args.leave_out),
        ],
        "also_copy": ["lexicons", "seeds", "research", "docs"],
        "use_git_change_detection": False,
    }
    project = (ROOT / "pyproject.toml").read_text("utf-8").replace("--doctest-modules ", "")
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    (folder / "pyproject.toml").write_text(f"{project}\n[tool.mutmut]\n{lines}", "utf-8")
    (folder / "mutants").mkdir(exist_ok=True)
    (folder / "mutants" / "sitecustomize.py").write_text(_BELOW, "utf-8")
    for stats in (folder / "mutants").glob("mutmut-stats.json"):
        stats.unlink()  # new tests may notice what the old ones did not reach
    _python(folder, _GENERATE)
    mutants = folder / "mutants"
    if not args.files:
        everything = itertools.chain(*(_changed(mutants / name) for name in files))
        return _draw(list(everything), args.sample, chance)
    drawn: set[Fault] = set()
    for name in files:
        left = _changed(mutants / name)
        drawn.update(_draw(left, -(-args.sample // args.files), chance, drawn))
    return sorted(drawn, key=lambda one: one.name)


def _files(mutated: tuple[str, ...]) -> list[str]:
    """The files of a package, as paths below the repository."""
    found = (path for part in mutated for path in (ROOT / "framing" / part).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in found)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def _mutants(folder: Path) -> Path:
    return folder if folder.name == "mutants" else folder / "mutants"


def _python(folder: Path, code: str, *words: str) -> str:
    """Run mutmut in the copy and return what it said; its results are in its files."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_mutants(folder).resolve())},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")


_Changed = tuple[str, ast.FunctionDef, ast.FunctionDef]
"""mutmut's name of a fault, the function before and after."""


@lru_cache(maxsize=1)
def _changed(path: Path) -> list[_Changed]:
    """Every fault of a file."""
    known = path.with_name(path.name + ".meta")
    if not known.is_file():
        return []
    nodes = {
        node.name: node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    }
    found = []
    for name in sorted(json.loads(known.read_text("utf-8"))["exit_code_by_key"]):
        short = name.rsplit(".", 1)[-1]
        before = nodes.get(f"{short.rsplit('__mutmut_', 1)[0]}__mutmut_orig")
        after = nodes.get(short)
        if before and after:
            found.append((name, before, after))
    return found


def _draw(
    given: list[_Changed], most: int, chance: random.Random, known: Container[Fault] = ()
) -> list[Fault]:
    """So many faults at random of those that change more than a text, and are not known."""
    drawn: list[Fault] = []
    for name, before, after in chance.sample(given, len(given)):
        if len(drawn) == most:
            break
        change = _change(before, after)
        if change and Fault(name, change) not in known:
            drawn.append(Fault(name, change))
    return drawn


def _change(before: ast.FunctionDef, after: ast.FunctionDef) -> str | None:
    """The smallest part that differs, as `old -> new`; `None` if only texts do."""
    after = copy.copy(after)
    after.name = before.name
    if _without_texts(before) == _without_texts(after):
        return None
    one: ast.AST = before
    other: ast.AST = after
    while True:
        pairs = list(zip(ast.iter_child_nodes(one), ast.iter_child_nodes(other), strict=False))
        differing = [(a, b) for a, b in pairs if ast.dump(a) != ast.dump(b)]
        if len(differing) != 1 or not isinstance(differing[0][0], ast.expr | ast.stmt):
            break
        one, other = differing[0]
    return f"{ast.unparse(one)[:100]} -> {ast.unparse(other)[:100]}".replace("\n", " ")


def _without_texts(function: ast.FunctionDef) -> str:
    copied = ast.parse(ast.unparse(function))
    for node in ast.walk(copied):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "zip":
            node.keywords = []  # `strict` guards against us, and no input can set it off
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(copied)


def notice(folder: Path, faults: list[Fault]) -> dict[str, str]:
    """What became of each fault: killed, survived, no tests …"""
    said = _python(folder, _GENERATE + _REACH)
    if not (folder / "mutants" / "mutmut-stats.json").is_file():
        raise SystemExit(f"the tests fail without a fault:\n{said[-3000:]}")
    said = _python(folder / "mutants", _TRY, *(fault.name for fault in faults))
    last = said.splitlines()[-1]
    if not last.startswith("{"):
        raise SystemExit(said[-3000:])
    found: dict[str, str] = json.loads(last)
    return found


if __name__ == "__main__":
    sys.exit(main())
