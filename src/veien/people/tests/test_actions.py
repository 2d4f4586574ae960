"""Inviting, joining, taking up, withdrawing; and changing one's profile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from veien.audit.actions import HOUSE
from veien.audit.queries import entries_of, verify_chain
from veien.foundation import clock
from veien.people import actions, queries
from veien.people.actions import CannotInvite, CannotJoin, CannotKeepPerson, CannotSend
from veien.people.models import Invitation, User
from veien.people.rules import token_digest
from veien.people.tests.conftest import text_of
from veien.road.models import RoleHolding

pytestmark = pytest.mark.django_db
PASSWORD = "three words remembered"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Let refusals speak English, whatever the program's first language."""
    with translation.override("en"):
        yield


def invited(by: Any, **changes: Any) -> Invitation:
    given: dict[str, Any] = {"by": by, "email": "new@example.test", "full_name": "Kari Nilsen"} | changes
    return actions.invite(**given)


def test_the_letter_holds_the_token_and_the_table_only_its_digest(admin: Any, letters: Any) -> None:
    invitation = invited(admin)
    (letter,) = letters()
    token = text_of(letter).split("/people/join/")[1].split("/")[0]
    assert len(token) >= 43
    assert invitation.token_digest == token_digest(token)
    stored = str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert token not in stored
    assert all(token not in str(each) for each in entries_of(HOUSE))


def test_the_letter_is_in_the_invited_persons_language_and_links_to_the_set_address(
    admin: Any, letters: Any, settings: Any
) -> None:
    settings.BASE_URL = "https://veien.example"
    invited(admin, language="sv")
    (letter,) = letters()
    assert letter["To"] == "new@example.test"
    assert "bjuder in dig" in letter["Subject"]
    assert "https://veien.example/people/join/" in text_of(letter)
    assert letter.get_content_type() == "text/plain"


def test_inviting_is_logged_with_who_and_what(admin: Any) -> None:
    invitation = invited(admin)
    entry = entries_of(HOUSE)[0]
    assert (entry.action, entry.actor) == ("people.invited", admin.full_name)
    assert entry.subject == f"invitation:{invitation.public_id}"
    assert entry.content["email"] == "new@example.test"
    assert verify_chain(HOUSE).intact


def test_only_an_admin_invites_to_the_organisation(leader: Any, admin: Any) -> None:
    with pytest.raises(CannotInvite):
        invited(leader)
    assert invited(admin).organisation == admin.organisation


def test_an_admin_of_a_firm_cannot_invite(make_user: Any) -> None:
    from conftest import make_organisation

    seller = make_user("The seller", organisation=make_organisation("Firm A", kind="supplier"))
    seller.is_organisation_admin = True
    seller.save()
    with pytest.raises(CannotInvite):
        invited(seller)


def test_only_those_who_hand_out_roles_invite_to_a_procurement(
    leader: Any, nurse: Any, admin: Any, procurement: Any
) -> None:
    wish = {"procurement": procurement.public_id, "role": "evaluation-group"}
    for other in (nurse, admin):
        with pytest.raises(CannotInvite):
            invited(other, **wish)
    assert invited(leader, **wish).role == "evaluation-group"


def test_a_procurement_that_is_not_there_cannot_be_invited_to(leader: Any) -> None:
    with pytest.raises(CannotInvite):
        invited(leader, procurement=uuid4(), role="it")


