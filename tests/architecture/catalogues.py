"""Reads the translated sentences of every room, and collects the sentences that code and pages ask for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "veien"
LANGUAGES = ("nb", "sv", "da")
SPOKEN = (".py", ".html", ".txt")
SILENT = shutil.ignore_patterns("tests", "migrations", "locale", "vendor", "packs", "__pycache__")

Key = tuple[str, str, str]
"""Context, sentence and plural; the last two are what stands in the code."""


@dataclass(frozen=True)
class Entry:
    """One sentence of a catalogue with its translations: one, or one for each plural form."""

    key: Key
    texts: tuple[str, ...]
    is_fuzzy: bool


def rooms() -> list[str]:
    """Name every folder of the program that holds code."""
    return sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file())


def speaking_rooms() -> list[str]:
    """Name the rooms that have pages, or sentences to translate in their code."""
    return [room for room in rooms() if any(_speaks(path) for path in _own_files(room))]


def path_of(room: str, language: str) -> Path:
    """Say where a room's catalogue lies."""
    return SOURCE / room / "locale" / language / "LC_MESSAGES" / "django.po"


@cache
def entries(room: str, language: str) -> tuple[Entry, ...]:
    """Read a room's catalogue, leftovers included; nothing where there is none."""
    path = path_of(room, language)
    if not path.is_file():
        return ()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language, abort_invalid=True)
    return tuple(_entry(message) for message in catalogue if message.id)


def leftovers(room: str, language: str) -> int:
    """Count the lines of a catalogue that are struck out."""
    path = path_of(room, language)
    return path.read_text("utf-8").count("\n#~") if path.is_file() else 0


def collected(folder: Path) -> dict[str, set[Key]]:
    """Collect what every room asks to have translated, as Django's own makemessages finds it.

    A copy of the code is read, in which every room has an empty catalogue.
    """
    copy = folder / "veien"
    shutil.copytree(SOURCE, copy, ignore=SILENT)
    for path in copy.rglob("*"):
        if path.is_file() and path.suffix not in SPOKEN:
            path.unlink()
    for room in rooms():
        (copy / room / "locale").mkdir(exist_ok=True)
    clean = {name: text for name, text in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "nb", "--no-location", "--no-obsolete"]
    done = subprocess.run(command, cwd=copy, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, set[Key]] = {}
    for room in rooms():
        made = copy / room / "locale" / "nb" / "LC_MESSAGES" / "django.po"
        if made.is_file():
            with made.open("rb") as source:
                found[room] = {_entry(message).key for message in read_po(source) if message.id}
    return found


def _own_files(room: str) -> Iterator[Path]:
    for path in sorted((SOURCE / room).rglob("*")):
        if path.suffix in SPOKEN and not {"tests", "migrations", "locale"} & set(path.parts):
            yield path


def _speaks(path: Path) -> bool:
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        return "{% trans" in text or "{% blocktrans" in text
    return "gettext" in text or "{% blocktrans" in text


def _entry(message: object) -> Entry:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)  # type: ignore[attr-defined]
    texts = message.string if isinstance(message.string, tuple) else (message.string,)  # type: ignore[attr-defined]
    return Entry(
        (message.context or "", ids[0], ids[1] if len(ids) > 1 else ""),  # type: ignore[attr-defined]
        texts,
        message.fuzzy,  # type: ignore[attr-defined]
    )
