"""Counting a specification in the database, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from veien.needs.queries import Need
from veien.requirements.models import Requirement, RequirementNeed
from veien.requirements.rules import KINDS, openness_of
from veien.requirements.rules.figures import Openness
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Counts:
    """What the facts of the room rest on."""

    total: int
    musts: int
    integrations: int
    without_answer: int
    without_need: int
    needs: int
    needs_uncovered: int
    kinds: dict[str, int]

    @property
    def openness(self) -> Openness:
        """Give the share of each kind."""
        return openness_of(self.kinds)


def counts_of(procurement: Procurement) -> Counts:
    """Count what the facts ask for. Three queries, whatever the number of rows."""
    rows = Requirement.objects.filter(procurement=procurement)
    counted = rows.aggregate(
        total=Count("pk"),
        musts=Count("pk", filter=Q(obligation="must")),
        integrations=Count("pk", filter=Q(category="integration")),
        without_answer=Count("pk", filter=Q(answer="") | Q(answer="document", evidence="")),
        **{f"kind_{kind}": Count("pk", filter=Q(kind=kind)) for kind in KINDS},
    )
    links = RequirementNeed.objects.filter(requirement=OuterRef("pk"))
    met = RequirementNeed.objects.filter(need=OuterRef("pk"))
    needs = Need.objects.filter(procurement=procurement).aggregate(
        all=Count("pk"), uncovered=Count("pk", filter=~Q(Exists(met)))
    )
    return Counts(
        total=counted["total"],
        musts=counted["musts"],
        integrations=counted["integrations"],
        without_answer=counted["without_answer"],
        without_need=rows.filter(~Exists(links)).count(),
        needs=needs["all"],
        needs_uncovered=needs["uncovered"],
        kinds={kind: counted[f"kind_{kind}"] for kind in KINDS},
    )


def openness(procurement: Procurement) -> Openness:
    """Give the share of each kind of requirement. One query."""
    rows = (
        Requirement.objects.filter(procurement=procurement)
        .order_by()
        .values("kind")
        .annotate(count=Count("pk"))
    )
    return openness_of({each["kind"]: each["count"] for each in rows})


def thread_counts(procurement: Procurement) -> tuple[int, int]:
    """Give the number of needs and of requirements. One query."""

    def count(rows: QuerySet[Need] | QuerySet[Requirement]) -> Subquery:
        of = rows.filter(procurement=OuterRef("pk")).order_by().values("procurement")
        return Subquery(of.annotate(count=Count("pk")).values("count"))

    found = (
        Procurement.objects.filter(pk=procurement.pk)
        .values_list(count(Need.objects.all()), count(Requirement.objects.all()))
        .get()
    )
    return found[0] or 0, found[1] or 0
