"""The guide on award models says what the engine says, and its pictures are the engine's."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.docs.award_pictures import FOLDER, answered, compressed, outsider, pictures, worth
from veien.award_model.tests.test_docs import blocks, differences

GUIDE = FOLDER.parents[1] / "howto" / "choose-an-award-model.md"


@pytest.mark.parametrize("name", sorted(pictures()))
def test_each_picture_is_what_the_engine_draws_today(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pictures()[name]


def test_the_guide_shows_every_picture_and_no_other() -> None:
    shown = re.findall(r"\]\(\.\./pictures/award/([^)]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(pictures()) == sorted(file.name for file in FOLDER.iterdir())


def test_three_models_give_the_three_winners_that_the_guide_tells() -> None:
    found = blocks(GUIDE)
    assert len(found) == 6
    orders = []
    for case, told in zip(found[::2], found[1::2], strict=True):
        result = answered(case)
        assert differences(told, result) == []
        orders.append(result["order"])
    text = GUIDE.read_text(encoding="utf-8")
    for place, row in enumerate(zip(*orders, strict=True), 1):
        line = next(each for each in text.splitlines() if each.startswith(f"| {place} |"))
        assert re.findall(r"\b[A-E]\b", line) == list(row)


def test_the_figures_in_the_text_are_those_of_the_pictures() -> None:
    totals = outsider()
    level = [x for (x, a), (_, b) in zip(*totals.values(), strict=True) if a == b]
    assert level == [Decimal(950)]
    assert dict(worth()["Proportional"])[Decimal(2)] == 4 * dict(worth()["Proportional"])[Decimal(1)]
    assert round(compressed()["use"]) == 8
