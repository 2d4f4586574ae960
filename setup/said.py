"""How the set-up scripts speak and start other programs.

A step is shown with the time it took; where something stands in the way, one sentence says what to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOG = ENVIRONMENT / "setup.log"
PROGRESS = (
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
SENTENCES = (
    (
        ("do not match the hashes", "hash mismatch", "eintegrity"),
        "a package differs from the digest in the lock file, so it was not installed;"
        " report it as SECURITY.md says.",
    ),
    (
        ("no space left",),
        "the disk is full; free some space and type the same command again.",
    ),
    (
        ("read-only file system", "permission denied", "eacces", "erofs"),
        "this folder cannot be written to; copy it to a folder that you own and type the same command there.",
    ),
    (
        (
            "name resolution", "not known", "dns error", "network is unreachable", "connection refused",
            "connection reset", "timed out", "timeout", "newconnectionerror", "error sending request",
            "could not connect", "failed to resolve", "could not resolve", "eai_again", "enotfound",
            "econnrefused", "etimedout", "enetunreach", "no route to host", "tunnel connection failed",
            "proxyerror", "failed to fetch",
        ),
        "no package index answers; connect this machine to the network (or set its proxy)"
        " and type the same command again.",
    ),
)  # fmt: skip


class Stop(Exception):
    """Set-up cannot go on; the message is one sentence that says what to do."""


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show one step of the work and, when it is done, the time it took."""
    start = time.monotonic()
    print(f"- {text} ...", flush=True)
    yield
    print(f"  done in {time.monotonic() - start:.1f} s", flush=True)


def run(command: Sequence[str], *, what: str, env: dict[str, str] | None = None) -> None:
    """Run a program in the repository, show how far it is, keep all it says in the log.

    Raises: Stop with a sentence when the program cannot start or ends badly.
    """
    lines: list[str] = []
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n")
        try:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise Stop(f"Could not {what}: {command[0]} does not start ({error.strerror}).") from error
        for line in process.stdout or ():
            lines.append(line)
            log.write(line)
            if line.lstrip().startswith(PROGRESS):
                print(f"    {line.strip()[:100]}", flush=True)
    if process.wait() != 0:
        raise Stop(f"Could not {what}: {reason(''.join(lines))}")


def reason(output: str) -> str:
    """Make half a sentence, with its advice, of a failed program's output."""
    low = output.lower()
    for signs, sentence in SENTENCES:
        if any(sign in low for sign in signs):
            return sentence
    return f"the reason stands at the end of {LOG.relative_to(ROOT)}."


def digest_of(paths: Iterable[Path]) -> str:
    """Give one SHA-256 over the names and contents of some files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_root() -> bool:
    """Tell whether this is the administrator."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def get_from_debian(*packages: str, why: str) -> None:
    """Install Debian packages when we may, else say the one line to type.

    Raises: Stop when they cannot be installed from here.
    """
    names = " ".join(packages)
    line = f"apt-get install -y {names}"
    if not shutil.which("apt-get"):
        raise Stop(
            f"{why}; install {names} with this machine's package manager and type the same command again."
        )
    if not is_root():
        raise Stop(f"{why}; type 'sudo {line}' and then the same command again.")
    # RUNLEVEL=1 keeps a freshly installed service from being started beside our own.
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive", RUNLEVEL="1")
    with step(f"{why}: getting {names} from Debian"):
        run(["apt-get", "update"], what="read Debian's package lists", env=env)
        run(
            ["apt-get", "install", "-y", "--no-install-recommends", *packages],
            what=f"install {names}",
            env=env,
        )
