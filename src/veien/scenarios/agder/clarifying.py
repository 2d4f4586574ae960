"""Phase 1 from the charter to decision 1: who takes part, what is needed, what is wanted, what the market says, how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from veien.needs.queries import Need
from veien.organisations.queries import Organisation
from veien.people.queries import User
from veien.road import actions as road
from veien.road.queries import Procurement
from veien.scenarios import parts
from veien.scenarios.agder import (
    aiming,
    asking,
    backing,
    cast,
    choosing,
    counting,
    hearing,
    mapping,
    preparing,
    talking,
    walking,
)
from veien.scenarios.agder.data import read

Tell = Callable[[str], None]


def gather(procurement: Procurement, people: dict[str, User]) -> None:
    """Write the charter, give the roles, say who knows what, and ask for help with what nobody knows."""
    leader = people["leader"]
    parts.give_roles(procurement, cast.PARTS, people)
    road.set_charter(procurement, by=leader, **cast.CHARTER)
    for part in cast.PARTS:
        fields, hours = cast.KNOWS[part.key]
        later = (part.hours - hours) // 2
        reserved = {"clarify-needs": hours, "plan": later, "carry-out": part.hours - hours - later}
        road.describe_member(procurement, by=leader, user=people[part.key], fields=fields, hours=reserved)
    for field, asked_of, text, answer in cast.HELP:
        asked = road.ask_for_help(procurement, by=leader, field=field, asked_of=asked_of, text=text)
        road.settle_help(asked, by=leader, is_covered=True, answer=answer)


def clarify(
    procurement: Procurement, organisations: dict[str, Organisation], people: dict[str, User], tell: Tell
) -> dict[str, Need]:
    """Play phase 1; give the needs by their key in the data."""
    leader = people["leader"]
    walking.until(date(2016, 1, 14))
    backing.begin(procurement, by=leader)
    backing.invite(procurement, by=leader, on=[date(2016, 1, 13), date(2016, 1, 14)])
    needs, figures = _map_needs(procurement, people)
    tell("38 needs are mapped, each on what it rests on")
    walking.until(date(2016, 3, 7))
    goals = aiming.set_goals(procurement, needs, figures, by=leader)
    aiming.describe_work(procurement, goals, by=leader)
    tell("The goals are set")
    talking.talk(procurement, needs, goals, people)
    preparing.join(procurement, organisations, by=leader)
    walking.work_through(procurement, "market-dialogue", people, days=Decimal(18), takes=3)
    tell("The market has been heard")
    walking.until(date(2016, 5, 4))
    backing.invite(procurement, by=leader, on=[date(2016, 4, 11)])
    backing.report(procurement, by=leader, until=date(2016, 5, 4))
    backing.note_views(procurement, by=leader)
    aiming.answer_questions(procurement, by=leader)
    aiming.settle(procurement, goals, by=leader)
    walking.work_through(procurement, "set-goals", people, days=Decimal(12), takes=1)
    counting.count_up(procurement, goals, by=leader)
    walking.work_through(procurement, "business-case", people, days=Decimal(14), takes=7)
    tell("The business case is counted")
    choosing.choose(procurement, people)
    tell("The strategy is chosen")
    backing.brief(procurement, by=leader)
    _recommend(procurement, people)
    walking.work_through(procurement, "strategy", people, days=Decimal(15), takes=10)
    walking.anchor(procurement, "clarify-needs", people)
    _decide(procurement, people)
    walking.until(date(2016, 5, 31))
    hearing.forget(procurement, by=leader)
    tell("Decision 1 is taken")
    return needs


def _map_needs(
    procurement: Procurement, people: dict[str, User]
) -> tuple[dict[str, Need], dict[str, object]]:
    leader = people["leader"]
    walking.until(date(2016, 2, 22))
    heard = hearing.hear(procurement, by=leader)
    origins = hearing.meet_people(procurement, heard, by=leader)
    origins |= mapping.draw_journeys(procurement, by=leader)
    origins |= mapping.map_information(procurement, by=people["adviser"])
    origins |= mapping.ask_of_operation(procurement, by=people["adviser"])
    origins |= asking.ask_why(procurement, by=leader)
    figures = mapping.count(procurement, by=leader)
    needs = hearing.map_needs(procurement, heard, origins, by=leader)
    mapping.connect(needs, by=leader)
    walking.until(date(2016, 2, 24))
    asking.test_wording(needs, people)
    asking.settle_how_new(procurement, by=leader)
    walking.work_through(procurement, "map-needs", people, days=Decimal(30), takes=5)
    return needs, figures


def _recommend(procurement: Procurement, people: dict[str, User]) -> None:
    advice = read("case")["advice"]
    road.recommend(
        procurement,
        by=people["leader"],
        point="decision-1",
        text=advice["text"].strip(),
        choice=counting.key_of(procurement, advice["choice"]),
    )


def _decide(procurement: Procurement, people: dict[str, User]) -> None:
    walking.until(date(2016, 5, 30))
    decision = walking.decide(
        procurement,
        "decision-1",
        people,
        decided_by="Prosjekteier, Kristiansand",
        answers=(
            "Ja. 38 behov har kilde, målene bygger på dem, og dialogen viste at markedet kan levere.",
            "Trygghetsalarmer, digitalt tilsyn og medisindispenser hjemme og på institusjon, og mottak av alarmer.",
            "Sammen: 21 kommuner nå, ni med opsjon. Kristiansand leder, OFA gjennomfører kjøpet.",
        ),
    )
    for key, role in (("owner", "Prosjekteier"), ("councillor", "Leder av styringsgruppen")):
        signer = road.note_signer(decision, by=people["leader"], role=role, name=people[key].full_name)
        road.sign(signer, by=people[key], signed_on=walking.on(), how="here")
