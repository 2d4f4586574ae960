"""What can only be checked when every part is in order: prices against the model, weights by method."""

from __future__ import annotations

from veien.award_model.rules.case import Case, weights_of_price_and_quality
from veien.award_model.rules.evaluated_prices import deducted_share
from veien.award_model.rules.sheet import TOTAL, Sheet, points_of
from veien.foundation.findings import Findings, Steps

_DIVIDES_BY_PRICE_WEIGHT = ("percent_markup", "utility_index")
_NEEDS_QUALITY = (
    "percent_markup",
    "percent_addition",
    "percent_deduction",
    "value_per_price",
    "utility_index",
    "qualified_lowest_price",
)


def check_whole(case: Case, findings: Findings) -> None:
    """Note what the parts of a case do not allow together."""
    _check_discounts(case, findings)
    price_weight, quality_weight = weights_of_price_and_quality(case)
    if case.method in _DIVIDES_BY_PRICE_WEIGHT and price_weight == 0:
        what = f"The price has no weight, and the method {case.method} divides by it."
        findings.note(("criteria",), what, "Give the price criterion a weight above 0.")
    if case.method in _NEEDS_QUALITY and quality_weight == 0:
        what = f"No quality criterion has a weight, and the method {case.method} needs one."
        findings.note(("criteria",), what, "Give a quality criterion a weight above 0.")
    if findings.faults:
        return
    _check_deductions(case, findings)
    _check_named_criteria(case, findings)


def check_figures(case: Case, findings: Findings) -> None:
    """Note what the prices and points of the tenders do not allow, where the model has been checked already."""
    _check_discounts(case, findings)
    if not findings.faults:
        _check_deductions(case, findings)


def _check_discounts(case: Case, findings: Findings) -> None:
    model = case.price_leaf.model if case.price_leaf else None
    if model is None or model.name != "discount_power":
        return
    if all(tender.price is None or tender.price >= model.numbers["base"] for tender in case.competing):
        what = "No price is below the base of the model discount_power."
        findings.note(("tenders",), what, "Write a higher base, or use another model.")


def _check_deductions(case: Case, findings: Findings) -> None:
    if case.method != "percent_deduction":
        return
    quality = Sheet(case).sum_of(TOTAL)
    competing = [place for place, tender in enumerate(case.tenders) if tender.rejected is None]
    for index, place in enumerate(competing):
        reached = quality.fraction(index) if quality else 0
        if deducted_share(reached, scale=case.scale, percent=case.percent or 0) >= 1:
            what = "The deduction takes the whole price or more."
            findings.note(("tenders", place), what, "Lower percent, or use percent_addition.")


def _check_named_criteria(case: Case, findings: Findings) -> None:
    """Check that the criteria that decide have points: a parent has none where its weights are all 0."""
    price = case.price_leaf.id if case.price_leaf else None
    named: list[tuple[Steps, str]] = [
        (("least_points", name), name) for name in case.least_points if name != "total"
    ]
    if case.decide_by is not None and case.decide_by != price:
        named.append((("decide_by",), case.decide_by))
    sheet = Sheet(case) if named else None
    for place, name in named:
        if sheet is not None and sheet.sum_of(points_of(name)) is None:
            what = f"The quality criteria in {name} have no weight."
            findings.note(place, what, "Choose another criterion, or give them weights.")
