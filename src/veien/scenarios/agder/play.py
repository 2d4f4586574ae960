"""Plays the procurement from the first need to the award, with a clock that moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import translation

from veien.foundation import clock
from veien.needs.queries import Need
from veien.organisations.queries import Organisation
from veien.people.queries import User
from veien.requirements.queries import Requirement
from veien.road import actions as road
from veien.road.queries import Procurement
from veien.scenarios.agder import backing, cast, clarifying, competing, preparing, walking

TITLE = "Trygghetsalarm og responssenter, Agder"
SUMMARY = "21 kommuner i Agder kjøper trygghetsalarmer og et felles responssenter; ni til kan bli med senere."
BEGINS = datetime(2016, 1, 11, 8, 0, tzinfo=UTC)

Tell = Callable[[str], None]


def standing() -> Procurement | None:
    """Give the procurement if the scenario has been played."""
    return Procurement.objects.filter(title=TITLE, is_example=True).order_by("-pk").first()


def play(tell: Tell) -> Procurement:
    """Play the scenario, whole or not at all; ``tell`` hears what is being done."""
    with transaction.atomic(), translation.override("nb"), clock.standing_at(BEGINS):
        organisations = cast.gather_organisations()
        people = cast.gather_people(organisations)
        tell("People and municipalities are there")
        procurement = _begin(organisations, people)
        clarifying.gather(procurement, people)
        needs = clarifying.clarify(procurement, organisations, people, tell)
        written = _phase_2(procurement, needs, people, tell)
        competing.compete(procurement, written, people, tell)
        tell("The ranking is there")
    return procurement


def _begin(organisations: dict[str, Organisation], people: dict[str, User]) -> Procurement:
    return road.start_procurement(
        by=people["leader"],
        title=TITLE,
        summary=SUMMARY,
        buyer=organisations["Kristiansand"],
        pack_id="no-kvikkguide",
        pack_version="1.1.0",
        is_example=True,
    )


def _phase_2(
    procurement: Procurement, needs: dict[str, Need], people: dict[str, User], tell: Tell
) -> dict[str, Requirement]:
    walking.work_through(procurement, "cooperation", people, days=Decimal(20), takes=12)
    walking.work_through(procurement, "procedure", people, days=Decimal(6), takes=5)
    clock.move_on(timedelta(days=20))
    written = preparing.specify(procurement, needs, by=people["purchaser"])
    tell("164 requirements are written")
    preparing.weigh(procurement, written, by=people["purchaser"])
    tell("The award model is chosen")
    walking.work_through(procurement, "documents", people, days=Decimal(60), takes=15)
    walking.work_through(procurement, "planning", people, days=Decimal(12), takes=8)
    backing.report(procurement, by=people["leader"], until=walking.on())
    walking.anchor(procurement, "plan", people)
    walking.decide(
        procurement,
        "decision-2",
        people,
        decided_by="Styringsgruppen",
        answers=(
            "Etter fordelingsnøkkelen i samarbeidsavtalen.",
            "Kristiansand leder, OFA kjøper, evalueringsgruppen har folk fra to kommuner. Se rollene.",
            "Konkurransepreget dialog: behovene er klare, løsningene er det ikke.",
            "35 av 38 behov har minst ett krav. De tre andre er vurdert og venter.",
            "Ja, alle 21 har svart at tidsplanen går.",
        ),
    )
    tell("Decision 2 is taken")
    return written
