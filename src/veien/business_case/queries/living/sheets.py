"""The sheets of the workbook that computes, and the formulas that stand in them.

A formula names cells of its own row without anchors, so that rows can be sorted in a spreadsheet.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.queries.living.columns import NO, YES, Names, driver_columns, line_columns, names_of
from veien.business_case.queries.outcome import Outcome
from veien.business_case.queries.standing import decimal_of
from veien.business_case.rules import Case, Reckoner
from veien.business_case.rules.document import LineRow, QuantityRow
from veien.business_case.rules.formula import plain_factor, write_formula
from veien.business_case.rules.working import line_flow
from veien.documents import actions as documents
from veien.documents.rules import Column, Formula, Sheet, cells, text_literal
from veien.documents.rules.sheets import address
from veien.foundation import clock

Row = dict[str, object]
RATE_ROW, LATER_ROW = 0, 1
LEVEL = "0.000001"
FIRST_YEAR_ROW = 5
ROWS = 5
"""How many rows an alternative has on the sheet of years."""
_SIGNS = {"cost": "-1"}


def case_workbook(found: Outcome) -> bytes:
    """Give the case as a workbook in the reader's language."""
    language = (get_language() or "nb")[:2]
    sheets = case_sheets(found)
    return documents.build_workbook(sheets, at=clock.now(), title=_("Business case"), language=language)


def case_sheets(found: Outcome) -> list[Sheet]:
    """Describe the sheets: rate and years, drivers, lines, years, result.

    Raises: ValueError while the case cannot be computed.
    """
    if found.case is None:
        raise ValueError("The case cannot be computed.")
    return _Book(found, found.case).sheets()


