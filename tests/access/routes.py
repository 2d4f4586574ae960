"""Every address of the program with something real to put in it, found in the Agder world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.dialogue import dialogue_in


def all_routes() -> Iterator[tuple[str, frozenset[str]]]:
    """Give the name (``room:page``) and the arguments of every address."""
    yield from _walk(get_resolver().url_patterns, "", frozenset())


def _walk(patterns: Any, space: str, names: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for each in patterns:
        wanted = names | frozenset(each.pattern.converters)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, inner, wanted)
        elif isinstance(each, URLPattern):
            name = f"{space}{each.name}" if each.name else f"{space}{each.pattern}"
            yield name, wanted


def arguments_of(name: str, wanted: frozenset[str], world: Any) -> dict[str, Any]:
    """Give real arguments for an address.

    Raises: KeyError for an argument that nobody has told where to find.
    """
    room = name.partition(":")[0] if ":" in name else ""
    finders = _finders()
    found = {}
    for each in wanted:
        key = next((k for k in ((name, each), (room, each), ("", each)) if k in finders), ("", each))
        found[each] = finders[key](world)
    return found


def _finders() -> dict[tuple[str, str], Any]:
    return {
        ("", "public_id"): lambda w: w.procurement.public_id,
        ("organisations", "public_id"): lambda w: w.procurement.buyer.public_id,
        ("people", "public_id"): lambda w: w.invitation.public_id,
        ("people", "token"): lambda w: "no-such-token",
        ("", "uidb36"): lambda w: "1",
        ("", "key"): lambda w: "no-such-key",
        ("", "pk"): lambda w: 1,
        ("road", "station_id"): lambda w: "documents",
        ("road", "lane_id"): lambda w: "anchoring",
        ("road", "activity_id"): lambda w: "map-needs-charter",
        ("road", "point"): lambda w: "decision-1",
        ("road", "phase_id"): lambda w: "follow-up",
        ("road", "deliverable_id"): lambda w: "needs-summary",
        ("road", "round_number"): lambda w: 1,
        ("road", "signature_id"): lambda w: signer_in(w).pk,
        ("road", "holding_id"): lambda w: first("road", "RoleHolding", w, role="home-care").pk,
        ("road", "kind"): lambda w: "need",
        ("road", "person_id"): lambda w: w.people["nurse"].public_id,
        ("road", "help_id"): lambda w: help_in(w).public_id,
        ("road", "object_id"): lambda w: first("needs", "Need", w).public_id,
        ("road:evidence", "file_id"): lambda w: w.evidence.file.public_id,
        ("road:version", "file_id"): lambda w: first("road", "DeliverableVersion", w).file.public_id,
        ("organisations", "what"): lambda w: "sample",
        ("anchoring", "stakeholder_id"): lambda w: anchored(w)["stakeholder"].public_id,
        ("anchoring", "measure_id"): lambda w: anchored(w)["measure"].public_id,
        ("anchoring", "invitation_id"): lambda w: anchored(w)["invitation"].public_id,
        ("anchoring", "plan_id"): lambda w: anchored(w)["plan"].public_id,
        ("anchoring", "file_id"): lambda w: anchored(w)["file"].file.public_id,
        ("anchoring", "language"): lambda w: anchored(w) and "nb",
        ("anchoring", "ending"): lambda w: "docx",
        ("needs", "need_id"): lambda w: first("needs", "Need", w).public_id,
        ("needs", "inquiry_id"): lambda w: inquiry_in(w).public_id,
        ("needs", "file_id"): lambda w: inquiry_in(w).files.get().public_id,
        ("needs", "persona_id"): lambda w: persona_in(w).public_id,
        ("needs", "story_id"): lambda w: story_in(w).public_id,
        ("needs", "connection_id"): lambda w: connection_in(w).pk,
        ("needs", "why_id"): lambda w: why_in(w).public_id,
        ("needs", "meant_id"): lambda w: meant_in(w).pk,
        ("needs", "guess_id"): lambda w: guess_in(w).public_id,
        ("needs", "journey_id"): lambda w: journey_in(w).public_id,
        ("needs", "step_id"): lambda w: step_in(w).public_id,
        ("needs", "figure_id"): lambda w: figure_in(w).public_id,
        ("needs", "system_id"): lambda w: flow_in(w).start.public_id,
        ("needs", "flow_id"): lambda w: flow_in(w).public_id,
        ("needs", "operation_id"): lambda w: operation_in(w).public_id,
        ("needs", "task_id"): lambda w: task_in(w).public_id,
        ("goals", "goal_id"): lambda w: first("goals", "Goal", w).public_id,
        ("goals", "what"): lambda w: "work",
        ("goals", "line_id"): lambda w: work_step_in(w).public_id,
        ("business_case", "alternative_id"): lambda w: case_in(w).alternatives.get(is_null=True).public_id,
        ("business_case", "line_id"): lambda w: case_line_in(w).public_id,
        ("business_case", "quantity_id"): lambda w: (
            case_in(w)
            .quantities.get_or_create(key="users", defaults={"number": 40, "position": 1})[0]
            .public_id
        ),
        ("business_case", "assumption_id"): lambda w: (
            case_in(w)
            .assumptions.get_or_create(title="An hour", defaults={"figure": 520, "position": 1})[0]
            .public_id
        ),
        ("business_case", "part"): lambda w: "technology",
        ("business_case", "ending"): lambda w: "pdf",
        ("strategy:value_add", "public_id"): lambda w: value_row_in(w).estimate.procurement.public_id,
        ("strategy:value_members", "public_id"): lambda w: value_row_in(w).estimate.procurement.public_id,
        ("strategy:value_take_over", "public_id"): lambda w: value_row_in(w).estimate.procurement.public_id,
        ("strategy:value_export", "public_id"): lambda w: value_row_in(w).estimate.procurement.public_id,
        ("strategy", "row_id"): lambda w: value_row_in(w).public_id,
        ("strategy", "cost_id"): lambda w: planned(w)["cost"].public_id,
        ("strategy", "demand_id"): lambda w: planned(w)["demand"].public_id,
        ("strategy", "question_id"): lambda w: planned(w)["question"].public_id,
        ("collaboration", "member_id"): lambda w: first("collaboration", "Member", w).public_id,
        ("market:letter", "public_id"): lambda w: dialogue_in(w).activity.procurement.public_id,
        ("market:notice", "public_id"): lambda w: dialogue_in(w).activity.procurement.public_id,
        ("market:note_file", "public_id"): lambda w: dialogue_in(w).activity.procurement.public_id,
        ("market", "ending"): lambda w: "pdf",
        ("market", "way"): lambda w: "workshop",
        ("market", "kind"): lambda w: "told",
        ("market", "activity_id"): lambda w: dialogue_in(w).activity.public_id,
        ("market", "slot_id"): lambda w: dialogue_in(w).slot.public_id,
        ("market", "registration_id"): lambda w: dialogue_in(w).registration.public_id,
        ("market", "row_id"): lambda w: dialogue_in(w).told.public_id,
        ("market:input_file", "row_id"): lambda w: dialogue_in(w).input.public_id,
        ("dialogue", "door"): lambda w: dialogue_in(w).invitation.door,
        ("dialogue", "key"): lambda w: dialogue_in(w).registration.key,
        ("requirements", "requirement_id"): lambda w: first("requirements", "Requirement", w).public_id,
        ("requirements", "section_id"): lambda w: first("requirements", "Section", w).public_id,
        ("requirements", "import_id"): lambda w: w.staged.public_id,
        ("requirements", "ending"): lambda w: "pdf",
        ("criteria", "criterion_id"): lambda w: first("criteria", "Criterion", w, kind="quality").public_id,
        ("criteria", "what"): lambda w: "assumptions",
        ("criteria", "basis_id"): lambda w: w.assumption.public_id,
        ("criteria", "line_id"): lambda w: first("criteria", "PriceLine", w).public_id,
        ("tenders", "tender_id"): lambda w: first("tenders", "Tender", w, key="A").public_id,
        ("tenders", "requirement_id"): lambda w: first("requirements", "Requirement", w).public_id,
        ("tenders", "form"): lambda w: "price",
        ("tenders", "file_id"): lambda w: first("tenders", "Tender", w, key="A").price_file.public_id,
        ("evaluation", "tender_id"): lambda w: first("tenders", "Tender", w, key="A").public_id,
        ("evaluation", "criterion_id"): lambda w: first("criteria", "Criterion", w, kind="quality").public_id,
        ("evaluation:assignments_of", "criterion_id"): lambda w: judged_one_by_one(w).criterion.public_id,
        ("evaluation:own_requirement", "criterion_id"): lambda w: judged_one_by_one(w).criterion.public_id,
        ("evaluation:own_requirement", "requirement_id"): lambda w: (
            judged_one_by_one(w).requirement.public_id
        ),
        ("evaluation", "note_id"): lambda w: note_of(w).pk,
        ("evaluation", "meeting_id"): lambda w: meeting_in(w).public_id,
        ("evaluation", "record_id"): lambda w: first("evaluation", "EvaluationRecord", w).public_id,
        ("evaluation", "ending"): lambda w: "pdf",
        ("evaluation", "clarification_id"): lambda w: asked(w).public_id,
        ("evaluation", "part"): lambda w: "record",
        ("evaluation", "requirement_id"): lambda w: first("requirements", "Requirement", w).public_id,
    }


def first(app: str, model: str, world: Any, **where: Any) -> Any:
    """Give the first object of a table in the world's procurement."""
    from django.apps import apps

    return apps.get_model(app, model).objects.filter(procurement=world.procurement, **where).order_by("pk")[0]


