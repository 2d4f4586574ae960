"""Moving a procurement to a newer version of its method."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.queries import entries_of
from veien.methods.queries import latest, pack
from veien.methods.rules import Pack, Words, pack_digest
from veien.road import actions
from veien.road.rules.upgrading import differences, is_newer

OLD = pack("no-kvikkguide", "1.0.0")
NEW = latest("no-kvikkguide")
versions = st.lists(st.integers(0, 30), min_size=3, max_size=3)


@given(versions, versions)
def test_of_two_versions_one_at_most_is_newer(one: list[int], other: list[int]) -> None:
    first, second = (".".join(map(str, each)) for each in (one, other))
    assert is_newer(first, second) == (one > other)


@pytest.mark.parametrize("whole", [OLD, NEW])
def test_a_pack_does_not_differ_from_itself(whole: Pack) -> None:
    assert differences(whole, whole) == []


def changed(**words: Any) -> Pack:
    """Change the first activity of the first station."""
    phase = OLD.phases[0]
    station = phase.stations[0]
    first = replace(station.activities[0], **words)
    station = replace(station, activities=(first, *station.activities[1:]))
    phase = replace(phase, stations=(station, *phase.stations[1:]))
    return replace(OLD, phases=(phase, *OLD.phases[1:]))


SAID = Words(nb="Noe annet", sv="Något annat", da="Noget andet", en="Something else")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ({"title": SAID}, ["text"]),
        ({"text": SAID}, ["text"]),
        ({"tool": "needs"}, ["place"]),
        ({"role": "it"}, ["place"]),
        ({"done_when": ("needs.exist",)}, ["seen"]),
        ({"id": "another"}, ["new", "gone"]),
    ],
)
def test_each_way_in_which_an_activity_differs_has_its_word(words: dict[str, Any], what: list[str]) -> None:
    found = differences(OLD, changed(**words))
    assert [each.what for each in found] == what
    assert {each.kind for each in found} == {"activity"}


def test_what_is_looked_at_anew_and_no_longer_is_named() -> None:
    (found,) = differences(OLD, changed(done_when=("charter.has_owner", "needs.exist")))
    assert found.facts == ("needs.exist",)
    assert "charter.has_mandate" in found.unlooked


def test_the_shipped_versions_differ_only_in_what_the_program_sees_and_where_it_is_done() -> None:
    """A procurement that moves keeps every activity and word that it had; some are done on a page of their own now."""
    found = differences(OLD, NEW)
    assert {each.what for each in found} == {"seen", "place"}
    assert not any(each.unlooked for each in found)
    moved = {each.id for each in found if each.what == "place" and each.kind == "activity"}
    assert {NEW.activity(each).role for each in moved} == {OLD.activity(each).role for each in moved}


@pytest.mark.django_db
def test_a_running_procurement_moves_with_what_people_did_and_a_log_entry(
    procurement: Any, leader: Any
) -> None:
    actions.tick_activity(procurement, by=leader, activity_id="map-needs-peers")
    actions.upgrade_pack(procurement, by=leader, from_version="1.0.0", to_version=NEW.version)
    procurement.refresh_from_db()
    assert (procurement.pack_version, procurement.pack_digest) == (NEW.version, pack_digest(NEW))
    assert procurement.activity_states.get().activity == "map-needs-peers"
    last = entries_of(procurement.public_id, most=1)[0]
    assert last.action == "road.pack_upgraded"
    assert len(last.content["differences"]) == len(differences(OLD, NEW))


@pytest.mark.django_db
@pytest.mark.parametrize(("old", "new"), [("1.0.0", "1.0.0"), ("1.0.0", "9.9.9"), (NEW.version, "1.0.0")])
def test_a_procurement_moves_only_to_a_newer_version_that_ships(
    procurement: Any, leader: Any, old: str, new: str
) -> None:
    with pytest.raises(actions.CannotUpgrade):
        actions.upgrade_pack(procurement, by=leader, from_version=old, to_version=new)
    procurement.refresh_from_db()
    assert procurement.pack_version == "1.0.0"


@pytest.mark.django_db
def test_two_who_move_it_at_once_move_it_once(procurement: Any, leader: Any, owner: Any) -> None:
    words = {"from_version": "1.0.0", "to_version": NEW.version}
    actions.upgrade_pack(procurement, by=leader, **words)
    with pytest.raises(actions.CannotUpgrade):
        actions.upgrade_pack(procurement, by=owner, **words)


@pytest.mark.django_db
def test_the_page_shows_the_differences_before_anybody_takes_them(
    client_of: Any, leader: Any, reader: Any, procurement: Any
) -> None:
    here = reverse("road:method", args=[procurement.public_id])
    page = client_of(leader).get(here).content.decode()
    assert f"Take version {NEW.version}" in page
    assert page.count("<tr>") == len(differences(OLD, NEW)) + 1
    typed = {"from": "1.0.0", "to": NEW.version}
    assert client_of(reader).post(here, typed).status_code == 404
    assert "Take version" not in client_of(reader).get(here).content.decode()
    assert client_of(leader).post(here, typed).status_code == 302
    assert client_of(leader).post(here, typed).status_code == 422
    assert "newest version" in client_of(leader).get(here).content.decode()


@pytest.mark.django_db
def test_a_new_procurement_takes_the_newest_version(client_of: Any, leader: Any) -> None:
    page = client_of(leader).get(reverse("road:start")).content.decode()
    assert f"no-kvikkguide {NEW.version}" in page
    assert '"no-kvikkguide 1.0.0"' not in page
