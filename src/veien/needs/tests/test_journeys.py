"""Service journeys: what is kept, what is refused, what they add up to, and the pages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.audit.queries import entries_of, verify_chain
from veien.needs import actions
from veien.needs.models import Journey, JourneyStep, Need
from veien.needs.queries.journeys import journey_counts, whole_journey
from veien.needs.rules.journeys import Step, falls_away, journey_svg, sums_of
from veien.needs.rules.mapping import need_title
from veien.needs.tool import journey_report
from veien.people.models import User
from veien.road.models import Procurement

PATIENT = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
ClientOf = Callable[[User], Client]
GOLDEN = Path(__file__).with_name("golden") / "journey.svg"
LABELS = {"today": "Today", "wanted": "Wanted", "away": "falls away", "new": "new"}
STEPS = st.builds(
    Step,
    key=st.integers(1, 10_000),
    actor=st.sampled_from(["Night staff", "night staff", "User", ""]),
    title=st.text(min_size=1, max_size=60),
    minutes=st.none() | st.decimals(0, 10_080, places=2),
    pain=st.text(max_size=5),
    origin=st.none() | st.integers(1, 20),
)


@PATIENT
@given(st.lists(STEPS), st.lists(STEPS))
def test_what_the_actors_take_adds_up_to_what_the_journey_takes(
    today: list[Step], wanted: list[Step]
) -> None:
    sums = sums_of(today, wanted)
    assert sums.today == sum((each.minutes or Decimal(0) for each in today), Decimal(0))
    assert sums.less == sum((row.less for row in sums.actors), Decimal(0))
    assert len({row.actor.casefold() for row in sums.actors}) == len(sums.actors)


@PATIENT
@given(st.lists(STEPS, max_size=6, unique_by=lambda step: step.key), st.lists(STEPS, max_size=6))
def test_every_drawing_can_be_read_by_a_machine(today: list[Step], wanted: list[Step]) -> None:
    minutes = {each.key: "1 min" for each in [*today, *wanted]}
    drawn = journey_svg(today, wanted, title="A", desc="B", labels=LABELS, minutes=minutes)
    rects = ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}rect")
    assert len(list(rects)) == 2 * (len(today) + len(wanted))


def test_nothing_falls_away_while_nothing_is_wanted() -> None:
    step = Step(1, "Staff", "Walk the corridor", Decimal(10))
    assert falls_away([step], []) == []
    assert falls_away([step], [Step(2, "Staff", "Rest", None)]) == [step]
    assert falls_away([step], [Step(2, "Staff", "Walk once", None, origin=1)]) == []


def test_the_drawing_is_the_one_we_have_looked_at() -> None:
    today = [
        Step(1, "User", "Falls beside the bed and cannot reach the phone", Decimal(0), pain="Lies for hours"),
        Step(2, "Night staff", "Walks the planned round", Decimal(45)),
        Step(3, "Night staff", "Finds the user and helps her up", Decimal(30)),
    ]
    wanted = [
        Step(4, "Night staff", "Learns of the fall at once", Decimal(1)),
        Step(5, "Night staff", "Helps the user up", Decimal(30), origin=3),
    ]
    minutes = {step.key: f"{step.minutes} min" for step in [*today, *wanted]}
    drawn = journey_svg(
        today, wanted, title="A fall at night", desc="Five steps.", labels=LABELS, minutes=minutes
    )
    assert drawn == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


@PATIENT
@given(st.text(max_size=400))
def test_the_title_of_a_need_fits_its_field(text: str) -> None:
    assert len(need_title(text)) <= 120


@pytest.fixture
def journey(procurement: Procurement, leader: User) -> Journey:
    return actions.add_journey(
        procurement, by=leader, title="A fall at night", dwelling="home", per_week=Decimal(20)
    )


@pytest.fixture
def steps(journey: Journey, leader: User) -> list[JourneyStep]:
    first = actions.add_step(
        journey, by=leader, when="today", title="Lies on the floor", actor="user", pain="lies for hours."
    )
    second = actions.add_step(
        journey, by=leader, when="today", title="Walks the round", actor="Night staff", minutes=Decimal(45)
    )
    return [first, second]


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.mark.django_db
def test_steps_are_carried_over_once_and_remember_where_from(
    journey: Journey, steps: list[JourneyStep], leader: User
) -> None:
    assert actions.copy_to_wanted(journey, by=leader, step=steps[1]) == 1
    assert actions.copy_to_wanted(journey, by=leader) == 1
    with pytest.raises(actions.CannotMap, match="already"):
        actions.copy_to_wanted(journey, by=leader)
    whole = whole_journey(journey)
    assert [row.step.comes_from for row in whole.wanted] == [steps[1], steps[0]]
    assert [row.step.pain for row in whole.wanted] == ["", ""]
    assert not whole.gone
    assert verify_chain(journey.procurement.public_id).intact


@pytest.mark.django_db
def test_a_step_that_is_not_carried_falls_away_and_frees_hours(
    journey: Journey, steps: list[JourneyStep], leader: User
) -> None:
    actions.copy_to_wanted(journey, by=leader, step=steps[0])
    whole = whole_journey(journey)
    assert whole.gone == [steps[1]]
    assert whole.sums.hours_a_week(whole.sums.less, journey.per_week) == Decimal(15)


@pytest.mark.django_db
def test_a_need_is_made_of_the_pain_and_never_of_the_step(
    journey: Journey, steps: list[JourneyStep], leader: User
) -> None:
    need = actions.need_from_step(steps[0], by=leader)
    assert (need.title, need.holder) == ("Lies for hours", "User")
    assert "A fall at night" in need.evidence
    assert JourneyStep.objects.get(pk=steps[0].pk).need == need
    with pytest.raises(actions.CannotMap, match="already"):
        actions.need_from_step(steps[0], by=leader)
    sensor = actions.add_step(journey, by=leader, when="wanted", title="A bed sensor calls")
    with pytest.raises(actions.CannotMap, match="often names a solution"):
        actions.need_from_step(sensor, by=leader)


@pytest.mark.django_db
def test_what_has_become_a_need_is_not_asked_for_again_in_the_step_that_came_of_it(
    journey: Journey, steps: list[JourneyStep], leader: User
) -> None:
    actions.copy_to_wanted(journey, by=leader, step=steps[0])
    assert whole_journey(journey).wanted[0].may_become_need
    actions.need_from_step(steps[0], by=leader)
    assert not whole_journey(journey).wanted[0].may_become_need


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": " "}, "title"),
        ({"minutes": Decimal(-1)}, "minutes"),
        ({"minutes": Decimal(99_999)}, "minutes"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(
    journey: Journey, leader: User, words: dict[str, Any], field: str
) -> None:
    with pytest.raises(actions.CannotMap) as refused:
        actions.add_step(journey, by=leader, when="today", **({"title": "Walks"} | words))
    assert refused.value.field == field
    assert not JourneyStep.objects.exists()


@pytest.mark.django_db
def test_a_step_is_put_and_moved_where_it_belongs(
    journey: Journey, steps: list[JourneyStep], leader: User
) -> None:
    between = actions.add_step(journey, by=leader, when="today", title="Waits", place=2)
    actions.move_step(between, by=leader, where="down")
    entries = len(entries_of(journey.procurement.public_id))
    actions.move_step(between, by=leader, where="down")
    assert [row.step.title for row in whole_journey(journey).today][-1] == "Waits"
    assert len(entries_of(journey.procurement.public_id)) == entries


@pytest.mark.django_db
def test_the_second_to_write_sees_both_texts(
    procurement: Procurement, steps: list[JourneyStep], leader: User, client_of: ClientOf
) -> None:
    step = steps[0]
    actions.change_step(step, by=leader, revision=1, title="Lies on the cold floor")
    answer = client_of(leader).post(
        url(procurement, "step", step.public_id), {"title": "Lies and calls", "revision": 1}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lies on the cold floor" in page
    assert "Lies and calls" in page


@pytest.mark.django_db
def test_a_journey_is_walked_on_the_pages(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    begun = client.post(
        url(procurement, "journey_add"), {"title": "Medicine", "dwelling": "home", "per_week": "1050,5"}
    )
    journey = Journey.objects.get()
    assert begun["Location"] == url(procurement, "journey", journey.public_id)
    typed = {"when": "today", "title": "Hands out pills", "minutes": "12,5", "pain": "Comes too late"}
    client.post(url(procurement, "step_add", journey.public_id), typed)
    step = JourneyStep.objects.get()
    assert (journey.per_week, step.minutes) == (Decimal("1050.5"), Decimal("12.5"))
    client.post(url(procurement, "journey_copy", journey.public_id))
    made = client.post(url(procurement, "step_need", step.public_id))
    assert made["Location"] == url(procurement, "change", Need.objects.get().public_id)
    page = client.get(url(procurement, "journey", journey.public_id)).content.decode()
    assert "Comes too late" in page
    assert "<svg" in page
    assert client.get(url(procurement, "journey_export")).content[:2] == b"PK"


@pytest.mark.django_db
def test_a_wrong_figure_keeps_what_was_typed(
    procurement: Procurement, journey: Journey, leader: User, client_of: ClientOf
) -> None:
    typed = {"when": "wanted", "title": "Rests", "minutes": "a while"}
    answer = client_of(leader).post(url(procurement, "step_add", journey.public_id), typed)
    assert answer.status_code == 422
    assert 'value="a while"' in answer.content.decode()


@pytest.mark.django_db
def test_the_road_hears_of_both_sides(journey: Journey, steps: list[JourneyStep], leader: User) -> None:
    assert journey_report(journey.procurement).facts == {
        "journeys.have_today": True,
        "journeys.have_wanted": False,
    }
    actions.copy_to_wanted(journey, by=leader)
    assert journey_counts(journey.procurement).wanted == 1


@pytest.mark.django_db
def test_the_journey_asks_the_database_as_often_for_many_steps(
    procurement: Procurement,
    journey: Journey,
    steps: list[JourneyStep],
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    client = client_of(leader)
    here = url(procurement, "journey", journey.public_id)
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)
    for number in range(20):
        actions.add_step(journey, by=leader, when="today", title=f"Step {number}")
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)


QUERIES = 8
