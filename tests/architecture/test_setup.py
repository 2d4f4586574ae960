"""The promises of set-up: all is locked to digests, no registry is named, an obstacle is one sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SETUP = ROOT / "setup"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_one_version_and_digests_and_names_no_host(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^--?\w", text)
    packages = re.split(r"(?m)^(?=[a-zA-Z])", "\n".join(x for x in text.splitlines() if "#" not in x))[1:]
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", package), package
        assert "--hash=sha256:" in package, package


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_lock_holds_what_its_list_asks_for(lock: Path) -> None:
    wanted = {
        re.split(r"[\[<>=;~! ]", line)[0].lower().replace("_", "-")
        for line in lock.with_suffix(".in").read_text("utf-8").splitlines()
        if line and line[0] not in "#-"
    }
    locked = {name.lower() for name in re.findall(r"(?m)^([\w.-]+)==", lock.read_text("utf-8"))}
    assert wanted <= locked


def test_the_front_end_lock_has_digests_and_names_no_host() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert "://" not in json.dumps(lock)
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_the_front_end_lock_is_of_the_list_beside_it() -> None:
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))
    root = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"][""]
    assert root["dependencies"] == wanted["dependencies"]
    assert root["devDependencies"] == wanted["devDependencies"]


def test_an_old_python_gets_one_sentence_with_the_version_it_has(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text(
        '#!/bin/sh\ncase "$2" in *exit*) exit 1;; *print*) echo 3.9;; esac\n',
        "utf-8",
    )
    old.chmod(0o755)
    told = begin({"PATH": path_with("dirname", tmp_path)})
    assert told.returncode == 1
    assert told.stderr.strip().count("\n") == 0
    assert "Python 3.11 or newer is needed and this machine has 3.9" in told.stderr


def test_a_machine_without_python_gets_the_line_to_type(tmp_path: Path) -> None:
    told = begin({"PATH": path_with("dirname", tmp_path)})
    assert told.returncode == 1
    assert "apt-get install -y python3 python3-venv" in told.stderr


def test_a_python_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = begin({"PATH": path_with("dirname", tmp_path), "PYTHON": "/nowhere/python3"})
    assert told.returncode == 1
    assert "There is no program /nowhere/python3" in told.stderr


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("Temporary failure in name resolution", "no package index answers"),
        ("error sending request for url", "no package index answers"),
        ("npm error code EAI_AGAIN", "no package index answers"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "differs from the digest",
        ),
        ("npm error code EINTEGRITY", "differs from the digest"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("OSError: [Errno 30] Read-only file system", "cannot be written to"),
        ("Segmentation fault", "at the end of .venv/setup.log"),
    ],
)
def test_the_output_of_a_failed_program_becomes_one_sentence(output: str, sentence: str) -> None:
    asked = f"import sys; sys.path.insert(0, {str(SETUP)!r}); import said; print(said.reason({output!r}))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert sentence in told
    assert told.strip().count("\n") == 0


def begin(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start the set-up as `make` does, with little on the PATH."""
    return subprocess.run(
        ["/bin/sh", str(SETUP / "begin.sh"), "install"], env=env, capture_output=True, text=True, check=False
    )


def path_with(tool: str, folder: Path) -> str:
    """Make a PATH on which one tool of the system is found, and nothing else but what the folder holds."""
    for place in os.environ["PATH"].split(os.pathsep) + ["/usr/bin", "/bin"]:
        if (Path(place) / tool).is_file():
            (folder / tool).symlink_to(Path(place) / tool)
            return str(folder)
    raise AssertionError(f"The system has no {tool}.")
