"""Where the alternatives stand against each other: the plain sums first, then what they are worth today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.models import Alternative, Line
from veien.business_case.queries.outcome import Outcome
from veien.business_case.rules import PARTS, Twice, counted_twice, gaps_of
from veien.business_case.rules.working import Totals, all_totals
from veien.foundation.exact import written
from veien.road.rules.keeping import Kept
from veien.web.rules.charts import Axis, BarRow, LineSeries, bar, legend, line
from veien.web.rules.numbers import NOTHING, written_number

_TOTALS: Kept[Any] = Kept(most=40)
MOST_LINES_DRAWN = 5
PART_NAMES = dict(Line.Part.choices)


def decimal_of(value: Fraction | str) -> Decimal:
    """Give a figure of the rules as pages show it."""
    return Decimal(value if isinstance(value, str) else written(value))


@dataclass(frozen=True)
class Standing:
    """One alternative among the others.

    Units: ``totals`` are plain sums over all years; ``plain_against`` is the plain difference to today's practice,
    ``against`` the difference in net present value; ``irr`` is a share. All None for today's practice.
    """

    pk: int
    public_id: UUID
    key: str
    title: str
    text: str
    is_null: bool
    totals: Totals
    npv: Decimal
    plain_against: Decimal | None
    against: Decimal | None
    irr: Decimal | None
    payback: int | None
    discounted_payback: int | None
    quality: tuple[str, ...]
    gaps: tuple[str, ...]
    lines: int
    twice: Twice | None

    @property
    def costs(self) -> Decimal:
        """Give the costs over all years."""
        return decimal_of(self.totals.costs)

    @property
    def benefits(self) -> Decimal:
        """Give the benefits over all years."""
        return decimal_of(self.totals.benefits)

    @property
    def net(self) -> Decimal:
        """Give benefits less costs over all years."""
        return decimal_of(self.totals.net)

    @property
    def once(self) -> Decimal:
        """Give what year 0 costs."""
        return decimal_of(self.totals.once)

    @property
    def freed(self) -> Decimal:
        """Give the worth of the time that is freed."""
        return decimal_of(self.totals.freed)

    @property
    def realised(self) -> Decimal:
        """Give the worth of the freed time that is taken home."""
        return decimal_of(self.totals.realised)

    @property
    def not_realised(self) -> Decimal:
        """Give the worth of the freed time that nobody has planned to take home."""
        return self.freed - self.realised

    @property
    def irr_percent(self) -> Decimal | None:
        """Give the internal rate of return in percent."""
        return None if self.irr is None else self.irr.scaleb(2)


def standings_of(found: Outcome) -> list[Standing]:
    """Give every alternative with its figures, today's practice first. One query.

    Raises: ValueError while the case cannot be computed.
    """
    if found.case is None:
        raise ValueError("The case cannot be computed.")
    case = found.case
    totals: dict[str, Totals] = _TOTALS.given(case.input_sha256, "", lambda: all_totals(case))
    null = totals[case.null.id]
    rows = Alternative.objects.filter(case=found.kept).order_by("-is_null", "position", "pk")
    gaps: dict[str, list[str]] = {}
    for gap in gaps_of(case):
        gaps.setdefault(gap.alternative, []).append(gap.kind if gap.kind != "part" else f"part:{gap.what}")
    checked = {each.id: each for each in case.alternatives}
    twice = counted_twice(found.row.alternatives)
    return [
        _standing(
            row,
            found,
            totals,
            null,
            quality=_quality(checked[row.key].lines),
            gaps=gaps.get(row.key, []),
            twice=twice.get(row.key),
        )
        for row in rows
    ]


def _standing(
    row: Alternative,
    found: Outcome,
    totals: dict[str, Totals],
    null: Totals,
    *,
    quality: Any,
    gaps: list[str],
    twice: Twice | None,
) -> Standing:
    held = found.of(row.key)
    beside = held.get("against_null") or {}
    own = totals[row.key]
    held_lines = next(each.lines for each in found.row.alternatives if each.key == row.key)
    return Standing(
        pk=row.pk,
        public_id=row.public_id,
        key=row.key,
        title=row.title,
        text=row.text,
        is_null=row.is_null,
        totals=own,
        npv=Decimal(held["npv"]),
        plain_against=None if row.is_null else decimal_of(own.net - null.net),
        against=Decimal(beside["npv"]) if beside else None,
        irr=Decimal(beside["irr"]) if beside and beside["irr"] is not None else None,
        payback=beside.get("payback_year"),
        discounted_payback=beside.get("discounted_payback_year"),
        quality=quality,
        gaps=tuple(gaps),
        lines=len(held_lines),
        twice=twice,
    )


def _quality(lines: Sequence[Any]) -> tuple[str, ...]:
    return tuple(f"{each.title}: {each.text}" for each in lines if each.benefit == "quality")


@dataclass(frozen=True)
class Missing:
    """What an alternative lacks, in the reader's words; ``is_required`` where the guide demands it."""

    alternative: Standing
    text: str
    is_required: bool


