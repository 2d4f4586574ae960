"""Requirements as rows, in the order of the specification."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from veien.requirements.models import Requirement, RequirementNeed, RequirementSet, Section
from veien.requirements.rules import RequirementFilter
from veien.road.queries import Procurement


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement as other rooms hold it; ``need_ids`` are keys of needs."""

    pk: int
    public_id: UUID
    ref: str
    title: str
    text: str
    obligation: str
    kind: str
    category: str
    answer: str
    unit: str
    evidence: str
    section_title: str
    section_id: int
    position: int
    revision: int
    need_ids: tuple[int, ...] = ()

    @property
    def node(self) -> str:
        """Give the id on the thread."""
        return f"requirement:{self.public_id}"


_FIELDS = (
    "pk",
    "public_id",
    "ref",
    "title",
    "text",
    "obligation",
    "kind",
    "category",
    "answer",
    "unit",
    "evidence",
    "section__title",
    "section_id",
    "position",
    "revision",
)
IN_ORDER = ("section__position", "section_id", "position", "pk")


def requirement_rows(
    procurement: Procurement, chosen: QuerySet[Requirement] | None = None
) -> list[RequirementRow]:
    """Give requirements in the order of the specification, all or those chosen. Two queries.

    Shape: ``chosen`` is a set of requirements of this procurement.
    """
    found = Requirement.objects.filter(procurement=procurement) if chosen is None else chosen
    needs = need_ids_by_requirement(procurement)
    rows: Iterable[Any] = found.order_by(*IN_ORDER).values_list(*_FIELDS)
    return [RequirementRow(*(*row, needs.get(row[0], ()))) for row in rows]


def heads_of(procurement: Procurement) -> QuerySet[Requirement, tuple[int, UUID, str, str, str]]:
    """Give key, public id, reference, title and obligation of each requirement, in their order. One query."""
    rows = Requirement.objects.filter(procurement=procurement).order_by(*IN_ORDER)
    return rows.values_list("pk", "public_id", "ref", "title", "obligation")


def need_ids_by_requirement(procurement: Procurement) -> dict[int, tuple[int, ...]]:
    """Give the keys of the needs that each requirement answers, in the order of the needs. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    links = RequirementNeed.objects.filter(requirement__procurement=procurement)
    for requirement, need in links.order_by("need__position", "need_id").values_list(
        "requirement_id", "need_id"
    ):
        found[requirement].append(need)
    return {key: tuple(value) for key, value in found.items()}


def requirements_of(procurement: Procurement, wish: RequirementFilter | None = None) -> list[RequirementRow]:
    """Give a procurement's requirements, all or those that a filter lets through. Two queries."""
    rows = requirement_rows(procurement)
    if wish is None or not wish.is_on:
        return rows
    return [row for row in rows if wish.lets_through(row)]


def must_rows(procurement: Procurement) -> list[RequirementRow]:
    """Give the must-requirements. Two queries."""
    return requirement_rows(
        procurement, Requirement.objects.filter(procurement=procurement, obligation="must")
    )


def should_rows(procurement: Procurement) -> list[RequirementRow]:
    """Give the should-requirements. Two queries."""
    return requirement_rows(
        procurement, Requirement.objects.filter(procurement=procurement, obligation="should")
    )


def sections_of(procurement: Procurement) -> list[Section]:
    """Give the sections in their order."""
    return list(Section.objects.filter(procurement=procurement).order_by("position", "pk"))


def requirement_for(procurement: Procurement, public_id: UUID) -> Requirement:
    """Give one requirement of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has none with that id.
    """
    found = Requirement.objects.select_related("section").filter(procurement=procurement, public_id=public_id)
    requirement = found.first()
    if requirement is None:
        raise Http404
    return requirement


def section_for(procurement: Procurement, public_id: UUID) -> Section:
    """Give one section of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has none with that id.
    """
    section = Section.objects.filter(procurement=procurement, public_id=public_id).first()
    if section is None:
        raise Http404
    return section


def set_of(procurement: Procurement) -> RequirementSet:
    """Give the set of a procurement; one that was never written to is open."""
    found = RequirementSet.objects.filter(procurement=procurement).first()
    return found or RequirementSet(procurement=procurement)


def rows_by_public_id(rows: Iterable[RequirementRow]) -> dict[UUID, RequirementRow]:
    """Give rows by their public id."""
    return {row.public_id: row for row in rows}
