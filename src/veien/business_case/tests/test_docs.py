"""The pages on formulas are true: each example is run, and no formula is without a page."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from veien.award_model.tests.test_docs import HEADINGS, differences
from veien.business_case.rules import BENEFITS, DISCOUNTINGS, SHAPES, check_share, share
from veien.business_case.rules.checking import MOST_ALTERNATIVES, MOST_LINE_YEARS, MOST_MEMBERS, MOST_YEARS
from veien.business_case.rules.figures import DECIMALS_OF_RATES, MOST_DECIMALS, UNITS
from veien.business_case.rules.quantities import MOST_FACTORS
from veien.business_case.tests.cases import Document, result_of
from veien.foundation.reading import read_document

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference" / "formulas" / "business-case"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")
FUNCTIONS = [
    "airport_shares",
    "annuity_factor",
    "better_off_alone",
    "equivalent_annual_cost",
    "life_cycle_cost",
    "real_rate",
    "shapley_shares",
    "triangular_quantile",
]


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def examples() -> Iterator[Any]:
    for page in PAGES:
        documents = [read_document(block.encode(), name=page.name) for block in blocks(page, "yaml")]
        pair = iter(documents)
        for number, case in enumerate(pair, 1):
            yield pytest.param(case, next(pair), id=f"{page.stem}-{number}")


@pytest.mark.parametrize(("case", "expected"), list(examples()))
def test_the_example_gives_what_the_page_prints(case: Document, expected: Document) -> None:
    if case["format"] == "veien-share/1":
        assert share(check_share(case)) == expected
        return
    simulations = [held["simulation"] for held in expected["alternatives"].values() if "simulation" in held]
    result = result_of(case, **({"samples": simulations[0]["samples"]} if simulations else {}))
    assert differences(expected, result) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_python_says_on_a_page_is_what_python_says(page: Path) -> None:
    for block in blocks(page, "python"):
        test = doctest.DocTestParser().get_doctest(block, {}, page.name, str(page), 0)
        assert test.examples
        assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_has_its_parts_and_stands_in_the_index(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert len(blocks(page, "yaml")) % 2 == 0
    assert blocks(page, "yaml") or blocks(page, "python")
    title, about = text.splitlines()[0].removeprefix("# "), text.splitlines()[2]
    assert f"- [{title}]({page.name}): {about}" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_choice_and_every_rule_of_its_own_has_a_page() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for word in (*DISCOUNTINGS, *BENEFITS, *SHAPES):
        assert word in text, word
    for name in FUNCTIONS:
        assert f"{name}(" in text, name


def test_the_limits_on_the_page_are_those_of_the_program() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"| years of the case | 1 to {MOST_YEARS} |" in text
    assert f"of a rate or a growth | {MOST_DECIMALS}; {DECIMALS_OF_RATES} |" in text
    assert f"times years | {MOST_LINE_YEARS:,} |" in text
    assert f"| {MOST_ALTERNATIVES}; 1,000; 1,000; {MOST_FACTORS} |" in text
    assert f"{MOST_MEMBERS:,}; 12 |" in text
    for unit, limits in UNITS.items():
        assert f"`{unit}` (" in text
        assert f"{limits.most}" in text.split(f"`{unit}` (", 1)[1].split(")", 1)[0]
