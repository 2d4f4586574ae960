"""The pages of the room, as people use them."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from veien.anchoring import actions
from veien.anchoring.models import Brief, Invitation, Measure, PlanLink, Stakeholder
from veien.foundation import clock

pytestmark = pytest.mark.django_db
COUNCIL = {"name": "The council", "kind": "politicians", "influence": "5", "attitude": "-1"}
TALK = {"title": "A talk", "kind": "ask", "phase": "clarify-needs"}
PARTS = {
    "why": "Night visits are many.",
    "costs": "It costs a little in the beginning.",
    "gives": "Safer nights from next year.",
    "asks": "A yes.",
}


def at(procurement: Any, name: str = "page", *more: object) -> str:
    return reverse(f"anchoring:{name}", args=[procurement.public_id, *more])


def test_an_empty_room_says_what_to_do_first(client_of: Any, leader: Any, procurement: Any) -> None:
    page = client_of(leader).get(at(procurement)).content.decode()
    assert "Add the first stakeholder" in page
    assert "The purchase stands in no plan yet" in page


def test_a_reader_reads_and_a_stranger_finds_nothing(
    client_of: Any, reader: Any, stranger: Any, procurement: Any
) -> None:
    for name in ("page", "measures", "invitations", "brief"):
        page = client_of(reader).get(at(procurement, name))
        assert page.status_code == 200
        assert '<form method="post"' not in page.content.decode().partition("<main")[2]
        assert client_of(stranger).get(at(procurement, name)).status_code == 404


def test_a_stakeholder_is_added_and_stands_on_the_map(client_of: Any, leader: Any, procurement: Any) -> None:
    client = client_of(leader)
    assert client.post(at(procurement, "stakeholder_add"), COUNCIL)["Location"] == at(procurement)
    page = client.get(at(procurement)).content.decode()
    assert "The council" in page
    assert "<circle" in page
    assert "Talk with these first" in page


def test_a_name_that_is_taken_is_said_at_the_field_and_nothing_is_lost(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    client = client_of(leader)
    client.post(at(procurement, "stakeholder_add"), COUNCIL)
    answer = client.post(at(procurement, "stakeholder_add"), COUNCIL | {"matters": "Money"})
    assert answer.status_code == 422
    assert "stands in the list already" in answer.content.decode()
    assert "Money" in answer.content.decode()


def test_whoever_writes_second_sees_both_texts(client_of: Any, leader: Any, procurement: Any) -> None:
    client = client_of(leader)
    client.post(at(procurement, "stakeholder_add"), COUNCIL)
    row = Stakeholder.objects.get()
    here = at(procurement, "stakeholder_change", row.public_id)
    words = {"name": "The council", "kind": "politicians", "revision": "1"}
    assert client.post(here, words | {"matters": "Money"}).status_code == 302
    answer = client.post(here, words | {"matters": "Safety"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Money" in page
    assert "Safety" in page
    assert client.post(here, words | {"matters": "Safety", "revision": "2"}).status_code == 302
    row.refresh_from_db()
    assert row.matters == "Safety"


def test_a_view_is_noted_and_a_day_ahead_refused(client_of: Any, leader: Any, procurement: Any) -> None:
    client = client_of(leader)
    client.post(at(procurement, "stakeholder_add"), COUNCIL)
    row = Stakeholder.objects.get()
    here = at(procurement, "view", row.public_id)
    typed = {
        "influence": "4",
        "attitude": "1",
        "noted_on": clock.today().isoformat(),
        "note": "After the visit",
    }
    assert client.post(here, typed).status_code == 302
    assert client.post(here, typed | {"noted_on": "2999-01-01"}).status_code == 422
    page = client.get(at(procurement, "stakeholder", row.public_id)).content.decode()
    assert "After the visit" in page


def test_a_measure_is_planned_shown_and_done_with_evidence(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    client = client_of(leader)
    client.post(at(procurement, "stakeholder_add"), COUNCIL)
    row = Stakeholder.objects.get()
    page = client.get(at(procurement, "measure_add") + f"?for={row.public_id}&for=nonsense").content.decode()
    assert "checked" in page
    client.post(at(procurement, "measure_add"), TALK | {"stakeholders": [str(row.pk)]})
    made = Measure.objects.get()
    file = SimpleUploadedFile("minutes.txt", b"Minutes", "text/plain")
    attached = client.post(at(procurement, "measure_attach", made.public_id), {"file": file})
    assert attached.status_code == 302
    kept = made.files.get()
    assert client.get(at(procurement, "file", kept.file.public_id)).content == b"Minutes"
    listed = client.get(at(procurement, "measures") + "?state=open&phase=clarify-needs").content.decode()
    assert "minutes.txt" in listed
    assert "nobody yet" in listed
    assert "A talk" not in client.get(at(procurement, "measures") + "?state=done").content.decode()


def test_a_measure_without_title_keeps_what_was_typed(client_of: Any, leader: Any, procurement: Any) -> None:
    answer = client_of(leader).post(at(procurement, "measure_add"), TALK | {"title": "", "who": "The nurse"})
    assert answer.status_code == 422
    assert "The nurse" in answer.content.decode()
    answer = client_of(leader).post(at(procurement, "measure_add"), TALK | {"due_on": "soon"})
    assert answer.status_code == 422
    assert not Measure.objects.exists()


def test_an_invitation_is_written_answered_and_taken_off(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    client = client_of(leader)
    typed = {
        "into": "needs",
        "service": "Home care",
        "name": "",
        "invited_on": clock.today().isoformat(),
        "answer": "waiting",
    }
    assert client.post(at(procurement, "invitations"), typed).status_code == 302
    row = Invitation.objects.get()
    client.post(at(procurement, "invitation", row.public_id), {"answer": "yes"})
    row.refresh_from_db()
    assert row.answer == "yes"
    client.post(at(procurement, "invitation", row.public_id), {"withdraw": "1"})
    assert not Invitation.objects.exists()


def test_a_plan_is_written_with_page_and_amount(client_of: Any, leader: Any, procurement: Any) -> None:
    client = client_of(leader)
    typed = {"kind": "budget", "title": "Budget 2026", "page": "p. 41", "amount": "1 250 000"}
    assert client.post(at(procurement, "plan_add"), typed).status_code == 302
    assert PlanLink.objects.get().amount == 1250000
    page = client.get(at(procurement)).content.decode()
    assert "Budget 2026" in page
    assert client.post(at(procurement, "plan_add"), typed | {"amount": "-3"}).status_code == 422


def test_the_page_for_politicians_is_written_and_comes_in_four_languages(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    client = client_of(leader)
    assert client.get(at(procurement, "brief_file", "nb", "docx")).status_code == 404
    assert client.post(at(procurement, "brief"), PARTS | {"asks": ""}).status_code == 422
    assert client.post(at(procurement, "brief"), PARTS | {"revision": "0"}).status_code == 302
    assert client.post(at(procurement, "brief"), PARTS | {"revision": "0"}).status_code == 409
    actions.add_plan_link(procurement, by=leader, kind="budget", title="Budget 2026")
    for language in ("nb", "sv", "da", "en"):
        made = client.get(at(procurement, "brief_file", language, "docx"))
        said = [each.text for each in docx.Document(io.BytesIO(made.content)).paragraphs]
        assert any("Night visits are many." in line for line in said)
        assert any("Budget 2026" in line for line in said)
    assert client.get(at(procurement, "brief_file", "nb", "pdf")).content.startswith(b"%PDF")
    assert client.get(at(procurement, "brief_file", "xx", "pdf")).status_code == 404
    assert Brief.objects.get().revision == 1


def test_everything_comes_as_a_workbook(client_of: Any, leader: Any, procurement: Any) -> None:
    from veien.documents.queries import sheet_names

    client = client_of(leader)
    client.post(at(procurement, "stakeholder_add"), COUNCIL)
    made = client.get(at(procurement, "export"))
    assert sheet_names(made.content) == ("Stakeholders", "Measures", "Invitations", "Plans")


@pytest.mark.parametrize("name", ["page", "measures"])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client_of: Any, leader: Any, procurement: Any, django_assert_max_num_queries: Any, name: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(leader)
    counts = []
    for size in (1, 20):
        for number in range(size):
            row = actions.add_stakeholder(
                procurement, by=leader, name=f"{size} {number}", kind="staff", influence=4, attitude=0
            )
            actions.add_measure(procurement, by=leader, stakeholders=[row.pk], **TALK)
        client.get(at(procurement, name))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(procurement, name))
        counts.append(len(asked))
    assert counts[0] == counts[1]
