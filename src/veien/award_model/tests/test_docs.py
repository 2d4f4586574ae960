"""The pages on formulas are true: each example is run, and no formula is without a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from veien.award_model.rules import (
    LEVELS,
    METHODS,
    NORMALISATIONS,
    RESULT_FORMAT,
    check_case,
    half_width,
    kendall_w,
    krippendorff_alpha,
    share_of_weights_ahead,
    stability_of,
)
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


def pairs_of_blocks() -> Iterator[Any]:
    for page in PAGES:
        pair = iter(blocks(page))
        for number, case in enumerate(pair, 1):
            yield pytest.param(case, next(pair), id=f"{page.stem}-{number}")


def examples() -> Iterator[Any]:
    return (pair for pair in pairs_of_blocks() if "ratings" not in pair.values[0])


def examples_of_agreement() -> Iterator[Any]:
    return (pair for pair in pairs_of_blocks() if "ratings" in pair.values[0])


def told_of(case: Document, expected: Document) -> Document:
    """The result, with the stability where the page prints it, sampled as the page says."""
    result = result_of(case)
    if "stability" in expected:
        held = expected["stability"]
        how = {"samples": held.get("samples") or 1000, "seed": held.get("seed") or 1}
        result["stability"] = stability_of(check_case(case), **how)
    return result


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
    result = told_of(case, expected)
    assert result["format"] == RESULT_FORMAT
    assert set(expected) <= set(result)
    assert differences(expected, result) == []


@pytest.mark.parametrize(("given", "expected"), list(examples_of_agreement()))
def test_the_ratings_agree_as_far_as_the_page_prints(given: Document, expected: Document) -> None:
    ratings, found = given["ratings"], {}
    if "alpha" in expected:
        found["alpha"] = {level: str(krippendorff_alpha(ratings, level=level).value) for level in LEVELS}
    else:
        concordance = kendall_w(ratings)
        found |= {"w": str(concordance.value), "chi_square": str(concordance.chi_square)}
    assert found == expected


def test_the_table_of_half_widths_is_what_is_reckoned() -> None:
    text = (FOLDER / "half-width.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([0-9,]+) \| ([0-9.]+) \|$", text, re.MULTILINE)
    assert len(rows) == 4
    for samples, width in rows:
        assert half_width(int(samples.replace(",", ""))) == Fraction(width)
    lead = [3, -3, -1, -3]
    (share,) = re.findall(r"an exact share of ([0-9]+/[0-9]+)", text)
    assert share_of_weights_ahead(lead) == Fraction(share)


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
