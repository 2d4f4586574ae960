"""Activities, what to remember at them, who came, times for one supplier alone, and their minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.market.actions.rows import CannotWrite, ChangedMeanwhile, changed, check, next_number, subject_of
from veien.market.models import Activity, CheckItem, Question, Slot, SlotAnswer, TakesPart
from veien.market.queries.kinds import words_of
from veien.market.queries.ways import Way
from veien.market.rules import Overlap, SlotTime, sealed, tidied, times_of

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

ACTIVITY_FIELDS = (
    "title",
    "starts_at",
    "ends_at",
    "place",
    "about",
    "agenda",
    "is_public",
    "announced_on",
    "outcome",
)
_SEVERAL = {"about", "agenda", "outcome", "minutes"}


def add_activity(procurement: Procurement, way: Way, *, by: User, words: Mapping[str, Any]) -> Activity:
    """Plan an activity of one of the eight ways; its list of what to remember comes from the pack.

    May: edit
    Raises: CannotWrite if it has no title, or ends before it begins.
    Logs: market.activity_added
    """
    _in_order(words)
    activity = Activity(
        procurement=procurement, added_by=by, template=way.id, **tidied(words, several=_SEVERAL)
    )
    check(activity, ACTIVITY_FIELDS)
    with recorded(procurement.public_id, "market.activity_added", by=by) as entry:
        activity.number, activity.added_at = next_number(procurement, "activity"), clock.now()
        activity.save()
        CheckItem.objects.bulk_create(
            CheckItem(activity=activity, position=place, text=text[procurement.language])
            for place, text in enumerate(way.checklist)
        )
        entry.subject = subject_of(activity)
        entry.content = {"number": activity.ref, "way": way.id, **words_of(activity, ACTIVITY_FIELDS)}
    return activity


def change_activity(activity: Activity, *, by: User, revision: int, words: Mapping[str, Any]) -> Activity:
    """Change what is written about an activity.

    May: edit
    Raises: CannotWrite, ChangedMeanwhile.
    Logs: market.activity_changed
    """
    _in_order(words)
    found: Activity = changed(
        activity, ACTIVITY_FIELDS, action="market.activity_changed", by=by, revision=revision, words=words
    )
    return found


def remove_activity(activity: Activity, *, by: User) -> None:
    """Take away an activity to which nobody is registered; its number is not used again.

    May: edit
    Raises: CannotWrite while somebody takes part.
    Logs: market.activity_removed
    """
    chain = activity.procurement.public_id
    with recorded(chain, "market.activity_removed", by=by, subject=subject_of(activity)) as entry:
        if activity.parts.exists() or activity.slots.exclude(registration=None).exists():
            raise CannotWrite(_("This cannot be removed, because somebody takes part in it."))
        entry.content = {"number": activity.ref, **words_of(activity, ACTIVITY_FIELDS)}
        activity.delete()


def tick_item(item: CheckItem, *, by: User, is_done: bool) -> CheckItem:
    """Mark a point of an activity as done, or as not done.

    May: edit
    Logs: market.item_ticked
    """
    activity = item.activity
    chain = activity.procurement.public_id
    with recorded(chain, "market.item_ticked", by=by, subject=subject_of(activity)) as entry:
        item.done_at, item.done_by = (clock.now(), by) if is_done else (None, None)
        item.save(update_fields=["done_at", "done_by"])
        entry.content = {"number": activity.ref, "point": item.text, "is_done": is_done}
    return item


def mark_attendance(activity: Activity, *, by: User, came: Mapping[int, bool | None]) -> int:
    """Write down who came, by the key of what takes part; give how many changed.

    May: edit
    Logs: market.attendance_marked
    """
    chain = activity.procurement.public_id
    with recorded(chain, "market.attendance_marked", by=by, subject=subject_of(activity)) as entry:
        count = 0
        parts = TakesPart.objects.filter(activity=activity, pk__in=list(came)).select_related("registration")
        for part in parts.order_by("pk"):
            if part.came != came[part.pk]:
                part.came = came[part.pk]
                part.save(update_fields=["came"])
                count += 1
        entry.content = {"number": activity.ref, "changed": count}
    return count


def add_slots(
    activity: Activity, *, by: User, first: datetime, minutes: int, pause: int, count: int
) -> list[Slot]:
    """Set up times for one supplier alone, all equally long.

    May: edit
    Raises: CannotWrite if one would lie over another.
    Logs: market.slots_added
    """
    chain = activity.procurement.public_id
    with recorded(chain, "market.slots_added", by=by, subject=subject_of(activity)) as entry:
        Activity.objects.select_for_update().get(pk=activity.pk)
        taken = [SlotTime(*each) for each in activity.slots.values_list("starts_at", "minutes_long")]
        try:
            times = times_of(first, minutes=minutes, pause=pause, count=count, taken=taken)
        except Overlap as over:
            at = over.at.astimezone(clock.OSLO)
            raise CannotWrite(
                _("The time that begins at %(time)s lies over one that is there.") % {"time": f"{at:%H:%M}"},
                field="first",
            ) from over
        made = Slot.objects.bulk_create(
            Slot(activity=activity, starts_at=each.starts_at, minutes_long=each.minutes) for each in times
        )
        entry.content = {
            "number": activity.ref,
            "count": count,
            "minutes": minutes,
            "first": first.isoformat(),
        }
    return made


def remove_slot(slot: Slot, *, by: User) -> None:
    """Take away a time that nobody has booked.

    May: edit
    Raises: CannotWrite if somebody has booked it or minutes are written.
    Logs: market.slot_removed
    """
    activity = slot.activity
    chain = activity.procurement.public_id
    with recorded(chain, "market.slot_removed", by=by, subject=subject_of(activity)) as entry:
        current = Slot.objects.select_for_update().get(pk=slot.pk)
        if current.registration_id or current.minutes:
            raise CannotWrite(_("Somebody has booked this time."))
        entry.content = {"number": activity.ref, "starts_at": current.starts_at.isoformat()}
        try:
            current.delete()
        except ProtectedError as held:
            raise CannotWrite(_("Somebody has booked this time.")) from held


def write_minutes(
    slot: Slot, *, by: User, revision: int, minutes: str, is_confidential: bool, answers: Mapping[int, str]
) -> Slot:
    """Write what was said in a meeting with one supplier, and its answers to the questions that all are asked.

    Shape: ``answers`` by the key of the question.
    May: edit
    Raises: CannotWrite if nobody has booked the time; ChangedMeanwhile.
    Logs: market.minutes_written, only lengths and digests
    """
    activity = slot.activity
    chain = activity.procurement.public_id
    said = str(tidied({"minutes": minutes}, several=_SEVERAL)["minutes"])
    with recorded(chain, "market.minutes_written", by=by, subject=subject_of(activity)) as entry:
        current = Slot.objects.select_for_update().get(pk=slot.pk)
        current.activity = activity
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        if current.registration_id is None:
            raise CannotWrite(_("Nobody has booked this time."))
        current.minutes, current.is_confidential = said, is_confidential
        check(current, ("minutes", "is_confidential"))
        current.revision += 1
        current.save(update_fields=["minutes", "is_confidential", "revision"])
        _answer(current, answers)
        entry.content = {
            "number": activity.ref,
            "minutes": sealed(said),
            "answers": len([text for text in answers.values() if text.strip()]),
            "is_confidential": is_confidential,
        }
    return current


def _answer(slot: Slot, answers: Mapping[int, str]) -> None:
    known = Question.objects.filter(procurement=slot.activity.procurement, pk__in=list(answers))
    for question in known:
        text = answers[question.pk].strip()[:4000]
        if text:
            SlotAnswer.objects.update_or_create(slot=slot, question=question, defaults={"text": text})
        else:
            SlotAnswer.objects.filter(slot=slot, question=question).delete()


def _in_order(words: Mapping[str, Any]) -> None:
    starts_at, ends_at = words.get("starts_at"), words.get("ends_at")
    if starts_at and ends_at and ends_at <= starts_at:
        raise CannotWrite(_("It must end after it begins."), field="ends_at")
