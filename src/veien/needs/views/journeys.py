"""Service journeys: the steps of today and the wanted ones side by side, and the needs that lie between them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.files.queries import download
from veien.needs import actions
from veien.needs.forms.mapping import NewStep, WriteJourney, WriteStep
from veien.needs.models import Journey, JourneyStep, When
from veien.needs.queries import journeys as queries
from veien.needs.queries.excel import XLSX
from veien.needs.views import mapped
from veien.needs.views.frames import may_edit
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb, Frame


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the journeys of a procurement, and what they take today and wanted."""
    return _page(request, procurement_for(request.user, public_id))


def _page(request: HttpRequest, procurement: Procurement, form: WriteJourney | None = None) -> HttpResponse:
    rows = queries.journeys_of(procurement)
    context = {
        "procurement": procurement,
        "frame": mapped.mapping_frame(procurement, "journeys"),
        "rows": [_in_list(each) for each in rows],
        "homes": {each.journey.dwelling for each in rows},
        "form": form or WriteJourney(),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/journeys.html", context, status=422 if form is not None else 200)


def _in_list(whole: queries.WholeJourney) -> dict[str, Any]:
    sums, often = whole.sums, whole.journey.per_week
    return {
        "whole": whole,
        "journey": whole.journey,
        "less": sums.less if whole.is_whole else None,
        "hours": sums.hours_a_week(sums.less, often) if whole.is_whole else None,
        "open": sum(row.may_become_need for row in (*whole.today, *whole.wanted)),
    }


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin a journey, and lead to it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteJourney(request.POST)
    made: list[Journey] = []

    def write(words: dict[str, Any]) -> None:
        made.append(actions.add_journey(procurement, by=signed_in(request), **words))

    if mapped.written(request, form, write, _("The journey is begun. Write down its first step.")):
        return redirect("needs:journey", public_id, made[0].public_id)
    return _page(request, procurement, form)


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the journeys as a workbook."""
    procurement = procurement_for(request.user, public_id)
    data = queries.as_workbook(queries.journeys_of(procurement))
    return download(data, name=_("Service journeys") + ".xlsx", content_type=XLSX)


@login_required
@require_GET
def one(request: HttpRequest, public_id: UUID, journey_id: UUID) -> HttpResponse:
    """Show one journey: drawing, both sides, sums and what falls away."""
    procurement = procurement_for(request.user, public_id)
    return _one(request, procurement, queries.journey_for(procurement, journey_id))


def _one(
    request: HttpRequest, procurement: Procurement, journey: Journey, form: NewStep | None = None
) -> HttpResponse:
    whole = queries.whole_journey(journey)
    sums, often = whole.sums, journey.per_week
    after = request.GET.get("side", "")
    side = after if after in When.values else When.TODAY.value
    context = {
        "procurement": procurement,
        "frame": _frame(journey),
        "journey": journey,
        "whole": whole,
        "sides": _sides(whole),
        "drawing": queries.drawing_of(whole) if whole.today or whole.wanted else "",
        "actors": [{"row": row, "hours": sums.hours_a_week(row.less, often)} for row in sums.actors],
        "week": {
            "today": sums.hours_a_week(sums.today, often),
            "wanted": sums.hours_a_week(sums.wanted, often),
            "less": sums.hours_a_week(sums.less, often),
        },
        "known": sorted({row.step.actor for row in (*whole.today, *whole.wanted) if row.step.actor}),
        "form": form or NewStep(initial={"when": side}),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/journey.html", context, status=422 if form is not None else 200)


def _sides(whole: queries.WholeJourney) -> list[dict[str, Any]]:
    return [
        {"key": "today", "title": _("Today"), "rows": whole.today, "total": whole.sums.today},
        {"key": "wanted", "title": _("Wanted"), "rows": whole.wanted, "total": whole.sums.wanted},
    ]


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, journey_id: UUID) -> HttpResponse:
    """Change a journey as a whole."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.journey_for(procurement, journey_id)

    def write(revision: int, words: dict[str, Any]) -> None:
        actions.change_journey(found, by=signed_in(request), revision=revision, **words)

    changing = mapped.Changing(
        frame=_frame(found, _("Change the journey")),
        back=_url(found),
        remove_url=reverse("needs:journey_remove", args=[public_id, journey_id]),
        remove_word=_("Remove the journey"),
        remove_note=_("Its steps go with it. Needs that came of them stay."),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=WriteJourney, write=write)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, journey_id: UUID) -> HttpResponse:
    """Remove a journey and its steps."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.journey_for(procurement, journey_id)
    mapped.done(
        request,
        lambda: actions.remove_journey(found, by=signed_in(request)),
        _("%(what)s is removed.") % {"what": found.title},
    )
    return redirect("needs:journeys", public_id)


@login_required
@require_POST
def add_step(request: HttpRequest, public_id: UUID, journey_id: UUID) -> HttpResponse:
    """Write down a step, and stand ready for the next on the same side."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.journey_for(procurement, journey_id)
    form = NewStep(request.POST)

    def write(words: dict[str, Any]) -> None:
        actions.add_step(found, by=signed_in(request), **words)

    if mapped.written(request, form, write, _("The step is kept.")):
        side = form.cleaned_data["when"]
        return redirect(f"{_url(found)}?side={side}#write")
    return _one(request, procurement, found, form)


