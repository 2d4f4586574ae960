"""What a report is: sections of blocks, the same for PDF and Word. Pure.

Every text is finished, in the language of the report; nothing in it is read as markup. Numbers come
formatted, except the lengths of bars.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal

from veien.documents.rules.sheets import CannotBuild
from veien.documents.rules.text import clean_text
from veien.foundation import canonical

DEEPEST = 3
MOST_SERIES = 6


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``lead`` stands before it in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list, with dots or with numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with one header row.

    ``numeric`` names the columns set to the right, ``total`` sets the last row off, ``widths`` are shares.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    caption: str = ""
    total: bool = False
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class KeyFigure:
    """One figure worth a card: what it is, the figure, and a few words on it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Cards beside each other."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Bar:
    """One bar of one or more parts; ``shown`` stands at its end, ``texts`` in its parts if there is room."""

    label: str
    parts: tuple[Decimal, ...]
    shown: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bars:
    """A bar chart; ``alt`` says in words what it shows, ``legend`` names the parts."""

    rows: tuple[Bar, ...]
    caption: str
    alt: str
    legend: tuple[str, ...] = ()
    longest: Decimal | None = None


@dataclass(frozen=True)
class Callout:
    """A few words set off from the rest."""

    title: str
    text: str
    tone: Literal["info", "warning", "decision"] = "info"


Block = Paragraph | Bullets | Table | KeyFigures | Bars | Callout


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Report:
    """A whole report; ``meta`` are the pairs under the title: buyer, procedure, date and so on."""

    title: str
    subtitle: str
    language: str
    sections: tuple[Section, ...]
    is_example: bool = False
    meta: tuple[tuple[str, str], ...] = ()
    version: str = ""


def check_report(report: Report) -> None:
    """See that a report can become a document that everyone can read.

    Raises: CannotBuild naming the section and what is wrong.
    """
    if not clean_text(report.title):
        raise CannotBuild("A report needs a title.")
    above = 0
    for section in report.sections:
        if not clean_text(section.title):
            raise CannotBuild("Every section needs a title.")
        if not 1 <= section.level <= min(above + 1, DEEPEST):
            raise CannotBuild(f"{section.title}: level {section.level} cannot follow level {above}.")
        above = section.level
        for block in section.blocks:
            _check_block(section.title, block)


def _check_block(section: str, block: Block) -> None:
    if isinstance(block, Table):
        if not block.columns or any(len(row) != len(block.columns) for row in block.rows):
            raise CannotBuild(f"{section}: a row of the table has not {len(block.columns)} cells.")
        if any(not 0 <= at < len(block.columns) for at in block.numeric):
            raise CannotBuild(f"{section}: the table has no such numeric column.")
        if block.widths and len(block.widths) != len(block.columns):
            raise CannotBuild(f"{section}: the table needs a width for every column or for none.")
    elif isinstance(block, Bars):
        if not clean_text(block.alt):
            raise CannotBuild(f"{section}: a chart needs words that say what it shows.")
        series = {len(bar.parts) for bar in block.rows}
        if not series or len(series) > 1 or not 1 <= max(series) <= MOST_SERIES:
            raise CannotBuild(f"{section}: bars need one to {MOST_SERIES} parts, all equally many.")
        if any(not part.is_finite() or part < 0 for bar in block.rows for part in bar.parts):
            raise CannotBuild(f"{section}: a part of a bar is below zero or no number.")


def plain_report(report: Report) -> dict[str, Any]:
    """Write a report as plain data: texts cleaned, every block with its kind.

    Shape: what the digest is computed over, and what the templates are handed.
    """
    plain: dict[str, Any] = _plain(report)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        kind = {"kind": type(value).__name__.lower()} if isinstance(value, Block) else {}
        return kind | {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


def digest_of(report: Report) -> str:
    """Give the SHA-256 of what a report says, in hex: equal digests, equal content."""
    return canonical.digest_of(plain_report(report))


def shares_of(bars: Bars) -> list[list[float]]:
    """Give the length of every part in percent of the longest bar, to a hundredth: for drawing only."""
    whole = bars.longest or max((sum(bar.parts, Decimal(0)) for bar in bars.rows), default=Decimal(0))
    if whole <= 0:
        return [[0.0 for _ in bar.parts] for bar in bars.rows]
    return [[float(round(min(part / whole, Decimal(1)) * 100, 2)) for part in bar.parts] for bar in bars.rows]


def charts_of(report: Report) -> Iterator[Bars]:
    """Give the charts of a report in order."""
    for section in report.sections:
        yield from (block for block in section.blocks if isinstance(block, Bars))
