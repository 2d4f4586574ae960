"""The form and the report that the tests of this room use, and ways to spoil a workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl

from veien.documents import actions, rules

AT = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)

COLUMNS = (
    rules.Column("ref", "Requirement", kind="readonly", width=12),
    rules.Column(
        "text", "Text", width=60, required=True, help="Write the whole requirement.", longest=20_000
    ),
    rules.Column(
        "level", "Level", kind="choice", choices=(("must", "Must"), ("should", "Should, if possible"))
    ),
    rules.Column("price", "Price", kind="number", decimals=2, least=Decimal(0), most=Decimal(10) ** 9),
    rules.Column("due_on", "Due", kind="date"),
)

ROWS: tuple[dict[str, object], ...] = (
    {
        "ref": "K-001",
        "text": "=1+1\nThe alarm is heard.",
        "level": "must",
        "price": Decimal("1234.50"),
        "due_on": date(2026, 3, 1),
    },
    {"ref": "K-002", "text": "'Quoted'", "level": "should", "price": Decimal("0.10"), "due_on": None},
    {
        "ref": "K-003",
        "text": "-5 degrees, @home, +47",
        "level": "",
        "price": None,
        "due_on": date(2031, 12, 31),
    },
)

SHEET = rules.Sheet(
    name="Krav",
    title="Requirements & answers",
    notes=("Fill in the yellow cells.", "Only values, no formulas."),
    columns=COLUMNS,
    rows=ROWS,
    protected=True,
    spare_rows=2,
    meta={"form": "7d1f", "version": "3"},
)
FIRST = SHEET.header_row + 1


def form(sheet: rules.Sheet = SHEET) -> bytes:
    """Build the form."""
    return actions.build_workbook([sheet], at=AT, language="en")


def edited(change: Callable[[openpyxl.Workbook], object], data: bytes | None = None) -> bytes:
    """Open a workbook as another program would, change it and save it."""
    book = openpyxl.load_workbook(io.BytesIO(data or form()))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes] | None = None, more: Mapping[str, bytes] | None = None
) -> bytes:
    """Take the archive apart and pack it again with parts changed or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in source.namelist():
            packed.writestr(name, change(name, source.read(name)) if change else source.read(name))
        for name, content in (more or {}).items():
            packed.writestr(name, content)
    return target.getvalue()


REPORT = rules.Report(
    title="Evaluation report",
    subtitle="Safety alarm, Agder",
    language="en",
    is_example=True,
    version="2",
    meta=(("Buyer", "Kristiansand kommune"), ("Procedure", "Competitive dialogue")),
    sections=(
        rules.Section(
            "In short",
            (
                rules.Paragraph("Firm B ranks first.\nIt costs more.", lead="The order."),
                rules.KeyFigures((rules.KeyFigure("First", "Firm B", "8.42 points"),)),
                rules.Callout("What this means", "#strong[not markup] *nor this* $x$ @ref", "warning"),
                rules.Bullets(("one", "two")),
                rules.Bullets(("first", "second"), numbered=True),
                rules.Bullets(("first again",), numbered=True),
            ),
        ),
        rules.Section(
            "Ranking",
            (
                rules.Bars(
                    caption="Points",
                    alt="Firm B 8.42, Firm A 7.90",
                    legend=("Price", "Quality"),
                    rows=(
                        rules.Bar("Firm B", (Decimal("2.88"), Decimal("5.54")), "8.42", ("Price", "Quality")),
                        rules.Bar("Firm A", (Decimal("3.60"), Decimal("4.30")), "7.90"),
                    ),
                ),
                rules.Table(
                    ("Tenderer", "Price"),
                    (("Firm B", "31 250 000"), ("Firm A", "25 000 000"), ("Sum", "56 250 000")),
                    numeric=(1,),
                    caption="Prices",
                    total=True,
                ),
            ),
            level=2,
        ),
    ),
)