@login_required
@require_POST
def copy_all(request: HttpRequest, public_id: UUID, journey_id: UUID) -> HttpResponse:
    """Carry every step of today over to what is wanted."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.journey_for(procurement, journey_id)
    _carry(request, found)
    return redirect(_url(found) + "#wanted")


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: UUID, step_id: UUID) -> HttpResponse:
    """Change a step."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.step_for(procurement, step_id)

    def write(revision: int, words: dict[str, Any]) -> None:
        actions.change_step(found, by=signed_in(request), revision=revision, **words)

    journey = found.journey
    changing = mapped.Changing(
        frame=_frame(journey, _("Change the step")),
        back=f"{_url(journey)}#step-{found.pk}",
        remove_url=reverse("needs:step_remove", args=[public_id, step_id]),
        remove_word=_("Remove the step"),
        remove_note=_("A need that came of it stays."),
    )
    return mapped.change_row(request, procurement, changing, row=found, form_of=WriteStep, write=write)


@login_required
@require_POST
def remove_step(request: HttpRequest, public_id: UUID, step_id: UUID) -> HttpResponse:
    """Remove a step."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.step_for(procurement, step_id)
    mapped.done(request, lambda: actions.remove_step(found, by=signed_in(request)), _("The step is removed."))
    return redirect(f"{_url(found.journey)}#{found.when}")


@login_required
@require_POST
def move_step(request: HttpRequest, public_id: UUID, step_id: UUID) -> HttpResponse:
    """Move a step one place earlier or later."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.step_for(procurement, step_id)
    where = "up" if request.POST.get("where") == "up" else "down"
    actions.move_step(found, by=signed_in(request), where=where)  # type: ignore[arg-type]
    return redirect(f"{_url(found.journey)}#step-{found.pk}")


@login_required
@require_POST
def copy_step(request: HttpRequest, public_id: UUID, step_id: UUID) -> HttpResponse:
    """Carry one step of today over to what is wanted."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.step_for(procurement, step_id)
    _carry(request, found.journey, found)
    return redirect(_url(found.journey) + "#wanted")


@login_required
@require_POST
def step_need(request: HttpRequest, public_id: UUID, step_id: UUID) -> HttpResponse:
    """Make a need of what hurts in a step, or of what could be better."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.step_for(procurement, step_id)
    back = f"{_url(found.journey)}#step-{found.pk}"
    return mapped.made_need(
        request, procurement, lambda: actions.need_from_step(found, by=signed_in(request)), back
    )


def _carry(request: HttpRequest, journey: Journey, step: JourneyStep | None = None) -> None:
    said = _("The step is carried over.") if step else _("The steps are carried over.")
    mapped.done(request, lambda: actions.copy_to_wanted(journey, by=signed_in(request), step=step), said)


def _url(journey: Journey) -> str:
    return reverse("needs:journey", args=[journey.procurement.public_id, journey.public_id])


def _frame(journey: Journey, last: str = "") -> Frame:
    crumbs = (Crumb(journey.title, _url(journey)), Crumb(last)) if last else (Crumb(journey.title),)
    return mapped.mapping_frame(journey.procurement, "journeys", title=last or journey.title, crumbs=crumbs)
