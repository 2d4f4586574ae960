"""What people type, how far it has come, and how figures are written out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.award_model.rules import check_case, evaluate
from veien.criteria.rules import Tree
from veien.evaluation.rules import (
    Failed,
    NotPoints,
    Offered,
    Standing,
    TenderStanding,
    answer_cells,
    decimal_of,
    document_with,
    figure_working,
    lines_of,
    parts_of,
    places_that_tell,
    points_from,
    price_working,
    quality_working,
    says_something,
    scores_digest,
    shortened,
    tidied,
    turned_pair,
)

TEN = Decimal(10)


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("7", "7"),
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        (" 10 ", "10"),
        ("0", "0"),
        ("7,250", "7.25"),
        ("10,000", "10"),
    ],
)
def test_points_are_read_with_a_comma_or_a_point(typed: str, points: str) -> None:
    assert points_from(typed, scale=TEN) == Decimal(points)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("seven", "letters"),
        ("7 of 10", "letters"),
        ("1e1", "letters"),
        ("٧", "letters"),
        ("NaN", "letters"),
        ("7,1234", "decimals"),
        ("10,001", "outside"),
        ("11", "outside"),
        ("-1", "outside"),
    ],
)
def test_points_that_cannot_be_say_why(typed: str, code: str) -> None:
    with pytest.raises(NotPoints) as wrong:
        points_from(typed, scale=TEN)
    assert wrong.value.code == code


@given(st.decimals(min_value=0, max_value=10, places=3))
def test_points_survive_being_typed(points: Decimal) -> None:
    assert points_from(format(points, "f").replace(".", ","), scale=TEN) == points
    assert points_from(points, scale=TEN) == points


@given(st.text(max_size=30))
def test_whatever_is_typed_becomes_points_or_a_reason_why_not(typed: str) -> None:
    code = ""
    try:
        points = points_from(typed, scale=TEN)
    except NotPoints as wrong:
        code = wrong.code
    assert code in ("empty", "letters", "decimals", "outside") or 0 <= points <= TEN


def test_a_reason_has_words() -> None:
    assert says_something("Ja")
    assert not says_something("-")
    assert not says_something(" . 5")
    assert tidied("  one\r\ntwo\x07 ") == "one\ntwo"


def tender(key: str, **changes: object) -> TenderStanding:
    base: dict[str, object] = {
        "pk": ord(key),
        "public_id": uuid4(),
        "key": key,
        "name": f"Firm {key}",
        "is_invented": False,
        "received_at": datetime(2026, 1, 1, tzinfo=UTC),
        "late_by": timedelta(),
        "rejection": "",
        "failed": (),
        "judged": 0,
        "musts": 3,
        "scored": 0,
        "leaves": 2,
    }
    return TenderStanding(**(base | changes))  # type: ignore[arg-type]


def standing(*tenders: TenderStanding) -> Standing:
    return Standing(True, None, "", "", 3, Tree(), tenders)


def test_a_rejected_tender_needs_no_more_judging() -> None:
    failed = tender("A", judged=1, failed=(Failed(uuid4(), "M-1", "x", "why"),))
    late = tender("B", late_by=timedelta(minutes=1))
    out = tender("C", rejection="It came without a price.")
    found = standing(failed, late, out, tender("D", judged=3, scored=2))
    assert [each.key for each in found.competing] == ["D"]
    assert (found.musts_left, found.scores_left, found.is_complete) == (0, 0, True)


def test_what_is_left_is_counted() -> None:
    found = standing(tender("A", judged=3, scored=1), tender("B", judged=1))
    assert (found.musts_done, found.musts_left) == (4, 2)
    assert (found.scores_done, found.scores_left) == (1, 3)
    assert not found.is_complete
    assert not standing().is_judged
    assert not standing(tender("A", rejection="No.")).is_scored


CASE = {
    "format": "veien-evaluation/1",
    "currency": "NOK",
    "method": "points",
    "scale": "10",
    "criteria": [
        {
            "id": "price",
            "title": "Price",
            "weight": "0.5",
            "kind": "price",
            "model": {"name": "proportional"},
        },
        {
            "id": "quality",
            "weight": "0.5",
            "children": [
                {"id": "use", "title": "Use", "weight": "1", "kind": "quality", "normalise": "shift"}
            ],
        },
    ],
    "tenders": [
        {"id": "A", "price": "1000000", "points": {"use": "6"}},
        {"id": "B", "price": "1250000", "points": {"use": "8"}},
    ],
}


def test_a_total_is_written_out_with_its_numbers() -> None:
    case = check_case(CASE)
    result = evaluate(case, engine="test")
    say = lambda value: format(value, "f")  # noqa: E731
    assert figure_working(case, result, "A", say) == "Price 0.5 × 10 + Use 0.5 × 8 = 9"
    assert price_working(case, result, "B", say) == "10 × 1000000 / 1250000 = 8"
    assert quality_working(case, "A", "use", say) == "6 + (10 − 8)"
    assert parts_of(case, result["tenders"]["B"]["points"])[1][1] == Decimal(5)


@pytest.mark.parametrize(
    ("model", "expression"),
    [
        (
            {"name": "linear_above_lowest", "slope": "2", "floor": "0"},
            "max(0; 10 × (1 − (125 − 100) / (2 × 100))) = 8.75",
        ),
        ({"name": "linear_between"}, "10 × (125 − 125) / (125 − 100) = 0"),
        (
            {"name": "linear_to_threshold", "ceiling": "200", "threshold": "100"},
            "min(10; 10 × (200 − 125) / (200 − 100)) = 7.5",
        ),
        (
            {"name": "discount_power", "base": "200", "alpha": "2"},
            "10 × ((200 − 125) / (200 − 100))^2 = 5.625",
        ),
        ({"name": "around_mean"}, "10 / 2 − 10 × (125 − 112.5) / 112.5 = 3.888888888889"),
        ({"name": "piecewise", "knots": [["1", "10"], ["1.5", "5"]]}, "f(125 / 100) = f(1.25) = 7.5"),
    ],
)
def test_every_price_model_is_written_out_with_its_numbers(model: dict[str, object], expression: str) -> None:
    criteria = [{"id": "price", "weight": "1", "kind": "price", "model": model}]
    tenders = [{"id": "A", "price": "100"}, {"id": "B", "price": "125"}]
    case = check_case({**CASE, "criteria": criteria, "tenders": tenders})
    say = lambda value: format(value, "f")  # noqa: E731
    assert price_working(case, evaluate(case, engine="test"), "B", say) == expression


METHODS = {
    "percent_markup": ({}, "125 × (1 + (10 − 8) / 10 × 0.5 / 0.5) = 150"),
    "percent_addition": ({"percent": "50"}, "125 × (1 + 0.5 × (1 − 8 / 10)) = 137.5"),
    "percent_deduction": ({"percent": "50"}, "125 × (1 − 0.5 × 8 / 10) = 75"),
    "value_per_price": ({}, "8 / 125 = 0.064"),
    "utility_index": ({}, "(1 − (8 − 8) / 10 × 0.5 / 0.5) / 125 × 100 = 0.8"),
    "qualified_lowest_price": ({"least_points": {"total": "7"}}, "125"),
    "lowest_price": ({}, "125"),
}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_written_out_with_its_numbers(method: str) -> None:
    extra, expression = METHODS[method]
    criteria = [
        {"id": "price", "weight": "0.5", "kind": "price"},
        {"id": "use", "weight": "0.5", "kind": "quality"},
    ]
    tenders = [
        {"id": "A", "price": "100", "points": {"use": "6"}},
        {"id": "B", "price": "125", "points": {"use": "8"}},
    ]
    case = check_case({**CASE, "method": method, "criteria": criteria, "tenders": tenders, **extra})
    say = lambda value: format(value, "f")  # noqa: E731
    assert figure_working(case, evaluate(case, engine="test"), "B", say) == expression


def test_weights_in_the_whole_are_products_on_the_way_down() -> None:
    lines = {line.id: line for line in lines_of(check_case(CASE))}
    assert lines["use"].weight == Fraction(1, 2)
    assert (lines["quality"].depth, lines["quality"].is_group, lines["use"].depth) == (1, True, 2)


@given(st.lists(st.fractions(min_value=0, max_value=10), min_size=2, max_size=6))
def test_figures_that_differ_look_different(figures: list[Fraction]) -> None:
    exact = {decimal_of(each) for each in figures}
    places = places_that_tell(exact)
    assert len({decimal_of(each, places) for each in exact}) == len(exact)


def test_a_turned_pair_is_named_by_who_leads_then() -> None:
    assert turned_pair(["B", "A", "C"], ["A", "B"], "C") == ("A", "B")
    assert turned_pair(["B", "A", "C"], ["B", "A"], "C") is None


def test_the_digest_of_the_scores_can_be_taken_from_the_record_itself() -> None:
    head = {key: value for key, value in CASE.items() if key != "tenders"}
    offers = [
        Offered("A", "Firm A", Decimal("1000000.00"), {"use": Decimal("6.000")}, {"use": "Good."}, met=3),
        Offered("B", "Firm B", Decimal(0), {}, {}, rejected="late", not_met={"M-1": "why"}),
    ]
    document = document_with(head, offers, digests={"criteria": "abc"})
    assert document["evidence"]["digests"]["scores"] == scores_digest(document)
    assert document["tenders"][0] == {"id": "A", "name": "Firm A", "price": "1000000", "points": {"use": "6"}}
    assert document["tenders"][1] == {"id": "B", "name": "Firm B", "rejected": "late"}
    changed = document_with(
        head, [Offered("A", "Firm A", None, {"use": Decimal(7)}, {}), offers[1]], digests={}
    )
    assert scores_digest(changed) != scores_digest(document)


def test_answers_are_escaped_and_open_ones_say_so() -> None:
    cells = answer_cells([("A <b>", "<script>", "a & b"), ("B", "", "")], left_open="not <answered>")
    assert cells == (
        '<td data-label="A &lt;b&gt;"><div class="said">&lt;script&gt;<div class="src">a &amp; b</div></div></td>'
        '<td data-label="B">not &lt;answered&gt;</td>'
    )


@pytest.mark.parametrize(
    ("figure", "short"),
    [
        ("7.123456", "7.1235"),
        ("0.000000480679", "0.0000004807"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("-0.012345", "-0.01235"),
    ],
)
def test_a_figure_in_a_sum_is_short_and_never_nothing(figure: str, short: str) -> None:
    assert format(shortened(figure), "f") == short
