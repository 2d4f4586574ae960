from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.foundation.faults import BadDocument
from veien.methods import queries
from veien.methods.rules import Pack, as_document, check_family, is_version
from veien.methods.tests.small import OWN, SMALL, checked, document, faults_of, put
from veien.methods.tests.test_rules import JSON, judged

STATION = "phases.0.stations.0"


@pytest.fixture(scope="module")
def base() -> Pack:
    return checked(document(SMALL))


@pytest.fixture(scope="module")
def own(base: Pack) -> Pack:
    return checked(document(OWN), base)


def test_what_is_not_written_is_taken_from_the_base(own: Pack, base: Pack) -> None:
    assert own.about == base.about
    assert own.lanes == base.lanes
    assert own.station("buy") == base.station("buy")
    assert own.extends == "small-road@1"


def test_a_text_or_a_number_replaces_the_one_of_the_base(own: Pack) -> None:
    assert own.title.en == "Own road"
    assert own.country == "SE"
    assert own.station("map-needs").effort == 4
    assert own.station("map-needs").source.chapter == "NEEDS ANEW"
    assert own.station("map-needs").title.en == "Map needs"


def test_items_stand_in_the_order_of_the_base_with_new_ones_last(own: Pack) -> None:
    assert [source.id for source in own.sources] == ["S0", "S1", "S2"]
    assert [station.id for station in own.stations] == ["map-needs", "set-goals", "buy"]


def test_an_item_can_be_placed_after_another_changed_and_removed(own: Pack, base: Pack) -> None:
    activities = own.station("map-needs").activities
    assert [activity.id for activity in activities] == ["ask-people", "count-people"]
    assert activities[0].done_when == ("needs.exist",)
    assert activities[0].title == base.activity("ask-people").title
    assert [decision.id for decision in own.decisions] == ["start"]


def test_an_empty_value_takes_an_optional_key_away(own: Pack, base: Pack) -> None:
    assert base.station("map-needs").frames
    assert own.station("map-needs").frames == ()


def test_an_item_of_the_base_can_be_moved(base: Pack) -> None:
    moved = put(document(OWN), f"{STATION}.activities", [{"id": "name-owner", "after": "ask-people"}])
    assert [item.id for item in checked(moved, base).station("map-needs").activities] == [
        "ask-people",
        "name-owner",
    ]


def test_the_result_is_whole_and_needs_no_base_when_written_out(own: Pack) -> None:
    again = checked(as_document(own))
    assert again.phases == own.phases
    assert again.extends == ""


def test_head_and_schema_are_not_inherited(base: Pack) -> None:
    for key in ("pack", "version", "schema"):
        assert faults_of(put(document(OWN), key, ...), base) == [
            f"(top): The key {key} is missing. Add {key}."
        ]


@pytest.mark.parametrize(
    ("way", "new", "where", "what"),
    [
        (
            f"{STATION}.activities.1.title.sv",
            ...,
            f"{STATION}.activities.1.title.sv",
            "Swedish text is missing",
        ),
        (f"{STATION}.activities.2.role", "king", f"{STATION}.activities.2.role", "no role called king"),
        (f"{STATION}.activities.1.after", "nobody", f"{STATION}.activities.1.after", "no other item"),
        (f"{STATION}.activities.1.after", "count-people", f"{STATION}.activities.1.after", "no other item"),
        (f"{STATION}.activities.1.after", "name-owner", f"{STATION}.activities.1.after", "no other item"),
        (f"{STATION}.activities.1.remove", True, f"{STATION}.activities.1.remove", "no such item"),
        (f"{STATION}.activities.0.remove", False, f"{STATION}.activities.0.remove", "Only true"),
        (f"{STATION}.activities.0.effort", 3, f"{STATION}.activities.0.remove", "other keys"),
        (f"{STATION}.activities.1.id", "ask-people", f"{STATION}.activities.2", ""),
        ("phases.0.stations.1", "set-goals", "phases.0.stations.1", "Here stands a text"),
        ("phases", "none", "phases", "Here stands a text"),
        ("title", {"nb": "Bare norsk"}, "title.sv", "Swedish text is missing"),
        ("title", None, "(top)", "The key title is missing"),
        ("pack", "small-road", "extends", "extends itself"),
        ("extends", "small-road@2", "extends", "no pack small-road@2"),
        ("extends", 1, "extends", "a whole number"),
    ],
)
def test_a_fault_is_told_where_the_change_is_written(
    base: Pack, way: str, new: Any, where: str, what: str
) -> None:
    path = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in where.split(".")).lstrip(".")
    told = faults_of(put(document(OWN), way, new), base)
    assert any(line.startswith(path) and what in line for line in told), told


