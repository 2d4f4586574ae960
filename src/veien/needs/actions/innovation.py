"""What people say of how new the answer may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.rules import clean_text
from veien.foundation.errors import Refused
from veien.needs.actions.needs import lock_needs
from veien.needs.models import Innovation
from veien.needs.queries.innovation import questions
from veien.needs.rules.innovation import ANSWERS, CLASSES, HEIGHTS, lead_of
from veien.needs.rules.needs import changes

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotSettle(Refused):
    """It cannot be kept as it is said; the message says why."""


class SettledMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Innovation) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def settle_innovation(
    procurement: Procurement,
    *,
    by: User,
    revision: int,
    height: str = "",
    need_class: str = "",
    answers: Mapping[str, str] | None = None,
    reason: str = "",
) -> Innovation:
    """Say how new the answer may be; the way that follows is kept with it. Nothing is logged when nothing differs.

    ``revision`` is the one the writer read, 0 where nothing stood.
    May: edit
    Raises: CannotSettle for what is not known; SettledMeanwhile if somebody else wrote first.
    Logs: needs.innovation_settled
    """
    said = _checked(height, need_class, dict(answers or {}), clean_text(reason))
    subject = f"innovation:{procurement.public_id}"
    stands = Innovation.objects.filter(procurement=procurement).first()
    if stands is not None and stands.revision == revision and not changes(_words(stands), said)["after"]:
        return stands
    with recorded(procurement.public_id, "needs.innovation_settled", by=by, subject=subject) as entry:
        lock_needs(procurement)
        current = Innovation.objects.select_for_update().filter(procurement=procurement).first()
        current = current or Innovation(procurement=procurement, revision=0)
        if current.revision != revision:
            raise SettledMeanwhile(current)
        entry.content = changes(_words(current), said)
        for field, value in said.items():
            setattr(current, field, value)
        current.revision += 1
        current.save()
    return current


def _words(row: Innovation) -> dict[str, object]:
    return {each: getattr(row, each) for each in ("height", "need_class", "checklist", "reason", "branch")}


def _checked(height: str, need_class: str, answers: dict[str, str], reason: str) -> dict[str, object]:
    if height not in ("", *HEIGHTS):
        raise CannotSettle(_("Choose one of the four."), field="height")
    if need_class not in ("", *CLASSES):
        raise CannotSettle(_("Choose one of the six."), field="need_class")
    if not set(answers) <= {each.id for each in questions()} or not set(answers.values()) <= set(ANSWERS):
        raise CannotSettle(_("The questions have changed. Open the page again."))
    if len(reason) > 2000:
        raise CannotSettle(_("Say it in at most 2,000 characters."), field="reason")
    branch = lead_of(height=height, need_class=need_class, answers=answers).branch or ""
    return {
        "height": height,
        "need_class": need_class,
        "checklist": answers,
        "reason": reason,
        "branch": branch,
    }
