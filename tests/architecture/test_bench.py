"""The measurements can be run: modules load, sums are right, data has the size that is promised. Nothing is timed."""

from __future__ import annotations

import http.client
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import burst, clients, homes, pages, server, start, table, world
from bench.peers import looped, pymcdm_wsm, timed
from bench.table import Row
from veien.award_model.rules.stability.field import field_of

FOLDER = Path(__file__).parents[2] / "bench"
MODULES = sorted(f"bench.{path.stem}" for path in FOLDER.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_loads_and_says_what_it_measures(name: str) -> None:
    assert import_module(name).__doc__


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200), st.integers(1, 100))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values: list[float], percent: int) -> None:
    found = table.percentile(values, percent)
    assert found in values
    assert sum(each <= found for each in values) * 100 >= percent * len(values)


def test_the_slowest_of_a_hundred_is_not_in_the_ninety_ninth_percentile() -> None:
    assert table.percentile([0.1] * 99 + [9.0], 99) == 0.1
    assert table.percentile([0.1] * 98 + [9.0] * 2, 99) == 9.0


def test_the_table_has_one_line_for_each_row_and_even_columns() -> None:
    rows = [Row("a page", "small", "GET", "12 ms", "60 ms", "3 queries"), Row("b", "", "", "0.1 ms")]
    lines = table.text_of(rows).splitlines()
    assert len(lines) == 4
    assert len({len(each) for each in lines}) == 1
    assert table.read(f"something first\n{table.written(rows)}\n") == rows


@pytest.mark.parametrize(
    ("value", "said"), [(0.0123, "12 ms"), (0.9994, "999 ms"), (0.9996, "1.00 s"), (3.456, "3.46 s")]
)
def test_a_time_is_written_in_the_unit_that_fits(value: float, said: str) -> None:
    assert table.seconds(value) == said


def test_memory_is_what_the_kernel_calls_the_proportional_share() -> None:
    said = "5500 [rollup]\nRss:  900 kB\nPss:  512 kB\nPss_Anon: 7 kB\n"
    assert server.kilobytes_in(said) == 512
    assert start.megabytes(96_400_000) == "96 MB"


def test_a_burst_tells_failures_and_what_the_log_has_of_it() -> None:
    found = burst.Burst(
        seconds=2.0, reads=[0.1, 0.3], writes=[0.2, 0.2], errors=["POST answered 500"], logged=1
    )
    rows = burst.told("many clients", found, 2, goal=True)
    assert [each.goal for each in rows] == ["p99 0.5 s", "", "", "none"]
    assert rows[0].figure == "p50 200 ms, p99 300 ms"
    assert "2 requests, 1 in the log" in rows[2].beside
    assert (rows[3].figure, rows[3].beside) == ("1 of 4", "1 x POST answered 500")


def test_a_burst_in_which_nothing_was_answered_is_told_too() -> None:
    rows = burst.told("nobody", burst.Burst(2.0, [], [], [], 0), 2, goal=True)
    assert rows[0].figure == "none"


def test_what_it_is_compared_with_has_the_database_as_django_has_it() -> None:
    found = import_module("bench.django_defaults").DATABASES["default"]
    assert set(found) == {"ENGINE", "NAME"}


def test_a_home_is_reached_by_no_setting_of_the_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VEIEN_DATABASE_URL", "postgresql://elsewhere/veien")
    found = homes.environment(tmp_path / "home")
    assert [name for name in found if name.startswith("VEIEN_")] == ["VEIEN_HOME"]
    assert found["VEIEN_HOME"] == str(tmp_path / "home")


def test_every_page_that_is_measured_exists() -> None:
    known = {
        "procurement": "00000000-0000-4000-8000-000000000002",
        "criterion": "00000000-0000-4000-8000-000000000003",
    }
    for page in pages.PAGES:
        assert pages.address_of(page, known).startswith("/procurements/"), page.name


