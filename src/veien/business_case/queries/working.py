"""How the result of an alternative came to be, as a page unfolds it: the same rules, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.models import Line
from veien.business_case.queries.outcome import Outcome
from veien.business_case.queries.standing import decimal_of
from veien.business_case.rules import Alternative, Reckoner, Uncertainty
from veien.business_case.rules.working import groups_of, line_flow
from veien.web.rules.numbers import written_number

_MOST_SWINGS = 12


@dataclass(frozen=True)
class FlowRow:
    """A row of the table of years: a group of lines, a sum, or a factor."""

    title: str
    values: tuple[Decimal, ...]
    total: Decimal | None
    is_sum: bool = False


@dataclass(frozen=True)
class LineWorking:
    """One line unfolded: what it is counted by, and what it comes to in each year."""

    title: str
    said: str
    values: tuple[Decimal, ...]
    total: Decimal
    present: Decimal
    break_even: Decimal | None


@dataclass(frozen=True)
class Swing:
    """One uncertain line: the difference to today's practice with the line at its lowest and at its highest."""

    title: str
    low_factor: Decimal
    high_factor: Decimal
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """Give how far the line moves the result."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Working:
    """Everything that a page unfolds about one alternative."""

    calendar: tuple[str, ...]
    groups: tuple[FlowRow, ...]
    lines: tuple[LineWorking, ...]
    quality: tuple[tuple[str, str], ...]
    swings: tuple[Swing, ...]
    result: dict[str, Any]
    is_null: bool
    npv: Decimal
    null_npv: Decimal
    against: Decimal | None
    irr_percent: Decimal | None
    payback: str
    discounted_payback: str


def line_sums(found: Outcome, key: str) -> dict[str, Decimal]:
    """Give what each line of an alternative comes to over all years, by its key; nothing discounted."""
    if found.case is None:
        return {}
    chosen = next(each for each in found.case.alternatives if each.id == key)
    years = found.case.years
    return {
        line.id: decimal_of(sum(line_flow(line, years), Fraction(0)))
        for line in chosen.lines
        if line.amount is not None
    }


def working_of(found: Outcome, key: str) -> Working:
    """Unfold the result of an alternative.

    Raises: ValueError while the case cannot be computed.
    """
    case = found.case
    if case is None:
        raise ValueError("The case cannot be computed.")
    chosen = next(each for each in case.alternatives if each.id == key)
    reckoner = Reckoner(case)
    held, null = found.of(key), found.of(case.null.id)
    beside = held.get("against_null") or {}
    return Working(
        calendar=tuple(f"{year} ({found.kept.start_year + year})" for year in range(case.years + 1)),
        groups=tuple(_flow_rows(found, chosen, reckoner)),
        lines=tuple(_lines(chosen, case.years, reckoner, beside)),
        quality=tuple((line.title, line.text) for line in chosen.lines if line.benefit == "quality"),
        swings=tuple(_swings(chosen, held)),
        result=held,
        is_null=chosen.is_null,
        npv=Decimal(held["npv"]),
        null_npv=Decimal(null["npv"]),
        against=Decimal(beside["npv"]) if beside else None,
        irr_percent=Decimal(beside["irr"]).scaleb(2) if beside.get("irr") is not None else None,
        payback=_year(found, beside.get("payback_year")),
        discounted_payback=_year(found, beside.get("discounted_payback_year")),
    )


def _year(found: Outcome, year: int | None) -> str:
    return "" if year is None else str(found.kept.start_year + year)


def _flow_rows(found: Outcome, chosen: Alternative, reckoner: Reckoner) -> list[FlowRow]:
    parts, benefits = dict(Line.Part.choices), dict(Line.Benefit.choices)
    rows = []
    for group in groups_of(chosen, reckoner.case.years):
        name = parts.get(group.sort, group.sort) if group.kind == "cost" else benefits[group.sort]
        rows.append(_row(str(name), [decimal_of(value) for value in group.flow]))
    own = [Decimal(value) for value in found.of(chosen.id)["flows"]]
    rows.append(_row(_("Flow of the year"), own, is_sum=True))
    flows = own
    if not chosen.is_null:
        null = [Decimal(value) for value in found.of(reckoner.case.null.id)["flows"]]
        rows.append(_row(_("Today’s practice"), null))
        flows = [mine - theirs for mine, theirs in zip(own, null, strict=True)]
        rows.append(_row(_("Difference"), flows, is_sum=True))
    factors = [decimal_of(value) for value in reckoner.factors.fractions()]
    rows.append(FlowRow(_("What one krone of the year is worth in year 0"), tuple(factors), None))
    present = [
        decimal_of(Fraction(flow) * factor)
        for flow, factor in zip(flows, reckoner.factors.fractions(), strict=True)
    ]
    rows.append(_row(_("Worth in year 0"), present, is_sum=True))
    return rows


def _row(title: str, values: list[Decimal], *, is_sum: bool = False) -> FlowRow:
    return FlowRow(title, tuple(values), sum(values, Decimal(0)), is_sum)


def _lines(chosen: Alternative, years: int, reckoner: Reckoner, beside: dict[str, Any]) -> list[LineWorking]:
    worth = reckoner.worth(chosen)
    factors = beside.get("break_even", {})
    found = []
    for line in chosen.lines:
        if line.amount is None:
            continue
        flow = line_flow(line, years)
        factor = factors.get(line.id)
        found.append(
            LineWorking(
                title=line.title,
                said=said_of(line),
                values=tuple(decimal_of(value) for value in flow),
                total=decimal_of(sum(flow, Fraction(0))),
                present=decimal_of(worth.contribution(line.id)),
                break_even=None if factor is None else Decimal(factor).scaleb(2),
            )
        )
    return found


def said_of(line: Any) -> str:
    """Say how the amount of a line is made up, factor by factor."""
    language = get_language() or "nb"

    def number(value: Decimal | Fraction, places: int | None = None) -> str:
        exact = value if isinstance(value, Decimal) else decimal_of(value)
        return written_number(exact.normalize() if places is None else exact, language, places=places)

    parts = [_("%(amount)s in a full year") % {"amount": number(line.amount, 2)}]
    for value, words in (
        (line.share, _("share %(percent)s %%")),
        (line.realised, _("realised %(percent)s %%")),
    ):
        if value != 1:
            parts.append(words % {"percent": number(value.scaleb(2))})
    if line.growth:
        parts.append(_("%(percent)s %% more each year") % {"percent": number(line.growth.scaleb(2))})
    for year, part in sorted(line.ramp.items()):
        words = _("year %(year)s %(percent)s %%")
        parts.append(words % {"year": year, "percent": number(part.scaleb(2))})
    parts.append(_("from year %(first)s to %(last)s") % {"first": line.first, "last": line.last})
    return " · ".join(parts)


def _swings(chosen: Alternative, held: dict[str, Any]) -> list[Swing]:
    lines = {line.id: line for line in chosen.lines}
    swings = []
    for each in held.get("tornado", ())[:_MOST_SWINGS]:
        line = lines[each["line"]]
        factor = line.uncertainty
        assert isinstance(factor, Uncertainty)
        swings.append(
            Swing(
                line.title,
                factor.low.scaleb(2),
                factor.high.scaleb(2),
                Decimal(each["low"]),
                Decimal(each["high"]),
            )
        )
    return swings
