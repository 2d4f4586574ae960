"""The pages on which each evaluator scores alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.evaluation import actions
from veien.evaluation.models import HandIn, Meeting, OwnScore, PrivateNote
from veien.evaluation.tests.cast import make_case

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
PART = {"HX-Request": "true"}
SECRET = "Zwetschgenknoedel"


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader, keys="AB")


def url(case: Any, name: str, *rest: object) -> str:
    return reverse(f"evaluation:{name}", args=[case.procurement.public_id, *rest])


def own_page(case: Any) -> str:
    return url(case, "own_criterion", case.environment.public_id)


def by_requirement(case: Any) -> None:
    type(case.environment).objects.filter(pk=case.environment.pk).update(judging="each")


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " "))


def fields_in(page: str) -> dict[str, str]:
    """Read what a browser would send: hidden fields, text fields and areas."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and re.match(r"[A-Z]+-\d+-\d+-", name[1]):
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S):
        found[name] = text
    return found


def typed(case: Any, page: str, **values: str) -> dict[str, str]:
    """Type into a page; ``A_points`` is the field of tender A."""
    fields = fields_in(page)
    for name, value in values.items():
        key, _sep, field = name.partition("_")
        (place,) = (each for each in fields if each.startswith(f"{key}-") and each.endswith(f"-{field}"))
        fields[place] = value
    return fields


