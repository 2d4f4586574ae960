"""The pages on what a result page adds are true: each example is run."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from veien.award_model.rules import check_case, evaluate, written
from veien.evaluation.rules.models import moved, three_models
from veien.evaluation.rules.noise import noise_of
from veien.evaluation.rules.strengths import leads_of
from veien.foundation.reading import read_document

FORMULAS = Path(__file__).resolve().parents[4] / "docs" / "reference" / "formulas"
FOLDER = FORMULAS / "result"
ROOM = Path(__file__).resolve().parents[1]
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")
HEADINGS = ["## Method", "## Example", "## Source", "## What it leaves out"]


def example(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    found = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [dict(read_document(block.encode(), name=name)) for block in found]


def test_the_models_rank_as_the_page_prints() -> None:
    document, printed = example("other-models")
    linear, proportional, priced = three_models(document)
    assert {one.name: list(one.order) for one in (linear, proportional, priced)} == printed["orders"]
    assert priced.figures["money_per_point"] == printed["money_per_point"]
    assert {key: list(pair) for key, pair in moved(linear, proportional).items()} == printed["moved"]
    for amount in ("40000", "320000"):
        assert list(three_models(document, money=amount)[2].order) == printed[f"with_{amount}"]


def test_the_draws_give_the_shares_the_page_prints() -> None:
    given, printed = example("evaluator-noise")
    case = check_case(given["case"])
    own = {
        item: [{key: Decimal(points) for key, points in each.items()} for each in rows]
        for item, rows in given["own"].items()
    }
    found = noise_of(case, evaluate(case, engine=""), own)
    assert found is not None
    assert found.by_lot is not None
    assert printed == {
        "winner": found.winner,
        "draws": found.draws,
        "seed": found.seed,
        "by_lot": written(found.by_lot),
        "by_step": written(found.by_step),
    }


def test_the_leads_count_for_what_the_page_prints() -> None:
    document, printed = example("strengths")
    case = check_case(document)
    leads = leads_of(case, evaluate(case, engine=""))
    assert {key: {lead.item: str(lead.counts) for lead in each} for key, each in leads.items()} == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_has_its_parts_and_stands_in_the_index(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert f"({page.name})" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_formula_page_that_a_result_names_is_there() -> None:
    sources = [*ROOM.glob("queries/**/*.py"), *ROOM.glob("rules/*.py"), *ROOM.glob("templates/**/*.html")]
    named = {
        name
        for source in sources
        for name in re.findall(
            r'(?:"|formulas/)((?:result/)?[a-z-]+\.md)', source.read_text(encoding="utf-8")
        )
    }
    assert len(named) > 20
    assert {name for name in named if not (FORMULAS / name).exists()} == set()
