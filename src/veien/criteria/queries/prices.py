"""Reading the price form: its lines, other currencies, and the figures it rests on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from veien.criteria.models import CostAssumption, ExchangeRate, PriceForm, PriceLine
from veien.criteria.rules.prices import Assumption, PriceRow, PriceRules, Rate, line_content, rules_content
from veien.road.queries import Procurement

_LINE_FIELDS = (
    "pk",
    "public_id",
    "key",
    "title",
    "unit",
    "volume",
    "period",
    "years",
    "note",
    "revision",
    "kind",
    "unit_cost",
    "cost_source",
    "is_option",
    "counts",
)


def price_lines_of(procurement: Procurement) -> list[PriceRow]:
    """Give the lines of the price form in their order. One query."""
    lines = PriceLine.objects.filter(procurement=procurement).order_by("position", "pk")
    return [PriceRow(*row) for row in lines.values_list(*_LINE_FIELDS)]


def price_line_for(procurement: Procurement, public_id: UUID) -> PriceLine:
    """Give one line of the price form.

    Raises: Http404 if the procurement has none with that id.
    """
    found = PriceLine.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def sums_of(procurement: Procurement) -> str:
    """Say who writes the sums in the price form: ``none``, ``computed`` or ``filled``. One query."""
    found = PriceForm.objects.filter(procurement=procurement).values_list("sums", flat=True).first()
    return found or "none"


def rates_of(procurement: Procurement) -> dict[str, Rate]:
    """Give the other currencies in which tenderers may price, by currency. One query."""
    rows = ExchangeRate.objects.filter(procurement=procurement).order_by("currency")
    fields = ("public_id", "currency", "rate", "rate_on", "source", "revision")
    return {rate.currency: rate for rate in (Rate(*row) for row in rows.values_list(*fields))}


def assumptions_of(procurement: Procurement) -> list[Assumption]:
    """Give the figures that volumes and own costs rest on, in their order. One query."""
    rows = CostAssumption.objects.filter(procurement=procurement).order_by("position", "pk")
    fields = ("public_id", "title", "figure", "unit", "source", "revision")
    return [Assumption(*row) for row in rows.values_list(*fields)]


def price_rules_of(procurement: Procurement) -> PriceRules:
    """Give all that is said of how prices become the cost that is evaluated.

    One query where the form only asks for unit prices, else four.
    """
    form = PriceForm.objects.filter(procurement=OuterRef("procurement"))
    lines = PriceLine.objects.filter(procurement=procurement).order_by("position", "pk")
    rows = list(lines.annotate(has_form=Exists(form)).values_list(*_LINE_FIELDS, "has_form"))
    found = tuple(PriceRow(*row[:-1]) for row in rows)
    if rows and not rows[0][-1]:
        return PriceRules(currency=procurement.currency, lines=found)
    return PriceRules(
        currency=procurement.currency,
        lines=found,
        sums=sums_of(procurement),
        rates=rates_of(procurement),
        assumptions=tuple(assumptions_of(procurement)),
    )


def price_form_content(procurement: Procurement) -> Any:
    """Give the price form as publication fixes it, for its digest. At most four queries.

    Shape: a list of lines; with the rest beside it where more than unit prices is asked for.
    """
    rules = price_rules_of(procurement)
    lines = [line_content(row) for row in rules.lines]
    more = rules_content(rules)
    return {"lines": lines, **more} if more else lines


def rate_for(procurement: Procurement, public_id: UUID) -> ExchangeRate:
    """Give one currency.

    Raises: Http404 if the procurement has none with that id.
    """
    found = ExchangeRate.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def assumption_for(procurement: Procurement, public_id: UUID) -> CostAssumption:
    """Give one assumption.

    Raises: Http404 if the procurement has none with that id.
    """
    found = CostAssumption.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    return found
