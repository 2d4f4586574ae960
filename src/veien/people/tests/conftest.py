"""What the tests of people share: a clean count of tries, the letters as files, a browser that nobody knows yet."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from conftest import PASSWORD


@pytest.fixture(autouse=True)
def no_tries_yet(settings: Any) -> Iterator[None]:
    """Forget how often was tried, and send letters into the folder as the program does when nothing is set."""
    settings.EMAIL_BACKEND = "veien.people.mail.FolderBackend"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def letters(settings: Any) -> Callable[[], list[EmailMessage]]:
    """Read the letters that were sent, in the order of their names."""

    def read() -> list[EmailMessage]:
        files = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        found = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
        return [each for each in found if isinstance(each, EmailMessage)]

    return read


@pytest.fixture
def browser() -> Client:
    """A browser in which nobody is logged in, in English."""
    client = Client(headers={"accept-language": "en"})
    client.cookies["veien_language"] = "en"
    return client


@pytest.fixture
def admin(make_user: Callable[..., Any]) -> Any:
    """Whoever looks after the people of the municipality."""
    user = make_user("The administrator")
    user.is_organisation_admin = True
    user.save()
    return user


def logged_in(client: Client) -> bool:
    """Say whether a browser gets a page that asks for a person."""
    return client.get("/people/profile/").status_code == 200


def log_in(client: Client, address: str, password: str = PASSWORD) -> Any:
    """Type address and password on the page."""
    return client.post("/account/login/", {"login": address, "password": password})


def text_of(letter: EmailMessage) -> str:
    """Give the words of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
