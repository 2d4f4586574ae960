"""What the room tells the road."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from veien.requirements import actions, tool
from veien.requirements.models import Requirement
from veien.requirements.queries.figures import openness
from veien.requirements.tests.test_pages import many
from veien.road.rules.registry import maker_of, tool_by_id
from veien.road.rules.thread import loose_ends, tie

pytestmark = pytest.mark.django_db


def test_nothing_holds_of_an_empty_specification(procurement: Any) -> None:
    said = tool.report(procurement)
    assert not any(said.facts.values())
    assert said.status == ""


def test_each_fact_follows_what_is_written(
    three: list[Requirement], add: Any, needs: list[Any], procurement: Any, leader: Any
) -> None:
    facts = tool.report(procurement).facts
    assert facts == {
        "requirements.exist": True,
        "requirements.all_linked_to_needs": False,
        "requirements.cover_all_needs": False,
        "requirements.all_say_how_to_answer": True,
        "requirements.must_and_should": True,
        "requirements.has_integration": False,
        "requirements.mostly_open": True,
    }
    ids = [three[2].public_id]
    actions.change_many(procurement, by=leader, requirements=ids, field="add_need", value=needs[2].pk)
    add("Integration with the patient record", category="integration", kind="standard", needs=[needs[0].pk])
    assert all(tool.report(procurement).facts.values())
    actions.change_many(procurement, by=leader, requirements=ids, field="category", value="integration")
    actions.change_requirement(
        procurement, by=leader, requirement=three[2], revision=3, changes={"evidence": ""}
    )
    assert not tool.report(procurement).facts["requirements.all_say_how_to_answer"]


def test_the_report_asks_equally_often_for_ten_and_a_thousand(
    procurement: Any, leader: Any, section: Any, needs: list[Any]
) -> None:
    asked = {}
    for count in (10, 1000):
        Requirement.objects.all().delete()
        many(procurement, leader, section, needs, count)
        for name, ask in (("report", tool.report), ("thread", tool.thread_part), ("headline", tool.headline)):
            with CaptureQueriesContext(connection) as queries:
                ask(procurement)
            asked[name, count] = len(queries)
    assert {name: asked[name, 1000] for name in ("report", "thread", "headline")} == {
        "report": 3,
        "thread": 4,
        "headline": 1,
    }
    assert all(asked[name, 10] == asked[name, 1000] for name in ("report", "thread", "headline"))


def test_the_thread_ties_needs_to_requirements(
    three: list[Requirement], needs: list[Any], procurement: Any
) -> None:
    from veien.needs import tool as needs_tool

    thread = tie([needs_tool.thread_part(procurement), tool.thread_part(procurement)])
    one = f"requirement:{three[1].public_id}"
    assert thread.before[one] == (f"need:{needs[0].public_id}", f"need:{needs[1].public_id}")
    loose = {(end.kind, end.missing): [node.label for node in end.nodes] for end in loose_ends(thread)}
    assert loose["requirement", "need"] == ["F-03 Battery type"]
    assert loose["need", "requirement"] == ["B-03 Know that the alarm works"]
    assert thread.nodes[f"requirement:{three[0].public_id}"].detail == "must"


def test_the_headline_counts_both_ends_of_the_thread(three: list[Requirement], procurement: Any) -> None:
    found = tool.headline(procurement)
    assert found is not None
    assert found.value == "3 needs · 3 requirements"
    assert found.url_name == "road:thread"


def test_openness_is_counted_in_the_database_as_in_the_rule(
    three: list[Requirement], procurement: Any
) -> None:
    assert openness(procurement).open_percent == 67


def test_the_road_knows_the_room() -> None:
    found = tool_by_id("requirements")
    assert found is not None
    assert found.url_name == "requirements:page"
    maker = maker_of("requirement-specification")
    assert maker is not None
    assert maker.formats == ("pdf", "docx", "xlsx")


def test_every_action_that_is_logged_has_its_words() -> None:
    from pathlib import Path
    from re import findall

    room = Path(tool.__file__).parent
    text = "\n".join(each.read_text(encoding="utf-8") for each in (room / "actions").glob("*.py"))
    named = {f"requirements.{verb}" for verb in findall(r'writing\(procurement, "([a-z_]+)"', text)}
    named |= set(findall(r'recorded\(procurement.public_id, "(requirements\.[a-z_]+)"', text))
    assert named == set(tool.LOG_TITLES)
