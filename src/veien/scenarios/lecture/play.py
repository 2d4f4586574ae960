"""Plays the procurement from its needs to a kept record, with a clock that moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from veien.competition import actions as competition
from veien.criteria import actions as criteria
from veien.criteria.queries import Criterion
from veien.foundation import clock
from veien.foundation.reading import read_document
from veien.needs import actions as needs
from veien.people.queries import User
from veien.requirements import actions as requirements
from veien.requirements.queries import Requirement
from veien.road import actions as road
from veien.road.queries import Procurement
from veien.scenarios import parts
from veien.scenarios.lecture import cast, judging
from veien.scenarios.tendering import receive_on_forms
from veien.tenders.queries import Tender

TITLE = "Medisindispensere, Eksempelvik (vekter 20/50/30)"
SUMMARY = "Et oppdiktet eksempel: fem tilbud, ett avvist, og tre vanlige modeller som gir tre ulike vinnere."
BEGINS = datetime(2019, 2, 11, 8, 0, tzinfo=UTC)
DUE = datetime(2019, 4, 1, 10, 0, tzinfo=UTC)
BEFORE = "Eksemplet begynner ved kravene; fasen er gjort utenfor Veien."

Tell = Callable[[str], None]
People = Mapping[str, User]


@cache
def data() -> Any:
    """Give the scenario's data.

    Raises: BadDocument if the file has been spoilt.
    """
    path = Path(__file__).parent / "lecture.yaml"
    return read_document(path.read_bytes(), name=path.name, dates=True)


def standing() -> Procurement | None:
    """Give the procurement if the scenario has been played."""
    return Procurement.objects.filter(title=TITLE, is_example=True).order_by("-pk").first()


def play(tell: Tell) -> Procurement:
    """Play the scenario; ``tell`` hears what is being done."""
    with clock.standing_at(BEGINS):
        organisations = cast.gather_organisations()
        people = parts.gather_people(cast.PARTS, organisations, admins=("leader",))
        procurement = road.start_procurement(
            by=people["leader"],
            title=TITLE,
            summary=SUMMARY,
            buyer=organisations[cast.BUYER],
            pack_id="no-kvikkguide",
            pack_version="1.0.0",
            is_example=True,
        )
        parts.give_roles(procurement, cast.PARTS, people)
        written = specify(procurement, people)
        leaves = weigh(procurement, written, by=people["purchaser"])
        for phase in ("clarify-needs", "plan"):
            road.skip_phase(procurement, by=people["owner"], phase_id=phase, reason=BEFORE)
        tell("Requirements and award model are there")
        received = compete(procurement, written, people)
        tell("Five tenders are received")
        judging.judge(procurement, received, leaves, people, data())
        tell("The ranking is there")
    return procurement


def specify(procurement: Procurement, people: People) -> dict[str, Requirement]:
    """Write the needs and the seven requirements; give these by reference."""
    found = {}
    for row in data()["needs"]:
        words = {key: value for key, value in row.items() if key != "key"}
        found[row["key"]] = needs.add_need(procurement, by=people["leader"], **words)
    section = requirements.add_section(procurement, by=people["purchaser"], title="Medisindispensere")
    written = {}
    for row in data()["requirements"]:
        words = {key: value for key, value in row.items() if key not in ("needs", "criterion")}
        written[row["ref"]] = requirements.add_requirement(
            procurement,
            by=people["purchaser"],
            section=section,
            needs=[found[key].pk for key in row["needs"]],
            **words,
        )
    return written


def weigh(procurement: Procurement, written: Mapping[str, Requirement], *, by: User) -> dict[str, Criterion]:
    """Choose the linear model, set the weights 20/50/30, and write the price form; give the criteria by key."""
    criteria.choose_model(
        procurement,
        by=by,
        method="points",
        scale=Decimal(10),
        reason="Lineær modell: hver krone koster like mange poeng, og det er lett å forklare.",
    )
    made: dict[str, Criterion] = {}
    for row in data()["criteria"]:
        words = {key: value for key, value in row.items() if key != "weight"}
        made[row["key"]] = criteria.add_criterion(procurement, by=by, **words)
    weights = {made[row["key"]].public_id: Decimal(row["weight"]) for row in data()["criteria"]}
    criteria.set_weights(procurement, by=by, parent=None, weights=weights)
    for key, criterion in made.items():
        mine = [row["ref"] for row in data()["requirements"] if row["criterion"] == key]
        if mine:
            chosen = [written[ref].public_id for ref in mine]
            criteria.assign_requirements(procurement, by=by, criterion=criterion, requirements=chosen)
    for row in data()["price"]:
        line = {**row, "volume": Decimal(row["volume"])}
        criteria.add_price_line(procurement, by=by, **line)
    return made


def compete(
    procurement: Procurement, written: Mapping[str, Requirement], people: People
) -> dict[str, Tender]:
    """Publish, and receive the five tenders on their forms; give them by key."""
    clock.move_on(timedelta(days=5))
    competition.publish(
        procurement,
        by=people["purchaser"],
        notice_reference="Eksempel, ikke kunngjort",
        tenders_due_at=DUE,
    )
    found = {}
    for number, row in enumerate(data()["tenders"]):
        came = DUE - timedelta(days=2, hours=-number)
        clock.move_on(max(came + timedelta(hours=1) - clock.now(), timedelta()))
        answers = {ref: "Ja" for ref, each in written.items() if each.answer == "yes_no"} | row["answers"]
        found[row["key"]] = receive_on_forms(
            procurement,
            by=people["purchaser"],
            key=row["key"],
            name=row["name"],
            came=came,
            prices={key: float(price) for key, price in row["prices"].items()},
            answers=answers,
        )
    clock.move_on(max(DUE + timedelta(days=1) - clock.now(), timedelta()))
    return found
