"""Adding and changing organisations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from veien.audit.actions import HOUSE
from veien.audit.queries import entries_of, verify_chain
from veien.foundation import clock
from veien.organisations.actions import CannotKeepOrganisation, add_organisation, change_organisation
from veien.organisations.models import Organisation
from veien.organisations.queries import buyers, organisations

pytestmark = pytest.mark.django_db
TOWN: dict[str, Any] = {"name": "Storvik kommune", "kind": "municipality", "country": "NO"}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let refusals speak English, whatever the program's first language."""
    with translation.override("en"):
        yield


def test_an_organisation_is_kept_with_its_bare_number_and_logged(leader: Any) -> None:
    added = add_organisation(by=leader, **TOWN, number="974 760 673", population=92000)
    assert added.number == "974760673"
    entry = entries_of(HOUSE)[0]
    assert (entry.action, entry.actor) == ("organisations.added", leader.full_name)
    assert entry.content["number"] == "974760673"


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": " "}, "name", "name"),
        ({"number": "974760674"}, "number", "check digit"),
        ({"number": "97476067"}, "number", "9 digits"),
        ({"number": "97476067X"}, "number", "only digits"),
        ({"kind": "supplier", "population": 3}, "population", "municipality"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    leader: Any, change: dict[str, Any], field: str, sentence: str
) -> None:
    before = Organisation.objects.count()
    with pytest.raises(CannotKeepOrganisation) as refused:
        add_organisation(by=leader, **(TOWN | change))
    assert refused.value.field == field
    assert sentence in str(refused.value)
    assert Organisation.objects.count() == before
    assert not entries_of(HOUSE)


def test_a_number_that_is_taken_is_refused_with_the_name_of_who_has_it(leader: Any) -> None:
    add_organisation(by=leader, **TOWN, number="974760673")
    with pytest.raises(CannotKeepOrganisation, match="Storvik kommune"):
        add_organisation(by=leader, **(TOWN | {"name": "Another"}), number="974 760 673")


def test_many_organisations_may_lack_a_number_but_the_database_keeps_numbers_apart(leader: Any) -> None:
    for name in ("One", "Two"):
        add_organisation(by=leader, **(TOWN | {"name": name}))
    add_organisation(by=leader, **TOWN, number="974760673")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**TOWN, number="974760673", created_at=clock.now())


def test_a_change_is_logged_with_before_and_after(leader: Any) -> None:
    town = add_organisation(by=leader, **TOWN)
    change_organisation(town, by=leader, **(TOWN | {"name": "Storvik"}), population=5)
    entry = entries_of(HOUSE)[0]
    assert entry.action == "organisations.changed"
    assert entry.content["before"]["name"] == "Storvik kommune"
    assert entry.content["after"]["population"] == 5
    assert verify_chain(HOUSE).intact


def test_an_organisation_keeps_its_own_number_when_it_is_changed(leader: Any) -> None:
    town = add_organisation(by=leader, **TOWN, number="974760673")
    change_organisation(town, by=leader, **TOWN, number="974 760 673")
    assert Organisation.objects.get(pk=town.pk).number == "974760673"


def test_organisations_are_found_by_part_of_the_name_or_the_start_of_the_number(leader: Any) -> None:
    town = add_organisation(by=leader, **TOWN | {"name": "Lillevik kommune"}, number="974760673")
    firm = add_organisation(by=leader, name="Firm 97 AS", kind="supplier", country="NO")
    assert list(organisations(text="lillev")) == [town]
    assert list(organisations(text="974 760")) == [town]
    assert list(organisations(text="firm 97")) == [firm]
    assert firm not in buyers()
    assert town in buyers()
