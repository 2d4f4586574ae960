"""Reading people and invitations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from veien.foundation import clock
from veien.organisations.queries import Organisation, is_buyer
from veien.people.models import Invitation, User
from veien.people.rules import Standing, procurements, standing_of, token_digest

__all__ = ["Invitation", "User"]

LOG_TITLES = {
    "people.added": _("Added a person"),
    "people.invited": _("Invited a person"),
    "people.invitation_sent_again": _("Sent an invitation again"),
    "people.invitation_withdrawn": _("Withdrew an invitation"),
    "people.joined": _("Joined by invitation"),
    "people.invitation_taken_up": _("Took up an invitation"),
    "people.profile_changed": _("Changed the profile"),
    "people.password_changed": _("Changed the password"),
    "people.password_reset": _("Chose a new password by mail"),
    "people.second_step_added": _("Added a way to log in"),
    "people.second_step_removed": _("Removed a way to log in"),
    "people.recovery_codes_made": _("Made new recovery codes"),
}
"""This room's log entries in people's words; the road, which shows logs, registers them."""


def signed_in(request: HttpRequest) -> User:
    """Give the person who is logged in, behind a page that asks for that."""
    return cast(User, request.user)


def people_of(organisations: list[Organisation] | QuerySet[Organisation]) -> QuerySet[User]:
    """Give the active people of some organisations, by name."""
    return (
        User.objects.filter(organisation__in=organisations, is_active=True)
        .select_related("organisation")
        .order_by("full_name", "pk")
    )


def colleagues_of(user: User, *, beside: QuerySet[Any]) -> QuerySet[User]:
    """Give the active people of one's own organisation, and those whose keys are in ``beside``, by name."""
    return (
        User.objects.filter(Q(organisation=user.organisation_id) | Q(pk__in=beside), is_active=True)
        .select_related("organisation")
        .order_by("full_name", "pk")
    )


def may_invite(user: User | AnonymousUser, procurement: UUID | None = None) -> bool:
    """Say whether a person may invite: to the own organisation, or to a procurement with a role.

    May: for the organisation its admins; for a procurement whoever may hand out roles there. Both only where the
    person's organisation is a buyer.
    """
    if not isinstance(user, User) or user.organisation is None or not is_buyer(user.organisation):
        return False
    if procurement is None:
        return user.is_organisation_admin
    offer = procurements()
    return offer is not None and offer.may_invite_to(user, procurement)


def standing(invitation: Invitation) -> Standing:
    """Say where an invitation stands now."""
    return standing_of(
        expires_at=invitation.expires_at,
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at,
        now=clock.now(),
    )


def unanswered_invitations(user: User, procurement: UUID | None = None) -> QuerySet[Invitation]:
    """Give the invitations that were neither accepted nor withdrawn and that a person may handle, newest first.

    An organisation's admins handle all of its invitations, everybody else the own ones; with ``procurement`` those
    to that procurement, for whoever may hand out roles there.
    """
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    if procurement is not None:
        rows = rows.filter(procurement_public_id=procurement)
    elif user.is_organisation_admin:
        rows = rows.filter(organisation=user.organisation_id)
    else:
        rows = rows.filter(invited_by=user)
    return rows.select_related("invited_by", "organisation").order_by("-invited_at", "-pk")


def invitation_for(user: User, public_id: UUID) -> Invitation:
    """Give an invitation to a person who may send it again or withdraw it.

    Raises: Http404 if there is none, or the person may not.
    """
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = rows.filter(public_id=public_id, accepted_at=None, withdrawn_at=None).first()
    if invitation is None or not _may_handle(user, invitation):
        raise Http404
    return invitation


def _may_handle(user: User, invitation: Invitation) -> bool:
    if invitation.invited_by_id == user.pk:
        return True
    if user.is_organisation_admin and user.organisation_id == invitation.organisation_id:
        return True
    at = invitation.procurement_public_id
    return at is not None and may_invite(user, at)


def invitation_by_token(token: str) -> Invitation | None:
    """Give the invitation that a letter's token opens, whatever it stands at."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(token_digest=token_digest(token)).first()


def account_with(email: str) -> User | None:
    """Give the person who logs in with an address, whatever the letters' size."""
    return User.objects.filter(email=email.strip().lower()).select_related("organisation").first()


@dataclass(frozen=True)
class Offer:
    """What an invitation to a procurement offers, in words; empty for an invitation to an organisation alone."""

    title: str = ""
    role: str = ""


def offer_of(invitation: Invitation) -> Offer:
    """Say which procurement and which role an invitation is to, in the reader's language."""
    known = procurements()
    if known is None or invitation.procurement_public_id is None:
        return Offer()
    role = dict(known.roles()).get(invitation.role, invitation.role)
    return Offer(title=known.title_of(invitation.procurement_public_id), role=role)
