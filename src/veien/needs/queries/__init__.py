"""Reading needs. Rows that other rooms may hold are light and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from veien.needs.models import Need, NeedInquiry
from veien.road.queries import Procurement
from veien.road.rules.registry import thread_providers
from veien.road.rules.thread import ThreadNode

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

    ``missing`` is one of holder, evidence, horizon: needs that still lack it; or wording, and then ``among`` holds
    the keys of the needs that name a solution.
    """

    text: str = ""
    holder: str = ""
    horizon: str = ""
    area: str = ""
    missing: str = ""
    among: frozenset[int] | None = None

    @property
    def is_on(self) -> bool:
        """Say whether anything is narrowed."""
        return any((self.text, self.holder, self.horizon, self.area, self.missing))


_ROW = tuple(NeedRow.__dataclass_fields__)
LACKS = {
    "holder": Q(holder=""),
    "evidence": (Q(evidence_kind="") | Q(evidence=""))
    & ~Q(Exists(NeedInquiry.objects.filter(need=OuterRef("pk")))),
    "horizon": Q(horizon=""),
}
"""What a need may still lack, as the road's facts ask for it."""


ORDERS = {"place": "position", "number": "number", "title": "title", "holder": "holder", "area": "area"}
"""The columns a list can be sorted by, and what the table calls them."""


def needs_of(
    procurement: Procurement,
    narrowed: NeedFilter | None = None,
    *,
    order: str = "place",
    cut: slice = slice(None),
) -> list[NeedRow]:
    """Give a procurement's needs in their order: all, or those a filter lets through. One query.

    ``order`` is a key of ``ORDERS``, with a minus before it for the other way round.
    """
    rows = _narrowed(Need.objects.filter(procurement=procurement), narrowed or NeedFilter())
    sign, key = ("-", order[1:]) if order.startswith("-") else ("", order)
    rows = rows.order_by(f"{sign}{ORDERS[key]}", "position", "pk")
    return [NeedRow(*row) for row in rows.values_list(*_ROW)[cut]]


def how_many(procurement: Procurement, narrowed: NeedFilter) -> int:
    """Count the needs that a filter lets through. One query."""
    return _narrowed(Need.objects.filter(procurement=procurement), narrowed).count()


@dataclass(frozen=True)
class NeedCounts:
    """How many needs there are, and how many still lack something or look far ahead."""

    all: int
    short: int
    long: int
    no_holder: int
    no_evidence: int
    no_horizon: int

    @property
    def done(self) -> int:
        """Count the questions that are answered for every need, of the three there are."""
        return [self.no_holder, self.no_evidence, self.no_horizon].count(0) if self.all else 0


def counts_of(procurement: Procurement) -> NeedCounts:
    """Count a procurement's needs. One query."""
    found = Need.objects.filter(procurement=procurement).aggregate(
        all=Count("pk"),
        short=Count("pk", filter=Q(horizon="short")),
        long=Count("pk", filter=Q(horizon="long")),
        no_holder=Count("pk", filter=LACKS["holder"]),
        no_evidence=Count("pk", filter=LACKS["evidence"]),
        no_horizon=Count("pk", filter=LACKS["horizon"]),
    )
    return NeedCounts(**found)


@dataclass(frozen=True)
class Known:
    """Who and which areas are named so far: to choose from when narrowing, and to repeat when writing."""

    holders: tuple[str, ...]
    areas: tuple[str, ...]


def known_in(procurement: Procurement) -> Known:
    """Give the holders and areas that needs name, by name. One query."""
    pairs = set(Need.objects.filter(procurement=procurement).values_list("holder", "area").distinct())
    return Known(
        holders=tuple(sorted({holder for holder, _area in pairs if holder}, key=str.casefold)),
        areas=tuple(sorted({area for _holder, area in pairs if area}, key=str.casefold)),
    )


def _narrowed(rows: QuerySet[Need], wish: NeedFilter) -> QuerySet[Need]:
    if wish.text:
        rows = rows.filter(_says(wish.text))
    if wish.holder:
        rows = rows.filter(holder=wish.holder)
    if wish.horizon:
        rows = rows.filter(horizon=wish.horizon)
    if wish.area:
        rows = rows.filter(area=wish.area)
    if wish.among is not None:
        rows = rows.filter(pk__in=wish.among)
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
    need.procurement = procurement
    return need


def place_of(need: Need) -> int:
    """Give a need's place in the list, counted from 1. One query."""
    before = Q(position__lt=need.position) | Q(position=need.position, pk__lt=need.pk)
    return Need.objects.filter(before, procurement=need.procurement_id).count() + 1


@dataclass(frozen=True)
class Neighbours:
    """The needs before and after one in the list, and how many there are in all."""

    before: NeedRow | None
    after: NeedRow | None
    total: int


def neighbours_of(need: Need) -> Neighbours:
    """Give the needs that stand beside one. Three queries."""
    rows = Need.objects.filter(procurement=need.procurement_id)
    earlier = rows.filter(Q(position__lt=need.position) | Q(position=need.position, pk__lt=need.pk))
    later = rows.filter(Q(position__gt=need.position) | Q(position=need.position, pk__gt=need.pk))
    before = earlier.order_by("-position", "-pk").values_list(*_ROW).first()
    after = later.order_by("position", "pk").values_list(*_ROW).first()
    return Neighbours(
        before=NeedRow(*before) if before else None,
        after=NeedRow(*after) if after else None,
        total=rows.count(),
    )


def rests_on(need: Need) -> list[ThreadNode]:
    """Give what further along the road rests on a need, as the thread has it; the tender rooms are left out."""
    node, found = f"need:{need.public_id}", []
    for kind, provider in thread_providers():
        if kind not in ("goal", "requirement"):
            continue
        part = provider(need.procurement)
        later = {after for before, after in part.links if before == node}
        found += [each for each in part.nodes if each.id in later]
    return found


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
