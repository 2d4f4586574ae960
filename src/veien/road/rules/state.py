"""Where a procurement stands: the state of every activity, station, phase and decision, computed and never stored.

Pure: it is handed the pack, the facts that the rooms report, and what people did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from veien.methods.rules import Activity, Decision, Pack, Phase, Station

Standing = Literal["done", "now", "next", "returned", "skipped"]


@dataclass(frozen=True)
class Tick:
    """What people did about one activity."""

    ticked_at: datetime | None = None
    ticked_by: str = ""
    owner: str = ""
    owner_id: int | None = None
    due_on: date | None = None
    note: str = ""
    evidence: int = 0


@dataclass(frozen=True)
class Decided:
    """The last decision taken at a point."""

    point: str
    outcome: str
    round: int
    decided_on: date
    decided_by: str
    reopened_stations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deeds:
    """All that people did in a procurement, as the state is computed from it.

    Shape: ``ticks`` by activity id, ``decided`` by decision point (the last round), ``deliverables`` the ids that have
    at least one version, ``skipped`` the phases that were passed by, ``facts`` by predicate name.
    """

    facts: Mapping[str, bool] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    decided: Mapping[str, Decided] = field(default_factory=dict)
    deliverables: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ActivityStanding:
    """One activity: whether it is done, who says so, and what the program does not see yet."""

    activity: Activity
    tick: Tick
    is_done: bool
    is_seen: bool
    unseen: tuple[str, ...]


@dataclass(frozen=True)
class StationStanding:
    """One station and its activities."""

    station: Station
    state: Standing
    activities: tuple[ActivityStanding, ...]
    deliverables_present: int

    @property
    def done(self) -> int:
        """How many activities are done."""
        return sum(each.is_done for each in self.activities)

    @property
    def percent(self) -> int:
        """How far the station has come, in whole percent, counted in activities."""
        return 100 * self.done // len(self.activities) if self.activities else 100


@dataclass(frozen=True)
class DecisionStanding:
    """One decision point."""

    decision: Decision
    state: Standing
    decided: Decided | None


@dataclass(frozen=True)
class PhaseStanding:
    """One phase, its stations and its decisions; ``is_open`` says whether work in it counts."""

    phase: Phase
    number: int
    is_open: bool
    is_skipped: bool
    stations: tuple[StationStanding, ...]
    decisions: tuple[DecisionStanding, ...]

    @property
    def is_passed(self) -> bool:
        """Whether the road goes on behind this phase: skipped, or every decision that must be taken says yes."""
        if self.is_skipped:
            return True
        if not self.decisions:
            return all(each.state == "done" for each in self.stations)
        return all(
            (each.decided is not None and each.decided.outcome == "yes") or each.decision.optional
            for each in self.decisions
        )


@dataclass(frozen=True)
class RoadStanding:
    """The whole road."""

    pack: Pack
    phases: tuple[PhaseStanding, ...]
    lanes: tuple[tuple[ActivityStanding, ...], ...]

    def station(self, station_id: str) -> StationStanding | None:
        """Give a station by id."""
        return next((s for p in self.phases for s in p.stations if s.station.id == station_id), None)

    def phase_of_station(self, station_id: str) -> PhaseStanding | None:
        """Give the phase in which a station stands."""
        return next((p for p in self.phases if any(s.station.id == station_id for s in p.stations)), None)

    def decision(self, point: str) -> DecisionStanding | None:
        """Give a decision point by id."""
        return next((d for p in self.phases for d in p.decisions if d.decision.id == point), None)

    def phase_of_decision(self, point: str) -> PhaseStanding | None:
        """Give the phase that a decision point ends."""
        return next((p for p in self.phases if any(d.decision.id == point for d in p.decisions)), None)

    @property
    def now(self) -> StationStanding | DecisionStanding | None:
        """The first place that waits for somebody."""
        for phase in self.phases:
            places: tuple[StationStanding | DecisionStanding, ...] = (*phase.stations, *phase.decisions)
            for place in places:
                if place.state in ("now", "returned"):
                    return place
        return None

    @property
    def current_phase(self) -> PhaseStanding:
        """The first phase that is not passed, or the last."""
        return next((each for each in self.phases if not each.is_passed), self.phases[-1])


def standing_of(activity: Activity, deeds: Deeds) -> ActivityStanding:
    """Say whether an activity is done: all its predicates hold, or somebody ticked it.

    ``is_seen`` is true when the program itself sees that it is done; ``unseen`` names the predicates that do not hold.
    """
    tick = deeds.ticks.get(activity.id, Tick())
    unseen = tuple(name for name in activity.done_when if not deeds.facts.get(name, False))
    is_seen = bool(activity.done_when) and not unseen
    return ActivityStanding(
        activity=activity,
        tick=tick,
        is_done=is_seen or tick.ticked_at is not None,
        is_seen=is_seen,
        unseen=unseen,
    )


def road_standing(pack: Pack, deeds: Deeds) -> RoadStanding:
    """Compute where a procurement stands on its road.

    A phase is open when every phase before it is passed. One place is "now": the first in the open phase that is not
    done. A station that a decision sent back is "returned" until the point is decided again.
    """
    returned = {
        station
        for decided in deeds.decided.values()
        if decided.outcome == "return"
        for station in decided.reopened_stations
    }
    phases: list[PhaseStanding] = []
    is_open = True
    for number, phase in enumerate(pack.phases, start=1):
        standing = _phase(phase, deeds, number=number, is_open=is_open, returned=returned)
        phases.append(standing)
        is_open = is_open and standing.is_passed
    lanes = tuple(tuple(standing_of(each, deeds) for each in lane.activities) for lane in pack.lanes)
    return RoadStanding(pack=pack, phases=tuple(phases), lanes=lanes)


def _phase(phase: Phase, deeds: Deeds, *, number: int, is_open: bool, returned: set[str]) -> PhaseStanding:
    skipped = phase.id in deeds.skipped
    found_now = not is_open
    stations = []
    for station in phase.stations:
        activities = tuple(standing_of(each, deeds) for each in station.activities)
        state = _station_state(
            activities, skipped=skipped, returned=station.id in returned, found_now=found_now
        )
        found_now = found_now or state in ("now", "returned")
        present = sum(each.id in deeds.deliverables for each in station.deliverables)
        stations.append(StationStanding(station, state, activities, present))
    decisions = []
    for decision in phase.decisions:
        decided = deeds.decided.get(decision.id)
        decision_state = _decision_state(decision, decided, skipped=skipped, found_now=found_now)
        found_now = found_now or decision_state in ("now", "returned")
        decisions.append(DecisionStanding(decision, decision_state, decided))
    return PhaseStanding(phase, number, is_open, skipped, tuple(stations), tuple(decisions))


def _station_state(
    activities: Sequence[ActivityStanding], *, skipped: bool, returned: bool, found_now: bool
) -> Standing:
    if skipped:
        return "skipped"
    if returned:
        return "returned"
    if all(each.is_done for each in activities):
        return "done"
    return "next" if found_now else "now"


def _decision_state(
    decision: Decision, decided: Decided | None, *, skipped: bool, found_now: bool
) -> Standing:
    if decided is not None and decided.outcome == "yes":
        return "done"
    if skipped:
        return "skipped"
    if decided is not None and decided.outcome == "return":
        return "returned"
    if found_now or (decision.optional and decided is None):
        return "next"
    return "now"
