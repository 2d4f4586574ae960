"""What stands in the tables as a document in the format ``veien-business-case/1``, and whose each place of it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from veien.business_case.rules.case import PARTS
from veien.business_case.rules.checking import FORMAT
from veien.foundation.faults import Fault, path_of


class QuantityRow(NamedTuple):
    """A driver as it is kept: a number, or factors and what they are divided by."""

    pk: int
    key: str
    number: Decimal | None = None
    factors: tuple[str, ...] = ()
    divide: str = ""
    unit: str = ""
    source: str = ""
    text: str = ""


class LineRow(NamedTuple):
    """A line as it is kept, its driver by name and its unit amount worked out from the assumption book."""

    pk: int
    key: str
    title: str
    part: str
    kind: str
    benefit: str = ""
    amount: Decimal | None = None
    quantity: str = ""
    unit_amount: Decimal | None = None
    share: Decimal = Decimal(1)
    realised: Decimal = Decimal(1)
    growth: Decimal = Decimal(0)
    first_year: int = 0
    last_year: int = 0
    ramp: Mapping[str, str] = {}
    shape: str = ""
    low: Decimal | None = None
    mode: Decimal | None = None
    high: Decimal | None = None
    integration: bool = False
    source: str = ""
    text: str = ""


class AlternativeRow(NamedTuple):
    """An alternative as it is kept, its lines in the order of the parts."""

    pk: int
    key: str
    title: str
    is_null: bool
    lines: tuple[LineRow, ...] = ()


class CaseRow(NamedTuple):
    """A whole case as it is kept; ``by`` is empty where the cost is not shared yet."""

    title: str
    currency: str
    years: int
    discount_rate: Decimal
    discounting: str
    quantities: tuple[QuantityRow, ...] = ()
    alternatives: tuple[AlternativeRow, ...] = ()
    fixed_share: Decimal = Decimal(0)
    by: Mapping[str, Decimal] = {}


class Place(NamedTuple):
    """Whose a fault is: ``case``, ``key``, ``quantity``, ``alternative`` or ``line``, and the name of the field."""

    what: str
    pk: int
    field: str


def part_order(part: str) -> int:
    """Give the place of a part among the four, for sorting."""
    return PARTS.index(part) if part in PARTS else len(PARTS)


def plain_text(value: Decimal) -> str:
    """Write a figure as the format does: no exponent, no empty decimals."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def document_of(row: CaseRow) -> dict[str, Any]:
    """Write a case as a document in the format; what says nothing is left out."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "title": row.title,
        "currency": row.currency,
        "years": row.years,
        "discount_rate": plain_text(row.discount_rate),
        "discounting": row.discounting,
    }
    if row.quantities:
        document["quantities"] = {each.key: _quantity(each) for each in row.quantities}
    document["alternatives"] = [_alternative(each) for each in row.alternatives]
    if row.by:
        by = {member: plain_text(figure) for member, figure in row.by.items()}
        document["cost_key"] = {"fixed_share": plain_text(row.fixed_share), "by": by}
    return document


def _quantity(row: QuantityRow) -> Any:
    told = {
        key: text for key, text in (("unit", row.unit), ("source", row.source), ("text", row.text)) if text
    }
    if row.number is not None:
        number = plain_text(row.number)
        return {"number": number, **told} if told else number
    divided = {"divide": row.divide} if row.divide else {}
    return {"product": list(row.factors), **divided, **told}


def _alternative(row: AlternativeRow) -> dict[str, Any]:
    null = {"null_alternative": True} if row.is_null else {}
    return {"id": row.key, "title": row.title, **null, "lines": [_line(each) for each in row.lines]}


def _line(row: LineRow) -> dict[str, Any]:
    held: dict[str, Any] = {"id": row.key, "title": row.title, "part": row.part, "kind": row.kind}
    if row.benefit:
        held["benefit"] = row.benefit
    held |= _money(row)
    if row.integration:
        held["integration"] = True
    if row.source:
        held["source"] = row.source
    if row.text:
        held["text"] = row.text
    return held


def _money(row: LineRow) -> dict[str, Any]:
    held: dict[str, Any] = {}
    if row.amount is not None:
        held["amount"] = plain_text(row.amount)
    if row.quantity:
        held["quantity"] = row.quantity
    if row.unit_amount is not None:
        held["unit_amount"] = plain_text(row.unit_amount)
    held["years"] = [row.first_year, row.last_year]
    for name, value, usual in (
        ("share", row.share, 1),
        ("realised", row.realised, 1),
        ("growth", row.growth, 0),
    ):
        if value != usual:
            held[name] = plain_text(value)
    if row.ramp:
        held["ramp"] = dict(row.ramp)
    if row.shape:
        given = (("low", row.low), ("mode", row.mode), ("high", row.high))
        factors = {name: plain_text(value) for name, value in given if value is not None}
        held["uncertainty"] = {"shape": row.shape, **factors}
    return held


def place_of(fault: Fault, row: CaseRow) -> Place:
    """Say whose a fault in the document is, and at which field."""
    best, length = Place("case", 0, _field(fault.where, "")), -1
    for path, what, pk in _places(row):
        rest = fault.where[len(path) :]
        if fault.where.startswith(path) and rest[:1] in ("", ".", "[") and len(path) > length:
            best, length = Place(what, pk, _field(fault.where, path)), len(path)
    return best


def _places(row: CaseRow) -> Iterator[tuple[str, str, int]]:
    yield "cost_key", "key", 0
    for quantity in row.quantities:
        yield path_of(("quantities", quantity.key)), "quantity", quantity.pk
    for at, alternative in enumerate(row.alternatives):
        yield path_of(("alternatives", at)), "alternative", alternative.pk
        for line_at, line in enumerate(alternative.lines):
            yield path_of(("alternatives", at, "lines", line_at)), "line", line.pk


_FIELDS = {"years[0]": "first_year", "years[1]": "last_year", "years": "last_year", "uncertainty": "shape"}


def _field(where: str, path: str) -> str:
    """Give the field a fault stands at: the last word of its path that a form knows."""
    rest = where[len(path) :].lstrip(".")
    if path and rest.startswith("uncertainty."):
        return rest.partition(".")[2]
    if path and rest in _FIELDS:
        return _FIELDS[rest]
    if rest == "(top)":
        return ""
    return rest.partition(".")[0].partition("[")[0]


def key_for(title: str, taken: Sequence[str] | set[str], *, fallback: str) -> str:
    """Make a key that nobody has yet out of a title: letters, figures and low lines, or ``fallback``."""
    words = "".join(letter if letter.isalnum() else " " for letter in title.casefold()).split()
    name = "_".join(words)[:50].strip("_")
    if not name or name[:1].isdigit():
        name = f"{fallback}_{name}".strip("_")
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    return found
