"""The lines beside the goals, technology's part, and what other rooms read: in the tables and on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.collaboration import actions as collaboration
from veien.collaboration.models import Member
from veien.documents.queries import sheet_names
from veien.foundation import clock
from veien.goals import actions, queries
from veien.goals.models import Goal, Line, Position, SignOff, WorkStep
from veien.goals.queries import lines as reading
from veien.goals.tool import ground, make_document, report
from veien.needs import actions as needs
from veien.needs.models import KeyFigure, Need
from veien.people.models import User
from veien.road.models import Procurement
from veien.road.rules import registry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def need(procurement: Procurement, leader: User) -> Need:
    return needs.add_need(procurement, by=leader, title="Sleep in peace")


@pytest.fixture
def goal(procurement: Procurement, leader: User, need: Need) -> Goal:
    return actions.add_goal(procurement, by=leader, title="Fewer visits", kind="saved_time", needs=[need.pk])


@pytest.fixture
def member(procurement: Procurement, leader: User) -> Member:
    return collaboration.add_member(
        procurement, by=leader, organisation=procurement.buyer, standing="lead", joined_on=None
    )


@pytest.fixture
def words(goal: Goal, member: Member) -> dict[str, dict[str, Any]]:
    today = clock.today()
    return {
        "work": {"place": "home", "title": "Answers the alarm", "change": "new"},
        "positions": {"member": member.pk, "goal": goal.pk, "stance": "wishes", "wants": "Own centre"},
        "plans": {"kind": "digital", "title": "Strategy", "place": "§ 4", "checked_on": today},
        "questions": {"about": "operation", "text": "Who hears a silent device?", "to_dialogue": True},
        "sign-off": {"name": "Kari", "role": "Head of care", "answer": "waiting"},
    }


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"goals:{name}", args=[procurement.public_id, *more])


def typed(words: dict[str, Any]) -> dict[str, str]:
    kept = {key: "on" if value is True else str(value) for key, value in words.items()}
    return kept | {"revision": "1"}


@pytest.mark.parametrize("what", reading.MODELS)
def test_a_line_is_added_changed_and_removed_each_with_one_entry_in_the_log(
    procurement: Procurement, leader: User, words: dict[str, dict[str, Any]], what: str
) -> None:
    line = actions.add_line(procurement, what, by=leader, words=words[what])
    field, new = {
        "work": ("actor", "The centre"),
        "positions": ("wants", "A common centre"),
        "plans": ("place", "§ 5"),
        "questions": ("why", "It decides the staffing"),
        "sign-off": ("stands_for", "Care"),
    }[what]
    before = entries_of(procurement.public_id)[0].number
    line = actions.change_line(line, by=leader, revision=1, words={field: f"  {new} "})
    same = actions.change_line(line, by=leader, revision=2, words={field: new})
    assert (getattr(same, field), same.revision) == (new, 2)
    newest = entries_of(procurement.public_id)[0]
    assert (newest.number, newest.content["after"]) == (before + 1, {field: new})
    with pytest.raises(actions.LineChangedMeanwhile):
        actions.change_line(line, by=leader, revision=1, words={field: "Late"})
    actions.remove_line(line, by=leader)
    assert not reading.lines_of(procurement, what)
    titles = {str(registry.log_title(each.action)) for each in entries_of(procurement.public_id)[:3]}
    assert not any(each.startswith("goals.") for each in titles)


@pytest.mark.parametrize(
    ("what", "wrong", "field"),
    [
        ("work", {"title": " "}, "title"),
        ("work", {"change": "magic"}, "change"),
        ("positions", {"member": None}, "member"),
        ("positions", {"goal": 999_999}, "goal"),
        ("positions", {"gave_up": "A centre"}, "settled_on"),
        ("plans", {"url": "no address"}, "url"),
        ("plans", {"checked_on": date(2999, 1, 1)}, "checked_on"),
        ("questions", {"text": ""}, "text"),
        ("questions", {"answered_on": date(2026, 1, 1)}, "answer"),
        ("sign-off", {"answer": "agreed"}, "answered_on"),
        ("sign-off", {"role": ""}, "role"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused_at_its_field(
    procurement: Procurement,
    leader: User,
    words: dict[str, dict[str, Any]],
    what: str,
    wrong: dict[str, Any],
    field: str,
) -> None:
    with pytest.raises(actions.CannotNote) as refused:
        actions.add_line(procurement, what, by=leader, words=words[what] | wrong)
    assert refused.value.field == field
    assert not reading.lines_of(procurement, what)


def test_a_municipality_has_one_position_on_a_goal(
    procurement: Procurement, leader: User, words: dict[str, dict[str, Any]]
) -> None:
    actions.add_line(procurement, "positions", by=leader, words=words["positions"])
    with pytest.raises(actions.CannotNote) as refused:
        actions.add_line(procurement, "positions", by=leader, words=words["positions"])
    assert refused.value.field == "member"
    assert Position.objects.count() == 1


def test_somebody_who_agreed_agreed_to_what_stood_then(
    procurement: Procurement, leader: User, goal: Goal
) -> None:
    told = {"name": "Kari", "role": "Head", "answer": "agreed", "answered_on": clock.today()}
    line = actions.add_line(procurement, "sign-off", by=leader, words=told)
    actions.write_vision(procurement, by=leader, text="Safe at home.")
    (signer,) = SignOff.objects.all()
    stands = reading.digest_now(queries.vision_of(procurement), queries.goals_of(procurement))
    assert reading.is_outdated(signer, stands)
    assert not report(procurement).facts["goals.are_agreed"]
    actions.change_line(line, by=leader, revision=1, words={"note": "Said at the meeting"})
    assert reading.is_outdated(SignOff.objects.get(), stands)
    actions.change_line(line, by=leader, revision=2, words={"answered_on": clock.today() - timedelta(days=1)})
    assert not reading.is_outdated(SignOff.objects.get(), stands)
    assert report(procurement).facts["goals.are_agreed"]


def test_open_questions_go_to_the_dialogue_until_they_are_answered(
    procurement: Procurement, leader: User, words: dict[str, dict[str, Any]], goal: Goal
) -> None:
    line = actions.add_line(procurement, "questions", by=leader, words=words["questions"] | {"goal": goal.pk})
    actions.add_line(procurement, "questions", by=leader, words=words["questions"] | {"to_dialogue": False})
    (asked,) = reading.open_questions_of(procurement)
    assert (asked.text, asked.goal) == ("Who hears a silent device?", "M-1 Fewer visits")
    answer = {"answer": "The centre", "answered_on": clock.today()}
    actions.change_line(line, by=leader, revision=1, words=answer)
    assert reading.open_questions_of(procurement) == []


def test_goals_stand_under_goals_and_only_the_lowest_are_counted(
    procurement: Procurement, leader: User, goal: Goal
) -> None:
    under = actions.add_goal(procurement, by=leader, title="At night", kind="saved_time", parent=goal.pk)
    found = [(each.ref, each.is_counted) for each in queries.benefits_of(procurement)]
    assert found == [("M-1", False), ("M-2", True)]
    with pytest.raises(actions.CannotWrite) as refused:
        actions.change_goal(goal, by=leader, revision=1, parent=under.pk)
    assert refused.value.field == "parent"
    actions.remove_goal(goal, by=leader)
    assert [each.is_counted for each in queries.benefits_of(procurement)] == [True]


def test_a_goal_takes_what_is_not_said_from_its_key_figure(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    figure = KeyFigure.objects.create(
        procurement=procurement, title="Visits", unit="a night", value="40.5", year=2026, source="The log"
    )
    goal = actions.add_goal(procurement, by=leader, title="A", kind="quality", key_figure=figure.pk)
    assert (str(goal.baseline), goal.unit, goal.baseline_source) == ("40.5", "a night", "The log, 2026")
    KeyFigure.objects.update(value=41)
    answer = client_of(leader).get(url(procurement, "goal", goal.public_id))
    assert answer.context["differs"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"baseline": Decimal(4), "target": Decimal(4)}, "target"),
        ({"target": Decimal(-1)}, "target"),
        ({"baseline": Decimal(-1)}, "baseline"),
        ({"due_on": date(2020, 1, 1)}, "due_on"),
    ],
)
def test_figures_and_dates_that_cannot_be_right_are_refused(
    procurement: Procurement, leader: User, client_of: ClientOf, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_goal(procurement, by=leader, title="A", kind="quality", **wrong)
    assert refused.value.field == field
    sent = {"title": "A", "kind": "quality", "keep": "1"} | {key: str(each) for key, each in wrong.items()}
    answer = client_of(leader).post(url(procurement, "add"), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Goal.objects.exists()


def test_technologys_part_is_said_need_by_need(
    procurement: Procurement, leader: User, goal: Goal, need: Need, client_of: ClientOf
) -> None:
    place, client = url(procurement, "part", goal.public_id), client_of(leader)
    sent = {f"n{need.pk}-weight": "helps", f"n{need.pk}-contribution": "Wakes the right one", "revision": "1"}
    assert client.post(place, sent).status_code == 302
    assert report(procurement).facts["goals.technology_part_is_said"]
    late = client.post(place, sent | {f"n{need.pk}-contribution": "Something else"})
    assert late.status_code == 409
    assert "Wakes the right one" in late.content.decode()
    assert client.post(place, sent | {f"n{need.pk}-weight": "luck"}).status_code == 422
    (row,) = queries.goals_of(procurement)
    assert [(part.weight, part.contribution) for part in row.parts] == [("helps", "Wakes the right one")]
    assert "◐" in client.get(url(procurement, "parts")).content.decode()


@pytest.mark.parametrize("what", reading.MODELS)
def test_a_list_is_empty_then_filled_then_narrowed(
    procurement: Procurement,
    leader: User,
    reader: User,
    words: dict[str, dict[str, Any]],
    client_of: ClientOf,
    what: str,
) -> None:
    client, page = client_of(leader), url(procurement, "lines", what)
    add = url(procurement, "line_add", what)
    assert add in client.get(page).content.decode()
    assert client.post(add, typed(words[what]))["Location"] == page
    (line,) = reading.lines_of(procurement, what)
    assert client.get(page, {"q": "no such word"}).context["kept"] == 0
    assert client.get(page, {"only": "open"}).status_code == 200
    change = url(procurement, "line", what, line.public_id)
    assert change in client.get(page).content.decode()
    assert change not in client_of(reader).get(page).content.decode()
    assert client.get(change).status_code == 200
    late = client.post(change, typed(words[what]) | {"revision": "0", **NEW[what]})
    assert late.status_code == 409
    assert late.context["both"]
    remove = url(procurement, "line_remove", what, line.public_id)
    assert client.post(remove)["Location"] == page
    assert not reading.lines_of(procurement, what)


NEW: dict[str, dict[str, str]] = {
    "work": {"actor": "The centre"},
    "positions": {"wants": "A common centre"},
    "plans": {"place": "§ 5"},
    "questions": {"why": "It decides the staffing"},
    "sign-off": {"stands_for": "Care"},
}


@pytest.mark.parametrize("what", reading.MODELS)
def test_an_empty_form_says_at_each_field_what_is_missing_and_keeps_the_rest(
    procurement: Procurement, leader: User, client_of: ClientOf, what: str
) -> None:
    answer = client_of(leader).post(url(procurement, "line_add", what), {"note": "kept", "why": "kept"})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not reading.lines_of(procurement, what)


@pytest.mark.parametrize("what", reading.MODELS)
def test_a_list_asks_the_database_as_often_for_many_as_for_few(
    procurement: Procurement,
    leader: User,
    words: dict[str, dict[str, Any]],
    member: Member,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[[int], Any],
    what: str,
) -> None:
    client = client_of(leader)
    for count in (1, 20):
        for each in range(count):
            also = {}
            if what == "positions":
                title = f"Goal {count} {each}"
                also = {"goal": actions.add_goal(procurement, by=leader, title=title, kind="quality").pk}
            actions.add_line(procurement, what, by=leader, words=words[what] | also)
        client.get(url(procurement, "lines", what))
        with django_assert_max_num_queries(8 + len(registry._headlines)):
            client.get(url(procurement, "lines", what))


def test_the_workbook_holds_goals_technology_and_every_sort_of_line(
    procurement: Procurement, leader: User, words: dict[str, dict[str, Any]], client_of: ClientOf
) -> None:
    for what, told in words.items():
        actions.add_line(procurement, what, by=leader, words=told)
    answer = client_of(leader).get(url(procurement, "export"))
    names = sheet_names(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    assert len(names) == 2 + len(reading.MODELS)


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_document_tells_everything_that_stands_beside_the_goals(
    procurement: Procurement,
    leader: User,
    need: Need,
    words: dict[str, dict[str, Any]],
    language: str,
) -> None:
    actions.write_vision(procurement, by=leader, text="Safe at home.", needs=[need.pk])
    figures: dict[str, Any] = {"baseline": Decimal(40), "target": Decimal(20)}
    actions.add_goal(procurement, by=leader, title="Counted", kind="quality", needs=[need.pk], **figures)
    goal = Goal.objects.get(title="Counted")
    actions.say_parts(goal, by=leader, revision=1, parts={need.pk: ("carries", "Counts")})
    for what, told in words.items():
        actions.add_line(procurement, what, by=leader, words=told)
    assert make_document(procurement, language, "pdf").data.startswith(b"%PDF")
    assert make_document(procurement, language, "docx").data.startswith(b"PK")


def test_the_first_decision_hears_how_far_the_goals_have_come(
    procurement: Procurement, leader: User, goal: Goal
) -> None:
    assert ground(procurement).status == "missing"
    actions.write_vision(procurement, by=leader, text="Safe at home.")
    assert ground(procurement).status == "warning"
    full: dict[str, Any] = {"unit": "visits", "baseline": Decimal(9), "target": Decimal(3), "owner": "Care"}
    actions.change_goal(goal, by=leader, revision=1, **full)
    told = {"name": "Kari", "role": "Head", "answer": "agreed", "answered_on": clock.today()}
    actions.add_line(procurement, "sign-off", by=leader, words=told)
    assert ground(procurement).status == "ok"


def test_a_goal_moves_among_those_beside_it_and_takes_those_under_it_along(
    procurement: Procurement, leader: User, goal: Goal
) -> None:
    for title, parent in (("Under", goal.pk), ("Second", None)):
        actions.add_goal(procurement, by=leader, title=title, kind="quality", parent=parent)
    second = Goal.objects.get(title="Second")
    actions.move_goal(second, by=leader, where="up")
    rows = queries.in_tree(queries.goals_of(procurement))
    assert [row.title for row in rows] == ["Second", "Fewer visits", "Under"]
    entries = len(entries_of(procurement.public_id))
    actions.move_goal(Goal.objects.get(title="Under"), by=leader, where="down")
    assert len(entries_of(procurement.public_id)) == entries


@pytest.mark.parametrize("what", reading.MODELS)
def test_strangers_find_no_lines_and_readers_only_read(
    procurement: Procurement,
    leader: User,
    reader: User,
    stranger: User,
    words: dict[str, dict[str, Any]],
    client_of: ClientOf,
    what: str,
) -> None:
    line: Line = actions.add_line(procurement, what, by=leader, words=words[what])
    assert client_of(reader).get(url(procurement, "lines", what)).status_code == 200
    assert client_of(stranger).get(url(procurement, "lines", what)).status_code == 404
    assert client_of(reader).get(url(procurement, "line_add", what)).status_code == 404
    assert client_of(reader).post(url(procurement, "line", what, line.public_id)).status_code == 404
    assert client_of(reader).post(url(procurement, "line_remove", what, line.public_id)).status_code == 404
    assert reading.lines_of(procurement, what)


def test_a_sort_that_is_not_there_is_not_found(procurement: Procurement, leader: User) -> None:
    from django.http import Http404

    with pytest.raises(Http404):
        reading.lines_of(procurement, "dreams")
    assert WorkStep.objects.count() == 0
