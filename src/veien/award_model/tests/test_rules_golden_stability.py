"""Figures printed or derived for stability (G19 to G22), and the printed case of the formats page."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import log2
from typing import Any

import pytest

from veien.award_model.rules import check_case, share_of_weights_ahead, stability_of
from veien.award_model.rules.stability.sampling import sampled_places
from veien.award_model.tests.cases import Document, printed
from veien.award_model.tests.fields import field

THREE = {"A": ("10", "4", "6"), "B": ("7", "7", "7"), "C": ("3", "9", "8")}


def stability(document: Document, **how: Any) -> dict[str, Any]:
    return stability_of(check_case(document), **{"samples": 1000, "seed": 1, **how})


def scored(points: dict[str, tuple[str, ...]], *weights: str) -> Document:
    """A case of quality leaves k1, k2, ... only, with these weights and these points per tender."""
    leaves = [f"k{place}" for place in range(1, len(weights) + 1)]
    return {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "criteria": [
            {"id": leaf, "weight": weight, "kind": "quality"}
            for leaf, weight in zip(leaves, weights, strict=True)
        ],
        "tenders": [
            {"id": tender, "points": dict(zip(leaves, own, strict=True))} for tender, own in points.items()
        ],
    }


def test_the_printed_case_gives_the_printed_stability() -> None:
    assert stability(printed()) == {
        "weights": "simplex",
        "method": "exact",
        "samples": None,
        "seed": None,
        "half_width": None,
        "acceptability": {
            "A": ["0", "230/231", "1/231"],
            "B": ["59/103", "10/3399", "14/33"],
            "C": ["44/103", "1/721", "4/7"],
        },
        "central_weights": {
            "A": None,
            "B": {"price": "0.286407766990", "use": "0.713592233010"},
            "C": {"price": "0.786407766990", "use": "0.213592233010"},
        },
        "weight_intervals": {"price": ["0", "0.572815533981"], "use": ["0.427184466019", "1"]},
        "nearest_change": {
            "A": {"l2": "0.107137391089", "l1": "0.151515151515"},
            "C": {"l2": "0.102976715707", "l1": "0.145631067961"},
        },
    }


def test_g19_what_the_saved_output_of_r_smaa_says_holds_together() -> None:
    """The thrombolysis data of R's smaa is 10,000 stored samples of measurements and cannot stand here.

    Rebuilt is what can be: from the printed acceptabilities (whole counts of 10,000) follows the printed entropy,
    the printed central weights add up to one, and of two tenders one has the first rank where the other has not.
    """
    counts = {"Heparin": [3504, 6496], "Alteplase": [6496, 3504]}
    shares = [Fraction(rows[0], 10_000) for rows in counts.values()]
    assert f"{-sum(float(share) * log2(share) for share in shares):.7f}" == "0.9344248"
    assert sum(map(Decimal, ("0.1865097", "0.2772205", "0.5362698"))) == 1
    two = sampled_places(field((5, 1, 2, 7), (2, 6, 3, 4)), samples=10_000, seed=1)
    assert two[0].counts == two[1].counts[::-1]
    assert sum(two[0].counts) == 10_000


def test_g20_shares_of_all_weights_of_three_leaves() -> None:
    found = stability(scored(THREE, "0.5", "0.3", "0.2"))
    assert found["acceptability"] == {
        "A": ["3/8", "17/216", "59/108"],
        "B": ["19/120", "101/120", "0"],
        "C": ["7/15", "43/540", "49/108"],
    }
    assert found["central_weights"]["A"] == {"k1": "0.583333333333", "k2": "0.166666666667", "k3": "0.25"}


@pytest.mark.parametrize(
    ("lead", "share"),
    [
        ((3, -1, -2, 1), Fraction(71, 120)),
        ((1, -1, Fraction(1, 2), Fraction(-1, 4)), Fraction(26, 45)),
        ((5, -2, -1, 3, -4), Fraction(4063, 7560)),
    ],
)
def test_g21_the_share_of_weights_at_which_one_is_ahead(lead: tuple[Fraction, ...], share: Fraction) -> None:
    assert share_of_weights_ahead(lead) == share


def test_g22_intervals_and_the_nearest_change() -> None:
    found = stability(scored(THREE, "0.5", "0.3", "0.2"))
    assert found["weight_intervals"] == {
        "k1": ["0.423076923077", "1"],
        "k2": ["0", "0.382352941176"],
        "k3": ["0", "0.428571428571"],
    }
    assert found["nearest_change"]["B"] == {"l2": "0.092582009977", "l1": "0.133333333333"}
