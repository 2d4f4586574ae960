"""The price form in the document that tells of the award model."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.criteria.rules import tidy
from veien.criteria.rules.prices import PriceRow, PriceRules
from veien.documents.rules import Block, Paragraph, Section, Table
from veien.web.rules.numbers import written_number


def price_sections(rules: PriceRules) -> tuple[Section, ...]:
    """Tell of the lines, of what the buyer's own cost is, of currencies and assumptions; nothing without lines."""
    if not rules.lines:
        return ()
    blocks: list[Block] = [Paragraph(_how(rules)), _lines(rules)]
    if rules.rates:
        rows = tuple(
            (each.currency, _number(each.rate), date_format(each.rate_on, "DATE_FORMAT"), each.source)
            for each in rules.rates.values()
        )
        columns = (
            _("Currency"),
            _("Rate in %(currency)s") % {"currency": rules.currency},
            _("Rate of"),
            _("Source"),
        )
        blocks.append(Table(columns, rows, numeric=(1,), caption=_("Other currencies"), widths=(2, 2, 3, 5)))
    if rules.assumptions:
        assumed = tuple(
            (each.title, f"{_number(each.figure)} {each.unit}".strip(), each.source)
            for each in rules.assumptions
        )
        heads = (_("What is assumed"), _("Figure"), _("Source"))
        blocks.append(Table(heads, assumed, numeric=(1,), caption=_("Assumptions"), widths=(5, 3, 5)))
    return (Section(_("Price form"), tuple(blocks)),)


def _number(value: Decimal) -> str:
    return written_number(tidy(value), get_language() or "nb")


def _how(rules: PriceRules) -> str:
    said = [
        _(
            "The price that is evaluated is the sum over all lines of volume × unit price × years, excluding VAT."
        )
    ]
    if rules.has_costs:
        said.append(
            _(
                "Where the tenderer states a quantity, it is volume × quantity × years × the buyer's cost of one."
            )
        )
    if any(not line.counts for line in rules.lines):
        said.append(_("Options outside the comparison are not part of the sum."))
    if rules.rates:
        said.append(
            _("An amount in another currency is converted by the rate below and rounded to two decimals.")
        )
    return " ".join(said)


def _lines(rules: PriceRules) -> Table:
    rows = tuple(
        (_title(line, rules.currency), line.unit, _number(line.volume), _paid(line)) for line in rules.lines
    )
    return Table(
        (_("What is priced"), _("Unit"), _("Volume"), _("Paid")), rows, numeric=(2,), widths=(6, 3, 2, 2)
    )


def _title(line: PriceRow, currency: str) -> str:
    said = [line.title]
    if line.is_option:
        said.append(_("option, counts") if line.counts else _("option, outside"))
    if line.unit_cost is not None:
        said.append(
            _("quantity at %(cost)s %(currency)s, %(source)s")
            % {"cost": _number(line.unit_cost), "currency": currency, "source": line.cost_source}
        )
    return "; ".join(said)


def _paid(line: PriceRow) -> str:
    return _("%(years)s years") % {"years": line.years} if line.period == "yearly" else _("once")
