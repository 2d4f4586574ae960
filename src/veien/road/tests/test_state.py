"""Where a procurement stands: computed from facts, ticks and decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from veien.methods.queries import pack
from veien.road.rules.state import Decided, Deeds, RoadStanding, Tick, road_standing

PACK = pack("no-kvikkguide", "1.0.0")
PHASES = [each.id for each in PACK.phases]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DONE = Tick(ticked_at=NOON, ticked_by="A")


def decided(point: str, outcome: str = "yes", *, number: int = 1, reopened: tuple[str, ...] = ()) -> Decided:
    return Decided(point, outcome, number, date(2026, 1, 1), "The owner", reopened)


def ticks_of(*stations: str) -> dict[str, Tick]:
    return {each.id: DONE for name in stations for each in PACK.station(name).activities}


def test_a_new_procurement_stands_at_the_first_station_and_only_the_first_phase_is_open() -> None:
    road = road_standing(PACK, Deeds())
    assert [each.is_open for each in road.phases] == [True, False, False, False]
    assert road.station("map-needs").state == "now"
    assert [each.state for phase in road.phases for each in phase.stations].count("now") == 1


def test_a_station_is_done_when_every_activity_is() -> None:
    road = road_standing(PACK, Deeds(ticks=ticks_of("map-needs")))
    assert road.station("map-needs").state == "done"
    assert road.station("map-needs").percent == 100
    assert road.station("set-goals").state == "now"


def test_facts_make_an_activity_done_without_a_tick() -> None:
    activity = next(each for each in PACK.station("map-needs").activities if each.done_when)
    facts = dict.fromkeys(activity.done_when, True)
    standing = road_standing(PACK, Deeds(facts=facts)).station("map-needs").activities
    found = next(each for each in standing if each.activity.id == activity.id)
    assert found.is_done
    assert found.is_seen
    assert found.tick.ticked_at is None


def test_a_tick_without_the_facts_counts_but_the_program_says_what_it_does_not_see() -> None:
    activity = next(each for each in PACK.station("map-needs").activities if each.done_when)
    standing = road_standing(PACK, Deeds(ticks={activity.id: DONE})).station("map-needs").activities
    found = next(each for each in standing if each.activity.id == activity.id)
    assert found.is_done
    assert not found.is_seen
    assert found.unseen == activity.done_when


def test_yes_opens_the_next_phase_and_no_or_return_does_not() -> None:
    for outcome, is_open in (("yes", True), ("no", False), ("return", False)):
        deeds = Deeds(decided={"decision-1": decided("decision-1", outcome, reopened=("set-goals",))})
        assert road_standing(PACK, deeds).phases[1].is_open is is_open


def test_a_return_marks_exactly_the_stations_that_it_names() -> None:
    deeds = Deeds(
        ticks=ticks_of("map-needs", "set-goals", "strategy"),
        decided={"decision-1": decided("decision-1", "return", reopened=("set-goals",))},
    )
    road = road_standing(PACK, deeds)
    states = {each.station.id: each.state for each in road.phases[0].stations}
    assert states["set-goals"] == "returned"
    assert states["map-needs"] == "done"
    assert states["strategy"] == "done"


def test_the_optional_decision_does_not_hold_the_road_up() -> None:
    deeds = Deeds(decided={key: decided(key) for key in ("decision-1", "decision-2", "decision-3b")})
    assert road_standing(PACK, deeds).phases[3].is_open


def test_a_skipped_phase_opens_the_next_and_shows_as_skipped() -> None:
    road = road_standing(PACK, Deeds(skipped=frozenset({"clarify-needs"})))
    assert road.phases[1].is_open
    assert {each.state for each in road.phases[0].stations} == {"skipped"}


ALL_ACTIVITIES = [each.id for each in PACK.activities]


@given(
    st.sets(st.sampled_from(ALL_ACTIVITIES)),
    st.sets(st.sampled_from([each.id for each in PACK.decisions])),
    st.sets(st.sampled_from(PHASES)),
)
def test_whatever_was_done_the_road_is_consistent(done: set[str], yes: set[str], skipped: set[str]) -> None:
    deeds = Deeds(
        ticks=dict.fromkeys(done, DONE),
        decided={key: decided(key) for key in yes},
        skipped=frozenset(skipped),
    )
    check(road_standing(PACK, deeds))


def check(road: RoadStanding) -> None:
    opened = [each.is_open for each in road.phases]
    assert opened[0]
    assert opened == sorted(opened, reverse=True), "a phase is open only behind open phases"
    for phase in road.phases:
        places = [each.state for each in (*phase.stations, *phase.decisions)]
        assert places.count("now") <= 1
        if not phase.is_open:
            assert "now" not in places
        for station in phase.stations:
            assert 0 <= station.percent <= 100
            if station.state == "done":
                assert station.done == len(station.activities)


class Walk(RuleBasedStateMachine):
    """Somebody walks the road in any order; what the road says must always hold."""

    @initialize()
    def begin(self) -> None:
        self.deeds = Deeds()

    @rule(activity=st.sampled_from(ALL_ACTIVITIES))
    def tick(self, activity: str) -> None:
        before = self.percents()
        self.deeds = replace(self.deeds, ticks={**self.deeds.ticks, activity: DONE})
        after = self.percents()
        assert all(after[key] >= before[key] for key in before), "a tick never takes a station back"

    @precondition(lambda self: self.deeds.ticks)
    @rule(data=st.data())
    def untick(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(sorted(self.deeds.ticks)))
        self.deeds = replace(self.deeds, ticks={k: v for k, v in self.deeds.ticks.items() if k != gone})

    @rule(outcome=st.sampled_from(["yes", "no", "return"]))
    def decide(self, outcome: str) -> None:
        phase = self.road().current_phase
        for each in phase.phase.decisions:
            stations = (phase.phase.stations[0].id,) if outcome == "return" else ()
            taken = {**self.deeds.decided, each.id: decided(each.id, outcome, reopened=stations)}
            self.deeds = replace(self.deeds, decided=taken)

    @rule()
    def skip(self) -> None:
        phase = self.road().current_phase
        self.deeds = replace(self.deeds, skipped=self.deeds.skipped | {phase.phase.id})

    @invariant()
    def the_road_is_consistent(self) -> None:
        if hasattr(self, "deeds"):
            check(self.road())

    def road(self) -> RoadStanding:
        return road_standing(PACK, self.deeds)

    def percents(self) -> dict[str, int]:
        return {each.station.id: each.percent for phase in self.road().phases for each in phase.stations}


TestWalk = Walk.TestCase
