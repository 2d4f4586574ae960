"""The pages on formulas are true: each example is run, and no formula is without a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from veien.award_model.rules import METHODS, NORMALISATIONS, RESULT_FORMAT
from veien.award_model.rules.check_criteria import MODEL_KEYS
from veien.award_model.tests.cases import Document, result_of
from veien.foundation.reading import read_document

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference" / "formulas"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")
HEADINGS = ["## Method", "## Example", "## Source", "## What it leaves out"]


def blocks(page: Path) -> list[Document]:
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [read_document(block.encode(), name=page.name) for block in found]


def examples() -> Iterator[Any]:
    for page in PAGES:
        pair = iter(blocks(page))
        for number, case in enumerate(pair, 1):
            yield pytest.param(case, next(pair), id=f"{page.stem}-{number}")


def differences(expected: Any, found: Any, place: str = "") -> list[str]:
    """Compare what the page prints with the result; the page may print less, never otherwise."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, found.get(key, "missing"), f"{place}.{key}")
        ]
    return [] if expected == found else [f"{place}: the page says {expected!r}, the result {found!r}"]


@pytest.mark.parametrize(("case", "expected"), list(examples()))
def test_the_example_gives_what_the_page_prints(case: Document, expected: Document) -> None:
    result = result_of(case)
    assert result["format"] == RESULT_FORMAT
    assert set(expected) <= set(result)
    assert differences(expected, result) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_has_its_parts_and_stands_in_the_index(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert len(blocks(page)) >= 2
    assert len(blocks(page)) % 2 == 0
    assert f"({page.name})" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_method_model_and_normalisation_has_a_page() -> None:
    used = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for method in METHODS:
        assert f"method: {method}\n" in used
    for model in MODEL_KEYS:
        assert f"{{name: {model}" in used
    for how in NORMALISATIONS:
        assert f"normalise: {how}" in used


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*PAGES, FOLDER / "README.md"]:
        for target in re.findall(r"\]\(([^)]+\.md)\)", page.read_text(encoding="utf-8")):
            assert (FOLDER / target).exists(), f"{page.name} links to {target}"


def test_a_page_that_says_otherwise_would_be_found() -> None:
    assert differences({"a": {"b": "1"}}, {"a": {"b": "2"}}) == [".a.b: the page says '1', the result '2'"]
    assert differences({"c": None}, {}) == [".c: the page says None, the result 'missing'"]
