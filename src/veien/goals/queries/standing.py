"""How far the goals have come: what the road asks, and what the first decision rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.foundation import clock
from veien.goals.models import OpenQuestion, PlanLink, Position, SignOff, WorkStep
from veien.goals.queries import goals_of, vision_of
from veien.goals.queries.lines import Agreement, agreement_of, digest_now
from veien.road.queries import Procurement

DWELLINGS = frozenset({"home", "sheltered", "institution"})


@dataclass(frozen=True)
class Standing:
    """What there is of vision, goals and the lines beside them, and what they lack."""

    has_vision: bool
    vision_needs: int
    goals: int
    horizons: frozenset[str]
    no_needs: int
    no_measure: int
    no_owner: int
    parts_unsaid: int
    parts: int
    places: frozenset[str]
    steps_of_nobody: int
    positions: int
    positions_open: int
    plans: int
    plans_found: int
    operation_questions: int
    agreement: Agreement

    @property
    def lacking(self) -> int:
        """Count what the goals lack of what can be followed up: needs behind them, figures, owners."""
        return self.no_needs + self.no_measure + self.no_owner


def standing_of(procurement: Procurement) -> Standing:
    """Count what there is and what it lacks. Nine queries at most."""
    vision, rows = vision_of(procurement), goals_of(procurement)
    steps = list(WorkStep.objects.filter(procurement=procurement).values_list("place", "actor", "change"))
    positions = list(Position.objects.filter(procurement=procurement).values_list("stance", "gave_up"))
    plans = list(PlanLink.objects.filter(procurement=procurement).values_list("place", "checked_on"))
    signers = list(SignOff.objects.filter(procurement=procurement))
    weights = [part.weight for row in rows for part in row.parts]
    asked = OpenQuestion.objects.filter(procurement=procurement, about="operation").count()
    return Standing(
        has_vision=vision is not None,
        vision_needs=vision.needs.count() if vision else 0,
        goals=len(rows),
        horizons=frozenset(row.horizon for row in rows),
        no_needs=sum(not row.needs for row in rows),
        no_measure=sum(not row.is_measurable for row in rows),
        no_owner=sum(not row.owner for row in rows),
        parts_unsaid=sum(not weight for weight in weights),
        parts=len(weights),
        places=frozenset(place for place, _actor, _change in steps),
        steps_of_nobody=sum(not actor and change != "stops" for _place, actor, change in steps),
        positions=len(positions),
        positions_open=sum(stance != "agrees" and not gave_up for stance, gave_up in positions),
        plans=len(plans),
        plans_found=sum(bool(place and checked_on) for place, checked_on in plans),
        operation_questions=asked,
        agreement=agreement_of(signers, digest_now(vision, rows), clock.today()),
    )


def facts_in(found: Standing) -> dict[str, bool]:
    """Answer what a pack may ask about the goals. No query."""
    there = found.goals > 0
    return {
        "goals.has_vision": found.has_vision,
        "goals.exist": there,
        "goals.all_linked_to_needs": there and not found.no_needs,
        "goals.all_have_measure": there and not found.no_measure,
        "goals.all_have_owner": there and not found.no_owner,
        "goals.vision_begins_from_needs": found.vision_needs > 0,
        "goals.look_near_and_far": {"short", "long"} <= found.horizons,
        "goals.work_is_described": bool(found.places & DWELLINGS) and not found.steps_of_nobody,
        "goals.operation_is_described": "operation" in found.places,
        "goals.operation_is_asked_about": found.operation_questions > 0,
        "goals.technology_part_is_said": found.parts > 0 and not found.parts_unsaid,
        "goals.plans_are_looked_up": found.plans > 0 and found.plans_found == found.plans,
        "goals.compromises_are_settled": found.positions > 0 and not found.positions_open,
        "goals.are_agreed": found.agreement.is_whole,
    }


def sentence_of(found: Standing) -> str:
    """Say in one or two sentences how far the goals have come. No query."""
    if not found.goals:
        return _("No goals are set yet.")
    said = ngettext("%(count)s goal is set.", "%(count)s goals are set.", found.goals) % {
        "count": found.goals
    }
    if found.lacking:
        gaps = ngettext(
            "%(count)s thing is missing among needs behind them, figures and owners.",
            "%(count)s things are missing among needs behind them, figures and owners.",
            found.lacking,
        ) % {"count": found.lacking}
    else:
        gaps = _("Each answers a need, can be measured and has an owner.")
    return f"{said} {gaps} {agreement_sentence(found.agreement)}"


def agreement_sentence(agreement: Agreement) -> str:
    """Say in one sentence who agrees. No query."""
    if not agreement.asked:
        return _("Nobody has been asked to agree yet.")
    if agreement.outdated:
        return _("Some agreed before vision or goals were changed.")
    agreed = agreement.agreed + agreement.reserved
    return _("%(agreed)s of %(asked)s who were asked agree.") % {"agreed": agreed, "asked": agreement.asked}


def status_of(found: Standing) -> Literal["ok", "warning", "missing"]:
    """Give the status as the decision shows it: ``ok``, ``warning`` or ``missing``. No query."""
    if not found.has_vision or not found.goals:
        return "missing"
    return "warning" if found.lacking or found.positions_open or not found.agreement.is_whole else "ok"
