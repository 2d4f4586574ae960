"""What the invitation says: what lacks before it can be published, and what strangers then read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from veien.foundation import clock
from veien.market.models import Activity, Invitation, Note, Outreach, Question, Told
from veien.market.queries.ways import ways
from veien.market.rules import Warned, warned
from veien.road.queries import Procurement


def invitation_of(procurement: Procurement) -> Invitation | None:
    """Give the invitation of a procurement, if it is begun. One query."""
    return Invitation.objects.filter(procurement=procurement).first()


def lacking_of(procurement: Procurement) -> list[str]:
    """Name what lacks before the invitation can be published, in the reader's language."""
    invitation = invitation_of(procurement)
    note = Note.objects.filter(procurement=procurement).first()
    lacking = []
    if invitation is None or not invitation.contact:
        lacking.append(_("whom suppliers can ask"))
    if note is None:
        lacking.append(_("the dialogue note"))
    if not Activity.objects.filter(procurement=procurement, is_public=True).exists():
        lacking.append(_("an activity that stands in the invitation"))
    return lacking


def snapshot_of(procurement: Procurement) -> dict[str, Any]:
    """Write down all that strangers may read, in the language of the procurement's documents, and nothing else."""
    invitation = Invitation.objects.get(procurement=procurement)
    with translation.override(procurement.language):
        return {
            "title": procurement.title,
            "buyer": procurement.buyer.name,
            "language": procurement.language,
            "is_example": procurement.is_example,
            "contact": invitation.contact,
            "register_by": invitation.register_by.isoformat() if invitation.register_by else "",
            "note": [list(each) for each in note_sections(procurement)],
            "questions": list(
                Question.objects.filter(procurement=procurement)
                .order_by("number")
                .values_list("text", flat=True)
            ),
            "activities": [_activity(each, procurement.language) for each in _public(procurement)],
        }


def note_sections(procurement: Procurement) -> list[tuple[str, str]]:
    """Give the dialogue note as headings and texts, in the language that is active; empty parts are left out."""
    note = Note.objects.filter(procurement=procurement).first()
    if note is None:
        return []
    needs = "\n".join(
        f"• {each.title}. {each.statement}" if each.statement else f"• {each.title}"
        for each in note.needs.order_by("position", "pk")
    )
    volume = "\n".join(filter(None, (note.volume, note.volume_basis)))
    course = "\n".join(filter(None, (str(note.get_course_display()), note.course_reason)))
    parts = (
        (_("Why we ask"), note.background),
        (_("The needs"), needs),
        (_("How many it probably concerns"), volume),
        (_("What is fixed"), note.constraints),
        (_("Partnership or a single purchase"), course),
        (_("What happens after the dialogue"), note.process),
    )
    return [(head, text) for head, text in parts if text]


def _public(procurement: Procurement) -> list[Activity]:
    return list(
        Activity.objects.filter(procurement=procurement, is_public=True).order_by(
            F("starts_at").asc(nulls_last=True), "number"
        )
    )


def _activity(activity: Activity, language: str) -> dict[str, str]:
    return {
        "id": str(activity.public_id),
        "title": activity.title,
        "way": ways()[activity.template].title[language],
        "starts_at": activity.starts_at.isoformat() if activity.starts_at else "",
        "ends_at": activity.ends_at.isoformat() if activity.ends_at else "",
        "place": activity.place,
        "about": activity.about,
        "agenda": activity.agenda,
    }


def is_behind(invitation: Invitation, procurement: Procurement) -> bool:
    """Tell whether something was written since the invitation was published."""
    return invitation.state == Invitation.State.OPEN and invitation.snapshot != snapshot_of(procurement)


def open_invitation(door: UUID) -> Invitation:
    """Give an invitation that is open to strangers.

    Raises: Http404 if there is none, or it is a draft or closed: a stranger cannot tell which.
    """
    found = (
        Invitation.objects.filter(door=door, state=Invitation.State.OPEN)
        .select_related("procurement__buyer")
        .first()
    )
    if found is None:
        raise Http404
    return found


def read(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Give what was published with its times as times."""
    said = dict(snapshot)
    said["register_by"] = date.fromisoformat(said["register_by"]) if said.get("register_by") else None
    said["activities"] = [
        {
            **each,
            "starts_at": datetime.fromisoformat(each["starts_at"]) if each["starts_at"] else None,
            "ends_at": datetime.fromisoformat(each["ends_at"]) if each["ends_at"] else None,
            "points": [line for line in each["agenda"].splitlines() if line.strip()],
        }
        for each in said.get("activities", [])
    ]
    return said


def news_of(procurement: Procurement) -> list[Told]:
    """Give what was published to all on the page of the invitation, newest first. One query."""
    rows = Told.objects.filter(procurement=procurement, published_where="").exclude(published_at=None)
    return list(rows.order_by("-published_at", "-number"))


def may_register(invitation: Invitation) -> bool:
    """Tell whether the day for registering has not passed."""
    by = read(invitation.snapshot)["register_by"]
    return by is None or clock.today() <= by


def notice_days(
    procurement: Procurement, invitation: Invitation | None, activities: list[Activity]
) -> dict[int, Warned]:
    """Tell of each activity in the invitation how early it is announced: by key. One query.

    The first of: the day it says itself, a notice in the log of outreach, the day the invitation was published; else
    today, as if it were published now.
    """
    first = (
        Outreach.objects.filter(procurement=procurement, channel=Outreach.Channel.NOTICE)
        .order_by("done_on")
        .values_list("done_on", flat=True)
        .first()
    )
    published = invitation.first_published_on if invitation else None
    usual = min(filter(None, (first, published)), default=clock.today())
    return {
        each.pk: warned(
            each.announced_on or usual,
            each.starts_at.astimezone(clock.OSLO).date() if each.starts_at else None,
        )
        for each in activities
        if each.is_public
    }
