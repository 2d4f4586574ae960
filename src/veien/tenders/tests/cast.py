"""A published competition with two price lines and requirements of every kind, and a supplier who fills in forms."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
from django.db import transaction

from veien.competition.models import Competition
from veien.criteria import actions as criteria
from veien.criteria.queries import price_lines_of
from veien.criteria.tests.cast import make_model
from veien.files.actions import keep
from veien.foundation import clock
from veien.requirements import actions as requirements
from veien.requirements.models import Requirement, Section
from veien.tenders import actions, queries
from veien.tenders.actions.receiving import keep_version
from veien.tenders.models import Answer, PriceAnswer, Tender
from veien.tenders.rules import next_key

PUBLISHED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DUE = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
OPENED = DUE + timedelta(days=1)
IN_TIME = DUE - timedelta(hours=2, seconds=3)

ASKED = (
    ("A-1", "Alarm reaches the centre", "must", "yes_no", ""),
    ("A-2", "Battery lasts", "should", "number", "hours"),
    ("A-3", "Use in the bathroom", "should", "text", ""),
    ("A-4", "Certificate of safety", "must", "document", ""),
)
ANSWERS: dict[str, object] = {
    "A-1": "Ja",
    "A-2": 72.5,
    "A-3": "A cord and a plate.",
    "A-4": "Certificate.pdf",
}
PRICES: dict[str, object] = {"alarm": 1200, "service": 99.5}


def ask(procurement: Any, more: int = 0) -> None:
    """Write the requirements: one of each way of answering, and ``more`` in a second section."""
    first = Section.objects.create(procurement=procurement, title="Alarm", position=1)
    second = Section.objects.create(procurement=procurement, title="Operation", position=2)
    rows = [(first, *each) for each in ASKED]
    ways = ("yes_no", "text", "number", "document")
    rows += [(second, f"B-{at}", f"Need no. {at}", "should", ways[at % 4], "") for at in range(more)]
    Requirement.objects.bulk_create(
        Requirement(
            procurement=procurement,
            section=section,
            position=place,
            ref=ref,
            title=title,
            text=f"{title}, at all hours.",
            obligation=obligation,
            answer=answer,
            unit=unit,
            added_at=PUBLISHED,
        )
        for place, (section, ref, title, obligation, answer, unit) in enumerate(rows)
    )


def publish(procurement: Any, by: Any) -> Competition:
    """Lock and publish, as the competition does."""
    with clock.standing_at(PUBLISHED), transaction.atomic():
        return Competition.objects.create(
            procurement=procurement,
            published_at=PUBLISHED,
            published_by=by,
            notice_reference="2026/17",
            tenders_due_at=DUE,
            requirements_digest=requirements.lock(procurement),
            criteria_digest=criteria.lock(procurement),
        )


def open_competition(procurement: Any, by: Any, *, more: int = 0) -> Competition:
    """Build a procurement up to a published competition."""
    make_model(procurement, by)
    ask(procurement, more)
    return publish(procurement, by)


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """Open a form as a supplier's program does, change its sheet, and save it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell_of(sheet: Any, key: str, column: int) -> Any:
    """Find the cell of a row by the key in its first cell."""
    for row in sheet.iter_rows():
        if row[0].value == key:
            return row[column - 1]
    raise AssertionError(f"No row {key}")


PRICE_COLUMN, ANSWER_COLUMN, COMMENT_COLUMN = 7, 7, 8


def filled(data: bytes, values: Mapping[str, object], *, column: int) -> bytes:
    """Fill in one column of a form, row by row."""

    def fill(sheet: Any) -> None:
        for row in sheet.iter_rows():
            if row[0].value in values:
                row[column - 1].value = values[row[0].value]

    return edited(data, fill)


def price_data(procurement: Any, **prices: object) -> bytes:
    """Fill in the price form; prices stand in for the usual ones."""
    return filled(queries.price_form(procurement), {**PRICES, **prices}, column=PRICE_COLUMN)


def answer_data(procurement: Any, answers: Mapping[str, object] | None = None) -> bytes:
    """Fill in the answer form; answers stand in for the usual ones."""
    return filled(queries.answer_form(procurement), {**ANSWERS, **(answers or {})}, column=ANSWER_COLUMN)


def receive(procurement: Any, by: Any, name: str = "Firm A", **more: Any) -> Any:
    """Receive a tender on filled forms, the day after the deadline."""
    if "price_data" not in more:
        more["price_data"] = price_data(procurement)
    if "answer_data" not in more:
        more["answer_data"] = answer_data(procurement)
    more.setdefault("received_at", IN_TIME)
    with clock.standing_at(OPENED):
        return actions.receive_tender(procurement, by=by, name=name, **more)


def put(procurement: Any, by: Any, name: str = "Firm A", answers: Mapping[str, str] | None = None) -> Tender:
    """Put a tender straight into the tables, for tests that are not about reading forms."""
    files = [
        keep(name.encode(), name=f"{each}.xlsx", content_type=queries.XLSX) for each in ("price", "answer")
    ]
    count = Tender.objects.filter(procurement=procurement).count()
    tender = Tender.objects.create(
        procurement=procurement,
        key=next_key([chr(ord("A") + at) for at in range(count)]),
        name=name,
        received_at=IN_TIME,
        registered_at=OPENED,
        registered_by=by,
        price_file=files[0],
        answer_file=files[1],
    )
    keep_version(tender, *files)
    lines = {each.key: each.pk for each in price_lines_of(procurement)}
    PriceAnswer.objects.bulk_create(
        PriceAnswer(tender=tender, line_id=lines[key], unit_price=Decimal(str(price)))
        for key, price in PRICES.items()
    )
    given = {
        "A-1": "yes",
        "A-2": "72.5",
        "A-3": "A cord and a plate.",
        "A-4": "Certificate.pdf",
        **(answers or {}),
    }
    Answer.objects.bulk_create(
        Answer(tender=tender, requirement=each, value=given.get(each.ref, ""))
        for each in Requirement.objects.filter(procurement=procurement)
    )
    return tender


def codes(faults: Any) -> list[tuple[str, str, str]]:
    """Give form, cell and code of each fault."""
    return [(each.form, each.cell, each.code) for each in faults]