class _Book:
    """Knows where everything stands in one workbook."""

    def __init__(self, found: Outcome, case: Case) -> None:
        self._found, self._case = found, case
        self._names: Names = names_of()
        self._years = case.years
        self._line_columns = line_columns(found.row.alternatives, case.years)
        self._places = {column.key: at for at, column in enumerate(self._line_columns, start=1)}
        self._lines: list[tuple[str, LineRow]] = [
            (each.key, line) for each in found.row.alternatives for line in each.lines
        ]
        self._drivers = {each.key: at for at, each in enumerate(found.row.quantities)}
        self._reckoner = Reckoner(case)
        self._checked = {(each.id, line.id): line for each in case.alternatives for line in each.lines}

    def sheets(self) -> list[Sheet]:
        """Describe the sheets in their order."""
        made = [self._setup()]
        if self._found.row.quantities:
            made.append(self._driver_sheet())
        return [*made, self._line_sheet(), self._year_sheet(), self._result_sheet()]

    def _setup(self) -> Sheet:
        kept = self._found.kept
        first = 1 if kept.discounting == "first_flow_discounted" else 0
        rows = (
            {"what": _("Discount rate in percent"), "figure": kept.discount_rate.scaleb(2)},
            {"what": _("Years by which year 0 is discounted"), "figure": Decimal(first)},
            {"what": _("Calendar year of year 0"), "figure": Decimal(kept.start_year)},
        )
        return Sheet(
            name=self._names.setup,
            title=_("Business case: %(title)s") % {"title": kept.procurement.title},
            notes=(
                _(
                    "Change drivers and lines, and read the file back in Veien: you see what changes before it does."
                ),
                _("The rate can be changed here to see what happens. It is not read back."),
                _("Digest of the business case (SHA-256): %(digest)s") % {"digest": self._case.input_sha256},
            ),
            columns=(
                Column("what", _("What"), kind="readonly", width=44),
                Column("figure", _("Figure"), kind="number", width=16),
            ),
            rows=rows,
        )

    def _setting(self, row: int) -> str:
        return cells(self._names.setup, (7 + row, 2))

    def _driver_sheet(self) -> Sheet:
        rows = tuple(self._driver(each) for each in self._found.row.quantities)
        return Sheet(
            name=self._names.drivers,
            title=self._names.drivers,
            notes=(_("Write a number, or a product of drivers and numbers: users × 14 × 52 / 60."),),
            columns=driver_columns(),
            rows=rows,
            spare_rows=20,
        )

    _FIRST_DRIVER = 5

    def _driver_cell(self, key: str, column: int) -> str:
        return cells(self._names.drivers, (self._FIRST_DRIVER + self._drivers[key], column))

    def _driver(self, row: QuantityRow) -> Row:
        shown = decimal_of(self._case.quantities[row.key])
        made_of = write_formula(row.factors, row.divide, plain_factor)
        if row.number is not None:
            text = f"={self._driver_cell(row.key, 2)}"
        else:
            text = "=" + "*".join(map(self._factor, row.factors))
            text += f"/{self._factor(row.divide)}" if row.divide else ""
        return {
            "key": row.key,
            "number": row.number,
            "made_of": "" if row.number is not None else made_of,
            "unit": row.unit,
            "source": row.source,
            "text": row.text,
            "value": Formula(text, shown),
        }

    def _factor(self, factor: str) -> str:
        return self._driver_cell(factor, 7) if factor in self._drivers else factor

    def _line_sheet(self) -> Sheet:
        rows = tuple(self._line(at, *each) for at, each in enumerate(self._lines))
        return Sheet(
            name=self._names.lines,
            title=self._names.lines,
            notes=(
                _(
                    "New lines are written below the last one. They count when the file is read back in Veien."
                ),
            ),
            columns=self._line_columns,
            rows=rows or ({},),
            spare_rows=40,
        )

    _FIRST_LINE = 5

    def _here(self, at: int, column: str) -> str:
        return address(self._FIRST_LINE + at, self._places[column])

    def _line(self, at: int, alternative: str, line: LineRow) -> Row:
        own = self._checked[alternative, line.key]
        row: Row = {
            "alternative": alternative,
            "key": line.key,
            "title": line.title,
            "part": line.part,
            "sort": line.benefit or "cost",
            "quantity": line.quantity,
            "unit_amount": line.unit_amount,
            "amount": line.amount,
            "first_year": Decimal(line.first_year),
            "last_year": Decimal(line.last_year),
            "integration": YES if line.integration else NO,
            "source": line.source,
            "text": line.text,
            "shape": line.shape,
            **{name: _percent(getattr(line, name)) for name in ("low", "mode", "high")},
        }
        if own.amount is None:
            return row
        row |= {name: _percent(getattr(line, name)) for name in ("share", "realised", "growth")}
        row |= {f"ramp{year}": _percent(Decimal(part)) for year, part in line.ramp.items()}
        flow = [decimal_of(value) for value in line_flow(own, self._years)]
        full = decimal_of(own.sign * own.amount * Fraction(own.share) * Fraction(own.realised))
        row["full"] = Formula(self._full(at, line), full)
        for year, value in enumerate(flow):
            row[f"flow{year}"] = Formula(self._flow(at, year), value)
        across = f"{self._here(at, 'flow0')}:{self._here(at, f'flow{self._years}')}"
        row["total"] = Formula(f"=SUM({across})", sum(flow, Decimal(0)))
        return row

    def _full(self, at: int, line: LineRow) -> str:
        """Amount, or the driver's value times the amount for one; times share and what is realised; costs below 0."""
        base = self._here(at, "amount")
        if line.quantity:
            count = len(self._found.row.quantities)
            first, last = self._FIRST_DRIVER, self._FIRST_DRIVER + count - 1
            names = cells(self._names.drivers, (first, 1), (last, 1))
            values = cells(self._names.drivers, (first, 7), (last, 7))
            found = f"INDEX({values},MATCH({self._here(at, 'quantity')},{names},0))"
            base = f"{found}*{self._here(at, 'unit_amount')}"
        sign = _SIGNS.get(line.kind, "1")
        return f"={sign}*{base}*{self._here(at, 'share')}/100*{self._here(at, 'realised')}/100"

    def _flow(self, at: int, year: int) -> str:
        full, first, last = (self._here(at, name) for name in ("full", "first_year", "last_year"))
        ramp, growth = self._here(at, f"ramp{year}"), self._here(at, "growth")
        part = f'IF({ramp}="",1,{ramp}/100)'
        power = f"IF({year}={first},1,(1+{growth}/100)^({year}-{first}))"
        return f"=IF(AND({year}>={first},{year}<={last}),{full}*{part}*{power},0)"

    def _column_of_lines(self, column: str) -> str:
        place, last = self._places[column], self._FIRST_LINE + max(len(self._lines), 1) - 1
        return cells(self._names.lines, (self._FIRST_LINE, place), (last, place))

    def _year_sheet(self) -> Sheet:
        rate, later = self._setting(RATE_ROW), self._setting(LATER_ROW)
        factors = [decimal_of(value) for value in self._reckoner.factors.fractions()]
        rows: list[Row] = [
            {
                "what": _("What one krone of the year is worth in year 0"),
                **{
                    f"y{year}": Formula(f"=1/(1+{rate}/100)^({year}+{later})", value)
                    for year, value in enumerate(factors)
                },
            }
        ]
        null = self._case.null.id
        today = [Decimal(value) for value in self._found.of(null)["flows"]]
        labels = dict(self._line_columns[0].choices)
        for at, each in enumerate(self._found.row.alternatives):
            flows = [Decimal(value) for value in self._found.of(each.key)["flows"]]
            beside = [mine - theirs for mine, theirs in zip(flows, today, strict=True)]
            title = str(labels[each.key])
            rows.append(self._flows(title, FIRST_YEAR_ROW + len(rows), flows))
            rows.append(self._beside(title, at, beside))
            rows.append(self._so_far(title, at, list(accumulate(beside))))
            rows.append(self._is_back(title, at, list(accumulate(beside))))
            rows.append(self._signs(title, at, beside))
        columns = tuple(
            Column(f"y{year}", _("Year %(year)s") % {"year": year}, kind="formula", width=16)
            for year in range(self._years + 1)
        )
        return Sheet(
            name=self._names.years,
            title=self._names.years,
            notes=(_("Flows year by year: benefits above zero, costs below."),),
            columns=(
                Column("alternative", _("Alternative"), kind="readonly", width=30),
                Column("what", _("What"), kind="readonly", width=40),
                *columns,
            ),
            rows=tuple(rows),
        )

    def _flows(self, title: str, place: int, flows: list[Decimal]) -> Row:
        row: Row = {"alternative": title, "what": _("Flow of the year")}
        chosen = f"({self._column_of_lines('alternative')}={cells(self._names.years, (place, 1))})*1"
        for year, value in enumerate(flows):
            values = self._column_of_lines(f"flow{year}")
            row[f"y{year}"] = Formula(f"=SUMPRODUCT({chosen},{values})", value)
        return row

    def _year_cell(self, row: int, year: int) -> str:
        return cells(self._names.years, (FIRST_YEAR_ROW + row, 3 + year))

    def _year_row(self, row: int) -> str:
        first = FIRST_YEAR_ROW + row
        return cells(self._names.years, (first, 3), (first, 3 + self._years))

    def _beside(self, title: str, at: int, values: list[Decimal]) -> Row:
        row: Row = {"alternative": title, "what": _("Difference to today’s practice")}
        for year, value in enumerate(values):
            text = f"={self._year_cell(1 + ROWS * at, year)}-{self._year_cell(1, year)}"
            row[f"y{year}"] = Formula(text, value)
        return row

    def _so_far(self, title: str, at: int, values: list[Decimal]) -> Row:
        row: Row = {"alternative": title, "what": _("Sum so far")}
        first = self._year_cell(2 + ROWS * at, 0)
        for year, value in enumerate(values):
            last = self._year_cell(2 + ROWS * at, year).partition("!")[2]
            row[f"y{year}"] = Formula(f"=SUM({first}:{last})" if year else f"={first}", value)
        return row

    def _is_back(self, title: str, at: int, values: list[Decimal]) -> Row:
        row: Row = {"alternative": title, "what": _("The money is back (1 is yes)")}
        for year, value in enumerate(values):
            text = f"=IF({self._year_cell(3 + ROWS * at, year)}>=-{LEVEL},1,0)"
            row[f"y{year}"] = Formula(text, Decimal(1 if value >= 0 else 0))
        return row

    def _signs(self, title: str, at: int, values: list[Decimal]) -> Row:
        """Say above or below zero, year by year; a year without a difference is as the year before it."""
        row: Row = {"alternative": title, "what": _("The difference is above zero (1) or below (-1)")}
        shown = 0
        for year, value in enumerate(values):
            cell = self._year_cell(2 + ROWS * at, year)
            before = self._year_cell(5 + ROWS * at, year - 1) if year else "0"
            shown = 1 if value > 0 else -1 if value < 0 else shown
            row[f"y{year}"] = Formula(
                f"=IF({cell}>{LEVEL},1,IF({cell}<-{LEVEL},-1,{before}))", Decimal(shown)
            )
        return row

    def _return(self, at: int, irr: str | None) -> Formula:
        """The rate at which the differences are worth nothing, where they change sign once: then there is one."""
        first, last = FIRST_YEAR_ROW + 5 + ROWS * at, self._years
        early = cells(self._names.years, (first, 3), (first, 2 + last))
        late = cells(self._names.years, (first, 4), (first, 3 + last))
        turns = f"SUMPRODUCT(({early}*{late}=-1)*1)"
        guess = f"{Decimal(irr):.6f}" if irr else "0.1"
        rate = f"IFERROR(IRR({self._year_row(2 + ROWS * at)},{guess})*100,{text_literal('?')})"
        text = f"=IF({turns}=0,{text_literal('–')},IF({turns}=1,{rate},{text_literal('?')}))"
        return Formula(text, Decimal(irr).scaleb(2) if irr else "–")

    def _result_sheet(self) -> Sheet:
        rows = tuple(self._result(at, each.key) for at, each in enumerate(self._found.row.alternatives))
        return Sheet(
            name=self._names.result,
            title=self._names.result,
            notes=(
                _("Today’s practice stands first; the others are held against it."),
                _("Veien counts with exact numbers, a spreadsheet with about fifteen digits."),
                _(
                    "? stands where the difference changes sign more than once: only Veien can tell whether there is "
                    "one rate."
                ),
            ),
            columns=(
                Column("alternative", _("Alternative"), kind="readonly", width=34),
                Column("plain", _("Plain sum by formula"), kind="formula", width=20),
                Column("npv", _("Net present value by formula"), kind="formula", width=20),
                Column("against", _("Beside today by formula"), kind="formula", width=20),
                Column("payback", _("Paid back in year, by formula"), kind="formula", width=16),
                Column("veien_npv", _("Net present value in Veien"), kind="number", width=20),
                Column("veien_against", _("Beside today in Veien"), kind="number", width=20),
                Column("same", _("The same?"), kind="formula", width=12),
                Column(
                    "irr", _("Return a year by formula, in percent"), kind="formula", width=18, decimals=4
                ),
                Column(
                    "veien_irr", _("Return a year in Veien, in percent"), kind="number", width=18, decimals=4
                ),
            ),
            rows=rows,
        )

    def _result(self, at: int, key: str) -> Row:
        held = self._found.of(key)
        beside: dict[str, Any] = held.get("against_null") or {}
        labels = dict(self._line_columns[0].choices)
        own, difference, factors = (self._year_row(row) for row in (1 + ROWS * at, 2 + ROWS * at, 0))
        is_back = self._year_row(4 + ROWS * at)
        place = 7 + at
        npv, against = Decimal(held["npv"]), Decimal(beside.get("npv", 0))
        year = beside.get("payback_year")
        paid = f"=IF(SUM({is_back})=0,{text_literal('–')},MATCH(1,{is_back},0)-1)"
        same = f"ABS(C{place}-F{place})<={LEVEL}*(1+ABS(F{place}))"
        also = f"ABS(D{place}-G{place})<={LEVEL}*(1+ABS(G{place}))"
        row: Row = {
            "alternative": str(labels[key]),
            "plain": Formula(f"=SUM({own})", sum(map(Decimal, held["flows"]), Decimal(0))),
            "npv": Formula(f"=SUMPRODUCT({own},{factors})", npv),
            "against": Formula(f"=SUMPRODUCT({difference},{factors})", against),
            "veien_npv": _fifteen(npv),
            "veien_against": _fifteen(against),
            "same": Formula(
                f"=IF(AND({same},{also}),{text_literal(_('yes'))},{text_literal(_('no'))})", _("yes")
            ),
        }
        if beside:
            row["payback"] = Formula(paid, "–" if year is None else year)
            row["irr"] = self._return(at, beside["irr"])
            row["veien_irr"] = None if beside["irr"] is None else _fifteen(Decimal(beside["irr"]).scaleb(2))
        return row


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else share.scaleb(2)


def _fifteen(value: Decimal) -> Decimal:
    return Context(prec=15).plus(value)
