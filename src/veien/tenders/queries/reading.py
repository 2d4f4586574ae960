"""Reading a filled form, cell by cell. Every fault names the form, the sheet and the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from veien.competition.queries import Competition
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import PriceRow
from veien.documents.queries import CannotRead, CellFault, ReadTable, read_meta, read_table, sheet_names
from veien.documents.rules import ReadRow
from veien.requirements.queries import requirement_rows
from veien.road.queries import Procurement
from veien.tenders.queries.building import version_of
from veien.tenders.queries.sheets import FORMATS, Form, FormSheet, answer_sheet, price_sheet
from veien.tenders.rules import MOST_DECIMALS, FoundRow, RowProblem, compare_rows

_SPARE = 200
_SUM_STEP = Decimal("0.000001")


@dataclass(frozen=True)
class FormFault:
    """One fault in one of the two forms."""

    form: Form
    fault: CellFault
    is_shut: bool = False

    @property
    def form_name(self) -> str:
        """Name the form in the active language."""
        return _("Price form") if self.form == "price" else _("Answer form")

    @property
    def sheet(self) -> str:
        """Name the sheet, empty for the file as a whole."""
        return self.fault.sheet

    @property
    def cell(self) -> str:
        """Name the cell, empty for the sheet as a whole."""
        return self.fault.cell

    @property
    def code(self) -> str:
        """Give the code of the fault."""
        return self.fault.code

    @property
    def what(self) -> str:
        """Say what is wrong; to a reader who may not see prices, not what stands in the cell."""
        if self.is_shut and self.cell:
            return _("What stands in this cell cannot be read as the form asks.")
        return self.fault.what

    @property
    def mend(self) -> str:
        """Say how to mend it."""
        if self.is_shut and self.cell:
            return _("Let somebody who controls prices, and gives no points, read the form in.")
        return self.fault.mend

    def __str__(self) -> str:
        return f"{self.form_name}: {self.fault}"


@dataclass(frozen=True)
class ReadPrices:
    """Figures by the key of their line, the cells in which zero stands, and the faults.

    Shape: a figure is a unit price, or a quantity where the line asks for one; ``currencies`` only where it is not the
        procurement's own; ``sums`` as the form states them, right or wrong.
    """

    prices: Mapping[int, Decimal]
    zeros: tuple[CellFault, ...] = ()
    faults: tuple[CellFault, ...] = ()
    currencies: Mapping[int, str] = field(default_factory=dict)
    sums: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadAnswers:
    """Answer and comment by the key of the requirement, and the faults."""

    answers: Mapping[int, tuple[str, str]]
    faults: tuple[CellFault, ...] = ()


def read_price_form(procurement: Procurement, competition: Competition, data: bytes) -> ReadPrices:
    """Read a filled price form; nothing is kept. One query, four where the form has more than unit prices.

    What cannot be read is a fault; what is merely odd, such as a sum that is wrong, is kept for the price control.
    """
    rules = price_rules_of(procurement)
    form = price_sheet(procurement, rules)
    try:
        table = _table(procurement, competition, form, data)
    except CannotRead as refused:
        return ReadPrices({}, (), refused.faults)
    lines = {line.key: line for line in rules.lines}
    read = _Figures(table, rules.currency)
    for row in table.rows:
        line = lines.get(_key(row, form))
        if line is not None:
            read.take(line, row)
    faults = (*_faults_in(table, form), *read.faults)
    return ReadPrices(read.prices, tuple(read.zeros), faults, read.currencies, read.sums)


class _Figures:
    """Gathers what the rows of a price form say."""

    def __init__(self, table: ReadTable, currency: str) -> None:
        self._table, self._currency = table, currency
        self.prices: dict[int, Decimal] = {}
        self.currencies: dict[int, str] = {}
        self.sums: dict[int, Decimal] = {}
        self.zeros: list[CellFault] = []
        self.faults: list[CellFault] = []

    def take(self, line: PriceRow, row: ReadRow) -> None:
        """Take one row in."""
        place = "quantity" if line.is_cost else "unit_price"
        figure = row.values[place]
        if not isinstance(figure, Decimal):
            return
        cell = row.cells[place]
        if _decimals(figure) > MOST_DECIMALS:
            self.faults.append(_too_fine(self._table, cell, figure))
        elif not figure:
            self.zeros.append(_zero(self._table, cell))
        self.prices[line.pk] = figure
        currency = str(row.values.get("currency") or "")
        if currency and currency != self._currency and not line.is_cost:
            self.currencies[line.pk] = currency
        stated = row.values.get("sum")
        if isinstance(stated, Decimal):
            self.sums[line.pk] = stated.quantize(_SUM_STEP)


def read_answer_form(procurement: Procurement, competition: Competition, data: bytes) -> ReadAnswers:
    """Read a filled answer form; nothing is kept. Two queries.

    Shape: values as ``Answer.value`` holds them; an answer left open is empty.
    """
    rows = requirement_rows(procurement)
    form = answer_sheet(procurement, rows)
    try:
        table = _table(procurement, competition, form, data)
    except CannotRead as refused:
        return ReadAnswers({}, refused.faults)
    by_ref = {row.ref: row.pk for row in rows}
    answers = {
        by_ref[key]: (_written(row.values["answer"]), _written(row.values["comment"]))
        for row in table.rows
        if (key := _key(row, form)) in by_ref
    }
    faults = _faults_in(table, form)
    if rows and not faults and not any(value for value, _comment in answers.values()):
        faults.append(
            table.fault(
                "",
                _("No requirement is answered."),
                _("See that it is the filled form, not the empty one, that you upload."),
                code="empty_form",
            )
        )
    return ReadAnswers(answers, tuple(faults))


def _table(procurement: Procurement, competition: Competition, form: FormSheet, data: bytes) -> ReadTable:
    """Read the one sheet of a form.

    Raises: CannotRead if the file is not this form, or cannot be read as it.
    """
    names = sheet_names(data)
    if len(names) != 1:
        raise CannotRead(_why_not(procurement, competition, form.form, data, names))
    try:
        table = read_table(data, sheet=names[0], columns=form.columns, most_rows=len(form.sent) + _SPARE)
    except CannotRead as refused:
        # Another form has other columns; to say which form it is helps more than to name its columns.
        raise CannotRead(
            _why_not(procurement, competition, form.form, data, names) or refused.faults
        ) from None
    if _wrong_meta(procurement, competition, form.form, table.meta):
        raise CannotRead(_why_not(procurement, competition, form.form, data, names))
    return table


def _why_not(
    procurement: Procurement, competition: Competition, form: Form, data: bytes, names: tuple[str, ...]
) -> list[CellFault]:
    """Say by what a file remembers of itself why it is not the form; nothing where it is."""
    sheets = {meta.get("form", ""): (name, meta) for name, meta in read_meta(data).items()}
    if FORMATS[form] not in sheets:
        return [_other_form(form, {kind for kind in sheets if kind})]
    name, meta = sheets[FORMATS[form]]
    wrong = _wrong_meta(procurement, competition, form, meta)
    if wrong is not None:
        return [wrong]
    if name not in names:
        return [_no_sheet(name)]
    return [_not_read(other) for other in names[:20] if other != name]


def _wrong_meta(
    procurement: Procurement, competition: Competition, form: Form, meta: Mapping[str, str]
) -> CellFault | None:
    if meta.get("form") != FORMATS[form]:
        return _other_form(form, {meta.get("form", "")})
    if meta.get("procurement") != str(procurement.public_id):
        return _other_procurement()
    if meta.get("version") != version_of(competition, form):
        return _other_version()
    return None


def _faults_in(table: ReadTable, form: FormSheet) -> list[CellFault]:
    found = [
        FoundRow(_key(row, form), {word: _text_or_none(row, word) for word in form.kept}, row.cells)
        for row in table.rows
        if row.values[form.named_by] is not None
    ]
    problems = compare_rows(form.compared, found, named_by=form.named_by)
    # A key that could not be read is a fault of its own cell; its row is then not missing as well.
    unread = sum(row.values[form.named_by] is None for row in table.rows)
    missing = [each for each in problems if each.kind == "missing"]
    hidden = set(missing[:unread]) if unread >= len(missing) else set()
    return [*table.faults, *(_row_fault(table, form, each) for each in problems if each not in hidden)]


def _text_or_none(row: ReadRow, word: str) -> str | None:
    value = row.values.get(word)
    return None if value is None else str(value)


def _key(row: ReadRow, form: FormSheet) -> str:
    return str(row.values[form.named_by] or "")


def _written(value: object) -> str:
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _row_fault(table: ReadTable, form: FormSheet, problem: RowProblem) -> CellFault:
    if problem.kind == "missing":
        return table.fault(
            "",
            _("The row “%(key)s” is missing.") % {"key": problem.key},
            _("Put the row back as it was, or download the form again and copy your values into it."),
            code="row_missing",
        )
    if problem.kind == "unknown":
        return table.fault(
            problem.cell,
            _("The form has no row called “%(key)s”.") % {"key": problem.key[:60]},
            _("Delete the row, or put its name back."),
            code="row_unknown",
        )
    if problem.kind == "twice":
        return table.fault(
            problem.cell,
            _("The row “%(key)s” is there twice.") % {"key": problem.key},
            _("Keep one of them."),
            code="row_twice",
        )
    heading = next(str(column.title) for column in form.columns if column.key == problem.word)
    sent = form.sent[problem.key][problem.word]
    return table.fault(
        problem.cell,
        _("The buyer's text under “%(column)s” has been changed.") % {"column": heading},
        _("Put it back: “%(text)s”.") % {"text": sent if len(sent) <= 200 else f"{sent[:200]}…"}
        if sent
        else _("Empty the cell."),
        code="words_changed",
    )


def _too_fine(table: ReadTable, cell: str, price: Decimal) -> CellFault:
    return table.fault(
        cell,
        _("The price %(price)s has more than %(most)s decimals.")
        % {"price": format(price, "f"), "most": MOST_DECIMALS},
        _("Round the price yourself; it is not rounded for you."),
        code="too_many_decimals",
    )


def _zero(table: ReadTable, cell: str) -> CellFault:
    return table.fault(
        cell,
        _("The price is zero."),
        _(
            "If the tenderer means that it is free, tick “A price of zero is meant”. If not, have it corrected."
        ),
        code="zero_price",
    )


def _not_read(name: str) -> CellFault:
    return CellFault(
        name,
        "",
        "sheet_of_its_own",
        _("The sheet is not part of the form, and nothing on it would be read."),
        _("Move what it says to the form or to an enclosed document, and delete the sheet."),
    )


def _no_sheet(name: str) -> CellFault:
    return CellFault(
        "",
        "",
        "sheet_renamed",
        _("The sheet of the form, “%(name)s”, is hidden or has another name."),
        _("Show the sheet and give it its name back, or download the form again."),
        {"name": name},
    )


def _other_form(form: Form, kinds: set[str]) -> CellFault:
    other: Form = "answer" if form == "price" else "price"
    if FORMATS[other] in kinds:
        what = (
            _("This is the answer form; the price form belongs here.")
            if form == "price"
            else _("This is the price form; the answer form belongs here.")
        )
        return CellFault("", "", "other_form", what, _("Change the two files around."))
    return CellFault(
        "",
        "",
        "not_our_form",
        _("This is not the form that Veien made."),
        _("Download the form again, and copy the values into it."),
    )


def _other_procurement() -> CellFault:
    return CellFault(
        "",
        "",
        "other_procurement",
        _("The form belongs to another procurement."),
        _("Use the form of this procurement."),
    )


def _other_version() -> CellFault:
    return CellFault(
        "",
        "",
        "other_version",
        _("The form is another version than the one that was published."),
        _("Download the form again, and copy the values into it."),
    )
