"""What was reckoned before changes no figure: a case after many changes gives what it gives from scratch."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from veien.award_model.rules import Case, Known, evaluate
from veien.award_model.rules.checking import check_case
from veien.award_model.tests.cases import Document
from veien.award_model.tests.strategies import cases

METHODS_TRIED = [
    "points",
    "priced_quality",
    "percent_markup",
    "percent_addition",
    "utility_index",
    "lowest_price",
]
Change = tuple[str, int, int, int]
changes = st.lists(
    st.tuples(
        st.sampled_from(["points", "points", "points", "price", "reject", "leave", "scale", "round"]),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(0, 100),
    ),
    max_size=8,
)


def changed(case: Case, change: Change) -> Case:
    """Change one thing in a case, as far as the rules of its method allow it; else give it as it is."""
    what, first, second, share = change
    tenders = list(case.tenders)
    index = first % len(tenders)
    tender = tenders[index]
    if what == "points" and tender.points:
        leaf = sorted(tender.points)[second % len(tender.points)]
        points = {**tender.points, leaf: case.scale * share / 100}
        tenders[index] = tender._replace(points=points)
    elif what == "price" and tender.price is not None:
        tenders[index] = tender._replace(price=tender.price * (100 + share) / 100)
    elif what == "reject" and len(case.competing) > 1:
        tenders[index] = tender._replace(rejected=None if tender.rejected and tender.points else "out")
    elif what == "leave" and len(case.competing) > 1 and tender.rejected is None:
        del tenders[index]
    elif what == "scale":
        return case._replace(scale=case.scale * 2)
    elif what == "round" and case.rounding is not None:
        return case._replace(rounding=case.rounding._replace(step=Decimal("0.25")))
    return case._replace(tenders=tuple(tenders))


def is_whole(case: Case) -> bool:
    """Say whether every tender that competes has what a ranking needs."""
    leaves = {leaf.id for leaf in case.quality_leaves}
    priced = case.price_leaf is not None
    return bool(case.competing) and all(
        leaves <= set(each.points) and (each.price is not None or not priced) for each in case.competing
    )


@settings(deadline=None)
@given(cases(methods=METHODS_TRIED), changes)
def test_a_case_that_changed_gives_what_it_gives_from_scratch(
    document: Document, steps: list[Change]
) -> None:
    case, known = check_case(document), Known()
    assert evaluate(case, engine="a test", known=known) == evaluate(case, engine="a test")
    for step in steps:
        then = changed(case, step)
        if not is_whole(then):
            continue
        try:
            fresh = evaluate(then, engine="a test")
        except ValueError:
            continue
        case = then
        assert evaluate(case, engine="a test", known=known) == fresh


def test_a_leaf_whose_points_stand_is_not_reckoned_again() -> None:
    document = {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "criteria": [
            {"id": "a", "weight": "0.5", "kind": "quality", "normalise": "none"},
            {"id": "b", "weight": "0.5", "kind": "quality", "normalise": "none"},
        ],
        "tenders": [{"id": "A", "points": {"a": "1", "b": "2"}}, {"id": "B", "points": {"a": "3", "b": "4"}}],
    }
    case, known = check_case(document), Known()
    evaluate(case, engine="a test", known=known)
    before = dict(known.awarded)
    first = case.tenders[0]
    then = case._replace(tenders=(first._replace(points={**first.points, "b": Decimal(9)}), case.tenders[1]))
    assert evaluate(then, engine="a test", known=known)["order"] == ["A", "B"]
    assert known.awarded["a"] is before["a"]
    assert known.awarded["b"] is not before["b"]
