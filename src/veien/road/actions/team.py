"""What people say of their team: who knows what, how much time there is, and who is asked to help."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.road.models import Procurement, RoleHolding
from veien.road.models.team import Competence, HelpRequest, NotAsked, ReservedTime
from veien.road.rules.competence import COMPETENCES

if TYPE_CHECKING:
    from veien.people.queries import User

MOST_HOURS = 10_000


class CannotTeam(Refused):
    """What is said of the team cannot be kept; the message says why."""


def describe_member(
    procurement: Procurement,
    *,
    by: User,
    user: User,
    fields: Collection[str],
    hours: Mapping[str, int | None],
) -> bool:
    """Say what a person knows, and how many hours are set aside in each phase. Gives whether anything changed.

    Shape: ``hours`` maps a phase to hours; None takes them back, a phase that is left out stays as it is.
    May: manage
    Raises: CannotTeam for somebody without a role here, a field that is not known or hours that cannot be.
    Logs: road.member_described
    """
    if not RoleHolding.objects.filter(procurement=procurement, user=user).exists():
        raise CannotTeam(_("%(name)s has no role here. Give a role first.") % {"name": user.full_name})
    if not set(fields) <= set(COMPETENCES):
        raise CannotTeam(_("There is no such field."), field="fields")
    if any(each is not None and not 0 <= each <= MOST_HOURS for each in hours.values()):
        raise CannotTeam(_("Hours are from 0 to %(most)s.") % {"most": MOST_HOURS}, field="hours")
    after = _told(set(fields), _hours_of(procurement, user) | dict(hours))
    if _told(_fields_of(procurement, user), _hours_of(procurement, user)) == after:
        return False
    subject = f"person:{user.public_id}"
    with recorded(procurement.public_id, "road.member_described", by=by, subject=subject) as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        before = _told(_fields_of(procurement, user), _hours_of(procurement, user))
        known = Competence.objects.filter(procurement=procurement, user=user)
        known.exclude(field__in=fields).delete()
        there = set(known.values_list("field", flat=True))
        Competence.objects.bulk_create(
            Competence(procurement=procurement, user=user, field=each) for each in fields if each not in there
        )
        for phase, count in hours.items():
            place: dict[str, Any] = {"procurement": procurement, "user": user, "phase": phase}
            if count is None:
                ReservedTime.objects.filter(**place).delete()
            else:
                ReservedTime.objects.update_or_create(**place, defaults={"hours": count})
        entry.content = {"person": user.full_name, "before": before, "after": after}
    return True


def leave_field_out(procurement: Procurement, *, by: User, field: str, reason: str) -> None:
    """Say that a field is not asked for in this procurement, and why; without a reason it is asked for again.

    May: manage
    Raises: CannotTeam for a field that is not known, or a reason that is too long.
    Logs: road.field_left_out, road.field_asked_again
    """
    reason = " ".join(reason.split())
    if field not in COMPETENCES:
        raise CannotTeam(_("There is no such field."), field="field")
    if len(reason) > 300:
        raise CannotTeam(_("Say it in at most 300 letters."), field="reason")
    place: dict[str, Any] = {"procurement": procurement, "field": field}
    action = "road.field_left_out" if reason else "road.field_asked_again"
    stands = NotAsked.objects.filter(**place).first()
    if (stands.reason if stands else "") == reason:
        return
    with recorded(procurement.public_id, action, by=by, subject=f"field:{field}") as entry:
        if reason:
            NotAsked.objects.update_or_create(**place, defaults={"reason": reason})
        else:
            NotAsked.objects.filter(**place).delete()
        entry.content = {"field": field, "reason": reason}


def ask_for_help(procurement: Procurement, *, by: User, field: str, asked_of: str, text: str) -> HelpRequest:
    """Ask somebody outside to lend what nobody here knows.

    May: edit
    Raises: CannotTeam if it does not say who is asked for what.
    Logs: road.help_asked
    """
    asked_of, text = " ".join(asked_of.split()), text.strip()
    if field not in COMPETENCES:
        raise CannotTeam(_("There is no such field."), field="field")
    if not asked_of or len(asked_of) > 160:
        raise CannotTeam(_("Say who is asked, in at most 160 letters."), field="asked_of")
    if not text:
        raise CannotTeam(_("Say what you need help with."), field="text")
    made = HelpRequest(procurement=procurement, field=field, asked_of=asked_of, text=text, asked_by=by)
    with recorded(procurement.public_id, "road.help_asked", by=by, subject=f"help:{made.public_id}") as entry:
        made.asked_at = clock.now()
        made.save()
        entry.content = {"field": field, "asked_of": asked_of, "text": text}
    return made


def settle_help(request: HelpRequest, *, by: User, is_covered: bool, answer: str) -> None:
    """Say what came of a request for help.

    May: edit
    Raises: CannotTeam without an answer, or if it is settled already.
    Logs: road.help_settled
    """
    answer = " ".join(answer.split())
    if not answer or len(answer) > 300:
        raise CannotTeam(_("Say what came of it, in at most 300 letters."), field="answer")
    chain, subject = request.procurement.public_id, f"help:{request.public_id}"
    with recorded(chain, "road.help_settled", by=by, subject=subject) as entry:
        current = HelpRequest.objects.select_for_update().get(pk=request.pk)
        if current.settled_at is not None:
            raise CannotTeam(_("This is settled already."))
        current.answer, current.is_covered, current.settled_at = answer, is_covered, clock.now()
        current.save(update_fields=["answer", "is_covered", "settled_at"])
        entry.content = {"field": current.field, "asked_of": current.asked_of, "answer": answer}
        entry.content["is_covered"] = is_covered


def _fields_of(procurement: Procurement, user: User) -> set[str]:
    return set(Competence.objects.filter(procurement=procurement, user=user).values_list("field", flat=True))


def _hours_of(procurement: Procurement, user: User) -> dict[str, int | None]:
    rows = ReservedTime.objects.filter(procurement=procurement, user=user)
    return dict(rows.values_list("phase", "hours"))


def _told(fields: Collection[str], hours: Mapping[str, int | None]) -> dict[str, object]:
    kept = {phase: count for phase, count in sorted(hours.items()) if count is not None}
    return {"fields": [each for each in COMPETENCES if each in fields], "hours": kept}
