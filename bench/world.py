"""Fills a database: the example played through, then requirements and needs up to the size that is promised.

Run in a process of its own: python -m bench.world play|grow, with VEIEN_HOME set.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

REQUIREMENTS = 1000
NEEDS = 200
CLIENTS = 50

WHO = (
    "Hjemmeboende eldre",
    "Pårørende",
    "Nattpatruljen",
    "Ansatte i hjemmetjenesten",
    "Responssenteret",
    "IT",
)
AREAS = ("alarm", "tilsyn", "legemidler", "mottak", "drift", "personvern")
WANTS = (
    "vite at hjelpen kommer når noe skjer om natten",
    "slippe å skrive det samme i to systemer",
    "se hvem som har tatt imot en alarm, og når",
    "kunne bytte utstyr uten å vente på en montør",
    "forstå hva som registreres, og hvem som kan lese det",
    "få beskjed før batteriet er tomt",
)
THINGS = (
    "Alarmen",
    "Responssenteret",
    "Døralarmen",
    "Medisindispenseren",
    "Rapporten",
    "Fallsensoren",
    "Appen",
)
DEEDS = (
    "skal melde fra innen to minutter når forbindelsen er brutt",
    "bør vise hvem som har kvittert, og hvor lang tid det tok",
    "bør kunne stilles inn for hver bruker uten hjelp fra leverandøren",
    "skal virke i minst 24 timer uten strøm fra nettet",
    "bør levere opplysningene gjennom et åpent og dokumentert grensesnitt",
    "skal logge alle oppslag slik at de kan kontrolleres i ettertid",
)
WHY = (
    "Beskriv løsningen, og hvordan den er prøvd hos kommuner av samme størrelse. Oppgi målte verdier der de finnes.",
    "Beskriv hva kommunen selv må gjøre, og hva leverandøren tar hånd om, ved innføring og i daglig drift.",
    "Kravet gjelder alle brukere i alle kommuner, også der mobildekningen er dårlig. Forklar hvordan det sikres.",
)


def play() -> None:
    """Make the tables and play the example; open its requirements, so that the editor is measured with its fields."""
    from veien.criteria.models import Criterion
    from veien.requirements.models import RequirementSet
    from veien.scenarios.agder.play import play as play_agder

    procurement = play_agder(lambda sentence: print(sentence, file=sys.stderr))
    RequirementSet.objects.filter(procurement=procurement).update(locked_at=None, locked_digest="")
    leaf = Criterion.objects.filter(procurement=procurement, kind="quality").order_by("pk")[0]
    _tell(
        {
            "procurement": str(procurement.public_id),
            "criterion": str(leaf.public_id),
            "leader": "prosjektleder@agder.example",
            "evaluator": "sykepleier@agder.example",
        }
    )


def grow() -> None:
    """Add needs and requirements to the example until there are as many as is promised."""
    from veien.scenarios.agder.play import standing

    chance = random.Random(2026)
    procurement = standing()
    needs = add_needs(procurement, chance)
    added = add_requirements(procurement, needs, chance)
    answer_and_judge(procurement, added, chance)


def add_needs(procurement: Any, chance: random.Random) -> list[Any]:
    """Add needs until there are two hundred; give all."""
    from veien.foundation import clock
    from veien.needs.models import Need, NeedSeries

    there = Need.objects.filter(procurement=procurement).count()
    last = NeedSeries.objects.get(procurement=procurement).last_number
    Need.objects.bulk_create(
        Need(
            procurement=procurement,
            number=last + step,
            position=10_000 + step,
            title=f"{chance.choice(WANTS).capitalize()} ({step})",
            statement=f"{chance.choice(WHO)} trenger å {chance.choice(WANTS)}, og å {chance.choice(WANTS)}.",
            holder=chance.choice(WHO),
            area=chance.choice(AREAS),
            horizon=chance.choice(("short", "long")),
            evidence_kind="interview",
            evidence=f"Intervju {step}, hjemmetjenesten",
            quote="Vi finner det ut når vi kommer dit.",
            added_at=clock.now(),
        )
        for step in range(1, NEEDS - there + 1)
    )
    NeedSeries.objects.filter(procurement=procurement).update(last_number=last + NEEDS - there)
    return list(Need.objects.filter(procurement=procurement).order_by("position", "pk"))


def add_requirements(procurement: Any, needs: list[Any], chance: random.Random) -> list[Any]:
    """Add requirements until there are a thousand, linked to needs and weighed by criteria as real ones are."""
    from veien.criteria.models import Criterion, CriterionRequirement
    from veien.requirements.models import Requirement, RequirementNeed, Section

    sections = list(Section.objects.filter(procurement=procurement).order_by("position"))
    leaves = list(Criterion.objects.filter(procurement=procurement, kind="quality").order_by("pk"))
    there = Requirement.objects.filter(procurement=procurement).count()
    Requirement.objects.bulk_create(
        requirement(procurement, sections, step, chance) for step in range(1, REQUIREMENTS - there + 1)
    )
    added = list(Requirement.objects.filter(procurement=procurement, ref__startswith="X-").order_by("pk"))
    # Some answer no need and some give no points, as in real life: the thread has loose ends to find.
    links = [
        (each, need) for each in added for need in chance.sample(needs, chance.choice((0, 1, 1, 1, 2, 3)))
    ]
    RequirementNeed.objects.bulk_create(RequirementNeed(requirement=each, need=need) for each, need in links)
    CriterionRequirement.objects.bulk_create(
        CriterionRequirement(criterion=chance.choice(leaves), requirement=each)
        for each in added
        if each.obligation == "should" and chance.random() < 0.9
    )
    return added


def answer_and_judge(procurement: Any, added: list[Any], chance: random.Random) -> None:
    """Let every tender answer the new requirements and meet the new musts, so that the ranking stands as it did."""
    from veien.evaluation.models import MustJudgement
    from veien.foundation import clock
    from veien.tenders.models import Answer, Tender

    tenders = list(Tender.objects.filter(procurement=procurement).order_by("pk"))
    values = {"yes_no": "yes", "number": "12", "document": "Vedlegg 4.pdf"}
    Answer.objects.bulk_create(
        Answer(tender=tender, requirement=each, value=values.get(each.answer) or chance.choice(WHY))
        for tender in tenders
        for each in added
    )
    MustJudgement.objects.bulk_create(
        MustJudgement(
            tender=tender,
            requirement=each,
            passed=True,
            judged_by=tender.registered_by,
            judged_at=clock.now(),
        )
        for tender in tenders
        for each in added
        if each.obligation == "must"
    )


def requirement(procurement: Any, sections: list[Any], step: int, chance: random.Random) -> Any:
    """Write one requirement out of words that such requirements are made of."""
    from veien.foundation import clock
    from veien.requirements.models import Requirement

    deed = chance.choice(DEEDS)
    answer = chance.choice(("text", "text", "yes_no", "number", "document"))
    return Requirement(
        procurement=procurement,
        section=sections[step % len(sections)],
        position=10_000 + step,
        ref=f"X-{step:04d}",
        title=f"{chance.choice(THINGS)} {deed}"[:160],
        text=f"{chance.choice(THINGS)} {deed}. {chance.choice(WHY)} {chance.choice(WHY)}",
        obligation="must" if " skal " in f" {deed}" else "should",
        kind=chance.choice(("performance", "function", "function", "standard", "detail")),
        category=chance.choice(("function", "operation", "integration", "security", "privacy", "service")),
        answer=answer,
        unit="sekunder" if answer == "number" else "",
        evidence="Målerapport fra en kommune i drift" if answer == "document" else "",
        added_at=clock.now(),
    )


def people() -> None:
    """Let fifty people log in who may work in the example, each with an activity to mark."""
    from veien.people.models import User
    from veien.road.models import RoleHolding
    from veien.road.queries import pack_of
    from veien.scenarios.agder.play import standing

    procurement = standing()
    if procurement is None:
        raise LookupError("The example has not been played.")
    users = [
        User.objects.create_user(
            f"klient{number}@agder.example", full_name=f"Klient {number}", is_example=True
        )
        for number in range(CLIENTS)
    ]
    RoleHolding.objects.bulk_create(
        RoleHolding(procurement=procurement, user=user, role="procurement-group") for user in users
    )
    activities = [
        each.id
        for phase in pack_of(procurement).phases
        for station in phase.stations
        for each in station.activities
    ]
    _tell({"sessions": [session_of(user) for user in users], "activities": activities})


def session_of(user: Any) -> str:
    """Log a person in and give the value of the cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _tell(news: dict[str, Any]) -> None:
    from django.conf import settings

    place = Path(settings.HOME) / "bench.json"
    known = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    place.write_text(json.dumps(known | news), encoding="utf-8")


def main() -> None:
    """Do what the word says."""
    from veien.command.migrate import bring_up_to_date, load_django

    load_django()
    bring_up_to_date()
    {"play": play, "grow": grow, "people": people}[sys.argv[1]]()


if __name__ == "__main__":
    main()
