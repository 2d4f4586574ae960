"""The scorecard of buying together, and where each municipality stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.collaboration.queries import Member
from veien.documents.rules import clean_text
from veien.strategy.actions.writing import CannotWrite, choice_for, kept
from veien.strategy.models import Choice, MemberStand, PointStand
from veien.strategy.queries.pack import pack

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

LONGEST = 4000


def weigh_points(
    procurement: Procurement,
    *,
    by: User,
    points: Mapping[str, tuple[int, str]],
    revision: int | None = None,
) -> Choice:
    """Say of points whether they hold here, from 0 (not) to 3 (much), and why: ``{"cost": (3, "why"), ...}``.

    A point left out stays as it is. No link to the business case is asked for: weighing is not choosing.
    May: edit
    Raises: CannotWrite with the point as field if it is unknown, or holds and has no reason; ChangedMeanwhile.
    Logs: strategy.points_weighed
    """
    known = {each.id for each in pack().points}
    with recorded(procurement.public_id, "strategy.points_weighed", by=by, subject="together") as entry:
        row = choice_for(procurement, Choice.Kind.TOGETHER, revision)
        stood = {each.point: each for each in PointStand.objects.filter(procurement=procurement)}
        changed = {}
        for point, (strength, why) in points.items():
            if point not in known or strength not in PointStand.Strength.values:
                raise CannotWrite(_("There is no such point."), field=point)
            found = stood.get(point) or PointStand(procurement=procurement, point=point)
            reason = clean_text(why)[:LONGEST]
            if strength and not reason:
                raise CannotWrite(_("Write why it holds here."), field=f"{point}-reason")
            if found.pk and (found.strength, found.reason) == (strength, reason):
                continue
            found.strength, found.reason = strength, reason
            found.save()
            changed[point] = {"strength": strength, "reason": reason}
        kept(row)
        entry.content = {"points": changed}
    return row


def note_stands(
    procurement: Procurement,
    *,
    by: User,
    stands: Mapping[UUID, tuple[str, str]],
    revision: int | None = None,
) -> Choice:
    """Note where municipalities stand: ``{member.public_id: ("together", "why"), ...}``; "" takes a stand away.

    May: edit
    Raises: CannotWrite if somebody is no member, or says what cannot be said; ChangedMeanwhile.
    Logs: strategy.stands_noted
    """
    members = {
        each.public_id: each
        for each in Member.objects.filter(procurement=procurement).select_related("organisation")
    }
    with recorded(procurement.public_id, "strategy.stands_noted", by=by, subject="together") as entry:
        row = choice_for(procurement, Choice.Kind.TOGETHER, revision)
        stood = {each.member_id: each for each in MemberStand.objects.filter(procurement=procurement)}
        changed = {}
        for public_id, (wish, why) in stands.items():
            member = members.get(public_id)
            if member is None or wish not in ("", *MemberStand.Wish.values):
                raise CannotWrite(_("Choose together, alone or not decided."), field=f"{public_id}-wish")
            if _note(stood.get(member.pk), procurement, member, wish, clean_text(why)[:LONGEST]):
                changed[member.organisation.name] = {"stand": wish, "reason": why}
        kept(row)
        entry.content = {"stands": changed}
    return row


def _note(
    found: MemberStand | None, procurement: Procurement, member: Member, wish: str, reason: str
) -> bool:
    """Keep a stand and tell whether it is another one than before."""
    if not wish:
        if found is not None:
            found.delete()
        return found is not None
    row = found or MemberStand(procurement=procurement, member=member)
    if row.pk and (row.wish, row.reason) == (wish, reason):
        return False
    row.wish, row.reason = wish, reason
    row.save()
    return True
