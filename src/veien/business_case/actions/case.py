"""Beginning the case, what holds for all of it, and how its cost is shared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.business_case.actions.writing import (
    CannotWrite,
    ChangedMeanwhile,
    clean,
    differences,
    queued,
    refuse_faults,
    told,
)
from veien.business_case.models import Alternative, BusinessCase, MemberFigure
from veien.business_case.queries.rows import TAKES_PART, row_of
from veien.business_case.rules.document import AlternativeRow, CaseRow
from veien.collaboration.queries import Member

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CaseWords(TypedDict, total=False):
    """What holds for the whole case."""

    currency: str
    years: int
    start_year: int
    discount_rate: Decimal
    rate_source: str
    discounting: str


CASE_FIELDS = tuple(CaseWords.__annotations__)


def begin_case(
    procurement: Procurement, *, by: User, null_title: str = "", **words: Unpack[CaseWords]
) -> BusinessCase:
    """Begin the business case with today's practice as its first alternative, the one that is always there.

    May: edit
    Raises: CannotWrite if it is begun already, or a figure is outside what is sensible.
    Logs: business_case.begun
    """
    title = null_title or _("Today’s practice")
    case = BusinessCase(procurement=procurement, **words)
    with recorded(procurement.public_id, "business_case.begun", by=by, subject="business-case") as entry:
        if BusinessCase.objects.filter(procurement=procurement).exists():
            raise CannotWrite([("", _("The business case is begun already."))])
        row = CaseRow(
            title=procurement.title,
            currency=case.currency,
            years=case.years,
            discount_rate=case.discount_rate,
            discounting=case.discounting,
            alternatives=(AlternativeRow(0, "today", title, is_null=True),),
        )
        refuse_faults(row, lambda what, _pk, field: field if what == "case" else None)
        clean(case, exclude=["procurement"])
        case.save()
        Alternative.objects.create(case=case, key="today", title=title, is_null=True, position=0)
        entry.content = told({name: getattr(case, name) for name in CASE_FIELDS})
    return case


def change_case(case: BusinessCase, *, by: User, revision: int, **words: Unpack[CaseWords]) -> BusinessCase:
    """Change what holds for the whole case. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotWrite if a figure is outside what is sensible, or a line would stand outside the years;
        ChangedMeanwhile if somebody else wrote first.
    Logs: business_case.changed
    """
    before = {name: getattr(case, name) for name in CASE_FIELDS}
    if revision == case.revision and not differences(before, words)["after"]:
        return case
    procurement = case.procurement
    with recorded(procurement.public_id, "business_case.changed", by=by, subject="business-case") as entry:
        current = queued(procurement)
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        entry.content = differences({name: getattr(current, name) for name in CASE_FIELDS}, words)
        for name, value in words.items():
            setattr(current, name, value)
        refuse_faults(row_of(current), lambda what, _pk, field: field if what == "case" else None)
        clean(current, exclude=["procurement"])
        current.revision += 1
        current.save(update_fields=[*words, "revision"])
    return current


def change_key(
    case: BusinessCase,
    *,
    by: User,
    revision: int,
    key_by: str,
    fixed_share: Decimal,
    users: Mapping[int, Decimal | None],
) -> BusinessCase:
    """Say how the cost is shared among those who take part; ``users`` is by the key of the member.

    May: edit
    Raises: CannotWrite if a figure is below 0, or a member does not take part; ChangedMeanwhile if somebody else
        wrote first.
    Logs: business_case.key_changed
    """
    procurement = case.procurement
    with recorded(
        procurement.public_id, "business_case.key_changed", by=by, subject="business-case"
    ) as entry:
        current = queued(procurement)
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        words = {"key_by": key_by, "fixed_share": fixed_share}
        before = {name: getattr(current, name) for name in words}
        rows = Member.objects.filter(procurement=procurement, standing__in=TAKES_PART)
        names = dict(rows.values_list("pk", "organisation__name"))
        faults = [
            (f"users-{pk}", _("Write 0 or more."))
            for pk, figure in users.items()
            if figure is not None and figure < 0
        ]
        if not 0 <= fixed_share <= 1:
            faults.append(("fixed_share", _("Write 0 to 100 %.")))
        if set(users) - set(names):
            faults.append(("", _("One of the members is no longer there. Look through the list again.")))
        if faults:
            raise CannotWrite(faults)
        held = dict(MemberFigure.objects.filter(case=current).values_list("member_id", "users"))
        current.key_by, current.fixed_share = key_by, fixed_share
        clean(current, exclude=["procurement"])
        current.revision += 1
        current.save(update_fields=["key_by", "fixed_share", "revision"])
        _count_users(current, users)
        figures = {names[pk]: users.get(pk) for pk in users}
        old = {names[pk]: held.get(pk) for pk in users}
        refuse_faults(row_of(current), lambda what, _pk, _field: "key_by" if what == "key" else None)
        entry.content = differences(before | old, words | figures)
    return current


def _count_users(case: BusinessCase, users: Mapping[int, Decimal | None]) -> None:
    for pk, figure in users.items():
        if figure is None:
            MemberFigure.objects.filter(case=case, member_id=pk).delete()
            continue
        made = MemberFigure(case=case, member_id=pk, users=figure)
        try:
            clean(made, exclude=["member"])
        except CannotWrite as refused:
            raise CannotWrite([(f"users-{pk}", text) for _field, text in refused.at]) from refused
        MemberFigure.objects.update_or_create(case=case, member_id=pk, defaults={"users": figure})
