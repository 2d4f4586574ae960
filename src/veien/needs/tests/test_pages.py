"""The pages of the room, as people use them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs import actions, queries
from veien.needs.models import Need
from veien.needs.queries import excel
from veien.people.models import User
from veien.road.actions import start_procurement
from veien.road.models import Procurement
from veien.road.rules import registry

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def url(procurement: Procurement, name: str = "page", *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.fixture
def need(procurement: Procurement, leader: User) -> Need:
    return actions.add_need(procurement, by=leader, title="Be found at night", holder="Night staff")


def test_an_empty_room_says_what_to_do_first(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    page = client_of(leader).get(url(procurement), headers={"accept-language": "en"}).content.decode()
    assert "Write down the first need" in page
    assert "Write the need, not the solution" in page


def test_a_reader_sees_the_needs_and_no_form(
    procurement: Procurement, need: Need, reader: User, client_of: ClientOf
) -> None:
    page = client_of(reader).get(url(procurement)).content.decode()
    assert need.title in page
    assert url(procurement, "add") not in page
    assert url(procurement, "move") not in page


def test_a_need_written_on_the_page_leaves_the_form_ready_for_the_next(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    typed = {
        "title": "Be heard",
        "holder": "Residents",
        "evidence_kind": "interview",
        "evidence": "Interview 2",
    }
    answer = client.post(url(procurement, "add"), typed)
    need = Need.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{url(procurement)}?after={need.public_id}#write"
    form = client.get(answer["Location"].partition("#")[0]).context["write"]
    assert form.initial == {
        "holder": "Residents",
        "area": "",
        "horizon": "",
        "evidence_kind": "interview",
        "evidence": "Interview 2",
        "inquiries": [],
    }


def test_a_refused_need_keeps_what_was_typed(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    answer = client_of(leader).post(url(procurement, "add"), {"title": "", "statement": "A long thought."})
    assert answer.status_code == 422
    assert "A long thought." in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["?sort=nothing&page=x&horizon=never", "?q=%00", "?after=no-uuid", "?page=99"]
)
def test_a_strange_address_still_shows_the_list(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf, address: str
) -> None:
    assert client_of(leader).get(url(procurement) + address).status_code == 200


def test_a_narrowed_list_says_how_many_of_how_many(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    actions.add_need(procurement, by=leader, title="Be heard")
    answer = client_of(leader).get(url(procurement), {"missing": "holder"})
    assert [row["need"].title for row in answer.context["rows"]] == ["Be heard"]
    assert not answer.context["may_move"]


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    procurement: Procurement,
    leader: User,
    client_of: ClientOf,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client = client_of(leader)
    rows: list[Any] = [
        {"title": f"Need {each}", "holder": "Staff", "area": f"area {each % 5}"} for each in range(10)
    ]
    actions.import_needs(procurement, by=leader, rows=rows)
    client.get(url(procurement))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url(procurement))
    for _again in range(2):
        actions.import_needs(procurement, by=leader, rows=rows * 49)
    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(url(procurement))
    assert answer.context["counts"].all == 990


LIST_QUERIES = 12 + len(registry._headlines)  # who, what, known names, rows, meant words, four for loose ends


def test_arrows_move_a_need_without_script(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    first = actions.add_need(procurement, by=leader, title="First")
    actions.add_need(procurement, by=leader, title="Second")
    answer = client_of(leader).post(url(procurement, "move"), {"down": str(first.public_id)})
    assert answer["Location"] == f"{url(procurement)}#need-1"
    assert [each.title for each in queries.needs_of(procurement)] == ["Second", "First"]
    client_of(leader).post(url(procurement, "move"), {"to": str(first.public_id), "place": "1"})
    assert [each.title for each in queries.needs_of(procurement)] == ["First", "Second"]


def test_a_need_has_a_page_with_its_history(
    procurement: Procurement, need: Need, leader: User, reader: User, client_of: ClientOf
) -> None:
    actions.change_need(need, by=leader, revision=1, horizon="long")
    answer = client_of(reader).get(url(procurement, "need", need.public_id))
    assert [past.actor for past in answer.context["history"]] == [leader.full_name, leader.full_name]
    assert url(procurement, "change", need.public_id) not in answer.content.decode()


def test_two_writers_are_shown_both_texts_and_nothing_is_lost(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    client, place = client_of(leader), url(procurement, "change", need.public_id)
    actions.change_need(need, by=leader, revision=1, title="Be found fast")
    typed = {"title": "Be found safely", "holder": "Night staff", "revision": "1"}
    answer = client.post(place, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Be found fast" in page
    assert "Be found safely" in page
    again = client.post(place, typed | {"revision": str(answer.context["form"]["revision"].value())})
    assert again.status_code == 302
    assert Need.objects.get().title == "Be found safely"


def test_removing_asks_first(procurement: Procurement, need: Need, leader: User, client_of: ClientOf) -> None:
    client, place = client_of(leader), url(procurement, "remove", need.public_id)
    assert client.get(place).status_code == 200
    assert Need.objects.exists()
    assert client.post(place)["Location"] == url(procurement)
    assert not Need.objects.exists()


ROUTES = [
    ("get", "page", "view"),
    ("get", "export", "view"),
    ("get", "import", "edit"),
    ("get", "import_form", "edit"),
    ("post", "add", "edit"),
    ("post", "move", "edit"),
    ("post", "import", "edit"),
    ("post", "import_apply", "edit"),
]
ROUTES_OF_ONE = [
    ("get", "need", "view"),
    ("get", "change", "edit"),
    ("post", "change", "edit"),
    ("get", "remove", "edit"),
    ("post", "remove", "edit"),
]


@pytest.mark.parametrize(("method", "name", "may"), ROUTES + ROUTES_OF_ONE)
def test_strangers_find_nothing_and_readers_only_read(
    procurement: Procurement,
    need: Need,
    reader: User,
    stranger: User,
    client_of: ClientOf,
    method: str,
    name: str,
    may: str,
) -> None:
    more = (need.public_id,) if (method, name, may) in ROUTES_OF_ONE else ()
    place = url(procurement, name, *more)
    assert getattr(client_of(stranger), method)(place).status_code == 404
    assert getattr(client_of(reader), method)(place).status_code == (200 if may == "view" else 404)
    assert getattr(Client(), method)(place).status_code == 302
    assert Need.objects.count() == 1


def test_a_need_of_another_procurement_is_not_found(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    other = start_procurement(
        by=leader, title="Another", buyer=procurement.buyer, pack_id="no-kvikkguide", pack_version="1.0.0"
    )
    elsewhere = actions.add_need(other, by=leader, title="Elsewhere")
    assert client_of(leader).get(url(procurement, "need", elsewhere.public_id)).status_code == 404


def workbook(*titles: str) -> SimpleUploadedFile:
    sheet = Sheet("Behov", "Behov", excel.COLUMNS, rows=[{"title": each} for each in titles])
    data = documents.build_workbook([sheet], at=clock.now(), language="nb")
    return SimpleUploadedFile("behov.xlsx", data, content_type=excel.XLSX)


def test_an_import_is_shown_before_it_is_kept(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    preview = client.post(url(procurement, "import"), {"file": workbook("Be found", "Be heard")})
    assert preview.status_code == 200
    assert not Need.objects.exists()
    answer = client.post(url(procurement, "import_apply"), {"rows": preview.context["signed"]})
    assert answer["Location"] == url(procurement)
    assert [each.title for each in queries.needs_of(procurement)] == ["Be found", "Be heard"]


def test_an_import_with_a_fault_names_the_cell_and_keeps_nothing(
    procurement: Procurement, leader: User, client_of: ClientOf
) -> None:
    bad = Sheet("Behov", "Behov", (Column("title", "Overskrift"),), rows=[{"title": "x"}])
    data = documents.build_workbook([bad], at=clock.now(), language="nb")
    answer = client_of(leader).post(url(procurement, "import"), {"file": SimpleUploadedFile("a.xlsx", data)})
    assert answer.status_code == 422
    assert answer.context["faults"]
    too_long = client_of(leader).post(url(procurement, "import"), {"file": long_titled()})
    assert too_long.status_code == 422
    assert [fault.cell for fault in too_long.context["faults"]]
    assert not Need.objects.exists()


def long_titled() -> SimpleUploadedFile:
    columns = (Column("title", excel.COLUMNS[0].title), *excel.COLUMNS[1:])
    sheet = Sheet("Behov", "Behov", columns, rows=[{"title": "x" * 130}])
    return SimpleUploadedFile("a.xlsx", documents.build_workbook([sheet], at=clock.now(), language="nb"))


@pytest.mark.parametrize("rows", ["", "tampered", "eyJhIjoxfQ:1:abc"])
def test_only_what_was_shown_can_be_kept(
    procurement: Procurement, leader: User, client_of: ClientOf, rows: str
) -> None:
    answer = client_of(leader).post(url(procurement, "import_apply"), {"rows": rows})
    assert answer["Location"] == url(procurement, "import")
    assert not Need.objects.exists()


def test_the_form_for_excel_and_the_list_can_be_downloaded(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    client = client_of(leader)
    for name in ("export", "import_form"):
        answer = client.get(url(procurement, name))
        assert answer.content.startswith(b"PK")
        assert "attachment" in answer["Content-Disposition"]


def test_the_list_in_excel_says_what_needs_hang_on_and_tells_the_stories(
    procurement: Procurement, need: Need, leader: User, client_of: ClientOf
) -> None:
    actions.connect_need(need, by=leader, outside="A new network in the valley")
    story = {"as_who": "a night nurse", "wants": "to know who fell", "so_that": "nobody waits"}
    actions.add_story(procurement, by=leader, **story)
    data = client_of(leader).get(url(procurement, "export"), headers={"accept-language": "en"}).content
    book = load_workbook(BytesIO(data))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"A new network in the valley", "a night nurse", "to know who fell", "nobody waits"} <= said
