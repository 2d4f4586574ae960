"""Reading the road: whose procurement it is, what its pack says, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.audit.queries import last_by_room
from veien.methods.queries import pack as read_pack
from veien.methods.rules import Pack
from veien.road.models import (
    ActivityState,
    Decision,
    DeliverableVersion,
    Evidence,
    Procurement,
    RoleHolding,
    SkippedPhase,
    StationEffort,
)
from veien.road.rules.keeping import Kept
from veien.road.rules.registry import (
    Headline,
    ToolReport,
    headline_providers,
    rooms_behind,
    thread_providers,
    tools,
)
from veien.road.rules.roles import May, allowed
from veien.road.rules.state import Decided, Deeds, RoadStanding, Tick, road_standing
from veien.road.rules.thread import Thread, ThreadPart, tie
from veien.web.rules.frame import Crumb, Fact, Frame, Tab

if TYPE_CHECKING:
    from veien.people.queries import User

__all__ = [
    "ActivityState",
    "Decision",
    "DeliverableVersion",
    "Evidence",
    "Procurement",
    "RoleHolding",
    "SkippedPhase",
    "StationEffort",
    "frame_of",
]


def procurement_for(user: User | AnonymousUser, public_id: UUID, *, may: May = "view") -> Procurement:
    """Give a procurement to a person who may do something in it; ``procurement.granted`` says all that he may.

    Raises: Http404 if there is none, or the person may not: a stranger cannot tell the two apart.
    """
    if not user.is_authenticated:
        raise Http404
    procurement = Procurement.objects.select_related("buyer").filter(public_id=public_id).first()
    if procurement is None:
        raise Http404
    roles = RoleHolding.objects.filter(procurement=procurement, user_id=user.pk).values_list(
        "role", flat=True
    )
    granted = allowed(roles)
    if may not in granted:
        raise Http404
    procurement.granted = granted  # type: ignore[attr-defined]
    return procurement


def frame_of(
    procurement: Procurement,
    title: str,
    *,
    lead: str = "",
    crumbs: tuple[Crumb, ...] = (),
    tabs: tuple[Tab, ...] = (),
) -> Frame:
    """Make the head of a page about a procurement: the way here, the heading, and the line of facts.

    ``crumbs`` are the steps between the procurement and this page. At most one query per registered headline.
    """
    here = reverse("road:road", args=[procurement.public_id])
    facts = [Fact(_("Led by"), procurement.buyer.name)]
    written = _written(procurement)
    said: list[Headline | None] = [
        _asked(provider, procurement, written) for provider in headline_providers()
    ]
    for each in filter(None, said):
        url = reverse(each.url_name, args=[procurement.public_id]) if each.url_name else ""
        facts.append(Fact(str(each.name), str(each.value), url))
    way = (Crumb(_("Procurements"), reverse("road:home")), Crumb(procurement.title, here), *crumbs)
    return Frame(
        title=title,
        crumbs=way,
        meta=tuple(facts),
        tabs=tabs,
        lead=lead,
        is_example=procurement.is_example,
    )


def procurements_of(user: User) -> QuerySet[Procurement]:
    """Give the procurements in which a person has a role, newest first."""
    mine = RoleHolding.objects.filter(user=user).values("procurement_id")
    return Procurement.objects.filter(pk__in=mine).select_related("buyer").order_by("-started_at", "-pk")


@dataclass(frozen=True)
class Place:
    """A procurement in a list, and how far decisions have carried it."""

    procurement: Procurement
    standing: RoadStanding


def places_of(user: User) -> list[Place]:
    """Give a person's procurements with the phase in which each stands. Three queries, whatever their number.

    Only decisions and skipped phases are read: they alone move a procurement from phase to phase.
    """
    mine = list(procurements_of(user))
    decided: dict[int, dict[str, Decided]] = {}
    for each in Decision.objects.filter(procurement__in=mine).order_by("round"):
        decided.setdefault(each.procurement_id, {})[each.point] = _decided(each)
    skipped: dict[int, set[str]] = {}
    for row in SkippedPhase.objects.filter(procurement__in=mine):
        skipped.setdefault(row.procurement_id, set()).add(row.phase)
    return [
        Place(
            procurement=each,
            standing=road_standing(
                pack_of(each),
                Deeds(decided=decided.get(each.pk, {}), skipped=frozenset(skipped.get(each.pk, ()))),
            ),
        )
        for each in mine
    ]


def _decided(row: Decision) -> Decided:
    return Decided(
        point=row.point,
        outcome=row.outcome,
        round=row.round,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        reopened_stations=tuple(row.reopened_stations),
    )


def pack_of(procurement: Procurement) -> Pack:
    """Give the pack that a procurement was started from, in the version that it keeps."""
    return read_pack(procurement.pack_id, procurement.pack_version)


# What rooms say is computed anew only when one of the rooms it rests on has written to the procurement's log.
_SAID: Kept[Any] = Kept(most=400)
_JOINTS: Kept[Any] = Kept(most=28)  # a joint of the thread may hold a thousand objects


def _written(procurement: Procurement) -> Mapping[str, int] | None:
    """Give the last entry of each room in a procurement's log, or None inside a transaction. One query.

    A transaction sees what nobody else sees yet and may take it back: nothing is kept of what is said inside one.
    """
    return None if connection.in_atomic_block else last_by_room(procurement.public_id)


def _asked(
    provider: Callable[[Procurement], Any],
    procurement: Procurement,
    written: Mapping[str, int] | None,
    *,
    kept: Kept[Any] = _SAID,
) -> Any:
    """Ask a room about a procurement, or give what it said last if nothing that it rests on was written since."""
    rooms = rooms_behind(provider)
    if written is None or not rooms:
        return provider(procurement)
    stamp = tuple(written.get(room, 0) for room in rooms)
    key = (provider, procurement.public_id, get_language())
    return kept.given(key, stamp, lambda: provider(procurement))


def stamp_of(procurement: Procurement, rooms: Sequence[str]) -> tuple[int, ...] | None:
    """Give the stamp under which what rests on some rooms may be kept; None inside a transaction. One query."""
    written = _written(procurement)
    return None if written is None else tuple(written.get(room, 0) for room in rooms)


@dataclass(frozen=True)
class Report:
    """What all tools say of a procurement; ``given_by`` says which tool a fact comes from."""

    facts: dict[str, bool]
    status: dict[str, Any]
    given_by: dict[str, str] = field(default_factory=dict)


def report_of(procurement: Procurement) -> Report:
    """Ask every tool for its status and its facts."""
    facts: dict[str, bool] = {}
    status: dict[str, Any] = {}
    given_by: dict[str, str] = {}
    written = _written(procurement)
    for tool in tools():
        said: ToolReport = _asked(tool.report, procurement, written)
        facts.update(said.facts)
        given_by.update(dict.fromkeys(said.facts, tool.id))
        status[tool.id] = said.status
    return Report(facts=facts, status=status, given_by=given_by)


def deeds_of(procurement: Procurement, *, facts: dict[str, bool]) -> Deeds:
    """Gather what people did. Five queries, whatever the number of rows."""
    # Rows, not objects: a road has a hundred and fifty activities, and each object would bring two people along.
    states = (
        ActivityState.objects.filter(procurement=procurement)
        .values_list(
            "activity", "ticked_at", "ticked_by__full_name", "owner__full_name", "owner_id", "due_on", "note"
        )
        .annotate(files=Count("evidence"))
    )
    ticks = {
        activity: Tick(
            ticked_at=ticked_at,
            ticked_by=ticked_by or "",
            owner=owner or "",
            owner_id=owner_id,
            due_on=due_on,
            note=note,
            evidence=files,
        )
        for activity, ticked_at, ticked_by, owner, owner_id, due_on, note, files in states
    }
    decided = {
        each.point: _decided(each)
        for each in Decision.objects.filter(procurement=procurement).order_by("round")
    }
    versions = DeliverableVersion.objects.filter(procurement=procurement).values_list(
        "deliverable", flat=True
    )
    skipped = SkippedPhase.objects.filter(procurement=procurement).values_list("phase", flat=True)
    return Deeds(
        facts=facts,
        ticks=ticks,
        decided=decided,
        deliverables=frozenset(versions),
        skipped=frozenset(skipped),
    )


def phases_of(procurement: Procurement) -> RoadStanding:
    """Compute which phases are open. Two queries: decisions and skipped phases alone open a phase."""
    decided = {
        row.point: _decided(row) for row in Decision.objects.filter(procurement=procurement).order_by("round")
    }
    skipped = SkippedPhase.objects.filter(procurement=procurement).values_list("phase", flat=True)
    return road_standing(pack_of(procurement), Deeds(decided=decided, skipped=frozenset(skipped)))


@dataclass(frozen=True)
class Road:
    """A procurement's road with what the tools say."""

    procurement: Procurement
    standing: RoadStanding
    report: Report


