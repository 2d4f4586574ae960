"""From outside, a room is entered only by its rules, queries and actions; and only one clock tells the time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "veien"
DOORS = {"rules", "queries", "actions"}
FREE = {"foundation", "web"}
MAY_MOUNT = {"api", "server", "command", "scenarios"}
FILES = [
    path
    for path in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in path.parts and "tests" not in path.parts and path.parent != SOURCE
]

EXCEPTIONS: dict[tuple[str, str], str] = {}
"""(file, module) pairs that enter by another way, each with its reason."""


def imports_of(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
            found += [f"{node.module}.{each.name}" for each in node.names if node.module.count(".") == 1]
        elif isinstance(node, ast.Import):
            found += [each.name for each in node.names]
    return [each for each in found if each.startswith("veien.")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_is_entered_by_its_doors(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    if room in MAY_MOUNT:
        return
    for module in imports_of(path):
        parts = module.split(".")
        other = parts[1]
        if other == room or other in FREE or len(parts) < 3 or not (SOURCE / other).is_dir():
            continue
        key = (str(path.relative_to(SOURCE)), module)
        assert parts[2] in DOORS or key in EXCEPTIONS, f"{key[0]} enters {other} by {'.'.join(parts[2:])}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_time_is_asked_of_the_one_clock(path: Path) -> None:
    if path.name == "clock.py":
        return
    text = path.read_text(encoding="utf-8")
    for call in ("timezone.now(", "datetime.now(", "date.today(", "datetime.utcnow(", "auto_now"):
        assert call not in text, f"{path.name} asks {call}"


def test_no_room_is_called_by_a_name_that_says_nothing() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    assert not rooms & {"core", "common", "utils", "helpers", "misc", "shared", "base"}


def test_no_page_carries_inline_script_or_style() -> None:
    for path in SOURCE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert "onclick=" not in text, path
        assert "<script>" not in text, path
