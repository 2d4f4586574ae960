"""Reading answers: of one tender, and of all tenders to a requirement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.requirements.queries import Requirement, RequirementRow, requirement_rows
from veien.road.queries import Procurement
from veien.tenders.models import Answer, Tender
from veien.tenders.queries.rows import AnswerRow
from veien.tenders.rules import AnswerFilter
from veien.web.rules.numbers import written_number


@dataclass(frozen=True, slots=True)
class Answered:
    """A requirement with one tender's answer."""

    requirement: RequirementRow
    answer: AnswerRow


def shown_value(value: str, answer: str, unit: str) -> str:
    """Write an answer as people read it, in the active language."""
    if not value:
        return ""
    if answer == Requirement.Answer.YES_NO:
        return {"yes": _("Yes"), "no": _("No")}.get(value, value)
    if answer == Requirement.Answer.NUMBER:
        try:
            figure = written_number(Decimal(value), get_language() or "nb")
        except InvalidOperation:
            return value
        return f"{figure}\u00a0{unit}" if unit else figure
    return value


def answers_of(tender: Tender, wish: AnswerFilter | None = None) -> list[Answered]:
    """Give one tender's answers in the order of the specification, all or those wanted. Three queries."""
    given = {
        key: (value, comment)
        for key, value, comment in Answer.objects.filter(tender=tender).values_list(
            "requirement_id", "value", "comment"
        )
    }
    found = []
    for row in requirement_rows(tender.procurement):
        value, comment = given.get(row.pk, ("", ""))
        shown = shown_value(value, row.answer, row.unit)
        if wish is not None and not wish.lets_through(
            obligation=row.obligation,
            section=row.section_id,
            texts=(row.ref, row.title, row.text, shown, comment),
            is_open=not value,
        ):
            continue
        found.append(Answered(row, AnswerRow(tender.pk, row.pk, value, comment, shown)))
    return found


def answers_of_requirements(
    procurement: Procurement, requirements: Collection[int] | None = None
) -> dict[int, dict[int, AnswerRow]]:
    """Give all tenders' answers to all requirements, or those named. One query.

    Shape: requirement's database key -> tender's database key -> answer.
    """
    rows: Any = Answer.objects.filter(tender__procurement=procurement)
    if requirements is not None:
        rows = rows.filter(requirement__in=list(requirements))
    found: dict[int, dict[int, AnswerRow]] = defaultdict(dict)
    for tender, requirement, value, comment, way, unit in rows.values_list(
        "tender_id", "requirement_id", "value", "comment", "requirement__answer", "requirement__unit"
    ):
        shown = shown_value(value, way, unit)
        found[requirement][tender] = AnswerRow(tender, requirement, value, comment, shown)
    return dict(found)


def answers_of_requirement(procurement: Procurement, requirement_pk: int) -> dict[int, AnswerRow]:
    """Give all tenders' answers to one requirement, by the tender's database key. One query."""
    return answers_of_requirements(procurement, (requirement_pk,)).get(requirement_pk, {})


def open_counts(procurement: Procurement) -> dict[int, int]:
    """Count, for each requirement, the tenders that leave it open, by its database key. One query."""
    rows = (
        Answer.objects.filter(tender__procurement=procurement)
        .values("requirement_id")
        .annotate(open=Count("pk", filter=Q(value="")))
    )
    return dict(rows.values_list("requirement_id", "open"))