def road_of(procurement: Procurement) -> Road:
    """Compute where a procurement stands."""
    report = report_of(procurement)
    deeds = deeds_of(procurement, facts=report.facts)
    return Road(procurement=procurement, standing=road_standing(pack_of(procurement), deeds), report=report)


def holdings_of(procurement: Procurement) -> QuerySet[RoleHolding]:
    """Give the roles held in a procurement, by person's name."""
    return (
        RoleHolding.objects.filter(procurement=procurement)
        .select_related("user", "user__organisation")
        .order_by("user__full_name", "role")
    )


def people_in(procurement: Procurement) -> list[tuple[int, str]]:
    """Give key and name of everybody with a role, once each, by name."""
    rows = holdings_of(procurement).values_list("user_id", "user__full_name").distinct()
    return list(dict.fromkeys((key, name) for key, name in rows))


def efforts_of(procurement: Procurement) -> dict[str, StationEffort]:
    """Give the effort recorded per station."""
    return {each.station: each for each in StationEffort.objects.filter(procurement=procurement)}


def versions_of(procurement: Procurement) -> dict[str, list[DeliverableVersion]]:
    """Give all versions of every deliverable, newest first."""
    found: dict[str, list[DeliverableVersion]] = {}
    rows = DeliverableVersion.objects.filter(procurement=procurement).select_related("file", "made_by")
    for each in rows.order_by("-version"):
        found.setdefault(each.deliverable, []).append(each)
    return found


