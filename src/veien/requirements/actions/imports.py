"""Taking in a workbook in two steps: read and shown, then done as shown, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.queries import CannotRead, CellFault
from veien.documents.rules import MOST_BYTES
from veien.files import actions as files
from veien.foundation import clock
from veien.needs.queries import need_choices
from veien.requirements.actions.many import lay
from veien.requirements.actions.sections import new_section
from veien.requirements.actions.writing import CannotWrite, Locked, set_needs, writing
from veien.requirements.models import Requirement, RequirementNeed, Section, StagedImport
from veien.requirements.queries import set_of
from veien.requirements.queries.imports import plan_for
from veien.requirements.queries.rows import IN_ORDER
from veien.requirements.queries.workbook import CONTENT_TYPE, read_requirements_workbook
from veien.requirements.rules import Plan, Written, laid_in_order, next_ref
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

_WRITTEN = ("title", "text", "obligation", "kind", "category", "answer", "unit", "evidence")


class CannotImport(CannotWrite):
    """The workbook cannot be taken in; ``faults`` lists everything found wrong in it, cell by cell."""

    def __init__(self, message: object, *, field: str = "file", faults: Sequence[CellFault] = ()) -> None:
        super().__init__(message, field=field)
        self.faults = tuple(faults)


class Outdated(CannotImport):
    """The specification has changed since the workbook was shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody changed the requirements after this list was made. Look through the new list, then go on."
            ),
            field="",
        )


def stage_import(procurement: Procurement, *, by: User, data: bytes, name: str) -> StagedImport:
    """Read a workbook and keep it beside the specification, which it does not change.

    May: edit
    Raises: CannotImport with every fault, cell by cell; Locked.
    Logs: requirements.import_staged
    """
    if set_of(procurement).locked_at is not None:
        raise Locked
    if len(data) > MOST_BYTES:
        raise CannotImport(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024})
    try:
        read = read_requirements_workbook(procurement, data)
    except CannotRead as refused:
        raise CannotImport(
            _("The file cannot be read. Nothing was changed."), faults=refused.faults
        ) from refused
    if read.faults:
        raise CannotImport(_("The file has faults. Nothing was changed."), faults=read.faults)
    with recorded(procurement.public_id, "requirements.import_staged", by=by) as entry:
        file = files.keep(data, name=name, content_type=CONTENT_TYPE)
        staged = StagedImport.objects.create(
            procurement=procurement,
            file=file,
            made_from=read.made_from,
            rows=[each.as_mapping() for each in read.rows],
            staged_by=by,
            staged_at=clock.now(),
        )
        entry.subject = f"import:{staged.public_id}"
        entry.content = {"file": file.name, "sha256": file.sha256, "rows": len(read.rows)}
    return staged


def apply_import(
    procurement: Procurement,
    *,
    by: User,
    staged: StagedImport,
    seen_digest: str,
    remove_missing: bool = False,
) -> Plan:
    """Do what a staged workbook would change, exactly as it was shown, all of it or nothing.

    Shape: ``seen_digest`` is the digest of the plan that was shown; ``remove_missing`` also removes what the file
    lacks. Gives the plan that was carried out.
    May: edit
    Raises: Outdated if the plan has become another since; CannotImport if the workbook is taken in already; Locked.
    Logs: requirements.imported
    """
    with writing(procurement, "imported", by=by, subject="requirements:import") as entry:
        staged = StagedImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=staged.pk)
        if staged.applied_at is not None:
            raise CannotImport(_("This file has been taken in already."), field="")
        plan = plan_for(procurement, staged)
        if plan.digest() != seen_digest:
            raise Outdated
        _carry_out(procurement, plan, remove_missing=remove_missing)
        staged.applied_at = clock.now()
        staged.save(update_fields=["applied_at"])
        entry.content = {
            "file": staged.file.name,
            "sha256": staged.file.sha256,
            "plan_digest": seen_digest,
            "new": [each.as_mapping() for each in plan.new],
            "changed": [
                {"ref": each.old.ref, "fields": {one.field: [one.old, one.new] for one in each.fields}}
                for each in plan.changed
            ],
            "moved": list(plan.moved),
            "removed": [each.as_mapping() for each in plan.missing] if remove_missing else [],
        }
    return plan


def _carry_out(procurement: Procurement, plan: Plan, *, remove_missing: bool) -> None:
    for title in plan.new_sections:
        new_section(procurement, title)
    sections = {each.title: each for each in Section.objects.filter(procurement=procurement)}
    needs = {each.ref: each.pk for each in need_choices(procurement)}
    there = {each.ref: each for each in Requirement.objects.filter(procurement=procurement)}
    for each in plan.changed:
        _change(there[each.old.ref], each.old, each.new, sections=sections, needs=needs)
    added = _add(procurement, plan, sections=sections, needs=needs)
    by_place = {**there, **{f"#{number}": each for number, each in enumerate(added)}}
    if remove_missing:
        _remove([there[each.ref].pk for each in plan.missing])
    _lay_as_in_file(procurement, [by_place[place].pk for place in plan.order])


def _change(
    requirement: Requirement,
    old: Written,
    new: Written,
    *,
    sections: dict[str, Section],
    needs: dict[str, int],
) -> None:
    requirement.ref = new.ref
    for field in _WRITTEN:
        setattr(requirement, field, getattr(new, field))
    requirement.section = sections[new.section]
    requirement.revision += 1
    requirement.save()
    if new.needs != old.needs:
        set_needs(requirement, [needs[ref] for ref in new.needs])


def _add(
    procurement: Procurement, plan: Plan, *, sections: dict[str, Section], needs: dict[str, int]
) -> list[Requirement]:
    taken = set(Requirement.objects.filter(procurement=procurement).values_list("ref", flat=True))
    taken.update(each.ref for each in plan.new if each.ref)
    rows: list[Requirement] = []
    at = clock.now()
    for each in plan.new:
        ref = each.ref or next_ref(each.category, taken)
        taken.add(ref)
        values = {field: getattr(each, field) for field in _WRITTEN}
        section = sections[each.section]
        rows.append(
            Requirement(
                procurement=procurement,
                section=section,
                position=10**6 + len(rows),
                ref=ref,
                added_at=at,
                **values,
            )
        )
    added = Requirement.objects.bulk_create(rows)
    RequirementNeed.objects.bulk_create(
        RequirementNeed(requirement=requirement, need_id=needs[ref])
        for requirement, row in zip(added, plan.new, strict=True)
        for ref in row.needs
    )
    return added


def _remove(keys: list[int]) -> None:
    try:
        Requirement.objects.filter(pk__in=keys).delete()
    except ProtectedError as problem:
        raise CannotImport(
            _(
                "Other parts of the procurement rest on requirements that the file lacks. Leave those untouched."
            ),
            field="",
        ) from problem


def _lay_as_in_file(procurement: Procurement, wished: Sequence[int]) -> None:
    """Let each section stand in the order of the file."""
    by_section: dict[int, list[Requirement]] = defaultdict(list)
    for each in Requirement.objects.filter(procurement=procurement).order_by(*IN_ORDER):
        by_section[each.section_id].append(each)
    place = {key: number for number, key in enumerate(wished)}
    for here in by_section.values():
        keys = [each.pk for each in here]
        in_file = sorted((key for key in keys if key in place), key=place.__getitem__)
        lay(here, laid_in_order(keys, in_file))
