"""The sheet of settings of the workbook that computes: the method, the price model and their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from veien.award_model.rules import PriceModel
from veien.criteria.queries.words import method_words, price_model_words
from veien.documents.rules import Column, Sheet
from veien.evaluation.queries.living.layout import SETTINGS, Layout, kept_by_excel, where_given

Row = dict[str, object]
Named = tuple[str, Row]


def settings_sheet(layout: Layout, title: str, notes: tuple[str, ...]) -> Sheet:
    """Write every choice of the case in a row of its own, and remember the rows for the formulas."""
    rows = list(_rows(layout))
    layout.settings.update({name: layout.first(SETTINGS) + at for at, (name, _row) in enumerate(rows)})
    return Sheet(
        name=layout.names[SETTINGS],
        title=title,
        notes=notes,
        columns=(
            Column("what", _("Setting"), kind="readonly", width=52),
            where_given(Column("value", _("Figure"), kind="number", width=20)),
            where_given(Column("points", _("Points"), kind="number", width=14)),
            Column("said", _("In words"), kind="readonly", width=52),
        ),
        rows=tuple(row for _name, row in rows),
    )


def _rows(layout: Layout) -> Iterator[Named]:
    case = layout.case
    words = method_words(case.method)
    yield "method", {"what": _("Method"), "said": str(words.title) if words else case.method}
    yield "currency", {"what": _("Currency"), "said": case.currency}
    yield _figure("scale", _("The most points one criterion gives"), case.scale)
    if case.rounding is not None:
        step = _("Rounded half up to this step")
        where = _("the points of each criterion") if case.rounding.at == "points" else _("the total")
        yield "step", {"what": step, "value": kept_by_excel(case.rounding.step), "said": where}
    if case.percent is not None:
        yield _figure("percent", _("Percent"), case.percent)
    if case.corridor_percent is not None:
        yield _figure("corridor", _("Width of the corridor in percent"), case.corridor_percent)
    if case.decide_by is not None:
        title = next(node.title or node.id for node in layout.nodes if node.id == case.decide_by)
        yield "decide_by", {"what": _("Within the corridor this decides"), "said": title}
    for name, least in case.least_points.items():
        titles = {node.id: node.title or node.id for node in layout.nodes}
        whole = _("in total")
        what = _("Least points: %(criterion)s") % {"criterion": whole if name == "total" else titles[name]}
        yield _figure(f"least:{name}", what, least)
    leaf = case.price_leaf
    if leaf is not None and leaf.model is not None:
        yield from _model_rows(leaf.model)


def _model_rows(model: PriceModel) -> Iterator[Named]:
    words = price_model_words(model.name)
    yield "model", {"what": _("From price to points"), "said": str(words.title) if words else model.name}
    titles = {each.key: str(each.title) for each in words.keys} if words else {}
    for name, value in model.numbers.items():
        yield _figure(name, titles.get(name, name), value)
    for at, (ratio, points) in enumerate(model.knots):
        what = _("Price as a share of the lowest, and the points there")
        yield f"knot{at}", {"what": what, "value": kept_by_excel(ratio), "points": kept_by_excel(points)}


def _figure(name: str, what: str, value: Decimal) -> Named:
    return name, {"what": what, "value": kept_by_excel(value)}
