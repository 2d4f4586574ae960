"""A line of the price form with one tender's figure, as pages write it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from veien.tenders import queries
from veien.tenders.queries.sheets import bare, option_words
from veien.tenders.rules import PricedLine
from veien.tenders.views.frames import figure
from veien.web.rules.numbers import written_money, written_number


@dataclass(frozen=True)
class ShownLine:
    """A line of the price form as a page writes it. ``came`` and ``own`` are empty where they say nothing more."""

    key: str
    title: str
    note: str
    unit: str
    volume: str
    paid: str
    years: int
    unit_price: str
    amount: str
    is_free: bool
    is_cost: bool
    counts: bool
    option: str
    unit_cost: str
    currency: str
    own: str
    rate: str
    came: str
    working: str


def shown_line(each: PricedLine, currency: str) -> ShownLine:
    """Write a priced line in the reader's language, ``currency`` being the procurement's."""
    line, language = each.line, get_language() or "nb"
    is_other = bool(each.currency)
    rate = written_number(bare(each.rate), language)
    return ShownLine(
        key=line.key,
        title=line.title,
        note=line.note,
        unit=line.unit,
        volume=written_number(bare(line.volume), language),
        paid=queries.paid_how(line.period, line.years),
        years=line.years,
        unit_price=f"{figure(each.unit_price)} {each.currency}".strip(),
        amount=figure(each.amount),
        is_free=not each.unit_price,
        is_cost=line.is_cost,
        counts=line.counts,
        option=option_words(line),
        unit_cost="" if line.unit_cost is None else written_money(bare(line.unit_cost), currency, language),
        currency=each.currency,
        own=f"{figure(each.own)} {each.currency}" if is_other else "",
        rate=rate if is_other else "",
        came=figure(each.received) if each.is_corrected else "",
        working=working_of(each, language),
    )


def working_of(each: PricedLine, language: str) -> str:
    """Write how a line is computed: figure x volume x years, the cost of one and the rate where there are any."""
    line = each.line
    parts = [figure(each.unit_price), written_number(bare(line.volume), language), str(line.years)]
    if line.unit_cost is not None:
        parts.append(figure(line.unit_cost))
    if each.rate != 1:
        parts.append(written_number(bare(each.rate), language))
    return f"{' × '.join(parts)} = {figure(each.amount)}"
