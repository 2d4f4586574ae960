"""What was learned in the market dialogue becomes a requirement, and both know of each other."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.market.actions import add_row
from veien.market.queries import KINDS, learnings_of
from veien.requirements import actions
from veien.requirements.models import Requirement
from veien.requirements.tool import thread_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(procurement: Any, leader: Any, needs: list[Any]) -> Any:
    """A lesson that should become a requirement, tied to a need."""
    words = {
        "text": "An alarm that is dead is found by chance.",
        "theme": "operation",
        "becomes": "requirement",
        "need": needs[2],
        "proposal": "A dead alarm is reported within an hour.",
    }
    return add_row(KINDS["learning"], procurement, by=leader, words=words)


def test_a_proposal_is_written_as_a_requirement_that_knows_its_lesson_and_need(
    client_of: Any, leader: Any, procurement: Any, section: Any, lesson: Any, needs: list[Any]
) -> None:
    client = client_of(leader)
    listed = reverse("requirements:proposals", args=[procurement.public_id])
    assert "A dead alarm is reported within an hour." in client.get(listed).content.decode()
    form = f"{reverse('requirements:add', args=[procurement.public_id])}?proposal={lesson.public_id}"
    assert 'value="A dead alarm is reported within an hour."' in client.get(form).content.decode()
    words = {
        "title": "A dead alarm is reported within an hour",
        "section": section.pk,
        "needs": [needs[2].pk],
        "obligation": "should",
        "kind": "performance",
        "category": "operation",
        "answer": "text",
    }
    answer = client.post(form, words)
    assert (answer.status_code, answer["Location"]) == (302, listed)
    made = Requirement.objects.get()
    assert made.comes_from_id == lesson.pk
    assert [each.taken_as for each in learnings_of(procurement)] == [str(made)]
    assert "A dead alarm is reported within an hour." not in client.get(listed).content.decode()
    (node,) = thread_part(procurement).nodes
    assert [label for label, _url in node.beside] == ["L-01 An alarm that is dead is found by chance."]
    thread = reverse("road:thread_object", args=[procurement.public_id, "requirement", made.public_id])
    for page in (thread, reverse("requirements:requirement", args=[procurement.public_id, made.public_id])):
        assert "An alarm that is dead is found by chance." in client.get(page).content.decode()
    last = entries_of(procurement.public_id, most=1)[0]
    assert (last.action, last.content["lesson"]) == ("requirements.added", "L-01")


def test_a_lesson_is_taken_once_and_nothing_is_written_the_second_time(
    procurement: Any, leader: Any, section: Any, lesson: Any
) -> None:
    words = {"by": leader, "section": section, "proposal": lesson.public_id}
    actions.add_requirement(procurement, title="First", **words)
    with pytest.raises(Exception, match="a requirement already"):
        actions.add_requirement(procurement, title="Second", **words)
    assert Requirement.objects.count() == 1
