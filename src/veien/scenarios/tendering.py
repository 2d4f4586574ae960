"""How a tenderer of a play answers: Veien's own forms are filled in and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from veien.people.queries import User
from veien.road.queries import Procurement
from veien.tenders import actions as tenders
from veien.tenders import queries as forms
from veien.tenders.queries import Tender
from veien.tenders.queries.sheets import answer_sheet, price_sheet


def receive_on_forms(
    procurement: Procurement,
    *,
    by: User,
    key: str,
    name: str,
    came: datetime,
    prices: Mapping[str, str | float],
    answers: Mapping[str, str | float],
    is_invented: bool = True,
) -> Tender:
    """Fill in the price form and the answer form, and receive the tender that they make."""
    price_columns = [each.key for each in price_sheet(procurement).columns]
    answer_columns = [each.key for each in answer_sheet(procurement).columns]
    return tenders.receive_tender(
        procurement,
        by=by,
        name=name,
        country="",
        received_at=came,
        price_data=filled(forms.price_form(procurement), prices, column=price_columns.index("unit_price")),
        answer_data=filled(forms.answer_form(procurement), answers, column=answer_columns.index("answer")),
        is_invented=is_invented,
        key=key,
    )


def filled(form: bytes, values: Mapping[str, str | float], *, column: int) -> bytes:
    """Fill in a form as a tenderer does: the row with a key in its first cell gets its value.

    Shape: ``column`` counts from 0. Numbers are floats because that is what a spreadsheet stores.
    """
    book = load_workbook(BytesIO(form))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        value = values.get(str(row[0].value))
        if value is not None:
            row[column].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()
