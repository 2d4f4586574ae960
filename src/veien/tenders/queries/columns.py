"""The columns of the price form: each row asks for what its line needs, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from veien.criteria.rules.prices import PriceRow, PriceRules
from veien.documents.rules import Column
from veien.tenders.rules import MOST_UNIT_PRICE


def price_columns(rules: PriceRules) -> tuple[Column, ...]:
    """Give the columns of the price form, headed in the active language."""
    lines = {line.key: line for line in rules.lines}
    columns = [
        Column("key", _("Line"), kind="readonly", width=16),
        Column("title", _("What is priced"), kind="readonly", width=42),
        Column("note", _("Note from the buyer"), kind="readonly", width=34),
        Column("unit", _("Unit"), kind="readonly", width=16),
        Column("volume", _("Volume"), kind="readonly", width=12),
        Column("paid", _("Paid"), kind="readonly", width=20),
        _price_column(rules, lines),
    ]
    if rules.has_costs:
        columns += _cost_columns(lines)
    if rules.rates:
        columns.append(_currency_column(rules, lines))
    if rules.has_options:
        columns.append(Column("option", _("Option"), kind="readonly", width=22))
    if rules.sums != "none":
        columns.append(_sum_column(rules, lines))
    return tuple(columns)


def _price_column(rules: PriceRules, lines: Mapping[str, PriceRow]) -> Column:
    title = (
        _("Price for one unit, without VAT")
        if rules.rates
        else _("Price for one unit, %(currency)s without VAT") % {"currency": rules.currency}
    )
    column = Column(
        "unit_price",
        title,
        kind="number",
        width=24,
        required=True,
        least=Decimal(0),
        most=MOST_UNIT_PRICE,
        help=_("Write only the number. No formula, no currency."),
    )
    if not rules.has_costs and not rules.has_options:
        return column
    return replace(column, vary=_by_line(lines, column, lambda line: not line.is_cost))


def _cost_columns(lines: Mapping[str, PriceRow]) -> list[Column]:
    quantity = Column(
        "quantity",
        _("Quantity that you state"),
        kind="number",
        width=20,
        required=True,
        least=Decimal(0),
        most=MOST_UNIT_PRICE,
        help=_("How much of the unit your solution needs for one of the volume. Write only the number."),
    )
    return [
        replace(quantity, vary=_by_line(lines, quantity, lambda line: line.is_cost)),
        Column("unit_cost", _("What one costs the buyer"), kind="readonly", width=18),
    ]


def _currency_column(rules: PriceRules, lines: Mapping[str, PriceRow]) -> Column:
    codes = (rules.currency, *sorted(rules.rates or ()))
    column = Column(
        "currency",
        _("Currency"),
        kind="choice",
        choices=tuple((code, code) for code in codes),
        width=12,
        required=True,
        help=_("Choose the currency that you price this line in."),
    )
    return replace(column, vary=_by_line(lines, column, lambda line: not line.is_cost))


def _sum_column(rules: PriceRules, lines: Mapping[str, PriceRow]) -> Column:
    if rules.sums == "computed":
        return Column("sum", _("Sum of the line"), kind="formula", width=20, formula=_formula(lines))
    column = Column(
        "sum",
        _("Sum of the line"),
        kind="number",
        width=20,
        required=True,
        least=Decimal(0),
        help=_("What the line comes to with its volume and its years, in the currency of the line."),
    )
    return replace(column, vary=_by_line(lines, column, lambda _line: True))


def _formula(lines: Mapping[str, PriceRow]) -> Callable[[Mapping[str, str], Mapping[str, object]], str]:
    def formula(cells: Mapping[str, str], values: Mapping[str, object]) -> str:
        line = lines[str(values["key"])]
        figure = cells["quantity" if line.is_cost else "unit_price"]
        times = line.times if line.unit_cost is None else line.times * line.unit_cost
        return f'=IF({figure}="","",ROUND({figure}*{format(times, "f")},2))'

    return formula


def _by_line(
    lines: Mapping[str, PriceRow], column: Column, is_asked: Callable[[PriceRow], bool]
) -> Callable[[Mapping[str, Any]], Column]:
    """Give the column as a row has it: locked where the line asks for something else, open where it may be left."""
    locked = replace(column, kind="readonly", required=False, choices=(), help="")
    optional = replace(column, required=False)

    def here(values: Mapping[str, Any]) -> Column:
        line = lines.get(str(values.get("key") or ""))
        if line is None:
            return optional
        if not is_asked(line):
            return locked
        return column if line.counts else optional

    return here
