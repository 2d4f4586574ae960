"""The pages on which requirements get points of their own: chosen, weighed, shown, and shut after publication."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from veien.criteria import actions
from veien.criteria.models import Criterion, CriterionRequirement
from veien.criteria.tests.cast import make_model, make_requirements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["veien_language"] = "en"


@pytest.fixture
def model(procurement, leader):
    found = make_model(procurement, leader)
    found.requirements = make_requirements(procurement, 3)
    actions.assign_requirements(
        procurement,
        by=leader,
        criterion=found.use,
        requirements=[each.public_id for each in found.requirements],
    )
    return found


@pytest.fixture
def each(procurement, leader, model):
    actions.choose_judging(procurement, by=leader, criterion=model.use, judging="each")
    model.use.refresh_from_db()
    return model


def url(procurement, name, criterion):
    return reverse(f"criteria:{name}", args=[procurement.public_id, criterion.public_id])


def test_the_choice_is_made_on_the_criterions_page(procurement, leader, model, client):
    client.force_login(leader)
    page = client.get(url(procurement, "criterion", model.use))
    assert "What gets points" in page.content.decode()
    answer = client.post(url(procurement, "judging", model.use), {"judging": "each", "revision": "1"})
    assert answer.status_code == 302
    assert Criterion.objects.get(pk=model.use.pk).judging == "each"
    shown = client.get(url(procurement, "criterion", model.use)).content.decode()
    assert 'value="33.3334"' in shown
    assert "All requirements weigh the same." in shown
    assert client.post(url(procurement, "judging", model.use), {"judging": "x"}).status_code == 422
    late = client.post(url(procurement, "judging", model.use), {"judging": "whole", "revision": "1"})
    assert late.status_code == 409


def test_weights_are_set_and_what_was_typed_is_kept(procurement, leader, each, client):
    client.force_login(leader)
    names = [f"r-{one.public_id.hex}" for one in each.requirements]
    wrong = dict(zip(names, ("50", "30", "10"), strict=True))
    answer = client.post(url(procurement, "requirement_weights", each.use), wrong)
    assert answer.status_code == 422
    assert "add up to 90 %" in answer.content.decode()
    assert 'value="30"' in answer.content.decode()
    unread = client.post(url(procurement, "requirement_weights", each.use), {**wrong, names[0]: "much"})
    assert unread.status_code == 422
    assert 'value="much"' in unread.content.decode()
    late = client.post(
        url(procurement, "requirement_weights", each.use), {**wrong, names[2]: "20", "seen": "other"}
    )
    assert late.status_code == 409
    right = client.post(url(procurement, "requirement_weights", each.use), {**wrong, names[2]: "20"})
    assert right.status_code == 302
    assert (
        "The weights are set by hand." in client.get(url(procurement, "criterion", each.use)).content.decode()
    )
    alike = client.post(url(procurement, "requirement_weights_alike", each.use))
    assert alike.status_code == 302
    assert not CriterionRequirement.objects.filter(weight__isnull=False).exists()


def test_the_running_sum_keeps_nothing(procurement, leader, each, client):
    client.force_login(leader)
    names = [f"r-{one.public_id.hex}" for one in each.requirements]
    answer = client.post(
        url(procurement, "requirement_weights_sum", each.use),
        dict(zip(names, ("50", "30", ""), strict=True)),
    )
    assert "20 % is missing" in answer.content.decode()
    assert not CriterionRequirement.objects.filter(weight__isnull=False).exists()


def test_a_reader_sees_the_weights_and_changes_none(procurement, stranger, reader, each, client):
    client.force_login(reader)
    page = client.get(url(procurement, "criterion", each.use)).content.decode()
    assert "33.3334 %" in page
    assert 'name="judging"' not in page
    for name in (
        "judging",
        "requirement_weights",
        "requirement_weights_sum",
        "requirement_weights_alike",
    ):
        assert client.post(url(procurement, name, each.use)).status_code in (403, 404)
    client.force_login(stranger)
    assert client.post(url(procurement, "judging", each.use)).status_code == 404


def test_after_publication_it_is_read_only(procurement, leader, each, client):
    with transaction.atomic():
        actions.lock(procurement)
    client.force_login(leader)
    page = client.get(url(procurement, "criterion", each.use)).content.decode()
    assert 'name="judging"' not in page
    assert "33.3334 %" in page
    for name, said in (("judging", {"judging": "whole"}), ("requirement_weights_alike", {})):
        assert client.post(url(procurement, name, each.use), said).status_code in (302, 422)
    assert Criterion.objects.get(pk=each.use.pk).judging == "each"


def test_the_tree_the_trial_and_the_gaps_say_so(procurement, leader, each, client):
    client.force_login(leader)
    tree = reverse("criteria:page", args=[procurement.public_id])
    assert "each gets points" in client.get(tree).content.decode()
    trial = client.get(reverse("criteria:trial", args=[procurement.public_id])).content.decode()
    assert "Judged requirement by requirement: Use." in trial
    CriterionRequirement.objects.filter(criterion=each.use).delete()
    assert "judges no requirement" in client.get(tree).content.decode()


def test_queries_do_not_grow_with_the_requirements(procurement, leader, each, client):
    client.force_login(leader)
    page = url(procurement, "criterion", each.use)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    more = make_requirements(procurement, 60, start=200)
    actions.assign_requirements(
        procurement, by=leader, criterion=each.use, requirements=[one.public_id for one in more]
    )
    client.get(page)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)
