"""Where a visitor comes from when web servers stand in front."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from veien.people.middleware import VisitorAddressMiddleware


def address_of(forwarded: str) -> str:
    """Give the address that pages see of a request that came through the server at 127.0.0.1."""
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    VisitorAddressMiddleware(page)(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}))
    return seen[0]


def test_without_a_server_in_front_nobody_can_say_who_they_are() -> None:
    assert address_of("203.0.113.9") == "127.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first word is the visitor's own
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "nobody", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (3, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_the_last_words_are_those_of_our_own_servers(proxies: int, forwarded: str, address: str) -> None:
    with override_settings(PROXIES=proxies):
        assert address_of(forwarded) == address
