"""Cases the tests begin from."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from veien.business_case.rules import check_case, reckon

Document = dict[str, Any]

# The case printed in the formats page.
PRINTED: Document = {
    "format": "veien-business-case/1",
    "title": "Night supervision",
    "currency": "NOK",
    "years": 5,
    "discount_rate": "0.04",
    "discounting": "year_zero_undiscounted",
    "quantities": {
        "users": "40",
        "visits_per_year": {"product": ["users", "14", "52"]},
        "hours_per_year": {"product": ["visits_per_year", "20"], "divide": "60"},
    },
    "alternatives": [
        {"id": "today", "title": "Today's practice", "null_alternative": True, "lines": []},
        {
            "id": "cameras",
            "title": "Digital supervision",
            "lines": [
                {"id": "setup", "title": "Project", "kind": "cost", "amount": "600000", "years": [0, 0]},
                {
                    "id": "devices",
                    "title": "Devices",
                    "kind": "cost",
                    "quantity": "users",
                    "unit_amount": "7800",
                    "years": [1, 5],
                    "ramp": {"1": "0.5"},
                },
                {
                    "id": "time",
                    "title": "Freed hours",
                    "kind": "benefit",
                    "benefit": "saved_time",
                    "quantity": "hours_per_year",
                    "unit_amount": "520",
                    "share": "0.75",
                    "years": [1, 5],
                    "ramp": {"1": "0.5"},
                    "realised": "1",
                    "growth": "0",
                    "uncertainty": {"shape": "triangular", "low": "0.8", "mode": "1", "high": "1.1"},
                },
            ],
        },
    ],
    "cost_key": {"fixed_share": "0.3", "by": {"Kristiansand": "92000", "Lillesand": "11000"}},
}


def printed() -> Document:
    """A copy of the printed case, free to be changed."""
    return copy.deepcopy(PRINTED)


def line(name: str, flow: int | str, *years: int, **more: Any) -> Document:
    """A line with the same money in each year: a benefit above zero, a cost below."""
    amount = str(flow)
    kind: Document = {"kind": "benefit", "benefit": "avoided_cost"}
    if amount.startswith("-"):
        kind, amount = {"kind": "cost"}, amount[1:]
    return {"id": name, **kind, "amount": amount, "years": [years[0], years[-1]], **more}


def case_of(
    lines: Sequence[Document],
    *,
    null: Sequence[Document] = (),
    years: int = 5,
    rate: str = "0.04",
    **more: Any,
) -> Document:
    """A case of two alternatives: ``today``, by default without lines, and ``new``."""
    return {
        "format": "veien-business-case/1",
        "currency": "NOK",
        "years": years,
        "discount_rate": rate,
        "discounting": "year_zero_undiscounted",
        "alternatives": [
            {"id": "today", "null_alternative": True, "lines": list(null)},
            {"id": "new", "lines": list(lines)},
        ],
        **more,
    }


def case_of_flows(flows: Sequence[int | str], **more: Any) -> Document:
    """A case whose alternative ``new`` has these flows, and today's practice none."""
    lines = [line(f"year{year}", flow, year) for year, flow in enumerate(flows)]
    return case_of(lines, years=len(flows) - 1, **more)


def result_of(document: Document, **draws: int) -> Document:
    """Check and compute."""
    return reckon(check_case(document), engine="veien test", **draws)


def alternative_of(document: Document, name: str = "new", **draws: int) -> Document:
    """The result of one alternative."""
    found: Document = result_of(document, **draws)["alternatives"][name]
    return found


def beside_null(document: Document, name: str = "new") -> Mapping[str, Any]:
    """What one alternative is against today's practice."""
    found: Mapping[str, Any] = alternative_of(document, name)["against_null"]
    return found
