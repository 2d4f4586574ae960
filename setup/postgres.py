"""A private PostgreSQL for the tests: made in a temporary folder, reached on 127.0.0.1, gone afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from said import Stop, get_from_debian, is_root

OLDEST = 15
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    # A test cluster is thrown away, so it need not survive a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def programs() -> Path | None:
    """Find the server's programs, which Debian keeps off the PATH, in one folder for each version."""
    folders = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: int(folder.parent.name),
    )
    for folder in folders:
        if int(folder.parent.name) >= OLDEST:
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def ensure_programs() -> Path:
    """Find PostgreSQL, or get it from Debian when we may.

    Raises: Stop with the line to type when it is not to be had from here.
    """
    if programs() is None:
        get_from_debian("postgresql", why="PostgreSQL is not on this machine")
    found = programs()
    if found is None:
        raise Stop(
            f"PostgreSQL {OLDEST} or newer did not come with the package postgresql; install it by hand."
        )
    return found


def owner() -> str | None:
    """Name the user to run the server as: PostgreSQL refuses to run as the administrator."""
    if not is_root():
        return None
    try:
        pwd.getpwnam("postgres")
    except KeyError as error:
        raise Stop(
            "There is no user postgres to run the test database as; type 'useradd -r postgres'."
        ) from error
    return "postgres"


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster nobody else uses, give its address, and remove it afterwards.

    Raises: Stop when the server cannot be made or started; its log is part of the message.
    """
    bin_folder, user = ensure_programs(), owner()
    folder = Path(tempfile.mkdtemp(prefix="veien-postgres-"))
    password, port = secrets.token_hex(16), free_port()
    try:
        (folder / "password").write_text(password)
        if user:
            shutil.chown(folder, user, group=pwd.getpwnam(user).pw_gid)
            shutil.chown(folder / "password", user)
        make(bin_folder, folder, user)
        start(bin_folder, folder, user, port)
        yield f"postgresql://veien:{password}@127.0.0.1:{port}/postgres"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            call(
                [bin_folder / "pg_ctl", "stop", "-D", folder / "data", "-m", "immediate", "-w"], folder, user
            )
        shutil.rmtree(folder, ignore_errors=True)


def make(bin_folder: Path, folder: Path, user: str | None) -> None:
    """Lay the cluster's files."""
    command: list[str | Path] = [bin_folder / "initdb", "-D", folder / "data", "-U", "veien"]
    command += ["--pwfile", folder / "password", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
    command += ["--no-sync", "--no-instructions"]
    made = call(command, folder, user)
    if made.returncode != 0:
        raise Stop(f"Could not make the PostgreSQL test cluster: {made.stdout.strip()[-300:]}")


def start(bin_folder: Path, folder: Path, user: str | None, port: int) -> None:
    """Start the server and wait until it answers."""
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    log = folder / "server.log"
    command: list[str | Path] = [
        bin_folder / "pg_ctl",
        "start",
        "-D",
        folder / "data",
        "-l",
        log,
        "-w",
        "-t",
        "60",
        "-o",
        options,
    ]
    if call(command, folder, user).returncode != 0:
        told = log.read_text(errors="replace").strip()[-300:] if log.is_file() else "it left no log."
        raise Stop(f"Could not start the PostgreSQL test cluster: {told}")


def call(command: list[str | Path], folder: Path, user: str | None) -> subprocess.CompletedProcess[str]:
    """Run one of the server's programs as the user it must have."""
    env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    # The output goes to a file: a started server keeps an inherited pipe open for as long as it lives.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
