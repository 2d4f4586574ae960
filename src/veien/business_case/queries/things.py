"""One thing of a case at a time, and the lists that forms choose from; who asks has been let in already."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from veien.business_case.models import Alternative, Assumption, BusinessCase, Line, Quantity
from veien.business_case.queries.rows import TAKES_PART, case_of
from veien.collaboration.queries import Member
from veien.goals.queries import Goal
from veien.road.queries import procurements_of

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


def case_for(procurement: Procurement) -> BusinessCase:
    """Give the case of a procurement.

    Raises: Http404 where none is begun.
    """
    case = case_of(procurement)
    if case is None:
        raise Http404
    return case


def alternative_for(case: BusinessCase, public_id: UUID) -> Alternative:
    """Give an alternative of a case.

    Raises: Http404 if there is none.
    """
    found = Alternative.objects.filter(case=case, public_id=public_id).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def line_for(case: BusinessCase, public_id: UUID) -> Line:
    """Give a line of a case.

    Raises: Http404 if there is none.
    """
    rows = Line.objects.filter(alternative__case=case, public_id=public_id)
    found = rows.select_related("alternative", "quantity", "assumption", "goal").first()
    if found is None:
        raise Http404
    found.alternative.case = case
    return found


def quantity_for(case: BusinessCase, public_id: UUID) -> Quantity:
    """Give a driver of a case.

    Raises: Http404 if there is none.
    """
    rows = Quantity.objects.filter(case=case, public_id=public_id)
    found = rows.select_related("assumption", "key_figure").first()
    if found is None:
        raise Http404
    found.case = case
    return found


def assumption_for(case: BusinessCase, public_id: UUID) -> Assumption:
    """Give a figure of the book.

    Raises: Http404 if there is none.
    """
    found = Assumption.objects.filter(case=case, public_id=public_id).first()
    if found is None:
        raise Http404
    found.case = case
    return found


def alternatives_in(case: BusinessCase) -> list[Alternative]:
    """Give the alternatives, today's practice first. One query."""
    return list(Alternative.objects.filter(case=case).order_by("-is_null", "position", "pk"))


def lines_of(alternative: Alternative, *, part: str = "") -> list[Line]:
    """Give the lines of an alternative in their order, with what they point at. One query."""
    rows = Line.objects.filter(alternative=alternative)
    if part:
        rows = rows.filter(part=part)
    found = list(rows.select_related("quantity", "assumption", "goal").order_by("position", "pk"))
    for line in found:
        line.alternative = alternative
    return found


def quantities_of(case: BusinessCase) -> list[Quantity]:
    """Give the drivers in their order. One query."""
    rows = Quantity.objects.filter(case=case).select_related("assumption", "key_figure")
    return list(rows.order_by("position", "pk"))


def assumptions_of(case: BusinessCase) -> list[Assumption]:
    """Give the assumption book in its order. One query."""
    return list(Assumption.objects.filter(case=case).order_by("position", "pk"))


def goals_to_serve(case: BusinessCase) -> Sequence[Goal]:
    """Give the goals that a line may serve. One query."""
    return list(Goal.objects.filter(procurement_id=case.procurement_id).order_by("position", "pk"))


def members_in(case: BusinessCase) -> list[tuple[int, str, int | None]]:
    """Give those who take part: key, name, inhabitants. One query."""
    rows = Member.objects.filter(procurement_id=case.procurement_id, standing__in=TAKES_PART)
    fields = ("pk", "organisation__name", "organisation__population")
    return list(rows.order_by("standing", "organisation__name", "pk").values_list(*fields))


def users_by_member(case: BusinessCase) -> dict[int, Decimal]:
    """Give the users that were written down, by member. One query."""
    return dict(case.member_figures.values_list("member_id", "users"))


def cases_to_take_from(user: User, case: BusinessCase) -> list[BusinessCase]:
    """Give the other cases that a person may read. Two queries."""
    mine = procurements_of(user).exclude(pk=case.procurement_id).values("pk")
    rows = BusinessCase.objects.filter(procurement__in=mine).select_related("procurement")
    return list(rows.order_by("procurement__title", "pk"))
