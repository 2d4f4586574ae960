"""The sheets of the workbook that computes, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.award_model.rules import Case, Criterion
from veien.documents.rules import Column, Formula, Sheet
from veien.evaluation.queries.living import formulas
from veien.evaluation.queries.living.layout import (
    CRITERIA,
    GIVEN,
    OUT,
    POINTS,
    PRICES,
    RESULT,
    SETTINGS,
    WEIGHT,
    WHOLE,
    Layout,
    kept_by_excel,
    where_given,
)
from veien.evaluation.queries.living.outcome import result_sheet
from veien.evaluation.queries.living.settings import settings_sheet
from veien.evaluation.rules import decimal_of

Row = dict[str, object]
COUNTED = {SETTINGS: 4, CRITERIA: 1, PRICES: 1, GIVEN: 1, POINTS: 1, RESULT: 2, OUT: 0}
"""How many lines of explanation stand above each table."""


def living_sheets(case: Case, result: Mapping[str, Any], *, title: str) -> list[Sheet]:
    """Give the sheets of a computed case: whoever changes a figure in a yellow cell sees what it does.

    Shape: the formulas give the totals and places of ``result``; a column says of each whether they do.
    """
    layout = Layout(case, result, COUNTED)
    sheets = [settings_sheet(layout, title, _notes(layout)), _criteria(layout)]
    if layout.has_prices:
        sheets.append(_prices(layout))
    if case.quality_leaves:
        sheets.append(_given(layout))
    sheets += [_points(layout), result_sheet(layout)]
    if any(tender.rejected is not None for tender in case.tenders):
        sheets.append(_rejected(layout))
    return sheets


def _notes(layout: Layout) -> tuple[str, ...]:
    words = ngettext(
        "The sheets compute the ranking of %(count)s tender with formulas of their own.",
        "The sheets compute the ranking of %(count)s tenders with formulas of their own.",
        len(layout.case.competing),
    ) % {"count": len(layout.case.competing)}
    return (
        words,
        _(
            "Veien counts with exact numbers, a spreadsheet with about fifteen digits. The sheet of results says "
            "for each tender whether both come to the same, and how far apart they are."
        ),
        _("What is changed here changes nothing in Veien and is not read back."),
        _("Digest of the case (SHA-256): %(digest)s") % {"digest": layout.result["input_sha256"]},
    )


def _tender_columns(layout: Layout, kind: str) -> tuple[Column, ...]:
    made: Any = kind
    return tuple(
        Column(f"tender{at}", f"{tender.id} {tender.name}".strip(), kind=made, width=18)
        for at, tender in enumerate(layout.case.competing)
    )


def _depth(layout: Layout, node: Criterion) -> int:
    above = layout.parents.get(node.id)
    return 0 if above is None else 1 + _depth(layout, above)


def _titled(layout: Layout, node: Criterion) -> str:
    return f"{'– ' * _depth(layout, node)}{node.title or node.id}"


def _criteria(layout: Layout) -> Sheet:
    return Sheet(
        name=layout.names[CRITERIA],
        title=_("Criteria and weights"),
        notes=(_("A weight in the whole is the criterion's own times those of the groups it stands in."),),
        columns=(
            Column("id", _("Key"), kind="readonly", width=18),
            Column("title", _("Criterion"), kind="readonly", width=44),
            Column("kind", _("Kind"), kind="readonly", width=14),
            where_given(Column("weight", _("Weight"), kind="number", width=12)),
            Column("whole", _("In the whole"), kind="formula", width=14),
            Column("in_group", _("Counts in its group"), kind="formula", width=14),
            Column("in_total", _("Counts in the sum"), kind="formula", width=14),
            where_given(Column("money", _("Money per point"), kind="number", width=16)),
            Column("normalise", _("How the points are lifted"), kind="readonly", width=26),
        ),
        rows=tuple(_criterion(layout, node) for node in layout.nodes),
    )


def _criterion(layout: Layout, node: Criterion) -> Row:
    kinds = {None: _("group"), "price": _("price"), "quality": _("quality")}
    lifts = {
        "none": "",
        "proportional": _("in proportion to the best"),
        "shift": _("by what the best lacks"),
    }
    row: Row = {
        "id": node.id,
        "title": _titled(layout, node),
        "kind": kinds[node.kind],
        "normalise": lifts[node.normalise] if node.kind == "quality" else "",
        "money": None if node.money_per_point is None else kept_by_excel(node.money_per_point),
    }
    if node.weight is not None:
        row["weight"] = kept_by_excel(node.weight)
    whole = _whole(layout, node)
    if whole is not None:
        row["whole"] = Formula(_whole_formula(layout, node), decimal_of(whole))
    factor = formulas.factor_formula(layout, node)
    if factor is not None:
        row["in_group"] = Formula(factor)
    row["in_total"] = _in_total(layout, node, whole)
    return row


def _whole(layout: Layout, node: Criterion) -> Fraction | None:
    above = layout.parents.get(node.id)
    if node.weight is None:
        return None
    over = Fraction(1) if above is None else _whole(layout, above)
    return None if over is None else over * Fraction(node.weight)


def _whole_formula(layout: Layout, node: Criterion) -> str:
    above, own = layout.parents.get(node.id), layout.of_node(node.id, WEIGHT)
    return f"={own}" if above is None else f"={layout.of_node(above.id, WHOLE)}*{own}"


def _in_total(layout: Layout, node: Criterion, whole: Fraction | None) -> Formula | None:
    """Say with what a leaf counts in the sum of the method: its weight in the whole, or its money."""
    if node.children:
        return None
    if layout.case.method == "priced_quality":
        cell = layout.of_node(node.id, WHOLE + 3)
        return Formula(f"={cell}", node.money_per_point) if node.kind == "quality" else None
    if whole is None or (node.kind == "price" and layout.case.method != "points"):
        return None
    return Formula(f"={layout.of_node(node.id, WHOLE)}", decimal_of(whole))


def _prices(layout: Layout) -> Sheet:
    return Sheet(
        name=layout.names[PRICES],
        title=_("Prices"),
        notes=(_("The evaluated price of each tender, as the record has it."),),
        columns=(
            Column("id", _("Key"), kind="readonly", width=12),
            Column("name", _("Tenderer"), kind="readonly", width=44),
            Column("price", _("Price in %(currency)s") % {"currency": layout.case.currency}, kind="number"),
        ),
        rows=tuple(
            {
                "id": each.id,
                "name": each.name,
                "price": None if each.price is None else kept_by_excel(each.price),
            }
            for each in layout.case.competing
        ),
    )


def _given(layout: Layout) -> Sheet:
    return Sheet(
        name=layout.names[GIVEN],
        title=_("Points as they were given"),
        notes=(_("What the evaluation group settled on, before anything is lifted or rounded."),),
        columns=(
            Column("id", _("Key"), kind="readonly", width=18),
            Column("title", _("Criterion"), kind="readonly", width=44),
            *_tender_columns(layout, "number"),
        ),
        rows=tuple(
            {
                "id": leaf.id,
                "title": leaf.title or leaf.id,
                **{
                    f"tender{at}": kept_by_excel(tender.points[leaf.id])
                    for at, tender in enumerate(layout.case.competing)
                },
            }
            for leaf in layout.case.quality_leaves
        ),
    )


def _points(layout: Layout) -> Sheet:
    return Sheet(
        name=layout.names[POINTS],
        title=_("Points on every criterion"),
        notes=(_("Computed from the given points, the prices and the weights."),),
        columns=(
            Column("id", _("Key"), kind="readonly", width=18),
            Column("title", _("Criterion"), kind="readonly", width=44),
            Column("weight", _("In the whole"), kind="formula", width=14),
            *_tender_columns(layout, "formula"),
        ),
        rows=tuple(_points_row(layout, node) for node in layout.nodes),
    )


def _points_row(layout: Layout, node: Criterion) -> Row:
    row: Row = {"id": node.id, "title": _titled(layout, node)}
    whole = _whole(layout, node)
    if whole is not None:
        row["weight"] = Formula(f"={layout.of_node(node.id, WHOLE)}", decimal_of(whole))
    for at, tender in enumerate(layout.case.competing):
        held = layout.result["tenders"][tender.id]["points"][node.id]
        if held is None:
            row[f"tender{at}"] = "–"
            continue
        if node.children:
            text = formulas.group_formula(layout, at, node)
        elif node.model is not None:
            text = formulas.price_formula(layout, at, node.model)
        else:
            text = formulas.quality_formula(layout, at, node)
        row[f"tender{at}"] = Formula(text, Decimal(held))
    return row


def _rejected(layout: Layout) -> Sheet:
    return Sheet(
        name=layout.names[OUT],
        title=_("Rejected tenders"),
        notes=(),
        columns=(
            Column("id", _("Key"), kind="readonly", width=12),
            Column("name", _("Tenderer"), kind="readonly", width=44),
            Column("ground", _("Ground"), kind="readonly", width=90),
        ),
        rows=tuple(
            {"id": each.id, "name": each.name, "ground": each.rejected}
            for each in layout.case.tenders
            if each.rejected is not None
        ),
    )
