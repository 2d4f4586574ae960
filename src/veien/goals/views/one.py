"""One goal: its own page, setting it, changing it, removing it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.foundation.errors import Refused
from veien.goals import actions, forms, queries
from veien.goals.models import Goal, GoalNeed
from veien.goals.queries import lines
from veien.goals.rules import FIELDS, TIES, step
from veien.goals.views.both import Both, both_of
from veien.goals.views.frames import goals_frame
from veien.needs.queries import NeedChoice, need_choices
from veien.needs.queries.history import history_of
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb, Frame
from veien.web.rules.numbers import written_number


@login_required
@require_GET
def goal(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """Show a goal: from which figure to which, whose it is, the needs behind it, and what happened to it."""
    procurement = procurement_for(request.user, public_id)
    found = queries.goal_for(procurement, goal_id)
    labels = _labels() | {"place": _("Place in the list")}
    rows = queries.goals_of(procurement)
    around = next(row for row in rows if row.pk == found.pk)
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, str(found), found.ref),
        "goal": found,
        "under": [row for row in rows if row.parent_id == found.pk],
        "parts": [_part(part, need) for part, need in zip(around.parts, around.needs, strict=True)],
        "positions": lines.positions_on(found),
        "plans": list(found.plan_links.order_by("position", "pk")),
        "questions": list(found.open_questions.order_by("position", "pk")),
        "differs": _differs_from_figure(found),
        "step": step(found.baseline, found.target),
        "history": history_of(procurement, f"goal:{found.public_id}", labels=labels, shown=shown),
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "goals/goal.html", context)


def _part(part: queries.Part, need: NeedChoice) -> dict[str, Any]:
    return {"need": need, "weight": _WEIGHTS.get(part.weight, ""), "contribution": part.contribution}


_WEIGHTS = dict(GoalNeed.Weight.choices)


def _differs_from_figure(goal: Goal) -> bool:
    return (
        goal.key_figure is not None and goal.baseline is not None and goal.key_figure.value != goal.baseline
    )


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set a goal. A search in the list of needs comes here too, and loses nothing."""
    procurement = procurement_for(request.user, public_id, may="edit")
    choices = _choices(procurement)
    if request.method != "POST":
        chosen = [
            str(each.pk) for each in choices.needs if str(each.public_id) in request.GET.getlist("need")
        ]
        initial = {"parent": request.GET.get("under", "")}
        form = forms.WriteGoal(choices=choices, initial=initial)
        return _form_page(request, procurement, form, choices, chosen=chosen)
    if _only_searches(request):
        return _form_page(request, procurement, _as_typed(request, choices), choices)
    form = forms.WriteGoal(request.POST, choices=choices)
    if form.is_valid():
        words = dict(form.cleaned_data)
        words.pop("revision")
        try:
            made = actions.add_goal(procurement, by=signed_in(request), **words)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(goal)s is set.") % {"goal": made})
            return redirect("goals:page", public_id)
    return _form_page(request, procurement, form, choices)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change a goal; when somebody else wrote first, show both texts and let the writer choose."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.goal_for(procurement, goal_id)
    choices = _choices(procurement, found)
    if request.method != "POST":
        form = forms.WriteGoal(choices=choices, initial=_keyed(found) | {"revision": found.revision})
        chosen = [str(each.pk) for each in queries.needs_of_goal(found)]
        return _form_page(request, procurement, form, choices, chosen=chosen, goal=found)
    if _only_searches(request):
        return _form_page(request, procurement, _as_typed(request, choices), choices, goal=found)
    form = forms.WriteGoal(request.POST, choices=choices, due_before=found.due_on)
    if form.is_valid():
        words = dict(form.cleaned_data)
        try:
            actions.change_goal(found, by=signed_in(request), **words)
        except actions.ChangedMeanwhile:
            current = queries.goal_for(procurement, goal_id)
            anew = forms.WriteGoal(choices=choices, initial=words | {"revision": current.revision})
            both = _both_texts(current, words, choices, form)
            return _form_page(request, procurement, anew, choices, goal=current, both=both)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The goal is kept."))
            return redirect("goals:goal", public_id, goal_id)
    return _form_page(request, procurement, form, choices, goal=found)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, goal_id: UUID) -> HttpResponse:
    """Ask before a goal is removed, then remove it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.goal_for(procurement, goal_id)
    if request.method == "POST":
        actions.remove_goal(found, by=signed_in(request))
        messages.success(request, _("%(goal)s is removed.") % {"goal": found})
        return redirect("goals:page", public_id)
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, _("Remove %(goal)s?") % {"goal": found.ref}, _("Remove"), found),
        "goal": found,
        "needs": queries.needs_of_goal(found),
    }
    return render(request, "goals/remove.html", context)


def _choices(procurement: Procurement, goal: Goal | None = None) -> forms.GoalChoices:
    return forms.GoalChoices(
        needs=need_choices(procurement),
        goals=queries.may_stand_under(queries.goals_of(procurement), goal),
        figures=queries.figures_of(procurement),
    )


def _keyed(goal: Goal) -> dict[str, object]:
    return actions.words_of(goal) | {tie: getattr(goal, f"{tie}_id") for tie in TIES}


def _frame(procurement: Procurement, title: str, last: str, goal: Goal | None = None) -> Frame:
    way = []
    if goal is not None:
        way.append(Crumb(goal.ref, reverse("goals:goal", args=[procurement.public_id, goal.public_id])))
    return goals_frame(procurement, "page", title=title, crumbs=(*way, Crumb(last)))


def _only_searches(request: HttpRequest) -> bool:
    """Tell a search in the needs from a wish to keep: the enter key means a search when the words have changed."""
    if "search" in request.POST:
        return True
    return "enter" in request.POST and request.POST.get("find", "") != request.POST.get("found", "")


def _as_typed(request: HttpRequest, choices: forms.GoalChoices) -> forms.WriteGoal:
    return forms.WriteGoal(choices=choices, initial=request.POST.dict())


def _form_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.WriteGoal,
    choices: forms.GoalChoices,
    *,
    chosen: list[str] | None = None,
    goal: Goal | None = None,
    both: list[Both] | None = None,
) -> HttpResponse:
    ticked = set(request.POST.getlist("needs") if chosen is None else chosen)
    find = request.POST.get("find", "").strip()
    rows = [
        {"need": each, "is_chosen": str(each.pk) in ticked}
        for each in choices.needs
        if str(each.pk) in ticked or _fits(each, find.casefold())
    ]
    if goal is None:
        frame = _frame(procurement, _("Set a goal"), _("Set a goal"))
    else:
        frame = _frame(procurement, _("Change %(goal)s") % {"goal": goal.ref}, _("Change"), goal)
    context = {
        "procurement": procurement,
        "frame": frame,
        "form": form,
        "goal": goal,
        "both": both,
        "has_goals": bool(choices.goals),
        "has_figures": bool(choices.figures),
        "rows": sorted(rows, key=lambda row: not row["is_chosen"]),
        "needs_count": len(choices.needs),
        "find": find,
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "goals/form.html", context, status=status)


def _fits(need: NeedChoice, find: str) -> bool:
    return find in f"{need.ref} {need.title} {need.holder} {need.area}".casefold()


def _both_texts(
    current: Goal, words: dict[str, Any], choices: forms.GoalChoices, form: forms.WriteGoal
) -> list[Both]:
    """Set what the other wrote beside what was typed, where the two differ."""
    plain = {name: field for name, field in form.fields.items() if name in FIELDS}
    stands = actions.words_of(current)
    found = [
        Both(str(field.label), shown(name, stands[name]), shown(name, words[name]))
        for name, field in plain.items()
        if stands[name] != words[name]
    ]
    found += both_of(_keyed(current) | {"needs": None}, {tie: words[tie] for tie in TIES}, form)
    theirs = [each.ref for each in queries.needs_of_goal(current)]
    mine = [each.ref for each in choices.needs if each.pk in words["needs"]]
    if theirs != mine:
        found.append(Both(str(_labels()["needs"]), shown("needs", theirs), shown("needs", mine)))
    return found


def _labels() -> dict[str, Any]:
    return {field: forms.WriteGoal.base_fields[field].label for field in (*FIELDS, *TIES, "needs")}


def shown(field: str, value: object) -> str:
    """Write a word of a goal as people read it, from the table or from the log."""
    if value is None or value == "":
        return ""
    if field in ("baseline", "target"):
        return written_number(Decimal(str(value)), get_language() or "nb")
    if field == "due_on":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return formats.date_format(day, "SHORT_DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    names = {"kind": dict(Goal.Kind.choices), "horizon": dict(Goal.Horizon.choices)}.get(field, {})
    return str(names.get(str(value), value))
