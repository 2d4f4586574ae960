"""How long the server works on the pages of phase 1, in the scenarios as they are played.

The pages are found as a reader finds them: by following the links from the road. Of pages with the same shape (the
page of each need, say) two are measured.

Run in a process of its own: python -m bench.preparing, with VEIEN_HOME set and a scenario played in it.
"""

from __future__ import annotations

import gc
import json
import re
import statistics
import sys
import time
from collections import Counter, deque
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import homes
from bench.pages import client_of, measure, queries_of
from bench.table import Row, milliseconds

SCENARIOS = ("agder", "baerum")
ROOMS = ("anchoring", "business_case", "goals", "market", "needs", "strategy")
OF_THE_ROAD = (
    "charter",
    "decision",
    "decisions",
    "grounds",
    "lane",
    "member",
    "recommendation",
    "signatures",
    "station",
    "team",
)
EACH_SHAPE = 2
GOAL = 0.1
ROUNDS = 7
_LINK = re.compile(r'href="(/[^"#]*)')


class Found(NamedTuple):
    """A page that was measured: where it is, seconds (median), queries."""

    name: str
    seconds: float
    queries: int


def rows(folder: Path) -> list[Row]:
    """Play each scenario, and time its pages of phase 1.

    Raises: CannotMeasure when a scenario cannot be played or a page fails.
    """
    made = []
    for scenario in SCENARIOS:
        home = folder / f"preparing-{scenario}"
        home.mkdir(parents=True)
        begun = time.monotonic()
        homes.run("veien.command.main", "demo", scenario, home=home)
        played = time.monotonic() - begun
        found = [
            Found(*each) for each in json.loads(homes.run("bench.preparing", home=home).splitlines()[-1])
        ]
        made.append(_row_of(scenario, found, played))
    return made


def _row_of(scenario: str, found: list[Found], played: float) -> Row:
    slowest = sorted(found, key=lambda each: -each.seconds)[:3]
    over = sum(each.seconds > GOAL for each in found)
    names = ", ".join(
        f"{each.name} {milliseconds(each.seconds)} ({each.queries} queries)" for each in slowest
    )
    usual = milliseconds(statistics.median(each.seconds for each in found))
    return Row(
        f"pages of phase 1, {scenario}: the slowest",
        f"{len(found)} pages, played in {played:.0f} s",
        "GET, in process",
        milliseconds(slowest[0].seconds),
        "100 ms",
        f"half of them within {usual}; {over} above the goal; {names}",
    )


def addresses(client: Any, begin: str) -> dict[str, str]:
    """Follow the links of phase 1 from an address; give the name of each page and where it is."""
    from django.urls import Resolver404, resolve

    found: dict[str, str] = {}
    seen, waiting, shapes = {begin}, deque([begin]), Counter[str]()
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for link in _LINK.findall(answer.content.decode()):
            place = link.replace("&amp;", "&").partition("?")[0]
            try:
                match = resolve(place)
            except Resolver404:
                continue
            name = match.view_name
            if place in seen or not _belongs(name) or shapes[name] >= EACH_SHAPE:
                continue
            seen.add(place)
            shapes[name] += 1
            waiting.append(place)
            page = client.get(place)
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                found[f"{name}#{shapes[name]}" if shapes[name] > 1 else name] = place
    return found


def _belongs(name: str) -> bool:
    room, _, page = name.partition(":")
    return room in ROOMS or (room == "road" and page in OF_THE_ROAD)


def main() -> None:
    """Measure the pages of the scenario in this home, and print them."""
    import django

    django.setup()
    from django.urls import reverse

    from veien.road.models import Procurement, RoleHolding

    procurement = Procurement.objects.filter(is_example=True).latest("pk")
    leader = RoleHolding.objects.filter(procurement=procurement, role="project-leader").first()
    if leader is None:
        sys.exit("The scenario has no project leader.")
    client = client_of(leader.user.email)
    places = addresses(client, reverse("road:road", args=[procurement.public_id]))
    gc.collect()
    gc.freeze()
    found = []
    for name, place in sorted(places.items()):
        get = partial(client.get, place)
        found.append(Found(name, measure(get, rounds=ROUNDS), queries_of(get)))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
