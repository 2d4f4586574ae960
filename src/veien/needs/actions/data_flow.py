"""What people do with the map of information flows: systems, what goes between them, and the needs in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.needs.actions.mapping import CannotMap, changed, fits, last_place, need_of, words_in
from veien.needs.models import DataFlow, DataSystem, Need, When
from veien.needs.rules.inquiries import tidied
from veien.needs.rules.mapping import FLOW_FIELDS, SYSTEM_FIELDS, FlowWords, SystemWords

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

MOST_SYSTEMS, MOST_FLOWS = 40, 120


def add_system(procurement: Procurement, *, by: User, **words: Unpack[SystemWords]) -> DataSystem:
    """Put a system on the map.

    May: edit
    Raises: CannotMap if it has no name, another one has it, or there are too many.
    Logs: needs.system_added
    """
    system = DataSystem(procurement=procurement, **tidied(words, SYSTEM_FIELDS))
    subject = f"system:{system.public_id}"
    with recorded(procurement.public_id, "needs.system_added", by=by, subject=subject) as entry:
        _check_system(system)
        rows = DataSystem.objects.filter(procurement=procurement)
        if rows.count() >= MOST_SYSTEMS:
            raise CannotMap(_("At most %(most)s systems fit on a map.") % {"most": MOST_SYSTEMS})
        system.position = last_place(rows)
        system.save()
        entry.content = words_in(system, SYSTEM_FIELDS)
    return system


def change_system(system: DataSystem, *, by: User, revision: int, **words: Unpack[SystemWords]) -> DataSystem:
    """Change a system.

    May: edit
    Raises: CannotMap as for ``add_system``; MappedMeanwhile if somebody else wrote first.
    Logs: needs.system_changed
    """
    log = (system.procurement, "needs.system_changed", f"system:{system.public_id}")
    found: DataSystem = changed(
        system, words, by=by, revision=revision, log=log, check=_check_system, fields=SYSTEM_FIELDS
    )
    return found


def remove_system(system: DataSystem, *, by: User) -> None:
    """Take a system that no flow touches off the map.

    May: edit
    Raises: CannotMap if flows begin or end in it.
    Logs: needs.system_removed
    """
    chain, subject = system.procurement.public_id, f"system:{system.public_id}"
    with recorded(chain, "needs.system_removed", by=by, subject=subject) as entry:
        count = system.flows_out.count() + system.flows_in.count()
        if count:
            raise CannotMap(
                _("%(count)s flows begin or end in %(system)s. Remove or turn them first.")
                % {"count": count, "system": system.name}
            )
        entry.content = words_in(system, SYSTEM_FIELDS)
        system.delete()


def add_flow(
    procurement: Procurement, *, by: User, start: DataSystem, end: DataSystem, **words: Unpack[FlowWords]
) -> DataFlow:
    """Put a flow between two systems on the map.

    May: edit
    Raises: CannotMap if it says nothing, goes nowhere else, or there are too many.
    Logs: needs.flow_added
    """
    flow = DataFlow(procurement=procurement, start=start, end=end, **tidied(words, FLOW_FIELDS))
    _check_flow(flow)
    subject = f"flow:{flow.public_id}"
    with recorded(procurement.public_id, "needs.flow_added", by=by, subject=subject) as entry:
        _room(procurement, 1)
        flow.position = last_place(DataFlow.objects.filter(procurement=procurement))
        flow.save()
        entry.content = {"from": start.name, "to": end.name, **words_in(flow, FLOW_FIELDS)}
    return flow


def change_flow(
    flow: DataFlow,
    *,
    by: User,
    revision: int,
    start: DataSystem,
    end: DataSystem,
    **words: Unpack[FlowWords],
) -> DataFlow:
    """Change a flow, or turn it.

    May: edit
    Raises: CannotMap as for ``add_flow``; MappedMeanwhile if somebody else wrote first.
    Logs: needs.flow_changed
    """
    log = (flow.procurement, "needs.flow_changed", f"flow:{flow.public_id}")
    ends = {"start": start, "end": end}
    found: DataFlow = changed(
        flow, words, by=by, revision=revision, log=log, check=_check_flow, fields=FLOW_FIELDS, more=ends
    )
    return found


def remove_flow(flow: DataFlow, *, by: User) -> None:
    """Take a flow off the map; a need that came of it stays.

    May: edit
    Logs: needs.flow_removed
    """
    chain, subject = flow.procurement.public_id, f"flow:{flow.public_id}"
    with recorded(chain, "needs.flow_removed", by=by, subject=subject) as entry:
        entry.content = {"from": flow.start.name, "to": flow.end.name, **words_in(flow, FLOW_FIELDS)}
        flow.delete()


def carry_flows(procurement: Procurement, *, by: User) -> int:
    """Carry today's flows that are not among the wanted ones over; gives how many.

    May: edit
    Raises: CannotMap if all are there already, or there would be too many.
    Logs: needs.flows_carried
    """
    with recorded(procurement.public_id, "needs.flows_carried", by=by, subject="needs:flows") as entry:
        rows = list(DataFlow.objects.filter(procurement=procurement).order_by("position", "pk"))
        there = {_what(each) for each in rows if each.when == When.WANTED}
        chosen = [each for each in rows if each.when == When.TODAY and _what(each) not in there]
        if not chosen:
            raise CannotMap(_("Every flow of today stands among the wanted ones already."))
        _room(procurement, len(chosen))
        place = last_place(DataFlow.objects.filter(procurement=procurement))
        kept = ("start_id", "end_id", "is_both_ways", "information", "sort", "legal_ground")
        DataFlow.objects.bulk_create(
            DataFlow(
                procurement=procurement,
                when=When.WANTED,
                position=place + count,
                **{field: getattr(each, field) for field in kept},
            )
            for count, each in enumerate(chosen)
        )
        entry.content = {"flows": [each.information for each in chosen]}
    return len(chosen)


def need_from_flow(flow: DataFlow, *, by: User) -> Need:
    """Make an integration need of a flow: what must reach whom, without a word on how.

    May: edit
    Raises: CannotMap if a need came of it already.
    Logs: needs.need_added
    """
    said = {
        "information": flow.information.rstrip("."),
        "start": flow.start.name,
        "end": flow.end.name,
    }
    words = {
        "title": _("Have in %(end)s what %(start)s knows: %(information)s") % said,
        "statement": _(
            "%(information)s goes from %(start)s to %(end)s, so that nobody writes it twice or has to look in two"
            " places."
        )
        % said,
        "holder": flow.end.owner,
        "area": _("Integration"),
        "evidence_kind": Need.EvidenceKind.DOCUMENT.value,
        "evidence": _("Map of information flows"),
    }
    return need_of(flow, by=by, procurement=flow.procurement, words=words, origin=dict(said))


def _what(flow: DataFlow) -> tuple[object, ...]:
    return flow.start_id, flow.end_id, flow.information.casefold()


def _room(procurement: Procurement, count: int) -> None:
    if DataFlow.objects.filter(procurement=procurement).count() + count > MOST_FLOWS:
        raise CannotMap(_("At most %(most)s flows fit on a map.") % {"most": MOST_FLOWS})


def _check_system(system: DataSystem) -> None:
    if not system.name:
        raise CannotMap(_("Give the system a name."), field="name")
    others = DataSystem.objects.filter(procurement=system.procurement_id, name=system.name)
    if others.exclude(pk=system.pk).exists():
        raise CannotMap(_("Another system has this name."), field="name")
    fits(system)


def _check_flow(flow: DataFlow) -> None:
    if not flow.information:
        raise CannotMap(_("Say which information goes there."), field="information")
    if flow.start_id == flow.end_id:
        raise CannotMap(_("A flow goes from one system to another. Choose two."), field="end")
    fits(flow)
