"""The Python side of set-up: the environment .venv, the locked packages in it, and Veien itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from said import ENVIRONMENT, ROOT, Stop, digest_of, get_from_debian, run, step

PYTHON = ENVIRONMENT / "bin" / "python"
HELD_BY = {"dev": ("base", "postgres")}
PATIENCE = {"PIP_RETRIES": "2", "PIP_TIMEOUT": "20", "UV_HTTP_TIMEOUT": "30", "UV_NO_PROGRESS": "1"}


def ensure_environment() -> None:
    """Make .venv where it is missing, was made for another folder, or its Python has gone.

    Raises: Stop when no environment can be made.
    """
    if is_here(ENVIRONMENT) and starts(PYTHON):
        return
    must_be_writable()
    if not has_venv() and not uv_on_path():
        get_from_debian(f"python{sys.version_info[0]}-venv", why="This Python cannot make environments yet")
    with step("Python environment in .venv"):
        if has_venv():
            command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
        else:
            command = [uv_on_path() or "uv", "venv", "--clear", "--python", sys.executable, str(ENVIRONMENT)]
        try:
            made = subprocess.run(
                command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
            )
        except OSError as error:
            raise Stop(f"Could not make the Python environment: {error}.") from error
        if made.returncode != 0:
            raise Stop(f"Could not make the Python environment .venv: {last_line(made.stdout + made.stderr)}")


def must_be_writable() -> None:
    """See that the folder can hold what set-up makes.

    Raises: Stop when it cannot.
    """
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            pass
    except OSError as error:
        told = f"The folder {ROOT} cannot be written to ({error.strerror})"
        raise Stop(f"{told}; copy Veien to a folder that you own and type the same command there.") from error


def is_here(environment: Path) -> bool:
    """Tell whether an environment was made for the place where it lies: its programs hold its path."""
    script = environment / "bin" / "activate"
    return script.is_file() and str(environment) in script.read_text(errors="replace")


def starts(python: Path) -> bool:
    """Tell whether an environment's Python runs and is new enough."""
    try:
        probe = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(probe, capture_output=True, timeout=60, check=False).returncode == 0
    except OSError:
        return False


def has_venv() -> bool:
    """Tell whether this Python can make an environment with pip in it (Debian splits that off)."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def uv_on_path() -> str | None:
    """Find a uv of the machine's own."""
    return shutil.which("uv")


def last_line(text: str) -> str:
    """Give the last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason."


def lock(name: str) -> Path:
    """Name the lock file of one set of packages."""
    return ROOT / "requirements" / f"{name}.txt"


def is_installed(name: str) -> bool:
    """Tell whether .venv was filled from today's lock file of that name."""
    mark = ENVIRONMENT / f".veien-{name}"
    return mark.is_file() and mark.read_text() == digest_of([lock(name)])


def ensure(name: str, text: str) -> None:
    """Install one set of locked packages, each checked against its digest, unless they are there.

    Raises: Stop when a package cannot be had or differs from its digest.
    """
    if is_installed(name):
        return
    with step(text):
        install(name)
        for held in (name, *HELD_BY.get(name, ())):
            (ENVIRONMENT / f".veien-{held}").write_text(digest_of([lock(held)]))


def install(name: str) -> None:
    """Install from a lock file with uv where there is one, else (or if that fails) with pip."""
    wanted = ["--require-hashes", "-r", str(lock(name))]
    what = f"install the packages in requirements/{name}.txt"
    env = PATIENCE | dict(os.environ)
    own = ENVIRONMENT / "bin" / "uv"
    uv = str(own) if own.is_file() else uv_on_path()
    if uv is not None:
        try:
            run([uv, "pip", "install", "--python", str(PYTHON), *wanted], what=what, env=env)
        except Stop:
            # uv reads no pip configuration: a machine with its own package mirror is served by pip alone.
            if not has_pip():
                raise
        else:
            return
    run(
        [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar=off", *wanted], what=what, env=env
    )


def has_pip() -> bool:
    """Tell whether .venv has pip."""
    return (ENVIRONMENT / "bin" / "pip").is_file()


def ensure_veien() -> None:
    """Put Veien itself into .venv, pointing at this folder, so that .venv/bin/veien is the command."""
    told_by = [ROOT / "pyproject.toml", ROOT / "src" / "veien" / "__init__.py"]
    mark = ENVIRONMENT / ".veien-self"
    wanted = digest_of(told_by)
    if mark.is_file() and mark.read_text() == wanted and (ENVIRONMENT / "bin" / "veien").is_file():
        return
    with step("Veien itself"):
        flags = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        if has_pip():
            command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar=off", *flags]
        else:
            command = [uv_on_path() or "uv", "pip", "install", "--python", str(PYTHON), *flags]
        run(command, what="install Veien into .venv", env=PATIENCE | dict(os.environ))
        mark.write_text(wanted)
