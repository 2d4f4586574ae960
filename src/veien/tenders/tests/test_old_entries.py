"""Entries written before prices were sealed: what they say of prices is not read before the opening."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from veien.audit.actions import recorded
from veien.tenders.models import PriceOpening

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
SENTENCE = "Prices in the log are read when two people have opened them."


@pytest.fixture
def old(procurement: Any, leader: Any) -> Any:
    """A log that an earlier version wrote to."""
    with recorded(procurement.public_id, "tenders.tender_received", by=leader) as entry:
        entry.content = {"key": "A", "evaluated_price": "4123456.00", "free_lines": ["P-77"]}
    return procurement


def read(client: Client, procurement: Any, name: str = "road:log") -> Any:
    return client.get(reverse(name, args=[procurement.public_id]))


def test_who_gives_points_reads_a_sentence_in_place_of_the_price(
    old: Any, nurse: Any, leader: Any, client_of: ClientOf
) -> None:
    page = read(client_of(nurse), old).content.decode()
    assert page.count(SENTENCE) == 3
    assert "4123456" not in page
    assert "P-77" not in page
    assert reverse("road:log_export", args=[old.public_id]) not in page
    assert "4123456.00" in read(client_of(leader), old).content.decode()


def test_the_file_is_given_whole_or_not_at_all(
    old: Any, nurse: Any, leader: Any, client_of: ClientOf
) -> None:
    refused = read(client_of(nurse), old, "road:log_export")
    assert refused.status_code == 403
    assert "4123456" not in refused.content.decode()
    whole = json.loads(b"".join(_bytes(read(client_of(leader), old, "road:log_export"))))
    assert whole["entries"][-1]["content"]["evaluated_price"] == "4123456.00"


def _bytes(answer: Any) -> Any:
    return answer.streaming_content if answer.streaming else [answer.content]


def test_once_the_prices_are_open_everybody_reads_the_log_as_it_stands(
    old: Any, nurse: Any, leader: Any, buyer: Any, client_of: ClientOf
) -> None:
    from veien.foundation import clock

    PriceOpening.objects.create(
        procurement=old, asked_by=leader, asked_at=clock.now(), opened_by=buyer, opened_at=clock.now()
    )
    assert "4123456.00" in read(client_of(nurse), old).content.decode()
    assert read(client_of(nurse), old, "road:log_export").status_code == 200


def test_a_log_without_such_entries_is_given_to_whoever_reads_it(
    procurement: Any, nurse: Any, client_of: ClientOf
) -> None:
    page = read(client_of(nurse), procurement).content.decode()
    assert SENTENCE not in page
    assert read(client_of(nurse), procurement, "road:log_export").status_code == 200
