"""How the set-up scripts speak and start other programs: steps with times, and one sentence where something stands in the way."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOG = ENVIRONMENT / "setup.log"
NO_NETWORK = (
    "temporary failure in name resolution",
    "name or service not known",
    "nodename nor servname",
    "dns error",
    "network is unreachable",
    "connection refused",
    "connection reset",
    "connecttimeout",
    "connection timed out",
    "newconnectionerror",
    "error sending request",
    "could not connect",
    "failed to resolve",
    "eai_again",
    "enotfound",
    "econnrefused",
    "etimedout",
    "enetunreach",
    "operation timed out",
    "tunnel",
    "no route to host",
)


class Stop(Exception):
    """Set-up cannot go on; the message is one sentence that says what to do."""


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show one step of the work and, when it is done, the time it took."""
    start = time.monotonic()
    print(f"  {text} ...", flush=True)
    yield
    print(f"  {text}: done in {time.monotonic() - start:.1f} s", flush=True)


def run(command: Sequence[str], *, what: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a program, show its lines as progress, keep them all in the log.

    Raises: Stop with a sentence when the program cannot start or ends badly.
    """
    LOG.parent.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        try:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=env or dict(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise Stop(f"Could not {what}: {command[0]} does not start ({error.strerror}).") from error
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            log.write(line)
            show(line)
        if process.wait() != 0:
            raise Stop(reason(what, "".join(lines)))


def show(line: str) -> None:
    """Print the lines that tell how far a package manager has come."""
    text = line.strip()
    if text.startswith(
        (
            "Collecting ",
            "Downloading ",
            "Installing collected",
            "Resolved ",
            "Prepared ",
            "Installed ",
            "Get:",
            "Setting up ",
            "added ",
        )
    ):
        print(f"    {text[:100]}", flush=True)


def reason(what: str, output: str) -> str:
    """Make one sentence of a failed program's output."""
    low = output.lower()
    if any(sign in low for sign in NO_NETWORK):
        return f"Could not {what}: no package index answers; connect this machine to the network (or set its proxy) and type the same command again."
    if "hash" in low and "match" in low:
        return f"Could not {what}: a package differs from the digest in the lock file, so it was not installed; report it as SECURITY.md says."
    if "no space left" in low:
        return f"Could not {what}: the disk is full; free some space and type the same command again."
    if "read-only file system" in low or "permission denied" in low or "eacces" in low:
        return f"Could not {what}: this folder cannot be written to; run from a folder that you own."
    return f"Could not {what}; the full output is in {LOG.relative_to(ROOT)}."


def digest_of(paths: Iterable[Path]) -> str:
    """Give one SHA-256 over the contents of some files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def find_tool(name: str) -> str | None:
    """Find a program on the PATH."""
    return shutil.which(name)


def is_root() -> bool:
    """Tell whether this is the administrator."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def get_from_debian(package: str, *, why: str) -> None:
    """Install a Debian package when we may, else say the one line to type.

    Raises: Stop when it cannot be installed from here.
    """
    line = f"apt-get install -y {package}"
    if not find_tool("apt-get"):
        raise Stop(
            f"{why}; install {package} with this machine's package manager and type the same command again."
        )
    if not is_root():
        raise Stop(f"{why}; type 'sudo {line}' and then the same command again.")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with step(f"Debian package {package}"):
        run(["apt-get", "update"], what="read Debian's package lists", env=env)
        run(
            ["apt-get", "install", "-y", "--no-install-recommends", package],
            what=f"install {package}",
            env=env,
        )


def stop_with(message: str) -> None:
    """Say why it ends here, and end."""
    print(f"\nVeien: {message}", file=sys.stderr, flush=True)
    raise SystemExit(1)
