"""`framing COMMAND`: finds the command's file and runs it."""

from __future__ import annotations

import os
import sys
import warnings
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from types import ModuleType

from framing.cli.parser import Parser, suggest
from framing.errors import FramingError, SkippedWarning, StoppedError
from framing.version import __version__

# What each command does; its module, framing.cli.COMMAND, is imported only when it runs.
COMMANDS = {
    "features": "one row of numbers an article, as a table",
    "annotate": "every span behind every number, as JSON lines",
    "quotes": "one row an attribution: who said what",
    "evidence": "the words behind a column, in their context",
    "explain": "articles as pages, their layers in colour",
    "report": "one page to send to anyone: tables, pictures, evidence",
    "tables": "one tidy table a layer, in a folder",
    "codebook": "what each column means, with unit and source",
    "reuse": "passages that two articles share, and groups",
    "train": "a classifier that guesses the outlet from framing",
    "evaluate": "its score on unseen stories, and what label leaks add",
    "predict": "guesses with a trained classifier",
    "frames": "your own frames; frames by actor and by relation",
    "compare": "how outlets differ, with intervals and tests",
    "chart": "a picture for a paper, from a table",
    "methods": "the methods paragraph and BibTeX of a result",
    "validate": "sheets to code by hand, and how right a layer is",
    "words": "which words, bigrams or speakers an outlet prefers",
}

_COMMANDS_ARE = f"expected a command: {', '.join(COMMANDS)}; `framing --help` says what they do"

_DESCRIPTION = """\
Measures how news outlets frame a story. A corpus is a file, a folder or a glob of
articles: text, HTML, CSV, JSON lines and more. Nothing is ever fetched.

commands:
{commands}

`framing COMMAND --help` is the manual of each.

exit status: 0 done; 1 done, but some input was skipped (each named on stderr);
2 the call itself was wrong and nothing was written; 3 stopped before the end (a full
disk, another run at the same output): run the same command again."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] not in COMMANDS:
        return _no_command(words)
    module = import_module(f"framing.cli.{words[0]}")
    command = Parser(
        prog=f"framing {words[0]}",
        description=module.__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    module.add_arguments(command)
    # A call from Python may share its process with what it reads; a command never does.
    command.set_defaults(guarded=argv is None)
    args = command.parse_args(words[1:])
    try:
        status = _run(module, args)
        sys.stdout.flush()
    except StoppedError as error:
        print(f"framing: {error}", file=sys.stderr)
        return 3
    except FramingError as error:
        print(f"framing: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); that is its right.
        sys.stderr.close()
        return 0
    except OSError as error:
        _drop_stdout()
        print(f"framing: the system refused: {error}; nothing was written", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print(f"framing: stopped; {_what_is_kept(module, args)}", file=sys.stderr)
        return 130
    return status


def _no_command(words: Sequence[str]) -> int:
    """What is printed without a command: help if it was asked for, else what was expected."""
    if words and not words[0].startswith("-"):
        meant = suggest(words[0], [*COMMANDS])
        print(f"framing: no command {words[0]!r}{meant}; {_COMMANDS_ARE}", file=sys.stderr)
    else:
        _parser().parse_args(words)
        print(f"framing: {_COMMANDS_ARE}", file=sys.stderr)
    return 2


def _run(module: ModuleType, args: Namespace) -> int:
    """Run a command with its outputs held, and none of them an input."""
    # Help needs none of these: without them it is there in half the time.
    from framing.corpus.remote import is_remote
    from framing.tables.overlap import refuse_overlap
    from framing.tables.target import claimed

    inputs, outputs = files_of(module, args)
    refuse_overlap(outputs, inputs)
    local = [name for name in outputs if name != "-" and not is_remote(name)]
    with claimed(local), warnings.catch_warnings():
        warnings.simplefilter("always", SkippedWarning)
        warnings.showwarning = _say
        _check_lists(args)
        status: int = module.run(args)
    return status


def _check_lists(args: Namespace) -> None:
    """Before a command reads anything: a fault in the user's lists would spoil every article."""
    lexicons = getattr(args, "lexicons", None)
    if lexicons is not None:
        from framing.lists.check import check_folder

        check_folder(lexicons)


def _say(message: Warning | str, category: type[Warning], *rest: object, **more: object) -> None:
    """A warning as a line of its own, without the place in our code that it came from."""
    print(f"framing: {message}", file=sys.stderr)


def files_of(module: ModuleType, args: Namespace) -> tuple[list[str], list[str]]:
    """Inputs and outputs of a call: the arguments that the command's `INPUTS` and `OUTPUTS` name.

    Without these a command reads corpus and lexicons and writes its output. A command whose
    arguments are both, in one part or another, says so in a function `files`.
    """
    if hasattr(module, "files"):
        inputs, outputs = module.files(args)
    else:
        inputs = [getattr(args, key) for key in getattr(module, "INPUTS", ("corpus", "lexicons"))]
        outputs = [getattr(args, key) for key in getattr(module, "OUTPUTS", ("output",))]
    return [n for one in inputs for n in _names(one)], [n for one in outputs for n in _names(one)]


def _names(value: object) -> list[str]:
    """The file names of an argument: none, one or several."""
    if value is None:
        return []
    return [str(name) for name in value] if isinstance(value, list) else [str(value)]


def _what_is_kept(module: ModuleType, args: Namespace) -> str:
    from framing.run.checkpoint import partial_folder

    _, outputs = files_of(module, args)
    if any(name != "-" and partial_folder(name).is_dir() for name in outputs):
        return "the same command continues what was begun"
    return "nothing was written"


def _drop_stdout() -> None:
    """Let go of what stdout could not take; the interpreter would try again as it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _parser() -> ArgumentParser:
    listing = "\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items())
    parser = Parser(
        prog="framing",
        usage="framing COMMAND [options]",
        description=_DESCRIPTION.format(commands=listing),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"framing {__version__}")
    parser.add_argument("command", nargs="?", choices=[*COMMANDS], help="what to do")
    return parser


if __name__ == "__main__":
    sys.exit(main())
