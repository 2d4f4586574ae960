"""The pages of the room, as people use them, and what strangers read without logging in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from veien.foundation import clock
from veien.market import actions
from veien.market.actions.mailing import invitation_letter
from veien.market.models import Activity, Input, Learning, Note, Plan, Question, Registration, Slot, Told
from veien.market.queries.kinds import KINDS
from veien.market.rules import OpenQuestion, questions
from veien.market.tests.outside import JOIN, guest, outside
from veien.people.models import User
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def url(procurement: Procurement, name: str = "page", *more: object) -> str:
    return reverse(f"market:{name}", args=[procurement.public_id, *more])


def test_an_empty_room_says_what_to_do_first(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    page = client.get(url(procurement)).content.decode()
    assert "Say why, about what and when" in page
    for kind, each in KINDS.items():
        assert str(each.why)[:30] in client.get(url(procurement, "rows", kind)).content.decode()
    assert client.get(url(procurement, "rows", "nothing")).status_code == 404


def test_the_plan_is_written_and_a_wrong_one_keeps_what_was_typed(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {"purpose": "Hear what exists", "starts_on": "2026-05-04", "ends_on": "2026-05-01"}
    answer = client.post(url(procurement, "plan"), typed)
    assert answer.status_code == 422
    assert "Hear what exists" in answer.content.decode()
    assert client.post(url(procurement, "plan"), typed | {"ends_on": ""}).status_code == 302
    both = client.post(url(procurement, "plan"), {"purpose": "Something else", "revision": "0"})
    assert both.status_code == 409
    assert "Hear what exists" in both.content.decode()
    assert Plan.objects.get().purpose == "Hear what exists"


def test_an_activity_comes_with_agenda_and_points(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    assert "Speed" not in client.get(url(procurement, "activity_choose")).content.decode()
    form = client.get(url(procurement, "activity_add", "workshop"))
    assert form.context["form"].initial["agenda"].startswith("Velkommen")
    soon = (clock.now() + timedelta(days=10)).strftime("%Y-%m-%dT%H:%M")
    typed = {"title": "Workshop", "starts_at": soon, "is_public": "on", "agenda": "A\nB"}
    answer = client.post(url(procurement, "activity_add", "workshop"), typed)
    page = client.get(answer["Location"]).content.decode()
    assert "under 28 days" in page
    activity = Activity.objects.get()
    client.post(url(procurement, "tick", activity.public_id), {"item": "0"})
    assert activity.items.get(position=0).done_at
    client.post(url(procurement, "tick", activity.public_id), {"item": "0"})
    assert activity.items.get(position=0).done_at is None
    assert client.get(url(procurement, "activity_add", "no-way")).status_code == 404


def test_a_reader_reads_and_finds_no_names(dialogue: Any, reader: User, client_of: ClientOf) -> None:
    client = client_of(reader)
    page = client.get(url(dialogue.procurement, "people")).content.decode()
    assert "Firm A" in page
    assert "firma@example.test" not in page
    assert str(dialogue.firms[0].key) not in page
    assert client.get(url(dialogue.procurement, "people_export")).status_code == 404


def test_what_is_confidential_is_read_only_by_those_who_write(
    dialogue: Any, leader: User, reader: User, client_of: ClientOf
) -> None:
    typed = {
        "firm": "Secretive",
        "received_on": "2026-05-04",
        "theme": "legal",
        "title": "Hidden recipe",
        "is_confidential": "on",
        "upload": SimpleUploadedFile("recipe.txt", b"sugar"),
    }
    assert client_of(leader).post(url(dialogue.procurement, "row_add", "input"), typed).status_code == 302
    row = Input.objects.get()
    paper = url(dialogue.procurement, "input_file", row.public_id)
    places = (
        url(dialogue.procurement, "rows", "input"),
        url(dialogue.procurement, "row", "input", row.public_id),
    )
    for place in places:
        said = client_of(reader).get(place).content.decode()
        assert "recipe" not in said
        assert "Secretive" not in said
        assert "recipe" in client_of(leader).get(place).content.decode()
    assert "I-01" not in client_of(reader).get(places[0] + "?q=recipe").content.decode()
    assert client_of(reader).get(paper).status_code == 404
    assert client_of(leader).get(paper).content == b"sugar"
    book = client_of(leader).get(url(dialogue.procurement, "rows_export", "input"))
    assert book.status_code == 200


def test_the_ledger_is_open_until_published_and_the_news_is_on_the_page(
    dialogue: Any, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {"told_to": "Firm A", "sort": "said", "told_on": "2026-05-04", "what": "We have 312 homes."}
    client.post(url(dialogue.procurement, "row_add", "told"), typed)
    assert "Somebody knows more than the others" in client.get(url(dialogue.procurement)).content.decode()
    assert "312 homes" not in guest().get(outside(dialogue)).content.decode()
    row = Told.objects.get()
    publish = url(dialogue.procurement, "told_publish", row.public_id)
    assert client.post(publish, {"text": ""}).status_code == 422
    assert client.post(publish, {"text": "We have 312 homes."}).status_code == 302
    assert "312 homes" in guest().get(outside(dialogue)).content.decode()
    assert sorted(each.to for each in mail.outbox) == [["firma@example.test"], ["firmb@example.test"]]


def test_minutes_are_written_question_by_question(
    dialogue: Any, leader: User, reader: User, client_of: ClientOf
) -> None:
    asked: Question = actions.add_row(
        KINDS["question"],
        dialogue.procurement,
        by=leader,
        words={"text": "Who answers?", "theme": "legal", "why": ""},
    )
    actions.book_slot(dialogue.firms[0], dialogue.slots[0].public_id)
    place = url(dialogue.procurement, "minutes", dialogue.activity.public_id, dialogue.slots[0].public_id)
    client = client_of(leader)
    assert "Who answers?" in client.get(place).content.decode()
    typed = {"minutes": "Long talk", f"q{asked.pk}": "A centre", "revision": "1", "is_confidential": "on"}
    assert client.post(place, typed).status_code == 302
    assert client.post(place, typed).status_code == 409
    hidden = client_of(reader).get(place).content.decode()
    assert "Long talk" not in hidden
    assert "A centre" not in hidden
    assert client_of(reader).post(place, typed).status_code == 404


def test_a_lesson_must_say_what_it_becomes(dialogue: Any, leader: User, client_of: ClientOf) -> None:
    place = url(dialogue.procurement, "row_add", "learning")
    typed = {"text": "Batteries matter", "theme": "technology", "becomes": "need"}
    assert client_of(leader).post(place, typed).status_code == 422
    assert client_of(leader).post(place, typed | {"need": dialogue.need.pk}).status_code == 302
    row = Learning.objects.get()
    assert row.need == dialogue.need
    page = (
        client_of(leader)
        .get(url(dialogue.procurement, "row_change", "learning", row.public_id))
        .content.decode()
    )
    assert "Batteries matter" in page


def test_every_kind_is_written_shown_changed_and_removed(
    dialogue: Any, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {
        "question": {"text": "Who?", "theme": "legal"},
        "visit": {"host": "Nabo", "visited_on": "2026-05-04"},
        "outreach": {"channel": "fair", "what": "Stand", "done_on": "2026-05-04"},
        "told": {"told_to": "A", "sort": "said", "told_on": "2026-05-04", "what": "B"},
    }
    for kind, words in typed.items():
        assert client.post(url(dialogue.procurement, "row_add", kind), {}).status_code == 422
        assert client.post(url(dialogue.procurement, "row_add", kind), words).status_code == 302
        row = KINDS[kind].model._default_manager.get()
        here = (kind, row.public_id)
        change = url(dialogue.procurement, "row_change", *here)
        assert client.get(url(dialogue.procurement, "row", *here)).status_code == 200
        assert client.get(change).status_code == 200
        head = KINDS[kind].head
        assert client.post(change, words | {head: "Else", "revision": "1"}).status_code == 302
        assert client.post(change, words | {head: "Third", "revision": "1"}).status_code == 409
        assert client.get(url(dialogue.procurement, "rows_export", kind)).status_code == 200
        assert client.get(url(dialogue.procurement, "row_remove", *here)).status_code == 200
        assert client.post(url(dialogue.procurement, "row_remove", *here)).status_code == 302
        assert not KINDS[kind].model._default_manager.exists()


def test_questions_of_other_rooms_are_brought_with_one_press(
    procurement: Procurement, leader: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = OpenQuestion("7", "Which model?", "operation", "Strategy")
    monkeypatch.setitem(questions._sources, "strategy", lambda procurement: [asked])
    client = client_of(leader)
    assert "Which model?" in client.get(url(procurement, "rows", "question")).content.decode()
    client.post(url(procurement, "bring"), {"question": "strategy:7"})
    client.post(url(procurement, "bring"), {"question": "strategy:7"})
    assert [each.text for each in Question.objects.all()] == ["Which model?"]


def test_note_letter_and_notice_are_made(dialogue: Any, leader: User, client_of: ClientOf) -> None:
    client = client_of(leader)
    for ending in ("pdf", "docx"):
        assert client.get(url(dialogue.procurement, "note_file", ending)).content
    assert client.get(url(dialogue.procurement, "note_file", "exe")).status_code == 404
    assert b"X-Unsent: 1" in invitation_letter(dialogue.invitation)
    assert "Nights are long" in client.get(url(dialogue.procurement, "notice")).content.decode()
    assert client.get(url(dialogue.procurement, "letter")).status_code == 200


def test_attendance_slots_and_hands_on_registration(dialogue: Any, leader: User, client_of: ClientOf) -> None:
    client = client_of(leader)
    part = dialogue.activity.parts.order_by("pk")[0]
    here = dialogue.activity.public_id
    client.post(url(dialogue.procurement, "attendance", here), {f"part-{part.pk}": "yes", "part-x": "no"})
    part.refresh_from_db()
    assert part.came
    first = dialogue.slots[0].starts_at.astimezone(clock.OSLO).strftime("%Y-%m-%dT%H:%M")
    typed = {"first": first, "minutes": "30", "pause": "0", "count": "1"}
    assert client.post(url(dialogue.procurement, "slots", here), typed).status_code == 422
    slot = dialogue.slots[2]
    assert client.post(url(dialogue.procurement, "slot_remove", here, slot.public_id)).status_code == 302
    assert not Slot.objects.filter(pk=slot.pk).exists()
    add = url(dialogue.procurement, "people_add")
    assert client.post(add, JOIN).status_code == 302
    assert client.post(add, JOIN).status_code == 422
    found = Registration.objects.get(firm="Firm C")
    assert client.post(url(dialogue.procurement, "people_erase", found.public_id)).status_code == 302
    assert client.get(url(dialogue.procurement, "people_export")).status_code == 200
    assert client.post(url(dialogue.procurement, "activity_remove", here)).status_code == 422


def test_the_pages_ask_as_often_for_many_as_for_few(
    dialogue: Any, leader: User, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of(leader)
    place = url(dialogue.procurement, "rows", "told")
    words = {"told_to": "A", "sort": "said", "told_on": date(2026, 5, 4), "what": "B"}

    def asked(address: str) -> int:
        client.get(address)
        with django_assert_max_num_queries(60) as found:
            client.get(address)
        return len(found)

    actions.add_row(KINDS["told"], dialogue.procurement, by=leader, words=words)
    few = (asked(place), asked(url(dialogue.procurement)), asked(url(dialogue.procurement, "people")))
    for _ in range(12):
        actions.add_row(KINDS["told"], dialogue.procurement, by=leader, words=words)
    from veien.market.tests.conftest import join

    for number in range(8):
        join(dialogue.procurement, f"Firm {number}", dialogue.activity)
    assert (asked(place), asked(url(dialogue.procurement)), asked(url(dialogue.procurement, "people"))) == few


def test_the_note_is_read_for_words_that_name_a_solution(
    dialogue: Any, leader: User, client_of: ClientOf
) -> None:
    note = Note.objects.get()
    words = {"background": "Vi trenger en trygghetsalarm.", "volume": "", "constraints": ""}
    actions.write_note(dialogue.procurement, by=leader, revision=note.revision, words=words, needs=[])
    answer = client_of(leader).get(url(dialogue.procurement, "invitation"))
    assert [each.text for each in answer.context["findings"]] == ["trygghetsalarm"]


def test_the_open_questions_of_the_goals_are_offered(procurement: Procurement, leader: User) -> None:
    from veien.market.queries.asking import brought_by
    from veien.market.rules import question_sources

    assert "goals" in question_sources()
    assert brought_by(procurement) == []
