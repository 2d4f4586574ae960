"""Key figures: how they are carried forward, what is refused, population tables, and the pages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veien.audit.queries import verify_chain
from veien.needs import actions
from veien.needs.models import KeyFigure
from veien.needs.queries.key_figures import key_figures_of, outlook_of, projected
from veien.needs.queries.population import read_population
from veien.needs.rules.figures import (
    Growth,
    PeopleRow,
    counted_twice,
    cuts_across,
    people_in,
    projected_value,
    summed,
)
from veien.needs.tool import key_figures_report
from veien.people.models import User
from veien.road.models import Procurement

PATIENT = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
ClientOf = Callable[[User], Client]
FIGURE: dict[str, Any] = {
    "title": "Users with a safety alarm",
    "unit": "users",
    "value": Decimal(1200),
    "year": 2024,
    "source": "The record, counted 31 December",
}
CSV = b"year;from;to;people\n2024;67;79;4000\n2024;80;120;2000\n2034;67;79;5000\n2034;80;120;3000\n"
TABLES = st.dictionaries(st.integers(2020, 2060), st.decimals(1, 1_000_000, places=0), min_size=2, max_size=8)


@PATIENT
@given(TABLES, st.integers(2000, 2100))
def test_a_table_never_says_more_than_its_own_years(table: dict[int, Decimal], year: int) -> None:
    found = people_in(table, year)
    if min(table) <= year <= max(table):
        assert found is not None
        assert min(table.values()) <= found <= max(table.values())
    else:
        assert found is None


@PATIENT
@given(
    st.decimals(1, 10**9, places=2),
    st.decimals(-30, 30, places=2),
    st.integers(1990, 2050),
    st.integers(0, 30),
)
def test_a_rate_goes_the_same_way_year_after_year(
    value: Decimal, percent: Decimal, year: int, ahead: int
) -> None:
    growth = Growth(value, year, percent, {})
    now, later = projected_value(growth, year + ahead), projected_value(growth, year + ahead + 1)
    assert now is not None
    assert later is not None
    assert (later > now) == (percent > 0)


def test_two_percent_in_ten_years_is_what_a_calculator_says() -> None:
    found = projected_value(Growth(Decimal(1000), 2024, Decimal(2), {}), 2034)
    assert found is not None
    assert round(found, 2) == Decimal("1218.99")


def test_the_table_goes_before_the_rate() -> None:
    table = {2024: Decimal(2000), 2034: Decimal(3000)}
    growth = Growth(Decimal(1200), 2024, Decimal(9), table)
    assert projected_value(growth, 2029) == Decimal(1500)
    assert projected_value(growth, 2034) == Decimal(1800)
    assert projected_value(growth, 2035) is None


@PATIENT
@given(st.integers(0, 120), st.integers(0, 120), st.integers(0, 120), st.integers(0, 120))
def test_an_age_group_counts_whole_or_not_at_all_or_is_told(
    low: int, high: int, first: int, last: int
) -> None:
    low, high = sorted((low, high))
    first, last = sorted((first, last))
    row = PeopleRow(2024, low, high, Decimal(7))
    counts = bool(summed([row], first, last))
    apart = high < first or low > last
    assert [counts, cuts_across(row, first, last), apart].count(True) == 1


@pytest.fixture
def figure(procurement: Procurement, leader: User) -> KeyFigure:
    return actions.add_figure(procurement, by=leader, **FIGURE)


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"source": " "}, "source"),
        ({"value": Decimal(-5)}, "value"),
        ({"growth_percent": Decimal(4000)}, "growth_percent"),
        ({"year": 1066}, "year"),
        ({"until": 2020}, "until"),
        ({"until": 2500}, "until"),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused_at_its_field(
    procurement: Procurement, leader: User, words: dict[str, Any], field: str
) -> None:
    with pytest.raises(actions.CannotMap) as refused:
        actions.add_figure(procurement, by=leader, **(FIGURE | words))
    assert refused.value.field == field
    assert not KeyFigure.objects.exists()


@pytest.mark.django_db
def test_a_csv_table_is_read_shown_and_kept(
    procurement: Procurement, figure: KeyFigure, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    here = url(procurement, "key_figure_table", figure.public_id)
    file = SimpleUploadedFile("people.csv", CSV)
    read = client.post(here, {"file": file, "source": "Table 1", "age_from": "80", "age_to": ""})
    assert list(read.context["people"]) == [(2024, Decimal(2000)), (2034, Decimal(3000))]
    assert not KeyFigure.objects.get().table
    client.post(
        url(procurement, "key_figure_table_keep", figure.public_id), {"table": read.context["signed"]}
    )
    kept = key_figures_of(procurement)[0]
    assert projected(kept, 2034) == Decimal(1800)
    assert kept.table_source == "Table 1"
    assert "<svg" in client.get(url(procurement, "key_figure", figure.public_id)).content.decode()
    client.post(url(procurement, "key_figure_table_drop", figure.public_id))
    assert projected(key_figures_of(procurement)[0], 2034) is None
    assert verify_chain(procurement.public_id).intact


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "ages", "cell"),
    [
        (b"y;f;t;p\n2024;900;120;5\n", (0, 120), "B2"),
        (b"y;f;t;p\n2024;67;79;-5\n", (0, 120), "D2"),
        (b"y;f;t;p\n2024;79;67;5\n", (0, 120), "C2"),
        (b"y;f;t;p\n2024;67;89;5\n", (80, 120), "B2"),
        (b"y;f;t;p\n2024;67\n", (0, 120), "A2"),
        (b"y;f;t;p\n2024;67;79;5\n2024;79;80;5\n", (0, 120), "B3"),
        (b"y;f;t;p\n2024;67;79;5\n2034;67;79;5\n2034;80;89;5\n", (0, 120), ""),
        (b"y;f;t;p\n2024;67;79;5\n", (90, 120), ""),
        (b"y;f;t;p\n", (0, 120), ""),
    ],
)
def test_a_fault_in_a_table_names_its_cell(data: bytes, ages: tuple[int, int], cell: str) -> None:
    _rows, faults = read_population(data, name="p.csv", age_from=ages[0], age_to=ages[1])
    assert [each.cell for each in faults] == [cell]


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "said"), [("900", "between 0 and 120"), ("old", "whole number")])
def test_an_age_of_900_gets_a_sentence_and_loses_nothing(
    procurement: Procurement, figure: KeyFigure, leader: User, client_of: ClientOf, age: str, said: str
) -> None:
    typed = {"file": SimpleUploadedFile("p.csv", CSV), "source": "Table 1", "age_from": age}
    answer = client_of(leader).post(url(procurement, "key_figure_table", figure.public_id), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{age}"' in page


@pytest.mark.django_db
def test_a_table_without_the_year_of_the_figure_is_refused(figure: KeyFigure, leader: User) -> None:
    with pytest.raises(actions.CannotMap, match="2024"):
        actions.follow_table(figure, by=leader, people={2030: Decimal(1), 2040: Decimal(2)}, source="T")


@pytest.mark.django_db
def test_a_csv_table_that_somebody_has_rearranged_is_read_by_its_headings() -> None:
    with override("en"):
        data = b"People;To age;Year; from  age\n2000;120;2024;80\n"
        rows, faults = read_population(data, name="p.csv", age_from=80, age_to=120)
    assert (rows, faults) == ([PeopleRow(2024, 80, 120, Decimal(2000))], ())


@pytest.mark.django_db
def test_a_table_that_cannot_be_followed_is_told_of_before_it_is_kept(
    procurement: Procurement, figure: KeyFigure, leader: User, client_of: ClientOf
) -> None:
    late = SimpleUploadedFile("p.csv", b"y;f;t;p\n2030;80;120;5\n2040;80;120;6\n")
    here = url(procurement, "key_figure_table", figure.public_id)
    answer = client_of(leader).post(here, {"file": late, "source": "Table 1", "age_from": "80", "age_to": ""})
    assert answer.status_code == 422
    assert "2024" in str(answer.context["form"].errors["file"])


@PATIENT
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=6))
def test_rows_are_counted_twice_exactly_when_an_age_is(spans: list[tuple[int, int]]) -> None:
    rows = [PeopleRow(2024, low, low + more, Decimal(1)) for low, more in spans]
    ages = [age for row in rows for age in range(row.age_from, row.age_to + 1)]
    assert bool(counted_twice(rows)) == (len(ages) != len(set(ages)))


@pytest.mark.django_db
def test_the_form_from_excel_comes_back_as_it_was_sent(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    form = client.get(url(procurement, "key_figure_table_form"))
    assert form.content[:2] == b"PK"
    typed = FIGURE | {"growth_percent": "1,5", "until": "2034", "value": "1200"}
    assert client.post(url(procurement, "key_figure_add"), typed).status_code == 302
    figure = key_figures_of(procurement)[0]
    assert outlook_of(figure).texts[0] == "1,200"
    page = client.get(url(procurement, "key_figures")).content.decode()
    assert "1,393" in page
    assert client.get(url(procurement, "key_figure_export")).content[:2] == b"PK"
    assert key_figures_report(procurement).facts["key_figures.have_projection"]


@pytest.mark.django_db
def test_the_list_asks_the_database_as_often_for_many_figures(
    procurement: Procurement,
    figure: KeyFigure,
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    client = client_of(leader)
    here = url(procurement, "key_figures")
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)
    for number in range(20):
        actions.add_figure(procurement, by=leader, **(FIGURE | {"title": f"Figure {number}"}))
    client.get(here)
    with django_assert_num_queries(QUERIES):
        client.get(here)


QUERIES = 7
