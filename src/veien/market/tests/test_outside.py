"""The pages that suppliers meet: what strangers read, how a firm registers, books a time and withdraws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from veien.foundation import clock
from veien.market import actions
from veien.market.models import Note, Registration, Slot
from veien.market.queries.kinds import KINDS
from veien.market.tests.outside import JOIN, guest, outside
from veien.people.models import User
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def url(procurement: Procurement, name: str = "page", *more: object) -> str:
    return reverse(f"market:{name}", args=[procurement.public_id, *more])


def test_strangers_read_what_was_published_and_nothing_that_came_later(
    dialogue: Any, leader: User, client_of: ClientOf
) -> None:
    add = {"text": "An internal thought", "theme": "legal", "why": "Because"}
    actions.add_row(KINDS["question"], dialogue.procurement, by=leader, words=add)
    note = Note.objects.get()
    words = {"background": "A new secret text", "volume": "", "constraints": ""}
    actions.write_note(dialogue.procurement, by=leader, revision=note.revision, words=words, needs=[])
    page = guest().get(outside(dialogue)).content.decode()
    assert "Nights are long" in page
    assert "Be found at night" in page
    for hidden in (
        "internal thought",
        "secret text",
        "Firm A",
        "Hear what exists",
        leader.full_name,
        leader.email,
    ):
        assert hidden not in page
    assert str(dialogue.procurement.public_id) not in page
    assert (
        "changed since it was published"
        in client_of(leader).get(url(dialogue.procurement, "invitation")).content.decode()
    )
    client_of(leader).post(url(dialogue.procurement, "publish"))
    assert "internal thought" in guest().get(outside(dialogue)).content.decode()


def test_a_draft_or_closed_invitation_is_not_found(dialogue: Any, leader: User) -> None:
    key = dialogue.firms[0].key
    places = [("invitation",), ("thanks",), ("own", key)]
    for place in places:
        assert guest().get(outside(dialogue, *place)).status_code == 200
    assert guest().get(outside(dialogue, "own", uuid4())).status_code == 404
    actions.close_invitation(dialogue.procurement, by=leader)
    for place in places:
        answer = guest().get(outside(dialogue, *place))
        assert answer.status_code == 404
        assert dialogue.procurement.title not in answer.content.decode()
    assert guest().post(outside(dialogue), JOIN).status_code == 404
    for name in ("book", "free", "withdraw"):
        assert (
            guest().post(outside(dialogue, name, key), {"slot": str(dialogue.slots[0].public_id)}).status_code
            == 404
        )
    assert not Slot.objects.exclude(registration=None).exists()
    dialogue.invitation.state = "draft"
    dialogue.invitation.save()
    assert guest().get(outside(dialogue)).status_code == 404
    assert guest().get(reverse("dialogue:invitation", args=[uuid4()])).status_code == 404


def test_a_supplier_registers_books_moves_and_withdraws(dialogue: Any) -> None:
    client = guest()
    assert client.post(outside(dialogue), JOIN | {"consent": ""}).status_code == 422
    answer = client.post(outside(dialogue), JOIN | {"activities": [str(dialogue.activity.public_id)]})
    assert answer["Location"] == outside(dialogue, "thanks")
    found = Registration.objects.get(firm="Firm C")
    assert found.mailed_at
    assert found.consented_at
    assert str(found.key) in mail.outbox[0].body
    own = outside(dialogue, "own", found.key)
    assert "Firm A" not in client.get(own).content.decode()
    one, two = (each.public_id for each in dialogue.slots[:2])
    assert client.post(outside(dialogue, "book", found.key), {"slot": "x"}).status_code == 422
    assert client.post(outside(dialogue, "book", found.key), {"slot": one}).status_code == 302
    other = outside(dialogue, "book", dialogue.firms[0].key)
    refused = client.post(other, {"slot": one})
    assert refused.status_code == 422
    assert "Firm C" not in refused.content.decode()
    client.post(outside(dialogue, "book", found.key), {"slot": two})
    assert Slot.objects.get(registration=found).public_id == two
    client.post(outside(dialogue, "free", found.key), {"slot": two})
    assert not Slot.objects.filter(registration=found).exists()
    client.post(outside(dialogue, "withdraw", found.key))
    assert client.get(own).status_code == 404


def test_the_answer_is_the_same_whether_the_address_was_known(dialogue: Any) -> None:
    known = guest().post(outside(dialogue), JOIN | {"email": "firma@example.test"})
    new = guest().post(outside(dialogue), JOIN)
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])


def test_a_program_that_fills_in_everything_registers_nobody(dialogue: Any) -> None:
    answer = guest().post(outside(dialogue), JOIN | {"website": "http://spam.test"})
    assert answer.status_code == 302
    assert not Registration.objects.filter(firm="Firm C").exists()


def test_too_many_tries_must_wait(dialogue: Any) -> None:
    client = guest()
    codes = [client.post(outside(dialogue), {}).status_code for _ in range(22)]
    assert codes[0] == 422
    assert codes[-1] == 429
    assert client.get(outside(dialogue)).status_code == 200


def test_after_the_last_day_nobody_registers(dialogue: Any, leader: User) -> None:
    words = {"contact": "Kari", "register_by": clock.today() - timedelta(days=1)}
    actions.write_invitation(dialogue.procurement, by=leader, revision=1, words=words)
    actions.publish_invitation(dialogue.procurement, by=leader)
    assert "The day for registering was" in guest().get(outside(dialogue)).content.decode()
    guest().post(outside(dialogue), JOIN)
    assert not Registration.objects.filter(firm="Firm C").exists()
