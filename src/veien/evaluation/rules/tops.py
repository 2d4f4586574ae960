"""A case seen from the criteria at the top: what lies beneath them is put together as it was weighed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from veien.award_model.rules import Case, Criterion, Tender


def is_flat(case: Case) -> bool:
    """Tell whether every criterion at the top is a leaf."""
    return not any(criterion.children for criterion in case.criteria)


def case_of_tops(case: Case, result: Mapping[str, Any]) -> Case:
    """Give a case whose leaves are the criteria at the top, with the points that the result says they have.

    Shape: weighted points only; the price is a criterion with points like the others. A flat case is given back as
    it is. Points that are no finite decimals stand with the twelve decimals of the result.
    """
    if is_flat(case):
        return case
    criteria = tuple(
        Criterion(id=top.id, title=top.title, weight=top.weight, kind="quality") for top in case.criteria
    )
    tenders = tuple(
        Tender(
            id=tender.id,
            name=tender.name,
            points={
                top.id: Decimal(result["tenders"][tender.id]["points"][top.id] or 0) for top in case.criteria
            },
        )
        for tender in case.competing
    )
    return case._replace(criteria=criteria, tenders=tenders, rounding=None)
