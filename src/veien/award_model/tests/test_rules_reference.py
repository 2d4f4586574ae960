"""The engine against a slow, plain reckoning of the same tables, and against its own repetition."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings

from veien.award_model.rules import written
from veien.award_model.tests import slow_reference as slow
from veien.award_model.tests.cases import Document, result_of, totals
from veien.award_model.tests.strategies import METHODS, cases
from veien.foundation.faults import BadDocument

thoroughly = settings(deadline=None, max_examples=100)


def groups_of(result: Document) -> list[list[str]]:
    ranks: dict[int, list[str]] = {}
    for tender in result["order"]:
        ranks.setdefault(result["tenders"][tender]["rank"], []).append(tender)
    return list(ranks.values())


def evaluated(document: Document) -> Document | None:
    """The result, or None where the case happens to lie outside the rules."""
    try:
        return result_of(document)
    except BadDocument:
        return None


@thoroughly
@given(cases() | cases(methods=METHODS))
def test_figures_points_and_order_are_those_of_the_tables(document: Document) -> None:
    result = evaluated(document)
    if result is None:
        assert document["method"] not in ("points", "priced_quality", "lowest_price")
        return
    assert totals(result) == {tender: written(figure) for tender, figure in slow.figures(document).items()}
    assert groups_of(result) == slow.groups(document)
    assert result["ties"] == [group for group in slow.groups(document) if len(group) > 1]
    for leaf, column in slow.awarded(document).items():
        for tender, points in column.items():
            assert result["tenders"][tender]["points"][leaf] == written(points)


@thoroughly
@given(cases(fewest=3) | cases(methods=METHODS, fewest=3))
def test_leaving_one_out_is_evaluating_without_it(document: Document) -> None:
    result = evaluated(document)
    if result is None:
        return
    before, order = slow.figures(document), slow.groups(document)
    listed = {entry["removed"]: entry for entry in result["without"]}
    assert len(listed) == len(result["without"])
    for tender in before:
        smaller = slow.less(document, tender)
        if evaluated(smaller) is None:
            assert tender not in listed
            continue
        figures, groups = slow.figures(smaller), slow.groups(smaller)
        stay = [[one for one in group if one != tender] for group in order]
        reversal = [group for group in stay if group] != groups
        changed = any(before[one] != figure for one, figure in figures.items())
        assert (tender in listed) == (reversal or changed)
        if tender in listed:
            assert listed[tender]["reversal"] == reversal
            assert listed[tender]["order"] == [one for group in groups for one in group]


def test_two_tenders_leave_nothing_to_leave_out() -> None:
    document = {
        "format": "veien-evaluation/1",
        "currency": "DKK",
        "method": "points",
        "scale": "10",
        "criteria": [{"id": "price", "weight": "1", "kind": "price", "model": {"name": "proportional"}}],
        "tenders": [
            {"id": "A", "price": "1"},
            {"id": "B", "price": "2"},
            {"id": "C", "price": "3", "rejected": "late"},
        ],
    }
    assert result_of(document)["without"] == []
    del document["tenders"][2]["rejected"]
    assert result_of(document)["without"] == [{"removed": "A", "order": ["B", "C"], "reversal": False}]


LOWEST = [
    {"name": "proportional"},
    {"name": "linear_above_lowest"},
    {"name": "linear_above_lowest", "slope": "0.5"},
]


@settings(deadline=None, max_examples=40)
@given(cases(models=LOWEST, normalisations=["none"], rounded=False, fewest=2))
def test_pairs_turn_at_the_critical_price_and_nowhere_else(document: Document) -> None:
    """An outsider is put beside each pair at many prices; it has no points, so it only sets the lowest."""
    listed = {(pair["first"], pair["second"]): pair for pair in result_of(document)["pairs"]}
    offers = {tender["id"]: tender for tender in document["tenders"]}
    for one, other in combinations(offers, 2):
        cheaper, dearer = sorted((one, other), key=lambda tender: (Fraction(offers[tender]["price"]), tender))
        ceiling = Fraction(offers[cheaper]["price"])

        def leader(lowest: Fraction, pair: tuple[str, str] = (cheaper, dearer)) -> str:
            alone = {**document, "tenders": [offers[name] for name in pair]}
            outsider = {"id": "low", "price": lowest, "points": dict.fromkeys(offers[pair[0]]["points"], "0")}
            figures = slow.figures({**alone, "tenders": [*alone["tenders"], outsider]})
            ahead = figures[pair[0]] - figures[pair[1]]
            return pair[0] if ahead > 0 else pair[1] if ahead < 0 else "nobody"

        found = {leader(ceiling * step / 16) for step in range(1, 17)}
        pair = listed.pop((cheaper, dearer), None)
        if pair is None:
            assert len(found) == 1
            continue
        critical = Fraction(pair["critical_lowest_price"])
        assert leader(critical * Fraction(999_999, 1_000_000)) == pair["below_it"]
        assert leader(critical / 7) == pair["below_it"]
        if critical == ceiling:  # level as they stand: any lower price turns it
            assert leader(ceiling) == "nobody"
        else:
            assert leader(critical * Fraction(1_000_001, 1_000_000)) not in (pair["below_it"], "nobody")
    assert listed == {}
