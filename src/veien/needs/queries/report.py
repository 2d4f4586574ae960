"""The summary of mapped needs: what the first decision rests on, as a report."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents.rules import (
    Bar,
    Bars,
    Block,
    Bullets,
    Callout,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Table,
)
from veien.foundation.errors import Refused
from veien.needs.models import Need
from veien.needs.queries import NeedRow, needs_of
from veien.road.queries import Procurement


class NothingToSay(Refused):
    """There is nothing to make a report of yet; the message says what to do first."""


def summary_of(procurement: Procurement, language: str) -> Report:
    """Make the summary of all needs, area by area. One query.

    Raises: NothingToSay if no need is written down.
    """
    rows = needs_of(procurement)
    with translation.override(language):
        if not rows:
            raise NothingToSay(_("There is no need to summarise yet. Write down the first one."))
        areas: dict[str, list[NeedRow]] = {}
        for row in sorted(rows, key=lambda each: not each.area):
            areas.setdefault(row.area, []).append(row)
        return Report(
            title=_("Summary of mapped needs"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=((_("Led by"), procurement.buyer.name), (_("Needs"), str(len(rows)))),
            sections=(_in_short(rows, areas), *(_area(name, found) for name, found in areas.items())),
        )


def _in_short(rows: list[NeedRow], areas: dict[str, list[NeedRow]]) -> Section:
    horizons = Counter(each.horizon for each in rows)
    blocks: list[Block] = [
        Paragraph(
            _(
                "What people in the services and those they serve have told us they need, and what it rests on."
            )
        ),
        KeyFigures(
            (
                KeyFigure(_("Needs"), str(len(rows))),
                KeyFigure(_("Short term"), str(horizons["short"])),
                KeyFigure(_("Long term"), str(horizons["long"])),
            )
        ),
    ]
    if len(areas) > 1:
        counts = [(_name(area), len(found)) for area, found in areas.items()]
        blocks.append(
            Bars(
                rows=tuple(Bar(name, (Decimal(count),), str(count)) for name, count in counts),
                caption=_("Needs in each area"),
                alt="; ".join(f"{name} {count}" for name, count in counts),
            )
        )
    blocks += _lacking(rows)
    return Section(_("In short"), tuple(blocks))


def _lacking(rows: list[NeedRow]) -> list[Block]:
    lacking = (
        (_("Nobody is named as having the need"), [each.ref for each in rows if not each.holder]),
        (
            _("It is not said what the need rests on"),
            [each.ref for each in rows if not (each.evidence_kind and each.evidence)],
        ),
        (
            _("It is not said whether it is for the short or the long term"),
            [each.ref for each in rows if not each.horizon],
        ),
    )
    said = [f"{what}: {', '.join(refs)}" for what, refs in lacking if refs]
    if not said:
        return []
    return [
        Callout(_("Still to be answered"), _("Some needs are not described in full."), "warning"),
        Bullets(tuple(said)),
    ]


def _area(name: str, rows: list[NeedRow]) -> Section:
    kinds, horizons = dict(Need.EvidenceKind.choices), dict(Need.Horizon.choices)
    table = Table(
        columns=(_("No."), _("Need"), _("Who has it"), _("What it rests on"), _("Horizon")),
        rows=tuple(
            (
                each.ref,
                f"{each.title}. {each.statement}" if each.statement else each.title,
                each.holder or "–",
                ": ".join(str(part) for part in (kinds.get(each.evidence_kind, ""), each.evidence) if part)
                or "–",
                str(horizons.get(each.horizon, "–")),
            )
            for each in rows
        ),
        widths=(8, 42, 18, 18, 14),
    )
    quotes = tuple(f"“{each.quote}” ({each.holder or each.ref}, {each.ref})" for each in rows if each.quote)
    blocks: tuple[Block, ...] = (table,)
    if quotes:
        blocks += (Paragraph("", lead=_("In people's own words")), Bullets(quotes))
    return Section(_name(name), blocks)


def _name(area: str) -> str:
    return area[:1].upper() + area[1:] if area else _("Without an area")