def test_a_client_that_is_refused_keeps_the_failure_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = {
        "port": 9,
        "sessions": ["a", "b"],
        "pause": 0,
        "procurement": "x",
        "activities": ["map"],
        "seconds": 1,
    }
    person = clients.Person(plan, 1)

    def down(*words: Any, **more: Any) -> None:
        raise http.client.RemoteDisconnected("closed")

    monkeypatch.setattr(person.connection, "request", down)
    assert person.tried(person.reads, person.read) == ""
    assert person.errors == ["closed"]
    assert len(person.reads) == 1
    assert not person.marks_activities


def test_the_token_of_a_form_is_found_in_the_page() -> None:
    page = '<form><input type="hidden" name="csrfmiddlewaretoken" value="abc123"><button>'
    found = clients.TOKEN.search(page)
    assert found is not None
    assert found[1] == "abc123"


def test_the_business_case_has_the_size_that_is_promised() -> None:
    from bench import business_case
    from veien.business_case.rules import check_case

    case = check_case(business_case.case_of("pert"))
    assert case.years == business_case.YEARS
    assert len(case.alternatives) == business_case.ALTERNATIVES
    for alternative in case.alternatives:
        assert len(alternative.lines) == business_case.LINES
        assert sum(line.is_uncertain for line in alternative.lines) == business_case.UNCERTAIN


@pytest.mark.django_db
def test_data_is_made_to_the_size_that_is_promised(procurement: Any, leader: Any) -> None:
    from veien.criteria.actions import add_criterion
    from veien.needs.actions import add_need
    from veien.requirements.actions import add_requirement, add_section
    from veien.requirements.queries import requirements_of

    add_need(procurement, by=leader, title="Be found in time")
    section = add_section(procurement, by=leader, title="Alarm")
    add_requirement(procurement, by=leader, section=section, title="Alarm in time", ref="F-01")
    add_criterion(procurement, by=leader, title="Quality", kind="quality", parent=None, key="quality")
    chance = Random(1)
    needs = world.add_needs(procurement, chance)
    added = world.add_requirements(procurement, needs, chance)
    assert len(needs) == world.NEEDS
    assert len(added) == world.REQUIREMENTS - 1
    rows = requirements_of(procurement)
    assert len(rows) == world.REQUIREMENTS
    assert {each.obligation for each in rows} == {"must", "should"}
    assert any(each.need_ids for each in rows)
    assert not all(each.need_ids for each in rows)
    assert add_need(procurement, by=leader, title="One more").number == world.NEEDS + 1


@pytest.mark.django_db
def test_whoever_is_let_in_for_the_burst_is_logged_in(leader: Any, client: Any) -> None:
    client.cookies["sessionid"] = world.session_of(leader)
    assert client.get("/").status_code == 200


def test_the_plain_loop_does_the_same_task_as_the_program() -> None:
    import numpy as np

    from bench import stability
    from veien.award_model.rules import check_case, half_width, stability_of

    case = check_case(stability.case_of(3, 5))
    samples = 20_000
    found = stability_of(case, samples=samples, seed=1)
    points = np.array(field_of(case).points, dtype=float)
    counts, central = stability.plain_loop(points, samples)
    for tender, row, centre in zip(case.competing, counts, central, strict=True):
        shares = [float(share) for share in found["acceptability"][tender.id]]
        assert np.abs(row / samples - shares).max() < 3 * half_width(samples)
        weights = found["central_weights"][tender.id]
        if row[0] > samples / 10:
            assert np.abs(centre - [float(weight) for weight in weights.values()]).max() < 0.02


def test_programs_that_are_not_there_are_skipped_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    from bench import stability

    monkeypatch.delenv("BENCH_PEERS", raising=False)
    (row,) = stability.peers(0.3)
    assert row.beside.startswith("skipped: ")
    assert timed(lambda: looped(pymcdm_wsm), 10) == "No module named 'pymcdm'"
