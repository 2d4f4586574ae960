"""Operation needs and the responsibility matrix."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from veien.audit.queries import entries_of, verify_chain
from veien.needs import actions
from veien.needs.models import OperationNeed, ResponsibilityShare, ResponsibilityTask
from veien.needs.queries.operation import down_in, matrix_of, usual_tasks
from veien.needs.rules.operation import down_minutes, parties_that_change, who_answers
from veien.people.models import User
from veien.road.models import Procurement

ClientOf = Callable[[User], Client]
LETTERS = st.dictionaries(st.sampled_from(["it", "health", "supplier"]), st.sampled_from("RACI"))


@settings(deadline=None)
@given(st.decimals(50, 100, places=4))
def test_up_and_down_make_a_month(uptime: Decimal) -> None:
    assert down_minutes(uptime) + Decimal(43_200) * uptime / 100 == Decimal(43_200)


def test_three_nines_are_forty_three_minutes() -> None:
    assert down_minutes(Decimal("99.9")) == Decimal("43.2")


@settings(deadline=None)
@given(LETTERS, LETTERS)
def test_a_change_is_a_change_both_ways(today: dict[str, str], wanted: dict[str, str]) -> None:
    if today and wanted:
        assert parties_that_change(today, wanted) == parties_that_change(wanted, today)
    assert parties_that_change(today, today) == set()
    assert (who_answers(today) == "") == ("A" not in today.values())


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.fixture
def uptime(procurement: Procurement, leader: User) -> OperationNeed:
    return actions.add_operation(
        procurement,
        by=leader,
        kind="uptime",
        statement="An alarm reaches somebody at any hour",
        figure=Decimal("99.9"),
        unit="% a month",
        reason="A fall that nobody hears of can end a life.",
    )


@pytest.mark.django_db
def test_an_operation_need_becomes_a_need_with_its_figure_and_reason(
    procurement: Procurement, uptime: OperationNeed, leader: User
) -> None:
    down = down_in(uptime)
    assert down is not None
    assert down.minutes_a_month == Decimal("43.2")
    need = actions.need_from_operation(uptime, by=leader)
    assert "99.9 % a month" in need.statement
    assert "can end a life" in need.statement
    with pytest.raises(actions.CannotMap, match="already"):
        actions.need_from_operation(uptime, by=leader)
    assert verify_chain(procurement.public_id).intact


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"statement": ""}, "statement"),
        ({"figure": Decimal(101)}, "figure"),
        ({"figure": Decimal(9)}, "figure"),
        ({"kind": "faults", "figure": Decimal(-1)}, "figure"),
        ({"kind": "never"}, "kind"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_at_its_field(
    procurement: Procurement, leader: User, words: dict[str, Any], field: str
) -> None:
    full: dict[str, Any] = {"kind": "uptime", "statement": "It works", "figure": Decimal(99)}
    with pytest.raises(actions.CannotMap) as refused:
        actions.add_operation(procurement, by=leader, **(full | words))
    assert refused.value.field == field
    assert not OperationNeed.objects.exists()


@pytest.mark.django_db
def test_operation_needs_are_written_on_the_page(
    procurement: Procurement, uptime: OperationNeed, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {"kind": "faults", "statement": "Faults are mended", "figure": "4", "unit": "hours"}
    assert client.post(url(procurement, "operation_add"), typed).status_code == 302
    page = client.get(url(procurement, "operation")).content.decode()
    assert "Down at most 43.2 minutes" in page
    refused = client.post(url(procurement, "operation_add"), typed | {"kind": "uptime", "figure": "400"})
    assert refused.status_code == 422
    assert "between 50 and 100" in refused.content.decode()
    assert client.get(url(procurement, "operation_export")).content[:2] == b"PK"


@pytest.fixture
def tasks(procurement: Procurement, leader: User) -> list[ResponsibilityTask]:
    actions.add_tasks(procurement, by=leader, titles=["Mend faults", "Change batteries"])
    return list(ResponsibilityTask.objects.order_by("position"))


@pytest.mark.django_db
def test_only_one_answers_for_a_task(
    procurement: Procurement, tasks: list[ResponsibilityTask], leader: User
) -> None:
    parts = {tasks[0].pk: {"it": "A", "supplier": "R"}, tasks[1].pk: {"it": "A", "health": "A"}}
    with pytest.raises(actions.CannotMap, match="Change batteries") as refused:
        actions.share_out(procurement, by=leader, when="today", parts=parts)
    assert refused.value.field == f"task-{tasks[1].pk}"
    assert not ResponsibilityShare.objects.exists()
    parts[tasks[1].pk] = {"it": "A", "health": "I"}
    assert actions.share_out(procurement, by=leader, when="today", parts=parts) == 2
    entries = len(entries_of(procurement.public_id))
    assert actions.share_out(procurement, by=leader, when="today", parts=parts) == 0
    assert len(entries_of(procurement.public_id)) == entries


@pytest.mark.django_db
def test_what_changes_hands_is_marked(
    procurement: Procurement, tasks: list[ResponsibilityTask], leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    first = tasks[0].pk
    client.post(url(procurement, "responsibility_keep"), {"when": "today", f"part-{first}-it": "A"})
    sent = {"when": "wanted", f"part-{first}-it": "C", f"part-{first}-supplier": "A"}
    assert client.post(url(procurement, "responsibility_keep"), sent).status_code == 302
    row = matrix_of(procurement)[0]
    assert row.changing == {"it", "supplier"}
    assert row.has_nobody("today") is False
    page = client.get(url(procurement, "responsibility") + "?when=wanted").content.decode()
    assert page.count("is-changed") == 2
    assert "today: Answers for it" in page
    wrong = sent | {f"part-{first}-it": "A"}
    refused = client.post(url(procurement, "responsibility_keep"), wrong)
    assert refused.status_code == 422
    assert "Only one can answer" in refused.content.decode()
    assert client.get(url(procurement, "responsibility_export")).content[:2] == b"PK"


@pytest.mark.django_db
def test_the_usual_tasks_come_in_once(procurement: Procurement, leader: User, client_of: ClientOf) -> None:
    client = client_of(leader)
    client.post(url(procurement, "task_add"), {"usual": "1"})
    client.post(url(procurement, "task_add"), {"usual": "1"})
    assert ResponsibilityTask.objects.count() == len(usual_tasks())
    kept = client.post(url(procurement, "task_add"), {"title": usual_tasks()[0]})
    assert kept.status_code == 422


@pytest.mark.django_db
def test_the_matrix_asks_the_database_as_often_for_many_tasks(
    procurement: Procurement,
    tasks: list[ResponsibilityTask],
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    client = client_of(leader)
    here = url(procurement, "responsibility")
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)
    actions.add_tasks(procurement, by=leader, titles=[f"Task {number}" for number in range(30)])
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)


QUERIES = 8
