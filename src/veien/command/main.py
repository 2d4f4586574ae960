"""``veien``: finds the command that was asked for and loads nothing else.

A command is a function that takes the words after its name and gives the exit status: 0 done, 1 a fault of
ours, 2 the input is wrong. A new command is one line in ``COMMANDS``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

DONE = 0
WRONG_INPUT = 2
STOPPED = 130


class Command(NamedTuple):
    """Where a command lives, as ``module:function``, and what it is for in one line."""

    target: str
    about: str


COMMANDS: dict[str, Command] = {
    "evaluate": Command("veien.command.evaluate:run", "compute a ranking from a file, and what it hangs on"),
    "business-case": Command("veien.command.business_case:run", "compare alternatives with today's practice"),
    "share": Command("veien.command.share:run", "share a cost by a key, to the last hundredth"),
    "law": Command("veien.command.law:run", "say which procurement rules a value falls under on a day"),
    "method": Command("veien.command.method:run", "check a method pack, or show the road it makes"),
    "log": Command("veien.command.log:run", "check that nobody has touched the log of a procurement"),
    "demo": Command("veien.command.demo:run", "play an example procurement into the database"),
    "person": Command("veien.command.person:run", "add the first person of an empty installation"),
    "serve": Command("veien.command.serve:serve", "start Veien on this machine"),
    "migrate": Command("veien.command.migrate:migrate", "bring the database up to date"),
    "manage": Command("veien.command.manage:manage", "Django's own administration commands"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command in ``arguments`` (left out: the words of the command line)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else ""
    if name in ("--help", "-h", "help"):
        print(overview())
        return DONE
    if name == "--version":
        from veien import __version__

        print(f"veien {__version__}")
        return DONE
    if name not in COMMANDS:
        if name:
            print(f"veien: there is no command {name!r}.", file=sys.stderr)
        print(overview(), file=sys.stderr)
        return WRONG_INPUT
    return _carry_out(COMMANDS[name], words[1:])


def overview() -> str:
    """List the commands, each with what it is for."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.about}" for name, command in sorted(COMMANDS.items())]
    return "\n".join(
        ["usage: veien COMMAND ...", "", *lines, "", "veien COMMAND --help tells more; veien --version."]
    )


def _carry_out(command: Command, words: Sequence[str]) -> int:
    module, function = command.target.split(":")
    try:
        status: int = getattr(import_module(module), function)(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return STOPPED
    return status


if __name__ == "__main__":
    sys.exit(main())