def help_in(world: Any) -> Any:
    """Give a request for help that nobody has answered."""
    from veien.road import actions
    from veien.road.models import HelpRequest

    found = HelpRequest.objects.filter(procurement=world.procurement, settled_at=None).first()
    leader = world.people["leader"]
    return found or actions.ask_for_help(
        world.procurement, by=leader, field="law", asked_of="A neighbour", text="How did you do it?"
    )


def inquiry_in(world: Any) -> Any:
    """Give an inquiry on which nothing rests, with one file."""
    from veien.needs import actions
    from veien.needs.models import Inquiry

    found = Inquiry.objects.filter(procurement=world.procurement, title="For the walk").first()
    leader = world.people["leader"]
    if found is None:
        found = actions.add_inquiry(world.procurement, by=leader, kind="interview", title="For the walk")
    if not found.files.exists():
        actions.attach_file(found, by=leader, data=b"Notes.", name="notes.txt", content_type="text/plain")
    return found


def persona_in(world: Any) -> Any:
    """Give a persona."""
    from veien.needs import actions
    from veien.needs.models import Persona

    found = Persona.objects.filter(procurement=world.procurement, name="Walker").first()
    return found or actions.add_persona(
        world.procurement, by=world.people["leader"], name="Walker", kind="user"
    )


