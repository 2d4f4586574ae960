"""Changing, moving and removing many requirements at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from veien.requirements.actions.one import last_position
from veien.requirements.actions.writing import CHOICES, MANY, CannotWrite, Nothing, need_refs, writing
from veien.requirements.models import Requirement, RequirementNeed, Section
from veien.requirements.queries.rows import IN_ORDER, need_ids_by_requirement
from veien.requirements.rules import DIRECTIONS, Direction, moved, placed
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


def _chosen(procurement: Procurement, requirements: Iterable[UUID]) -> list[Requirement]:
    """Give the chosen requirements that are still there, in the order of the specification."""
    found = Requirement.objects.filter(procurement=procurement, public_id__in=set(requirements))
    chosen = list(found.order_by(*IN_ORDER))
    if not chosen:
        raise CannotWrite(_("Choose at least one requirement first."))
    return chosen


def _named(chosen: Iterable[Requirement]) -> dict[str, Any]:
    there = list(chosen)
    return {"requirements": [str(each.public_id) for each in there], "refs": [each.ref for each in there]}


def change_many(
    procurement: Procurement, *, by: User, requirements: Collection[UUID], field: str, value: Any
) -> int:
    """Give one field the same value in many requirements; the number that changed comes back.

    Shape: ``field`` is obligation, kind, category, answer, section (a Section), add_need or remove_need (a key).
    May: edit
    Raises: CannotWrite if nothing is chosen, or the field or the value is unknown; Locked.
    Logs: requirements.many_changed, nothing where nothing changed
    """
    if field == "section":
        return place_requirements(procurement, by=by, requirements=requirements, section=value)
    if field in ("add_need", "remove_need"):
        return _change_need(procurement, by=by, requirements=requirements, field=field, need=value)
    if field not in CHOICES or value not in CHOICES[field]:
        raise CannotWrite(_("Choose what to change."))
    changed: list[Requirement] = []
    with writing(procurement, "many_changed", by=by, subject=MANY) as entry:
        there = _chosen(procurement, requirements)
        changed = [each for each in there if getattr(each, field) != value]
        if not changed:
            raise Nothing
        old = {each.ref: getattr(each, field) for each in changed}
        Requirement.objects.filter(pk__in=[each.pk for each in changed]).update(
            **{field: value, "revision": F("revision") + 1}
        )
        entry.content = {**_named(changed), "field": field, "value": value, "old": old}
    return len(changed)


def _change_need(
    procurement: Procurement, *, by: User, requirements: Collection[UUID], field: str, need: int
) -> int:
    changed: list[Requirement] = []
    with writing(procurement, "many_changed", by=by, subject=MANY) as entry:
        ref = need_refs(procurement, [need])[need]
        there = _chosen(procurement, requirements)
        links = need_ids_by_requirement(procurement)
        adds = field == "add_need"
        changed = [each for each in there if (need in links.get(each.pk, ())) != adds]
        if not changed:
            raise Nothing
        if adds:
            RequirementNeed.objects.bulk_create(
                RequirementNeed(requirement=each, need_id=need) for each in changed
            )
        else:
            RequirementNeed.objects.filter(need_id=need, requirement__in=changed).delete()
        Requirement.objects.filter(pk__in=[each.pk for each in changed]).update(revision=F("revision") + 1)
        entry.content = {**_named(changed), "field": field, "value": ref}
    return len(changed)


def move_requirements(
    procurement: Procurement, *, by: User, requirements: Collection[UUID], direction: Direction
) -> int:
    """Move requirements up, down, first or last, each within its own section; gives how many, 0 where nothing moved.

    May: edit
    Raises: CannotWrite if nothing is chosen or there is no such direction; Locked.
    Logs: requirements.moved, nothing where nothing moved
    """
    if direction not in DIRECTIONS:
        raise CannotWrite(_("Choose where to move it."))
    with writing(procurement, "moved", by=by, subject=MANY) as entry:
        chosen = _chosen(procurement, requirements)
        any_moved = False
        for section_id in {each.section_id for each in chosen}:
            here = _in_section(section_id)
            picked = [each.pk for each in chosen if each.section_id == section_id]
            any_moved |= lay(here, moved([each.pk for each in here], picked, direction))
        if not any_moved:
            raise Nothing
        entry.content = {**_named(chosen), "direction": direction}
        return len(chosen)
    return 0


def place_requirements(
    procurement: Procurement,
    *,
    by: User,
    requirements: Collection[UUID],
    section: Section,
    position: int | None = None,
) -> int:
    """Put requirements into a section together, at a place counted from 1 or at the end; gives how many.

    May: edit
    Raises: CannotWrite if nothing is chosen or the section is gone; Locked.
    Logs: requirements.placed, nothing where nothing moved
    """
    with writing(procurement, "placed", by=by, subject=MANY) as entry:
        if not Section.objects.filter(pk=section.pk, procurement=procurement).exists():
            raise CannotWrite(_("The section is no longer there. Choose another one."), field="section")
        chosen = _chosen(procurement, requirements)
        if position is None:
            chosen = [each for each in chosen if each.section_id != section.pk]
            position = last_position(section) + 1
        here = _in_section(section.pk)
        keys = [each.pk for each in chosen]
        order = placed([each.pk for each in here], keys, position)
        if not chosen or order == [each.pk for each in here]:
            raise Nothing
        old = {each.ref: each.section_id for each in chosen}
        titles = dict(Section.objects.filter(pk__in=set(old.values())).values_list("pk", "title"))
        come = [each for each in chosen if each.section_id != section.pk]
        Requirement.objects.filter(pk__in=[each.pk for each in come]).update(
            section=section, revision=F("revision") + 1
        )
        lay([*here, *come], order)
        entry.content = {
            **_named(chosen),
            "section": section.title,
            "place": order.index(keys[0]) + 1,
            "old": {ref: titles[key] for ref, key in old.items()},
        }
        return len(chosen)
    return 0


def _in_section(section_id: int) -> list[Requirement]:
    return list(Requirement.objects.filter(section_id=section_id).order_by("position", "pk"))


def lay(there: Collection[Requirement], order: Collection[int]) -> bool:
    """Number requirements in an order, writing only those whose number changes; say whether any did."""
    by_key = {each.pk: each for each in there}
    changed = []
    for place, key in enumerate(order, 1):
        if by_key[key].position != place:
            by_key[key].position = place
            changed.append(by_key[key])
    Requirement.objects.bulk_update(changed, ["position"], batch_size=400)
    return list(by_key) != list(order)


def remove_requirements(procurement: Procurement, *, by: User, requirements: Collection[UUID]) -> int:
    """Remove requirements with their links to needs; gives how many.

    May: edit
    Raises: CannotWrite if nothing is chosen, or a tender or a score rests on one of them; Locked.
    Logs: requirements.removed, with all that was written in them
    """
    with writing(procurement, "removed", by=by, subject=MANY) as entry:
        chosen = _chosen(procurement, requirements)
        links = need_ids_by_requirement(procurement)
        refs = need_refs(procurement, {need for each in chosen for need in links.get(each.pk, ())})
        entry.content = {
            **_named(chosen),
            "removed": [
                {
                    "ref": each.ref,
                    "title": each.title,
                    "text": each.text,
                    "obligation": each.obligation,
                    "kind": each.kind,
                    "category": each.category,
                    "answer": each.answer,
                    "unit": each.unit,
                    "evidence": each.evidence,
                    "needs": [refs[need] for need in links.get(each.pk, ())],
                }
                for each in chosen
            ],
        }
        try:
            Requirement.objects.filter(pk__in=[each.pk for each in chosen]).delete()
        except ProtectedError as problem:
            raise CannotWrite(
                _("Other parts of the procurement rest on these requirements, so they cannot be removed.")
            ) from problem
    return len(chosen)
