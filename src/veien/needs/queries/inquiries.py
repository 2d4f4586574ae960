"""Reading inquiries: what was asked and seen, what rests on it, and what still hangs loose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from veien.needs.models import Inquiry, InquiryFile, Need, NeedInquiry
from veien.road.queries import Procurement

__all__ = ["Inquiry", "InquiryFile"]


@dataclass(frozen=True)
class InquiryRow:
    """One inquiry as lists show it; never its notes."""

    pk: int
    public_id: UUID
    number: int
    kind: str
    title: str
    held_on: date | None
    with_whom: str
    people: int | None
    place: str
    consent: str
    erase_on: date | None
    erased_at: datetime | None
    needs: int
    files: int

    @property
    def ref(self) -> str:
        """Give the number as people say it."""
        return f"K-{self.number:02d}"

    @property
    def kind_name(self) -> str:
        """Give the kind in the reader's language."""
        return str(_KINDS.get(self.kind, self.kind))

    @property
    def label(self) -> str:
        """Give number and title."""
        return f"{self.ref} {self.title}"


@dataclass(frozen=True)
class InquiryFilter:
    """What a list of inquiries is narrowed to; empty fields narrow nothing.

    ``lacks`` is one of need, consent, date, erasing: inquiries that gave no need, lack consent or a date, or whose
    notes should be erased by now.
    """

    text: str = ""
    kind: str = ""
    lacks: str = ""

    @property
    def is_on(self) -> bool:
        """Say whether anything is narrowed."""
        return any((self.text, self.kind, self.lacks))


_KINDS = dict(Inquiry.Kind.choices)
_ROW = tuple(InquiryRow.__dataclass_fields__)[:-2]
ORDERS = {"number": "number", "title": "title", "held_on": "held_on", "kind": "kind"}
"""The columns a list can be sorted by, and what the table calls them."""


def inquiries_of(
    procurement: Procurement,
    narrowed: InquiryFilter | None = None,
    *,
    today: date | None = None,
    order: str = "number",
    cut: slice = slice(None),
) -> list[InquiryRow]:
    """Give a procurement's inquiries, without their notes: all, or those a filter lets through. One query."""
    rows = _narrowed(Inquiry.objects.filter(procurement=procurement), narrowed or InquiryFilter(), today)
    sign, key = ("-", order[1:]) if order.startswith("-") else ("", order)
    rows = rows.annotate(
        needs=Count("carried_needs", distinct=True), kept_files=Count("files", distinct=True)
    ).order_by(f"{sign}{ORDERS[key]}", "number")
    return [InquiryRow(*row) for row in rows.values_list(*_ROW, "needs", "kept_files")[cut]]


def how_many_inquiries(procurement: Procurement, narrowed: InquiryFilter, *, today: date) -> int:
    """Count the inquiries that a filter lets through. One query."""
    return _narrowed(Inquiry.objects.filter(procurement=procurement), narrowed, today).count()


@dataclass(frozen=True)
class InquiryCounts:
    """How many inquiries there are of each kind, how many people were asked, and what is lacking."""

    all: int
    interviews: int
    observations: int
    workshops: int
    surveys: int
    no_need: int
    no_consent: int
    to_erase: int


def inquiry_counts(procurement: Procurement, *, today: date) -> InquiryCounts:
    """Count a procurement's inquiries. One query."""
    found = Inquiry.objects.filter(procurement=procurement).aggregate(
        all=Count("pk"),
        interviews=Count("pk", filter=Q(kind="interview")),
        observations=Count("pk", filter=Q(kind="observation")),
        workshops=Count("pk", filter=Q(kind="workshop")),
        surveys=Count("pk", filter=Q(kind="survey")),
        no_need=Count("pk", filter=_lacks("need", today)),
        no_consent=Count("pk", filter=_lacks("consent", today)),
        to_erase=Count("pk", filter=_lacks("erasing", today)),
    )
    return InquiryCounts(**found)


def _lacks(what: str, today: date | None) -> Q:
    if what == "need":
        return ~Q(Exists(NeedInquiry.objects.filter(inquiry=OuterRef("pk"))))
    if what == "consent":
        return Q(consent=Inquiry.Consent.MISSING)
    if what == "date":
        return Q(held_on=None)
    if what == "erasing" and today is not None:
        return Q(erase_on__lte=today, erased_at=None)
    return Q()


def _narrowed(
    rows: QuerySet[Inquiry, Any], wish: InquiryFilter, today: date | None
) -> QuerySet[Inquiry, Any]:
    if wish.text:
        found = Q()
        for field in ("title", "with_whom", "place"):
            found |= Q(**{f"{field}__icontains": wish.text})
        digits = wish.text.strip().upper().removeprefix("K").removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 9:
            found |= Q(number=int(digits))
        rows = rows.filter(found)
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    return rows.filter(_lacks(wish.lacks, today)) if wish.lacks else rows


def inquiry_for(procurement: Procurement, public_id: UUID) -> Inquiry:
    """Give one inquiry of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such inquiry.
    """
    found = (
        Inquiry.objects.filter(procurement=procurement, public_id=public_id)
        .select_related("added_by")
        .first()
    )
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def files_of(inquiry: Inquiry) -> list[InquiryFile]:
    """Give the files kept with an inquiry, in the order they came. One query."""
    return list(inquiry.files.select_related("file", "added_by").order_by("added_at", "pk"))


def file_for(inquiry: Inquiry, public_id: UUID) -> InquiryFile:
    """Give one file of an inquiry.

    Raises: Http404 if the inquiry has no such file.
    """
    found = inquiry.files.select_related("file").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.inquiry = inquiry
    return found


def needs_from(inquiry: Inquiry) -> list[Need]:
    """Give the needs that rest on an inquiry, in their order. One query."""
    return list(Need.objects.filter(rests_on__inquiry=inquiry).order_by("position", "pk"))


@dataclass(frozen=True)
class InquiryChoice:
    """One inquiry as something to choose."""

    public_id: UUID
    label: str


def inquiry_choices(procurement: Procurement) -> list[InquiryChoice]:
    """Give a procurement's inquiries to choose from, newest first. One query."""
    rows = Inquiry.objects.filter(procurement=procurement).order_by("-number")
    return [
        InquiryChoice(public_id, f"K-{number:02d} {title}")
        for public_id, number, title in rows.values_list("public_id", "number", "title")
    ]


@dataclass(frozen=True)
class Ground:
    """An inquiry that a need rests on, in short."""

    public_id: UUID
    ref: str
    title: str
    kind_name: str


def grounds_of(procurement: Procurement, needs: Collection[int] | None = None) -> dict[int, list[Ground]]:
    """Give the inquiries that needs rest on, by the need's key: of all needs, or of these. One query."""
    links = NeedInquiry.objects.filter(need__procurement=procurement)
    if needs is not None:
        links = links.filter(need__in=needs)
    fields = ("need_id", "inquiry__public_id", "inquiry__number", "inquiry__title", "inquiry__kind")
    found: dict[int, list[Ground]] = {}
    for need, public_id, number, title, kind in links.order_by("inquiry__number").values_list(*fields):
        ground = Ground(public_id, f"K-{number:02d}", title, str(_KINDS.get(kind, kind)))
        found.setdefault(need, []).append(ground)
    return found


def chosen_for(need: Need) -> list[UUID]:
    """Give the inquiries a need rests on, as a form wants them. One query."""
    rows = Inquiry.objects.filter(carried_needs__need=need).order_by("number")
    return list(rows.values_list("public_id", flat=True))
