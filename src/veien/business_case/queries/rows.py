"""From the tables to the rows that a document is written from. The number of queries is fixed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from veien.business_case.models import Alternative, BusinessCase, Line, MemberFigure, Quantity
from veien.business_case.rules.document import AlternativeRow, CaseRow, LineRow, QuantityRow, part_order
from veien.collaboration.queries import Member

if TYPE_CHECKING:
    from veien.road.queries import Procurement

TAKES_PART = ("lead", "member")

_LINE = (
    "pk",
    "key",
    "title",
    "part",
    "kind",
    "benefit",
    "amount",
    "quantity__key",
    "unit_amount",
    "share",
    "realised",
    "growth",
    "first_year",
    "last_year",
    "ramp",
    "shape",
    "low",
    "mode",
    "high",
    "integration",
    "source",
    "text",
)

_DRIVER, _PRICE, _SOURCE = (_LINE.index(name) for name in ("quantity__key", "unit_amount", "source"))


def case_of(procurement: Procurement) -> BusinessCase | None:
    """Give the business case of a procurement, if it is begun. One query."""
    case = BusinessCase.objects.filter(procurement=procurement).first()
    if case is not None:
        case.procurement = procurement
    return case


def row_of(case: BusinessCase, members: dict[str, Decimal | None] | None = None) -> CaseRow:
    """Read a whole case, its members too where they are not given. Four queries, five where users share the cost."""
    if members is None:
        members = member_figures(case) if case.key_by else {}
    complete = bool(members) and all(figure is not None for figure in members.values())
    return CaseRow(
        title=case.procurement.title,
        currency=case.currency,
        years=case.years,
        discount_rate=case.discount_rate,
        discounting=case.discounting,
        quantities=tuple(_quantities(case)),
        alternatives=tuple(_alternatives(case)),
        fixed_share=case.fixed_share,
        by={name: figure for name, figure in members.items() if figure is not None} if complete else {},
    )


def member_figures(case: BusinessCase) -> dict[str, Decimal | None]:
    """Give what each member that takes part is counted by; None where nobody has said it yet."""
    rows = Member.objects.filter(procurement_id=case.procurement_id, standing__in=TAKES_PART)
    fields = rows.order_by("standing", "organisation__name", "pk").values_list(
        "pk", "organisation__name", "organisation__population"
    )
    users: dict[int, Decimal] = {}
    if case.key_by == BusinessCase.KeyBy.USERS:
        users = dict(MemberFigure.objects.filter(case=case).values_list("member_id", "users"))
    found: dict[str, Decimal | None] = {}
    for pk, name, population in fields:
        figure = users.get(pk) if case.key_by == BusinessCase.KeyBy.USERS else population
        label = name if name not in found else f"{name} ({pk})"
        found[label] = None if figure is None else Decimal(figure)
    return found


def _quantities(case: BusinessCase) -> list[QuantityRow]:
    fields = (
        "pk",
        "key",
        "number",
        "assumption__figure",
        "assumption__source",
        "factors",
        "divide",
        "unit",
        "source",
        "text",
    )
    rows = Quantity.objects.filter(case=case).order_by("position", "pk").values_list(*fields)
    found = []
    for pk, key, number, figure, booked, factors, divide, unit, source, text in rows:
        held = number if figure is None else figure
        found.append(QuantityRow(pk, key, held, tuple(factors), divide, unit, source or booked or "", text))
    return found


def _alternatives(case: BusinessCase) -> list[AlternativeRow]:
    lines: dict[int, list[LineRow]] = {}
    fields = (*_LINE, "alternative_id", "assumption__figure", "assumption__source")
    for values in Line.objects.filter(alternative__case=case).order_by("position", "pk").values_list(*fields):
        lines.setdefault(values[-3], []).append(_line(values))
    return [
        AlternativeRow(
            pk, key, title, is_null, tuple(sorted(lines.get(pk, ()), key=lambda line: part_order(line.part)))
        )
        for pk, key, title, is_null in Alternative.objects.filter(case=case)
        .order_by("-is_null", "position", "pk")
        .values_list("pk", "key", "title", "is_null")
    ]


def _line(values: tuple[Any, ...]) -> LineRow:
    *own, _alternative, figure, booked = values
    own[_DRIVER] = own[_DRIVER] or ""
    if figure is not None:
        own[_PRICE], own[_SOURCE] = figure, own[_SOURCE] or booked
    return LineRow(*own)
