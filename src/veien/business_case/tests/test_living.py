"""The workbook with formulas, worked out by LibreOffice: the same figures as the page; and the workbook back in."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from veien.business_case import actions
from veien.business_case.models import BusinessCase, Line, Quantity
from veien.business_case.queries.living import case_workbook
from veien.business_case.queries.outcome import computed
from veien.business_case.queries.standing import decimal_of, standings_of
from veien.business_case.tests.stage import Stage, staged
from veien.evaluation.tests.sheets import office, worked_out

pytestmark = pytest.mark.django_db
needs_office = pytest.mark.skipif(office() is None, reason="LibreOffice is not on this machine")
ClientOf = Callable[..., Client]


@pytest.fixture
def stage(procurement: Any, leader: Any) -> Stage:
    return staged(procurement, leader)


def rows_of(book: openpyxl.Workbook, name: str) -> dict[Any, dict[str, Any]]:
    """Give the rows of a sheet by their first cell, each by its headings."""
    rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    at = next(place for place, row in enumerate(rows) if sum(cell is not None for cell in row) > 1)
    return {row[0]: dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0]}


def saved(book: openpyxl.Workbook) -> bytes:
    """Write a workbook as somebody's spreadsheet program would."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@needs_office
def test_the_formulas_give_the_figures_of_the_page(stage: Stage, leader: Any, tmp_path: Path) -> None:
    case = stage.fresh()
    actions.change_case(case, by=leader, revision=1, discounting="first_flow_discounted")
    later = computed(stage.fresh())
    with translation.override("en"):
        second = case_workbook(later)
        actions.change_case(stage.fresh(), by=leader, revision=2, discounting="year_zero_undiscounted")
        found = computed(stage.fresh())
        plain = case_workbook(found)
        words = {"title": "Taken down", "kind": "cost", "part": "contract", "amount": Decimal(10**9)}
        actions.add_line(stage.cameras, by=leader, **words, first_year=5, last_year=5)
        turning = case_workbook(computed(stage.fresh()))
        books = worked_out({"plain": plain, "later": second, "turning": turning}, tmp_path)
    for outcome, book in ((found, books["plain"]), (later, books["later"])):
        rows = rows_of(book, "Result")
        for each in standings_of(outcome):
            row = rows[each.title]
            assert row["Plain sum by formula"] == pytest.approx(float(decimal_of(each.totals.net)))
            assert row["Net present value by formula"] == pytest.approx(float(each.npv))
            assert row["The same?"] == "yes"
            if each.against is not None:
                assert row["Beside today by formula"] == pytest.approx(float(each.against))
                paid = "–" if each.payback is None else each.payback
                assert row["Paid back in year, by formula"] == paid
                assert each.irr_percent is not None
                assert row["Return a year by formula, in percent"] == pytest.approx(float(each.irr_percent))
                assert row["Return a year in Veien, in percent"] == pytest.approx(float(each.irr_percent))
    # The difference falls, rises and falls again: a spreadsheet cannot tell how many rates there are.
    assert (
        rows_of(books["turning"], "Result")["Digital supervision"]["Return a year by formula, in percent"]
        == "?"
    )
    drivers = rows_of(books["plain"], "Drivers")
    assert drivers["hours"]["Comes to"] == pytest.approx(float(found.case.quantities["hours"]))  # type: ignore[union-attr]


@needs_office
def test_a_changed_driver_changes_the_result_in_the_spreadsheet_as_it_does_in_veien(
    stage: Stage, leader: Any, tmp_path: Path
) -> None:
    with translation.override("en"):
        book = openpyxl.load_workbook(io.BytesIO(case_workbook(computed(stage.fresh()))))
        cell = next(cell for cell in book["Drivers"]["A"] if cell.value == "users")
        book["Drivers"].cell(row=cell.row, column=2).value = 60
        found = worked_out({"changed": saved(book)}, tmp_path)["changed"]
    actions.change_quantity(stage.users, by=leader, revision=1, number=Decimal(60))
    now = {each.title: each for each in standings_of(computed(stage.fresh()))}
    row = rows_of(found, "Result")["Digital supervision"]
    assert row["Beside today by formula"] == pytest.approx(float(now["Digital supervision"].against or 0))
    assert row["The same?"] == "no"


