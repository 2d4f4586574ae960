"""The pages, as people with and without rights meet them."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.business_case import actions
from veien.business_case.models import Alternative, BusinessCase, Line, Quantity
from veien.business_case.queries import alternatives_of, outcome_of
from veien.business_case.tests.stage import begun, staged
from veien.command.business_case import run

ClientOf = Callable[..., Client]
pytestmark = pytest.mark.django_db


def url(name: str, procurement: Any, *args: Any) -> str:
    return reverse(f"business_case:{name}", args=[procurement.public_id, *args])


READ = (
    "page",
    "drivers",
    "assumptions",
    "shares",
    "simulation",
    "compare",
    "document",
    "workbook",
    "assumptions_export",
)
WRITE = ("settings", "alternative_add", "driver_add", "assumption_add", "take_over", "workbook_import")


@pytest.mark.parametrize("name", READ + WRITE)
def test_a_stranger_sees_nothing_and_a_reader_does_not_write(
    name: str, procurement: Any, leader: Any, reader: Any, stranger: Any, client_of: ClientOf
) -> None:
    staged(procurement, leader)
    assert client_of(stranger).get(url(name, procurement)).status_code == 404
    assert client_of(reader).get(url(name, procurement)).status_code == (200 if name in READ else 404)
    assert client_of(leader).get(url(name, procurement)).status_code == 200


@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_every_page_opens_in_every_language(
    language: str, procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    stage = staged(procurement, leader)
    client = client_of(leader, language=language)
    pages = [url(name, procurement) for name in READ + WRITE]
    one = stage.cameras.public_id
    pages += [
        url(name, procurement, one) for name in ("alternative", "working", "alternative_change", "line_add")
    ]
    pages += [url("alternative_remove", procurement, one), url("table", procurement, one, "services")]
    line = stage.lines["time"].public_id
    pages += [url("line", procurement, line), url("line_remove", procurement, line)]
    pages += [url("driver", procurement, stage.users.public_id), url("compare_file", procurement, "pdf")]
    pages += [
        url("driver_remove", procurement, stage.users.public_id),
        url("compare_file", procurement, "docx"),
    ]
    pages += [
        url("assumption", procurement, stage.hour.public_id),
        url("simulation", procurement) + "?runs=1000",
    ]
    pages.append(url("assumption_remove", procurement, stage.hour.public_id))
    for page in pages:
        assert client.get(page).status_code == 200, page


def test_the_file_of_the_page_gives_the_same_figures_through_the_command(
    procurement: Any, leader: Any, client_of: ClientOf, tmp_path: Any, capsys: Any
) -> None:
    staged(procurement, leader)
    path = tmp_path / "case.json"
    path.write_bytes(client_of(leader).get(url("document", procurement)).content)
    assert run([str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = outcome_of(procurement)
    assert found is not None
    assert told == found.result
    rows = {each.key: each for each in alternatives_of(procurement)}
    assert [each.is_null for each in rows.values()] == [True, False]
    for key, held in told["alternatives"].items():
        assert Decimal(held["npv"]) == rows[key].npv
    shown = client_of(leader).get(url("page", procurement)).content.decode()
    figure = Decimal(told["alternatives"]["digital_supervision"]["against_null"]["npv"])
    assert f"{abs(round(figure)):,}" in shown


def test_a_case_is_begun_from_nothing_to_a_result(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    client = client_of(leader)
    assert "not begun yet" in client.get(url("page", procurement)).content.decode()
    words = {
        "start_year": "2027",
        "years": "5",
        "discount_rate": "4",
        "currency": "NOK",
        "discounting": "year_zero_undiscounted",
    }
    assert client.post(url("settings", procurement), words).status_code == 302
    case = BusinessCase.objects.get(procurement=procurement)
    assert case.discount_rate == Decimal("0.04")
    assert client.post(url("driver_add", procurement), {"key": "users", "formula": "40"}).status_code == 302
    assert (
        client.post(
            url("driver_add", procurement), {"key": "visits", "formula": "users * 14 × 52"}
        ).status_code
        == 302
    )
    null = Alternative.objects.get(case=case)
    users = Quantity.objects.get(key="visits")
    row = {
        "0-line": "",
        "0-title": "Visits",
        "0-sort": "cost",
        "0-quantity": str(users.pk),
        "0-unit_amount": "173,5",
        "0-first_year": "1",
        "0-last_year": "5",
        "1-line": "",
        "1-title": "",
        "1-sort": "cost",
        "1-first_year": "0",
        "1-last_year": "5",
    }
    assert client.post(url("table", procurement, null.public_id, "services"), row).status_code == 302
    line = Line.objects.get()
    assert (line.part, line.unit_amount, line.quantity) == ("services", Decimal("173.5"), users)
    assert "Today’s practice" in client.get(url("page", procurement)).content.decode()


def test_bad_figures_get_a_sentence_at_the_field_and_nothing_is_lost(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    stage = staged(procurement, leader)
    client = client_of(leader)

    def refused(name: str, words: dict[str, str], sentence: str, *args: Any) -> str:
        answer = client.post(url(name, procurement, *args), words)
        text = str(answer.content.decode())
        assert answer.status_code == 422
        assert sentence in text
        return text

    refused(
        "driver_add", {"key": "age", "formula": "900", "limit": "age"}, "Write an age in years, 0 to 130."
    )
    refused("driver_add", {"key": "few", "formula": "-3"}, "Write 0 or more.")
    text = refused("driver_add", {"key": "round", "formula": "round × 2"}, "The driver needs itself")
    assert "round × 2" in text
    refused("driver_add", {"key": "odd", "formula": "nothing × 2"}, "There is no driver called “nothing”")
    visits = Quantity.objects.get(key="visits").public_id
    words = {"key": "visits", "formula": "hours × 2", "revision": "1"}
    refused("driver", words, "The driver needs itself", visits)
    line = {
        "title": "New",
        "sort": "cost",
        "part": "technology",
        "amount": "100",
        "first_year": "-1",
        "last_year": "3",
        "growth": "4000",
    }
    text = refused("line_add", line, "Write a year of the case, from 0 to 5.", stage.cameras.public_id)
    assert "Write a growth of −100 to 100 % a year." in text
    assert 'value="4000"' in text
    refused(
        "line_add",
        line | {"sort": "quality", "first_year": "0", "growth": ""},
        "never in money",
        stage.cameras.public_id,
    )
    refused(
        "settings",
        {
            "start_year": "2027",
            "years": "3",
            "discount_rate": "4",
            "currency": "NOK",
            "discounting": "year_zero_undiscounted",
            "revision": "1",
        },
        "Digital supervision: Devices",
    )
    row = {
        "0-line": "",
        "0-title": "New",
        "0-sort": "cost",
        "0-amount": "5",
        "0-growth": "4000",
        "0-first_year": "0",
        "0-last_year": "5",
    }
    text = refused("table", row, "Write a growth of", stage.cameras.public_id, "technology")
    assert 'value="4000"' in text
    assert Line.objects.count() == 7


def test_two_who_write_at_once_see_both(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    stage = staged(procurement, leader)
    line = stage.lines["project"]
    actions.change_line(line, by=leader, revision=1, amount=Decimal(700000))
    words = {
        "title": "Project",
        "sort": "cost",
        "part": "implementation",
        "amount": "650000",
        "first_year": "0",
        "last_year": "0",
        "revision": "1",
    }
    answer = client_of(leader).post(url("line", procurement, line.public_id), words)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "700000" in text
    assert "650000" in text
    words["revision"] = "2"
    assert client_of(leader).post(url("line", procurement, line.public_id), words).status_code == 302
    line.refresh_from_db()
    assert line.amount == 650000


def test_todays_practice_stays(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    stage = staged(procurement, leader)
    answer = client_of(leader).post(url("alternative_remove", procurement, stage.today.public_id))
    assert answer.status_code == 422
    assert Alternative.objects.filter(is_null=True).count() == 1
    answer = client_of(leader).post(url("alternative_remove", procurement, stage.cameras.public_id))
    assert answer.status_code == 302
    assert Alternative.objects.count() == 1


def test_shares_add_up_to_the_last_hundredth(
    procurement: Any, leader: Any, client_of: ClientOf, buyer_org: Any
) -> None:
    from conftest import make_organisation
    from veien.collaboration.actions import add_member

    staged(procurement, leader)
    for name, population, standing in (
        ("Storvik", 92000, "lead"),
        ("Lillesand", 11000, "member"),
        ("Grimstad", 23001, "member"),
    ):
        organisation = buyer_org if standing == "lead" else make_organisation(name, population=population)
        add_member(
            procurement, by=leader, organisation=organisation, standing=standing, joined_on=None, note=""
        )
    words = {"key_by": "population", "fixed_share": "30", "revision": "1"}
    assert client_of(leader).post(url("shares", procurement), words).status_code == 302
    found = outcome_of(procurement)
    assert found is not None
    for held in found.result["alternatives"].values():
        assert sum(map(Decimal, held["shares"].values())) == -round(Decimal(held["npv"]), 2)
    words = {"key_by": "users", "fixed_share": "30", "revision": "2"}
    assert client_of(leader).post(url("shares", procurement), words).status_code == 302
    assert "cannot be shared yet" in client_of(leader).get(url("shares", procurement)).content.decode()


def test_a_page_asks_the_database_as_often_for_ten_lines_as_for_two_hundred(
    procurement: Any, leader: Any, client_of: ClientOf
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    stage = staged(procurement, leader)
    client = client_of(leader)
    pages = [
        url("page", procurement),
        url("alternative", procurement, stage.cameras.public_id),
        url("table", procurement, stage.cameras.public_id, "technology"),
        url("drivers", procurement),
    ]

    def counted() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    counted()
    few = counted()
    rows = [
        actions.Written(
            None,
            0,
            {
                "title": f"Line {at}",
                "kind": "cost",
                "part": "technology",
                "amount": Decimal(at),
                "first_year": 0,
                "last_year": 5,
                "growth": Decimal(0),
                "share": Decimal(1),
                "realised": Decimal(1),
            },
        )
        for at in range(200)
    ]
    assert actions.write_lines(stage.cameras, by=leader, rows=rows) == 200
    assert counted() == few


def test_assumptions_are_taken_over_from_a_procurement_one_may_read(
    procurement: Any, leader: Any, buyer_org: Any, client_of: ClientOf
) -> None:
    from veien.road.actions import start_procurement

    staged(procurement, leader)
    other = start_procurement(
        by=leader, title="Doors", buyer=buyer_org, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    case = begun(other, leader)
    answer = client_of(leader).post(
        url("take_over", other), {"procurement": str(procurement.public_id), "take": "1"}
    )
    assert answer.status_code == 302
    taken = case.assumptions.get()
    assert (taken.figure, taken.source, taken.origin) == (520, "Accounts 2026", "Safety alarms")
    assert (
        client_of(leader)
        .post(url("take_over", other), {"procurement": str(procurement.public_id)})
        .status_code
        == 302
    )
    assert case.assumptions.count() == 1


def test_what_was_computed_is_kept_until_somebody_writes(
    procurement: Any, leader: Any, monkeypatch: Any
) -> None:
    stage = staged(procurement, leader)
    outside = SimpleNamespace(
        in_atomic_block=False
    )  # a test runs inside a transaction, where nothing is kept
    monkeypatch.setattr("veien.business_case.queries.outcome.connection", outside)
    before = outcome_of(procurement)
    again = outcome_of(procurement)
    assert before is not None
    assert again is not None
    assert again.row is before.row
    actions.change_quantity(stage.users, by=leader, revision=1, number=Decimal(41))
    now = outcome_of(procurement)
    assert now is not None
    assert now.result != before.result


def test_two_alternatives_do_not_share_a_name(procurement: Any, leader: Any, client_of: ClientOf) -> None:
    stage = staged(procurement, leader)
    typed = {"title": "digital  Supervision", "text": "Kept as typed."}
    answer = client_of(leader).post(url("alternative_add", procurement), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Another alternative has this name already." in page
    assert "Kept as typed." in page
    assert Alternative.objects.filter(case=stage.case).count() == 2
