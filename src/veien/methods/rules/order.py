"""What must hold between the items of a pack: ids once, references that lead somewhere, steps in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from veien.methods.rules.pack import Activity, Decision, Lane, Pack, Source, Station
from veien.methods.rules.place import Faults, Steps


class _Stop(NamedTuple):
    """A station, decision or lane with the way to it; a lane stands in no phase and has -1."""

    item: Station | Decision | Lane
    steps: Steps
    phase: int


def check_order(pack: Pack, faults: Faults) -> None:
    """Note every fault between the items of a pack whose items are each in order."""
    stops = list(_stops(pack))
    _check_ids(pack, stops, faults)
    _check_sources(pack, stops, faults)
    _check_frames(pack, stops, faults)
    _check_lanes(pack, faults)
    _check_gates(stops, faults)
    _check_grounds(stops, faults)


def _stops(pack: Pack) -> Iterator[_Stop]:
    for i, phase in enumerate(pack.phases):
        for j, station in enumerate(phase.stations):
            yield _Stop(station, ("phases", i, "stations", j), i)
        for j, decision in enumerate(phase.decisions):
            yield _Stop(decision, ("phases", i, "decisions", j), i)
    for i, lane in enumerate(pack.lanes):
        yield _Stop(lane, ("lanes", i), -1)


def _check_ids(pack: Pack, stops: Sequence[_Stop], faults: Faults) -> None:
    _once(((item.id, ("sources", i)) for i, item in enumerate(pack.sources)), "a source", faults)
    _once(((item.id, ("frames", i)) for i, item in enumerate(pack.frames)), "a frame", faults)
    _once(((item.id, ("phases", i)) for i, item in enumerate(pack.phases)), "a phase", faults)
    _once(((stop.item.id, stop.steps) for stop in stops), "a station, decision or lane", faults)
    _once(((item.id, steps) for item, steps in _activities(stops)), "an activity", faults)
    made = [
        (item.id, (*stop.steps, "deliverables", i))
        for stop in stops
        if isinstance(stop.item, Station)
        for i, item in enumerate(stop.item.deliverables)
    ]
    _once(made, "a deliverable", faults)
    for stop in stops:
        if isinstance(stop.item, Station):
            tools = enumerate(stop.item.tools)
            _once(
                ((item.id, (*stop.steps, "tools", i)) for i, item in tools), "a tool of this station", faults
            )
        elif isinstance(stop.item, Decision):
            asked = enumerate(stop.item.questions)
            found = ((item.id, (*stop.steps, "questions", i)) for i, item in asked)
            _once(found, "a question of this decision", faults)


def _once(found: Iterator[tuple[str, Steps]] | list[tuple[str, Steps]], kind: str, faults: Faults) -> None:
    seen: set[str] = set()
    for item_id, steps in found:
        if item_id in seen:
            faults.note((*steps, "id"), f"There is already {kind} with the id {item_id}.", "Give it another.")
        seen.add(item_id)


def _activities(stops: Sequence[_Stop]) -> Iterator[tuple[Activity, Steps]]:
    for stop in stops:
        for i, activity in enumerate(stop.item.activities):
            yield activity, (*stop.steps, "activities", i)


def _check_sources(pack: Pack, stops: Sequence[_Stop], faults: Faults) -> None:
    known = {document.id for document in pack.sources}
    for source, steps in _sources(stops):
        if source.document not in known:
            faults.note(
                (*steps, "source", "document"),
                f"{source.document} is none of the pack's sources.",
                "Name one of them, or add it under sources.",
            )


def _sources(stops: Sequence[_Stop]) -> Iterator[tuple[Source, Steps]]:
    for stop in stops:
        yield stop.item.source, stop.steps
        if isinstance(stop.item, Station):
            for i, tool in enumerate(stop.item.tools):
                yield tool.source, (*stop.steps, "tools", i)
            for i, deliverable in enumerate(stop.item.deliverables):
                yield deliverable.source, (*stop.steps, "deliverables", i)
    for activity, steps in _activities(stops):
        yield activity.source, steps


def _check_frames(pack: Pack, stops: Sequence[_Stop], faults: Faults) -> None:
    known = {frame.id for frame in pack.frames}
    for stop in stops:
        if not isinstance(stop.item, Station):
            continue
        for name in stop.item.frames:
            if name.frame not in known:
                faults.note(
                    (*stop.steps, "frames", name.frame),
                    f"The pack has no frame called {name.frame}.",
                    "Name one of its frames, or add it under frames.",
                )


def _check_lanes(pack: Pack, faults: Faults) -> None:
    known = {phase.id for phase in pack.phases}
    for i, lane in enumerate(pack.lanes):
        for j, activity in enumerate(lane.activities):
            if activity.phase not in known:
                faults.note(
                    ("lanes", i, "activities", j, "phase"),
                    f"The pack has no phase called {activity.phase}.",
                    f"Use one of {', '.join(sorted(known))}.",
                )


def _check_gates(stops: Sequence[_Stop], faults: Faults) -> None:
    """Each gate is a decision that stands after the deliverable's station and asks for the deliverable."""
    decisions = {stop.item.id: (stop.phase, stop.item) for stop in stops if isinstance(stop.item, Decision)}
    for stop in stops:
        if not isinstance(stop.item, Station):
            continue
        for i, item in enumerate(stop.item.deliverables):
            steps = (*stop.steps, "deliverables", i, "gate")
            if not item.gate:
                continue
            if item.gate not in decisions:
                known = ", ".join(decisions) or "the decisions, once there are any"
                faults.note(steps, f"There is no decision called {item.gate}.", f"Use one of {known}.")
                continue
            phase, decision = decisions[item.gate]
            if phase < stop.phase:
                faults.note(
                    steps,
                    f"{item.gate} stands before the station {stop.item.id} (a step after itself).",
                    "Name a decision of the same phase or a later one.",
                )
            elif item.id not in decision.deliverables:
                faults.note(
                    steps,
                    f"{item.gate} does not rest on {item.id}.",
                    f"Add {item.id} to the deliverables of {item.gate}, or name another gate.",
                )


def _check_grounds(stops: Sequence[_Stop], faults: Faults) -> None:
    """Each deliverable a decision rests on exists, is named once, and is made before the decision."""
    made = {
        item.id: stop for stop in stops if isinstance(stop.item, Station) for item in stop.item.deliverables
    }
    for stop in stops:
        if not isinstance(stop.item, Decision):
            continue
        grounds = stop.item.deliverables
        for i, wanted in enumerate(grounds):
            steps = (*stop.steps, "deliverables", i)
            if wanted not in made:
                faults.note(
                    steps, f"No station makes a deliverable called {wanted}.", "Name one that exists."
                )
            elif made[wanted].phase > stop.phase:
                faults.note(
                    steps,
                    f"{wanted} is made at the station {made[wanted].item.id}, after this decision "
                    "(a step after itself).",
                    "Take it away, or move the decision to a later phase.",
                )
            elif wanted in grounds[:i]:
                faults.note(steps, f"{wanted} is named twice.", "Keep one of them.")