def test_what_people_wrote_never_becomes_a_formula(stage: Stage, leader: Any) -> None:
    actions.change_line(stage.lines["project"], by=leader, revision=1, title="=cmd()")
    actions.change_alternative(stage.cameras, by=leader, revision=1, title='=1+1"')
    book = openpyxl.load_workbook(io.BytesIO(case_workbook(computed(stage.fresh()))))
    found = [c for s in book for r in s.iter_rows() for c in r if str(c.value) in ("=cmd()", '=1+1"')]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


def url(name: str, case: BusinessCase) -> str:
    return reverse(f"business_case:{name}", args=[case.procurement.public_id])


def sent(client: Client, case: BusinessCase, book: openpyxl.Workbook) -> Any:
    file = SimpleUploadedFile("case.xlsx", saved(book))
    return client.post(url("workbook_import", case), {"file": file})


def test_an_untouched_workbook_says_the_same_as_veien(stage: Stage, leader: Any, client_of: ClientOf) -> None:
    client = client_of(leader)
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("workbook", stage.case)).content))
    answer = sent(client, stage.case, book)
    assert answer.status_code == 200
    assert "says the same as Veien" in answer.content.decode()


def test_a_workbook_is_shown_first_and_kept_as_a_whole(
    stage: Stage, leader: Any, client_of: ClientOf
) -> None:
    client = client_of(leader)
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("workbook", stage.case)).content))
    drivers, lines = book["Drivers"], book["Lines"]
    cell = next(cell for cell in drivers["A"] if cell.value == "users")
    drivers.cell(row=cell.row, column=2).value = 50
    heads = {cell.value: cell.column for cell in lines[4]}
    free = 5 + 7
    for name, value in {
        "Alternative": "Digital supervision",
        "Line": "Storage",
        "Main part": "Delivery services",
        "Cost or benefit": "Cost",
        "Amount a year": 9000,
        "First year": 0,
        "Last year": 5,
    }.items():
        lines.cell(row=free, column=heads[name]).value = value
    answer = sent(client, stage.case, book)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Digital supervision: Storage" in text
    assert Line.objects.count() == 7
    rows = text.split('name="rows" value="')[1].split('"')[0]
    assert client.post(url("workbook_apply", stage.case), {"rows": rows}).status_code == 302
    assert Line.objects.get(title="Storage").amount == 9000
    assert Quantity.objects.get(key="users").number == 50
    assert Line.objects.get(title="Freed hours").assumption == stage.hour


def test_a_rearranged_workbook_gets_sentences_and_nothing_is_lost(
    stage: Stage, leader: Any, client_of: ClientOf
) -> None:
    client = client_of(leader)
    data = client.get(url("workbook", stage.case)).content
    book = openpyxl.load_workbook(io.BytesIO(data))
    heads = {cell.value: cell.column for cell in book["Lines"][4]}
    book["Lines"].cell(row=6, column=heads["Growth a year, in percent"]).value = 4000
    book["Lines"].cell(row=7, column=heads["First year"]).value = -1
    answer = sent(client, stage.case, book)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Write a growth of" in text
    assert "Lines row 6" in text
    assert "Lines row 7" in text
    book = openpyxl.load_workbook(io.BytesIO(data))
    del book["Lines"]
    assert sent(client, stage.case, book).status_code == 422
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Lines"].delete_cols(heads["Last year"])
    answer = sent(client, stage.case, book)
    assert answer.status_code == 422
    assert "Last year" in answer.content.decode()
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Lines"].move_range("A4:A60", cols=len(heads) + 3)
    answer = sent(client, stage.case, book)
    assert answer.status_code == 200
    assert "The workbook says the same as Veien" in answer.content.decode()
    assert Line.objects.count() == 7
    assert (
        client.post(
            url("workbook_import", stage.case), {"file": SimpleUploadedFile("a.xlsx", b"no")}
        ).status_code
        == 422
    )