def evidence_of(procurement: Procurement) -> dict[str, list[Evidence]]:
    """Give the files that show that activities were done, by activity."""
    found: dict[str, list[Evidence]] = {}
    rows = Evidence.objects.filter(state__procurement=procurement).select_related("file", "state", "added_by")
    for each in rows.order_by("added_at", "pk"):
        found.setdefault(each.state.activity, []).append(each)
    return found


def decisions_of(procurement: Procurement, point: str) -> list[Decision]:
    """Give every round of a decision, newest first, with answers and frozen documents."""
    rows = Decision.objects.filter(procurement=procurement, point=point).order_by("-round")
    return list(
        rows.select_related("recorded_by").prefetch_related(
            "answers", "signatures", "documents", "documents__version", "documents__version__file"
        )
    )


def thread_of(procurement: Procurement) -> Thread:
    """Tie the thread of a procurement, as far as its reader (``procurement.granted``) may see it.

    Each joint asks the database a fixed number of times.
    """
    granted: frozenset[May] = procurement.granted  # type: ignore[attr-defined]
    written = _written(procurement)
    parts: Iterable[ThreadPart] = (
        _asked(provider, procurement, written, kept=_JOINTS) for _kind, provider in thread_providers()
    )
    return tie(part for part in parts if part.may in granted)
