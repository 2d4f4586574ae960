"""The pages of organisations: the list, adding, changing, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import make_organisation
from veien.foundation import clock
from veien.organisations.models import Organisation

pytestmark = pytest.mark.django_db
FIRM = {"name": "Firm A", "kind": "supplier", "country": "NO", "number": "974 760 673"}


@pytest.fixture
def admin(make_user: Any) -> Any:
    """Whoever looks after the municipality's people."""
    user = make_user("The administrator")
    user.is_organisation_admin = True
    user.save()
    return user


def test_the_list_shows_numbers_as_people_write_them(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    added = client.post("/organisations/add/", FIRM, follow=True)
    assert "Firm A is added" in added.content.decode()
    page = client.get("/organisations/").content.decode()
    assert "974 760 673" in page
    assert "Storvik kommune" in page
    assert "92,000" in page


def test_a_wrong_number_is_told_at_the_field_and_nothing_typed_is_lost(client_of: Any, leader: Any) -> None:
    answer = client_of(leader).post("/organisations/add/", {**FIRM, "number": "974 760 637"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_number_error"' in page
    assert "The check digit does not fit" in page
    assert 'value="974 760 637"' in page
    assert 'value="Firm A"' in page
    assert not Organisation.objects.filter(name="Firm A").exists()


def test_an_empty_form_names_every_field_that_is_missing(client_of: Any, leader: Any) -> None:
    page = client_of(leader).post("/organisations/add/", {})
    assert page.status_code == 422
    for field in ("name", "kind", "country"):
        assert f'id="id_{field}_error"' in page.content.decode()


def test_a_population_may_be_written_with_spaces(client_of: Any, leader: Any) -> None:
    client = client_of(leader, language="nb")
    town = {"name": "Nyvik", "kind": "municipality", "country": "NO", "population": "12\u00a0345"}
    assert client.post("/organisations/add/", town).status_code == 302
    assert Organisation.objects.get(name="Nyvik").population == 12345


def test_the_list_can_be_searched_filtered_and_sorted(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    make_organisation("Annendal kommune", population=1000)
    make_organisation("Firm B", kind="supplier")
    firms = client.get("/organisations/?kind=supplier").content.decode()
    assert "Firm B" in firms
    assert "Annendal" not in firms
    assert "Nothing found" in client.get("/organisations/?q=zzz").content.decode()
    fewest = client.get("/organisations/?sort=population&kind=municipality").content.decode()
    assert fewest.index("Annendal") < fewest.index("Storvik")
    assert client.get("/organisations/?kind=nonsense&page=99&sort=drop").status_code == 200


def test_only_people_of_buyers_find_the_pages(client_of: Any, make_user: Any, leader: Any) -> None:
    seller = make_user("The seller", organisation=make_organisation("Firm A", kind="supplier"))
    leader.organisation = None
    leader.save()
    for user in (seller, leader):
        for address in ("/organisations/", "/organisations/add/"):
            assert client_of(user).get(address).status_code == 404
        assert client_of(user).post("/organisations/add/", FIRM).status_code == 404
    for address in ("/organisations/", "/organisations/add/"):
        assert Client().get(address)["Location"].startswith("/account/login/")


def test_an_organisation_is_changed_by_its_own_admins_only(
    client_of: Any, admin: Any, leader: Any, stranger: Any
) -> None:
    own = f"/organisations/{admin.organisation.public_id}/"
    town = {"name": "Storvik", "kind": "municipality", "country": "NO", "population": "5"}
    stranger.is_organisation_admin = True
    stranger.save()
    for user in (leader, stranger):
        assert client_of(user).get(own).status_code == 404
        assert client_of(user).post(own, town).status_code == 404
    assert 'value="92,000"' in client_of(admin).get(own).content.decode()
    assert client_of(admin).post(own, town).status_code == 302
    admin.organisation.refresh_from_db()
    assert (admin.organisation.name, admin.organisation.population) == ("Storvik", 5)


def test_an_organisation_of_nobody_is_changed_by_any_buyers_admin(
    client_of: Any, admin: Any, leader: Any
) -> None:
    firm = make_organisation("Firm B", kind="supplier")
    address = f"/organisations/{firm.public_id}/"
    assert client_of(leader).get(address).status_code == 404
    wrong = client_of(admin).post(address, {**FIRM, "number": "1"})
    assert wrong.status_code == 422
    assert "9 digits" in wrong.content.decode()
    assert client_of(admin).post(address, FIRM).status_code == 302
    assert ": Firm A</span></a>" in client_of(admin).get("/organisations/").content.decode()
    assert ": Firm A</span></a>" not in client_of(leader).get("/organisations/").content.decode()


def _queries(client: Client) -> int:
    client.get("/organisations/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/organisations/").status_code == 200
    return len(caught)


def test_the_number_of_queries_is_the_same_for_ten_and_for_a_thousand(client_of: Any, admin: Any) -> None:
    client = client_of(admin)

    def more(count: int, start: int) -> None:
        Organisation.objects.bulk_create(
            Organisation(name=f"Town {n}", kind="municipality", country="NO", created_at=clock.now())
            for n in range(start, start + count)
        )

    more(10, 0)
    few = _queries(client)
    more(990, 10)
    assert _queries(client) == few <= 6
