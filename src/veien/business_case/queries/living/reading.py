"""A workbook read back: which drivers and lines it has, and which of them are new or differ. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from veien.business_case.models import BusinessCase
from veien.business_case.queries.living.columns import YES, driver_columns, line_columns, names_of
from veien.business_case.queries.rows import row_of
from veien.business_case.rules.document import plain_text
from veien.business_case.rules.formula import NotAFormula, read_formula
from veien.documents.queries import CellFault, ReadTable, read_table, sheet_names
from veien.documents.rules.numbers import NotExact, number_from_text

MOST_LINES = 2000
MOST_DRIVERS = 1000
Rows = list[dict[str, Any]]


def read_case(case: BusinessCase, data: bytes) -> tuple[dict[str, Rows], list[CellFault]]:
    """Read the drivers and lines of a workbook, as plain texts that can wait for a person's yes.

    Raises: CannotRead for a file that is no workbook, or has no sheet of lines with its columns.
    """
    row, there = row_of(case), sheet_names(data)
    own = names_of()
    drivers_name, lines_name = _sheet(there, "drivers"), _sheet(there, "lines") or own.lines
    drivers: Rows = []
    faults: list[CellFault] = []
    if drivers_name:
        table = read_table(
            data, sheet=drivers_name, columns=driver_columns(), most_rows=MOST_DRIVERS, extra="ignore"
        )
        faults += table.faults
        for each in table.rows:
            read = _driver(table, each, faults)
            if read is not None:
                drivers.append(read)
    columns = line_columns(row.alternatives, case.years)
    table = read_table(data, sheet=lines_name, columns=columns, most_rows=MOST_LINES, extra="ignore")
    faults += table.faults
    lines = [_line(each.values, each.number, case.years) for each in table.rows] if not table.faults else []
    return {"drivers": drivers, "lines": lines}, faults


def _sheet(there: Sequence[str], which: str) -> str:
    """Find a sheet by its name in any of the languages that a workbook is written in."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            name = str(getattr(names_of(), which))
        if name in there:
            return name
    return ""


def _driver(table: ReadTable, row: Any, faults: list[CellFault]) -> dict[str, Any] | None:
    values = row.values
    read: dict[str, Any] = {
        "row": row.number,
        "number": None,
        "factors": [],
        "divide": "",
        **{name: values[name] or "" for name in ("key", "unit", "source", "text")},
    }
    made_of, number = values["made_of"], values["number"]
    if made_of and number is not None:
        what = _("There is both a number and a product.")
        faults.append(table.fault(row.cells["made_of"], what, _("Keep one of them.")))
        return None
    if number is not None:
        return read | {"number": str(number)}
    try:
        formula = read_formula(made_of or "", number_from_text)
    except (NotAFormula, NotExact, ValidationError):
        what = _("This is neither a number nor a product.")
        faults.append(table.fault(row.cells["made_of"], what, _("Write it as in: users × 14 × 52 / 60.")))
        return None
    if formula.number is not None:
        return read | {"number": str(formula.number)}
    return read | {"factors": list(formula.factors), "divide": formula.divide}


def _line(values: Mapping[str, Any], number: int, years: int) -> dict[str, Any]:
    ramp = {
        str(year): plain_text(values[f"ramp{year}"].scaleb(-2))
        for year in range(years + 1)
        if values[f"ramp{year}"] is not None and values[f"ramp{year}"] != 100
    }
    texts = ("alternative", "key", "title", "part", "service_area", "quantity", "shape", "source", "text")
    sort = values["sort"] or "cost"
    shares = ("share", "realised", "growth", "low", "mode", "high")
    read: dict[str, Any] = {
        "row": number,
        "kind": "cost" if sort == "cost" else "benefit",
        "benefit": "" if sort == "cost" else sort,
        "integration": values["integration"] == YES,
        "ramp": ramp,
        **{name: values[name] or "" for name in texts},
        **{name: _text(_share(values[name])) for name in shares},
        **{name: _text(values[name]) for name in ("unit_amount", "amount")},
    }
    for name in ("first_year", "last_year"):
        read[name] = int(values[name]) if values[name] is not None else 0
    return read


def _share(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent.scaleb(-2)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
