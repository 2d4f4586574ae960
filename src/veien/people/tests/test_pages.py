"""The pages of people: inviting, answering a letter, and one's own profile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from conftest import PASSWORD, make_organisation
from veien.foundation import clock
from veien.people import actions
from veien.people.models import Invitation, User
from veien.people.tests.conftest import log_in, logged_in, text_of
from veien.road.models import RoleHolding

pytestmark = pytest.mark.django_db
NEW = {"full_name": "Kari Nilsen", "email": "kari@example.test", "language": "en"}
JOIN = {
    "full_name": "Kari Nilsen",
    "language": "en",
    "password": "three words remembered",
    "password_again": "three words remembered",
}


def path_in(letter: Any) -> str:
    """Give the path of the link in a letter."""
    return "/people/join/" + text_of(letter).split("/people/join/")[1].split()[0]


@pytest.fixture
def path(admin: Any, letters: Any) -> str:
    """A letter to Kari, who has no account; give the path of its link."""
    actions.invite(by=admin, **NEW)
    return path_in(letters()[-1])


def test_the_whole_way_from_the_project_leaders_form_to_the_role(
    client_of: Any, leader: Any, procurement: Any, letters: Any, browser: Client
) -> None:
    at = procurement.public_id
    where = f"/people/invite/?procurement={at}"
    page = client_of(leader).get(where)
    assert page.status_code == 200
    assert procurement.title in page.content.decode()
    sent = client_of(leader).post(where, {**NEW, "role": "evaluation-group"}, follow=True)
    assert "is sent" in sent.content.decode()
    assert "lies as a file" in sent.content.decode(), "no mail server: the page says where the letter is"
    (letter,) = letters()
    assert procurement.title in letter["Subject"]
    letter_path = path_in(letter)
    form = browser.get(letter_path).content.decode()
    assert procurement.title in form
    assert "Evaluation group" in form
    answer = browser.post(letter_path, JOIN)
    assert answer.status_code == 302
    assert answer["Location"] == f"/procurements/{at}/"
    assert browser.get(answer["Location"]).status_code == 200
    assert RoleHolding.objects.get(user__email="kari@example.test").role == "evaluation-group"
    used = Client().get(letter_path)
    assert used.status_code == 410
    fresh = Client()
    assert log_in(fresh, "kari@example.test", JOIN["password"]).status_code == 302
    assert logged_in(fresh)


def test_the_page_speaks_the_letters_language(admin: Any, letters: Any) -> None:
    actions.invite(by=admin, **{**NEW, "language": "da"})
    page = Client(headers={"accept-language": "en"}).get(path_in(letters()[-1])).content.decode()
    assert '<html lang="da"' in page
    assert "Velkommen til Veien" in page


def test_the_validators_sentences_stand_at_the_password_and_nothing_else_is_lost(
    path: str, browser: Client
) -> None:
    answer = browser.post(path, {**JOIN, "full_name": "Kari N.", "password": "short", "password_again": "s"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Use at least 12 characters" in page
    assert "not the same as the password above" in page
    assert 'value="Kari N."' in page
    assert "short" not in page.split("</form>")[0].split("<form")[-1]
    assert not User.objects.filter(email="kari@example.test").exists()


def test_a_password_like_the_own_name_is_refused(path: str, browser: Client) -> None:
    bad = "kari@example.test"
    answer = browser.post(path, {**JOIN, "password": bad, "password_again": bad})
    assert answer.status_code == 422


def test_a_token_nobody_sent_is_not_found(browser: Client, path: str) -> None:
    answer = browser.get("/people/join/of-this-token-nobody-knows/")
    assert answer.status_code == 404
    assert "We know no such invitation" in answer.content.decode()


def test_a_withdrawn_invitation_says_so(browser: Client, admin: Any, path: str) -> None:
    actions.withdraw(Invitation.objects.get(), by=admin)
    for answer in (browser.get(path), browser.post(path, JOIN)):
        assert answer.status_code == 410
        assert "has been withdrawn" in answer.content.decode()
    assert not User.objects.filter(email="kari@example.test").exists()


def test_an_old_invitation_names_whom_to_ask(browser: Client, admin: Any, path: str) -> None:
    with clock.standing_at(clock.now() + timedelta(days=15)):
        for answer in (browser.get(path), browser.post(path, JOIN)):
            assert answer.status_code == 410
            assert admin.full_name in answer.content.decode()
    assert not User.objects.filter(email="kari@example.test").exists()


def test_an_invitation_is_not_kept_by_caches(browser: Client, path: str) -> None:
    assert "no-store" in browser.get(path)["Cache-Control"]


def test_whoever_is_logged_in_as_another_is_asked_to_log_out_first(
    client_of: Any, leader: Any, path: str
) -> None:
    client = client_of(leader)
    page = client.get(path)
    assert "Log out and open it" in page.content.decode()
    assert client.post(path, JOIN).status_code == 200
    assert not User.objects.filter(email="kari@example.test").exists()
    assert client.post("/account/logout/", {"next": path})["Location"] == path
    assert "Accept and log in" in client.get(path).content.decode()


def test_somebody_with_an_account_logs_in_and_takes_the_role_with_one_press(
    leader: Any, stranger: Any, procurement: Any, letters: Any, browser: Client
) -> None:
    actions.invite(
        by=leader, full_name="S", email=stranger.email, procurement=procurement.public_id, role="it"
    )
    way = path_in(letters()[-1])
    page = browser.get(way).content.decode()
    assert f"/account/login/?next={way}" in page
    browser.post("/account/login/", {"login": stranger.email, "password": PASSWORD, "next": way})
    assert "one press is enough" in browser.get(way).content.decode()
    answer = browser.post(way)
    assert answer["Location"] == f"/procurements/{procurement.public_id}/"
    assert RoleHolding.objects.get(user=stranger).role == "it"


def test_those_who_may_not_invite_do_not_find_the_page(
    client_of: Any, leader: Any, nurse: Any, reader: Any, stranger: Any, procurement: Any
) -> None:
    at = f"/people/invite/?procurement={procurement.public_id}"
    for user in (nurse, reader, stranger):
        assert client_of(user).get(at).status_code == 404
        assert client_of(user).post(at, {**NEW, "role": "it"}).status_code == 404
    assert client_of(leader).get("/people/invite/").status_code == 404
    assert client_of(leader).get(f"/people/invite/?procurement={uuid4()}").status_code == 404
    assert client_of(leader).get("/people/invite/?procurement=nonsense").status_code == 404
    assert not Invitation.objects.exists()


def test_a_refused_invitation_keeps_what_was_typed(client_of: Any, admin: Any, leader: Any) -> None:
    answer = client_of(admin).post("/people/invite/", {**NEW, "email": leader.email})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "has an account already" in page
    assert 'value="Kari Nilsen"' in page
    answer = client_of(admin).post("/people/invite/", {**NEW, "email": "no address"})
    assert answer.status_code == 422
    assert "such as name@municipality.no" in answer.content.decode()


def test_the_list_of_invitations_lets_one_send_again_and_withdraw(
    client_of: Any, admin: Any, path: str, letters: Any, browser: Client
) -> None:
    client = client_of(admin)
    invitation = Invitation.objects.get()
    assert "kari@example.test" in client.get("/people/").content.decode()
    again = client.post(f"/people/invitations/{invitation.public_id}/send/", follow=True)
    assert "is sent" in again.content.decode()
    assert browser.get(path).status_code == 404, "the old link is dead"
    assert browser.get(path_in(letters()[-1])).status_code == 200
    gone = client.post(f"/people/invitations/{invitation.public_id}/withdraw/", follow=True)
    assert "is withdrawn" in gone.content.decode()
    assert browser.get(path_in(letters()[-1])).status_code == 410
    assert client.post(f"/people/invitations/{invitation.public_id}/withdraw/").status_code == 404


def test_nobody_else_handles_an_invitation(
    client_of: Any, leader: Any, stranger: Any, browser: Client, path: str
) -> None:
    invitation = Invitation.objects.get()
    for deed in ("send", "withdraw"):
        address = f"/people/invitations/{invitation.public_id}/{deed}/"
        assert client_of(leader).post(address).status_code == 404
        assert client_of(stranger).post(address).status_code == 404
        assert browser.post(address)["Location"].startswith("/account/login/")
        assert client_of(leader).get(address).status_code == 405
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_the_people_of_ones_own_organisation_are_listed_and_no_others(
    client_of: Any, leader: Any, admin: Any, stranger: Any
) -> None:
    page = client_of(leader).get("/people/").content.decode()
    assert admin.email in page
    assert stranger.email not in page
    assert "/people/invite/" not in page, "who may not invite sees no button for it"
    assert "/people/invite/" in client_of(admin).get("/people/").content.decode()
    assert "Nobody here has that name" in client_of(leader).get("/people/?q=zzz").content.decode()


def test_somebody_without_an_organisation_has_no_such_page(client_of: Any, leader: Any) -> None:
    leader.organisation = None
    leader.save()
    client = client_of(leader)
    assert client.get("/people/").status_code == 404
    assert client.get("/people/profile/").status_code == 200


def test_a_changed_profile_changes_the_language_of_this_browser_too(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    answer = client.post("/people/profile/", {"full_name": "Ny Person", "language": "da"})
    assert answer.status_code == 302
    assert answer.cookies["veien_language"].value == "da"
    page = client.get("/people/profile/").content.decode()
    assert '<html lang="da"' in page
    assert "Ny Person" in page


def test_a_profile_without_a_name_is_refused(client_of: Any, leader: Any) -> None:
    for name in ("", "   "):
        answer = client_of(leader).post("/people/profile/", {"full_name": name, "language": "da"})
        assert answer.status_code == 422
    leader.refresh_from_db()
    assert leader.language == "nb"


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_number_of_queries_is_the_same_for_ten_and_for_a_thousand_people(
    client_of: Any, admin: Any, buyer_org: Any
) -> None:
    client = client_of(admin)

    def more(count: int, start: int) -> None:
        User.objects.bulk_create(
            User(email=f"p{n}@example.test", full_name=f"P {n}", organisation=buyer_org, password="!")
            for n in range(start, start + count)
        )
        now = clock.now()
        Invitation.objects.bulk_create(
            Invitation(
                email=f"i{n}@example.test",
                full_name=f"I {n}",
                organisation=buyer_org,
                token_digest=f"{n:064}",
                invited_by=admin,
                invited_at=now,
                expires_at=now + timedelta(days=14),
            )
            for n in range(start, start + count)
        )

    more(10, 0)
    few = _queries(client, "/people/"), _queries(client, "/people/invite/")
    more(990, 10)
    assert (_queries(client, "/people/"), _queries(client, "/people/invite/")) == few
    assert max(few) <= 8


def test_an_organisation_elsewhere_is_never_shown(
    client_of: Any, stranger: Any, admin: Any, path: str
) -> None:
    page = client_of(stranger).get("/people/").content.decode()
    assert "kari@example.test" not in page
    assert make_organisation("Third kommune").name not in page
