"""The choices of the strategy as sections of a document, in the language that is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.documents.rules import Block, Bullets, Callout, Paragraph, Section, Table
from veien.strategy.models import OwnershipLine, ServiceChoice
from veien.strategy.queries.demands import demand_rows
from veien.strategy.queries.ownership import reckoned_for
from veien.strategy.queries.pack import pack, services
from veien.strategy.queries.strategy import Strategy
from veien.strategy.queries.summary import TOGETHER, agreement_sentence, confidence_of
from veien.strategy.queries.together import member_choices
from veien.strategy.rules import WAYS, Finding, FrameworkLimit, rounded
from veien.web.rules.numbers import in_language, written_number

if TYPE_CHECKING:
    from veien.road.queries import Procurement

NOTHING = "–"


def _chosen(said: str, why: str) -> Block:
    if not said:
        return Callout(_("Not chosen yet"), _("Nothing is chosen yet."), "warning")
    return Callout(said, why or NOTHING, "decision")


def together_section(found: Strategy, procurement: Procurement, language: str) -> Section:
    """Write alone or together: the choice, the points with their reasons, where each stands. One query."""
    row = found.choices["together"]
    blocks: list[Block] = [_chosen(str(TOGETHER.get(row.chosen, "")), row.reason)]
    rows = []
    for each in pack().points:
        stand = found.points.get(each.id)
        side = _("for") if each.side == "for" else _("against")
        said = stand.get_strength_display() if stand else _("not considered yet")
        rows.append(
            (in_language(each.text, language), side, said, (stand.reason if stand else "") or NOTHING)
        )
    columns = (_("Point"), _("For or against"), _("How much"), _("Why"))
    caption = _("What speaks for and against buying together")
    blocks.append(Table(columns=columns, rows=tuple(rows), caption=caption, widths=(24, 14, 18, 44)))
    members = member_choices(procurement)
    if found.stands:
        stood = [(name, found.stands.get(pk)) for pk, _id, name in members]
        lines = tuple(
            (
                name,
                stand.get_wish_display() if stand else _("not asked yet"),
                stand.reason if stand else NOTHING,
            )
            for name, stand in stood
        )
        heads = (_("Who"), _("Stand"), _("Why"))
        blocks.append(Table(columns=heads, rows=lines, caption=_("Where each stands"), widths=(32, 18, 50)))
    return Section(_("Alone or together"), tuple(blocks))


def delivery_section(found: Strategy, procurement: Procurement, language: str) -> Section:
    """Write who does each of the eight services, and why."""
    rows = []
    for each in services():
        stand = found.services.get(each.id)
        how = stand.get_how_display() if stand else _("not chosen yet")
        rows.append((in_language(each.title, language), how, stand.reason if stand else NOTHING))
    columns = (_("The eight services"), _("Who does it"), _("Why"))
    blocks: list[Block] = [Table(columns=columns, rows=tuple(rows), widths=(26, 28, 46))]
    used = {each.how for each in found.services.values()}
    means = [
        f"{label}: {in_language(pack().ways[how].gives, language)} {in_language(pack().ways[how].takes, language)}"
        for how, label in ServiceChoice.How.choices
        if how in used
    ]
    if means:
        blocks += [Paragraph("", lead=_("What each way means")), Bullets(tuple(means))]
    if found.choices["delivery"].reason:
        blocks.append(Paragraph(found.choices["delivery"].reason))
    return Section(_("Delivery model"), tuple(blocks))


def agreement_section(found: Strategy, procurement: Procurement, language: str) -> Section:
    """Write which agreement, how it is bought, for how long, and what the law says of that."""
    row = found.agreement
    if row is None:
        return Section(_("Agreement and duration"), (_chosen("", ""),))
    means, pace = pack().agreements[row.model], pack().paces[row.pace]
    blocks: list[Block] = [
        _chosen(agreement_sentence(row, language), row.reason),
        Paragraph(in_language(means.gives, language), lead=_("Gives:")),
        Paragraph(in_language(means.takes, language), lead=_("Takes:")),
        Paragraph(
            f"{in_language(pace.gives, language)} {in_language(pace.takes, language)}",
            lead=f"{row.get_pace_display()}.",
        ),
    ]
    if row.options:
        blocks.append(Paragraph(row.options, lead=_("Options.")))
    if row.why_long:
        blocks.append(Paragraph(row.why_long, lead=_("Why it must last longer.")))
    limit = pack().frameworks.get(procurement.buyer.country)
    if limit is not None:
        blocks.append(Paragraph(limit_sentence(limit, language)))
    return Section(_("Agreement and duration"), tuple(blocks))


def limit_sentence(limit: FrameworkLimit, language: str) -> str:
    """Say how long a framework may last, where that stands, and how sure it is."""
    said = _("A framework agreement lasts at most %(years)s years unless there are special grounds.")
    looked = _("Looked up %(on)s.") % {"on": date_format(limit.checked_on, "SHORT_DATE_FORMAT")}
    sure = confidence_of(limit.confidence)
    rest = [said % {"years": limit.most_years}, _where(limit), looked]
    return " ".join([*filter(None, rest), in_language(sure["means"], language)])


def _where(limit: FrameworkLimit) -> str:
    return f"({limit.ref}. {limit.source})" if limit.source else f"({limit.ref})"


def _years(row: OwnershipLine) -> str:
    first, last = row.first_year, row.last_year
    return str(first) if first == last else f"{first}–{last}"


def ownership_section(found: Strategy, procurement: Procurement, language: str) -> Section:
    """Write own, rent or lease: the choice, what each costs today, and every cost with its source. One query."""
    row = found.choices["ownership"]
    blocks: list[Block] = [_chosen(found.ownership_name, row.reason)]
    names = dict(OwnershipLine.Way.choices)
    ways = reckoned_for(procurement, found.costs)
    if ways:
        rows = tuple(
            (
                str(names[key]),
                written_number(rounded(each.paid), language, places=2),
                written_number(rounded(each.present), language, places=2),
            )
            for key, each in ways.items()
        )
        columns = (_("Way"), _("Paid in all"), _("Net present cost"))
        blocks.append(Table(columns=columns, rows=rows, numeric=(1, 2), caption=_("What each way costs")))
    if found.costs:
        lines = tuple(
            (
                each.get_way_display(),
                each.title,
                written_number(each.amount, language, places=2),
                _years(each),
                each.source,
            )
            for each in sorted(found.costs, key=lambda each: WAYS.index(each.way))
        )
        heads = (_("Way"), _("Cost"), _("Amount a year"), _("Years"), _("Source"))
        blocks.append(Table(columns=heads, rows=lines, numeric=(2,), widths=(10, 28, 18, 12, 32)))
    return Section(_("Own, rent or lease"), tuple(blocks))


def demands_section(found: Strategy, language: str) -> Section:
    """Write the demands on the supplier, and whom they may shut out."""
    rows = demand_rows(found.demands, found.worth)
    if not rows:
        return Section(_("Demands on the supplier"), (Paragraph(_("No demands are drafted yet.")),))
    lines = tuple(
        (
            row.demand.get_area_display(),
            row.demand.text,
            row.demand.reason or NOTHING,
            " ".join(_said(each, language) for each in row.findings if not each.is_open) or NOTHING,
        )
        for row in rows
    )
    columns = (_("Area"), _("The demand"), _("Why it is needed"), _("Whom it may shut out"))
    return Section(
        _("Demands on the supplier"), (Table(columns=columns, rows=lines, widths=(16, 28, 24, 32)),)
    )


def _said(finding: Finding, language: str) -> str:
    """Say what was found, where that stands, and how sure it is."""
    check = finding.check
    sure = in_language(confidence_of(check.confidence)["title"], language)
    rests = f"{check.source} {check.ref}, {sure}" if check.source else sure
    return f"{in_language(check.says, language)} ({rests}.)"
