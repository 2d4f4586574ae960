"""Business cases for property tests: small figures, so that ties, zeros and turns of sign come up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]

MONEY = ["0", "1", "2.5", "10", "10.01", "40", "100", "999.99"]
FACTORS = ["0", "0.5", "0.8", "1", "1.1", "2"]


@st.composite
def lines(draw: st.DrawFn, name: str, *, years: int) -> Document:
    """One line, sometimes without money."""
    if draw(st.integers(0, 9)) == 0:
        return {"id": name, "kind": "benefit", "benefit": "quality", "text": "Calmer nights."}
    kind = draw(st.sampled_from(["cost", "benefit"]))
    first = draw(st.integers(0, years))
    made: Document = {"id": name, "kind": kind, "years": [first, draw(st.integers(first, years))]}
    if kind == "benefit":
        made["benefit"] = draw(st.sampled_from(["avoided_cost", "saved_time"]))
    if draw(st.booleans()):
        made |= {
            "quantity": draw(st.sampled_from(["users", "visits", "3"])),
            "unit_amount": draw(st.sampled_from(MONEY)),
        }
    else:
        made["amount"] = draw(st.sampled_from(MONEY))
    for key, among in (
        ("share", ["0", "0.75", "1"]),
        ("realised", ["0", "0.3", "1"]),
        ("growth", ["-1", "-0.1", "0", "0.02", "1"]),
    ):
        if draw(st.booleans()):
            made[key] = draw(st.sampled_from(among))
    if draw(st.booleans()):
        made["ramp"] = {str(draw(st.integers(0, years))): draw(st.sampled_from(FACTORS))}
    if draw(st.booleans()):
        low, mode, high = sorted(draw(st.lists(st.sampled_from(FACTORS), min_size=3, max_size=3)), key=float)
        shape = draw(st.sampled_from(["triangular", "pert"]))
        made["uncertainty"] = {"shape": shape, "low": low, "mode": mode, "high": high}
    return made


@st.composite
def cases(draw: st.DrawFn) -> Document:
    """A case that can be computed: today's practice and one or two alternatives."""
    years = draw(st.integers(1, 6))
    names = ["today", "new", "other"][: draw(st.integers(2, 3))]
    alternatives = [
        {
            "id": name,
            "lines": [draw(lines(f"l{place}", years=years)) for place in range(draw(st.integers(0, 4)))],
            **({"null_alternative": True} if name == "today" else {}),
        }
        for name in names
    ]
    document: Document = {
        "format": "veien-business-case/1",
        "currency": "NOK",
        "years": years,
        "discount_rate": draw(st.sampled_from(["0", "0.04", "0.25", "1"])),
        "discounting": draw(st.sampled_from(["year_zero_undiscounted", "first_flow_discounted"])),
        "quantities": {"users": "40", "visits": {"product": ["users", "7"], "divide": "60"}},
        "alternatives": alternatives,
    }
    if draw(st.booleans()):
        document["cost_key"] = {"fixed_share": "0.3", "by": {"A": "3", "B": "3", "C": "1"}}
    return document


flows = st.lists(st.integers(-5, 5), min_size=1, max_size=7)
figures = st.sampled_from(["0", "1", "2", "2.5", "7", "540", "92000"])
keys = st.dictionaries(st.sampled_from("ABCDEFG"), figures, min_size=1).filter(
    lambda by: any(float(x) for x in by.values())
)
