"""The workbook that computes, worked out by a program that knows nothing of Veien: the same totals and places."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from veien.award_model.rules import METHODS, check_case, evaluate
from veien.award_model.rules.check_criteria import MODEL_KEYS
from veien.award_model.tests.test_docs import examples
from veien.documents import actions as documents
from veien.evaluation.queries.living import living_sheets
from veien.evaluation.tests.sheets import all_cases, case_of, office, opened, worked_out

pytestmark = pytest.mark.once

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Document = dict[str, Any]
needs_office = pytest.mark.skipif(office() is None, reason="LibreOffice is not on this machine")


def built(document: Document, language: str = "en") -> tuple[Document, bytes]:
    case = check_case(document)
    result = evaluate(case, engine="veien test")
    with translation.override(language):
        sheets = living_sheets(case, result, title="The case")
        return result, documents.build_workbook(sheets, at=AT, title="The case", language=language)


def table(book: openpyxl.Workbook, name: str, *, key: str = "Key") -> tuple[list[str], dict[str, list[Any]]]:
    """Give the headings of a sheet, and its rows by their key."""
    rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    at = next(place for place, row in enumerate(rows) if row[0] == key)
    return rows[at], {row[0]: row for row in rows[at + 1 :] if row[0]}


def agrees(name: str, result: Document, book: openpyxl.Workbook) -> list[str]:
    """Say where the worked-out workbook and the result differ."""
    headings, rows = table(book, "Result")
    faults = []
    place = headings.index("Place by formula")
    figure = headings.index(next(each for each in headings if str(each).endswith("by formula")))
    for key, held in result["tenders"].items():
        row = rows[key]
        exact = float(Decimal(held["total"] if held["total"] is not None else held["evaluated_price"]))
        if abs(row[figure] - exact) > 1e-9 * max(1.0, abs(exact)):
            faults.append(f"{name} {key}: {row[figure]} for {exact}")
        if (row[place] or None) != held["rank"]:
            faults.append(f"{name} {key}: place {row[place]} for {held['rank']}")
        if row[figure + 3] != "yes" or row[-1] != "yes":
            faults.append(f"{name} {key}: it says {row[figure + 3]} and {row[-1]}")
    _headings, points = table(book, "Points")
    for at, held in enumerate(result["tenders"].values()):
        for node, value in held["points"].items():
            found = points[node][3 + at]
            same = found == "–" if value is None else abs(found - float(Decimal(value))) < 1e-9
            if not same:
                faults.append(f"{name} {node}: {found} for {value}")
    return faults


@needs_office
@pytest.mark.slow
def test_every_method_and_price_model_comes_to_the_same_in_a_spreadsheet(tmp_path: Path) -> None:
    cases = dict(all_cases())
    cases |= {f"docs-{each.id}".replace("_", "-"): each.values[0] for each in examples()}
    made = {name: built(document) for name, document in cases.items()}
    books = worked_out({name: data for name, (_result, data) in made.items()}, tmp_path)
    faults = [line for name, (result, _data) in made.items() for line in agrees(name, result, books[name])]
    assert faults == []
    assert {document["method"] for document in cases.values()} == set(METHODS)
    models = {str(part) for name in MODEL_KEYS for part in cases.values() if f"'{name}'" in str(part)}
    assert len(models) >= len(MODEL_KEYS)


@needs_office
def test_a_changed_figure_changes_the_result_and_the_sheet_says_so(tmp_path: Path) -> None:
    _result, data = built(case_of("points", model={"name": "proportional"}))
    book = opened(data)
    headings, rows = table(book, "Prices")
    assert headings[2] == "Price in NOK"
    row = next(cell.row for cell in book["Prices"]["A"] if cell.value == "E")
    book["Prices"].cell(row=row, column=3).value = 10
    path = tmp_path / "changed.xlsx"
    book.save(path)
    found = worked_out({"changed": path.read_bytes()}, tmp_path / "work")["changed"]
    headings, rows = table(found, "Result")
    said = {key: row[headings.index("The same?")] for key, row in rows.items()}
    assert said["A"] == "no"
    assert "E" in rows


@needs_office
def test_two_totals_closer_than_a_spreadsheet_sees_are_told_apart_by_veien_alone(tmp_path: Path) -> None:
    document = case_of("lowest_price")
    document["tenders"][0]["price"] = "100000000000000.01"
    document["tenders"][1]["price"] = "100000000000000.02"
    result, data = built(document)
    assert result["tenders"]["A"]["rank"] < result["tenders"]["B"]["rank"]
    headings, rows = table(worked_out({"close": data}, tmp_path)["close"], "Result")
    assert rows["B"][headings.index("Place by formula")] != result["tenders"]["B"]["rank"]
    assert rows["B"][-1] == "no"


def test_what_people_wrote_stays_text() -> None:
    _result, data = built(case_of("points", model={"name": "proportional"}))
    book = opened(data)
    found = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if "=Firm" in str(cell.value) or "=Outer" in str(cell.value)
    ]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_sheets_speak_every_language_and_the_figures_stand_there_unworked(language: str) -> None:
    result, data = built(case_of("utility_index"), language)
    names = {"nb": "Resultat", "sv": "Resultat", "da": "Resultat", "en": "Result"}
    heads = {"nb": "Nøkkel", "sv": "Nyckel", "da": "Nøgle", "en": "Key"}
    book = openpyxl.load_workbook(__import__("io").BytesIO(data), data_only=True)
    _headings, rows = table(book, names[language], key=heads[language])
    for key, held in result["tenders"].items():
        assert float(Decimal(held["total"])) in rows[key]
        assert held["rank"] in rows[key]
