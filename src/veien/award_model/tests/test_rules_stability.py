"""Exact shares of all weights and their edges; what changes nothing for a whole case."""

from __future__ import annotations

import random
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veien.award_model.rules import half_width, share_of_weights_ahead
from veien.award_model.rules.stability.field import Field
from veien.award_model.rules.stability.sampling import sampled_places
from veien.award_model.rules.stability.simplex import MOST_TENDERS, place_of
from veien.award_model.rules.stability.sums import Figure, Sum, as_fraction
from veien.award_model.tests.cases import Document, modelled
from veien.award_model.tests.fields import field, fields, sum_under
from veien.award_model.tests.strategies import WITHOUT_MONEY, cases
from veien.award_model.tests.test_rules_golden_stability import scored, stability

thoroughly = settings(deadline=None, max_examples=80)
FEW = st.integers(2, 3)


def shares(place_in: Field, index: int) -> list[Fraction]:
    return [figure.value for figure in place_of(place_in, index).shares]


@thoroughly
@given(fields(leaves=st.integers(1, 3)))
def test_the_shares_of_a_tender_add_up_to_one(drawn: Field) -> None:
    for index in range(len(drawn.tenders)):
        assert sum(shares(drawn, index)) == 1
        assert min(shares(drawn, index)) >= 0


@thoroughly
@given(fields(leaves=FEW))
def test_the_shares_of_a_rank_add_up_to_one_where_no_two_are_alike(drawn: Field) -> None:
    assume(len(set(drawn.points)) == len(drawn.points))
    table = [shares(drawn, index) for index in range(len(drawn.tenders))]
    assert {sum(rank) for rank in zip(*table, strict=True)} == {1}


@thoroughly
@given(fields(leaves=FEW, most_tenders=2))
def test_two_tenders_share_the_first_rank_as_the_formula_for_pairs_says(drawn: Field) -> None:
    assume(len(set(drawn.points)) == 2)
    lead = [own - theirs for own, theirs in zip(*drawn.points, strict=True)]
    assert shares(drawn, 0)[0] == share_of_weights_ahead(lead)


@settings(deadline=None, max_examples=40)
@given(fields(leaves=FEW), st.integers(0, 5))
def test_geometry_and_sample_say_the_same(drawn: Field, seed: int) -> None:
    samples = 10_000
    for index, sampled in enumerate(sampled_places(drawn, samples=samples, seed=seed)):
        exact = place_of(drawn, index)
        for figure, count in zip(exact.shares, sampled.counts, strict=True):
            assert abs(figure.value - Fraction(count, samples)) < 3 * half_width(samples)
        if exact.centre is None or sampled.centre is None:
            assert sampled.counts[0] == 0
        elif sampled.counts[0] > samples / 4:
            for one, other in zip(exact.centre, sampled.centre, strict=True):
                assert abs(one - other) < 3 * half_width(samples)


@thoroughly
@given(fields(leaves=FEW))
def test_the_central_weights_are_weights_that_make_the_tender_first(drawn: Field) -> None:
    for index in range(len(drawn.tenders)):
        place = place_of(drawn, index)
        if place.centre is None:
            assert place.shares[0].value == 0
            continue
        assert sum(place.centre) == 1
        sums = [sum_under(points, place.centre) for points in drawn.points]
        assert sums[index] == max(sums)


@thoroughly
@given(fields(leaves=FEW), st.randoms(use_true_random=False))
def test_the_order_of_tenders_and_leaves_changes_no_share(drawn: Field, chance: random.Random) -> None:
    tenders, leaves = list(range(len(drawn.tenders))), list(range(len(drawn.leaves)))
    chance.shuffle(tenders)
    chance.shuffle(leaves)
    mixed = field(*[[drawn.points[tender][leaf] for leaf in leaves] for tender in tenders])
    for place, tender in enumerate(tenders):
        assert shares(mixed, place) == shares(drawn, tender)


@thoroughly
@given(fields(leaves=FEW), st.data())
def test_more_points_never_take_away_from_the_first_rank(drawn: Field, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(drawn.tenders) - 1))
    leaf = data.draw(st.integers(0, len(drawn.leaves) - 1))
    better = [list(points) for points in drawn.points]
    better[index][leaf] += data.draw(st.integers(1, 3))
    assert shares(field(*better), index)[0] >= shares(drawn, index)[0]


def test_those_with_the_same_points_share_the_best_rank_so_columns_need_not_add_up() -> None:
    twins = field((5, 1, 3), (5, 1, 3), (0, 6, 3))
    assert shares(twins, 0) == shares(twins, 1)
    assert shares(twins, 2)[1] == 0
    assert sum(shares(twins, index)[0] for index in range(3)) > 1
    twins = field((5, 1, 3, 1), (5, 1, 3, 1), (0, 6, 3, 2))
    counts = [place.counts for place in sampled_places(twins, samples=5000, seed=3)]
    assert counts[0] == counts[1]
    assert counts[2][1] == 0
    assert sum(row[0] for row in counts) > 5000


