"""The comparison of prices as a workbook."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import PriceRow
from veien.documents.actions import build_workbook
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.tenders.models import Tender
from veien.tenders.queries.sheets import bare, option_words, paid_how
from veien.tenders.queries.tenders import breakdown_of, tenders_in_order
from veien.tenders.rules import evaluated_price


def comparison_workbook(procurement: Procurement) -> bytes:
    """Write all prices side by side: unit price and sum of each tender for each line, and the totals."""
    tenders = tenders_in_order(procurement)
    rules = price_rules_of(procurement)
    given = breakdown_of(procurement, rules=rules)
    prices = {tender: {each.line.pk: each for each in lines} for tender, lines in given.items()}
    columns = _columns(tenders, has_currencies=bool(rules.rates))
    rows: list[dict[str, str | Decimal]] = []
    for line in rules.lines:
        row: dict[str, str | Decimal] = {
            "title": line.title,
            "unit": line.unit,
            "volume": bare(line.volume),
            "paid": "; ".join(
                filter(None, (paid_how(line.period, line.years), option_words(line), _cost_words(line)))
            ),
        }
        for each in tenders:
            if found := prices.get(each.pk, {}).get(line.pk):
                row[f"u{each.pk}"], row[f"s{each.pk}"] = found.unit_price, found.amount
                if rules.rates:
                    row[f"c{each.pk}"] = found.currency or procurement.currency
        rows.append(row)
    total: dict[str, str | Decimal] = {"title": _("Evaluated price")}
    for each in tenders:
        total[f"s{each.pk}"] = evaluated_price(given.get(each.pk, ()))
    sheet = Sheet(
        name=_("Prices"),
        title=_("Prices side by side: %(procurement)s") % {"procurement": procurement.title},
        notes=(
            _("All amounts are in %(currency)s without VAT. Sum = unit price x volume x years.")
            % {"currency": procurement.currency},
            "; ".join(str(each) for each in tenders) or "–",
        ),
        columns=columns,
        rows=[*rows, total],
    )
    return build_workbook([sheet], at=clock.now(), title=str(sheet.title))


def _cost_words(line: PriceRow) -> str:
    if line.unit_cost is None:
        return ""
    return _("the buyer's own cost of one: %(cost)s") % {"cost": format(bare(line.unit_cost), "f")}


def _columns(tenders: list[Tender], *, has_currencies: bool) -> tuple[Column, ...]:
    columns = [
        Column("title", _("What is priced"), width=42),
        Column("unit", _("Unit"), width=16),
        Column("volume", _("Volume"), kind="number", width=12),
        Column("paid", _("Paid"), width=20),
    ]
    for each in tenders:
        columns.append(
            Column(f"u{each.pk}", _("%(key)s: unit price") % {"key": each.key}, kind="number", width=16)
        )
        if has_currencies:
            columns.append(Column(f"c{each.pk}", _("%(key)s: currency") % {"key": each.key}, width=10))
        columns.append(Column(f"s{each.pk}", _("%(key)s: sum") % {"key": each.key}, kind="number", width=18))
    return tuple(columns)
