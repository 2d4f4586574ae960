"""What an assessment of data protection asks for and the map of flows can give, as a report. It is no assessment."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents.rules import Block, Bullets, Callout, Paragraph, Report, Section, Table
from veien.foundation.errors import Refused
from veien.needs.models import DataFlow, When
from veien.needs.queries.data_flow import FlowMap, map_of
from veien.road.queries import Procurement


class NothingMapped(Refused):
    """There is no flow to write of yet; the message says what to do first."""


def basis_of(procurement: Procurement, language: str) -> Report:
    """Gather from the map what an assessment of data protection begins with. Four queries.

    Raises: NothingMapped if there is no flow on the map.
    Source: Regulation (EU) 2016/679, article 35(7).
    """
    maps = [map_of(procurement, When.WANTED), map_of(procurement, When.TODAY)]
    if not any(each.flows for each in maps):
        raise NothingMapped(_("There is no flow on the map yet. Write down the first one."))
    with translation.override(language):
        return Report(
            title=_("Basis for an assessment of data protection"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name),),
            sections=(_first(), _systems(maps[0]), *(_flows(each) for each in maps), _lacking(maps), _open()),
        )


def _first() -> Section:
    said = _(
        "It lists what the map of information flows says. Whether the processing is necessary, which risks it brings"
        " and what is done about them must be judged by those who are responsible, with the data protection officer."
    )
    return Section(_("What this is"), (Callout(_("This is a basis, not an assessment"), said, "warning"),))


def _systems(found: FlowMap) -> Section:
    rows = tuple(
        (
            each.name,
            each.owner or "–",
            _("yes") if each.is_new else _("no"),
            _("yes") if each.is_record else _("no"),
        )
        for each in found.systems
    )
    columns = (
        _("System"),
        _("Whose it is"),
        _("Comes with the purchase"),
        _("Is the record of users or patients"),
    )
    return Section(_("Systems"), (Table(columns, rows),))


def _flows(found: FlowMap) -> Section:
    title = _("Flows today") if found.when == When.TODAY else _("Wanted flows")
    if not found.flows:
        return Section(title, (Paragraph(_("None are written down.")),))
    columns = (_("No."), _("From and to"), _("Which information"), _("Sort of data"), _("Legal ground"))
    rows = tuple(
        (
            str(number),
            _way(each),
            each.information,
            each.get_sort_display(),
            each.legal_ground or _("not said"),
        )
        for number, each in enumerate(found.flows, start=1)
    )
    return Section(title, (Table(columns, rows, widths=(6, 26, 30, 18, 20)),))


def _way(flow: DataFlow) -> str:
    return f"{flow.start.name} {'↔' if flow.is_both_ways else '→'} {flow.end.name}"


def _lacking(maps: list[FlowMap]) -> Section:
    said = []
    for found in maps:
        for gap in found.gaps:
            where = _way(gap.flow) if gap.flow else gap.system.name if gap.system else ""
            line = f"{where}: {gap.what}" if where else gap.what
            if line not in said:
                said.append(line)
    block: Block = (
        Bullets(tuple(said)) if said else Paragraph(_("The map lacks nothing that the program looks for."))
    )
    return Section(_("What the map still lacks"), (block,))


def _open() -> Section:
    questions = (
        _("For which purposes is the information used, and by whom?"),
        _("Is each flow necessary for its purpose, and could less do?"),
        _("How long is the information kept, and how is it erased?"),
        _("What can go wrong for those the information is about, how likely is it, and how bad?"),
        _("What is done to keep the risks down, and what remains?"),
        _("What do the users, their relatives and the data protection officer say?"),
    )
    source = _("What an assessment contains: Regulation (EU) 2016/679, article 35(7).")
    return Section(_("What must be answered elsewhere"), (Bullets(questions), Paragraph(source)))
