"""Everything the result page and the report show, in the order in which they show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.result.findings import (
    Finding,
    WeightRow,
    first_place,
    money_for_points,
    steadiness,
    weight_rows,
    weights_that_acted,
)
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import grounds_of, percent, said, worked
from veien.evaluation.rules import (
    METHOD_PAGES,
    MODEL_PAGES,
    Line,
    TenderStanding,
    decimal_of,
    figure_working,
    lines_of,
    parts_of,
    price_working,
    quality_working,
)

MOST_PARTS = 6
"""The most parts of a bar that colours can tell apart."""


@dataclass(frozen=True)
class Column:
    """A criterion in the table of points: its title, its weight in the whole, and how deep it stands."""

    title: str
    weight: str
    depth: int
    is_group: bool
    acted: str = ""


@dataclass(frozen=True)
class Placed:
    """One tender in the ranking. ``points`` follow the columns, ``parts`` are weight times points."""

    key: str
    label: str
    tender: TenderStanding
    rank: str
    is_first: bool
    price: str
    points: tuple[str, ...]
    cells: tuple[dict[str, str], ...]
    all_points: tuple[str, ...]
    parts: tuple[tuple[str, Decimal, str], ...]
    figure: Decimal
    figure_said: str
    working: tuple[str, ...]


@dataclass(frozen=True)
class Out:
    """One tender that is not ranked, and on which grounds."""

    tender: TenderStanding
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class ResultView:
    """The result as people read it."""

    reading: Reading
    first: Finding
    placed: tuple[Placed, ...]
    columns: tuple[Column, ...]
    all_columns: tuple[Column, ...]
    out: tuple[Out, ...]
    steadiness: tuple[Finding, ...]
    money: Finding | None
    weights: Finding | None
    weight_rows: tuple[WeightRow, ...]
    pages: tuple[str, ...]
    rounding: str
    input_sha256: str

    @property
    def shows_price(self) -> bool:
        """Tell whether the table has a price besides the figure that decides."""
        return not self.reading.is_price_alone and self.reading.case.price_leaf is not None

    @property
    def point_rows(self) -> list[dict[str, object]]:
        """Give every criterion with the points of each tender, in the order of the ranking."""
        return [
            {"column": column, "points": [each.all_points[place] for each in self.placed]}
            for place, column in enumerate(self.all_columns)
        ]

    @property
    def has_parts(self) -> bool:
        """Tell whether totals are sums that a stacked bar can show."""
        return self.reading.case.method == "points"


def result_view(computed: Computed) -> ResultView:
    """Put a result into words and tables, in the active language.

    Raises: ValueError where nothing could be computed.
    """
    if computed.case is None or computed.result is None:
        raise ValueError("There is no result to show.")
    reading = Reading(computed.case, computed.result, computed.standing)
    lines = lines_of(computed.case)
    acted = _acted(lines, computed.result["effective_weights"])
    shown = [line for line in lines if line.depth == 1 and not _is_only_price(line, reading)]
    return ResultView(
        reading=reading,
        first=first_place(reading),
        placed=tuple(_placed(reading, key, shown, lines) for key in reading.order),
        columns=tuple(_column(line) for line in shown),
        all_columns=tuple(_column(line, acted) for line in lines),
        out=tuple(
            Out(each, tuple(grounds_of(each, computed.standing))) for each in computed.standing.rejected
        ),
        steadiness=tuple(steadiness(reading)),
        money=money_for_points(reading),
        weights=weights_that_acted(reading),
        weight_rows=tuple(weight_rows(reading)),
        pages=_pages(reading),
        rounding=_rounding(reading),
        input_sha256=str(computed.result["input_sha256"]),
    )


def _is_only_price(line: Line, reading: Reading) -> bool:
    return line.is_price and reading.case.method != "points"


def _column(line: Line, acted: Mapping[str, Decimal] | None = None) -> Column:
    weight = "" if line.weight is None else percent(decimal_of(line.weight))
    share = acted.get(line.id) if acted else None
    return Column(line.title, weight, line.depth, line.is_group, "" if share is None else percent(share))


def _acted(lines: list[Line], weights: Mapping[str, str] | None) -> dict[str, Decimal]:
    """Give the weight with which each criterion acted; a group acts with the sum of those in it."""
    if weights is None:
        return {}
    found: dict[str, Decimal] = {}
    above: list[Line] = []
    for line in lines:
        above = [*above[: line.depth - 1], line]
        if line.id in weights:
            for each in above:
                found[each.id] = found.get(each.id, Decimal(0)) + Decimal(weights[line.id])
    return found


def _placed(reading: Reading, key: str, shown: list[Line], lines: list[Line]) -> Placed:
    tender, points, rank = reading.standing.by_key(key), reading.tenders[key]["points"], reading.rank(key)
    price = reading.price(key)
    parts = parts_of(reading.case, points) if reading.case.method == "points" else []
    return Placed(
        key=key,
        label=tender.label,
        tender=tender,
        rank=_("not ranked") if rank is None else str(rank),
        is_first=rank == 1,
        price="–" if price is None else reading.money(price),
        points=tuple(_points(points[line.id]) for line in shown),
        cells=tuple(
            {"title": line.title, "weight": _column(line).weight, "points": _points(points[line.id])}
            for line in shown
        ),
        all_points=tuple(_points(points[line.id]) for line in lines),
        parts=_parts(parts),
        figure=reading.figure(key),
        figure_said=reading.say_figure(reading.figure(key)),
        working=_working(reading, key),
    )


def _parts(parts: list[tuple[Line, Decimal]]) -> tuple[tuple[str, Decimal, str], ...]:
    """Give the parts of a total; what a drawing has no colour for is put together as the last part."""
    named = [(line.title, value) for line, value in parts]
    if len(named) > MOST_PARTS:
        rest = sum((value for _title, value in named[MOST_PARTS - 1 :]), Decimal(0))
        named = [*named[: MOST_PARTS - 1], (_("The other criteria"), rest)]
    return tuple((title, value, said(value, 2)) for title, value in named)


def _points(value: str | None) -> str:
    return "–" if value is None else said(value, 2)


def _working(reading: Reading, key: str) -> tuple[str, ...]:
    case, result = reading.case, reading.result
    lines = []
    price = price_working(case, result, key, worked)
    if price:
        lines.append(_("Points for the price: %(sum)s") % {"sum": price})
    for leaf in case.quality_leaves:
        lifted = quality_working(case, key, leaf.id, worked)
        if lifted:
            end = worked(decimal_of(result["tenders"][key]["points"][leaf.id]))
            lines.append(
                _("%(criterion)s, lifted: %(sum)s") % {"criterion": leaf.title, "sum": f"{lifted} = {end}"}
            )
    lines.append(f"{reading.figure_title}: {figure_working(case, result, key, worked)}")
    if reading.rank(key) is None:
        lines.append(_below_least(reading, key))
    return tuple(lines)


def _below_least(reading: Reading, key: str) -> str:
    whole = _("in total")
    least = ", ".join(
        f"{whole if name == 'total' else name} {said(value)}"
        for name, value in reading.case.least_points.items()
    )
    return _("Below the least points that are allowed: %(least)s.") % {"least": least}


def _pages(reading: Reading) -> tuple[str, ...]:
    pages = [METHOD_PAGES[reading.case.method]]
    leaf = reading.case.price_leaf
    if leaf is not None and leaf.model is not None:
        pages.append(MODEL_PAGES[leaf.model.name])
    if any(each.normalise != "none" for each in reading.case.quality_leaves):
        pages.append("normalisation.md")
    return (*pages, "rounding-and-ties.md")


def _rounding(reading: Reading) -> str:
    rounding = reading.case.rounding
    if rounding is None:
        return _(
            "Nothing is rounded before the order is decided; the page shows fewer decimals than are counted with."
        )
    step = said(rounding.step)
    if rounding.at == "points":
        return _("The points of each criterion are rounded to %(step)s before they are added up.") % {
            "step": step
        }
    return _("The total is rounded to %(step)s before the order is decided.") % {"step": step}
