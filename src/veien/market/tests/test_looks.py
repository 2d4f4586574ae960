"""What the pages say where it is easily said wrong: short notice, nothing to choose, what binds, who counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from veien.foundation import clock
from veien.market import actions
from veien.market.models import Activity, Invitation
from veien.market.queries.kinds import KINDS
from veien.market.queries.meetings import activities_of
from veien.market.queries.standing import loose_ends, standing_of
from veien.market.queries.ways import ways
from veien.market.tool import ground
from veien.market.views import opened
from veien.people.models import User
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def url(procurement: Procurement, name: str = "page", *more: object) -> str:
    return reverse(f"market:{name}", args=[procurement.public_id, *more])


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def meeting(procurement: Procurement, leader: User, days: int) -> Activity:
    words = {"title": "Conference", "starts_at": clock.now() + timedelta(days=days), "is_public": True}
    return actions.add_activity(procurement, ways()["supplier-conference"], by=leader, words=words)


def test_all_nine_pages_are_reached_from_the_menu_of_a_phone_and_from_the_row_of_a_screen(
    procurement: Procurement, reader: User, client_of: ClientOf
) -> None:
    page = text_of(client_of(reader), url(procurement))
    menu, _end, row = page.partition('<details class="tabs-menu')[2].partition("</details>")
    for each in ("invitation", "people"):
        assert url(procurement, each) in menu
        assert url(procurement, each) in row
    for kind in KINDS:
        assert url(procurement, "rows", kind) in menu
        assert url(procurement, "rows", kind) in row


def test_a_meeting_that_comes_too_soon_says_what_can_still_be_done(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    near = meeting(procurement, leader, 10)
    client = client_of(leader)
    page = text_of(client, url(procurement, "activity", near.public_id))
    assert "Suppliers get 10 days." in page
    assert "move the meeting" in page
    assert "It is advice from the method, not law." in page
    later = meeting(procurement, leader, 30)
    assert "move the meeting" not in text_of(client, url(procurement, "activity", later.public_id))


def test_what_has_no_day_stands_last(procurement: Procurement, leader: User) -> None:
    words = {"title": "Written input", "is_public": True}
    actions.add_activity(procurement, ways()["written-input"], by=leader, words=words)
    meeting(procurement, leader, 40)
    assert [each.title for each in activities_of(procurement)] == ["Conference", "Written input"]


def test_more_times_begin_where_the_last_one_ends(dialogue: Any, leader: User, client_of: ClientOf) -> None:
    page = client_of(leader).get(url(dialogue.procurement, "activity", dialogue.activity.public_id))
    offered = page.context["slot_form"].initial
    assert offered["first"] == dialogue.slots[-1].starts_at + timedelta(minutes=40)
    assert (offered["minutes"], offered["pause"]) == (30, 10)


def test_a_note_that_shows_no_need_hangs_loose(procurement: Procurement, leader: User) -> None:
    words = {"background": "Nights are long", "volume": "300", "constraints": "None"}
    actions.write_note(procurement, by=leader, revision=0, words=words, needs=[])
    with translation.override("en"):
        assert loose_ends(standing_of(procurement)) == ["The dialogue note shows none of the needs"]


def test_the_note_says_where_needs_come_from_when_there_are_none(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    assert "No need is mapped yet." in text_of(client_of(leader), url(procurement, "note_change"))


def test_publishing_says_whom_it_reaches_before_it_binds(
    dialogue: Any, leader: User, client_of: ClientOf
) -> None:
    words = {
        "told_to": "Firm A",
        "sort": "said",
        "told_on": clock.today(),
        "what": "Twelve homes lie far off",
    }
    told = actions.add_row(KINDS["told"], dialogue.procurement, by=leader, words=words)
    address = url(dialogue.procurement, "row", "told", told.public_id)
    assert "2 firms are registered and get it by mail. It cannot be taken back." in text_of(
        client_of(leader), address
    )
    actions.close_invitation(dialogue.procurement, by=leader)
    assert "Say below where else all could read it." in text_of(client_of(leader), address)


def test_a_narrowed_list_is_exported_as_it_is_narrowed(
    dialogue: Any, leader: User, client_of: ClientOf
) -> None:
    words = {
        "told_to": "Firm A",
        "sort": "said",
        "told_on": clock.today(),
        "what": "Twelve homes lie far off",
    }
    actions.add_row(KINDS["told"], dialogue.procurement, by=leader, words=words)
    page = text_of(client_of(leader), url(dialogue.procurement, "rows", "told") + "?q=Twelve")
    assert url(dialogue.procurement, "rows_export", "told") + "?q=Twelve" in page


def test_decision_1_reads_what_the_dialogue_brings_in_its_own_language(procurement: Procurement) -> None:
    with translation.override("nb"):
        said = ground(procurement)
    assert said.sentence == "Ingenting er skrevet ned om hva dere lærte av markedet."
    assert "Ikke publisert til alle" in [str(name) for name, _count in said.facts]


def test_each_supplier_behind_a_web_server_of_ours_has_its_own_limit(
    dialogue: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    settings.PROXIES = 1
    monkeypatch.setattr(opened, "MOST_READ", 1)
    address = reverse("dialogue:invitation", args=[Invitation.objects.get().door])

    def read_from(visitor: str) -> int:
        return Client().get(address, headers={"x-forwarded-for": visitor}).status_code

    assert [read_from("203.0.113.1"), read_from("203.0.113.1")] == [200, 429]
    assert read_from("203.0.113.2") == 200
    cache.clear()
