"""Registering, changing and replacing on pages: what is typed stays, and every fault names its cell."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from veien.foundation import clock
from veien.tenders import actions, queries
from veien.tenders.models import Tender
from veien.tenders.rules import stage
from veien.tenders.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(procurement, leader):
    return cast.open_competition(procurement, leader)


@pytest.fixture
def tender(procurement, competition, leader):
    return cast.put(procurement, leader)


@pytest.fixture(autouse=True)
def the_day_after_the_deadline():
    with clock.standing_at(cast.OPENED):
        yield


def url(procurement, name, *more):
    return reverse(f"tenders:{name}", args=[procurement.public_id, *more])


def upload(data, name="form.xlsx"):
    return SimpleUploadedFile(name, data, content_type=queries.XLSX)


def text_of(response):
    return response.content.decode()


def said(**more: Any) -> dict[str, Any]:
    return {
        "name": "Firm B",
        "country": "NO",
        "organisation_number": "",
        "received_at": "2026-04-15T09:59:57",
        **more,
    }


def test_a_tender_is_registered_by_upload(procurement, competition, buyer, client_of):
    found = client_of(buyer).post(
        url(procurement, "receive"),
        said(
            organisation_number="974760673",
            price_file=upload(cast.price_data(procurement)),
            answer_file=upload(cast.answer_data(procurement)),
        ),
    )
    tender = Tender.objects.get()
    assert found.status_code == 302
    assert found.url == url(procurement, "tender", tender.public_id)
    assert tender.received_at.isoformat() == "2026-04-15T07:59:57+00:00"
    assert (tender.registered_by, tender.is_invented) == (buyer, False)


def test_a_tender_registered_in_an_example_is_example_data(procurement, competition, buyer, client_of):
    procurement.is_example = True
    procurement.save()
    forms = {
        "price_file": upload(cast.price_data(procurement)),
        "answer_file": upload(cast.answer_data(procurement)),
    }
    client_of(buyer).post(url(procurement, "receive"), said(**forms))
    assert Tender.objects.get().is_invented


def test_a_refused_upload_names_the_cells_and_keeps_what_was_typed(
    procurement, competition, buyer, client_of
):
    found = client_of(buyer).post(
        url(procurement, "receive"),
        said(
            zero_is_meant="on",
            price_file=upload(cast.price_data(procurement, alarm="cheap")),
            answer_file=upload(cast.answer_data(procurement, {"A-2": "long"})),
        ),
    )
    assert found.status_code == 422
    assert cast.codes(found.context["faults"]) == [
        ("price", "G10", "not_number"),
        ("answer", "G11", "not_number"),
    ]
    page = text_of(found)
    assert "G10" in page
    assert 'value="Firm B"' in page
    assert 'value="2026-04-15T09:59:57"' in page
    assert "checked" in page
    assert {"price_file", "answer_file"} <= found.context["form"].errors.keys()
    assert not Tender.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("received_at", "soon"),
        ("received_at", "2026-04-17T00:00:00"),
        ("organisation_number", "12"),
    ],
)
def test_a_refused_field_says_so_beside_itself(procurement, competition, buyer, client_of, field, typed):
    forms = {
        "price_file": upload(cast.price_data(procurement)),
        "answer_file": upload(cast.answer_data(procurement)),
    }
    found = client_of(buyer).post(url(procurement, "receive"), said(**{**forms, field: typed}))
    assert found.status_code == 422
    assert field in found.context["form"].errors
    assert f'id="id_{field}_error"' in text_of(found)
    assert not Tender.objects.exists()


def test_a_file_too_large_to_be_a_form_is_not_read(procurement, competition, buyer, client_of, monkeypatch):
    monkeypatch.setattr("veien.tenders.forms.MOST_BYTES", 10)
    found = client_of(buyer).post(
        url(procurement, "receive"), said(price_file=upload(b"x" * 11), answer_file=upload(b"x"))
    )
    assert found.status_code == 422
    assert list(found.context["form"].errors) == ["price_file"]


def test_no_file_chosen_is_asked_for(procurement, competition, buyer, client_of):
    found = client_of(buyer).post(url(procurement, "receive"), said())
    assert found.status_code == 422
    assert set(found.context["form"].errors) == {"price_file", "answer_file"}


def test_the_name_is_changed_and_stands_in_the_history(procurement, tender, buyer, client_of):
    client = client_of(buyer)
    typed = {"name": "Firm A AS", "country": "NO", "organisation_number": "974760673", "revision": 1}
    assert client.post(url(procurement, "change", tender.public_id), typed).status_code == 302
    page = text_of(client.get(url(procurement, "tender", tender.public_id)))
    assert "<del>Firm A</del>" in page
    assert "974\u00a0760\u00a0673" in page or "974 760 673" in page


def test_two_who_change_the_name_at_once_choose(procurement, tender, leader, buyer, client_of):
    actions.change_tender(tender, by=leader, revision=1, name="Theirs")
    typed = {"name": "Mine", "country": "", "organisation_number": "", "revision": 1}
    found = client_of(buyer).post(url(procurement, "change", tender.public_id), typed)
    assert found.status_code == 409
    page = text_of(found)
    assert "Theirs" in page
    assert 'value="Mine"' in page
    kept = client_of(buyer).post(url(procurement, "change", tender.public_id), {**typed, "revision": 2})
    assert kept.status_code == 302
    assert Tender.objects.get().name == "Mine"


def test_a_name_that_cannot_be_is_refused_and_kept(procurement, tender, buyer, client_of):
    typed = {"name": "Kept", "country": "NO", "organisation_number": "1", "revision": 1}
    found = client_of(buyer).post(url(procurement, "change", tender.public_id), typed)
    assert found.status_code == 422
    assert 'value="Kept"' in text_of(found)
    assert Tender.objects.get().name == "Firm A"


def replacing(**more: Any) -> dict[str, Any]:
    return {"reason": "Wrong file.", "received_at": "2026-04-15T09:59:57", "revision": 1, **more}


def test_forms_are_replaced_and_the_old_can_still_be_had(procurement, tender, buyer, client_of):
    client, old = client_of(buyer), tender.price_file.public_id
    typed = replacing(price_file=upload(cast.price_data(procurement, alarm=1)))
    assert client.post(url(procurement, "replace", tender.public_id), typed).status_code == 302
    page = client.get(url(procurement, "tender", tender.public_id))
    assert [each.number for each in page.context["versions"]] == [2, 1]
    assert client.get(url(procurement, "file", tender.public_id, old)).status_code == 200


def test_a_refused_replacement_keeps_the_reason_and_lists_the_faults(procurement, tender, buyer, client_of):
    typed = replacing(price_file=upload(b"no workbook"))
    found = client_of(buyer).post(url(procurement, "replace", tender.public_id), typed)
    assert found.status_code == 422
    assert "Wrong file." in text_of(found)
    assert [each.code for each in found.context["faults"]] == ["not_excel"]


def test_a_replacement_that_came_second_is_told_and_can_go_on(procurement, tender, leader, buyer, client_of):
    actions.change_tender(tender, by=leader, revision=1, name="Firm One")
    typed = replacing(price_file=upload(cast.price_data(procurement)))
    found = client_of(buyer).post(url(procurement, "replace", tender.public_id), typed)
    assert found.status_code == 422
    assert 'name="revision" value="2"' in text_of(found)
    assert Tender.objects.get().version == 1


def test_once_evaluation_has_begun_the_page_offers_no_replacement(
    procurement, tender, buyer, client_of, monkeypatch
):
    monkeypatch.setattr(stage, "_checks", [lambda procurement: True])
    client = client_of(buyer)
    assert url(procurement, "replace", tender.public_id) not in text_of(
        client.get(url(procurement, "tender", tender.public_id))
    )
    typed = replacing(price_file=upload(cast.price_data(procurement)))
    assert client.post(url(procurement, "replace", tender.public_id), typed).status_code == 422
    assert Tender.objects.get().version == 1
