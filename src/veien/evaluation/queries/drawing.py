"""The ranking as a drawing: stacked bars where totals are sums, plain bars where one figure decides."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.evaluation.queries.result import Placed, ResultView
from veien.web.rules.charts import BarRow, Part, StackedRow, bar, legend, stacked_bar


def ranking_drawing(view: ResultView) -> str:
    """Draw the ranking as SVG; the table beside it says the same."""
    title = _("Ranking")
    desc = "; ".join(f"{_name(each)} {each.figure_said}" for each in view.placed)
    if not view.has_parts:
        rows = [
            BarRow(_name(each), each.figure, each.figure_said, is_strong=each.is_first)
            for each in view.placed
        ]
        return bar(rows, title=title, desc=desc, key="ranking")
    stacked = [
        StackedRow(
            _name(each),
            tuple(Part(name, max(value, type(value)(0)), text) for name, value, text in each.parts),
            each.figure_said,
            is_strong=each.is_first,
        )
        for each in view.placed
    ]
    return stacked_bar(stacked, title=title, desc=desc, key="ranking", most=view.reading.case.scale)


def ranking_legend(view: ResultView) -> str:
    """Name the parts of the bars; nothing where a bar is one figure."""
    return legend([name for name, _value, _text in view.placed[0].parts]) if view.has_parts else ""


def _name(placed: Placed) -> str:
    """Put the place before the name; a tender that is not ranked has none."""
    rank = placed.rank
    return f"{rank}. {placed.label}" if rank.isdigit() else placed.label
