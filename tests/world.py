"""The Agder scenario as a world that a whole test module shares; it is gone when the module ends."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(scope="module")
def agder(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """Play Agder once, inside a transaction that is rolled back when the module is done."""
    from django.conf import settings
    from django.core.files.storage import storages
    from django.db import transaction
    from django.test import override_settings

    from veien.people.queries import User
    from veien.scenarios.agder import cast, play

    place = tmp_path_factory.mktemp("agder")
    changed = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": place},
        },
    }
    with (
        override_settings(
            STORAGES=changed,
            AXES_ENABLED=False,
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        assert storages
        heard: list[str] = []
        procurement = play.play(heard.append)
        people = {part.key: User.objects.get(email=part.email) for part in cast.PARTS}
        yield SimpleNamespace(procurement=procurement, people=people, heard=heard, files=place)
        transaction.set_rollback(True)


@pytest.fixture
def scene(agder: Any, django_db_blocker: Any, settings: Any) -> Iterator[Any]:
    """Let one test act in the world; what it does is taken back."""
    from django.db import transaction

    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": agder.files},
        },
    }
    with django_db_blocker.unblock(), transaction.atomic():
        yield agder
        transaction.set_rollback(True)


def browser_of(user: Any, *, language: str = "en") -> Client:
    """Give a browser in which a person is logged in; faults of ours come back as answers, not as exceptions."""
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    client.cookies["veien_language"] = language
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
