"""Before two people open the prices nobody who gives points reads one: not on any page, in any file, in any log."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from decimal import Decimal
from typing import Any

import pytest
from django.urls import NoReverseMatch

from tests.access.matrix import MATRIX
from tests.access.test_matrix import address
from tests.world import browser_of

pytestmark = pytest.mark.once

PRICE = Decimal("987654.32")
WRITTEN = tuple(
    f"987{mark}654{point}32" for mark in ("", " ", "\u00a0", "\u202f", ".", ",", "'") for point in (".", ",")
)
ROUNDED = ("987 654", "987\u00a0654", "987\u202f654", "987.654", "987,654", "987654")
BLIND = ("nurse", "reader", "negotiator", "owner", "councillor", "adviser")
"""Who reads no price before the opening. Those who control prices and give no points do: leader and purchaser."""

ROOMS = ("tenders", "evaluation", "road", "criteria", "competition", "requirements")


def text_in(answer: Any) -> str:
    """Give all text of an answer, out of archives and compressed streams too."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    found = [data.decode("utf-8", "replace"), str(dict(answer.headers))]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    if data[:4] == b"%PDF":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                found.append(zlib.decompress(stream).decode("latin-1"))
            except zlib.error:
                continue
    return "\n".join(found)


def leaks(text: str) -> list[str]:
    """Give every spelling of the price that occurs."""
    return [each for each in (*WRITTEN, *ROUNDED) if each in text]


@pytest.fixture
def sealed(full_scene: Any) -> Any:
    """The world before the opening, with a price that nobody can mistake, in its tables, its files and its log."""
    from openpyxl import Workbook

    from veien.evaluation.models import QualityLock
    from veien.files.actions import keep
    from veien.foundation import clock
    from veien.tenders import actions
    from veien.tenders.models import PriceAnswer, PriceOpening, Tender
    from veien.tenders.queries.control import control_of

    procurement = full_scene.procurement
    PriceOpening.objects.filter(procurement=procurement).delete()
    QualityLock.objects.filter(procurement=procurement).delete()
    tender = Tender.objects.get(procurement=procurement, key="A")
    prices = list(PriceAnswer.objects.filter(tender=tender).select_related("line").order_by("line__position"))
    PriceAnswer.objects.filter(tender=tender).update(unit_price=0)
    once = next(each for each in prices if each.line.volume == 1)
    PriceAnswer.objects.filter(pk=once.pk).update(unit_price=PRICE, stated_sum=PRICE + 5)
    book, target = Workbook(), io.BytesIO()
    book.active["A1"] = float(PRICE)
    book.save(target)
    file = keep(target.getvalue(), name="987654,32.xlsx", content_type="application/vnd.ms-excel")
    tender.price_file = file
    tender.save()
    tender.versions.update(price_file=file)
    found = next(each for each in control_of(procurement).tenders if each.cost.key == "A").findings
    finding = next(each.finding for each in found if each.finding.kind == "sum")
    with clock.standing_at(clock.now()):
        actions.answer_finding(
            tender,
            by=full_scene.people["purchaser"],
            line_pk=finding.line.pk,
            kind="sum",
            outcome="asked",
            note="They wrote 987 654,32 and meant it.",
        )
    return full_scene


def answers(world: Any, who: str, method: str) -> Any:
    """Walk every address of the rooms as one person."""
    from django.db import transaction

    client = browser_of(world.people[who])
    for name in MATRIX:
        if name.partition(":")[0] not in ROOMS:
            continue
        try:
            url = address(name, world)
        except (NoReverseMatch, IndexError):
            continue
        place = transaction.savepoint()
        yield name, getattr(client, method)(url, follow=True)
        transaction.savepoint_rollback(place)


@pytest.mark.parametrize(
    ("method", "who"), [*(("get", who) for who in BLIND), ("post", "nurse"), ("post", "owner")]
)
def test_no_address_tells_a_price_before_the_opening(sealed: Any, method: str, who: str) -> None:
    told = {name: found for name, answer in answers(sealed, who, method) if (found := leaks(text_in(answer)))}
    assert told == {}


def test_those_who_control_prices_and_give_no_points_read_them(sealed: Any) -> None:
    told = {name for name, answer in answers(sealed, "purchaser", "get") if leaks(text_in(answer))}
    assert {
        "tenders:page",
        "tenders:tender",
        "tenders:prices",
        "tenders:prices_export",
        "tenders:control",
        "tenders:control_tender",
        "tenders:control_export",
    } <= told


def test_who_controls_prices_and_also_gives_points_reads_none(sealed: Any) -> None:
    from veien.road.models import RoleHolding

    RoleHolding.objects.create(
        procurement=sealed.procurement, user=sealed.people["purchaser"], role="evaluation-group"
    )
    told = {
        name: found
        for name, answer in answers(sealed, "purchaser", "get")
        if (found := leaks(text_in(answer)))
    }
    assert told == {}


def test_once_two_have_opened_them_those_who_give_points_read_them(sealed: Any) -> None:
    from veien.foundation import clock
    from veien.tenders.models import PriceOpening

    PriceOpening.objects.create(
        procurement=sealed.procurement,
        asked_by=sealed.people["purchaser"],
        asked_at=clock.now(),
        opened_by=sealed.people["leader"],
        opened_at=clock.now(),
    )
    told = {name for name, answer in answers(sealed, "nurse", "get") if leaks(text_in(answer))}
    assert {"tenders:page", "tenders:tender", "tenders:prices", "tenders:control"} <= told
