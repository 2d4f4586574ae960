"""Where everything stands in the workbook that computes, so that a formula can name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from veien.award_model.rules import Case, Criterion, leaf_weights, nodes_of
from veien.documents.rules import Column, cells
from veien.evaluation.rules import decimal_of

SETTINGS, CRITERIA, PRICES, GIVEN, POINTS, RESULT, OUT = (
    "settings",
    "criteria",
    "prices",
    "given",
    "points",
    "result",
    "rejected",
)
WEIGHT, WHOLE, IN_GROUP, IN_TOTAL, MONEY = 4, 5, 6, 7, 8
"""Columns of the sheet of criteria, counted from 1."""

FIRST_TENDER = {GIVEN: 3, POINTS: 4}
"""The column of the first tender on the sheets where tenders stand beside each other."""

PRICE_COLUMN = 3
_FIFTEEN = Context(prec=15)


def kept_by_excel(value: Decimal) -> Decimal:
    """Give a number with the fifteen digits that a spreadsheet keeps."""
    return value if value == 0 else _FIFTEEN.plus(value)


def where_given(column: Column) -> Column:
    """Let a column of figures be an input only in the rows that have one."""

    def vary(values: Mapping[str, object]) -> Column:
        return column if values.get(column.key) is not None else replace(column, kind="readonly")

    return replace(column, vary=vary)


@dataclass
class Layout:
    """The rows and columns of one case: criteria in the order of the tree, tenders in the order of the document.

    Shape: rows and columns counted from 1. ``settings`` are the rows of the sheet of settings by name; ``notes``
    counts the lines of explanation above each table.
    """

    case: Case
    result: Mapping[str, Any]
    notes: Mapping[str, int]
    settings: dict[str, int] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """Give the names of the sheets in the active language."""
        return {
            SETTINGS: _("Model"),
            CRITERIA: _("Criteria"),
            PRICES: _("Prices"),
            GIVEN: _("Given points"),
            POINTS: _("Points"),
            RESULT: _("Result"),
            OUT: _("Rejected"),
        }

    @cached_property
    def nodes(self) -> list[Criterion]:
        """Give every criterion, parents before their children."""
        return list(nodes_of(self.case.criteria))

    @cached_property
    def rows(self) -> dict[str, int]:
        """Give the place of each criterion among all of them, from 0."""
        return {node.id: at for at, node in enumerate(self.nodes)}

    @cached_property
    def leaf_rows(self) -> dict[str, int]:
        """Give the place of each quality leaf among them, from 0."""
        return {leaf.id: at for at, leaf in enumerate(self.case.quality_leaves)}

    @cached_property
    def parents(self) -> dict[str, Criterion]:
        """Give the parent of each criterion that has one."""
        return {child.id: node for node in self.nodes for child in node.children}

    @cached_property
    def whole(self) -> dict[str, Decimal]:
        """Give the weight of each leaf in the whole, where the weights say so."""
        return {leaf: decimal_of(weight) for leaf, weight in leaf_weights(self.case.criteria).items()}

    @cached_property
    def has_prices(self) -> bool:
        """Tell whether prices are a part of the case."""
        return self.case.price_leaf is not None

    @cached_property
    def has_merit(self) -> bool:
        """Tell whether the quality adds up to one figure."""
        if self.case.method == "priced_quality":
            return True
        return any(self.whole.get(leaf.id) for leaf in self.case.quality_leaves)

    def first(self, sheet: str) -> int:
        """Give the first row of a sheet's table."""
        return 4 + self.notes.get(sheet, 0)

    def node_row(self, sheet: str, node: str) -> int:
        """Give the row of a criterion on a sheet that has all of them."""
        return self.first(sheet) + self.rows[node]

    def setting(self, name: str, column: int = 2) -> str:
        """Name the cell of a setting."""
        return cells(self.names[SETTINGS], (self.settings[name], column))

    def settings_between(self, first: str, last: str, column: int) -> str:
        """Name the cells of several settings below each other."""
        rows = (self.settings[first], column), (self.settings[last], column)
        return cells(self.names[SETTINGS], *rows)

    def of_node(self, node: str, column: int) -> str:
        """Name a cell on the sheet of criteria."""
        return cells(self.names[CRITERIA], (self.node_row(CRITERIA, node), column))

    def all_nodes(self, column: int) -> str:
        """Name a column of the sheet of criteria."""
        return self._column(CRITERIA, column, len(self.nodes))

    def points(self, tender: int, node: str) -> str:
        """Name the cell of a tender's points on a criterion, by the tender's place from 0."""
        row = self.node_row(POINTS, node)
        return cells(self.names[POINTS], (row, FIRST_TENDER[POINTS] + tender))

    def all_points(self, tender: int) -> str:
        """Name the column of a tender's points."""
        return self._column(POINTS, FIRST_TENDER[POINTS] + tender, len(self.nodes))

    def given(self, tender: int, leaf: int) -> str:
        """Name the cell of the points that people gave."""
        return cells(self.names[GIVEN], (self.first(GIVEN) + leaf, FIRST_TENDER[GIVEN] + tender))

    def given_to_all(self, leaf: int) -> str:
        """Name the row of the points that people gave on a criterion."""
        row, column = self.first(GIVEN) + leaf, FIRST_TENDER[GIVEN]
        return cells(self.names[GIVEN], (row, column), (row, column + len(self.case.competing) - 1))

    def price(self, tender: int) -> str:
        """Name the cell of a tender's price."""
        return cells(self.names[PRICES], (self.first(PRICES) + tender, PRICE_COLUMN))

    @property
    def all_prices(self) -> str:
        """Name the column of prices."""
        return self._column(PRICES, PRICE_COLUMN, len(self.case.competing))

    def on_result(self, column: int, tender: int | None = None) -> str:
        """Name a cell of the sheet of results, or the whole column."""
        if tender is None:
            return self._column(RESULT, column, len(self.case.competing))
        return cells(self.names[RESULT], (self.first(RESULT) + tender, column))

    def runs(self, siblings: Sequence[Criterion]) -> list[tuple[str, str]]:
        """Give the first and the last of each run of siblings that stand right below each other."""
        places = [self.rows[each.id] for each in siblings]
        found: list[list[int]] = []
        for place in places:
            if found and place == found[-1][1] + 1:
                found[-1][1] = place
            else:
                found.append([place, place])
        return [(self.nodes[first].id, self.nodes[last].id) for first, last in found]

    def _column(self, sheet: str, column: int, length: int) -> str:
        first = self.first(sheet)
        return cells(self.names[sheet], (first, column), (first + length - 1, column))
