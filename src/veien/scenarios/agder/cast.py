"""The people of the scenario, and the municipalities they come from."""

from __future__ import annotations

from typing import Any

from veien.organisations.actions import add_organisation
from veien.organisations.queries import Organisation
from veien.people.queries import User
from veien.scenarios import parts
from veien.scenarios.agder.data import read
from veien.scenarios.parts import PASSWORD, Part

__all__ = [
    "CHARTER",
    "HELP",
    "KNOWS",
    "PARTS",
    "PASSWORD",
    "PURCHASING_BODY",
    "gather_organisations",
    "gather_people",
]

PURCHASING_BODY = "OFA, offentlige fellesinnkjøp på Agder"

PARTS = (
    Part(
        "leader",
        "prosjektleder@agder.example",
        "Prosjektleder, Kristiansand",
        "Kristiansand",
        ("project-leader", "procurement-group"),
        900,
        "leads the project",
    ),
    Part(
        "owner",
        "prosjekteier@agder.example",
        "Prosjekteier, Kristiansand",
        "Kristiansand",
        ("project-owner",),
        80,
        "owns the project and decides",
    ),
    Part(
        "purchaser",
        "innkjoper@agder.example",
        "Innkjøper, OFA",
        PURCHASING_BODY,
        ("purchasing", "procurement-group"),
        600,
        "buys: publishes, receives tenders",
    ),
    Part(
        "nurse",
        "sykepleier@agder.example",
        "Sykepleier, Arendal",
        "Arendal",
        ("evaluation-group", "home-care"),
        160,
        "evaluates for the first time",
    ),
    Part(
        "therapist",
        "ergoterapeut@agder.example",
        "Ergoterapeut, Vennesla",
        "Vennesla",
        ("evaluation-group",),
        160,
        "evaluates",
    ),
    Part(
        "adviser",
        "it-radgiver@agder.example",
        "IT-rådgiver, Grimstad",
        "Grimstad",
        ("it", "procurement-group"),
        300,
        "knows systems and integrations",
    ),
    Part(
        "protection",
        "personvernombud@agder.example",
        "Personvernombud, Kristiansand",
        "Kristiansand",
        ("data-protection-officer",),
        60,
        "watches over personal data",
    ),
    Part(
        "negotiator",
        "dialogleder@agder.example",
        "Dialogleder, OFA",
        PURCHASING_BODY,
        ("negotiation-team",),
        250,
        "leads the dialogue rounds",
    ),
    Part(
        "councillor",
        "styringsgruppe@agder.example",
        "Kommunedirektør, Lillesand",
        "Lillesand",
        ("steering-group",),
        40,
        "sits in the steering group",
    ),
    Part(
        "reader",
        "hjemmetjenesten@agder.example",
        "Avdelingsleder hjemmetjeneste, Farsund",
        "Farsund",
        ("home-care",),
        30,
        "reads along",
    ),
)


CHARTER: dict[str, Any] = {
    "mandate": "Kartlegge behov for digital trygghets- og varslingsteknologi i kommunene på Agder, og anskaffe"
    " trygghetsalarmer, annen trygghetsteknologi og et felles responssenter dersom grunnlaget er godt nok.",
    "reporting": "Til prosjekteier hver måned og til styringsgruppen før hver beslutning.",
    "funding": "Kommunene betaler etter folketall; Kristiansand legger ut for frikjøp. Eksempel.",
    "strategy_link": "Felles plan for e-helse og velferdsteknologi på Agder, og helse- og omsorgsplanene. Eksempel.",
    "risk_note": "Kristiansand bærer risikoen for senteret til det er i drift. Deretter deles den"
    " etter fordelingsnøkkelen. Eksempel.",
}

KNOWS: dict[str, tuple[tuple[str, ...], int]] = {
    "leader": (("service", "economy", "change"), 420),
    "owner": (("economy",), 40),
    "purchaser": (("purchasing", "law"), 160),
    "nurse": (("service", "users"), 90),
    "therapist": (("users",), 70),
    "adviser": (("it", "operations"), 140),
    "protection": (("privacy",), 30),
    "negotiator": (("purchasing",), 120),
    "councillor": (("economy",), 15),
    "reader": (("service",), 20),
}
"""What each one knows, and how many of the hours are meant for phase 1."""

HELP = (
    (
        "buildings",
        "Driftsleder, Mandal",
        "Hva tåler nett og strøm i omsorgsboligene, og hvem kan endre det?",
        "Ja, inntil 20 timer i fase 1.",
    ),
    (
        "purchasing",
        "Nasjonalt program for leverandørutvikling",
        "Hvordan holder vi en dialog der alle får vite det samme?",
        "Ja, de er møteledere i dialogen.",
    ),
)
"""What nobody in the team knows well enough: who was asked for what, and the answer."""


def gather_organisations() -> dict[str, Organisation]:
    """Give the municipalities and the purchasing body, made where they do not exist yet.

    Shape: by name. Numbers are left empty: an example must not carry a real municipality's number.
    """
    found: dict[str, Organisation] = {}
    rows = [(each["name"], "municipality", each["population"]) for each in read("members")["members"]]
    rows.append((PURCHASING_BODY, "buyer", None))
    for name, kind, population in rows:
        there = Organisation.objects.filter(name=name, is_example=True).first()
        found[name] = there or add_organisation(
            by=None,
            name=name,
            kind=kind,
            country="NO",
            population=population,
            population_source="Avrundet eksempeltall" if population else "",
            is_example=True,
        )
    return found


def gather_people(organisations: dict[str, Organisation]) -> dict[str, User]:
    """Give the people of the play, made where they do not exist yet."""
    return parts.gather_people(PARTS, organisations, admins=("leader", "owner"))
