"""The access matrix over every address: who may, may; who may not, finds nothing; a stranger finds nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.access.matrix import ALLOWED_BY, DENIED_TO, MATRIX
from tests.access.routes import all_routes, arguments_of
from tests.world import browser_of

ROUTES = dict(all_routes())
METHODS = ("get", "post")
IN_A_PROCUREMENT = {
    "view",
    "view_tenders",
    "edit",
    "score",
    "judge_price",
    "reject",
    "send",
    "ask",
    "publish",
    "decide",
    "manage",
    "skip",
}


def test_every_address_is_in_the_matrix_and_nothing_else() -> None:
    assert set(ROUTES) == set(MATRIX)


@pytest.fixture
def outsider(full_scene: Any) -> Any:
    from conftest import PASSWORD, make_organisation
    from veien.people.queries import User

    other = make_organisation("Annendal kommune", population=1000)
    return User.objects.create_user(
        "outside@example.test", PASSWORD, full_name="Outsider", organisation=other
    )


def address(name: str, world: Any) -> str:
    try:
        return reverse(name, kwargs=arguments_of(name, ROUTES[name], world))
    except NoReverseMatch:  # allauth's pattern is a regular expression; Django does not list its parts
        return reverse(name, kwargs={"uidb36": "1", "key": "no-such-key"})


def is_login(answer: Any) -> bool:
    return answer.status_code == 302 and "/account/login/" in answer["Location"]


@pytest.mark.parametrize("room", sorted({name.partition(":")[0] for name in MATRIX if ":" in name}))
def test_who_may_does_and_who_may_not_finds_nothing(full_scene: Any, outsider: Any, room: str) -> None:
    from django.db import transaction

    for name in (each for each in MATRIX if each.startswith(f"{room}:")):
        url = address(name, full_scene)
        for method, word in zip(METHODS, MATRIX[name], strict=True):
            place = transaction.savepoint()
            check(name, method, word, url, world=full_scene, outsider=outsider)
            transaction.savepoint_rollback(place)


def check(name: str, method: str, word: str, url: str, *, world: Any, outsider: Any) -> None:
    said = f"{method} {name} ({word})"
    nobody = getattr(Client(raise_request_exception=False), method)(url)
    if word == "-":
        answer = getattr(browser_of(world.people["leader"]), method)(url)
        assert answer.status_code in {404, 405}, said
        return
    if word in {"open", "token"}:
        assert not is_login(nobody), said
        assert nobody.status_code < 500, said
        return
    assert is_login(nobody), f"{said}: somebody who is not logged in got {nobody.status_code}"
    stranger = getattr(browser_of(outsider), method)(url)
    if word in IN_A_PROCUREMENT or word == "admin":
        assert stranger.status_code == 404, f"{said}: a stranger got {stranger.status_code}"
    if word in DENIED_TO:
        denied = getattr(browser_of(world.people[DENIED_TO[word]]), method)(url)
        assert denied.status_code == 404, f"{said}: {DENIED_TO[word]} got {denied.status_code}"
    if word in ALLOWED_BY:
        allowed = getattr(browser_of(world.people[ALLOWED_BY[word]]), method)(url)
        fine = allowed.status_code in {200, 302, 409, 422} and not is_login(allowed)
        moved_nothing = method == "post" and name.endswith(":move") and allowed.status_code == 404
        assert fine or moved_nothing, f"{said}: {ALLOWED_BY[word]} got {allowed.status_code}"


@pytest.mark.parametrize("name", sorted(name for name in MATRIX if ":" not in name))
def test_the_door_itself_behaves(full_scene: Any, name: str) -> None:
    url = address(name, full_scene)
    for method, word in zip(METHODS, MATRIX[name], strict=True):
        nobody = getattr(Client(raise_request_exception=False), method)(url)
        if word in {"person", "own"}:
            assert is_login(nobody), f"{method} {name}: {nobody.status_code}"
        else:
            assert nobody.status_code < 500, f"{method} {name}: {nobody.status_code}"


def test_another_procurements_objects_are_not_found_through_ones_own(full_scene: Any, outsider: Any) -> None:
    from veien.road.actions import start_procurement

    mine = start_procurement(
        by=outsider,
        title="Another one",
        buyer=outsider.organisation,
        pack_id="no-kvikkguide",
        pack_version="1.0.0",
    )
    client = browser_of(outsider)
    about_objects = {
        "needs:need",
        "goals:goal",
        "requirements:requirement",
        "criteria:criterion",
        "tenders:tender",
        "road:thread_object",
        "road:evidence",
        "road:version",
        "evaluation:moderation_of",
        "evaluation:question",
        "tenders:file",
    }
    for name in sorted(about_objects):
        found = arguments_of(name, ROUTES[name], full_scene) | {"public_id": mine.public_id}
        assert client.get(reverse(name, kwargs=found)).status_code == 404, name


def test_what_is_made_of_tenders_is_kept_apart_like_the_tenders(full_scene: Any) -> None:
    from veien.road.models import DeliverableVersion

    kept_apart = ("tender-ranking", "completed-evaluation-form", "revised-tenders", "negotiation-minutes")
    for deliverable in kept_apart:
        version = DeliverableVersion.objects.get(procurement=full_scene.procurement, deliverable=deliverable)
        public_id = full_scene.procurement.public_id
        page = reverse("road:deliverable", args=[public_id, deliverable])
        file = reverse("road:version", args=[public_id, version.file.public_id])
        make = reverse("road:make", args=[public_id, deliverable])
        for who, status in (("reader", 404), ("adviser", 404), ("councillor", 200)):
            assert browser_of(full_scene.people[who]).get(page).status_code == status, (who, deliverable)
            assert browser_of(full_scene.people[who]).get(file).status_code == status, (who, deliverable)
        assert browser_of(full_scene.people["adviser"]).post(make, {"ending": "pdf"}).status_code == 404
    listed = browser_of(full_scene.people["reader"]).get(reverse("road:deliverables", args=[public_id]))
    assert "tender-ranking" not in listed.content.decode()
