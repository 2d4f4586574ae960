"""The people of the scenario: six roles that the source names, and six that are invented beside them."""

from __future__ import annotations

from veien.organisations.actions import add_organisation
from veien.organisations.queries import Organisation
from veien.people.queries import User
from veien.scenarios import parts
from veien.scenarios.parts import PASSWORD, Part

__all__ = ["BUYER", "PARTS", "PASSWORD", "gather_organisations", "gather_people"]

BUYER = "Bærum"
POPULATION = 118_000

PARTS = (
    Part(
        "leader",
        "hjemmetjenesten@baerum.example",
        "Leder for hjemmebaserte tjenester",
        BUYER,
        ("project-leader", "home-care"),
        300,
        "leads the project and the home care services",
    ),
    Part(
        "owner",
        "prosjekteier@baerum.example",
        "Seksjonsleder for institusjonstjenesten",
        BUYER,
        ("project-owner",),
        60,
        "owns the project and decides",
    ),
    Part(
        "housing",
        "boliger@baerum.example",
        "Leder for boliger for psykisk utviklingshemmede",
        BUYER,
        ("procurement-group",),
        120,
        "knows those who live in sheltered housing",
    ),
    Part(
        "kitchen",
        "storkjokken@baerum.example",
        "Leder for Bærum kommunale Storkjøkken",
        BUYER,
        ("procurement-group",),
        120,
        "knows food and the cold chain",
    ),
    Part(
        "welfare",
        "velferdsteknologi@baerum.example",
        "Rådgiver for velferdsteknologi",
        BUYER,
        ("procurement-group",),
        80,
        "advises on welfare technology, in the needs phase only",
    ),
    Part(
        "purchaser",
        "anskaffelse@baerum.example",
        "Spesialrådgiver for anskaffelser",
        BUYER,
        ("purchasing", "procurement-group"),
        250,
        "buys: knows rules and market",
    ),
    Part(
        "adviser",
        "it@baerum.example",
        "IT-rådgiver",
        BUYER,
        ("it",),
        80,
        "knows systems and flows (invented)",
    ),
    Part(
        "protection",
        "personvern@baerum.example",
        "Personvernombud",
        BUYER,
        ("data-protection-officer",),
        30,
        "watches over personal data (invented)",
    ),
    Part(
        "economist",
        "okonomi@baerum.example",
        "Økonomirådgiver",
        BUYER,
        ("procurement-group",),
        60,
        "counts costs and benefits (invented)",
    ),
    Part(
        "carer",
        "helsefagarbeider@baerum.example",
        "Helsefagarbeider i hjemmetjenesten",
        BUYER,
        ("service-staff",),
        60,
        "shops for users today (invented)",
    ),
    Part(
        "office",
        "tildeling@baerum.example",
        "Saksbehandler på tildelingskontoret",
        BUYER,
        ("allocation-office",),
        20,
        "decides who gets help (invented)",
    ),
    Part(
        "director",
        "kommunalsjef@baerum.example",
        "Kommunalsjef for pleie og omsorg",
        BUYER,
        ("steering-group",),
        15,
        "stands for the steering group (invented)",
    ),
)


def gather_organisations() -> dict[str, Organisation]:
    """Give the municipality, made where it does not exist yet.

    Shape: by name. The number is left empty: an example must not carry a real municipality's number.
    """
    there = Organisation.objects.filter(name=BUYER, is_example=True).first()
    return {
        BUYER: there
        or add_organisation(
            by=None,
            name=BUYER,
            kind="municipality",
            country="NO",
            population=POPULATION,
            population_source="Avrundet eksempeltall",
            is_example=True,
        )
    }


def gather_people(organisations: dict[str, Organisation]) -> dict[str, User]:
    """Give the people of the play, made where they do not exist yet."""
    return parts.gather_people(PARTS, organisations, admins=("leader", "owner"))
