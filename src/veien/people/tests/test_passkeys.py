"""Passkeys in a real browser, with a made-up device, under the strict content security policy.

A browser needs a server of its own and thus a database that is emptied afterwards; the guarded log refuses that, so
its guard stands aside for this file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse

from conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("chromium") is None, reason="There is no Chromium on this machine."),
]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def on_the_log(deed: str) -> None:
    """Put the triggers that guard the log, or take them away."""
    guard = import_module("veien.audit.migrations.0002_refuse_change_and_deletion")
    kinds = {"sqlite": guard.SQLITE, "postgresql": guard.POSTGRESQL}
    statements = kinds[connection.vendor] if deed == "put" else guard.UNDO[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="module", autouse=True)
def log_is_guarded_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the log be as guarded after these tests as before."""
    with django_db_blocker.unblock():
        on_the_log("take")
    yield
    with django_db_blocker.unblock():
        on_the_log("put")


@pytest.fixture
def page(monkeypatch: Any) -> Iterator[Any]:
    """A page of a browser whose device has a fingerprint reader; ``page.faults`` is what the console complains of."""
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        browser.close()
        # Beside Playwright's loop Django keeps connections of their own; left open, no database could be dropped.
        connections.close_all()


def type_password(page: Any, address: str = "") -> None:
    if address:
        page.fill("#id_login", address)
    page.fill("#id_password", PASSWORD)
    page.click("main form.card button[type=submit]")
    page.wait_for_load_state()


def test_a_passkey_is_added_and_then_opens_alone_and_as_a_second_step(
    page: Any, live_server: Any, make_user: Any, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    leader = make_user("The project leader")
    leader.language = "en"
    leader.save()
    at = live_server.url.replace("127.0.0.1", "localhost")  # an address of figures can have no passkeys
    page.goto(f"{at}{reverse('account_login')}")
    type_password(page, leader.email)
    page.goto(f"{at}{reverse('mfa_add_webauthn')}")
    type_password(page)
    page.fill("#id_name", "Work phone")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(f"{at}{reverse('mfa_view_recovery_codes')}")
    page.goto(f"{at}{reverse('mfa_list_webauthn')}")
    assert "Work phone" in page.inner_text("main")
    assert "instead of the password" in page.inner_text("main")

    page.context.clear_cookies()
    profile = reverse("people:profile")
    page.goto(f"{at}{reverse('account_login')}?next={profile}")
    page.click("#passkey_login")
    page.wait_for_url(f"{at}{profile}")

    page.context.clear_cookies()
    page.goto(f"{at}{reverse('account_login')}")
    type_password(page, leader.email)
    assert page.url == f"{at}{reverse('mfa_authenticate')}"
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(f"{at}{reverse('road:home')}")
    assert page.faults == []


def test_without_a_passkey_the_page_says_what_happened(page: Any, live_server: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    at = live_server.url.replace("127.0.0.1", "localhost")
    page.goto(f"{at}{reverse('account_login')}")
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-fault]:not([hidden])")
    assert "The passkey was not used" in page.inner_text("[data-passkey-fault]")
    assert page.faults == []
