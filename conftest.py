"""The cast of all tests: who is on stage, named by role. The stranger sits in another municipality and sees nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

PASSWORD = "a-long-password-for-tests"


TOUCHES_DATABASE = {"db", "transactional_db", "django_db_setup"}
"""A test that asks for none of these, by itself or through another fixture, never reaches the database."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of the run on PostgreSQL what says the same on every database; the run on SQLite has it.

    That is every test that does not reach the database, and those marked ``once``.
    """
    if not os.environ.get("VEIEN_DATABASE_URL", "").startswith("postgres"):
        return
    left_out = [each for each in items if _says_the_same(each)]
    items[:] = [each for each in items if not _says_the_same(each)]
    config.hook.pytest_deselected(items=left_out)


def _says_the_same(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return True
    asks = set(getattr(item, "fixturenames", ()))
    return not asks & TOUCHES_DATABASE and item.get_closest_marker("django_db") is None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make the test database whatever the tests are marked with: a module's world asks for it without a mark."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Any) -> None:
    """Let every test keep its files and mail in a folder of its own, and hash passwords fast."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let every test begin in English, whatever language the one before it ended in."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def buyer_org(db: None) -> Any:
    """The municipality that leads."""
    return make_organisation("Storvik kommune", population=92000)


def make_organisation(name: str, *, kind: str = "municipality", population: int | None = None) -> Any:
    """Make an organisation without a number."""
    from veien.foundation import clock
    from veien.organisations.models import Organisation

    return Organisation.objects.create(
        name=name, kind=kind, country="NO", population=population, created_at=clock.now()
    )


@pytest.fixture
def make_user(buyer_org: Any) -> Callable[..., Any]:
    """Make a person; with a role and a procurement the person gets the role there."""
    count = 0

    def make(name: str = "", *, role: str = "", procurement: Any = None, organisation: Any = None) -> Any:
        nonlocal count
        from veien.people.models import User
        from veien.road.models import RoleHolding

        count += 1
        user = User.objects.create_user(
            f"person{count}@example.test",
            PASSWORD,
            full_name=name or f"Person {count}",
            organisation=organisation or buyer_org,
        )
        if role:
            RoleHolding.objects.create(procurement=procurement, user=user, role=role)
        return user

    return make


@pytest.fixture
def leader(make_user: Callable[..., Any]) -> Any:
    """The project leader."""
    return make_user("The project leader")


@pytest.fixture
def procurement(leader: Any, buyer_org: Any) -> Any:
    """A procurement that the project leader has started from the guide's pack."""
    from veien.road.actions import start_procurement

    started = start_procurement(
        by=leader,
        title="Safety alarms",
        buyer=buyer_org,
        pack_id="no-kvikkguide",
        pack_version="1.0.0",
    )
    started.granted = frozenset()
    return started


@pytest.fixture
def owner(make_user: Callable[..., Any], procurement: Any) -> Any:
    """The project owner."""
    return make_user("The project owner", role="project-owner", procurement=procurement)


@pytest.fixture
def nurse(make_user: Callable[..., Any], procurement: Any) -> Any:
    """A nurse in the evaluation group."""
    return make_user("The nurse", role="evaluation-group", procurement=procurement)


@pytest.fixture
def buyer(make_user: Callable[..., Any], procurement: Any) -> Any:
    """The purchaser."""
    return make_user("The purchaser", role="purchasing", procurement=procurement)


@pytest.fixture
def reader(make_user: Callable[..., Any], procurement: Any) -> Any:
    """Somebody in home care who may read."""
    return make_user("The reader", role="home-care", procurement=procurement)


@pytest.fixture
def stranger(make_user: Callable[..., Any], procurement: Any) -> Any:
    """Somebody from another municipality without a role here."""
    return make_user("The stranger", organisation=make_organisation("Annendal kommune", population=1000))


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """Give a browser in which a person is logged in, in English unless told."""

    def log_in(user: Any, *, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.cookies["veien_language"] = language
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