def story_in(world: Any) -> Any:
    """Give a user story of which no need came yet."""
    from veien.needs import actions
    from veien.needs.models import UserStory

    found = UserStory.objects.filter(procurement=world.procurement, need=None).first()
    return found or actions.add_story(
        world.procurement, by=world.people["leader"], as_who="a walker", wants="to come home"
    )


def why_in(world: Any) -> Any:
    """Give a box of a five-why tree of which no need came yet."""
    from veien.needs.actions.asking import add_why
    from veien.needs.models import Why

    found = Why.objects.filter(procurement=world.procurement, need=None).first()
    return found or add_why(world.procurement, by=world.people["leader"], text="Why do people walk?")


def meant_in(world: Any) -> Any:
    """Give a word that is said to be meant in the first need."""
    from veien.foundation import clock
    from veien.needs.models import MeantWord

    need = first("needs", "Need", world)
    leader = world.people["leader"]
    kept = {"reason": "It must fit.", "said_by": leader, "said_at": clock.now()}
    return MeantWord.objects.get_or_create(need=need, word="a walker", defaults=kept)[0]


def guess_in(world: Any) -> Any:
    """Give a guess at the first need."""
    from veien.foundation import clock
    from veien.needs.models import Guess

    need = first("needs", "Need", world)
    kept = {"wording": need.title, "guess": "A walker", "guessed_at": clock.now()}
    return Guess.objects.get_or_create(need=need, guessed_by=world.people["leader"], defaults=kept)[0]


def connection_in(world: Any) -> Any:
    """Give something that a need hangs on."""
    from veien.needs import actions
    from veien.needs.models import NeedDependency

    found = NeedDependency.objects.filter(need__procurement=world.procurement).first()
    need = first("needs", "Need", world)
    return found or actions.connect_need(need, by=world.people["leader"], outside="A network")


def journey_in(world: Any) -> Any:
    """Give a service journey."""
    from veien.needs import actions
    from veien.needs.models import Journey

    found = Journey.objects.filter(procurement=world.procurement, title="A walk").first()
    return found or actions.add_journey(world.procurement, by=world.people["leader"], title="A walk")


