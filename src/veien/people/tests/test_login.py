"""Logging in, out, and what happens after too many wrong tries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import NoReverseMatch, reverse

from conftest import PASSWORD
from veien.audit.actions import HOUSE
from veien.audit.queries import entries_of
from veien.foundation import clock
from veien.people.tests.conftest import log_in, logged_in, text_of

pytestmark = pytest.mark.django_db


def test_the_right_password_opens_and_leads_where_one_was_going(browser: Client, leader: Any) -> None:
    sent = browser.get("/people/profile/")
    assert sent["Location"] == "/account/login/?next=/people/profile/"
    page = browser.get(sent["Location"])
    assert b'name="next" value="/people/profile/"' in page.content
    answer = browser.post(
        "/account/login/", {"login": leader.email, "password": PASSWORD, "next": "/people/profile/"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/people/profile/"
    assert logged_in(browser)


def test_letters_size_and_blanks_in_the_address_do_not_matter(browser: Client, leader: Any) -> None:
    assert log_in(browser, f" {leader.email.upper()} ").status_code == 302
    assert logged_in(browser)


def test_a_wrong_password_is_refused_with_a_sentence_and_the_address_is_kept(
    browser: Client, leader: Any
) -> None:
    answer = log_in(browser, leader.email, "not the password")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "do not belong together" in page
    assert leader.email in page
    assert "not the password" not in page
    assert not logged_in(browser)


def test_an_unknown_address_gets_the_same_sentence_as_a_wrong_password(browser: Client, leader: Any) -> None:
    unknown = log_in(browser, "nobody@example.test", "not the password")
    wrong = log_in(browser, leader.email, "not the password")
    assert unknown.status_code == wrong.status_code == 422
    assert "do not belong together" in unknown.content.decode()


def test_a_closed_account_is_told_so(browser: Client, leader: Any) -> None:
    leader.is_active = False
    leader.save()
    answer = browser.post("/account/login/", {"login": leader.email, "password": PASSWORD}, follow=True)
    assert "no longer open" in answer.content.decode()
    assert not logged_in(browser)


def test_a_next_address_on_another_server_is_not_followed(browser: Client, leader: Any) -> None:
    answer = browser.post(
        "/account/login/",
        {"login": leader.email, "password": PASSWORD, "next": "https://elsewhere.example/steal"},
    )
    assert answer["Location"] == "/"


def test_nobody_can_sign_up() -> None:
    for name in ("account_signup", "account_email", "account_signup_by_passkey"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize("address", ["/account/signup/", "/account/email/", "/accounts/signup/"])
def test_no_address_for_signing_up_exists(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_logging_out_asks_first_and_then_does_it(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    assert client.get("/account/logout/").status_code == 200
    assert logged_in(client)
    assert client.post("/account/logout/").status_code == 302
    assert not logged_in(client)


def test_eight_wrong_tries_lock_and_the_page_says_until_when(
    browser: Client, leader: Any, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    for _try in range(7):
        assert log_in(browser, leader.email, "wrong").status_code == 422
    locked = log_in(browser, leader.email, "wrong")
    assert locked.status_code == 429
    assert "in 15 minutes" in locked.content.decode()
    assert 0 < int(locked["Retry-After"]) <= 900
    still = log_in(browser, leader.email)
    assert still.status_code == 429, "not even the right password opens"
    assert not logged_in(browser)


def test_trying_again_does_not_make_the_lock_longer_and_it_opens_in_the_end(
    browser: Client, leader: Any, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    for _try in range(8):
        log_in(browser, leader.email, "wrong")
    attempt = AccessAttempt.objects.get(username=leader.email)
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=10))
    assert "in 5 minutes" in log_in(browser, leader.email, "wrong").content.decode()
    assert "in 5 minutes" in log_in(browser, leader.email, "wrong").content.decode()
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=16))
    assert log_in(browser, leader.email).status_code == 302


def test_letters_size_gives_no_further_tries(browser: Client, leader: Any, settings: Any) -> None:
    settings.AXES_ENABLED = True
    for number in range(7):
        log_in(browser, leader.email.upper() if number % 2 else leader.email, "wrong")
    assert log_in(browser, leader.email.title(), "wrong").status_code == 429


def test_the_lock_is_on_one_address_not_on_everybody_behind_the_same_wall(
    browser: Client, leader: Any, make_user: Any, settings: Any
) -> None:
    settings.AXES_ENABLED = True
    for _try in range(8):
        log_in(browser, leader.email, "wrong")
    other = make_user("Somebody else")
    assert log_in(browser, other.email).status_code == 302


def test_a_password_is_never_kept_with_a_failed_try(browser: Client, leader: Any, settings: Any) -> None:
    settings.AXES_ENABLED = True
    log_in(browser, leader.email, "almost-my-password")
    attempt = AccessAttempt.objects.get()
    assert "almost-my-password" not in attempt.post_data + attempt.get_data


def test_passwords_are_kept_with_argon2(leader: Any, settings: Any) -> None:
    from veien.server import settings as as_written

    settings.PASSWORD_HASHERS = as_written.PASSWORD_HASHERS
    leader.set_password(PASSWORD)
    assert leader.password.startswith("argon2$argon2id$")
    assert leader.check_password(PASSWORD)


def test_a_forgotten_password_is_chosen_anew_through_the_letter(
    browser: Client, leader: Any, letters: Any, settings: Any
) -> None:
    settings.BASE_URL = "https://veien.example"
    done = browser.post(
        "/account/password/reset/", {"email": leader.email}, headers={"host": "127.0.0.1"}, follow=True
    )
    assert "on its way" in done.content.decode()
    (letter,) = letters()
    assert letter["To"] == leader.email
    assert letter["Subject"] == "Nytt passord til Veien", "the letter is in the person's language"
    link = next(word for word in text_of(letter).split() if word.startswith("https://veien.example/"))
    page = browser.get(link.removeprefix("https://veien.example"), follow=True)
    assert page.status_code == 200
    where = page.redirect_chain[-1][0]
    short = browser.post(where, {"password1": "short", "password2": "short"})
    assert short.status_code == 422
    assert "Use at least 12 characters" in short.content.decode()
    unlike = browser.post(where, {"password1": "a-quite-new-password", "password2": "another-password-1"})
    assert unlike.status_code == 422
    kept = browser.post(
        where, {"password1": "a-quite-new-password", "password2": "a-quite-new-password"}, follow=True
    )
    assert "The new password is kept" in kept.content.decode()
    assert log_in(browser, leader.email, "a-quite-new-password").status_code == 302
    assert "people.password_reset" in {each.action for each in entries_of(HOUSE)}
    again = browser.get(link.removeprefix("https://veien.example"), follow=True)
    assert again.status_code == 410
    assert "no longer works" in again.content.decode()


def test_an_unknown_address_gets_no_letter_and_the_same_page(browser: Client, letters: Any, db: None) -> None:
    done = browser.post("/account/password/reset/", {"email": "nobody@example.test"}, follow=True)
    assert "If the address has an account" in done.content.decode()
    assert letters() == []


def test_a_changed_password_needs_the_present_one_and_is_logged(client_of: Any, leader: Any) -> None:
    client = client_of(leader)
    new = {"password1": "a-quite-new-password", "password2": "a-quite-new-password"}
    refused = client.post("/account/password/change/", {"oldpassword": "wrong", **new})
    assert refused.status_code == 422
    assert "not your present password" in refused.content.decode()
    assert client.post("/account/password/change/", {"oldpassword": PASSWORD, **new}).status_code == 302
    assert logged_in(client), "one stays logged in"
    entry = entries_of(HOUSE)[0]
    assert (entry.action, entry.actor, entry.content) == ("people.password_changed", leader.full_name, {})


def test_the_page_speaks_the_persons_language_unless_the_browser_chose_one(leader: Any) -> None:
    leader.language = "sv"
    leader.save()
    client = Client(headers={"accept-language": "en"})
    client.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert b'<html lang="sv"' in client.get("/people/profile/").content
    client.cookies["veien_language"] = "da"
    assert b'<html lang="da"' in client.get("/people/profile/").content
    client.cookies["veien_language"] = "xx"
    assert b'<html lang="sv"' in client.get("/people/profile/").content


def test_the_clock_of_the_lock_is_the_real_one(browser: Client, leader: Any, settings: Any) -> None:
    settings.AXES_ENABLED = True
    before = clock.now()
    for _try in range(8):
        log_in(browser, leader.email, "wrong")
    assert AccessAttempt.objects.get().attempt_time >= before
