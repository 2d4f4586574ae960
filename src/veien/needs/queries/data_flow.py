"""Reading the map of information flows: the map today or wanted, what it lacks, its drawing and its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import DataFlow, DataSystem, When
from veien.needs.rules.data_flow import Flow, Gap, System, flow_svg, gaps_in
from veien.road.queries import Procurement

__all__ = ["DataFlow", "DataSystem"]


@dataclass(frozen=True)
class GapRow:
    """Something the map lacks, as people read it."""

    kind: str
    what: str
    flow: DataFlow | None = None
    system: DataSystem | None = None


@dataclass(frozen=True)
class FlowMap:
    """The systems, and the flows today or wanted; a flow's number is its place in ``flows``, from 1."""

    when: str
    systems: tuple[DataSystem, ...]
    flows: tuple[DataFlow, ...]
    gaps: tuple[GapRow, ...]
    others: int


def map_of(procurement: Procurement, when: str) -> FlowMap:
    """Give the map of a procurement, today or wanted. Two queries."""
    systems = systems_of(procurement)
    rows = DataFlow.objects.filter(procurement=procurement).select_related("start", "end", "need")
    every = list(rows.order_by("position", "pk"))
    for each in every:
        each.procurement = procurement
    flows = [each for each in every if each.when == when]
    # What is bought is not there today: only what it is wanted for can lack a flow.
    judged = [each for each in systems if when == When.WANTED or not each.is_new]
    gaps = gaps_in([_system(each) for each in judged], [_flow(each) for each in flows])
    by_key = {each.pk: each for each in systems}
    return FlowMap(
        when=when,
        systems=tuple(systems),
        flows=tuple(flows),
        gaps=tuple(_gap(each, by_key, {flow.pk: flow for flow in flows}) for each in gaps),
        others=len(every) - len(flows),
    )


def systems_of(procurement: Procurement) -> list[DataSystem]:
    """Give the systems of a procurement in their order. One query."""
    return list(DataSystem.objects.filter(procurement=procurement).order_by("position", "pk"))


def _system(row: DataSystem) -> System:
    return System(row.pk, row.name, row.is_new, row.is_record)


def _flow(row: DataFlow) -> Flow:
    return Flow(row.pk, row.start_id, row.end_id, row.sort, bool(row.legal_ground), row.is_both_ways)


def _gap(gap: Gap, systems: dict[int, DataSystem], flows: dict[int, DataFlow]) -> GapRow:
    system, flow = systems.get(gap.key), flows.get(gap.key)
    if gap.kind == "no_record":
        return GapRow(gap.kind, _("No system is marked as the record of users or patients."))
    if gap.kind == "alone":
        return GapRow(gap.kind, _("No information goes to it or from it."), system=system)
    if gap.kind == "to_record":
        said = _("It comes with the purchase and has no flow to or from the record.")
        return GapRow(gap.kind, said, system=system)
    said = (
        _("Health data without a legal ground.")
        if gap.kind == "health_ground"
        else _("Personal data without a legal ground.")
    )
    return GapRow(gap.kind, said, flow=flow)


def drawing_of(found: FlowMap) -> str:
    """Draw a map in the reader's language; systems that no flow touches are left to the table."""
    touched = {key for each in found.flows for key in (each.start_id, each.end_id)}
    systems = [_system(each) for each in found.systems if each.pk in touched]
    said = "; ".join(
        f"{place}: {each.start.name} – {each.end.name}" for place, each in enumerate(found.flows, start=1)
    )
    return flow_svg(
        systems,
        [_flow(each) for each in found.flows],
        title=_("Map of information flows"),
        desc=said,
        new_word=_("new"),
        record_word=_("record"),
    )


def system_for(procurement: Procurement, public_id: UUID) -> DataSystem:
    """Give one system of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such system.
    """
    found = DataSystem.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def flow_for(procurement: Procurement, public_id: UUID) -> DataFlow:
    """Give one flow of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such flow.
    """
    rows = DataFlow.objects.select_related("start", "end", "need")
    found = rows.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def flow_counts(procurement: Procurement) -> dict[str, int]:
    """Count flows today, wanted, and those of personal data that lack a legal ground. One query."""
    lacking = ~Q(sort="none") & Q(legal_ground="")
    found: dict[str, int] = DataFlow.objects.filter(procurement=procurement).aggregate(
        today=Count("pk", filter=Q(when=When.TODAY)),
        wanted=Count("pk", filter=Q(when=When.WANTED)),
        lacking=Count("pk", filter=lacking),
    )
    return found


def as_workbook(maps: list[FlowMap]) -> bytes:
    """Write the map as a workbook: flows, systems and what is lacking, in the reader's language."""
    flows = (
        Column("when", _("Today or wanted"), width=14),
        Column("number", _("Number"), kind="number", decimals=0, width=10),
        Column("start", _("From"), width=28),
        Column("end", _("To"), width=28),
        Column("both", _("Goes both ways"), width=14),
        Column("information", _("Which information"), width=50),
        Column("sort", _("Sort of data"), width=26),
        Column("ground", _("Legal ground"), width=44),
        Column("need", _("Need"), width=34),
    )
    systems = (
        Column("name", _("System"), width=34),
        Column("owner", _("Whose it is"), width=34),
        Column("new", _("Comes with the purchase"), width=18),
        Column("record", _("Is the record of users or patients"), width=18),
    )
    rows = [_line(number, each) for found in maps for number, each in enumerate(found.flows, start=1)]
    places = [
        {
            "name": each.name,
            "owner": each.owner,
            "new": _("yes") if each.is_new else "",
            "record": _("yes") if each.is_record else "",
        }
        for each in maps[0].systems
    ]
    sheets = [
        Sheet(name=_("Flows"), title=_("Map of information flows"), columns=flows, rows=rows),
        Sheet(name=_("Systems"), title=_("Systems"), columns=systems, rows=places),
    ]
    return documents.build_workbook(sheets, at=clock.now())


def _line(number: int, flow: DataFlow) -> dict[str, object]:
    return {
        "when": flow.get_when_display(),
        "number": number,
        "start": flow.start.name,
        "end": flow.end.name,
        "both": _("yes") if flow.is_both_ways else "",
        "information": flow.information,
        "sort": flow.get_sort_display(),
        "ground": flow.legal_ground,
        "need": str(flow.need) if flow.need else "",
    }