def step_in(world: Any) -> Any:
    """Give a step in which something hurts."""
    from veien.needs import actions

    journey = journey_in(world)
    found = journey.steps.filter(when="today", need=None).first()
    return found or actions.add_step(
        journey, by=world.people["leader"], when="today", title="Walk", pain="The feet are sore"
    )


def figure_in(world: Any) -> Any:
    """Give a key figure."""
    from veien.needs import actions
    from veien.needs.models import KeyFigure

    found = KeyFigure.objects.filter(procurement=world.procurement, title="Walks").first()
    return found or actions.add_figure(
        world.procurement,
        by=world.people["leader"],
        title="Walks",
        value=Decimal(3),
        year=2024,
        source="A count",
    )


def work_step_in(world: Any) -> Any:
    """Give a step of the new way of working."""
    from veien.goals import actions
    from veien.goals.models import WorkStep

    found = WorkStep.objects.filter(procurement=world.procurement).first()
    words = {"place": "home", "title": "Answers the alarm", "change": "new"}
    leader = world.people["leader"] if hasattr(world, "people") else world.leader
    return found or actions.add_line(world.procurement, "work", by=leader, words=words)


def value_row_in(world: Any) -> Any:
    """Give a part of the value estimate."""
    from veien.strategy.actions import value
    from veien.strategy.models import ValueEstimate, ValueRow

    leader = world.people["leader"] if hasattr(world, "people") else world.leader
    if not ValueEstimate.objects.filter(procurement=world.procurement).exists():
        value.write_terms(world.procurement, by=leader, placed_on=date(2026, 9, 1))
    found = ValueRow.objects.filter(estimate__procurement=world.procurement).first()
    words = {"title": "Alarms", "amount": Decimal(100000), "source": "A quote"}
    return found or value.add_row(world.procurement, by=leader, **words)


def flow_in(world: Any) -> Any:
    """Give a flow between two systems."""
    from veien.needs import actions
    from veien.needs.models import DataFlow, DataSystem

    found = DataFlow.objects.filter(procurement=world.procurement, need=None).first()
    if found is not None:
        return found
    leader = world.people["leader"]
    ends = [
        DataSystem.objects.filter(procurement=world.procurement, name=name).first()
        or actions.add_system(world.procurement, by=leader, name=name)
        for name in ("A path", "A house")
    ]
    return actions.add_flow(
        world.procurement, by=leader, start=ends[0], end=ends[1], when="today", information="Steps"
    )


def operation_in(world: Any) -> Any:
    """Give something that the operation asks for."""
    from veien.needs import actions
    from veien.needs.models import OperationNeed

    found = OperationNeed.objects.filter(procurement=world.procurement, need=None).first()
    leader = world.people["leader"]
    return found or actions.add_operation(
        world.procurement, by=leader, kind="faults", statement="Mend the path"
    )


def task_in(world: Any) -> Any:
    """Give a task somebody answers for."""
    from veien.needs import actions
    from veien.needs.models import ResponsibilityTask

    rows = ResponsibilityTask.objects.filter(procurement=world.procurement)
    if not rows.exists():
        actions.add_tasks(world.procurement, by=world.people["leader"], titles=["Sweep the path"])
    return rows.order_by("pk")[0]


def signer_in(world: Any) -> Any:
    """Give somebody who is to sign the first decision and has not."""
    from veien.foundation import clock
    from veien.road.models import Signature

    decision = first("road", "Decision", world, point="decision-1")
    return Signature.objects.get_or_create(
        decision=decision,
        role="Chief executive",
        name="Somebody else",
        defaults={"noted_by": decision.recorded_by, "noted_at": clock.now()},
    )[0]


def case_in(world: Any) -> Any:
    """Give the business case, begun if it is not there."""
    from veien.business_case.actions import begin_case
    from veien.business_case.models import BusinessCase

    found = BusinessCase.objects.filter(procurement=world.procurement).first()
    return found or begin_case(
        world.procurement,
        by=world.people["leader"],
        years=5,
        start_year=2027,
        discount_rate=Decimal("0.04"),
        discounting="year_zero_undiscounted",
        currency="NOK",
    )


def case_line_in(world: Any) -> Any:
    """Give a line of today's practice."""
    from veien.business_case.models import Line

    chosen = case_in(world).alternatives.get(is_null=True)
    words = {
        "key": "visits",
        "title": "Visits",
        "part": "services",
        "kind": "cost",
        "amount": 100,
        "position": 1,
    }
    return Line.objects.get_or_create(alternative=chosen, key="visits", defaults=words)[0]