def test_my_page_says_what_is_expected_and_how_far_the_group_is(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    page = text_of(client_of(nurse).get(url(case, "own")))
    assert "Give points: Environment" in page
    assert "0 of 2 given" in page
    assert "Counts only" in page


def test_the_leader_sees_counts_and_no_form(case: Any, nurse: Any, owner: Any, client_of: ClientOf) -> None:
    page = text_of(client_of(owner).get(url(case, "own")))
    assert "not what they give" in page
    assert "The nurse" in page
    assert client_of(owner).get(own_page(case)).status_code == 404


def test_an_evaluator_scores_every_tender_keeps_and_hands_in(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    client = client_of(nurse)
    page = text_of(client.get(own_page(case)))
    assert "Measured in use." in page
    data = typed(case, page, A_points="7,5", A_reason="As it is.", B_points="3", A_note=SECRET)
    assert client.post(own_page(case), data).status_code == 302
    assert {row.tender.key: row.points for row in OwnScore.objects.all()} == {
        "A": Decimal("7.5"),
        "B": Decimal(3),
    }
    assert PrivateNote.objects.get().text == SECRET
    answer = client.post(
        own_page(case), {**typed(case, text_of(client.get(own_page(case)))), "hand_in": "yes"}
    )
    assert answer.status_code == 422
    assert "1 score still lacks points or a reason." in text_of(answer)
    data = typed(case, text_of(client.get(own_page(case))), B_reason="As it is.")
    assert client.post(own_page(case), {**data, "hand_in": "yes"}).status_code == 302
    assert HandIn.objects.get().evaluator == nurse
    page = text_of(client.get(own_page(case)))
    assert "Take back" in page
    assert "<textarea" not in page
    assert client.post(own_page(case), {"take_back": "yes"}).status_code == 302
    assert not HandIn.objects.exists()


def test_bad_points_are_told_at_the_field_and_nothing_is_lost(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    client = client_of(nurse)
    data = typed(case, text_of(client.get(own_page(case))), A_points="eleven", A_reason=SECRET)
    answer = client.post(own_page(case), data)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Write the points as a number" in page
    assert SECRET in page
    assert 'value="eleven"' in page
    assert not OwnScore.objects.exists()


def test_the_draft_keeps_itself_and_the_page_reads_on_from_there(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    client = client_of(nurse)
    data = typed(case, text_of(client.get(own_page(case))), A_points="7", A_note="x")
    answer = client.post(own_page(case), data, headers=PART)
    assert answer.status_code == 200
    part = text_of(answer)
    assert re.search(r"Kept \d\d:\d\d", part)
    assert "<html" not in part
    data |= {name: value for name, value in fields_in(part).items() if name.startswith("A")}
    for value in ("7,5", "8"):
        data = {
            name: (value if name.startswith("A") and name.endswith("points") else old)
            for name, old in data.items()
        }
        answer = client.post(own_page(case), data, headers=PART)
        assert answer.status_code == 200
        data |= fields_in(text_of(answer))
    assert OwnScore.objects.get().points == Decimal(8)


def test_an_autosave_that_cannot_be_kept_says_so(case: Any, nurse: Any, client_of: ClientOf) -> None:
    client = client_of(nurse)
    data = typed(case, text_of(client.get(own_page(case))), A_points="eleven")
    answer = client.post(own_page(case), data, headers=PART)
    assert answer.status_code == 422
    assert "Not kept." in text_of(answer)


def test_two_windows_show_both_and_lose_nothing(case: Any, nurse: Any, client_of: ClientOf) -> None:
    client = client_of(nurse)
    first, second = (text_of(client.get(own_page(case))) for _window in range(2))
    assert client.post(own_page(case), typed(case, first, A_points="5", A_reason="First.")).status_code == 302
    mine = typed(case, second, A_points="6", A_reason="Second.")
    part = client.post(own_page(case), mine, headers=PART)
    assert part.status_code == 409
    assert "First." in text_of(part)
    answer = client.post(own_page(case), mine)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "First." in page
    assert "Second." in page
    assert OwnScore.objects.get().reason == "First."
    assert client.post(own_page(case), typed(case, page)).status_code == 302
    assert OwnScore.objects.get().reason == "Second."


def test_a_field_that_was_not_touched_never_undoes_another_window(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    client = client_of(nurse)
    first, second = (text_of(client.get(own_page(case))) for _window in range(2))
    client.post(own_page(case), typed(case, first, A_points="5", A_note="First."))
    assert client.post(own_page(case), typed(case, second, B_points="6")).status_code == 302
    assert {row.tender.key: row.points for row in OwnScore.objects.all()} == {
        "A": Decimal(5),
        "B": Decimal(6),
    }
    assert PrivateNote.objects.get().text == "First."


def test_requirement_by_requirement_there_is_a_matrix_and_a_page_for_each(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    by_requirement(case)
    client = client_of(nurse)
    page = text_of(client.get(own_page(case)))
    assert "3 requirements" in page
    assert "6 scores left" in page
    first = url(case, "own_requirement", case.environment.public_id, case.shoulds[0].public_id)
    assert first in page
    data = typed(case, text_of(client.get(first)), A_points="4", A_reason="As it is.")
    answer = client.post(first, {**data, "next": "yes"})
    assert answer["Location"].endswith(f"{case.shoulds[1].public_id}/")
    assert OwnScore.objects.get().item == "S-1"
    assert "5 scores left" in text_of(client.get(own_page(case)))
    assert "S-1" not in text_of(client.get(own_page(case), {"q": "should 2"}))
    hand_in = client.post(own_page(case), {"hand_in": "yes"})
    assert hand_in.status_code == 422
    assert "5 scores still lack" in text_of(hand_in)


def test_what_others_judge_is_read_and_not_scored(
    case: Any, nurse: Any, leader: Any, client_of: ClientOf, make_user: Any
) -> None:
    by_requirement(case)
    other = make_user("The engineer", role="evaluation-group", procurement=case.procurement)
    actions.assign(case.procurement, by=leader, evaluator=other, criterion=case.environment, item="S-1")
    page = text_of(client_of(nurse).get(own_page(case)))
    assert "others judge" in page
    first = url(case, "own_requirement", case.environment.public_id, case.shoulds[0].public_id)
    assert "<textarea" not in text_of(client_of(nurse).get(first))
    assert "2 requirements" in text_of(client_of(nurse).get(own_page(case), {"show": "mine"}))


def plan(case: Any, by: Any) -> Meeting:
    from datetime import UTC, datetime

    return actions.plan_meeting(
        case.procurement,
        by=by,
        tender=case.tenders["A"],
        kind="demonstration",
        held_at=datetime(2026, 4, 20, 9, 0, tzinfo=UTC),
        criteria=[case.environment, case.competence],
    )


def test_points_given_in_a_meeting_are_ordinary_own_points(
    case: Any, nurse: Any, client_of: ClientOf
) -> None:
    client = client_of(nurse)
    page_url = url(case, "meeting_points", plan(case, nurse).public_id)
    fields = fields_in(text_of(client.get(page_url)))
    for name in fields:
        if name.endswith("points"):
            fields[name] = "6"
    assert client.post(page_url, fields, headers=PART).status_code == 200
    assert {(row.criterion.title, row.points) for row in OwnScore.objects.all()} == {
        ("Environment", Decimal(6)),
        ("Competence", Decimal(6)),
    }
    assert 'value="6"' in text_of(client.get(own_page(case)))


def test_a_meeting_is_planned_changed_minuted_and_removed(case: Any, nurse: Any, client_of: ClientOf) -> None:
    client = client_of(nurse)
    data = {
        "tender": str(case.tenders["A"].public_id),
        "kind": "interview",
        "held_at": "2026-04-20T11:00",
        "place": "Room 2",
        "criteria": [str(case.competence.public_id)],
    }
    assert client.post(url(case, "plan_meeting"), {**data, "criteria": []}).status_code == 422
    assert client.post(url(case, "plan_meeting"), data).status_code == 302
    meeting = Meeting.objects.get()
    change = url(case, "change_meeting", meeting.public_id)
    assert client.post(change, {**data, "place": "Room 3", "revision": "1"}).status_code == 302
    late = client.post(change, {**data, "place": "Room 4", "revision": "1"})
    assert late.status_code == 409
    assert "Room 3" in text_of(late)
    page = url(case, "meeting", meeting.public_id)
    assert client.post(page, {"minutes": "They showed it.", "revision": "2"}).status_code == 302
    assert client.post(page, {"minutes": "Otherwise.", "revision": "2"}).status_code == 409
    remove = url(case, "remove_meeting", meeting.public_id)
    assert client.post(remove)["Location"] == page
    Meeting.objects.update(minutes="")
    assert client.post(remove)["Location"] == url(case, "meetings")


def test_notes_are_reached_by_their_writer_only(
    case: Any,
    nurse: Any,
    leader: Any,
    owner: Any,
    buyer: Any,
    reader: Any,
    stranger: Any,
    make_user: Any,
    client_of: ClientOf,
) -> None:
    client = client_of(nurse)
    page = url(case, "note_of", case.tenders["A"].public_id)
    assert client.post(page, {"text": SECRET, "revision": "0"}).status_code == 302
    note = PrivateNote.objects.get()
    assert SECRET in text_of(client.get(url(case, "notes")))
    assert SECRET in text_of(client.get(url(case, "note", note.pk)))
    other = make_user("The engineer", role="evaluation-group", procurement=case.procurement)
    for person in (other, leader, owner, buyer, reader, stranger):
        theirs = client_of(person)
        for method in (theirs.get, theirs.post):
            assert method(url(case, "note", note.pk)).status_code == 404
        for where in (url(case, "notes"), page):
            assert SECRET not in text_of(theirs.get(where))
    assert client.post(page, {"text": "Otherwise", "revision": "0"}).status_code == 409
    assert client.post(url(case, "note", note.pk), {"remove": "yes", "revision": "1"}).status_code == 302
    assert not PrivateNote.objects.exists()


def test_who_manages_decides_who_judges_through_the_pages(
    case: Any, nurse: Any, owner: Any, client_of: ClientOf, make_user: Any
) -> None:
    by_requirement(case)
    make_user("The engineer", role="evaluation-group", procurement=case.procurement)
    client = client_of(owner)
    matrix = url(case, "assignments")
    assert "everybody" in text_of(client.get(matrix))
    assert client.post(matrix, {"judge": [f"{case.competence.pk}-0-{nurse.pk}"]}).status_code == 302
    known = {"knows": [f"{nurse.pk}-function"]}
    assert client.post(url(case, "competences"), known).status_code == 302
    assert "3 assignments would be new, 0 would be gone." in text_of(client.get(url(case, "by_competence")))
    assert client.post(url(case, "by_competence"), {"which": "empty"}).status_code == 302
    page = text_of(client.get(url(case, "assignments_of", case.environment.public_id)))
    assert page.count(" checked") == 3
    assert client_of(nurse).post(matrix, {}).status_code == 404
    assert client_of(nurse).get(matrix).status_code == 200
    HandIn.objects.create(
        criterion=case.competence, evaluator=nurse, handed_in_at=case.tenders["A"].received_at
    )
    refused = client.post(matrix, {"judge": [f"{case.competence.pk}-0-{nurse.pk + 1}"]})
    assert refused.status_code == 422
