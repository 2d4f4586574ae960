"""Writing the vision and the goals, and technology's part in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Unpack

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.audit.actions import recorded
from veien.documents.rules import clean_text
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.goals.models import Goal, GoalNeed, GoalSeries, Vision
from veien.goals.queries import needs_of_goal
from veien.goals.rules import (
    DEEPEST,
    FIELDS,
    FIGURES,
    TIES,
    GoalWords,
    bare,
    cleaned,
    due_is_past,
    fault_of_parent,
    faults_of_figures,
)
from veien.needs.queries import Need
from veien.needs.queries.key_figures import key_figures_of
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


def write_vision(
    procurement: Procurement,
    *,
    by: User,
    text: str,
    revision: int | None = None,
    needs: Iterable[int] | None = None,
) -> Vision:
    """Write the vision, or write it anew. Nothing is logged when the text stands there already.

    ``needs`` are the keys of the needs it begins from; left out, they stay as they are.
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
    keys = None if needs is None else set(needs)
    stands = Vision.objects.filter(procurement=procurement, text=text).first()
    if stands is not None and (keys is None or keys == set(stands.needs.values_list("pk", flat=True))):
        return stands
    with recorded(procurement.public_id, "goals.vision_written", by=by, subject="vision") as entry:
        _queue(procurement)
        vision = Vision.objects.filter(procurement=procurement).first() or Vision(
            procurement=procurement, revision=0
        )
        if revision is not None and vision.revision != revision:
            raise ChangedMeanwhile(vision)
        before: dict[str, object] = {"text": vision.text}
        if keys is not None:
            before["needs"] = _vision_refs(vision)
        vision.text, vision.revision = text, vision.revision + 1
        vision.save()
        after: dict[str, object] = {"text": text}
        if keys is not None:
            vision.needs.set(_known(procurement, keys))
            after["needs"] = _vision_refs(vision)
        entry.content = {"before": before, "after": after}
    return vision


def _vision_refs(vision: Vision) -> list[str]:
    if vision.pk is None:
        return []
    return [each.ref for each in vision.needs.order_by("position", "pk")]


def add_goal(
    procurement: Procurement, *, by: User, needs: Iterable[int] = (), **words: Unpack[GoalWords]
) -> Goal:
    """Set a goal, last in the list. ``needs`` are the keys of the needs it answers.

    May: edit
    Raises: CannotWrite if title or kind is missing, a text is too long, a figure or date cannot be right, or what it
    is tied to is not of this procurement.
    Logs: goals.goal_added
    """
    wanted = cleaned(words)
    goal = Goal(procurement=procurement)
    _write(goal, wanted, due_before=None)
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
        _write(current, wanted, due_before=current.due_on)
        current.revision += 1
        current.save()
        if keys is not None:
            _tie(current, _known(goal.procurement, keys))
        entry.content = {
            "number": current.ref,
            **changes(before, words_of(current) | {"needs": _refs(current)}),
        }
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
    """Move a goal one step among those side by side, or to a place in the whole list counted from 1.

    Nothing is logged when it stands there already.
    May: edit
    Logs: goals.goal_moved
    """
    rows = Goal.objects.filter(procurement=goal.procurement).order_by("position", "pk")
    parents = dict(rows.values_list("pk", "parent_id"))
    keys, place = list(parents), _place_of(goal, parents, where)
    if place is None or moved(keys, goal.pk, place) == keys:
        return
    chain, subject = goal.procurement.public_id, f"goal:{goal.public_id}"
    with recorded(chain, "goals.goal_moved", by=by, subject=subject) as entry:
        _queue(goal.procurement)
        keys = list(rows.values_list("pk", flat=True))
        places = {pk: place for place, pk in enumerate(moved(keys, goal.pk, place), start=1)}
        shifted = [each for each in rows.only("pk", "position") if each.position != places[each.pk]]
        for each in shifted:
            each.position = places[each.pk]
        Goal.objects.bulk_update(shifted, ["position"])
        entry.content = {
            "number": goal.ref,
            "before": {"place": keys.index(goal.pk) + 1},
            "after": {"place": places[goal.pk]},
        }


