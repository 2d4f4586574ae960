"""Adding one requirement, and changing it with a watch on what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Max
from django.utils.translation import gettext as _

from veien.foundation import clock
from veien.market.actions import mark_taken
from veien.requirements.actions.writing import (
    CannotWrite,
    Nothing,
    Stale,
    clean_values,
    need_refs,
    see_that_ref_is_free,
    set_needs,
    subject_of,
    writing,
)
from veien.requirements.models import Requirement, RequirementNeed, Section
from veien.requirements.rules import FIELDS, next_ref
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User


UNLESS_TOLD = {
    "ref": "",
    "text": "",
    "obligation": "should",
    "kind": "function",
    "category": "function",
    "answer": "text",
    "unit": "",
    "evidence": "",
}


def add_requirement(
    procurement: Procurement,
    *,
    by: User,
    section: Section,
    title: str,
    needs: Iterable[int] = (),
    proposal: UUID | None = None,
    **fields: str,
) -> Requirement:
    """Add a requirement at the end of a section; without a reference it gets the next one of its category.

    Shape: ``needs`` are keys of needs of the procurement. ``fields`` may hold ref, text, obligation, kind, category,
    answer, unit and evidence; what is left out is a should-requirement of function that is described in words.
    ``proposal`` is the lesson of the market dialogue that it is made of, and is marked with it.
    May: edit
    Raises: CannotWrite naming the field that is wrong, or if the lesson is gone or taken; Locked.
    Logs: requirements.added
    """
    values = clean_values({**UNLESS_TOLD, **fields, "title": title})
    with writing(procurement, "added", by=by) as entry:
        _see_that_section_is_here(procurement, section)
        if values["ref"]:
            see_that_ref_is_free(procurement, values["ref"])
        else:
            taken = Requirement.objects.filter(procurement=procurement).values_list("ref", flat=True)
            values["ref"] = next_ref(values["category"], taken)
        refs = need_refs(procurement, needs)
        requirement = Requirement.objects.create(
            procurement=procurement,
            section=section,
            position=last_position(section) + 1,
            added_at=clock.now(),
            **values,
        )
        set_needs(requirement, refs)
        entry.subject = subject_of(requirement)
        entry.content = {**values, "section": section.title, "needs": list(refs.values())}
        if proposal is not None:
            entry.content["lesson"] = _take(requirement, proposal)
    return requirement


def _take(requirement: Requirement, proposal: UUID) -> str:
    """Tie a requirement to the lesson it is made of, both ways."""
    try:
        lesson = mark_taken(requirement.procurement, proposal, taken_as=str(requirement))
    except ObjectDoesNotExist as problem:
        raise CannotWrite(_("The lesson from the market dialogue is no longer there.")) from problem
    requirement.comes_from = lesson
    requirement.save(update_fields=["comes_from"])
    return lesson.ref


def _see_that_section_is_here(procurement: Procurement, section: Section) -> None:
    if not Section.objects.filter(pk=section.pk, procurement=procurement).exists():
        raise CannotWrite(_("The section is no longer there. Choose another one."), field="section")


def last_position(section: Section) -> int:
    """Give the position of the last requirement in a section, 0 where there is none."""
    return Requirement.objects.filter(section=section).aggregate(last=Max("position"))["last"] or 0


def change_requirement(
    procurement: Procurement,
    *,
    by: User,
    requirement: Requirement,
    revision: int,
    changes: Mapping[str, Any],
) -> Requirement:
    """Change any fields of a requirement as it stood at a revision.

    Shape: ``changes`` maps field names to values; beside the written fields ``section`` (a Section) and ``needs``
    (keys of needs). Gives the requirement as it stands afterwards.
    May: edit
    Raises: Stale if somebody changed it after that revision; CannotWrite naming the field that is wrong; Locked.
    Logs: requirements.changed, nothing where nothing changed
    """
    values = clean_values({field: value for field, value in changes.items() if field in FIELDS})
    if set(changes) - set(FIELDS) - {"section", "needs"}:
        raise CannotWrite(_("A requirement has no such field."))
    with writing(procurement, "changed", by=by, subject=subject_of(requirement)) as entry:
        there = Requirement.objects.select_related("section").filter(
            pk=requirement.pk, procurement=procurement
        )
        current = there.first()
        if current is None:
            raise CannotWrite(_("Somebody else has removed this requirement while you were writing."))
        if current.revision != revision:
            raise Stale
        if "ref" in values and values["ref"] != current.ref:
            see_that_ref_is_free(procurement, values["ref"], but=current)
        old, new = _apply(procurement, current, values, changes)
        if not new:
            raise Nothing
        current.revision += 1
        current.save()
        entry.content = {"ref": current.ref, "revision": current.revision, "before": old, "after": new}
    return Requirement.objects.select_related("section").get(pk=requirement.pk)


def _apply(
    procurement: Procurement, current: Requirement, values: Mapping[str, str], changes: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Put new values into a requirement, and give what was and what is for each field that changed."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for field, value in values.items():
        if getattr(current, field) != value:
            old[field], new[field] = getattr(current, field), value
            setattr(current, field, value)
    section = changes.get("section")
    if section is not None and section.pk != current.section_id:
        _see_that_section_is_here(procurement, section)
        old["section"], new["section"] = current.section.title, section.title
        current.section, current.position = section, last_position(section) + 1
    if "needs" in changes:
        wanted = need_refs(procurement, changes["needs"])
        links = RequirementNeed.objects.filter(requirement=current).values_list("need_id", flat=True)
        there = need_refs(procurement, links)
        if wanted != there:
            old["needs"], new["needs"] = list(there.values()), list(wanted.values())
            set_needs(current, wanted)
    return old, new
