"""Reading who buys together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.http import Http404

from veien.collaboration.models import Member
from veien.organisations.queries import Organisation, buyers
from veien.road.queries import Procurement

__all__ = ["Member"]

TAKES_PART = Q(standing__in=["lead", "member"])


@dataclass(frozen=True)
class MemberRow:
    """One organisation's part in a procurement, as the list shows it."""

    public_id: UUID
    name: str
    kind: str
    population: int | None
    population_source: str
    is_example: bool
    standing: str
    joined_on: date | None
    note: str


_FIELDS = {
    "public_id": "public_id",
    "name": "organisation__name",
    "kind": "organisation__kind",
    "population": "organisation__population",
    "population_source": "organisation__population_source",
    "is_example": "organisation__is_example",
    "standing": "standing",
    "joined_on": "joined_on",
    "note": "note",
}


@dataclass(frozen=True)
class MemberFilter:
    """What the list is narrowed to; empty fields narrow nothing."""

    text: str = ""
    standing: str = ""

    @property
    def is_on(self) -> bool:
        """Say whether anything is narrowed."""
        return bool(self.text or self.standing)


def _narrowed(procurement: Procurement, wish: MemberFilter) -> QuerySet[Member]:
    rows = Member.objects.filter(procurement=procurement)
    if wish.text:
        rows = rows.filter(Q(organisation__name__icontains=wish.text) | Q(note__icontains=wish.text))
    return rows.filter(standing=wish.standing) if wish.standing else rows


def members_of(
    procurement: Procurement,
    narrowed: MemberFilter | None = None,
    *,
    order: str = "part",
    cut: slice = slice(None),
) -> list[MemberRow]:
    """Give who takes part or may join, the lead first. One query.

    ``order`` is part, name, population or joined_on, with a minus before it for the other way round.
    """
    rows = _narrowed(procurement, narrowed or MemberFilter()).order_by(*_order(order))
    return [MemberRow(*row) for row in rows.values_list(*_FIELDS.values())[cut]]


def _order(order: str) -> list[str | Combinable]:
    falls, key = order.startswith("-"), order.removeprefix("-")
    if key == "part":
        # lead, member, option: the alphabet happens to know the order.
        return ["-standing" if falls else "standing", "organisation__name", "pk"]
    field = F({"name": "organisation__name", "population": "organisation__population"}.get(key, "joined_on"))
    first = field.desc(nulls_last=True) if falls else field.asc(nulls_last=True)
    return [first, "organisation__name", "pk"]


def how_many(procurement: Procurement, narrowed: MemberFilter) -> int:
    """Count those that a filter lets through. One query."""
    return _narrowed(procurement, narrowed).count()


@dataclass(frozen=True)
class Totals:
    """The sums of a collaboration.

    Units: ``population`` and ``population_with_options`` are inhabitants; ``unknown`` counts the municipalities
    whose population is not known and therefore not in the sums.
    """

    members: int
    options: int
    population: int
    population_with_options: int
    unknown: int
    has_lead: bool


def totals_of(procurement: Procurement) -> Totals:
    """Sum up a collaboration. One query."""
    found = Member.objects.filter(procurement=procurement).aggregate(
        members=Count("pk", filter=TAKES_PART),
        options=Count("pk", filter=Q(standing="option")),
        leads=Count("pk", filter=Q(standing="lead")),
        population=Sum("organisation__population", filter=TAKES_PART),
        everybody=Sum("organisation__population"),
        unknown=Count("pk", filter=Q(organisation__kind="municipality", organisation__population=None)),
    )
    return Totals(
        members=found["members"],
        options=found["options"],
        population=found["population"] or 0,
        population_with_options=found["everybody"] or 0,
        unknown=found["unknown"],
        has_lead=found["leads"] > 0,
    )


def counts(procurement: Procurement) -> tuple[int, int]:
    """Count those who take part, the lead included, and those who may join later. One query."""
    found = totals_of(procurement)
    return found.members, found.options


def member_for(procurement: Procurement, public_id: UUID) -> Member:
    """Give one member of a procurement that the caller has already been let into.

    Raises: Http404 if there is no such member.
    """
    rows = Member.objects.filter(procurement=procurement, public_id=public_id)
    member = rows.select_related("organisation").first()
    if member is None:
        raise Http404
    member.procurement = procurement
    return member


def may_be_added(procurement: Procurement) -> QuerySet[Organisation]:
    """Give the public buyers that are not in the procurement yet, by name."""
    here = Member.objects.filter(procurement=procurement).values("organisation_id")
    return buyers().exclude(pk__in=here)
