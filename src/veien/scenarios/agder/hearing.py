"""Who was asked and what was seen: inquiries, personas, stories, and the 38 needs on what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from veien.foundation import clock
from veien.needs.actions import inquiries as asking
from veien.needs.actions import needs, personas
from veien.needs.queries import Need
from veien.needs.queries.inquiries import Inquiry
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read

AREAS = {
    "alarm": "Trygghetsalarm",
    "dispenser": "Medisindispenser",
    "supervision": "Digitalt tilsyn",
    "response": "Responssenter",
    "operation": "Drift",
    "privacy": "Personvern",
    "integration": "Integrasjon",
}
Origins = dict[str, Callable[[], Need]]
"""How a need came about, where it was not simply written down: by the need's key in the data."""


def hear(procurement: Procurement, *, by: User) -> dict[str, Any]:
    """Write down the 40 inquiries, and keep the answers of a survey as a file; give them by key."""
    found = {}
    for row in read("inquiries"):
        words = {key: value for key, value in row.items() if key not in ("key", "needs")}
        found[row["key"]] = asking.add_inquiry(procurement, by=by, **words)
    asking.attach_file(
        found["s1"],
        by=by,
        data="svar;antall (eksempel)\nsvært trygg;22\ntrygg;34\nverken eller;18\nutrygg;22\n".encode(),
        name="Svar fra brukerne (eksempel).csv",
        content_type="text/csv",
    )
    return found


def forget(procurement: Procurement, *, by: User) -> None:
    """Erase the notes that somebody asked to have erased by now; that they were asked, stays."""
    for inquiry in Inquiry.objects.filter(procurement=procurement, erase_on__lte=clock.today()).order_by(
        "pk"
    ):
        asking.erase_inquiry(inquiry, by=by)


def meet_people(procurement: Procurement, heard: Mapping[str, Any], *, by: User) -> Origins:
    """Write down the five personas and their stories; give how needs come of stories."""
    told, made = read("personas"), {}
    for row in told["personas"]:
        words = {key: value for key, value in row.items() if key not in ("key", "inquiries")}
        seen_in = [heard[key].public_id for key in row["inquiries"]]
        made[row["key"]] = personas.add_persona(procurement, by=by, inquiries=seen_in, **words)
    origins: Origins = {}
    for row in told["stories"]:
        words = {key: row[key] for key in ("as_who", "wants", "so_that")}
        story = personas.add_story(procurement, by=by, persona=made.get(row.get("persona", "")), **words)
        if "need" in row:
            origins[row["need"]] = partial(personas.need_from_story, story, by=by)
    return origins


def map_needs(
    procurement: Procurement, heard: Mapping[str, Any], origins: Origins, *, by: User
) -> dict[str, Need]:
    """Write down the 38 needs in their order, each on its inquiries; give them by their key in the data."""
    grounds: dict[str, list[Any]] = {}
    for row in read("inquiries"):
        for key in row["needs"]:
            grounds.setdefault(key, []).append(heard[row["key"]].public_id)
    found = {}
    for row in read("needs"):
        key = row["key"]
        words = {name: value for name, value in row.items() if name != "key"} | {"area": AREAS[row["area"]]}
        on = grounds.get(key, [])
        if key not in origins:
            found[key] = needs.add_need(procurement, by=by, inquiries=on, **words)
            continue
        made = origins[key]()
        found[key] = needs.change_need(made, by=by, revision=made.revision, inquiries=on, **words)
    return found
