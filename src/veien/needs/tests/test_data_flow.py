"""The map of information flows: what it lacks, how it is drawn, what is refused, and what it gives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.audit.queries import verify_chain
from veien.needs import actions
from veien.needs.models import DataFlow, DataSystem, Need
from veien.needs.queries.data_flow import map_of
from veien.needs.queries.data_protection import basis_of
from veien.needs.rules.data_flow import Flow, System, columns_of, flow_svg, gaps_in
from veien.needs.tool import data_flow_report
from veien.people.models import User
from veien.road.models import Procurement

PATIENT = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
ClientOf = Callable[[User], Client]
GOLDEN = Path(__file__).with_name("golden") / "data_flow.svg"
SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def maps(draw: Any) -> tuple[list[System], list[Flow]]:
    """Draw a map of up to twelve systems and twenty-five flows."""
    count = draw(st.integers(2, 12))
    pairs = draw(st.lists(st.tuples(st.integers(1, count), st.integers(1, count)), max_size=25))
    sorts = st.sampled_from(["none", "personal", "health"])
    flows = [
        Flow(key, start, end, draw(sorts), draw(st.booleans()), draw(st.booleans()))
        for key, (start, end) in enumerate(pairs, start=1)
        if start != end
    ]
    return [System(key, f"System {key}", draw(st.booleans()), key == 1) for key in range(1, count + 1)], flows


@PATIENT
@given(maps())
def test_every_system_stands_in_one_of_at_most_four_columns(drawn: tuple[list[System], list[Flow]]) -> None:
    systems, flows = drawn
    columns = columns_of(systems, flows)
    assert sorted(key for column in columns for key in column) == sorted(each.key for each in systems)
    assert 1 <= len(columns) <= 4
    assert all(columns)


@PATIENT
@given(maps())
def test_a_drawing_has_a_box_a_system_and_a_number_a_flow(drawn: tuple[list[System], list[Flow]]) -> None:
    systems, flows = drawn
    svg = flow_svg(systems, flows, title="A", desc="B", new_word="new", record_word="record")
    tree = ElementTree.fromstring(svg)
    assert len(list(tree.iter(f"{SVG}rect"))) == len(systems)
    assert len(list(tree.iter(f"{SVG}circle"))) == len(flows)


@PATIENT
@given(maps())
def test_personal_data_without_a_ground_is_always_told(drawn: tuple[list[System], list[Flow]]) -> None:
    systems, flows = drawn
    told = {gap.key for gap in gaps_in(systems, flows) if gap.kind.endswith("_ground")}
    assert told == {each.key for each in flows if each.sort != "none" and not each.has_ground}


def test_a_new_system_must_reach_the_record() -> None:
    record, new, centre = (
        System(1, "Record", is_record=True),
        System(2, "Alarms", is_new=True),
        System(3, "Centre"),
    )
    flows = [Flow(1, 2, 3, "none"), Flow(2, 3, 1, "none")]
    assert [(gap.kind, gap.key) for gap in gaps_in([record, new, centre], flows)] == [("to_record", 2)]
    assert gaps_in([record, new, centre], [*flows, Flow(3, 2, 1, "none")]) == []
    assert [gap.kind for gap in gaps_in([new, centre], flows[:1])] == ["no_record"]


def test_the_drawing_is_the_one_we_have_looked_at() -> None:
    assert drawing() == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


def drawing() -> str:
    """Draw the map that lies beside the tests."""
    systems = [
        System(1, "Safety alarm", is_new=True),
        System(2, "Response centre"),
        System(3, "Patient record", is_record=True),
        System(4, "Next of kin"),
    ]
    flows = [
        Flow(1, 1, 2, "health"),
        Flow(2, 2, 3, "health", has_ground=True, is_both_ways=True),
        Flow(3, 2, 4, "personal"),
        Flow(4, 3, 1, "none"),
    ]
    return flow_svg(systems, flows, title="Flows", desc="Four flows.", new_word="new", record_word="record")


@pytest.fixture
def systems(procurement: Procurement, leader: User) -> list[DataSystem]:
    return [
        actions.add_system(procurement, by=leader, name="Safety alarm", is_new=True),
        actions.add_system(procurement, by=leader, name="Record", owner="Health and care", is_record=True),
    ]


@pytest.fixture
def flow(procurement: Procurement, systems: list[DataSystem], leader: User) -> DataFlow:
    return actions.add_flow(
        procurement,
        by=leader,
        start=systems[0],
        end=systems[1],
        when="today",
        information="Time of the alarm",
        sort="health",
    )


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.mark.django_db
def test_a_system_with_flows_stays_and_names_are_its_own(
    procurement: Procurement, systems: list[DataSystem], flow: DataFlow, leader: User
) -> None:
    with pytest.raises(actions.CannotMap, match="1 flows"):
        actions.remove_system(systems[0], by=leader)
    with pytest.raises(actions.CannotMap) as refused:
        actions.add_system(procurement, by=leader, name="Record")
    assert refused.value.field == "name"
    with pytest.raises(actions.CannotMap) as refused:
        actions.change_flow(flow, by=leader, revision=1, start=systems[0], end=systems[0])
    assert refused.value.field == "end"
    actions.remove_flow(flow, by=leader)
    actions.remove_system(systems[0], by=leader)
    assert verify_chain(procurement.public_id).intact


@pytest.mark.django_db
def test_flows_are_carried_over_once_and_become_needs(
    procurement: Procurement, flow: DataFlow, leader: User
) -> None:
    assert actions.carry_flows(procurement, by=leader) == 1
    with pytest.raises(actions.CannotMap, match="already"):
        actions.carry_flows(procurement, by=leader)
    wanted = map_of(procurement, "wanted")
    assert [gap.kind for gap in wanted.gaps] == ["health_ground"]
    need = actions.need_from_flow(wanted.flows[0], by=leader)
    assert "Time of the alarm" in need.statement
    assert need.holder == "Health and care"
    assert data_flow_report(procurement).facts == {
        "data_flow.have_today": True,
        "data_flow.have_wanted": True,
        "data_flow.all_have_ground": False,
    }


@pytest.mark.django_db
def test_the_map_is_walked_on_the_pages(
    procurement: Procurement, systems: list[DataSystem], leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {
        "start": str(systems[0].public_id),
        "end": str(systems[1].public_id),
        "when": "wanted",
        "information": "Who was alarmed",
        "sort": "health",
    }
    kept = client.post(url(procurement, "flow_add"), typed)
    assert "when=wanted" in kept["Location"]
    found = DataFlow.objects.get()
    page = client.get(url(procurement, "data_flow") + "?when=wanted").content.decode()
    assert "Health data without a legal ground." in page
    assert "<svg" in page
    late = client.post(
        url(procurement, "flow", found.public_id), typed | {"legal_ground": "A law", "revision": "0"}
    )
    assert late.status_code == 409
    client.post(url(procurement, "flow", found.public_id), typed | {"legal_ground": "A law", "revision": "1"})
    assert not map_of(procurement, "wanted").gaps
    client.post(url(procurement, "flow_need", found.public_id))
    assert Need.objects.get().area == "Integration"
    assert client.get(url(procurement, "flow_export")).content[:2] == b"PK"


@pytest.mark.django_db
def test_a_flow_to_nowhere_keeps_what_was_typed(
    procurement: Procurement, systems: list[DataSystem], leader: User, client_of: ClientOf
) -> None:
    typed = {
        "start": str(systems[0].public_id),
        "end": "",
        "when": "today",
        "information": "Steps",
        "sort": "none",
    }
    answer = client_of(leader).post(url(procurement, "flow_add"), typed)
    assert answer.status_code == 422
    assert 'value="Steps"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_basis_says_that_it_is_no_assessment(
    procurement: Procurement, flow: DataFlow, leader: User, client_of: ClientOf, language: str
) -> None:
    said = basis_of(procurement, language)
    assert said.sections[0].blocks[0].tone == "warning"  # type: ignore[union-attr]
    answer = client_of(leader).get(url(procurement, "flow_basis"))
    words = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "Time of the alarm" in words


@pytest.mark.django_db
def test_an_empty_map_gives_no_basis_but_a_sentence(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader).get(url(procurement, "flow_basis"), follow=True)
    assert "There is no flow on the map yet" in answer.content.decode()


@pytest.mark.django_db
def test_the_map_asks_the_database_as_often_for_many_flows(
    procurement: Procurement,
    systems: list[DataSystem],
    flow: DataFlow,
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    client = client_of(leader)
    here = url(procurement, "data_flow")
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)
    for number in range(24):
        actions.add_flow(
            procurement, by=leader, start=systems[number % 2], end=systems[1 - number % 2], when="today",
            information=f"Thing {number}",
        )  # fmt: skip
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)


QUERIES = 8
