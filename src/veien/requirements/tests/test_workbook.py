"""The specification out to Excel and back: a faithful round trip, and nothing changed by a file with faults."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from veien.audit.queries import entries_of
from veien.requirements import actions
from veien.requirements.models import Requirement, Section, StagedImport
from veien.requirements.queries import requirements_of
from veien.requirements.queries.imports import plan_for
from veien.requirements.queries.workbook import build_requirements_workbook, read_requirements_workbook
from veien.requirements.tests.conftest import order_in
from veien.requirements.tests.test_pages import at

pytestmark = pytest.mark.django_db
HEADER = 5


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """Change a workbook as a person does in Excel."""
    book = openpyxl.load_workbook(BytesIO(data))
    edit(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell(sheet: Any, row: int, title: str) -> Any:
    """Find the cell of a requirement (1 is the first) under a heading."""
    for each in sheet[HEADER]:
        if str(each.value).rstrip(" *") == title:
            return sheet.cell(HEADER + row, each.column)
    raise AssertionError(f"No heading {title}.")


def stage(procurement: Any, leader: Any, data: bytes) -> StagedImport:
    """Read a workbook."""
    return actions.stage_import(procurement, by=leader, data=data, name="requirements.xlsx")


def apply(procurement: Any, leader: Any, staged: StagedImport, **more: Any) -> Any:
    """Take it in as it was shown."""
    seen = plan_for(procurement, staged).digest()
    return actions.apply_import(procurement, by=leader, staged=staged, seen_digest=seen, **more)


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_a_workbook_that_nobody_changed_changes_nothing(
    language: str, three: list[Requirement], operation: Section, add: Any, procurement: Any, leader: Any
) -> None:
    add(
        "=1+1",
        section=operation,
        text="  Tab\tand\n\n“quotes” æøå 😀",
        evidence="'apostrophe",
        unit="%",
        answer="",
    )
    with translation.override(language):
        data = build_requirements_workbook(procurement)
    plan = plan_for(procurement, stage(procurement, leader, data))
    assert not plan.does_something
    assert not plan.missing
    assert len(plan.unchanged) == 4


def test_changes_additions_and_gaps_are_shown_before_anything_happens(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    def edit(sheet: Any) -> None:
        cell(sheet, 1, "Text").value = "Within 5 seconds"
        cell(sheet, 1, "Needs").value = "b3; B-01"
        for title in (
            "Reference",
            "Section",
            "Title",
            "Text",
            "Obligation",
            "Kind of requirement",
            "Category",
            "How to answer",
            "Unit",
        ):
            cell(sheet, 3, title).value = None
        cell(sheet, 3, "Evidence asked for").value = None
        cell(sheet, 4, "Section").value = "Service"
        cell(sheet, 4, "Title").value = "Answer at night"
        cell(sheet, 4, "Obligation").value = "Must"
        cell(sheet, 4, "Kind of requirement").value = "Function"
        cell(sheet, 4, "Category").value = "Service"

    staged = stage(procurement, leader, edited(build_requirements_workbook(procurement), edit))
    plan = plan_for(procurement, staged)
    assert [(each.field, each.new) for each in plan.changed[0].fields] == [
        ("text", "Within 5 seconds"),
        ("needs", ("B-01", "B-03")),
    ]
    assert [each.title for each in plan.new] == ["Answer at night"]
    assert plan.new_sections == ("Service",)
    assert [each.ref for each in plan.missing] == ["F-03"]
    assert Requirement.objects.count() == 3

    apply(procurement, leader, staged)
    added = Requirement.objects.get(title="Answer at night")
    assert (added.ref, added.section.title, added.answer) == ("T-01", "Service", "")
    changed = Requirement.objects.get(ref="F-01")
    assert (changed.text, changed.revision) == ("Within 5 seconds", 2)
    assert Requirement.objects.filter(ref="F-03").exists()
    entry = entries_of(procurement.public_id)[0]
    assert entry.action == "requirements.imported"
    assert entry.content["sha256"] == staged.file.sha256
    assert entry.content["changed"][0]["fields"]["text"] == ["", "Within 5 seconds"]


def test_what_the_file_lacks_is_removed_only_when_that_is_chosen(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    data = edited(build_requirements_workbook(procurement), lambda sheet: sheet.delete_rows(HEADER + 2))
    apply(procurement, leader, stage(procurement, leader, data), remove_missing=True)
    assert [row.ref for row in requirements_of(procurement)] == ["F-01", "F-03"]
    assert entries_of(procurement.public_id)[0].content["removed"][0]["title"] == "Two-way speech"


def test_a_new_row_between_others_stands_between_them(
    three: list[Requirement], section: Section, procurement: Any, leader: Any
) -> None:
    def edit(sheet: Any) -> None:
        row = [each.value for each in sheet[HEADER + 1]]
        sheet.insert_rows(HEADER + 2)
        for number, value in enumerate(row, 1):
            sheet.cell(HEADER + 2, number).value = value
        cell(sheet, 2, "Reference").value = None
        cell(sheet, 2, "Title").value = "In between"

    apply(
        procurement,
        leader,
        stage(procurement, leader, edited(build_requirements_workbook(procurement), edit)),
    )
    assert order_in(section) == ["Alarm reaches the centre", "In between", "Two-way speech", "Battery type"]


def test_a_file_with_faults_changes_nothing_and_names_every_cell(
    three: list[Requirement], procurement: Any, leader: Any
) -> None:
    def edit(sheet: Any) -> None:
        cell(sheet, 1, "Needs").value = "B-01, B-99, snow"
        cell(sheet, 1, "Title").value = None
        cell(sheet, 2, "Kind of requirement").value = "Song"
        cell(sheet, 2, "Unit").value = "x" * 50
        cell(sheet, 3, "Reference").value = "f-01"

    before = len(entries_of(procurement.public_id))
    with pytest.raises(actions.CannotImport) as refused:
        stage(procurement, leader, edited(build_requirements_workbook(procurement), edit))
    cells = {fault.cell for fault in refused.value.faults}
    assert {"K6", "C6", "F7", "I7", "A8"} <= cells
    assert any("B-99, snow" in fault.what for fault in refused.value.faults)
    assert StagedImport.objects.count() == 0
    assert len(entries_of(procurement.public_id)) == before


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04rubbish"])
def test_a_file_that_is_no_workbook_is_refused(data: bytes, procurement: Any, leader: Any) -> None:
    with pytest.raises(actions.CannotImport) as refused:
        stage(procurement, leader, data)
    assert refused.value.faults


def test_a_workbook_without_rows_is_refused(procurement: Any, leader: Any) -> None:
    with pytest.raises(actions.CannotImport) as refused:
        stage(procurement, leader, build_requirements_workbook(procurement))
    assert "no requirements" in refused.value.faults[0].what


def test_what_was_shown_is_what_is_done_or_nothing_is(
    three: list[Requirement], procurement: Any, leader: Any, nurse: Any
) -> None:
    data = edited(
        build_requirements_workbook(procurement),
        lambda sheet: setattr(cell(sheet, 1, "Text"), "value", "From the file"),
    )
    staged = stage(procurement, leader, data)
    seen = plan_for(procurement, staged).digest()
    actions.change_requirement(
        procurement, by=nurse, requirement=three[0], revision=1, changes={"text": "From the nurse"}
    )
    with pytest.raises(actions.Outdated):
        actions.apply_import(procurement, by=leader, staged=staged, seen_digest=seen)
    assert Requirement.objects.get(pk=three[0].pk).text == "From the nurse"
    apply(procurement, leader, staged)
    with pytest.raises(actions.CannotImport, match="taken in already"):
        apply(procurement, leader, staged)


def test_a_whole_specification_moves_to_another_procurement(
    three: list[Requirement], operation: Section, procurement: Any, leader: Any, buyer_org: Any
) -> None:
    from veien.road.actions import start_procurement

    def edit(sheet: Any) -> None:
        for row in (1, 2):
            cell(sheet, row, "Needs").value = None

    other = start_procurement(
        by=leader, title="Other", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    staged = stage(other, leader, edited(build_requirements_workbook(procurement), edit))
    assert staged.made_from == str(procurement.public_id)
    apply(other, leader, staged)
    assert [row.title for row in requirements_of(other)] == [
        row.title for row in requirements_of(procurement)
    ]


def test_a_plain_sheet_with_the_right_headings_is_read(
    procurement: Any, leader: Any, needs: list[Any]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        [
            "Reference",
            "Section",
            "Title",
            "Text",
            "Obligation",
            "Kind of requirement",
            "Category",
            "How to answer",
            "Unit",
            "Evidence asked for",
            "Needs",
        ]
    )
    sheet.append([None, "Alarm", "Alarm", None, "Must", "Function", "Security", "Number", "s", None, "B-01"])
    out = BytesIO()
    book.save(out)
    read = read_requirements_workbook(procurement, out.getvalue())
    assert not read.faults
    assert read.rows[0].needs == ("B-01",)
    assert read.rows[0].answer == "number"


def upload(client: Any, procurement: Any, data: bytes) -> Any:
    """Send a workbook through the page."""
    file = SimpleUploadedFile("kravspek.xlsx", data)
    return client.post(at(procurement, "import"), {"file": file})


def test_the_pages_lead_from_upload_to_preview_to_done(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    data = client.get(at(procurement, "export")).content
    changed = edited(data, lambda sheet: setattr(cell(sheet, 1, "Title"), "value", "Alarm arrives"))
    answer = upload(client, procurement, changed)
    page = client.get(answer.url)
    text = page.content.decode()
    assert "<del>Alarm reaches the centre</del>" in text
    assert "<ins>Alarm arrives</ins>" in text
    wrong = client.post(answer.url, {"seen": "0" * 64})
    assert wrong.status_code == 409
    assert "Look through the new list" in wrong.content.decode()
    assert client.post(answer.url, {"seen": page.context["digest"]}).url == at(procurement)
    assert Requirement.objects.get(pk=three[0].pk).title == "Alarm arrives"
    assert client.post(answer.url, {"seen": page.context["digest"]}).status_code == 422
    assert "taken in already" in client.get(answer.url).content.decode()


def test_faults_are_listed_on_the_page_with_their_cells(
    three: list[Requirement], procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    client = client_of(leader)
    data = edited(
        build_requirements_workbook(procurement),
        lambda sheet: setattr(cell(sheet, 1, "Kind of requirement"), "value", "Song"),
    )
    answer = upload(client, procurement, data)
    assert answer.status_code == 422
    assert "Requirements, F6" in answer.content.decode()
    assert client.post(at(procurement, "import"), {}).status_code == 422


def test_another_procurements_preview_is_not_found(
    three: list[Requirement],
    procurement: Any,
    leader: Any,
    stranger: Any,
    reader: Any,
    client_of: Callable[..., Any],
) -> None:
    staged = stage(procurement, leader, build_requirements_workbook(procurement))
    for user in (stranger, reader):
        assert client_of(user).get(at(procurement, "preview", staged.public_id)).status_code == 404


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_specification_is_made_as_a_document(
    ending: str,
    start: bytes,
    three: list[Requirement],
    procurement: Any,
    reader: Any,
    client_of: Callable[..., Any],
) -> None:
    answer = client_of(reader).get(at(procurement, "document", ending))
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert client_of(reader).get(at(procurement, "document", "exe")).status_code == 404


def test_an_empty_specification_makes_no_document(
    procurement: Any, leader: Any, client_of: Callable[..., Any]
) -> None:
    assert client_of(leader).get(at(procurement, "document", "pdf")).status_code == 302
