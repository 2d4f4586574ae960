"""What people and suppliers do, what is refused, and what the log keeps."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from veien.audit.queries import entries_of, verify_chain
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market import actions, queries
from veien.market.models import Invitation, Registration, Slot, TakesPart, Told
from veien.market.queries.kinds import KINDS
from veien.market.queries.report import NothingToSay, note_report, summary_of
from veien.market.rules import OpenQuestion
from veien.market.tests.conftest import join
from veien.market.tool import LOG_TITLES, ground, make_summary, report
from veien.people.models import User
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
TOLD = {"told_to": "Firm A", "sort": "said", "told_on": date(2026, 5, 4), "what": "We have 312 homes."}


def told(procurement: Procurement, leader: User) -> Told:
    found: Told = actions.add_row(KINDS["told"], procurement, by=leader, words=TOLD)
    return found


def test_a_row_gets_a_number_that_is_never_used_again(procurement: Procurement, leader: User) -> None:
    first = told(procurement, leader)
    actions.remove_row(KINDS["told"], first, by=leader)
    assert told(procurement, leader).ref == "T-02"
    assert verify_chain(procurement.public_id).intact


def test_what_is_told_to_one_is_open_until_it_is_published(procurement: Procurement, leader: User) -> None:
    row = told(procurement, leader)
    assert [each.ref for each in queries.open_ledger_of(procurement)] == ["T-01"]
    assert not report(procurement).facts["market.ledger_is_settled"]
    assert ground(procurement).status == "warning"
    with pytest.raises(Refused) as refused:
        actions.publish_told(row, by=leader, text="We have 312 homes.")
    assert refused.value.field == "where"
    actions.publish_told(row, by=leader, text="We have 312 homes.", where="Notice 2026-1")
    assert queries.open_ledger_of(procurement) == []
    assert report(procurement).facts["market.ledger_is_settled"]
    assert ground(procurement).status == "missing"


def test_what_is_published_stays_as_it_was_published(dialogue: Any, leader: User) -> None:
    row = told(dialogue.procurement, leader)
    row = actions.publish_told(row, by=leader, text="We have 312 homes.")
    with pytest.raises(Refused):
        actions.publish_told(row, by=leader, text="Again")
    with pytest.raises(Refused):
        actions.remove_row(KINDS["told"], row, by=leader)
    with pytest.raises(Refused):
        actions.change_row(
            KINDS["told"], row, by=leader, revision=row.revision, words=TOLD | {"what": "Less"}
        )


def test_two_who_change_the_same_row_are_told(procurement: Procurement, leader: User) -> None:
    row = told(procurement, leader)
    words = TOLD | {"what": "A"}
    actions.change_row(KINDS["told"], row, by=leader, revision=1, words=words)
    with pytest.raises(actions.ChangedMeanwhile) as late:
        actions.change_row(KINDS["told"], row, by=leader, revision=1, words=TOLD | {"what": "B"})
    assert late.value.current.what == "A"
    actions.write_plan(procurement, by=leader, revision=0, words={"purpose": "x"})
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_plan(procurement, by=leader, revision=5, words={"purpose": "y"})


def test_the_log_never_repeats_what_came_in_confidence(procurement: Procurement, leader: User) -> None:
    words = {
        "firm": "Firm Secretive",
        "received_on": date(2026, 5, 4),
        "theme": "financial",
        "title": "Our price",
        "text": "It costs 1234 each",
        "is_confidential": True,
    }
    row = actions.add_row(
        KINDS["input"], procurement, by=leader, words=words, upload=(b"paper", "p.txt", "text/plain")
    )
    actions.change_row(KINDS["input"], row, by=leader, revision=1, words=words | {"text": "It costs 4321"})
    log = str([each.content for each in entries_of(procurement.public_id)])
    assert not any(each in log for each in ("Secretive", "1234", "4321", "Our price"))
    actions.remove_row(KINDS["input"], row, by=leader)


def test_an_invitation_is_published_only_when_it_is_whole(procurement: Procurement, leader: User) -> None:
    with pytest.raises(Refused) as refused:
        actions.publish_invitation(procurement, by=leader)
    assert "dialog" in str(refused.value).lower()


def test_a_registration_is_made_once_for_each_address(dialogue: Any) -> None:
    words = {
        "name": "Other",
        "firm": "Thief",
        "country": "NO",
        "org_number": "",
        "email": "FIRMA@example.test",
        "note": "",
    }
    found, is_new = actions.register(dialogue.procurement, by=None, words=words, activities=[])
    assert (is_new, found.firm) == (False, "Firm A")
    log = str([each.content for each in entries_of(dialogue.procurement.public_id)])
    assert "Ola of" not in log
    assert "@example" not in log.replace("kari@example.test", "")


@pytest.mark.parametrize(
    ("number", "kept"), [("974 760 673", "974760673"), ("974760674", None), ("12", None)]
)
def test_an_organisation_number_must_be_possible(
    procurement: Procurement, number: str, kept: str | None
) -> None:
    words = {"name": "N", "firm": "F", "country": "NO", "org_number": number, "email": "n@f.test", "note": ""}
    if kept is None:
        with pytest.raises(Refused) as refused:
            actions.register(procurement, by=None, words=words, activities=[])
        assert refused.value.field == "org_number"
    else:
        assert actions.register(procurement, by=None, words=words, activities=[])[0].org_number == kept


def test_a_time_has_one_supplier_and_a_supplier_one_time(dialogue: Any) -> None:
    one, two = dialogue.firms
    first, second, _third = dialogue.slots
    actions.book_slot(one, first.public_id)
    with pytest.raises(Refused):
        actions.book_slot(two, first.public_id)
    actions.book_slot(one, second.public_id)
    assert list(Slot.objects.filter(registration=one).values_list("pk", flat=True)) == [second.pk]
    with pytest.raises(Refused):
        actions.free_slot(two, second.public_id)
    actions.cancel_registration(one)
    assert not Slot.objects.exclude(registration=None).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk__in=[first.pk, second.pk]).update(registration=two)


def test_a_time_that_has_begun_is_not_booked(dialogue: Any) -> None:
    Slot.objects.filter(pk=dialogue.slots[0].pk).update(starts_at=clock.now() - timedelta(minutes=1))
    with pytest.raises(Refused):
        actions.book_slot(dialogue.firms[0], dialogue.slots[0].public_id)


def test_of_many_who_press_at_once_one_gets_the_time(
    dialogue: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The copy of the database that the race is run on is made by SQLite.")
    people = dialogue.firms + [join(dialogue.procurement, f"Firm {each}") for each in range(4)]
    path = tmp_path / "race.sqlite3"
    with sqlite3.connect(path) as copy:
        copy.executescript("\n".join(connection.connection.iterdump()))
    monkeypatch.setitem(connections.settings["default"], "NAME", str(path))
    start = threading.Barrier(len(people))
    won: list[int] = []
    lost: list[str] = []

    def press(registration: Registration) -> None:
        start.wait(30)
        try:
            actions.book_slot(registration, dialogue.slots[0].public_id)
            won.append(registration.pk)
        except Refused as refused:
            lost.append(str(refused))
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=press, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with sqlite3.connect(path) as copy:
        query = "select registration_id from market_slot where registration_id is not null"
        assert [each for (each,) in copy.execute(query)] == won
    assert len(won) == 1
    assert len(lost) == len(people) - 1


def test_minutes_hold_the_same_questions_for_all(dialogue: Any, leader: User) -> None:
    asked = actions.add_row(
        KINDS["question"],
        dialogue.procurement,
        by=leader,
        words={"text": "Who answers at night?", "theme": "operation", "why": ""},
    )
    slot = dialogue.slots[0]
    slot.activity = dialogue.activity
    with pytest.raises(Refused):
        actions.write_minutes(slot, by=leader, revision=1, minutes="x", is_confidential=False, answers={})
    actions.book_slot(dialogue.firms[0], slot.public_id)
    actions.write_minutes(
        slot, by=leader, revision=1, minutes="Said much", is_confidential=True, answers={asked.pk: "We do"}
    )
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_minutes(slot, by=leader, revision=1, minutes="x", is_confidential=False, answers={})
    with pytest.raises(Refused):
        actions.remove_row(KINDS["question"], asked, by=leader)
    said = str(summary_of(dialogue.procurement, "en"))
    assert "We do" not in said
    assert "Said much" not in str([each.content for each in entries_of(dialogue.procurement.public_id)])


def test_the_documents_hold_nothing_that_is_confidential(dialogue: Any, leader: User) -> None:
    words = {
        "firm": "Firm A",
        "received_on": date(2026, 5, 4),
        "theme": "legal",
        "title": "Open advice",
        "text": "",
        "is_confidential": False,
    }
    actions.add_row(KINDS["input"], dialogue.procurement, by=leader, words=words)
    secret = words | {"title": "Hidden recipe", "is_confidential": True}
    actions.add_row(KINDS["input"], dialogue.procurement, by=leader, words=secret)
    said = str(summary_of(dialogue.procurement, "nb"))
    assert "Open advice" in said
    assert "Hidden recipe" not in said
    for ending in ("pdf", "docx"):
        assert make_summary(dialogue.procurement, "nb", ending).data
    assert "Be found at night" in str(note_report(dialogue.procurement, "da"))


def test_there_is_no_summary_of_nothing(procurement: Procurement) -> None:
    with pytest.raises(NothingToSay):
        summary_of(procurement, "nb")


def test_a_lesson_that_becomes_a_requirement_waits_until_it_is_taken(
    procurement: Procurement, leader: User
) -> None:
    words = {
        "text": "Batteries last 2 years",
        "theme": "technology",
        "becomes": "requirement",
        "proposal": "Runs long",
    }
    row = actions.add_row(KINDS["learning"], procurement, by=leader, words=words)
    assert [each.proposal for each in queries.requirement_proposals_of(procurement)] == ["Runs long"]
    actions.take_proposal(procurement, row.public_id, by=leader, taken_as="K-12")
    assert queries.requirement_proposals_of(procurement) == []
    assert ground(procurement).status == "ok"


def test_a_question_of_another_room_is_brought_once(procurement: Procurement, leader: User) -> None:
    asked = OpenQuestion("1", "Which model of operation?", "operation", "Goals")
    assert actions.bring_question(procurement, asked, by=leader, room="goals").source == "goals:1"
    with pytest.raises(Refused):
        actions.bring_question(procurement, asked, by=leader, room="goals")


def test_erasing_takes_the_name_and_leaves_the_firm(dialogue: Any, leader: User) -> None:
    found = actions.erase_registration(dialogue.firms[0], by=leader)
    assert (found.name, found.email, found.firm) == ("", "", "Firm A")


def test_an_activity_with_people_stays(dialogue: Any, leader: User) -> None:
    with pytest.raises(Refused):
        actions.remove_activity(dialogue.activity, by=leader)
    part = TakesPart.objects.filter(activity=dialogue.activity)[0]
    assert actions.mark_attendance(dialogue.activity, by=leader, came={part.pk: True}) == 1
    assert actions.mark_attendance(dialogue.activity, by=leader, came={part.pk: True}) == 0


def test_a_firm_that_stayed_away_took_no_part(dialogue: Any, leader: User) -> None:
    before = queries.standing_of(dialogue.procurement)
    assert before.took_part == before.registered > 1
    parts = TakesPart.objects.filter(registration=dialogue.firms[0])
    for part in parts:
        actions.mark_attendance(part.activity, by=leader, came={part.pk: False})
    after = queries.standing_of(dialogue.procurement)
    assert (after.registered, after.took_part) == (before.registered, before.registered - 1)


def test_times_do_not_lie_over_each_other(dialogue: Any, leader: User) -> None:
    with pytest.raises(Refused):
        actions.add_slots(
            dialogue.activity, by=leader, first=dialogue.slots[0].starts_at, minutes=5, pause=0, count=1
        )
    actions.book_slot(dialogue.firms[0], dialogue.slots[0].public_id)
    slot = Slot.objects.get(pk=dialogue.slots[0].pk)
    with pytest.raises(Refused):
        actions.remove_slot(slot, by=leader)


def test_closing_twice_is_refused(dialogue: Any, leader: User) -> None:
    actions.close_invitation(dialogue.procurement, by=leader)
    assert Invitation.objects.get().state == "closed"
    with pytest.raises(Refused):
        actions.close_invitation(dialogue.procurement, by=leader)


def test_every_action_has_words_in_the_log(dialogue: Any, leader: User) -> None:
    said = {
        each.action
        for each in entries_of(dialogue.procurement.public_id)
        if each.action.startswith("market.")
    }
    assert said <= set(LOG_TITLES)
    kinds = {f"market.{kind}_{deed}" for kind in KINDS for deed in ("added", "changed", "removed")}
    assert kinds <= set(LOG_TITLES)
