"""Who may be let in and how, what is refused, and what the log keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from veien.audit.queries import entries_of, verify_chain
from veien.collaboration import actions, queries
from veien.collaboration.models import Member
from veien.collaboration.tool import headline, report
from veien.foundation import clock
from veien.organisations.models import Organisation
from veien.people.models import User
from veien.road.models import Procurement

pytestmark = pytest.mark.django_db
Organisations = Callable[..., list[Organisation]]


@pytest.fixture
def municipalities() -> Organisations:
    def make(*names: str, population: int | None = 1000, kind: str = "municipality") -> list[Organisation]:
        return [
            Organisation.objects.create(
                name=name, kind=kind, country="NO", population=population, created_at=clock.now()
            )
            for name in names
        ]

    return make


def test_one_leads_several_take_part_and_some_may_join(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    lead, *others = municipalities("Havn", "Fjell", "Dal")
    actions.add_member(
        procurement, by=leader, organisation=lead, standing="lead", joined_on=date(2026, 1, 20)
    )
    actions.add_members(procurement, by=leader, organisations=others, standing="option")
    totals = queries.totals_of(procurement)
    assert (totals.members, totals.options, totals.has_lead) == (1, 2, True)
    assert (totals.population, totals.population_with_options) == (1000, 3000)
    assert queries.counts(procurement) == (1, 2)
    assert [each.name for each in queries.members_of(procurement)] == ["Havn", "Dal", "Fjell"]
    line = entries_of(procurement.public_id)[0]
    assert (line.action, line.content["organisations"]) == ("collaboration.member_added", ["Fjell", "Dal"])
    assert verify_chain(procurement.public_id).intact


def test_only_one_can_lead(procurement: Procurement, leader: User, municipalities: Organisations) -> None:
    lead, other, third = municipalities("Havn", "Fjell", "Dal")
    actions.add_member(procurement, by=leader, organisation=lead, standing="lead")
    with pytest.raises(actions.CannotTakePart, match="Havn") as refused:
        actions.add_member(procurement, by=leader, organisation=other, standing="lead")
    assert refused.value.field == "standing"
    with pytest.raises(actions.CannotTakePart):
        actions.add_members(procurement, by=leader, organisations=[other, third], standing="lead")
    assert Member.objects.count() == 1


def test_the_database_too_holds_at_one_lead(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    lead, other = municipalities("Havn", "Fjell")
    actions.add_member(procurement, by=leader, organisation=lead, standing="lead")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(procurement=procurement, organisation=other, standing="lead")


def test_nobody_is_in_twice_and_of_several_none_is_added(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    first, second = municipalities("Havn", "Fjell")
    actions.add_member(procurement, by=leader, organisation=first, standing="member")
    with pytest.raises(actions.CannotTakePart, match="Havn"):
        actions.add_members(procurement, by=leader, organisations=[second, first], standing="member")
    assert Member.objects.count() == 1


def test_a_firm_cannot_buy_with_the_buyers(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    (firm,) = municipalities("Firm A", population=None, kind="supplier")
    with pytest.raises(actions.CannotTakePart, match="Firm A"):
        actions.add_member(procurement, by=leader, organisation=firm, standing="member")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"standing": "guest"}, "standing"),
        ({"standing": "option", "joined_on": date(2026, 1, 1)}, "joined_on"),
        ({"standing": "member", "note": "x" * 301}, "note"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    procurement: Procurement, leader: User, municipalities: Organisations, words: dict[str, Any], field: str
) -> None:
    (one,) = municipalities("Havn")
    with pytest.raises(actions.CannotTakePart) as refused:
        actions.add_member(procurement, by=leader, organisation=one, **words)
    assert refused.value.field == field
    assert not Member.objects.exists()


def test_one_with_an_option_joins_on_a_date(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    (one,) = municipalities("Havn")
    member = actions.add_member(procurement, by=leader, organisation=one, standing="option")
    with pytest.raises(actions.CannotTakePart) as refused:
        actions.change_standing(member, by=leader, standing="member")
    assert refused.value.field == "joined_on"
    actions.change_standing(member, by=leader, standing="member", joined_on=date(2027, 2, 1), revision=1)
    line = entries_of(procurement.public_id)[0]
    assert (line.action, line.content["organisation"]) == ("collaboration.standing_changed", "Havn")
    assert line.content["before"]["standing"] == "option"
    assert line.content["after"]["joined_on"] == "2027-02-01"
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_standing(member, by=leader, standing="option", revision=1)


def test_the_one_that_leads_keeps_leading_when_its_note_changes(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    (one,) = municipalities("Havn")
    member = actions.add_member(procurement, by=leader, organisation=one, standing="lead")
    assert actions.change_standing(member, by=leader, standing="lead", note="Signed").note == "Signed"


def test_taking_out_leaves_the_organisation(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    (one,) = municipalities("Havn")
    actions.remove_member(
        actions.add_member(procurement, by=leader, organisation=one, standing="member"), by=leader
    )
    assert entries_of(procurement.public_id)[0].content["organisation"] == "Havn"
    assert Organisation.objects.filter(pk=one.pk).exists()
    assert not Member.objects.exists()


def test_a_new_municipality_is_made_and_let_in_or_neither(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    words: dict[str, Any] = {"country": "NO", "number": "", "population": 900, "population_source": "Counted"}
    member = actions.add_new_municipality(procurement, by=leader, name="Vik", standing="lead", **words)
    assert member.organisation.population == 900
    before = Organisation.objects.count()
    with pytest.raises(actions.CannotTakePart, match="Vik"):
        actions.add_new_municipality(procurement, by=leader, name="Nes", standing="lead", **words)
    with pytest.raises(actions.CannotTakePart) as refused:
        actions.add_new_municipality(procurement, by=leader, name=" vik ", standing="member", **words)
    assert refused.value.field == "name"
    assert Organisation.objects.count() == before


def test_the_road_hears_who_takes_part(
    procurement: Procurement, leader: User, municipalities: Organisations
) -> None:
    assert not any(report(procurement).facts.values())
    assert headline(procurement) is None
    first, second = municipalities("Havn", "Fjell")
    actions.add_member(procurement, by=leader, organisation=first, standing="lead")
    assert report(procurement).facts == {"collaboration.has_members": False, "collaboration.has_lead": True}
    actions.add_member(procurement, by=leader, organisation=second, standing="member")
    assert all(report(procurement).facts.values())


def test_the_line_under_the_heading_counts_those_with_an_option_apart(
    procurement: Procurement, leader: User, municipalities: Organisations, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    lead, *others = municipalities(*(f"Town {each}" for each in range(30)))
    actions.add_member(procurement, by=leader, organisation=lead, standing="lead")
    actions.add_members(procurement, by=leader, organisations=others[:20], standing="member")
    actions.add_members(procurement, by=leader, organisations=others[20:], standing="option")
    found = headline(procurement)
    assert found is not None
    assert "21" in str(found.value)
    assert "9" in str(found.value)


def test_the_sums_ask_the_database_once(
    procurement: Procurement,
    leader: User,
    municipalities: Organisations,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for names in (("A",), tuple(f"Town {each}" for each in range(100))):
        actions.add_members(procurement, by=leader, organisations=municipalities(*names), standing="member")
        for read in (report, headline, queries.members_of):
            with django_assert_num_queries(1):
                read(procurement)
