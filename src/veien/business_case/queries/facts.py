"""What the road asks about the business case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from veien.business_case.models import Alternative, Assumption, BusinessCase, Line
from veien.business_case.queries.rows import case_of, member_figures
from veien.business_case.rules import PARTS

if TYPE_CHECKING:
    from veien.road.queries import Procurement


@dataclass(frozen=True)
class CaseFacts:
    """Counts and what is lacking; all of it false where no case is begun."""

    is_begun: bool = False
    alternatives: int = 0
    has_null_lines: bool = False
    has_alternative: bool = False
    has_four_parts: bool = False
    has_integration: bool = False
    has_sources: bool = False
    has_assumptions: bool = False
    has_benefits: bool = False
    is_shared: bool = False


def facts_of(procurement: Procurement) -> CaseFacts:
    """Read what the road asks. Four queries, one more for a cost that is shared, two where users share it."""
    case = case_of(procurement)
    if case is None:
        return CaseFacts()
    alternatives = list(Alternative.objects.filter(case=case).values_list("pk", "is_null"))
    fields = ("alternative_id", "part", "integration", "source", "assumption__source", "kind")
    lines = list(Line.objects.filter(alternative__case=case).values_list(*fields))
    others = [pk for pk, is_null in alternatives if not is_null]
    filled = {pk for pk, *_rest in lines}
    integrated = {pk for pk, _part, integration, *_rest in lines if integration}
    return CaseFacts(
        is_begun=True,
        alternatives=len(alternatives),
        has_null_lines=any(is_null and pk in filled for pk, is_null in alternatives),
        has_alternative=any(pk in filled for pk in others),
        has_four_parts=bool(others) and all(_parts(lines, pk) >= set(PARTS) for pk in others),
        has_integration=bool(others) and all(pk in integrated for pk in others),
        has_sources=bool(lines) and all(source or booked for *_, source, booked, _kind in lines),
        has_assumptions=_booked(case),
        has_benefits=any(kind == "benefit" and pk in others for pk, *_, kind in lines),
        is_shared=_is_shared(case),
    )


def _parts(lines: list[tuple[object, ...]], alternative: int) -> set[object]:
    return {line[1] for line in lines if line[0] == alternative}


def _booked(case: BusinessCase) -> bool:
    sources = list(Assumption.objects.filter(case=case).values_list("source", flat=True))
    return bool(sources) and all(sources)


def _is_shared(case: BusinessCase) -> bool:
    if not case.key_by:
        return False
    figures = member_figures(case)
    return bool(figures) and all(figure is not None for figure in figures.values())