def missing_in(standings: Sequence[Standing]) -> list[Missing]:
    """List what is missing, alternative by alternative."""
    found = []
    for each in standings:
        if not each.lines:
            found.append(Missing(each, _("It has no lines yet."), is_required=True))
            continue
        if "integration" in each.gaps:
            said = _("No line says what it costs to tie in other systems. The guide asks for one.")
            found.append(Missing(each, said, is_required=True))
        lacking = [str(PART_NAMES[part]).lower() for part in PARTS if f"part:{part}" in each.gaps]
        if lacking:
            said = _("Nothing stands under: %(parts)s.") % {"parts": ", ".join(lacking)}
            found.append(Missing(each, said, is_required=False))
        if each.twice:
            said = _(
                "“%(benefit)s” saves what “%(cost)s” costs today, and that cost is left out here too: it is counted "
                "twice. Write what is left of the cost, or take the saving away."
            ) % {"benefit": each.twice.benefit, "cost": each.twice.cost}
            found.append(Missing(each, said, is_required=False))
        sources = each.gaps.count("source")
        if sources:
            said = _("%(count)s of the lines have no source.") % {"count": sources}
            found.append(Missing(each, said, is_required=False))
    return found


def against_chart(standings: Sequence[Standing], currency: str) -> str:
    """Draw what each alternative is worth beside today's practice."""
    language = get_language() or "nb"
    rows = [
        BarRow(each.title, each.against, written_number(each.against, language, places=0), series=0)
        for each in standings
        if each.against is not None
    ]
    if not rows:
        return ""
    said = "; ".join(f"{row.label} {row.text}" for row in rows)
    title = _("Beside today’s practice, in today’s %(currency)s") % {"currency": currency}
    return bar(rows, title=title, desc=said, key="case-against")


@dataclass(frozen=True)
class Running:
    """The sum of the differences so far, year by year, of one alternative."""

    title: str
    values: tuple[Decimal, ...]


def running_sums(found: Outcome) -> list[Running]:
    """Give how the plain differences to today's practice add up over the years, for each alternative but today's."""
    assert found.case is not None
    null = [Decimal(value) for value in found.of(found.case.null.id)["flows"]]
    sums = []
    for each in found.case.alternatives:
        if each.is_null:
            continue
        flows = [
            Decimal(value) - today for value, today in zip(found.of(each.id)["flows"], null, strict=True)
        ]
        sums.append(Running(each.title or each.id, tuple(accumulate(flows))))
    return sums


def running_chart(sums: Sequence[Running], start_year: int) -> str:
    """Draw how the differences add up; where a line crosses zero, the money is back."""
    drawn = sums[:MOST_LINES_DRAWN]
    if not drawn:
        return ""
    language = get_language() or "nb"
    values = [value for each in drawn for value in each.values]
    years = range(len(drawn[0].values))
    step = max(1, len(years) // 6)
    across = Axis(_("Year"), tuple((year, str(start_year + year)) for year in years if year % step == 0))
    up = Axis(
        _("Sum so far"),
        tuple((tick, written_number(tick, language, places=0)) for tick in ticks(min(values), max(values))),
    )
    series = [
        LineSeries(
            each.title,
            tuple(enumerate(each.values)),
            tuple(written_number(value, language, places=0) for value in each.values),
        )
        for each in drawn
    ]
    picture = line(
        series,
        x_axis=across,
        y_axis=up,
        title=_("The sum so far beside today’s practice"),
        desc=_said(drawn),
        key="case-sum",
    )
    return picture + legend([each.title for each in drawn], lines=True)


def _said(drawn: Sequence[Running]) -> str:
    language = get_language() or "nb"
    return "; ".join(f"{each.title}: {written_number(each.values[-1], language, places=0)}" for each in drawn)


def ticks(low: Decimal, high: Decimal, *, count: int = 5) -> list[Decimal]:
    """Give round values from at most ``low`` to at least ``high``, zero among them."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = high - low or Decimal(1)
    rough = span / count
    size = Decimal(10) ** rough.adjusted()
    step = next((size * each for each in (1, 2, 5, 10) if size * each >= rough), size)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return [step * each for each in range(int(first), int(last) + 1)]


def year_words(year: int | None, start_year: int) -> str:
    """Say a year of the case with its calendar year; a dash where there is none."""
    return NOTHING if year is None else f"{year} ({start_year + year})"
