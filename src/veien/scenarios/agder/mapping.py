"""The services as they are and shall be: journeys, key figures, flows of information, operation, responsibility."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from veien.needs.actions import connections, data_flow, journeys, key_figures, operation
from veien.needs.queries import Need
from veien.needs.queries.operation import matrix_of
from veien.needs.queries.population import read_population
from veien.needs.rules.figures import summed
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read
from veien.scenarios.agder.hearing import Origins

TABLE = "Eksempeltabell over innbyggere på 80 år og over i de 21 kommunene"


def draw_journeys(procurement: Procurement, *, by: User) -> Origins:
    """Draw five journeys as they are and as they shall be; give how needs come of what hurts."""
    origins: Origins = {}
    for row in read("mapping")["journeys"]:
        journey = journeys.add_journey(
            procurement,
            by=by,
            title=row["title"],
            dwelling=row["dwelling"],
            per_week=Decimal(row["per_week"]),
        )
        today = {}
        for told in row["today"]:
            step = journeys.add_step(journey, by=by, when="today", **_step(told))
            today[told["key"]] = step
            if "need" in told:
                origins[told["need"]] = partial(journeys.need_from_step, step, by=by)
        for told in row["wanted"]:
            if "from" not in told:
                journeys.add_step(journey, by=by, when="wanted", **_step(told))
                continue
            before = today[told["from"]]
            journeys.copy_to_wanted(journey, by=by, step=before)
            carried = before.becomes.get()
            journeys.change_step(carried, by=by, revision=carried.revision, **_step(told))
    return origins


def _step(told: Mapping[str, Any]) -> dict[str, Any]:
    words = {key: told[key] for key in ("actor", "title", "pain", "chance") if key in told}
    minutes = told.get("minutes")
    return words | {"minutes": None if minutes is None else Decimal(minutes)}


def count(procurement: Procurement, *, by: User) -> dict[str, Any]:
    """Write down the key figures; those that follow age follow the table of the municipalities. Give them by key."""
    rows, faults = read_population(_table(), name="befolkning.csv", age_from=80, age_to=120)
    if faults:
        raise ValueError(faults[0])
    people = summed(rows, 80, 120)
    found = {}
    for row in read("mapping")["figures"]:
        words = {key: value for key, value in row.items() if key not in ("key", "table")}
        for key in ("value", "growth_percent"):
            if key in words:
                words[key] = Decimal(words[key])
        figure = key_figures.add_figure(procurement, by=by, **words)
        if row.get("table"):
            figure = key_figures.follow_table(figure, by=by, people=people, source=TABLE, ages=(80, 120))
        found[row["key"]] = figure
    return found


def _table() -> bytes:
    """Give the population table as it is imported: a row for each year, the municipalities added up."""
    told = read("population")
    low, high = told["ages"]
    sums = [sum(people) for people in zip(*told["people"].values(), strict=True)]
    lines = [f"{year};{low};{high};{people}" for year, people in zip(told["years"], sums, strict=True)]
    return "\n".join(["år;fra alder;til alder;personer", *lines]).encode()


def map_information(procurement: Procurement, *, by: User) -> Origins:
    """Draw what information goes where, today and wanted; give how needs come of flows."""
    told, systems = read("mapping"), {}
    for row in told["systems"]:
        words = {key: value for key, value in row.items() if key != "key"}
        systems[row["key"]] = data_flow.add_system(procurement, by=by, **words)
    origins: Origins = {}
    for row in told["flows"]:
        words = {key: value for key, value in row.items() if key not in ("start", "end", "need")}
        start, end = systems[row["start"]], systems[row["end"]]
        flow = data_flow.add_flow(procurement, by=by, start=start, end=end, **words)
        if "need" in row:
            origins[row["need"]] = partial(data_flow.need_from_flow, flow, by=by)
    return origins


def ask_of_operation(procurement: Procurement, *, by: User) -> Origins:
    """Say what the operation asks for, and who answers for what; give how needs come of the former."""
    told, origins = read("mapping"), Origins()
    for row in told["operation"]:
        words = {key: value for key, value in row.items() if key != "need"}
        line = operation.add_operation(procurement, by=by, **words | {"figure": Decimal(row["figure"])})
        if "need" in row:
            origins[row["need"]] = partial(operation.need_from_operation, line, by=by)
    operation.add_tasks(procurement, by=by, titles=[row["title"] for row in told["tasks"]])
    keys = {each.task.title: each.task.pk for each in matrix_of(procurement)}
    for when in ("today", "wanted"):
        shares = {keys[row["title"]]: row[when] for row in told["tasks"]}
        operation.share_out(procurement, by=by, when=when, parts=shares)
    return origins


def connect(found: Mapping[str, Need], *, by: User) -> None:
    """Say what needs hang on: one another, and what is decided elsewhere."""
    for row in read("mapping")["connections"]:
        on = found[row["upon"]] if "upon" in row else None
        connections.connect_need(found[row["need"]], by=by, on=on, outside=row.get("outside", ""))
