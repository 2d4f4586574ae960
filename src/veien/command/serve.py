"""`veien serve`: looks that all is in order, brings the database up to date, and serves the pages.

One process loads the program and looks after its workers: one for each core, two at most, with two threads each.
Python runs one thread of a worker at a time, so threads share a core and workers do not (decision 0008).
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import io
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from veien.command.migrate import CannotStart, bring_up_to_date, load_django

MOST_WORKERS = 2
THREADS = 2
SECONDS_TO_END_A_REQUEST = 10
ASSETS = Path(__file__).resolve().parent.parent / "web" / "static" / "web" / "vendor"


def serve(arguments: Sequence[str]) -> int:
    """Start Veien and stay until it is stopped."""
    wanted = read(arguments)
    try:
        port = usable_port(wanted.address, wanted.port)
        home = usable_home()
        os.environ.setdefault("VEIEN_BASE_URL", f"http://{written(wanted.address)}:{port}")
        prepare(home, wanted.example)
        block = welcome(home, wanted.example)
    except CannotStart as obstacle:
        print(f"Veien: {obstacle}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped before Veien was ready; start it again to go on where it was.", file=sys.stderr)
        return 1
    run(wanted.address, port, lambda: print(block, flush=True))
    return 0


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the words after `veien serve`; what they leave out comes from the environment."""
    parser = argparse.ArgumentParser(prog="veien serve", description="Start Veien on this machine.")
    parser.add_argument(
        "--port", default=os.environ.get("VEIEN_PORT") or "8000", help="default VEIEN_PORT or 8000"
    )
    parser.add_argument(
        "--address",
        default=os.environ.get("VEIEN_ADDRESS") or "127.0.0.1",
        help="where to listen, default VEIEN_ADDRESS or 127.0.0.1 (this machine only)",
    )
    parser.add_argument("--example", metavar="NAME", help="load this example procurement into a new database")
    return parser.parse_args(arguments)


def usable_port(address: str, text: str) -> int:
    """Read the port and see that it is free.

    Raises: CannotStart when it is no port, is taken, or may not be used.
    """
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CannotStart(
            f"{text!r} is not a port; choose a number from 1024 to 65535, as in VEIEN_PORT=8001."
        )
    port = int(text)
    kind = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            # Without this a port that has just been left would count as taken for a minute.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            probe.listen(1)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            told = f"Port {port} is taken, perhaps by a Veien that already runs at http://{written(address)}:{port}"
            raise CannotStart(f"{told}; choose another port, as in VEIEN_PORT={port + 1}.") from problem
        told = f"This user may not listen on {written(address)}:{port} ({problem.strerror})"
        raise CannotStart(f"{told}; choose another, as in VEIEN_PORT=8001.") from problem
    return port


def written(address: str) -> str:
    """Write an address as it stands in a link."""
    return f"[{address}]" if ":" in address else address


def usable_home() -> Path:
    """Find the folder for data and see that it can be written to.

    Raises: CannotStart when it cannot.
    """
    home = Path(os.environ.get("VEIEN_HOME") or "var").resolve()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as problem:
        told = f"The data is kept in {home}, which cannot be written to ({problem.strerror})"
        raise CannotStart(f"{told}; set VEIEN_HOME to a folder that you own.") from problem
    if not (ASSETS / "designsystemet.css").is_file():
        raise CannotStart("The style sheets have not been built; type 'make install' in Veien's folder.")
    return home


def prepare(home: Path, example: str | None) -> None:
    """Load the program, bring the database up to date, and load the example into a new one.

    A loading that was cut short is begun anew: the mark is there from the first table to the last entry.

    Raises: CannotStart when a setting, the database or the example stands in the way.
    """
    load_django()
    mark = home / f"loading-{example}"
    if example and is_new():
        mark.touch()
    bring_up_to_date()
    if example and mark.exists():
        load_example(example)
        mark.unlink()


def is_new() -> bool:
    """Tell whether the database holds no table yet."""
    from django.db import DatabaseError, connection

    try:
        return not connection.introspection.table_names()
    except DatabaseError as problem:
        reason = str(problem).strip().splitlines()[0]
        raise CannotStart(
            f"The database cannot be opened ({reason}); see to VEIEN_DATABASE_URL."
        ) from problem


def load_example(name: str) -> None:
    """Play the example in a process of its own, so that its memory is given back.

    Raises: CannotStart when it fails.
    """
    print(f"Loading the example procurement ({name}), which takes a little while the first time", flush=True)
    command = [sys.executable, "-c", "import sys; from veien.command.main import main; sys.exit(main())"]
    done = subprocess.run(  # noqa: S603 - our own command, and the name is one of its choices
        [*command, "demo", name, "--fresh"], stdout=subprocess.DEVNULL, start_new_session=True, check=False
    )
    if done.returncode != 0:
        told = f"The example {name} could not be loaded; the reason stands above"
        raise CannotStart(f"{told}. Start without it with: veien serve")


def welcome(home: Path, example: str | None) -> str:
    """Write what a person needs to know when Veien is ready."""
    lines = [
        "",
        f"Veien is ready: {os.environ['VEIEN_BASE_URL']}/",
        f"Your data is in {home}. Stop with Ctrl-C.",
    ]
    if example:
        lines += ["", told_by_example(example)]
    return "\n".join(lines)


def told_by_example(name: str) -> str:
    """Ask the example who its users are; it has been deleted if it does not know."""
    from veien.command.main import main

    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        main(["demo", name])
    return told.getvalue().strip()


def worker_application(_: str) -> Callable[..., Any]:
    """Give the loaded program to the worker; being a copy of this process, it has it at once."""
    wsgi = import_module("veien.server.wsgi")
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    application: Callable[..., Any] = wsgi.application
    return application


def end_with(parent: int) -> None:
    """End the worker soon after its parent has been killed, or it would hold the port for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def run(address: str, port: int, when_ready: Callable[[], None]) -> None:
    """Answer requests until told to stop."""
    from django.db import connections
    from django.urls import get_resolver
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "veien.server.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(MOST_WORKERS, len(os.sched_getaffinity(0))),
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END_A_REQUEST,
    )
    server.on_startup(when_ready)
    import_module("veien.server.wsgi")
    # The addresses are read before the worker is made, so that the first page is as quick as the next.
    get_resolver().url_patterns  # noqa: B018
    connections.close_all()
    gc.collect()
    gc.freeze()
    server.serve(target_loader=worker_application)
