"""What one cell says, held against what its column asks for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from veien.documents.rules.numbers import (
    NotExact,
    date_from_text,
    decimals_of,
    number_from_cell,
    number_from_text,
    with_decimals,
)
from veien.documents.rules.problems import BadCell
from veien.documents.rules.sheets import Column
from veien.documents.rules.text import compared, forbidden_letters, with_plain_line_ends

Value = str | Decimal | date | None
Raw = str | Mapping[str, object] | None
"""A cell as it was found: text, or another kind of value with its kind named, or nothing."""

_MOST = Decimal(10) ** 15
_YEARS = range(1950, 2201)  # A small number that Excel shows as a date lands near 1900.


def empty_value(column: Column) -> Value:
    """Give what an empty cell in this column means."""
    return None if column.kind in ("number", "date", "formula") else ""


def read_cell(raw: Raw, column: Column, labels: Mapping[str, str]) -> Value:
    """Read one cell as its column asks; ``labels`` gives the choice for each label, as compared.

    Shape: a number column that names its decimals gives a number with exactly so many.
    Raises: BadCell with the code of what is wrong.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        if column.required:
            raise BadCell("empty_cell")
        return empty_value(column)
    if column.kind == "formula":
        return _computed(raw)
    try:
        if column.kind == "number":
            return _number(raw, column)
        if column.kind == "date":
            return _date(raw)
    except NotExact as error:
        raise BadCell(error.code, value=_shown(raw)) from None
    if column.kind == "readonly":
        return _text(raw, column, as_it_is=True)
    text = _text(raw, column)
    if column.kind == "choice":
        return _choice(text, column, labels)
    return text


def _computed(raw: Raw) -> Decimal | None:
    """Give what a program computed; what is no number is nothing, for nobody wrote it."""
    try:
        found = (
            number_from_text(raw)
            if isinstance(raw, str)
            else number_from_cell(float(str((raw or {})["value"])))
        )
    except (NotExact, ValueError, KeyError):
        return None
    return found if abs(found) < _MOST else None


def labels_of(column: Column, remembered: Mapping[str, str]) -> dict[str, str]:
    """Gather every spelling under which something can be chosen: value, label, and label in the file."""
    spellings = [(value, value) for value, _ in column.choices]
    spellings += [(str(label), value) for value, label in column.choices]
    spellings += [(remembered.get(f"choice:{column.key}:{value}", ""), value) for value, _ in column.choices]
    return {compared(spelling): value for spelling, value in spellings if spelling}


def _number(raw: Raw, column: Column) -> Decimal:
    if isinstance(raw, str):
        number = number_from_text(raw)
    elif raw is not None and raw.get("kind") == "number":
        number = number_from_cell(float(str(raw["value"])))
    else:
        raise NotExact("not_number")
    if abs(number) >= _MOST:
        raise BadCell("number_too_large", value=_shown(raw))
    if column.decimals is not None:
        if decimals_of(number) > column.decimals:
            raise BadCell("too_many_decimals", value=number, decimals=column.decimals)
        number = with_decimals(number, column.decimals)
    if column.least is not None and number < column.least:
        raise BadCell("number_below", value=number, least=column.least)
    if column.most is not None and number > column.most:
        raise BadCell("number_above", value=number, most=column.most)
    return number


def _date(raw: Raw) -> date:
    if isinstance(raw, str):
        day = date_from_text(raw)
    elif raw is not None and raw.get("kind") == "date":
        day = date.fromisoformat(str(raw["value"]))
    else:
        raise NotExact("not_date")
    if day.year not in _YEARS:
        raise NotExact("not_date")
    return day


def _text(raw: Raw, column: Column, *, as_it_is: bool = False) -> str:
    if isinstance(raw, str):
        text = with_plain_line_ends(raw).strip()
    elif raw is not None and raw.get("kind") == "number":
        try:
            text = format(number_from_cell(float(str(raw["value"]))), "f")
        except NotExact:
            raise BadCell("not_text") from None
    elif raw is not None and as_it_is:
        text = str(raw.get("value", ""))
    else:
        is_day = raw is not None and raw.get("kind") in ("date", "moment")
        raise BadCell("date_in_text" if is_day else "not_text")
    letters = forbidden_letters(text)
    if letters:
        raise BadCell("unseen_letters", letters=", ".join(letters[:5]))
    if len(text) > column.longest:
        raise BadCell("too_long", length=len(text), longest=column.longest)
    return text


def _choice(text: str, column: Column, labels: Mapping[str, str]) -> str:
    try:
        return labels[compared(text)]
    except KeyError:
        possible = ", ".join(str(label) for _, label in column.choices[:12])
        raise BadCell("wrong_choice", value=_shown(text), choices=possible) from None


def _shown(raw: Raw) -> str:
    text = raw if isinstance(raw, str) else str((raw or {}).get("value", ""))
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:60]}…"
