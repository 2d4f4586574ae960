"""The second step: app with codes, recovery codes, passkeys; and what the log says of them."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from conftest import PASSWORD
from veien.audit.actions import HOUSE
from veien.audit.queries import entries_of
from veien.people.tests.conftest import log_in, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock that codes go by: a slow machine must not reach the next code in the middle of a test."""
    now = time.time()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)


def code_for(secret: str) -> str:
    """Compute what the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm(client: Client, where: str) -> None:
    """Type the password once more, as the page asks before it changes how one logs in."""
    asked = client.get(where)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/reauthenticate/")
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 302


@pytest.fixture
def secret(client_of: Any, leader: Any) -> str:
    """Let the project leader set up the app; give its key."""
    client = client_of(leader)
    confirm(client, "/account/security/app/add/")
    page = client.get("/account/security/app/add/").content.decode()
    found = re.search(r'class="totp-key">([A-Z2-7]+)<', page)
    assert found
    assert 'src="data:image/svg+xml;base64,' in page
    answer = client.post("/account/security/app/add/", {"code": code_for(found[1])})
    assert answer.status_code == 302
    assert answer["Location"] == "/account/security/codes/"
    cache.clear()  # a code opens once; the next log-in of the test comes in the same half minute
    return found[1]


def test_without_a_second_step_the_page_says_how_to_add_one(client_of: Any, leader: Any) -> None:
    page = client_of(leader).get("/account/security/").content.decode()
    assert "Only a password stands between" in page
    assert "/account/security/app/add/" in page
    assert "/account/security/passkeys/add/" in page


def test_setting_up_asks_for_the_password_once_more_and_refuses_a_wrong_one(
    client_of: Any, leader: Any
) -> None:
    client = client_of(leader)
    asked = client.get("/account/security/app/add/")["Location"]
    refused = client.post(asked, {"password": "wrong"})
    assert refused.status_code == 422
    assert "not your password" in refused.content.decode()
    assert client.get("/account/security/app/add/").status_code == 302


def test_a_wrong_first_code_is_refused_and_the_same_key_stays_on_the_page(
    client_of: Any, leader: Any
) -> None:
    client = client_of(leader)
    confirm(client, "/account/security/app/add/")
    before = client.get("/account/security/app/add/").content.decode()
    refused = client.post("/account/security/app/add/", {"code": "000000"})
    assert refused.status_code == 422
    assert "not the right code" in refused.content.decode()
    key = re.search(r'class="totp-key">([A-Z2-7]+)<', before)
    assert key
    assert key[1] in refused.content.decode()
    assert not Authenticator.objects.exists()


def test_once_the_app_is_set_up_the_password_alone_no_longer_opens(
    secret: str, browser: Client, leader: Any
) -> None:
    answer = log_in(browser, leader.email)
    assert answer["Location"] == "/account/security/code/"
    assert not logged_in(browser)
    wrong = browser.post("/account/security/code/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "not the right code" in wrong.content.decode()
    assert not logged_in(browser)
    assert browser.post("/account/security/code/", {"code": code_for(secret)}).status_code == 302
    assert logged_in(browser)


def test_a_code_cannot_be_used_twice(secret: str, leader: Any) -> None:
    code = code_for(secret)
    for expected in (302, 422):
        client = Client()
        log_in(client, leader.email)
        assert client.post("/account/security/code/", {"code": code}).status_code == expected


def test_a_recovery_code_opens_once(secret: str, client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    confirm(client, "/account/security/codes/")
    page = client.get("/account/security/codes/").content.decode()
    codes = re.findall(r"<li><code>(\d+)</code>", page)
    assert len(codes) == 10
    written = client.get("/account/security/codes/download/")
    assert written["Content-Type"].startswith("text/plain")
    assert "attachment" in written["Content-Disposition"]
    assert all(code in written.content.decode() for code in codes)
    for expected in (302, 422):
        other = Client()
        log_in(other, leader.email)
        assert other.post("/account/security/code/", {"code": codes[0]}).status_code == expected
    assert "9 of 10 left" in client.get("/account/security/").content.decode()


def test_new_recovery_codes_make_the_old_ones_worthless(secret: str, client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    confirm(client, "/account/security/codes/")
    old = re.findall(r"<code>(\d+)</code>", client.get("/account/security/codes/").content.decode())
    assert client.get("/account/security/codes/make/").status_code == 200
    client.post("/account/security/codes/make/")
    new = re.findall(r"<code>(\d+)</code>", client.get("/account/security/codes/").content.decode())
    assert not set(old) & set(new)


def test_removing_the_app_is_asked_about_and_logged_and_the_password_opens_again(
    secret: str, browser: Client, client_of: Any, leader: Any
) -> None:
    client = client_of(leader)
    confirm(client, "/account/security/app/remove/")
    assert client.get("/account/security/app/remove/").status_code == 200
    assert client.post("/account/security/app/remove/").status_code == 302
    assert log_in(browser, leader.email)["Location"] == "/"
    logged = [(each.action, each.content) for each in entries_of(HOUSE)]
    assert ("people.second_step_added", {"means": "totp"}) in logged
    assert ("people.second_step_removed", {"means": "totp"}) in logged


def test_the_log_never_holds_the_key(secret: str) -> None:
    assert all(secret not in str(each) for each in entries_of(HOUSE))


def test_codes_cannot_be_guessed_at_will(secret: str, browser: Client, leader: Any) -> None:
    log_in(browser, leader.email)
    last = None
    for _try in range(21):
        last = browser.post("/account/security/code/", {"code": "000000"})
    assert last is not None
    assert "Too many tries" in last.content.decode()
    right = browser.post("/account/security/code/", {"code": code_for(secret)})
    assert right.status_code == 422


def test_the_pages_of_passkeys_say_what_they_are_for_without_any(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    assert "No passkeys yet" in client.get("/account/security/passkeys/").content.decode()
    confirm(client, "/account/security/passkeys/add/")
    page = client.get("/account/security/passkeys/add/").content.decode()
    assert 'id="js_data" type="application/json"' in page
    assert "creation_options" in page
    refused = client.post("/account/security/passkeys/add/", {"name": "Phone", "credential": "{}"})
    assert refused.status_code == 422


def test_somebody_elses_passkey_is_not_found(client_of: Any, leader: Any, stranger: Any) -> None:
    key = Authenticator.objects.create(
        user=leader, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone", "credential": {}}
    )
    client = client_of(stranger)
    confirm(client, f"/account/security/passkeys/{key.pk}/remove/")
    assert client.get(f"/account/security/passkeys/{key.pk}/remove/").status_code == 404
    assert client.post(f"/account/security/passkeys/{key.pk}/name/", {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/account/security/",
        "/account/security/app/add/",
        "/account/security/app/remove/",
        "/account/security/codes/",
        "/account/security/codes/make/",
        "/account/security/codes/download/",
        "/account/security/passkeys/",
        "/account/security/passkeys/add/",
        "/account/security/confirm/",
        "/account/password/change/",
        "/account/reauthenticate/",
    ],
)
def test_nobody_sees_a_page_of_security_without_logging_in(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