def test_a_fault_the_change_makes_in_an_item_of_the_base_names_the_base(base: Pack) -> None:
    spoiled = put(document(OWN), "phases.0.decisions", [{"id": "start", "remove": True}])
    assert faults_of(spoiled, base) == [
        "small-road@1.0.0: phases[0].stations[0].deliverables[0].gate: There is no decision called start. "
        "Use one of the decisions, once there are any."
    ]


def family(*documents: Any) -> Pack:
    """Check the first document with the others as the packs it may extend."""
    known = {item["pack"]: item for item in documents}

    def find(pack_id: str, version: str) -> Any:
        found = known.get(pack_id)
        return found if found and is_version(found["version"], version) else None

    return check_family(
        documents[0],
        find_base=find,
        tools=queries.tools(),
        predicates=queries.predicates(),
        roles=queries.roles(),
    )


def child(name: str, extends: str) -> Any:
    return {"pack": name, "version": "1.0.0", "schema": 1, "extends": extends}


def test_a_pack_may_extend_one_that_extends_another() -> None:
    pack = family(child("third-road", "own-road@1.0"), document(OWN), document(SMALL))
    assert pack.title.en == "Own road"
    assert pack.id == "third-road"


def test_packs_that_extend_each_other_are_refused() -> None:
    with pytest.raises(BadDocument, match=r"a -> b -> a"):
        family(child("a", "b@1"), child("b", "a@1"))


def test_a_pack_that_extends_itself_is_refused() -> None:
    with pytest.raises(BadDocument, match="extends itself"):
        family(child("a", "a@1"))


def test_an_unknown_base_is_named() -> None:
    with pytest.raises(BadDocument, match=r"extends: There is no pack nowhere@1\."):
        family(child("a", "nowhere@1"))


def test_the_faults_of_a_base_name_the_base() -> None:
    spoiled = put(document(SMALL), f"{STATION}.effort", 9)
    with pytest.raises(BadDocument, match=r"small-road@1: phases\[0\]\.stations\[0\]\.effort: 9 is out"):
        family(child("a", "small-road@1"), spoiled)


@pytest.mark.parametrize(
    ("version", "wanted", "is_it"),
    [
        ("1.2.3", "1", True),
        ("1.2.3", "1.2", True),
        ("1.2.3", "1.2.3", True),
        ("12.0.0", "1", False),
        ("1.2.3", "2", False),
    ],
)
def test_the_first_numbers_of_a_version_name_it(version: str, wanted: str, is_it: bool) -> None:
    assert is_version(version, wanted) is is_it


@given(
    st.dictionaries(
        st.sampled_from(["title", "phases", "sources", "frames", "lanes", "country", "about", "odd"]),
        JSON
        | st.lists(
            st.fixed_dictionaries(
                {"id": st.sampled_from(["before", "S0", "new"])},
                optional={
                    "remove": JSON,
                    "after": JSON,
                    "stations": JSON
                    | st.lists(
                        st.fixed_dictionaries(
                            {"id": st.sampled_from(["map-needs", "buy"])},
                            optional={"activities": JSON, "after": JSON},
                        )
                    ),
                },
            ),
            max_size=3,
        ),
    )
)
def test_any_change_gives_a_pack_or_faults(base: Pack, changes: dict[str, Any]) -> None:
    pack = judged(child("a", "small-road@1") | changes, base)
    assert pack is None or pack.id == "a"
