"""Workbooks hold what the page shows: the filter and the order go with the link."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from veien.needs import actions
from veien.needs.actions.asking import add_why

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def cells(answer: Any) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_workbook_of_needs_holds_those_that_the_filter_lets_through_in_their_order(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    for title, holder in (("Be found", "Residents"), ("Be heard", "Residents"), ("See the fault", "IT")):
        actions.add_need(procurement, by=leader, title=title, holder=holder)
    client, here = client_of(leader), [procurement.public_id]
    page = client.get(reverse("needs:page", args=here), {"holder": "Residents", "sort": "-title"}, headers=EN)
    link = page.context["export_url"]
    assert link.replace("&", "&amp;") in page.content.decode()
    found = cells(client.get(link, headers=EN))
    assert [each for each in found if each in ("Be found", "Be heard", "See the fault")] == [
        str(row["need"].title) for row in page.context["rows"]
    ]
    assert "See the fault" not in found


def test_the_workbook_of_whys_holds_every_box_with_its_depth(
    client_of: Any, leader: Any, procurement: Any
) -> None:
    root = add_why(procurement, by=leader, text="The watch drives all night")
    add_why(procurement, by=leader, text="Nobody knows who needs help", under_box=root)
    client, here = client_of(leader), [procurement.public_id]
    link = reverse("needs:why_export", args=here)
    assert f'href="{link}"' in client.get(reverse("needs:whys", args=here)).content.decode()
    found = cells(client.get(link, headers=EN))
    assert found[-3:] == ["The watch drives all night", "1", "Nobody knows who needs help"]
