"""Sizes: no file past 400 lines (the test fails at 500), no template past 150, no function past 40."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "veien"
PYTHON = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = [
    path
    for path in sorted(SOURCE.rglob("*.html"))
    if "node_modules" not in path.parts and "vendor" not in path.parts
]

LONG_FUNCTIONS: dict[str, str] = {}
"""Functions past 40 lines, each with its reason."""


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(SOURCE)) for path in paths]


@pytest.mark.parametrize("name", names(PYTHON))
def test_a_file_is_short_enough_to_be_read_in_one_go(name: str) -> None:
    lines = (SOURCE / name).read_text(encoding="utf-8").count("\n")
    assert lines < 500, f"{name} has {lines} lines; which room or package does it want to become?"


@pytest.mark.parametrize("name", names(TEMPLATES))
def test_a_template_is_short(name: str) -> None:
    lines = (SOURCE / name).read_text(encoding="utf-8").count("\n")
    assert lines <= 150, f"{name} has {lines} lines."


@pytest.mark.parametrize("name", [each for each in names(PYTHON) if "/tests/" not in each])
def test_a_function_fits_on_a_screen(name: str) -> None:
    tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = node.body[0].end_lineno if ast.get_docstring(node) else node.body[0].lineno - 1
            length = (node.end_lineno or 0) - (docstring or 0)
            assert length <= 40 or f"{name}:{node.name}" in LONG_FUNCTIONS, f"{node.name}: {length} lines"


@pytest.mark.parametrize("name", [each for each in names(PYTHON) if "/tests/" not in each])
def test_a_module_and_what_it_offers_say_what_they_are_for(name: str) -> None:
    text = (SOURCE / name).read_text(encoding="utf-8")
    tree = ast.parse(text)
    if text.strip():
        assert ast.get_docstring(tree), f"{name} does not say what lives in it."
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name}: {node.name} does not say what it does."


def test_an_exception_that_is_no_longer_needed_is_struck_off() -> None:
    for key in LONG_FUNCTIONS:
        name, function = key.split(":")
        assert f"def {function}(" in (SOURCE / name).read_text(encoding="utf-8")
