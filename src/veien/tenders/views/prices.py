"""Prices side by side: every line of the price form, every tender, the lowest marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.criteria.queries.prices import price_rules_of
from veien.files.queries import download
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders import queries
from veien.tenders.models import Tender
from veien.tenders.queries.comparison import comparison_workbook
from veien.tenders.queries.sheets import bare, option_words
from veien.tenders.rules import PricedLine, evaluated_price, lowest_of
from veien.tenders.views.frames import figure, room_frame, shared
from veien.tenders.views.sealing import back_from_shut_prices
from veien.web.rules.charts import BarRow, bar
from veien.web.rules.numbers import written_money, written_number


@dataclass(frozen=True)
class Cell:
    """One tender's price for one line, or its total."""

    figure: str
    beside: str
    is_lowest: bool


@dataclass(frozen=True)
class Row:
    """One line of the comparison."""

    title: str
    about: str
    cells: tuple[Cell, ...]


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all prices side by side, with the total that is evaluated, or say that they are shut."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if not queries.may_see_prices(procurement):
        return render(request, "tenders/shut.html", shared(procurement, room_frame(procurement, "prices")))
    tenders = queries.tenders_in_order(procurement)
    rules = price_rules_of(procurement)
    prices = queries.breakdown_of(procurement, rules=rules)
    totals = {each.pk: evaluated_price(prices.get(each.pk, ())) for each in tenders}
    context = {
        **shared(procurement, room_frame(procurement, "prices")),
        "tenders": tenders,
        "rows": _rows(tenders, prices),
        "total": _total(tenders, totals, procurement.currency),
        "chart": _chart(procurement, tenders, totals) if len(tenders) > 1 else "",
        "rules": rules,
        "has_invented": any(each.is_invented for each in tenders),
    }
    return render(request, "tenders/prices.html", context)


def _rows(tenders: list[Tender], prices: Mapping[int, tuple[PricedLine, ...]]) -> list[Row]:
    language = get_language() or "nb"
    by_line: dict[int, dict[int, PricedLine]] = {}
    for pk, lines in prices.items():
        for each in lines:
            by_line.setdefault(each.line.pk, {})[pk] = each
    rows = []
    for given in by_line.values():
        line = next(iter(given.values())).line
        lowest = lowest_of({pk: each.amount for pk, each in given.items()})
        times = _("%(volume)s %(unit)s") % {
            "volume": written_number(bare(line.volume), language),
            "unit": line.unit,
        }
        about = f"{times}, {queries.paid_how(line.period, line.years).lower()}"
        if line.unit_cost is not None:
            about += " × " + _("%(cost)s a unit, the buyer's own cost") % {"cost": figure(line.unit_cost)}
        if line.is_option:
            about += f". {option_words(line)}"
        cells = tuple(_cell(given.get(each.pk), each.pk in lowest) for each in tenders)
        rows.append(Row(line.title, about, cells))
    return rows


def _cell(each: PricedLine | None, is_lowest: bool) -> Cell:
    if each is None:
        return Cell("–", "", False)
    return Cell(
        figure=f"{figure(each.unit_price)} {each.currency}".strip(),
        beside=figure(each.amount),
        is_lowest=is_lowest,
    )


def _total(tenders: list[Tender], totals: Mapping[int, Decimal], currency: str) -> list[Cell]:
    language = get_language() or "nb"
    lowest = lowest_of(totals)
    return [
        Cell(
            written_money(totals[each.pk], currency, language),
            _above(totals, each.pk, language),
            each.pk in lowest,
        )
        for each in tenders
    ]


def _above(totals: Mapping[int, Decimal], pk: int, language: str) -> str:
    """Say how many percent a total is above the lowest; nothing for the lowest itself."""
    lowest = min(totals.values())
    if not lowest or totals[pk] == lowest:
        return ""
    percent = written_number((totals[pk] / lowest - 1) * 100, language, places=1)
    return _("%(percent)s %% above the lowest") % {"percent": percent}


def _chart(procurement: Procurement, tenders: list[Tender], totals: Mapping[int, Decimal]) -> str:
    lowest = lowest_of(totals)
    rows = [
        BarRow(
            label=str(each),
            value=totals[each.pk],
            text=figure(totals[each.pk]),
            is_strong=each.pk in lowest,
        )
        for each in tenders
    ]
    title = _("Evaluated price of each tender, %(currency)s") % {"currency": procurement.currency}
    said = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return bar(rows, title=title, desc=said, key="tender-prices")


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the comparison as a workbook, to those who see prices."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if not queries.may_see_prices(procurement):
        return back_from_shut_prices(request, "tenders:prices", public_id)
    data = comparison_workbook(procurement)
    return download(data, name=_("Prices side by side") + ".xlsx", content_type=queries.XLSX)
