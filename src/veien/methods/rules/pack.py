"""What a checked pack is made of. Every value here has passed the check, so a reader may trust it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from veien.methods.rules.words import Words


class UnknownId(LookupError):
    """The pack holds nothing with this id; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document the pack builds on."""

    id: str
    title: str
    publisher: str
    read_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a source document an item comes from; ``point`` counts the points of the chapter from 1."""

    document: str
    chapter: str
    point: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A sister frame that the crosswalk compares with."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class FrameName:
    """What a station is called in a sister frame."""

    frame: str
    title: Words


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing to do; ``phase`` is set on the activities of a lane only."""

    id: str
    title: Words
    text: Words
    role: str
    tool: str
    source: Source
    done_when: tuple[str, ...] = ()
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of Veien's own, a tool elsewhere, or an example to learn from."""

    id: str
    title: Words
    kind: str
    note: Words
    source: Source
    tool: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something a station must leave behind; ``gate`` is the decision it must be there for, or empty."""

    id: str
    title: Words
    text: Words
    role: str
    tool: str
    source: Source
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question a decision answers."""

    id: str
    text: Words
    help: Words


@dataclass(frozen=True, slots=True)
class Decision:
    """A point on the road where somebody says yes, no or go back."""

    id: str
    title: Words
    short: Words
    intro: Words
    role: str
    questions: tuple[Question, ...]
    source: Source
    optional: bool = False
    activities: tuple[Activity, ...] = ()
    deliverables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Station:
    """A place on the road with work to do; ``effort`` (1 to 5) is the size of its circle on the map."""

    id: str
    title: Words
    short: Words
    intro: Words
    effort: int
    source: Source
    activities: tuple[Activity, ...]
    frames: tuple[FrameName, ...] = ()
    tools: tuple[Tool, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the road: its stations in order, then its decisions."""

    id: str
    title: Words
    intro: Words
    stations: tuple[Station, ...]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """Work that runs along the whole road; each activity names the phase it belongs to."""

    id: str
    title: Words
    intro: Words
    source: Source
    activities: tuple[Activity, ...]


@dataclass(frozen=True)
class Pack:
    """A whole road. ``extends`` says what it was written as a change to; the pack itself is complete."""

    id: str
    version: str
    schema: int
    country: str
    title: Words
    about: Words
    sources: tuple[SourceDocument, ...]
    phases: tuple[Phase, ...]
    extends: str = ""
    frames: tuple[Frame, ...] = ()
    lanes: tuple[Lane, ...] = ()

    @cached_property
    def stations(self) -> tuple[Station, ...]:
        """All stations, in the order they are passed."""
        return tuple(station for phase in self.phases for station in phase.stations)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order they are passed."""
        return tuple(decision for phase in self.phases for decision in phase.decisions)

    @cached_property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """All deliverables, station by station."""
        return tuple(item for station in self.stations for item in station.deliverables)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """All activities: phase by phase (its stations, then its decisions), the lanes last."""
        walked: list[Station | Decision | Lane] = []
        for phase in self.phases:
            walked += [*phase.stations, *phase.decisions]
        return tuple(activity for place in [*walked, *self.lanes] for activity in place.activities)

    def phase(self, phase_id: str) -> Phase:
        """Give a phase by its id.

        Raises: UnknownId.
        """
        return _found(self._phases, phase_id, "phase")

    def station(self, station_id: str) -> Station:
        """Give a station by its id.

        Raises: UnknownId.
        """
        return _found(self._stations, station_id, "station")

    def decision(self, decision_id: str) -> Decision:
        """Give a decision by its id.

        Raises: UnknownId.
        """
        return _found(self._decisions, decision_id, "decision")

    def lane(self, lane_id: str) -> Lane:
        """Give a lane by its id.

        Raises: UnknownId.
        """
        return _found({lane.id: lane for lane in self.lanes}, lane_id, "lane")

    def activity(self, activity_id: str) -> Activity:
        """Give an activity of a station, a decision or a lane by its id.

        Raises: UnknownId.
        """
        return _found(self._activities, activity_id, "activity")

    def deliverable(self, deliverable_id: str) -> Deliverable:
        """Give a deliverable by its id.

        Raises: UnknownId.
        """
        return _found(self._deliverables, deliverable_id, "deliverable")

    def phase_of(self, place_id: str) -> Phase:
        """Give the phase a station or a decision stands in.

        Raises: UnknownId.
        """
        return _found(self._phase_of, place_id, "station or decision")

    def place_of(self, activity_id: str) -> Station | Decision | Lane:
        """Give the station, decision or lane that holds an activity.

        Raises: UnknownId.
        """
        return _found(self._place_of, activity_id, "activity")

    def station_of(self, deliverable_id: str) -> Station:
        """Give the station that makes a deliverable.

        Raises: UnknownId.
        """
        return _found(self._station_of, deliverable_id, "deliverable")

    @cached_property
    def _phases(self) -> dict[str, Phase]:
        return {phase.id: phase for phase in self.phases}

    @cached_property
    def _stations(self) -> dict[str, Station]:
        return {station.id: station for station in self.stations}

    @cached_property
    def _decisions(self) -> dict[str, Decision]:
        return {decision.id: decision for decision in self.decisions}

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def _deliverables(self) -> dict[str, Deliverable]:
        return {item.id: item for item in self.deliverables}

    @cached_property
    def _phase_of(self) -> dict[str, Phase]:
        stations = {station.id: phase for phase in self.phases for station in phase.stations}
        return stations | {decision.id: phase for phase in self.phases for decision in phase.decisions}

    @cached_property
    def _place_of(self) -> dict[str, Station | Decision | Lane]:
        places: tuple[Station | Decision | Lane, ...] = (*self.stations, *self.decisions, *self.lanes)
        return {activity.id: place for place in places for activity in place.activities}

    @cached_property
    def _station_of(self) -> dict[str, Station]:
        return {item.id: station for station in self.stations for item in station.deliverables}


_T = TypeVar("_T")


def _found(known: Mapping[str, _T], wanted: str, kind: str) -> _T:
    if wanted not in known:
        raise UnknownId(f"The pack has no {kind} called {wanted}.")
    return known[wanted]
