"""The strategy as a workbook: choices, points, stands, services, costs, demands and questions on a sheet each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.documents.actions import build_workbook
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.strategy.queries.demands import demand_rows
from veien.strategy.queries.pack import pack, services
from veien.strategy.queries.strategy import Strategy, strategy_of
from veien.strategy.queries.summary import parts_of
from veien.strategy.queries.together import member_choices
from veien.web.rules.numbers import in_language

if TYPE_CHECKING:
    from veien.road.queries import Procurement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(procurement: Procurement, language: str) -> bytes:
    """Write the strategy as a workbook. Thirteen queries."""
    found = strategy_of(procurement)
    sheets = [
        _choices(found, procurement, language),
        _points(found, language),
        _stands(found, procurement),
        _services(found, language),
        _costs(found),
        _demands(found, language),
        _questions(found),
    ]
    return build_workbook(sheets, at=clock.now(), title=_("Strategy"))


def _choices(found: Strategy, procurement: Procurement, language: str) -> Sheet:
    columns = (
        Column("part", _("Part of the strategy"), width=28),
        Column("said", _("What is chosen"), width=60),
        Column("why", _("Why"), width=60),
    )
    rows = [
        {"part": each.title, "said": each.said, "why": each.why}
        for each in parts_of(found, procurement, language)
    ]
    alternative = str(found.alternative) if found.alternative else ""
    founded = {"part": _("Founded on"), "said": alternative, "why": found.plan.why}
    return Sheet(_("Choices"), _("Strategy"), columns, [founded, *rows])


def _points(found: Strategy, language: str) -> Sheet:
    columns = (
        Column("side", _("For or against"), width=16),
        Column("point", _("Point"), width=34),
        Column("strength", _("How much"), width=20),
        Column("reason", _("Why"), width=60),
    )
    rows = []
    for each in pack().points:
        stand = found.points.get(each.id)
        rows.append(
            {
                "side": _("for") if each.side == "for" else _("against"),
                "point": in_language(each.text, language),
                "strength": stand.get_strength_display() if stand else "",
                "reason": stand.reason if stand else "",
            }
        )
    return Sheet(_("For and against"), _("For and against buying together"), columns, rows)


def _stands(found: Strategy, procurement: Procurement) -> Sheet:
    columns = (
        Column("name", _("Who"), width=34),
        Column("wish", _("Stand"), width=20),
        Column("reason", _("Why"), width=60),
    )
    rows = []
    for pk, _public_id, name in member_choices(procurement):
        stand = found.stands.get(pk)
        wish = stand.get_wish_display() if stand else ""
        rows.append({"name": name, "wish": wish, "reason": stand.reason if stand else ""})
    return Sheet(_("Stands"), _("Where each stands"), columns, rows)


def _services(found: Strategy, language: str) -> Sheet:
    columns = (
        Column("service", _("The eight services"), width=28),
        Column("how", _("Who does it"), width=34),
        Column("reason", _("Why"), width=60),
    )
    rows = []
    for each in services():
        stand = found.services.get(each.id)
        rows.append(
            {
                "service": in_language(each.title, language),
                "how": stand.get_how_display() if stand else "",
                "reason": stand.reason if stand else "",
            }
        )
    return Sheet(_("Delivery model"), _("Delivery model"), columns, rows)


def _costs(found: Strategy) -> Sheet:
    columns = (
        Column("way", _("Way"), width=12),
        Column("title", _("Cost"), width=40),
        Column("amount", _("Amount a year"), kind="number", decimals=2, width=18),
        Column("first_year", _("First year"), kind="number", decimals=0),
        Column("last_year", _("Last year"), kind="number", decimals=0),
        Column("source", _("Source"), width=50),
    )
    rows = [
        {
            "way": each.get_way_display(),
            "title": each.title,
            "amount": each.amount,
            "first_year": each.first_year,
            "last_year": each.last_year,
            "source": each.source,
        }
        for each in found.costs
    ]
    return Sheet(_("Own, rent or lease"), _("Own, rent or lease"), columns, rows)


def _demands(found: Strategy, language: str) -> Sheet:
    columns = (
        Column("area", _("Area"), width=20),
        Column("kind", _("Kind of demand"), width=24),
        Column("text", _("The demand"), width=50),
        Column("figure", _("Figure"), kind="number", decimals=2, width=16),
        Column("reason", _("Why it is needed"), width=40),
        Column("findings", _("Findings"), width=70),
    )
    rows = [
        {
            "area": row.demand.get_area_display(),
            "kind": row.demand.get_kind_display(),
            "text": row.demand.text,
            "figure": row.demand.figure,
            "reason": row.demand.reason,
            "findings": " ".join(
                in_language(each.check.says, language) for each in row.findings if not each.is_open
            ),
        }
        for row in demand_rows(found.demands, found.worth)
    ]
    return Sheet(_("Demands"), _("Demands on the supplier"), columns, rows)


def _questions(found: Strategy) -> Sheet:
    columns = (
        Column("about", _("About"), width=26),
        Column("text", _("Question"), width=60),
        Column("answer", _("What we learned"), width=60),
    )
    rows = [
        {"about": each.get_about_display(), "text": each.text, "answer": each.answer}
        for each in found.questions
    ]
    return Sheet(_("Questions"), _("Open questions"), columns, rows)
