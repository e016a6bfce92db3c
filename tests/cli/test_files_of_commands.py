"""Every option that names a file is known as what is read or what is written."""

from __future__ import annotations

from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from importlib import import_module

import pytest

from framing.cli.main import COMMANDS
from framing.cli.parser import Parser

FILES = {"FILE", "DIR", "FOLDER", "CORPUS", "TABLE", "SHEET"}


def arguments(parser: ArgumentParser) -> Iterator[Action]:
    """The arguments of a command and of its parts."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for part in action.choices.values():
                yield from arguments(part)
        else:
            yield action


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_names_a_file_that_the_guard_of_inputs_does_not_know(command: str) -> None:
    module = import_module(f"framing.cli.{command}")
    parser = Parser(prog=command)
    module.add_arguments(parser)
    known = {*getattr(module, "INPUTS", ("corpus", "lexicons"))}
    known |= {*getattr(module, "OUTPUTS", ("output",))}
    named = {one.dest for one in arguments(parser) if one.metavar in FILES}
    assert named
    assert named <= known
