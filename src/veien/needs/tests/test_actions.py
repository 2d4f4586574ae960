"""What people do with needs, what is refused, and what the log keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from veien.audit.queries import entries_of, verify_chain
from veien.needs import actions, queries
from veien.needs.models import Need
from veien.needs.queries import NeedFilter
from veien.needs.tool import make_summary, report, thread_part
from veien.people.models import User
from veien.road.models import Procurement
from veien.road.rules import registry
from veien.road.rules.thread import ThreadNode, ThreadPart

pytestmark = pytest.mark.django_db
FULL = {
    "title": "Be found at night",
    "statement": "Staff need to know when somebody walks out.",
    "holder": "Night staff",
    "evidence_kind": "interview",
    "evidence": "Interview 4",
    "quote": "I only saw it in the morning.",
    "horizon": "short",
    "area": "supervision",
}


def several(procurement: Procurement, leader: User, count: int) -> list[Need]:
    return [
        actions.add_need(procurement, by=leader, title=f"Need {number}") for number in range(1, count + 1)
    ]


def titles(procurement: Procurement) -> list[str]:
    return [each.title for each in queries.needs_of(procurement)]


def test_a_need_gets_a_number_a_place_and_an_entry(procurement: Procurement, leader: User) -> None:
    first = actions.add_need(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    second = actions.add_need(procurement, by=leader, title="Be heard")
    assert (first.ref, second.ref) == ("B-01", "B-02")
    line = entries_of(procurement.public_id)[1]
    assert (line.action, line.subject) == ("needs.need_added", f"need:{first.public_id}")
    assert line.content["quote"] == FULL["quote"]
    assert verify_chain(procurement.public_id).intact


def test_a_number_is_never_used_again(procurement: Procurement, leader: User) -> None:
    for need in several(procurement, leader, 2):
        actions.remove_need(need, by=leader)
    assert actions.add_need(procurement, by=leader, title="A third").ref == "B-03"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": "   "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "A", "holder": "x" * 121}, "holder"),
        ({"title": "A", "evidence_kind": "rumour"}, "evidence_kind"),
        ({"title": "A", "horizon": "never"}, "horizon"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    procurement: Procurement, leader: User, words: dict[str, str], field: str
) -> None:
    before = len(entries_of(procurement.public_id))
    with pytest.raises(actions.CannotWrite) as refused:
        actions.add_need(procurement, by=leader, **words)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert len(entries_of(procurement.public_id)) == before
    assert not Need.objects.exists()


def test_a_change_logs_only_what_differs_and_no_change_logs_nothing(
    procurement: Procurement, leader: User
) -> None:
    need = actions.add_need(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    changed = actions.change_need(need, by=leader, revision=1, horizon="long", area="supervision")
    line = entries_of(procurement.public_id)[0]
    assert line.content == {"number": "B-01", "before": {"horizon": "short"}, "after": {"horizon": "long"}}
    assert changed.revision == 2
    actions.change_need(changed, by=leader, revision=2, horizon="long")
    assert entries_of(procurement.public_id)[0].number == line.number


def test_the_second_of_two_writers_is_shown_what_the_first_wrote(
    procurement: Procurement, leader: User
) -> None:
    need = actions.add_need(procurement, by=leader, title="Be found")
    actions.change_need(
        queries.need_for(procurement, need.public_id), by=leader, revision=1, title="Be found fast"
    )
    with pytest.raises(actions.ChangedMeanwhile) as late:
        actions.change_need(need, by=leader, revision=1, title="Be found safely")
    assert late.value.current.title == "Be found fast"
    assert Need.objects.get().title == "Be found fast"


def test_a_need_that_something_rests_on_cannot_be_removed(
    procurement: Procurement, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = actions.add_need(procurement, by=leader, title="Be found")
    node = ThreadNode(id="requirement:1", kind="requirement", label="F-12 Alarm in time", url="/")
    part = ThreadPart("requirement", "", [node], [(f"need:{need.public_id}", node.id)])
    monkeypatch.setitem(registry._parts, "requirement", lambda _procurement: part)
    with pytest.raises(actions.CannotRemove, match="F-12 Alarm in time"):
        actions.remove_need(need, by=leader)
    assert Need.objects.filter(pk=need.pk).exists()


def test_needs_move_one_step_or_to_a_place(procurement: Procurement, leader: User) -> None:
    first, _second, third = several(procurement, leader, 3)
    actions.move_need(third, by=leader, where="up")
    assert titles(procurement) == ["Need 1", "Need 3", "Need 2"]
    actions.move_need(first, by=leader, where=99)
    assert titles(procurement) == ["Need 3", "Need 2", "Need 1"]
    entries = len(entries_of(procurement.public_id))
    actions.move_need(first, by=leader, where="down")
    assert len(entries_of(procurement.public_id)) == entries


def test_an_import_keeps_all_or_none(procurement: Procurement, leader: User) -> None:
    with pytest.raises(actions.CannotWrite):
        actions.import_needs(procurement, by=leader, rows=[{"title": "A"}, {"title": ""}])
    assert titles(procurement) == []
    assert actions.import_needs(procurement, by=leader, rows=[{"title": "A"}, {"title": "B"}]) == 2
    assert [each.ref for each in queries.needs_of(procurement)] == ["B-01", "B-02"]
    assert actions.add_need(procurement, by=leader, title="C").ref == "B-03"


def test_the_list_can_be_narrowed_by_text_number_and_what_is_missing(
    procurement: Procurement, leader: User
) -> None:
    actions.add_need(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    actions.add_need(procurement, by=leader, title="Be heard", holder="Residents")

    def found(**wish: str) -> list[str]:
        return [each.title for each in queries.needs_of(procurement, NeedFilter(**wish))]

    assert found(text="morning") == ["Be found at night"]
    assert found(text="b-2") == ["Be heard"]
    assert found(holder="Residents") == ["Be heard"]
    assert found(missing="evidence") == ["Be heard"]
    assert found(missing="holder") == []
    assert found(horizon="short", area="supervision") == ["Be found at night"]


def test_the_road_hears_what_needs_still_lack(procurement: Procurement, leader: User) -> None:
    assert not any(report(procurement).facts.values())
    need = actions.add_need(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    assert all(report(procurement).facts.values())
    actions.change_need(need, by=leader, revision=1, evidence="")
    assert report(procurement).facts == {
        "needs.exist": True,
        "needs.all_have_holder": True,
        "needs.all_have_evidence": False,
        "needs.all_have_horizon": True,
        "needs.name_no_solution": True,
    }


def test_the_thread_knows_every_need_by_its_page(procurement: Procurement, leader: User) -> None:
    need = actions.add_need(procurement, by=leader, title="Be found")
    (node,) = thread_part(procurement).nodes
    assert node.id == f"need:{need.public_id}"
    assert node.url == queries.need_url(procurement, need.public_id)


def test_report_and_thread_ask_the_database_as_often_for_many_as_for_few(
    procurement: Procurement, leader: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for count in (3, 200):
        actions.import_needs(procurement, by=leader, rows=[{"title": f"N {each}"} for each in range(count)])
        with django_assert_num_queries(3):
            report(procurement)
        with django_assert_num_queries(1):
            thread_part(procurement)


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_the_summary_is_a_document_in_every_language(
    procurement: Procurement, leader: User, language: str
) -> None:
    actions.add_need(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    actions.add_need(procurement, by=leader, title="Be heard")
    made = make_summary(procurement, language, "pdf")
    assert made.data.startswith(b"%PDF")
    assert made.name.endswith(".pdf")


def test_the_summary_opens_in_word(procurement: Procurement, leader: User) -> None:
    actions.add_need(procurement, by=leader, **FULL)  # type: ignore[arg-type]
    assert make_summary(procurement, "nb", "docx").data.startswith(b"PK")


def test_there_is_no_summary_of_nothing(procurement: Procurement) -> None:
    with pytest.raises(ValueError, match=r".+"):
        make_summary(procurement, "nb", "pdf")
