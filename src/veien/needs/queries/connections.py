"""Reading how needs hang together, and what hangs loose in the whole mapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from veien.needs.models import Need, NeedDependency, UserStory
from veien.needs.queries import NeedCounts, counts_of
from veien.needs.queries.inquiries import InquiryCounts, inquiry_counts
from veien.road.queries import Procurement

__all__ = ["NeedDependency"]


def connections_of(procurement: Procurement) -> list[NeedDependency]:
    """Give what needs hang on, in the order of the needs. One query."""
    rows = NeedDependency.objects.filter(need__procurement=procurement).select_related("need", "on")
    return list(rows.order_by("need__position", "need__pk", "pk"))


def connections_for(need: Need) -> tuple[list[NeedDependency], list[NeedDependency]]:
    """Give what a need hangs on, and what hangs on it. Two queries."""
    hangs = NeedDependency.objects.filter(need=need).select_related("on").order_by("pk")
    carries = NeedDependency.objects.filter(on=need).select_related("need").order_by("need__position", "pk")
    return list(hangs), list(carries)


def connection_for(procurement: Procurement, key: int) -> NeedDependency:
    """Give one connection of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such connection.
    """
    rows = NeedDependency.objects.select_related("need", "on")
    found = rows.filter(need__procurement=procurement, pk=key).first()
    if found is None:
        raise Http404
    found.need.procurement = procurement
    return found


def comes_too_late(connections: list[NeedDependency]) -> list[NeedDependency]:
    """Give the connections in which a need for the short term hangs on one for the long term."""
    return [
        each
        for each in connections
        if each.on is not None and each.need.horizon == "short" and each.on.horizon == "long"
    ]


@dataclass(frozen=True)
class LooseEnd:
    """Something that does not hold on to anything: what, how many, and where they are listed."""

    what: Any
    count: int
    url_name: str
    query: str = ""


@dataclass(frozen=True)
class Loose:
    """All loose ends of a mapping, and the counts they were found by."""

    ends: tuple[LooseEnd, ...]
    needs: NeedCounts
    inquiries: InquiryCounts


def loose_ends(procurement: Procurement, *, today: date) -> Loose:
    """Find what hangs loose: needs that rest on nothing, inquiries that gave nothing, stories without a need.

    Four queries.
    """
    needs, inquiries = counts_of(procurement), inquiry_counts(procurement, today=today)
    stories = UserStory.objects.filter(procurement=procurement, need=None).count()
    late = NeedDependency.objects.filter(
        Exists(Need.objects.filter(pk=OuterRef("on"), horizon="long")),
        need__procurement=procurement,
        need__horizon="short",
    ).count()
    all_ends = (
        LooseEnd(_("Needs that rest on nothing"), needs.no_evidence, "page", "?missing=evidence"),
        LooseEnd(
            _("Conversations and observations that gave no need"),
            inquiries.no_need,
            "inquiries",
            "?lacks=need",
        ),
        LooseEnd(_("Written down without consent"), inquiries.no_consent, "inquiries", "?lacks=consent"),
        LooseEnd(_("Notes and files to erase by now"), inquiries.to_erase, "inquiries", "?lacks=erasing"),
        LooseEnd(_("User stories without a need"), stories, "personas", "#stories"),
        LooseEnd(_("Needs that wait for something later than themselves"), late, "connections"),
    )
    return Loose(tuple(each for each in all_ends if each.count), needs, inquiries)