def test_level_everywhere_is_first_everywhere() -> None:
    for leaves in (1, 2, 3, 4):
        found = stability(scored({"A": ("5",) * leaves, "B": ("5",) * leaves}, *["1", *["0"] * (leaves - 1)]))
        assert found["acceptability"] == {"A": ["1", "0"], "B": ["1", "0"]}
        assert found["nearest_change"] == {"A": {"l2": "0", "l1": "0"}, "B": {"l2": "0", "l1": "0"}}


def test_one_leaf_has_all_the_weight_and_nothing_can_change() -> None:
    assert stability(scored({"A": ("5",), "B": ("7",), "C": ("5",)}, "1")) == {
        "weights": "simplex",
        "method": "exact",
        "samples": None,
        "seed": None,
        "half_width": None,
        "acceptability": {"A": ["0", "1", "0"], "B": ["1", "0", "0"], "C": ["0", "1", "0"]},
        "central_weights": {"A": None, "B": {"k1": "1"}, "C": None},
        "weight_intervals": {"k1": None},
        "nearest_change": {"A": None, "C": None},
    }


@pytest.mark.parametrize("leaves", [2, 3, 4])
def test_a_tender_alone_is_first_under_all_weights(leaves: int) -> None:
    found = stability(scored({"A": ("5",) * leaves}, "1", *["0"] * (leaves - 1)))
    assert found["acceptability"] == {"A": ["1"]}
    assert found["nearest_change"] == {}
    assert found["weight_intervals"] == {"k1": None} | {f"k{k}": ["0", "1"] for k in range(2, leaves + 1)}
    assert all(abs(float(part) - 1 / leaves) < 0.02 for part in found["central_weights"]["A"].values())


def test_three_leaves_and_very_many_tenders_are_sampled() -> None:
    chance = random.Random(7)
    points = {f"T{n}": tuple(str(chance.randint(0, 10)) for _ in range(3)) for n in range(MOST_TENDERS + 1)}
    assert stability(scored(points, "0.5", "0.3", "0.2"), samples=10)["method"] == "sampled"
    del points["T0"]
    assert stability(scored(points, "0.5", "0.3", "0.2"), samples=10)["method"] == "exact"


def test_a_fraction_too_long_to_read_is_written_as_a_decimal() -> None:
    assert as_fraction(Figure(Fraction(1, 3))) == "1/3"
    assert as_fraction(Figure(Fraction(1, 3**3000))) == "0.000000000000"
    assert as_fraction(Figure(Fraction(1, 3), exact=False)) == "0.333333333333"


def test_a_sum_of_too_many_long_fractions_is_kept_to_more_digits_than_are_written() -> None:
    parts = [Fraction(1, n**40 + 1) for n in range(2, 900)]
    total = Sum()
    for part in parts:
        total.add(part)
    found = total.figure()
    assert not found.exact
    assert abs(found.value - sum(parts[:20])) < Fraction(1, 10**40)


@settings(deadline=None, max_examples=40)
@given(cases(models=WITHOUT_MONEY), st.sampled_from(["0.01", "7.35", "100"]))
def test_the_unit_of_money_changes_no_stability(document: Document, rate: str) -> None:
    before = stability(document)
    for tender in document["tenders"]:
        tender["price"] = format(Decimal(tender["price"]) * Decimal(rate), "f")
    assert stability(document) == before


@settings(deadline=None, max_examples=40)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_tenders_changes_no_stability(document: Document, chance: random.Random) -> None:
    before = stability(document)
    chance.shuffle(document["tenders"])
    assert stability(document) == before


@settings(deadline=None, max_examples=40)
@given(cases(), st.integers(0, 5))
def test_a_rejected_tender_changes_no_stability(document: Document, place: int) -> None:
    before = stability(document)
    rejected = {"id": "X", "price": "0.01", "points": {"use": "10"}, "rejected": "late"}
    document["tenders"].insert(place, rejected)
    assert stability(document) == before


def test_figures_that_rest_on_a_fractional_exponent_are_written_with_twelve_decimals() -> None:
    model = {"name": "discount_power", "base": "300", "alpha": "0.5"}
    found = stability(modelled(model, {"A": ("100", "5"), "B": ("200", "9"), "C": ("260", "10")}))
    assert found["method"] == "exact"
    for row in found["acceptability"].values():
        assert all("/" not in share and len(share) <= 14 for share in row)
    ends = [end for interval in found["weight_intervals"].values() for end in interval]
    assert all(len(end) <= 14 for end in ends)


def test_rounding_of_the_total_does_not_reach_the_stability() -> None:
    near = {"A": ("7", "5"), "B": ("5", "7.01")}
    document = scored(near, "0.5", "0.5")
    plain = stability(document)
    document["rounding"] = {"step": "1", "at": "total"}
    assert stability(document) == plain
    assert "B" not in plain["nearest_change"]


def test_shares_change_evenly_along_a_line_of_two_leaves() -> None:
    table = [shares(field((10, 0), (0, 10), (x, 10 - x)), 2)[0] for x in range(11)]
    assert all(one == other for one, other in pairwise(table[1:10]))


def test_numpy_is_loaded_only_where_something_is_sampled() -> None:
    code = (
        "import sys; from veien.award_model.tests.cases import printed;"
        "from veien.award_model.rules import check_case, stability_of;"
        "stability_of(check_case(printed()), samples=10, seed=1);"
        "sys.exit('numpy' in sys.modules or 'django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
