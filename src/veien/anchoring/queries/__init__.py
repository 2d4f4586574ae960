"""Reading who stands behind the procurement, and what is done so that they do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from veien.anchoring.models import Brief, Invitation, Measure, MeasureFile, PlanLink, Stakeholder, View
from veien.anchoring.rules import Advice, Place, advice, is_won
from veien.road.queries import Procurement

__all__ = ["Brief", "Invitation", "Measure", "PlanLink", "Stakeholder", "View"]


@dataclass(frozen=True)
class StakeholderRow:
    """A stakeholder in the list, its number on the map, and where it stood before."""

    number: int
    stakeholder: Stakeholder
    advice: Advice
    before: tuple[int, int] | None
    noted_on: date | None
    open_measures: int

    @property
    def place(self) -> Place:
        """Its place on the map."""
        found = self.stakeholder
        return Place(self.number, found.name, found.influence, found.attitude, self.before)


def stakeholders_of(procurement: Procurement) -> list[StakeholderRow]:
    """Give all stakeholders, those with most influence first. Three queries, whatever their number."""
    views: Any = Prefetch("views", queryset=View.objects.order_by("-noted_on", "-pk"))
    rows = Stakeholder.objects.filter(procurement=procurement).prefetch_related(views, "measures")
    return [
        StakeholderRow(
            number=number,
            stakeholder=each,
            advice=advice(each.influence, each.attitude),
            before=_before(list(each.views.all())),
            noted_on=next((seen.noted_on for seen in each.views.all()), None),
            open_measures=sum(measure.done_on is None for measure in each.measures.all()),
        )
        for number, each in enumerate(rows.order_by("-influence", "attitude", "name"), start=1)
    ]


def _before(views: list[View]) -> tuple[int, int] | None:
    """Give the last place that differs from the newest."""
    if not views:
        return None
    now = (views[0].influence, views[0].attitude)
    return next(
        ((each.influence, each.attitude) for each in views if (each.influence, each.attitude) != now), None
    )


def measures_of(procurement: Procurement, *, phase: str = "", state: str = "", today: date) -> list[Measure]:
    """Give the measures, narrowed to a phase and to those open, late or done; those with a day first. Three queries."""
    files: Any = Prefetch(
        "files", queryset=MeasureFile.objects.select_related("file", "added_by").order_by("pk")
    )
    rows = Measure.objects.filter(procurement=procurement).prefetch_related(files, "stakeholders")
    if phase:
        rows = rows.filter(phase=phase)
    if state == "done":
        rows = rows.exclude(done_on=None)
    elif state in ("open", "late"):
        rows = rows.filter(done_on=None)
        rows = rows.filter(due_on__lt=today) if state == "late" else rows
    found = list(rows.order_by("due_on", "pk"))
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on or today))


def invitations_of(procurement: Procurement) -> list[Invitation]:
    """Give the invitations, by what they are to."""
    return list(Invitation.objects.filter(procurement=procurement).order_by("into", "service", "pk"))


def plan_links_of(procurement: Procurement) -> list[PlanLink]:
    """Give the plans and budgets in which the purchase stands."""
    return list(PlanLink.objects.filter(procurement=procurement).order_by("kind", "title", "pk"))


def brief_of(procurement: Procurement) -> Brief | None:
    """Give the page for politicians, if it is written."""
    return Brief.objects.filter(procurement=procurement).first()


@dataclass(frozen=True)
class Standing:
    """How far anchoring has come. ``against`` are those with much influence who are not for it."""

    stakeholders: int = 0
    against: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    measures: int = 0
    done: int = 0
    without_who_or_when: int = 0
    late: int = 0
    services: int = 0
    invited: int = 0
    plans: int = 0
    amount: Decimal | None = None
    has_brief: bool = False
    by_phase: dict[str, tuple[int, int]] = field(default_factory=dict)


def standing_of(procurement: Procurement, *, today: date) -> Standing:
    """Sum up anchoring. Six queries, whatever the number of rows.

    ``unmet`` are those of ``against`` for whom no measure is planned or done.
    """
    people = list(
        Stakeholder.objects.filter(procurement=procurement)
        .order_by("-influence", "attitude", "name")
        .values_list("pk", "name", "influence", "attitude")
    )
    against = [(key, name) for key, name, influence, attitude in people if not is_won(influence, attitude)]
    met = set(
        Measure.stakeholders.through.objects.filter(measure__procurement=procurement).values_list(
            "stakeholder_id", flat=True
        )
    )
    measures = list(
        Measure.objects.filter(procurement=procurement).values_list("phase", "who", "due_on", "done_on")
    )
    services = list(Invitation.objects.filter(procurement=procurement).values_list("service", flat=True))
    plans = list(PlanLink.objects.filter(procurement=procurement).values_list("amount", flat=True))
    amounts = [each for each in plans if each is not None]
    return Standing(
        stakeholders=len(people),
        against=tuple(name for _key, name in against),
        unmet=tuple(name for key, name in against if key not in met),
        measures=len(measures),
        done=sum(done is not None for *_rest, done in measures),
        without_who_or_when=sum(
            done is None and (not who or due is None) for _phase, who, due, done in measures
        ),
        late=sum(done is None and due is not None and due < today for _phase, _who, due, done in measures),
        services=len({each.casefold() for each in services}),
        invited=len(services),
        plans=len(plans),
        amount=max(amounts) if amounts else None,
        has_brief=Brief.objects.filter(procurement=procurement).exists(),
        by_phase=_by_phase([(phase, done is not None) for phase, _who, _due, done in measures]),
    )


def _by_phase(rows: list[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """Count by phase: done, and all."""
    every = Counter(phase for phase, _done in rows)
    done = Counter(phase for phase, is_done in rows if is_done)
    return {phase: (done[phase], count) for phase, count in every.items()}
