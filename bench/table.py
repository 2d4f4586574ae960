"""The table: what a row of it holds, the figures taken of many timings, and how it is printed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One measurement. ``beside`` is what the same run measured for comparison, or what the figure rests on."""

    what: str
    given: str
    command: str
    figure: str
    goal: str = ""
    beside: str = ""


HEADS = Row("what", "input", "command", "figure", "goal", "beside it in the same run")


def text_of(rows: Iterable[Row]) -> str:
    """Write rows as a table that reads as Markdown and as plain text alike."""
    table = [HEADS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADS))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(table[0]), rule, *(line(row) for row in table[1:])])


def written(rows: Iterable[Row]) -> str:
    """Write rows so that another process can read them."""
    return json.dumps([list(row) for row in rows])


def read(text: str) -> list[Row]:
    """Read rows that another process has written on its last line."""
    return [Row(*cells) for cells in json.loads(text.strip().splitlines()[-1])]


def percentile(values: Sequence[float], percent: float) -> float:
    """Give the value that ``percent`` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def seconds(value: float) -> str:
    """Write a time in milliseconds below a second, in seconds from there."""
    return f"{value * 1000:.0f} ms" if value < 0.9995 else f"{value:.2f} s"


def milliseconds(value: float) -> str:
    """Write a short time; below ten milliseconds with one decimal."""
    return f"{value * 1000:.1f} ms" if value < 0.00995 else f"{value * 1000:.0f} ms"
