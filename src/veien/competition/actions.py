"""Publishing: from this moment requirements and award model stand as they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.competition.models import Competition
from veien.competition.queries import Lack, lacks_of
from veien.criteria import actions as criteria
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.requirements import actions as requirements
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotPublish(Refused):
    """The competition cannot be published as it stands; ``lacks`` lists what is missing, if that is why."""

    def __init__(self, message: object, *, field: str = "", lacks: tuple[Lack, ...] = ()) -> None:
        super().__init__(message, field=field)
        self.lacks = lacks


def publish(
    procurement: Procurement, *, by: User, notice_reference: str, tenders_due_at: datetime
) -> Competition:
    """Mark the competition as published and lock requirements, criteria, weights, anchors and price form.

    Shape: ``notice_reference`` is free text: a number on Doffin, TED, Mercell or in an archive.
    May: publish
    Raises: CannotPublish if it is published already, something is missing, or the deadline is not in the future.
    Logs: competition.published
    """
    notice_reference = notice_reference.strip()
    with recorded(procurement.public_id, "competition.published", by=by, subject="competition") as entry:
        Procurement.objects.select_for_update(no_key=True).get(pk=procurement.pk)
        if Competition.objects.filter(procurement=procurement).exists():
            raise CannotPublish(_("The competition is published already."))
        if not notice_reference:
            raise CannotPublish(_("Say where the notice is found."), field="notice_reference")
        now = clock.now()
        if tenders_due_at <= now:
            raise CannotPublish(_("The deadline for tenders must lie in the future."), field="tenders_due_at")
        lacks = tuple(lacks_of(procurement))
        if lacks:
            raise CannotPublish(
                _("The competition cannot be published yet: %(first)s") % {"first": lacks[0].sentence},
                lacks=lacks,
            )
        competition = Competition.objects.create(
            procurement=procurement,
            published_at=now,
            published_by=by,
            notice_reference=notice_reference,
            tenders_due_at=tenders_due_at,
            requirements_digest=requirements.lock(procurement),
            criteria_digest=criteria.lock(procurement),
        )
        entry.content = {
            "notice_reference": notice_reference,
            "tenders_due_at": tenders_due_at,
            "requirements_digest": competition.requirements_digest,
            "criteria_digest": competition.criteria_digest,
        }
    return competition
