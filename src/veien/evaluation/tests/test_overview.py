"""The overview: six steps, what is expected of whom, and counts that tell nobody's points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from veien.evaluation import actions
from veien.evaluation.rules.standing import ASKED, NO_PRICES, OPENED, SEALED
from veien.evaluation.rules.steps import current, steps_of
from veien.evaluation.tests.cast import make_case, score_alone

ClientOf = Callable[..., Client]


@given(
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([NO_PRICES, SEALED, ASKED, OPENED]),
    st.integers(0, 4),
)
def test_just_one_step_is_walked_now_and_all_before_it_are_done(
    is_judged: bool, is_scored: bool, is_locked: bool, prices: str, handed: int
) -> None:
    standing: Any = SimpleNamespace(
        competing=(1,), is_judged=is_judged, is_scored=is_scored, is_locked=is_locked, prices=prices
    )
    steps = steps_of(standing, handed=handed, wanted=4)
    states = [each.state for each in steps]
    assert states.count("now") == 1
    place = states.index("now")
    assert all(state == "done" for state in states[:place])
    assert ("prices" in [each.key for each in steps]) == (prices != NO_PRICES)
    assert current(steps) == steps[place].key


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " "))


@pytest.mark.django_db
def test_each_is_told_what_waits_for_them(
    procurement: Any, leader: Any, nurse: Any, buyer: Any, owner: Any, client_of: ClientOf
) -> None:
    case = make_case(procurement, leader, keys="ABCD")
    address = reverse("evaluation:page", args=[procurement.public_id])

    def page(user: Any) -> str:
        return text_of(client_of(user).get(address))

    assert "8 must-requirements are not judged." in page(nurse)
    for user in (leader, buyer, owner):
        assert "Nothing. The others are at work" in page(user)
    for tender in case.tenders.values():
        actions.judge_musts(procurement, by=nurse, tender=tender, failed={})
    assert "Environment: you have 4 scores left to give alone." in page(nurse)
    for leaf in (case.environment, case.competence):
        score_alone(case, leaf, dict.fromkeys("ABCD", ("7", "As measured.")))
    assert "Environment: all have handed in, so the meeting can be opened." in page(nurse)
    for leaf in (case.environment, case.competence):
        actions.open_moderation(procurement, by=nurse, criterion=leaf)
    assert "Competence: 4 scores are left to settle together." in page(nurse)
    for leaf in (case.environment, case.competence):
        actions.settle_agreed(procurement, by=nurse, criterion=leaf)
    assert "All is settled. Lock the quality." in page(nurse)
    actions.propose_question(procurement, by=nurse, tender=case.tenders["A"], question="Which one is meant?")
    assert "1 question to a tenderer waits to be sent." in page(buyer)
    actions.lock_quality(procurement, by=nurse)
    assert "Ask for the prices to be opened" in page(buyer)
    actions.ask_to_open_prices(procurement, by=buyer)
    assert "The purchaser asks for the prices to be opened. Confirm it." in page(leader)
    assert "asks for the prices to be opened. Confirm it." not in page(buyer)
    actions.open_prices(procurement, by=leader)
    assert "The result is there" in page(owner)


@pytest.mark.django_db
def test_the_overview_tells_counts_and_no_points(
    procurement: Any, leader: Any, nurse: Any, owner: Any, client_of: ClientOf
) -> None:
    case = make_case(procurement, leader, keys="AB")
    score_alone(case, case.environment, {"A": ("9.125", "Nobody else reads this."), "B": ("1", "Nor this.")})
    page = text_of(client_of(owner).get(reverse("evaluation:page", args=[procurement.public_id])))
    assert "The nurse" in page
    assert "1 / 2" in page
    assert "9.125" not in page
    assert "Nobody else reads this." not in page


PAST = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def asked(procurement: Any, leader: Any, nurse: Any) -> Any:
    case = make_case(procurement, leader, keys="AB")
    case.one = actions.propose_question(
        procurement,
        by=nurse,
        tender=case.tenders["A"],
        question="Is it tried in use?",
        criterion=case.environment,
        requirement=case.shoulds[0],
    )
    return case


def send(case: Any, by: Any, **changes: Any) -> Any:
    from veien.foundation import clock

    wanted = {"question": "Is it tried in use, and where?", "answer_due_at": clock.now() + timedelta(days=2)}
    return actions.send_question(case.procurement, by=by, clarification=case.one, **(wanted | changes))


@pytest.mark.django_db
def test_a_question_is_sent_answered_and_stands_beside_the_points(
    asked: Any, nurse: Any, buyer: Any, client_of: ClientOf
) -> None:
    from veien.audit.queries import entries_of
    from veien.evaluation.queries.clarifying import clarifications_on
    from veien.foundation import clock

    procurement = asked.procurement
    assert clarifications_on(procurement, asked.environment) == {}
    sent = send(asked, buyer, revision=1)
    entry = entries_of(procurement.public_id, most=1)[0]
    assert entry.content["before"] == "Is it tried in use?"
    actions.register_answer(
        procurement, by=buyer, clarification=sent, answer="Yes, in Arendal.", answered_at=clock.now()
    )
    row = clarifications_on(procurement, asked.environment)[asked.tenders["A"].pk][0]
    assert (row.ref, row.answer, row.state) == ("A-1", "Yes, in Arendal.", "answered")
    assert not clarifications_on(procurement, asked.environment, item=asked.shoulds[1].pk)
    alone = reverse("evaluation:own_criterion", args=[procurement.public_id, asked.environment.public_id])
    page = text_of(client_of(nurse).get(alone))
    assert "Is it tried in use, and where?" in page
    assert "Yes, in Arendal." in page
    score_alone(asked, asked.environment, dict.fromkeys("AB", ("7", "As measured.")))
    actions.open_moderation(procurement, by=nurse, criterion=asked.environment)
    address = reverse("evaluation:moderation_of", args=[procurement.public_id, asked.environment.public_id])
    assert "Yes, in Arendal." in text_of(client_of(nurse).get(address))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"question": " "}, "question"),
        ({"question": "x" * 4001}, "question"),
        ({"answer_due_at": None}, "answer_due_at"),
        ({"answer_due_at": PAST - timedelta(days=4000)}, "answer_due_at"),
        ({"address": "nobody"}, "address"),
    ],
)
def test_a_question_that_cannot_be_sent_is_refused_at_its_field(
    asked: Any, buyer: Any, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(actions.CannotClarify) as refused:
        send(asked, buyer, **changes)
    assert refused.value.field == field
    asked.one.refresh_from_db()
    assert asked.one.sent_at is None


@pytest.mark.django_db
def test_two_who_send_at_once_and_what_is_sent_cannot_be_dropped(asked: Any, buyer: Any) -> None:
    send(asked, buyer, revision=1)
    with pytest.raises(actions.ClarifiedMeanwhile):
        send(asked, buyer, revision=1)
    with pytest.raises(actions.CannotClarify):
        actions.drop_question(
            asked.procurement, by=buyer, clarification=asked.one, reason="It is clear enough."
        )
    for at, field in ((None, "answered_at"), (PAST - timedelta(days=4000), "answered_at")):
        with pytest.raises(actions.CannotClarify) as refused:
            actions.register_answer(
                asked.procurement, by=buyer, clarification=asked.one, answer="Yes.", answered_at=at
            )
        assert refused.value.field == field


@pytest.mark.django_db
def test_the_letter_is_mailed_where_there_is_an_address(asked: Any, buyer: Any, settings: Any) -> None:
    from pathlib import Path

    settings.EMAIL_BACKEND = "veien.people.mail.FolderBackend"
    send(asked, buyer, address="post@firm-a.example")
    letters = list(Path(settings.MAIL_FOLDER).glob("*.eml"))
    assert len(letters) == 1
    said = letters[0].read_bytes()
    assert b"To: post@firm-a.example" in said
    assert b"application/pdf" in said


@pytest.mark.django_db
def test_a_question_about_the_price_is_read_only_by_those_who_read_prices(
    asked: Any, nurse: Any, buyer: Any, client_of: ClientOf
) -> None:
    from veien.audit.queries import entries_of

    procurement = asked.procurement
    secret = "Does 43000 cover the licence?"
    made = actions.propose_question(
        procurement, by=buyer, tender=asked.tenders["A"], question=secret, is_about_price=True
    )
    assert secret not in str([each.content for each in entries_of(procurement.public_id)])
    listing = reverse("evaluation:clarifications", args=[procurement.public_id])
    one = reverse("evaluation:question", args=[procurement.public_id, made.public_id])
    assert secret in text_of(client_of(buyer).get(listing))
    assert secret not in text_of(client_of(nurse).get(listing))
    assert client_of(nurse).get(one).status_code == 404
    assert client_of(buyer).get(one).status_code == 200
    form = text_of(client_of(nurse).get(reverse("evaluation:propose_question", args=[procurement.public_id])))
    assert "is_about_price" not in form


@pytest.mark.django_db
def test_questions_go_their_way_through_the_pages(
    asked: Any, nurse: Any, buyer: Any, owner: Any, client_of: ClientOf
) -> None:
    from veien.evaluation.models import Clarification

    procurement = asked.procurement
    new = reverse("evaluation:propose_question", args=[procurement.public_id])
    evaluator, purchaser = client_of(nurse), client_of(buyer)
    assert evaluator.post(new, {"tender": "", "question": "Kept as typed?"}).status_code == 422
    about = f"r{asked.environment.pk}.{asked.shoulds[1].pk}"
    data = {"tender": "B", "about": about, "question": "What is meant?"}
    assert evaluator.post(new, data).status_code == 302
    made = Clarification.objects.get(tender__key="B")
    assert (made.criterion, made.requirement) == (asked.environment, asked.shoulds[1])
    one = reverse("evaluation:question", args=[procurement.public_id, made.public_id])
    assert evaluator.post(one, {"act": "drop"}).status_code == 404
    assert client_of(owner).get(one).status_code == 200
    late = purchaser.post(one, {"act": "send", "question": "What is meant?", "revision": "7"})
    assert late.status_code == 422
    due = {"answer_due_at": "2099-01-01T12:00:00"}
    stale = {"act": "send", "question": "Worded anew.", "revision": "7"} | due
    refused = purchaser.post(one, stale)
    assert refused.status_code == 409
    assert "Worded anew." in text_of(refused)
    assert purchaser.post(one, stale | {"revision": "1"}).status_code == 302
    for ending, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        letter = reverse("evaluation:letter", args=[procurement.public_id, made.public_id, ending])
        assert evaluator.get(letter).content.startswith(start)
    listing = reverse("evaluation:clarifications", args=[procurement.public_id])
    assert "Worded anew." in text_of(evaluator.get(listing, {"state": "sent"}))
    assert "Worded anew." not in text_of(evaluator.get(listing, {"tender": "A"}))
    assert evaluator.get(
        reverse("evaluation:clarifications_workbook", args=[procurement.public_id])
    ).content.startswith(b"PK")


@pytest.mark.django_db
def test_overview_and_questions_ask_as_often_for_many_as_for_few(
    make_user: Any, buyer_org: Any, leader: Any, client_of: ClientOf
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from veien.road.actions import start_procurement

    counts = []
    for keys, many in (("AB", 1), ("ABCDE", 5)):
        procurement = start_procurement(
            by=leader, title=f"Alarms {keys}", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
        )
        people = [make_user(role="evaluation-group", procurement=procurement) for _each in range(many)]
        case = make_case(procurement, leader, keys=keys)
        for tender in case.tenders.values():
            actions.propose_question(procurement, by=people[0], tender=tender, question="What is meant?")
        client = client_of(people[0])
        found = {}
        for name in ("page", "clarifications"):
            address = reverse(f"evaluation:{name}", args=[procurement.public_id])
            client.get(address)
            with CaptureQueriesContext(connection) as counting:
                assert client.get(address).status_code == 200
            found[name] = len(counting)
        counts.append(found)
    assert counts[0] == counts[1]
