"""Inviting people, and what becomes of invitations."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from smtplib import SMTPException
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from veien.audit.actions import HOUSE, Entry, recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people import queries
from veien.people.actions.people import checked_address, checked_language, checked_name, new_user, told
from veien.people.mail import send_invitation
from veien.people.models import Invitation, User
from veien.people.rules import LASTS, procurements, token_digest


class CannotInvite(Refused):
    """The person cannot be invited; the message says why."""


class CannotSend(Refused):
    """The invitation is kept but its letter could not be sent; the message says so."""


class CannotJoin(Refused):
    """The invitation cannot be accepted; the message says why."""


@dataclass
class _Newcomer:
    """Who acts in the log when somebody joins: nobody yet when the entry is begun, the person when it is written."""

    pk: int | None = None
    full_name: str = ""


@dataclass(frozen=True)
class Joined:
    """Who joined, and the sentence that says why a promised role could not be given, if so."""

    user: User
    refusal: str = ""


def invite(
    *,
    by: User,
    email: str,
    full_name: str,
    language: str = User.Language.NORWEGIAN,
    is_organisation_admin: bool = False,
    procurement: UUID | None = None,
    role: str = "",
) -> Invitation:
    """Invite a person to one's own organisation, with ``procurement`` also to a role there, and send the letter.

    May: ``queries.may_invite(by, procurement)``
    Raises: CannotInvite if the person has an account already or an invitation that waits, if the role is unknown,
    or if ``by`` may not; CannotKeepPerson if name or address is wrong; CannotSend if all is kept but the letter.
    Logs: people.invited
    """
    if not queries.may_invite(by, procurement) or by.organisation is None:
        raise CannotInvite(_("You may not invite people here."))
    token = secrets.token_urlsafe(32)
    now = clock.now()
    invitation = Invitation(
        organisation=by.organisation,
        is_organisation_admin=is_organisation_admin and by.is_organisation_admin,
        procurement_public_id=procurement,
        role=_checked_role(role, procurement),
        token_digest=token_digest(token),
        invited_by=by,
        invited_at=now,
        expires_at=now + LASTS,
    )
    with recorded(HOUSE, "people.invited", by=by, subject=f"invitation:{invitation.public_id}") as entry:
        invitation.email = checked_address(email)
        invitation.full_name = checked_name(full_name)
        invitation.language = checked_language(language)
        _refuse_second(invitation)
        invitation.save()
        entry.content = _told(invitation)
    _send(invitation, token)
    return invitation


def _checked_role(role: str, procurement: UUID | None) -> str:
    offer = procurements()
    if procurement is None or offer is None:
        return ""
    if role not in dict(offer.roles()):
        raise CannotInvite(_("Choose a role."), field="role")
    return role


def _refuse_second(invitation: Invitation) -> None:
    """Refuse to invite somebody who is here or on the way: a second letter would only confuse."""
    account = queries.account_with(invitation.email)
    at = invitation.procurement_public_id
    if account is not None and at is None:
        raise CannotInvite(
            _("%(email)s has an account already.") % {"email": invitation.email}, field="email"
        )
    if account is not None and account.organisation_id == invitation.organisation_id:
        raise CannotInvite(
            _("%(name)s has an account already. Give the role on the page of people and roles.")
            % {"name": account.full_name},
            field="email",
        )
    waiting = Invitation.objects.filter(email=invitation.email, accepted_at=None, withdrawn_at=None)
    waiting = (
        waiting.filter(procurement_public_id=at)
        if at
        else waiting.filter(procurement_public_id=None, organisation=invitation.organisation)
    )
    if waiting.exists():
        raise CannotInvite(
            _("%(email)s is invited already. Send that invitation again, or withdraw it first.")
            % {"email": invitation.email},
            field="email",
        )


def send_again(invitation: Invitation, *, by: User) -> None:
    """Send an invitation again, with a new token and new fourteen days; the old letter no longer opens it.

    May: whoever ``queries.invitation_for`` gives it to
    Raises: CannotInvite if it was accepted or withdrawn meanwhile; CannotSend if the letter could not be sent.
    Logs: people.invitation_sent_again
    """
    token = secrets.token_urlsafe(32)
    with recorded(
        HOUSE, "people.invitation_sent_again", by=by, subject=f"invitation:{invitation.public_id}"
    ) as entry:
        kept = _still_waiting(invitation)
        kept.token_digest, kept.expires_at = token_digest(token), clock.now() + LASTS
        kept.save(update_fields=["token_digest", "expires_at"])
        entry.content = _told(kept)
    _send(kept, token)


def withdraw(invitation: Invitation, *, by: User) -> None:
    """Withdraw an invitation; its letter opens nothing any more.

    May: whoever ``queries.invitation_for`` gives it to
    Raises: CannotInvite if it was accepted or withdrawn meanwhile.
    Logs: people.invitation_withdrawn
    """
    with recorded(
        HOUSE, "people.invitation_withdrawn", by=by, subject=f"invitation:{invitation.public_id}"
    ) as entry:
        kept = _still_waiting(invitation)
        kept.withdrawn_at = clock.now()
        kept.save(update_fields=["withdrawn_at"])
        entry.content = _told(kept)


def _still_waiting(invitation: Invitation) -> Invitation:
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if kept.accepted_at is not None or kept.withdrawn_at is not None:
        raise CannotInvite(_("The invitation has been answered or withdrawn meanwhile."))
    return kept


def join(invitation: Invitation, *, full_name: str, password: str, language: str) -> Joined:
    """Let the invited person in: make the account, and give the role that was promised.

    The address counts as proven: nobody else has read the token.
    Raises: CannotJoin if the invitation cannot be accepted, or the address has an account; CannotKeepPerson if the
    name is empty.
    Logs: people.joined, and what the road logs for the role
    """
    with transaction.atomic():  # account and role stand or fall together, each with its own entry
        newcomer = _Newcomer()
        with recorded(HOUSE, "people.joined", by=newcomer) as entry:
            kept = _open_now(invitation)
            user = new_user(
                kept.email,
                full_name,
                kept.organisation,
                password=password,
                language=language,
                is_organisation_admin=kept.is_organisation_admin,
            )
            newcomer.pk, newcomer.full_name = user.pk, user.full_name
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            _accept(kept, user, entry)
            entry.content["person"] = told(user)
        return Joined(user, refusal=_give_role(kept, user))


def take_up(invitation: Invitation, *, by: User) -> Joined:
    """Let somebody who has an account take the role that an invitation promises.

    Raises: CannotJoin if the invitation cannot be accepted or is to another address.
    Logs: people.invitation_taken_up, and what the road logs for the role
    """
    with transaction.atomic():
        with recorded(HOUSE, "people.invitation_taken_up", by=by) as entry:
            kept = _open_now(invitation)
            if kept.email != by.email:
                raise CannotJoin(_("This invitation is to somebody else."))
            _accept(kept, by, entry)
        return Joined(by, refusal=_give_role(kept, by))


def _open_now(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "invited_by")
    kept = rows.get(pk=invitation.pk)
    if queries.standing(kept) != "open":
        raise CannotJoin(_("This invitation can no longer be accepted."))
    return kept


def _accept(invitation: Invitation, user: User, entry: Entry) -> None:
    invitation.accepted_at, invitation.accepted_by = clock.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    entry.subject = f"invitation:{invitation.public_id}"
    entry.content = _told(invitation)


def _give_role(invitation: Invitation, user: User) -> str:
    """Give the promised role; where the road refuses, the person joins all the same and is told why."""
    offer = procurements()
    if invitation.procurement_public_id is None or offer is None:
        return ""
    try:
        offer.give_role(invitation.procurement_public_id, invitation.role, invitation.invited_by, user)
    except Refused as refused:
        return str(refused)
    return ""


def _send(invitation: Invitation, token: str) -> None:
    try:
        send_invitation(invitation, token)
    except (OSError, SMTPException) as fault:
        raise CannotSend(
            _("The invitation is kept, but the letter could not be sent. Try “Send again” in a while.")
        ) from fault


def _told(invitation: Invitation) -> dict[str, object]:
    return {
        "email": invitation.email,
        "full_name": invitation.full_name,
        "organisation": invitation.organisation.name,
        "is_organisation_admin": invitation.is_organisation_admin,
        "procurement": str(invitation.procurement_public_id or ""),
        "role": invitation.role,
        "expires_at": invitation.expires_at.isoformat(),
    }
