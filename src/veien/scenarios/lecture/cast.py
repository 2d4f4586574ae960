"""The people of the scenario: a made-up municipality, two who control prices, three who evaluate."""

from __future__ import annotations

from veien.organisations.actions import add_organisation
from veien.organisations.queries import Organisation
from veien.scenarios.parts import PASSWORD, Part

__all__ = ["BUYER", "PARTS", "PASSWORD", "gather_organisations"]

BUYER = "Eksempelvik kommune"

PARTS = tuple(
    Part(key, f"{name}@eksempelvik.example", f"{title}, Eksempelvik", BUYER, roles, hours, about)
    for key, name, title, roles, hours, about in (
        ("leader", "prosjektleder", "Prosjektleder", ("project-leader",), 200, "leads the project"),
        ("owner", "prosjekteier", "Prosjekteier", ("project-owner",), 20, "owns the project"),
        ("purchaser", "innkjoper", "Innkjøper", ("purchasing",), 120, "buys: publishes, receives tenders"),
        ("nurse", "sykepleier", "Sykepleier", ("evaluation-group",), 60, "evaluates for the first time"),
        ("therapist", "vernepleier", "Vernepleier", ("evaluation-group",), 60, "evaluates"),
        (
            "adviser",
            "miljoradgiver",
            "Miljørådgiver",
            ("evaluation-group",),
            40,
            "evaluates, knows environment",
        ),
        ("councillor", "kommunedirektor", "Kommunedirektør", ("steering-group",), 10, "reads one page"),
    )
)


def gather_organisations() -> dict[str, Organisation]:
    """Give the made-up municipality, made where it does not exist yet."""
    there = Organisation.objects.filter(name=BUYER, is_example=True).first()
    made = there or add_organisation(
        by=None,
        name=BUYER,
        kind="municipality",
        country="NO",
        population=14000,
        population_source="Oppdiktet eksempeltall",
        is_example=True,
    )
    return {BUYER: made}
