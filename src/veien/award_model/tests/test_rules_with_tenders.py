"""Other tenders for a checked case: what check_case would refuse is refused here too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from veien.award_model.rules import Case, Tender, check_case, evaluate, with_tenders
from veien.foundation.faults import BadDocument

DOCUMENT: dict[str, Any] = {
    "format": "veien-evaluation/1",
    "currency": "NOK",
    "method": "points",
    "scale": "10",
    "criteria": [
        {"id": "price", "weight": "0.5", "kind": "price", "model": {"name": "proportional"}},
        {"id": "use", "weight": "0.5", "kind": "quality", "normalise": "none"},
    ],
    "tenders": [
        {"id": "A", "price": "100", "points": {"use": "7"}},
        {"id": "B", "price": "120", "points": {"use": "9"}},
        {"id": "C", "rejected": "late"},
    ],
}


def case() -> Case:
    return check_case(DOCUMENT)


def test_the_same_tenders_give_the_same_result() -> None:
    whole = evaluate(case(), engine="a test")
    again = evaluate(with_tenders(case(), case().tenders), engine="a test")
    assert {**again, "input_sha256": whole["input_sha256"]} == whole
    assert again["input_sha256"] == ""


@pytest.mark.parametrize(
    "tender",
    [
        Tender("A", price=None, points={"use": Decimal(1)}),
        Tender("A", price=Decimal(0), points={"use": Decimal(1)}),
        Tender("A", price=Decimal(1), points={}),
        Tender("A", price=Decimal(1), points={"use": Decimal(11)}),
        Tender("A", price=Decimal(1), points={"use": Decimal(-1)}),
        Tender("A", price=Decimal(1), points={"use": Decimal(1), "more": Decimal(1)}),
        Tender("A", rejected="late"),
    ],
)
def test_a_tender_that_lacks_a_figure_is_refused(tender: Tender) -> None:
    with pytest.raises(BadDocument):
        with_tenders(case(), [tender])


def test_two_tenders_with_the_same_id_are_refused() -> None:
    tender = case().tenders[0]
    with pytest.raises(BadDocument):
        with_tenders(case(), [tender, tender])


def test_a_deduction_that_takes_the_whole_price_is_refused() -> None:
    criteria = [
        {key: value for key, value in each.items() if key != "model"} for each in DOCUMENT["criteria"]
    ]
    changed = {**DOCUMENT, "criteria": criteria, "method": "percent_deduction", "percent": "100"}
    checked = check_case(changed)
    full = checked.tenders[0]._replace(points={"use": Decimal(10)})
    with pytest.raises(BadDocument):
        with_tenders(checked, [full])
