"""Writing the vision and the goals. One function is one use case, one transaction and one log entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Unpack

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.rules import clean_text
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.goals.models import Goal, GoalNeed, GoalSeries, Vision
from veien.goals.queries import needs_of_goal
from veien.goals.rules import FIELDS, FIGURES, GoalWords, bare, cleaned
from veien.needs.queries import Need
from veien.needs.rules import Where, changes, moved

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

LONGEST_VISION = 2000


class CannotWrite(Refused):
    """The vision or the goal cannot be kept as it is written; the message says why."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Goal | Vision) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def write_vision(procurement: Procurement, *, by: User, text: str, revision: int | None = None) -> Vision:
    """Write the vision, or write it anew. Nothing is logged when the text stands there already.

    ``revision`` is the one the writer read, 0 when there was none; without it, what stands is overwritten.
    May: edit
    Raises: CannotWrite if the text is empty or too long; ChangedMeanwhile if somebody else wrote first.
    Logs: goals.vision_written
    """
    text = clean_text(text)
    if not text:
        raise CannotWrite(_("Write the vision in a sentence or two."), field="text")
    if len(text) > LONGEST_VISION:
        raise CannotWrite(
            _("The vision is longer than %(most)s characters.") % {"most": LONGEST_VISION}, field="text"
        )
    stands = Vision.objects.filter(procurement=procurement, text=text).first()
    if stands is not None:
        return stands
    with recorded(procurement.public_id, "goals.vision_written", by=by, subject="vision") as entry:
        _queue(procurement)
        vision = Vision.objects.filter(procurement=procurement).first() or Vision(
            procurement=procurement, revision=0
        )
        if revision is not None and vision.revision != revision:
            raise ChangedMeanwhile(vision)
        entry.content = {"before": {"text": vision.text}, "after": {"text": text}}
        vision.text, vision.revision = text, vision.revision + 1
        vision.save()
    return vision


def add_goal(
    procurement: Procurement, *, by: User, needs: Iterable[int] = (), **words: Unpack[GoalWords]
) -> Goal:
    """Set a goal, last in the list. ``needs`` are the keys of the needs it answers.

    May: edit
    Raises: CannotWrite if title or kind is missing, a text is too long, or a need is not of this procurement.
    Logs: goals.goal_added
    """
    goal = _checked(Goal(procurement=procurement, **cleaned(words)))
    with recorded(
        procurement.public_id, "goals.goal_added", by=by, subject=f"goal:{goal.public_id}"
    ) as entry:
        series = _queue(procurement)
        last: int = Goal.objects.filter(procurement=procurement).aggregate(last=Max("position"))["last"] or 0
        goal.number, goal.position, goal.added_at = series.last_number + 1, last + 1, clock.now()
        series.last_number += 1
        series.save(update_fields=["last_number"])
        goal.save()
        _tie(goal, _known(procurement, set(needs)))
        entry.content = {"number": goal.ref, **words_of(goal), "needs": _refs(goal)}
    return goal


def change_goal(
    goal: Goal, *, by: User, revision: int, needs: Iterable[int] | None = None, **words: Unpack[GoalWords]
) -> Goal:
    """Change a goal; words that are left out stay as they are, and so do the needs.

    ``revision`` is the one the writer read. Nothing is logged when nothing differs.
    May: edit
    Raises: CannotWrite as for ``add_goal``; ChangedMeanwhile if somebody else wrote first.
    Logs: goals.goal_changed
    """
    wanted = cleaned(words)
    keys = None if needs is None else set(needs)
    if revision == goal.revision and not _differs(goal, wanted, keys):
        return goal
    chain, subject = goal.procurement.public_id, f"goal:{goal.public_id}"
    with recorded(chain, "goals.goal_changed", by=by, subject=subject) as entry:
        current = Goal.objects.select_for_update().get(pk=goal.pk)
        current.procurement = goal.procurement
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        before = words_of(current) | {"needs": _refs(current)}
        for field, value in wanted.items():
            setattr(current, field, value)
        _checked(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "revision"])
        if keys is not None:
            _tie(current, _known(goal.procurement, keys))
        after = wanted | {"needs": _refs(current)}
        entry.content = {"number": current.ref, **changes(before, after)}
    return current


def remove_goal(goal: Goal, *, by: User) -> None:
    """Remove a goal. Its number is not used again; the needs it answered stay.

    May: edit
    Logs: goals.goal_removed
    """
    chain, subject = goal.procurement.public_id, f"goal:{goal.public_id}"
    with recorded(chain, "goals.goal_removed", by=by, subject=subject) as entry:
        entry.content = {"number": goal.ref, **words_of(goal), "needs": _refs(goal)}
        goal.delete()


def move_goal(goal: Goal, *, by: User, where: Where) -> None:
    """Move a goal one step, or to a place counted from 1. Nothing is logged when it stands there already.

    May: edit
    Logs: goals.goal_moved
    """
    rows = Goal.objects.filter(procurement=goal.procurement).order_by("position", "pk")
    keys = list(rows.values_list("pk", flat=True))
    if moved(keys, goal.pk, where) == keys:
        return
    chain, subject = goal.procurement.public_id, f"goal:{goal.public_id}"
    with recorded(chain, "goals.goal_moved", by=by, subject=subject) as entry:
        _queue(goal.procurement)
        keys = list(rows.values_list("pk", flat=True))
        places = {pk: place for place, pk in enumerate(moved(keys, goal.pk, where), start=1)}
        shifted = [each for each in rows.only("pk", "position") if each.position != places[each.pk]]
        for each in shifted:
            each.position = places[each.pk]
        Goal.objects.bulk_update(shifted, ["position"])
        entry.content = {
            "number": goal.ref,
            "before": {"place": keys.index(goal.pk) + 1},
            "after": {"place": places[goal.pk]},
        }


def words_of(goal: Goal) -> dict[str, object]:
    """Give what is written about a goal, figures without empty decimals."""
    words = {field: getattr(goal, field) for field in FIELDS}
    return words | {field: bare(words[field]) for field in FIGURES}


def _differs(goal: Goal, wanted: dict[str, object], keys: Collection[int] | None) -> bool:
    if changes(words_of(goal), wanted)["after"]:
        return True
    return keys is not None and set(keys) != {each.pk for each in needs_of_goal(goal)}


def _checked(goal: Goal) -> Goal:
    if not goal.title:
        raise CannotWrite(_("Say the goal in a few words."), field="title")
    try:
        goal.clean_fields(exclude={"procurement", "number", "position", "added_at"})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotWrite(texts[0], field=field) from problem
    return goal


def _known(procurement: Procurement, keys: Collection[int]) -> set[int]:
    found = set(Need.objects.filter(procurement=procurement, pk__in=keys).values_list("pk", flat=True))
    if found != set(keys):
        raise CannotWrite(
            _("One of the needs is no longer there. Look through the list again."), field="needs"
        )
    return found


def _tie(goal: Goal, keys: Collection[int]) -> None:
    stands = set(GoalNeed.objects.filter(goal=goal).values_list("need_id", flat=True))
    GoalNeed.objects.filter(goal=goal, need_id__in=stands - set(keys)).delete()
    GoalNeed.objects.bulk_create([GoalNeed(goal=goal, need_id=key) for key in sorted(set(keys) - stands)])


def _refs(goal: Goal) -> list[str]:
    return [each.ref for each in needs_of_goal(goal)]


def _queue(procurement: Procurement) -> GoalSeries:
    GoalSeries.objects.get_or_create(procurement=procurement)
    return GoalSeries.objects.select_for_update().get(procurement=procurement)
