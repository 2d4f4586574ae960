"""Reading needs. Rows that other rooms may hold are light and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from veien.needs.models import Need
from veien.road.queries import Procurement

__all__ = ["Need"]


@dataclass(frozen=True)
class NeedRow:
    """One need as lists show it."""

    pk: int
    public_id: UUID
    number: int
    title: str
    statement: str
    holder: str
    evidence_kind: str
    evidence: str
    quote: str
    horizon: str
    area: str

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"B-{self.number:02d}"

    @property
    def node(self) -> str:
        """Give the id on the thread."""
        return f"need:{self.public_id}"


@dataclass(frozen=True)
class NeedChoice:
    """One need as a list to choose from shows it."""

    pk: int
    public_id: UUID
    ref: str
    title: str
    holder: str
    area: str

    @property
    def label(self) -> str:
        """Give number and title."""
        return f"{self.ref} {self.title}"


@dataclass(frozen=True)
class NeedFilter:
    """What a list of needs is narrowed to; empty fields narrow nothing.

    ``missing`` is one of holder, evidence, horizon: needs that still lack it.
    """

    text: str = ""
    holder: str = ""
    horizon: str = ""
    area: str = ""
    missing: str = ""

    @property
    def is_on(self) -> bool:
        """Say whether anything is narrowed."""
        return any((self.text, self.holder, self.horizon, self.area, self.missing))


_ROW = tuple(NeedRow.__dataclass_fields__)
LACKS = {
    "holder": Q(holder=""),
    "evidence": Q(evidence_kind="") | Q(evidence=""),
    "horizon": Q(horizon=""),
}
"""What a need may still lack, as the road's facts ask for it."""


def needs_of(procurement: Procurement, narrowed: NeedFilter | None = None) -> list[NeedRow]:
    """Give a procurement's needs in their order, all or those a filter lets through. One query."""
    rows = _narrowed(Need.objects.filter(procurement=procurement), narrowed or NeedFilter())
    return [NeedRow(*row) for row in rows.order_by("position", "pk").values_list(*_ROW)]


def _narrowed(rows: QuerySet[Need], wish: NeedFilter) -> QuerySet[Need]:
    if wish.text:
        rows = rows.filter(_says(wish.text))
    if wish.holder:
        rows = rows.filter(holder=wish.holder)
    if wish.horizon:
        rows = rows.filter(horizon=wish.horizon)
    if wish.area:
        rows = rows.filter(area=wish.area)
    return rows.filter(LACKS[wish.missing]) if wish.missing in LACKS else rows


def _says(text: str) -> Q:
    """Find a text in what a need says, or a need by its number (B-07, b7, 7)."""
    digits = text.strip().upper().removeprefix("B").removeprefix("-")
    found = Q()
    for field in ("title", "statement", "holder", "evidence", "quote", "area"):
        found |= Q(**{f"{field}__icontains": text})
    return (
        found | Q(number=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 9 else found
    )


def need_for(procurement: Procurement, public_id: UUID) -> Need:
    """Give one need of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such need.
    """
    need = Need.objects.filter(procurement=procurement, public_id=public_id).first()
    if need is None:
        raise Http404
    return need


def need_choices(procurement: Procurement) -> list[NeedChoice]:
    """Give a procurement's needs to choose from, in their order. One query."""
    rows = Need.objects.filter(procurement=procurement).order_by("position", "pk")
    fields = rows.values_list("pk", "public_id", "number", "title", "holder", "area")
    return [
        NeedChoice(pk, public_id, f"B-{number:02d}", title, holder, area)
        for pk, public_id, number, title, holder, area in fields
    ]


def need_url(procurement: Procurement, public_id: UUID) -> str:
    """Give the address of a need's own page."""
    return reverse("needs:need", args=[procurement.public_id, public_id])