def test_an_unknown_role_is_refused_beside_the_role(leader: Any, procurement: Any) -> None:
    with pytest.raises(CannotInvite) as refused:
        invited(leader, procurement=procurement.public_id, role="emperor")
    assert refused.value.field == "role"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_name": "  "}, "full_name"),
        ({"email": "not an address"}, "email"),
        ({"language": "fi"}, "language"),
    ],
)
def test_what_is_written_wrongly_is_refused_beside_its_field_and_no_letter_goes(
    admin: Any, letters: Any, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(CannotKeepPerson) as refused:
        invited(admin, **changes)
    assert refused.value.field == field
    assert letters() == []
    assert not Invitation.objects.exists()


def test_somebody_who_is_here_or_invited_is_not_invited_again(
    admin: Any, leader: Any, nurse: Any, procurement: Any
) -> None:
    invited(admin)
    for email in ("NEW@example.test", leader.email.upper()):
        with pytest.raises(CannotInvite) as refused:
            invited(admin, email=email)
        assert refused.value.field == "email"
    with pytest.raises(CannotInvite, match="people and roles"):
        invited(leader, email=nurse.email, procurement=procurement.public_id, role="it")


def test_only_an_admin_makes_admins(leader: Any, admin: Any, procurement: Any) -> None:
    given = invited(leader, procurement=procurement.public_id, role="it", is_organisation_admin=True)
    assert not given.is_organisation_admin
    assert invited(admin, email="other@example.test", is_organisation_admin=True).is_organisation_admin


def test_joining_makes_the_account_gives_the_role_and_logs_both(leader: Any, procurement: Any) -> None:
    invitation = invited(leader, procurement=procurement.public_id, role="evaluation-group")
    joined = actions.join(invitation, full_name=" Kari   Nilsen ", password=PASSWORD, language="nb")
    assert joined.refusal == ""
    user = User.objects.get(email="new@example.test")
    assert (user.full_name, user.organisation) == ("Kari Nilsen", leader.organisation)
    assert user.check_password(PASSWORD)
    assert user.joined_at is not None
    assert RoleHolding.objects.get(user=user).role == "evaluation-group"
    house = entries_of(HOUSE)[0]
    assert (house.action, house.actor) == ("people.joined", "Kari Nilsen")
    road = entries_of(procurement.public_id)[0]
    assert (road.action, road.actor) == ("road.role_given", leader.full_name)
    assert verify_chain(HOUSE).intact


def test_an_invitation_is_accepted_once(admin: Any) -> None:
    invitation = invited(admin)
    actions.join(invitation, full_name="Kari", password=PASSWORD, language="nb")
    with pytest.raises(CannotJoin):
        actions.join(invitation, full_name="Kari", password=PASSWORD, language="nb")
    assert User.objects.filter(email="new@example.test").count() == 1


def test_after_fourteen_days_it_is_too_late(admin: Any) -> None:
    invitation = invited(admin)
    with clock.standing_at(clock.now() + timedelta(days=14)), pytest.raises(CannotJoin):
        actions.join(invitation, full_name="Kari", password=PASSWORD, language="nb")
    assert not User.objects.filter(email="new@example.test").exists()


def test_a_withdrawn_invitation_lets_nobody_in_and_is_withdrawn_once(admin: Any) -> None:
    invitation = invited(admin)
    actions.withdraw(invitation, by=admin)
    with pytest.raises(CannotJoin):
        actions.join(invitation, full_name="Kari", password=PASSWORD, language="nb")
    with pytest.raises(CannotInvite):
        actions.withdraw(invitation, by=admin)
    with pytest.raises(CannotInvite):
        actions.send_again(invitation, by=admin)
    assert invited(admin).pk != invitation.pk, "the way is free for a new one"


def test_sending_again_gives_a_new_link_and_new_days_and_the_old_link_dies(admin: Any, letters: Any) -> None:
    invitation = invited(admin)
    old = Invitation.objects.get(pk=invitation.pk)
    with clock.standing_at(clock.now() + timedelta(days=20)):
        actions.send_again(invitation, by=admin)
        new = Invitation.objects.get(pk=invitation.pk)
        assert queries.standing(new) == "open"
    assert new.token_digest != old.token_digest
    first, second = (text_of(each).split("/people/join/")[1].split("/")[0] for each in letters())
    assert queries.invitation_by_token(first) is None
    assert queries.invitation_by_token(second) == invitation


def test_a_promise_of_somebody_who_no_longer_manages_gives_no_role_but_lets_in(
    leader: Any, owner: Any, procurement: Any
) -> None:
    invitation = invited(leader, procurement=procurement.public_id, role="it")
    RoleHolding.objects.filter(user=leader).delete()
    joined = actions.join(invitation, full_name="Kari", password=PASSWORD, language="en")
    assert "no longer manages" in joined.refusal
    assert not RoleHolding.objects.filter(user=joined.user).exists()
    assert verify_chain(HOUSE).intact


def test_somebody_from_elsewhere_who_has_an_account_takes_the_role_up(
    leader: Any, stranger: Any, procurement: Any
) -> None:
    invitation = invited(
        leader, email=stranger.email, procurement=procurement.public_id, role="evaluation-group"
    )
    home = stranger.organisation
    with pytest.raises(CannotJoin):
        actions.take_up(invitation, by=leader)
    joined = actions.take_up(invitation, by=stranger)
    assert joined.refusal == ""
    stranger.refresh_from_db()
    assert stranger.organisation == home
    assert RoleHolding.objects.get(user=stranger).role == "evaluation-group"
    assert entries_of(HOUSE)[0].action == "people.invitation_taken_up"


def test_a_role_that_clashes_is_refused_in_words_and_the_rest_stands(
    leader: Any, stranger: Any, procurement: Any
) -> None:
    RoleHolding.objects.create(procurement=procurement, user=stranger, role="negotiation-team")
    invitation = invited(
        leader, email=stranger.email, procurement=procurement.public_id, role="evaluation-group"
    )
    joined = actions.take_up(invitation, by=stranger)
    assert "negotiate and evaluate" in joined.refusal
    assert RoleHolding.objects.filter(user=stranger).count() == 1
    invitation.refresh_from_db()
    assert invitation.accepted_by == stranger


def test_an_invitation_is_kept_when_the_mail_server_does_not_answer(admin: Any, monkeypatch: Any) -> None:
    from veien.people.actions import invitations

    def down(*args: object) -> None:
        raise SMTPException("down")

    monkeypatch.setattr(invitations, "send_invitation", down)
    with pytest.raises(CannotSend):
        invited(admin)
    assert Invitation.objects.count() == 1


def test_a_changed_profile_is_logged_with_before_and_after(leader: Any) -> None:
    before = leader.full_name
    actions.change_profile(leader, full_name="Another Name", language="da")
    leader.refresh_from_db()
    assert (leader.full_name, leader.language) == ("Another Name", "da")
    entry = entries_of(HOUSE)[0]
    assert entry.action == "people.profile_changed"
    assert entry.content["before"]["full_name"] == before
    assert entry.content["after"] == {"full_name": "Another Name", "language": "da"}


def test_a_person_can_be_added_without_a_letter(buyer_org: Any) -> None:
    user = actions.add_person(
        by=None, email="First@Example.test", full_name="The first", organisation=buyer_org, password=PASSWORD
    )
    assert user.email == "first@example.test"
    assert entries_of(HOUSE)[0].actor == "Veien"
    with pytest.raises(CannotKeepPerson):
        actions.add_person(by=None, email="first@example.test", full_name="Again", organisation=buyer_org)


def test_every_logged_action_has_words() -> None:
    import ast
    from pathlib import Path

    from veien.organisations.queries import LOG_TITLES as OTHERS

    source = Path(actions.__file__).parent
    text = "".join(path.read_text("utf-8") for path in source.glob("*.py"))
    strings = [
        node.value
        for node in ast.walk(ast.parse(text.replace("from __future__", "#")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    named = {each for each in strings if each.startswith("people.") and each != "people."}
    assert named <= set(queries.LOG_TITLES)
    assert set(OTHERS) == {
        "organisations.added",
        "organisations.changed",
        "organisations.template_kept",
        "organisations.template_removed",
    }