def _place_of(goal: Goal, parents: Mapping[int, int | None], where: Where) -> int | None:
    """Give the place in the whole list that one step among the goals side by side leads to."""
    if where not in ("up", "down"):
        return int(where)
    keys = list(parents)
    beside = [key for key in keys if parents[key] == parents[goal.pk]]
    there = beside.index(goal.pk) + (1 if where == "down" else -1)
    return keys.index(beside[there]) + 1 if 0 <= there < len(beside) else None


def words_of(goal: Goal) -> dict[str, object]:
    """Give what is written about a goal, figures without empty decimals; what it is tied to by name."""
    words = {field: getattr(goal, field) for field in FIELDS}
    ties = {"parent": goal.parent.ref if goal.parent else "", "key_figure": str(goal.key_figure or "")}
    return words | {field: bare(words[field]) for field in FIGURES} | ties


def _differs(goal: Goal, wanted: dict[str, object], keys: Collection[int] | None) -> bool:
    stands = words_of(goal) | {tie: getattr(goal, f"{tie}_id") for tie in TIES}
    if changes(stands, wanted)["after"]:
        return True
    return keys is not None and set(keys) != {each.pk for each in needs_of_goal(goal)}


def _write(goal: Goal, wanted: dict[str, object], *, due_before: date | None) -> None:
    for field, value in wanted.items():
        setattr(goal, f"{field}_id" if field in TIES else field, value)
    _check_ties(goal, set(wanted) & set(TIES))
    if not goal.title:
        raise CannotWrite(_("Say the goal in a few words."), field="title")
    try:
        goal.clean_fields(exclude={"procurement", "number", "position", "added_at", *TIES})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotWrite(texts[0], field=field) from problem
    for field, code in faults_of_figures(goal.baseline, goal.target).items():
        raise CannotWrite(FIGURE_FAULTS[code], field=field)
    if due_is_past(goal.due_on, due_before, clock.today()):
        raise CannotWrite(FIGURE_FAULTS["past"], field="due_on")


FIGURE_FAULTS = {
    "past": gettext_lazy("This day has been. Give a day ahead."),
    "negative": gettext_lazy(
        "A figure below zero cannot be counted. Write how much there is, and let the target be lower."
    ),
    "same": gettext_lazy(
        "The target is the same as today. Say what shall be different, or leave the target out."
    ),
}


def _check_ties(goal: Goal, said: Collection[str]) -> None:
    if "parent" in said and goal.parent_id is not None:
        rows = Goal.objects.filter(procurement=goal.procurement).order_by("position", "pk")
        parents = dict(rows.values_list("pk", "parent_id"))
        if goal.parent_id not in parents:
            raise CannotWrite(_("That goal is no longer there. Choose again."), field="parent")
        fault = fault_of_parent(parents, goal.pk, goal.parent_id)
        if fault:
            raise CannotWrite(_PARENT_FAULTS[fault] % {"most": DEEPEST}, field="parent")
    if "key_figure" in said and goal.key_figure_id is not None:
        here = key_figures_of(goal.procurement)
        figure = next((each for each in here if each.pk == goal.key_figure_id), None)
        if figure is None:
            raise CannotWrite(_("That key figure is no longer there. Choose again."), field="key_figure")
        _take_from(goal, figure)


_PARENT_FAULTS = {
    "ring": gettext_lazy("A goal cannot stand under itself, or under one that stands under it."),
    "deep": gettext_lazy("At most %(most)s goals may stand under one another."),
}


def _take_from(goal: Goal, figure: Any) -> None:
    """Let an unsaid figure for today, its unit and its source be those of the key figure."""
    if goal.baseline is None:
        goal.baseline = bare(figure.value)
        goal.unit = goal.unit or figure.unit
        goal.baseline_source = goal.baseline_source or f"{figure.source}, {figure.year}"[:300]


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
