"""How far the dialogue has come: counts, what hangs loose, and what is expected next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from veien.market.models import (
    Activity,
    Input,
    Invitation,
    Learning,
    Note,
    Outreach,
    Plan,
    Question,
    Registration,
    Slot,
    Told,
    Visit,
)
from veien.road.queries import Procurement
from veien.web.rules.frame import Crumb

THEMES = ("technology", "operation", "legal", "financial", "delivery")


@dataclass(frozen=True)
class Standing:
    """How far the dialogue has come, in counts and yes or no."""

    has_plan: bool
    themes: int
    has_note: bool
    shown_needs: int
    has_volume: bool
    has_constraints: bool
    invitation: str
    activities: int
    questions: int
    registered: int
    stayed_away: int
    booked: int
    minuted: int
    inputs: int
    visits: int
    outreach: int
    learnings: int
    loose_learnings: int
    told: int
    untold: int

    @property
    def took_part(self) -> int:
        """Count the firms that are registered, without those that came to nothing of it."""
        return self.registered - self.stayed_away

    @property
    def is_settled(self) -> bool:
        """Say that nobody knows more than the others: nothing is open in the ledger."""
        return self.untold == 0


def standing_of(procurement: Procurement) -> Standing:
    """Count a procurement's dialogue. Thirteen queries, whatever the number of rows."""
    plan = Plan.objects.filter(procurement=procurement).first()
    note = Note.objects.filter(procurement=procurement).first()
    state = Invitation.objects.filter(procurement=procurement).values_list("state", flat=True).first()
    slots = Slot.objects.filter(activity__procurement=procurement).aggregate(
        booked=Count("pk", filter=~Q(registration=None)), minuted=Count("pk", filter=~Q(minutes=""))
    )
    told = Told.objects.filter(procurement=procurement).aggregate(
        all=Count("pk"), untold=Count("pk", filter=Q(published_at=None))
    )
    learned = Learning.objects.filter(procurement=procurement).aggregate(
        all=Count("pk"), loose=Count("pk", filter=Q(becomes=""))
    )
    parts = Count("parts"), Count("parts", filter=Q(parts__came=False))
    firms = Registration.objects.filter(procurement=procurement, cancelled_at=None).annotate(
        all=parts[0], missed=parts[1]
    )
    joined = [(each.all, each.missed) for each in firms]
    return Standing(
        has_plan=plan is not None,
        themes=sum(bool(getattr(plan, each)) for each in THEMES) if plan else 0,
        has_note=note is not None,
        shown_needs=note.needs.count() if note else 0,
        has_volume=bool(note and note.volume),
        has_constraints=bool(note and note.constraints),
        invitation=state or "",
        activities=Activity.objects.filter(procurement=procurement).count(),
        questions=Question.objects.filter(procurement=procurement).count(),
        registered=len(joined),
        stayed_away=sum(0 < all_of_it == missed for all_of_it, missed in joined),
        booked=slots["booked"],
        minuted=slots["minuted"],
        inputs=Input.objects.filter(procurement=procurement).count(),
        visits=Visit.objects.filter(procurement=procurement).count(),
        outreach=Outreach.objects.filter(procurement=procurement).count(),
        learnings=learned["all"],
        loose_learnings=learned["loose"],
        told=told["all"],
        untold=told["untold"],
    )


def next_steps(procurement: Procurement, standing: Standing) -> list[Crumb]:
    """Say what is expected next, the first thing first, at most three; each with its address."""
    here = [procurement.public_id]
    steps: tuple[tuple[bool, str, str, list[str]], ...] = (
        (not standing.has_plan, _("Say why, about what and when you talk with the market"), "plan", []),
        (not standing.activities, _("Choose how you want to hear the market"), "activity_choose", []),
        (not standing.questions, _("Write the questions that all are asked"), "rows", ["question"]),
        (not standing.has_note, _("Write the dialogue note"), "note_change", []),
        (standing.invitation in ("", "draft"), _("Publish the invitation"), "invitation", []),
        (not standing.outreach, _("Reach out, and write down where"), "rows", ["outreach"]),
        (standing.untold > 0, _("Publish to all what somebody was told"), "rows", ["told"]),
        (not standing.learnings, _("Write down what you learned"), "rows", ["learning"]),
        (standing.loose_learnings > 0, _("Say what each lesson becomes"), "rows", ["learning"]),
    )
    found = [
        Crumb(text, reverse(f"market:{name}", args=here + more))
        for is_due, text, name, more in steps
        if is_due
    ]
    return found[:3]


def loose_ends(standing: Standing) -> list[str]:
    """Say what hangs loose besides the ledger, in the reader's language."""
    ends = []
    if standing.has_plan and standing.themes < len(THEMES):
        said = _("The plan speaks of %(count)s of the five themes")
        ends.append(said % {"count": standing.themes})
    if standing.has_note and not standing.shown_needs:
        ends.append(_("The dialogue note shows none of the needs"))
    if standing.has_note and not standing.has_volume:
        ends.append(_("The dialogue note does not say how many it concerns"))
    if standing.has_note and not standing.has_constraints:
        ends.append(_("The dialogue note does not say what is fixed"))
    if standing.booked > standing.minuted:
        ends.append(_("There are booked meetings without minutes"))
    return ends
