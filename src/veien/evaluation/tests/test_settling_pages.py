"""The meeting through the pages: opened, shown side by side, settled, with dissent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.evaluation import actions
from veien.evaluation.models import Moderation, Score
from veien.evaluation.queries.judges import evaluators_of
from veien.evaluation.tests.cast import make_case, score_alone, settle

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
NURSE = {"A": ("6", "Slow."), "B": ("8", "Fast and quiet."), "C": ("4", "Loud."), "D": ("5", "As others.")}
OTHER = NURSE | {"A": ("9", "Very fast, I found.")}


@pytest.fixture
def case(procurement: Any, leader: Any) -> Any:
    return make_case(procurement, leader, keys="ABCD")


@pytest.fixture
def therapist(make_user: Any, procurement: Any) -> Any:
    return make_user("The therapist", role="evaluation-group", procurement=procurement)


def alone(case: Any, leaf: Any, person: Any, given: dict[str, tuple[str, str]]) -> None:
    mine = [each for each in evaluators_of(case.procurement) if each.pk == person.pk]
    score_alone(case, leaf, given, people=mine)


def opened(case: Any, nurse: Any, therapist: Any, leaf: Any = None) -> None:
    leaf = leaf or case.environment
    alone(case, leaf, nurse, NURSE)
    alone(case, leaf, therapist, OTHER)
    actions.open_moderation(case.procurement, by=nurse, criterion=leaf)


def url(case: Any, name: str, *rest: object) -> str:
    return reverse(f"evaluation:{name}", args=[case.procurement.public_id, *rest])


def page_of(case: Any) -> str:
    return url(case, "moderation_of", case.environment.public_id)


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("\xa0", " "))


def typed(points: dict[str, str], *, reason: str = "As it is in use.", revision: int = 0) -> dict[str, str]:
    data: dict[str, str] = {}
    for key, value in points.items():
        data |= {f"{key}-points": value, f"{key}-reason": reason, f"{key}-revision": str(revision)}
    return data


def test_nobody_sees_own_points_of_others_before_the_meeting_is_open(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any, leader: Any, owner: Any, buyer: Any
) -> None:
    alone(case, case.environment, nurse, NURSE)
    for user in (therapist, leader, owner, buyer):
        client = client_of(user)
        for address in (url(case, "moderation"), page_of(case), url(case, "scores"), url(case, "page")):
            page = text_of(client.get(address))
            assert "Fast and quiet." not in page
            assert "Krippendorff's alpha</dt>" not in page
    page = text_of(client_of(therapist).get(page_of(case)))
    assert "The nurse" in page
    assert "handed in" in page
    assert "Their drafts are not shown and do not count." in page


def test_the_meeting_opens_when_all_have_handed_in_and_early_only_with_a_reason(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any
) -> None:
    client, address = client_of(nurse), url(case, "open_moderation", case.environment.public_id)
    early = client.post(address, {"without": "Early all the same."})
    assert early.status_code == 422
    assert "Nobody has handed in own points" in text_of(early)
    alone(case, case.environment, nurse, NURSE)
    refused = client.post(address, {"without": " "})
    assert refused.status_code == 422
    assert "Not handed in yet: The therapist." in text_of(refused)
    assert not Moderation.objects.exists()
    assert client.post(address, {"without": "She is ill until May."}).status_code == 302
    page = text_of(client.get(page_of(case)))
    assert "She is ill until May." in page
    assert client.post(address).status_code == 302
    assert Moderation.objects.count() == 1


def test_own_points_stand_side_by_side_and_what_matters_most_comes_first(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any, owner: Any
) -> None:
    opened(case, nurse, therapist)
    for user in (nurse, owner):
        page = text_of(client_of(user).get(page_of(case)))
        for said in ("Fast and quiet.", "Very fast, I found.", "Slow.", "Only said.", "Measured."):
            assert said in page
    page = text_of(client_of(nurse).get(url(case, "moderation")))
    assert "6 to 9 points" in page
    assert "In the whole the difference comes to 1.5 in points." in page
    assert "Whether A Firm A stands before or behind" in page
    assert "Kendall" in page
    assert "900,000" not in page


def test_what_all_agree_on_is_prefilled_and_taken_over_at_once(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any
) -> None:
    opened(case, nurse, therapist)
    client = client_of(nurse)
    page = text_of(client.get(page_of(case)))
    assert 'name="B-points" value="8"' in page
    assert 'name="A-points" value="' not in page
    assert "Take over the 3 on which you all agree" in page
    assert client.post(page_of(case), {"agreed": "yes"}).status_code == 302
    assert sorted(Score.objects.values_list("tender__key", flat=True)) == ["B", "C", "D"]
    again = client.post(page_of(case), {"agreed": "yes"}, follow=True)
    assert "There is nothing left on which you all gave the same points." in text_of(again)


def test_all_is_settled_with_a_dissent_that_stands_beside_it(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any, owner: Any
) -> None:
    opened(case, nurse, therapist)
    data = typed({"A": "7", "B": "8", "C": "4", "D": "5"})
    data[f"A-dissent-{therapist.pk}"] = "It was faster than that."
    assert client_of(nurse).post(page_of(case), data).status_code == 302
    score = Score.objects.get(tender__key="A")
    assert [(each.evaluator, each.text) for each in score.dissents.all()] == [
        (therapist, "It was faster than that.")
    ]
    page = text_of(client_of(owner).get(page_of(case)))
    assert "The therapist does not share this:" in page
    assert "It was faster than that." in page
    assert client_of(nurse).post(page_of(case), typed({"A": "7"}, revision=1)).status_code == 302
    assert not score.dissents.exists()


def test_faults_stand_at_their_fields_and_what_was_typed_stays(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any
) -> None:
    opened(case, nurse, therapist)
    data = typed({"A": "6,5"}, reason="") | typed({"B": "eleven"}, reason="Long and thought through.")
    data |= typed({"C": "10,5"}) | {f"A-dissent-{nurse.pk}": "-"}
    response = client_of(nurse).post(page_of(case), data)
    assert response.status_code == 422
    page = text_of(response)
    for said in (
        "Say why the tender gets these points; points need a reason.",
        "Write the points as a number, such as 7.5.",
        "Points lie between 0 and 10.",
        "Write the dissent in words, or leave it empty.",
        'href="#id_A-reason"',
        'value="6,5"',
        "Long and thought through.",
    ):
        assert said in page
    assert not Score.objects.exists()
    nothing = client_of(nurse).post(page_of(case), {})
    assert nothing.status_code == 422
    assert "Nothing is typed yet" in text_of(nothing)


def test_one_tender_is_settled_while_the_others_stay_as_typed(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any
) -> None:
    opened(case, nurse, therapist)
    data = typed({"A": "6"}) | {"B-points": "half wr", "B-reason": "", "B-revision": "0"}
    response = client_of(nurse).post(page_of(case), data | {"only": str(case.tenders["A"].public_id)})
    assert response.status_code == 200
    assert Score.objects.get().tender == case.tenders["A"]
    page = text_of(response)
    assert "A Firm A is settled." in page
    assert "half wr" in page


def test_two_who_settle_at_once_lose_nothing(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any
) -> None:
    opened(case, nurse, therapist)
    first, second = client_of(nurse), client_of(therapist)
    one = typed({"A": "6", "B": "8"}, reason="From the nurse.")
    assert first.post(page_of(case), one).status_code == 302
    late = second.post(page_of(case), typed({"A": "4", "C": "5"}, reason="From the therapist."))
    assert late.status_code == 409
    page = text_of(late)
    assert "Somebody else settled points here while you did" in page
    assert "The nurse wrote:" in page
    assert page.count("From the therapist.") == 2
    assert Score.objects.count() == 2
    again = typed({"A": "4"}, reason="From the therapist.", revision=1)
    again |= typed({"C": "5"}, reason="From the therapist.")
    again |= typed({"B": "8"}, reason="From the nurse.", revision=1)
    assert second.post(page_of(case), again).status_code == 302
    assert Score.objects.get(tender=case.tenders["A"]).reason == "From the therapist."


def test_only_those_who_evaluate_settle(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any, buyer: Any, stranger: Any, reader: Any
) -> None:
    opened(case, nurse, therapist)
    assert client_of(buyer).get(page_of(case)).status_code == 200
    assert client_of(buyer).post(page_of(case), typed({"A": "1"})).status_code == 404
    for user in (stranger, reader):
        for address in (page_of(case), url(case, "moderation")):
            assert client_of(user).get(address).status_code == 404
    for criterion in (case.price.public_id, case.procurement.public_id):
        gone = url(case, "moderation_of", criterion)
        assert client_of(nurse).get(gone).status_code == 404
        assert client_of(nurse).post(gone, typed({"A": "5"})).status_code == 404


def test_a_locked_meeting_is_read_and_not_changed(
    case: Any, client_of: ClientOf, nurse: Any, therapist: Any
) -> None:
    from veien.evaluation.models import QualityLock
    from veien.foundation import clock

    opened(case, nurse, therapist)
    settle(case, nurse, case.environment, {"A": ("7", "Together.")})
    QualityLock.objects.create(
        procurement=case.procurement, locked_at=clock.now(), locked_by=nurse, digest="d" * 64
    )
    client = client_of(nurse)
    page = text_of(client.get(page_of(case)))
    assert "A-points" not in page
    assert "Together." in page
    refused = client.post(page_of(case), typed({"A": "9"}, revision=1))
    assert refused.status_code == 422
    assert "The judging of quality is locked" in text_of(refused)
    assert Score.objects.get().points == 7


def test_locked_must_requirements_are_read_and_not_changed(
    case: Any, client_of: ClientOf, nurse: Any
) -> None:
    from veien.evaluation.models import MustJudgement, QualityLock
    from veien.foundation import clock

    address = url(case, "musts_of", case.tenders["A"].public_id)
    client = client_of(nurse)
    assert client.post(address, {"revision": "0", "rest_met": "yes"}).status_code == 302
    QualityLock.objects.create(
        procurement=case.procurement, locked_at=clock.now(), locked_by=nurse, digest="d" * 64
    )
    page = text_of(client.get(address))
    assert "What was judged stands, and can be read here." in page
    assert "rest_met" not in page
    key = case.musts[0].pk
    data = {"revision": "1", f"must-{key}": "failed", f"ground-{key}": "It was not true."}
    assert client.post(address, data).status_code == 422
    assert MustJudgement.objects.filter(tender=case.tenders["A"], passed=True).count() == 2


def each_case(procurement: Any, leader: Any, *, shoulds: int = 3, keys: str = "ABCD") -> Any:
    """Build the case with environment judged requirement by requirement."""
    case = make_case(procurement, leader, keys=keys, shoulds=shoulds)
    case.environment.judging = "each"
    case.environment.save(update_fields=["judging"])
    return case


def alone_on_each(case: Any, people: Any) -> None:
    from decimal import Decimal

    from veien.evaluation.models import HandIn, OwnScore
    from veien.foundation import clock

    now = clock.now()
    OwnScore.objects.bulk_create(
        OwnScore(
            tender=tender,
            criterion=case.environment,
            requirement=asked,
            item=asked.ref,
            evaluator=person,
            points=Decimal(5 + (row == 0 and key == "A") * number * 2),
            reason=f"{asked.ref} of {key}.",
            salt="s",
            changed_at=now,
        )
        for number, person in enumerate(people)
        for row, asked in enumerate(case.shoulds)
        for key, tender in case.tenders.items()
    )
    HandIn.objects.bulk_create(
        HandIn(criterion=case.environment, evaluator=person, handed_in_at=now) for person in people
    )


def test_requirements_are_settled_one_by_one_and_the_list_can_be_narrowed(
    procurement: Any, leader: Any, nurse: Any, therapist: Any, client_of: ClientOf
) -> None:
    case = each_case(procurement, leader)
    alone_on_each(case, (nurse, therapist))
    actions.open_moderation(procurement, by=nurse, criterion=case.environment)
    client = client_of(nurse)
    page = text_of(client.get(page_of(case)))
    assert "S-1 should 1" in page
    assert "S-3 should 3" in page
    assert "5 to 7 points" in page
    narrowed = text_of(client.get(page_of(case), {"show": "differ"}))
    assert "S-3 should 3" not in narrowed
    assert "Nothing fits." in text_of(client.get(page_of(case), {"q": "nowhere"}))
    item = url(case, "moderation_item", case.environment.public_id, case.shoulds[0].public_id)
    assert client.post(item, typed({"A": "6", "B": "5"})).status_code == 302
    assert Score.objects.filter(item="S-1", requirement=case.shoulds[0]).count() == 2
    assert client.post(page_of(case), {"agreed": "yes"}).status_code == 302
    assert Score.objects.count() == 12
    gone = url(case, "moderation_item", case.environment.public_id, case.musts[0].public_id)
    assert client.get(gone).status_code == 404


def test_the_pages_ask_as_often_for_many_as_for_few(
    make_user: Any, buyer_org: Any, leader: Any, client_of: ClientOf
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from veien.road.actions import start_procurement

    counts = []
    for keys, shoulds, many in (("AB", 2, 2), ("ABCDE", 60, 4)):
        procurement = start_procurement(
            by=leader, title=f"Alarms {keys}", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
        )
        people = [make_user(role="evaluation-group", procurement=procurement) for _each in range(many)]
        case = each_case(procurement, leader, shoulds=shoulds, keys=keys)
        alone_on_each(case, people)
        actions.open_moderation(procurement, by=people[0], criterion=case.environment)
        client = client_of(people[0])
        item = url(case, "moderation_item", case.environment.public_id, case.shoulds[0].public_id)
        found = {}
        for name, address in (("list", url(case, "moderation")), ("items", page_of(case)), ("item", item)):
            client.get(address)
            with CaptureQueriesContext(connection) as counting:
                assert client.get(address).status_code == 200
            found[name] = len(counting)
        counts.append(found)
    assert counts[0] == counts[1]
    assert counts[0] == QUERIES


QUERIES = {"list": 22, "items": 23, "item": 32}
"""Queries a page asks, session, roles and the line under the heading included."""
