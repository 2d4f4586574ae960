"""Reading service journeys."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import Journey, JourneyStep, When
from veien.needs.rules.journeys import JourneySums, Step, falls_away, is_new, journey_svg, sums_of
from veien.needs.rules.mapping import plain_number
from veien.road.queries import Procurement
from veien.web.rules.numbers import written_number


@dataclass(frozen=True)
class StepRow:
    """One step as the page shows it; ``is_new`` or ``falls_away`` where the other side has nothing like it."""

    step: JourneyStep
    is_new: bool = False
    falls_away: bool = False
    is_carried: bool = False

    @property
    def may_become_need(self) -> bool:
        """Tell whether there is something to make a need of, and no need yet."""
        step = self.step
        origin = step.comes_from
        is_told = bool(origin and origin.pain and origin.need_id is None)
        return step.need_id is None and bool(step.pain or step.chance or is_told)


@dataclass(frozen=True)
class WholeJourney:
    """A journey with its steps on both sides and what they add up to."""

    journey: Journey
    today: tuple[StepRow, ...]
    wanted: tuple[StepRow, ...]
    sums: JourneySums

    @property
    def gone(self) -> list[JourneyStep]:
        """Give the steps of today that fall away."""
        return [row.step for row in self.today if row.falls_away]

    @property
    def uncarried(self) -> int:
        """Count the steps of today that no wanted step comes from."""
        return sum(not row.is_carried for row in self.today)

    @property
    def is_whole(self) -> bool:
        """Tell whether both sides are drawn."""
        return bool(self.today and self.wanted)


def journeys_of(procurement: Procurement) -> list[WholeJourney]:
    """Give a procurement's journeys in their order, with their steps. Two queries."""
    journeys = list(Journey.objects.filter(procurement=procurement).order_by("position", "pk"))
    steps: dict[int, list[JourneyStep]] = {}
    if journeys:
        rows = JourneyStep.objects.filter(journey__procurement=procurement)
        for each in rows.select_related("need", "comes_from").order_by("position", "pk"):
            steps.setdefault(each.journey_id, []).append(each)
    return [_whole(each, steps.get(each.pk, [])) for each in journeys]


def whole_journey(journey: Journey) -> WholeJourney:
    """Give one journey with its steps. One query."""
    rows = journey.steps.select_related("need", "comes_from").order_by("position", "pk")
    return _whole(journey, list(rows))


def _whole(journey: Journey, steps: list[JourneyStep]) -> WholeJourney:
    for each in steps:
        each.journey = journey
    now = [each for each in steps if each.when == When.TODAY]
    later = [each for each in steps if each.when == When.WANTED]
    today, wanted = [_counted(each) for each in now], [_counted(each) for each in later]
    origins = {each.comes_from_id for each in later}
    gone = {each.key for each in falls_away(today, wanted)}
    fresh = {each.key for each in wanted if is_new(each, today)}
    return WholeJourney(
        journey=journey,
        today=tuple(StepRow(each, falls_away=each.pk in gone, is_carried=each.pk in origins) for each in now),
        wanted=tuple(StepRow(each, is_new=each.pk in fresh) for each in later),
        sums=sums_of(today, wanted),
    )


def _counted(step: JourneyStep) -> Step:
    return Step(step.pk, step.actor, step.title, step.minutes, step.pain, step.comes_from_id)


def drawing_of(whole: WholeJourney) -> str:
    """Draw a journey in the reader's language."""
    today = [_counted(row.step) for row in whole.today]
    wanted = [_counted(row.step) for row in whole.wanted]
    language = get_language() or "nb"
    minutes = {
        each.key: _("%(minutes)s min") % {"minutes": written_number(plain_number(each.minutes), language)}
        if each.minutes is not None
        else _("time not said")
        for each in (*today, *wanted)
    }
    said = _("%(today)s steps today, %(wanted)s wanted. The tables below say the same.")
    labels = {"today": _("Today"), "wanted": _("Wanted"), "away": _("falls away"), "new": _("new")}
    return journey_svg(
        today,
        wanted,
        title=whole.journey.title,
        desc=said % {"today": len(today), "wanted": len(wanted)},
        labels=labels,
        minutes=minutes,
    )


def journey_for(procurement: Procurement, public_id: UUID) -> Journey:
    """Give one journey of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such journey.
    """
    found = Journey.objects.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def step_for(procurement: Procurement, public_id: UUID) -> JourneyStep:
    """Give one step of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has no such step.
    """
    rows = JourneyStep.objects.select_related("journey", "need", "comes_from")
    found = rows.filter(journey__procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    found.journey.procurement = procurement
    return found


@dataclass(frozen=True)
class JourneyCounts:
    """How many journeys have steps on which side."""

    all: int
    today: int
    wanted: int


def journey_counts(procurement: Procurement) -> JourneyCounts:
    """Count journeys, and those with steps of today and with wanted steps. One query."""
    found = Journey.objects.filter(procurement=procurement).aggregate(
        all=Count("pk", distinct=True),
        today=Count("pk", filter=Q(steps__when=When.TODAY), distinct=True),
        wanted=Count("pk", filter=Q(steps__when=When.WANTED), distinct=True),
    )
    return JourneyCounts(**found)


def actors_in(procurement: Procurement) -> list[str]:
    """Give who acts in a procurement's journeys, by name. One query."""
    rows = JourneyStep.objects.filter(journey__procurement=procurement).exclude(actor="")
    return sorted(set(rows.values_list("actor", flat=True)), key=str.casefold)


def as_workbook(wholes: list[WholeJourney]) -> bytes:
    """Write journeys as a workbook, one row a step, in the reader's language."""
    columns = (
        Column("journey", _("Service"), width=30),
        Column("dwelling", _("Where"), width=18),
        Column("when", _("Today or wanted"), width=14),
        Column("place", _("Step"), kind="number", decimals=0, width=8),
        Column("actor", _("Who"), width=22),
        Column("title", _("Does what"), width=44),
        Column("minutes", _("Minutes it takes"), kind="number", width=12),
        Column("pain", _("What hurts"), width=40),
        Column("chance", _("What could be better"), width=40),
        Column("note", _("Difference"), width=16),
        Column("need", _("Need"), width=34),
    )
    rows = [_line(whole, place, row) for whole in wholes for place, row in _numbered(whole)]
    title = _("Service journeys")
    return documents.build_workbook(
        [Sheet(name=title, title=title, columns=columns, rows=rows)], at=clock.now()
    )


def _numbered(whole: WholeJourney) -> list[tuple[int, StepRow]]:
    return [*enumerate(whole.today, start=1), *enumerate(whole.wanted, start=1)]


def _line(whole: WholeJourney, place: int, row: StepRow) -> dict[str, object]:
    step = row.step
    return {
        "journey": whole.journey.title,
        "dwelling": whole.journey.get_dwelling_display(),
        "when": step.get_when_display(),
        "place": place,
        "actor": step.actor,
        "title": step.title,
        "minutes": step.minutes,
        "pain": step.pain,
        "chance": step.chance,
        "note": _("falls away") if row.falls_away else _("new") if row.is_new else "",
        "need": str(step.need) if step.need else "",
    }
