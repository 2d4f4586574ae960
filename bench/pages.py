"""How long the server works on a page, and how often it asks the database, without a network between.

Run in a process of its own: python -m bench.pages, with VEIEN_HOME set. Prints what it measured as JSON.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

WARM_UPS = 3
ROUNDS = 15


ROOMS = (
    "collaboration",
    "needs",
    "goals",
    "requirements",
    "criteria",
    "competition",
    "tenders",
    "evaluation",
)


class Page(NamedTuple):
    """A page that is measured: its address by name, and the most milliseconds it may take where that is promised."""

    title: str
    name: str
    words: tuple[str, ...] = ()
    goal: int | None = None
    who: str = "leader"


PAGES = (
    Page("the road", "road:road", goal=60),
    Page("station: documents", "road:station", ("documents",), goal=60),
    Page("the red thread", "road:thread", goal=60),
    Page("requirements editor", "requirements:page", goal=100),
    Page("needs", "needs:page"),
    Page("criteria", "criteria:page"),
    Page("criteria: what each judges", "criteria:requirements"),
    Page("tenders", "tenders:page"),
    Page("evaluation: all points", "evaluation:scores"),
    Page("evaluation: points on a criterion", "evaluation:own_criterion", ("<criterion>",), who="evaluator"),
    Page("evaluation: result", "evaluation:result"),
)


class Measured(NamedTuple):
    """What was measured of one page: as it is read again and again, and anew, right after every room has written."""

    title: str
    seconds: float
    queries: int
    seconds_anew: float
    queries_anew: int
    kilobytes: int
    goal: int | None


class Counter:
    """Counts the questions that go to the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Count one and let it pass."""
        self.count += 1
        return execute(sql, params, many, context)


def measure(
    get: Callable[[], Any], *, rounds: int = ROUNDS, before: Callable[[], Any] | None = None
) -> float:
    """Give the median time of a call in seconds, after some that warm the caches; what is done before is not timed."""
    for _ in range(WARM_UPS):
        get()
    taken = []
    for _ in range(rounds):
        if before is not None:
            before()
        start = time.perf_counter()
        get()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def queries_of(get: Callable[[], Any]) -> int:
    """Count the questions that one call asks the database."""
    from django.db import connection

    counter = Counter()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(counter))
        get()
    return counter.count


def address_of(page: Page, known: dict[str, str]) -> str:
    """Give the address of a page; a word in angle brackets is looked up in what is known of the home."""
    from django.urls import reverse

    words = [known[word.strip("<>")] if word.startswith("<") else word for word in page.words]
    return reverse(page.name, args=[known["procurement"], *words])


def everything_written(procurement: str) -> None:
    """Let every room write to the log, so that nothing that is kept from earlier views may be shown again."""
    from veien.audit.actions import recorded

    for room in ROOMS:
        with recorded(UUID(procurement), f"{room}.measured", by=None):
            pass


def client_of(email: str) -> Any:
    """Give a browser in which a person is logged in, with a session as the server keeps it."""
    from django.test import Client

    from veien.people.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(
        User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def pages(known: dict[str, str], *, rounds: int = ROUNDS) -> list[Measured]:
    """Measure every page that there is.

    Raises: RuntimeError if a page does not answer as it should.
    """
    clients = {who: client_of(known[who]) for who in {page.who for page in PAGES}}
    found = []
    for page in PAGES:
        address = address_of(page, known)
        get = partial(clients[page.who].get, address)
        answer = get()
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}.")
        kilobytes = round(len(answer.content) / 1024)
        write = partial(everything_written, known["procurement"])
        again, queries = measure(get, rounds=rounds), queries_of(get)
        anew = measure(get, rounds=rounds, before=write)
        write()
        found.append(Measured(page.title, again, queries, anew, queries_of(get), kilobytes, page.goal))
    return found


def main() -> None:
    """Measure, and print what was found."""
    from pathlib import Path

    import django

    django.setup()
    from django.conf import settings

    known = json.loads((Path(settings.HOME) / "bench.json").read_text(encoding="utf-8"))
    # The server does the same before it takes its first request.
    gc.collect()
    gc.freeze()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(json.dumps(pages(known, rounds=rounds)))


if __name__ == "__main__":
    main()
