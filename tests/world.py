"""A scenario as a world that a whole test module shares; it is gone when the module ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(scope="module")
def agder(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    """Play Agder once, inside a transaction that is rolled back when the module is done."""
    from veien.scenarios.agder import cast, play

    with django_db_blocker.unblock(), played(play, cast, tmp_path_factory.mktemp("agder")) as world:
        yield world


@contextmanager
def played(play: Any, cast: Any, place: Path) -> Iterator[Any]:
    """Play a scenario for the time of a block, with its files in a place of its own, and take all of it back."""
    from django.conf import settings
    from django.core.files.storage import storages
    from django.db import transaction
    from django.test import override_settings

    from veien.people.queries import User

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
    """Let one test act in Agder; what it does is taken back."""
    with django_db_blocker.unblock(), acting_in(agder, settings):
        yield agder


@contextmanager
def acting_in(world: Any, settings: Any) -> Iterator[None]:
    """Let a test act in a world that was played; what it does is taken back."""
    from django.db import transaction

    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": world.files},
        },
    }
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def browser_of(user: Any, *, language: str = "en") -> Client:
    """Give a browser in which a person is logged in; faults of ours come back as answers, not as exceptions."""
    client = Client(headers={"accept-language": language}, raise_request_exception=False)
    client.cookies["veien_language"] = language
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