def anchored(world: Any) -> dict[str, Any]:
    """Give one of everything that anchoring keeps, made where the example has none."""
    from veien.anchoring import actions
    from veien.anchoring.models import Brief, Invitation, Measure, MeasureFile, PlanLink, Stakeholder
    from veien.foundation import clock

    procurement, leader = world.procurement, first("road", "Decision", world).recorded_by
    if not Stakeholder.objects.filter(procurement=procurement).exists():
        actions.add_stakeholder(
            procurement, by=leader, name="The council", kind="politicians", influence=5, attitude=0
        )
    if not Measure.objects.filter(procurement=procurement).exists():
        made = actions.add_measure(procurement, by=leader, title="A talk", kind="ask", phase="clarify-needs")
        actions.add_measure_file(
            made, by=leader, data=b"Minutes", name="minutes.txt", content_type="text/plain"
        )
    if not Invitation.objects.filter(procurement=procurement).exists():
        actions.invite(procurement, by=leader, service="Home care", into="needs", invited_on=clock.today())
    if not PlanLink.objects.filter(procurement=procurement).exists():
        actions.add_plan_link(procurement, by=leader, kind="budget", title="Budget")
    if not Brief.objects.filter(procurement=procurement).exists():
        parts = dict.fromkeys(("why", "costs", "gives", "asks"), "Words.")
        actions.write_brief(procurement, by=leader, revision=0, **parts)
    return {
        "stakeholder": first("anchoring", "Stakeholder", world),
        "measure": first("anchoring", "Measure", world),
        "invitation": first("anchoring", "Invitation", world),
        "plan": first("anchoring", "PlanLink", world),
        "file": MeasureFile.objects.filter(measure__procurement=procurement).order_by("pk")[0],
    }


def planned(world: Any) -> dict[str, Any]:
    """Give a cost, a demand and a question of the strategy, made where the example has none."""
    from veien.strategy.models import Demand, OwnershipLine, StrategyQuestion

    kept = {"procurement": world.procurement}
    cost = {"amount": 100, "source": "A quote"}
    demand = {"area": "economy", "kind": "credit", "position": 1}
    return {
        "cost": OwnershipLine.objects.get_or_create(**kept, way="own", title="Units", defaults=cost)[0],
        "demand": Demand.objects.get_or_create(**kept, text="Sound finances", defaults=demand)[0],
        "question": StrategyQuestion.objects.get_or_create(**kept, about="delivery", text="Who?")[0],
    }


def judged_one_by_one(world: Any) -> Any:
    """Give the first requirement of a criterion that is judged requirement by requirement.

    The access tests, which take back all they do, let one be judged so where there is none.
    """
    from veien.criteria.models import CriterionRequirement

    links = CriterionRequirement.objects.filter(criterion__procurement=world.procurement)
    links = links.select_related("criterion", "requirement").order_by("criterion_id", "requirement_id")
    if hasattr(world, "people") and not links.filter(criterion__judging="each").exists():
        criterion = links[0].criterion
        criterion.judging = "each"
        criterion.save(update_fields=["judging"])
    return links.filter(criterion__judging="each")[0]


def evaluator_in(world: Any) -> Any:
    """Give the evaluator whose own pages are looked at."""
    return world.people["nurse"] if hasattr(world, "people") else world.leader


def note_of(world: Any) -> Any:
    """Give a private note of the evaluator."""
    from veien.evaluation.models import PrivateNote
    from veien.foundation import clock

    return PrivateNote.objects.get_or_create(
        author=evaluator_in(world),
        tender=first("tenders", "Tender", world, key="A"),
        criterion=None,
        defaults={"text": "A note.", "changed_at": clock.now()},
    )[0]


def meeting_in(world: Any) -> Any:
    """Give a meeting with a tenderer."""
    from veien.evaluation.models import Meeting
    from veien.foundation import clock

    meeting, _is_new = Meeting.objects.get_or_create(
        tender=first("tenders", "Tender", world, key="A"),
        kind="demonstration",
        defaults={"held_at": clock.now(), "planned_by": evaluator_in(world)},
    )
    meeting.criteria.set([first("criteria", "Criterion", world, kind="quality")])
    return meeting


def asked(world: Any) -> Any:
    """Give the question that was put to a tenderer."""
    from veien.evaluation.models import Clarification

    return Clarification.objects.filter(tender__procurement=world.procurement, sent_at__isnull=False)[0]
