"""An organisation's own Word template, as its admin takes it into use."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from veien.audit.actions import HOUSE
from veien.audit.queries import entries_of
from veien.files.models import StoredFile
from veien.files.queries import content_of
from veien.organisations.models import WordTemplate
from veien.organisations.queries import template_of
from veien.road import actions as road

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(leader: Any) -> Any:
    leader.is_organisation_admin = True
    leader.save()
    return leader


def own(words: str = "Storvik kommune") -> SimpleUploadedFile:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = words
    target = io.BytesIO()
    document.save(target)
    return SimpleUploadedFile("mal.docx", target.getvalue())


def here(organisation: Any, name: str = "template", *more: str) -> str:
    return reverse(f"organisations:{name}", args=[organisation.public_id, *more])


def test_a_template_is_taken_into_use_and_every_made_document_is_written_on_it(
    client_of: Any, admin: Any, owner: Any, procurement: Any
) -> None:
    client = client_of(admin)
    assert client.post(here(procurement.buyer), {"file": own()}).status_code == 302
    made = road.make_deliverable(procurement, by=admin, deliverable_id="decision-paper", ending="docx")
    document = docx.Document(io.BytesIO(content_of(made.file)))
    assert document.sections[0].header.paragraphs[0].text == "Storvik kommune"
    assert "mal.docx" in client.get(here(procurement.buyer)).content.decode()
    last = entries_of(HOUSE, most=1)[0]
    assert (last.action, last.content["file"]) == ("organisations.template_kept", "mal.docx")


def test_another_template_replaces_the_first_and_none_brings_back_veiens_look(
    client_of: Any, admin: Any, procurement: Any
) -> None:
    client, organisation = client_of(admin), procurement.buyer
    for words in ("One", "Two"):
        client.post(here(organisation), {"file": own(words)})
    assert WordTemplate.objects.count() == StoredFile.objects.count() == 1
    assert client.get(here(organisation, "template_file", "template")).status_code == 200
    client.post(here(organisation), {"remove": "1"})
    assert template_of(organisation) is None
    assert client.get(here(organisation, "template_file", "template")).status_code == 404
    assert client.get(here(organisation, "template_file", "sample")).status_code == 200


def test_an_unfit_file_is_refused_with_a_sentence_and_the_one_before_stays(
    client_of: Any, admin: Any, procurement: Any
) -> None:
    client = client_of(admin)
    client.post(here(procurement.buyer), {"file": own()})
    answer = client.post(here(procurement.buyer), {"file": SimpleUploadedFile("mal.docx", b"hello")})
    assert answer.status_code == 422
    assert "This is no Word document" in answer.content.decode()
    assert WordTemplate.objects.count() == 1


def test_only_an_admin_of_the_organisation_reaches_the_template(
    client_of: Any, reader: Any, stranger: Any, procurement: Any
) -> None:
    for person in (reader, stranger):
        assert client_of(person).get(here(procurement.buyer)).status_code == 404
        assert client_of(person).post(here(procurement.buyer), {"file": own()}).status_code == 404
    assert not WordTemplate.objects.exists()
