"""The sheet of results of the workbook that computes: the figure that decides, the places, and whether Veien agrees."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from veien.award_model.rules import PRICED_METHODS
from veien.documents.rules import Column, Formula, Sheet, text_literal
from veien.evaluation.queries.living import formulas
from veien.evaluation.queries.living.layout import RESULT, Layout, kept_by_excel

Row = dict[str, object]
KEYS = (
    "id",
    "name",
    "merit",
    "figure",
    "veien",
    "apart",
    "same",
    "allowed",
    "tier",
    "compared",
    "place",
    "veien_place",
    "same_place",
)
"""The columns in their order; those that a method has no use for are left out."""


def result_sheet(layout: Layout) -> Sheet:
    """Write each tender's figure and place by formula, beside what Veien computed."""
    keys = [key for key in KEYS if key not in _unused(layout)]
    at = {key: place for place, key in enumerate(keys, 1)}
    rows = [_row(layout, at, tender) for tender in range(len(layout.case.competing))]
    return Sheet(
        name=layout.names[RESULT],
        title=_("Result"),
        notes=(
            _("Yes: the formula comes to Veien's figure, but for what floating point loses."),
            _(
                "No: it does not. In an untouched file that means that two figures lie closer than a spreadsheet sees."
            ),
        ),
        columns=tuple(_column(layout, key) for key in keys),
        rows=(*rows, _whole_row(layout, at)),
    )


def _unused(layout: Layout) -> set[str]:
    unused = set()
    if not layout.has_merit and layout.case.method != "points":
        unused.add("merit")
    if layout.case.method != "qualified_lowest_price":
        unused.add("allowed")
    if layout.case.method != "value_per_price":
        unused |= {"tier", "compared"}
    return unused


def _column(layout: Layout, key: str) -> Column:
    merit = _("Money value of the points") if layout.case.method == "priced_quality" else _("Weighted points")
    decides = _("Evaluated price") if layout.case.method in PRICED_METHODS else _("Total")
    titles: dict[str, str] = {
        "merit": merit,
        "figure": _("%(figure)s by formula") % {"figure": decides},
        "apart": _("Apart"),
        "same": _("The same?"),
        "allowed": _("Reaches the least points (1 yes, 0 no)"),
        "tier": _("Group: 0 in the corridor, 1 outside, 2 no quality"),
        "compared": _("Compared by"),
        "place": _("Place by formula"),
        "same_place": _("The same?"),
    }
    if key in titles:
        return Column(key, titles[key], kind="formula", width=18)
    fixed: dict[str, Column] = {
        "id": Column("id", _("Key"), kind="readonly", width=12),
        "name": Column("name", _("Tenderer"), kind="readonly", width=40),
        "veien": Column("veien", _("%(figure)s by Veien") % {"figure": decides}, kind="formula", width=20),
        "veien_place": Column("veien_place", _("Place by Veien"), kind="formula", width=12),
    }
    return fixed[key]


def _row(layout: Layout, at: dict[str, int], tender: int) -> Row:
    offer = layout.case.competing[tender]
    held = layout.result["tenders"][offer.id]
    figure = Decimal(held["total"] if held["total"] is not None else held["evaluated_price"])
    merits = at.get("merit")
    row: Row = {
        "id": offer.id,
        "name": offer.name,
        "figure": Formula(formulas.figure_formula(layout, tender, merits or at["figure"]), figure),
        "veien": kept_by_excel(figure),
        "apart": Formula(f"={_cell(layout, at, 'figure', tender)}-{_cell(layout, at, 'veien', tender)}"),
        "same": Formula(_same_figure(layout, at, tender)),
        "veien_place": held["rank"],
        "same_place": Formula(_same_place(layout, at, tender)),
    }
    if merits is not None:
        row["merit"] = Formula(formulas.merit_formula(layout, tender))
    return row | _placing(layout, at, tender, held["rank"])


def _placing(layout: Layout, at: dict[str, int], tender: int, rank: int | None) -> Row:
    """Give the cells that put a tender in its place."""
    figures = at["figure"]
    if "tier" in at:
        placed = formulas.place_by_tier_formula(layout, tender, at["tier"], at["compared"])
        return {
            "tier": Formula(formulas.tier_formula(layout, tender, at["merit"], figures)),
            "compared": Formula(formulas.compared_formula(layout, tender, at["tier"], figures)),
            "place": Formula(placed, rank),
        }
    row: Row = {}
    if "allowed" in at:
        row["allowed"] = Formula(formulas.allowed_formula(layout, tender, at.get("merit")))
    place = formulas.place_formula(layout, tender, figures, allowed=at.get("allowed"))
    return {**row, "place": Formula(place, rank)}


def _same_figure(layout: Layout, at: dict[str, int], tender: int) -> str:
    apart, veien = _cell(layout, at, "apart", tender), _cell(layout, at, "veien", tender)
    size = f"1+ABS({veien})"
    if layout.case.method in PRICED_METHODS:
        size += f"+{layout.price(tender)}"
    return _yes_where(f"ABS({apart})<={formulas.LEVEL}*({size})")


def _same_place(layout: Layout, at: dict[str, int], tender: int) -> str:
    return _yes_where(
        f'{_cell(layout, at, "place", tender)}&""={_cell(layout, at, "veien_place", tender)}&""'
    )


def _whole_row(layout: Layout, at: dict[str, int]) -> Row:
    """Say in one cell whether everything comes to the same."""
    count = len(layout.case.competing)
    row: Row = {"name": _("All of them")}
    for key in ("same", "same_place"):
        row[key] = Formula(
            _yes_where(f"SUMPRODUCT(({layout.on_result(at[key])}={_word(yes=True)})*1)={count}")
        )
    return row


def _yes_where(condition: str) -> str:
    return f"=IF({condition},{_word(yes=True)},{_word(yes=False)})"


def _word(*, yes: bool) -> str:
    return text_literal(_("yes") if yes else _("no"))


def _cell(layout: Layout, at: dict[str, int], key: str, tender: int) -> str:
    return layout.on_result(at[key], tender)
