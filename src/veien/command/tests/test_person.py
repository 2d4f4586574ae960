"""``veien person``: the first person of a house."""

from __future__ import annotations

import io
from typing import Any

import pytest

from veien.command.person import run
from veien.people.queries import User

pytestmark = pytest.mark.django_db
WORDS = ["First@Example.test", "The first person", "--organisation", "Storvik kommune"]


def test_the_first_person_can_log_in_and_may_invite(monkeypatch: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-password-of-some-length\n"))
    assert run(WORDS) == 0
    person = User.objects.get(email="first@example.test")
    assert person.check_password("a-password-of-some-length")
    assert person.is_organisation_admin
    assert person.organisation.name == "Storvik kommune"


def test_a_weak_password_is_refused_and_nothing_is_kept(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert run(WORDS) == 2
    assert "password:" in capsys.readouterr().err
    assert not User.objects.exists()


def test_a_wrong_number_is_refused_and_nothing_is_kept(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-password-of-some-length\n"))
    assert run([*WORDS, "--number", "123"]) == 2
    assert "number:" in capsys.readouterr().err
    assert not User.objects.exists()
