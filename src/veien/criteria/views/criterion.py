"""One criterion: its own page, changing it, moving it, removing it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.criteria import actions, forms, queries
from veien.criteria.queries import AwardModel, Criterion, Place, Tree
from veien.criteria.queries.examples import steps_of
from veien.criteria.queries.problems import percent_short
from veien.criteria.queries.words import PRICE_MODELS, price_model_words
from veien.criteria.views.frame import frame, locked_note, may_edit
from veien.criteria.views.weighed import weighed
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


@login_required
@require_GET
def criterion(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Show one criterion: what it weighs, what gives points, and what it judges."""
    procurement = procurement_for(request.user, public_id)
    return criterion_page(request, procurement, queries.criterion_for(procurement, criterion_id))


def criterion_page(
    request: HttpRequest,
    procurement: Procurement,
    found: Criterion,
    *,
    judging: forms.ChooseJudging | None = None,
    weights: forms.RequirementWeights | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the page of one criterion, with what was typed where something was refused."""
    tree = queries.tree_of(procurement)
    place = _place(tree, found.public_id)
    model = queries.model_of(procurement)
    move = forms.MoveCriterion(
        tree=tree, node=place.node, initial={"parent": str(place.parent.public_id) if place.parent else ""}
    )
    is_open = may_edit(procurement, model)
    context = {
        "procurement": procurement,
        "frame": frame(procurement, found.title, here="criteria:page", below=True),
        "criterion": found,
        "place": place,
        "effective": percent_short(place.effective),
        "price_words": price_model_words(found.model.get("name", "")) if found.kind == "price" else None,
        "figures": _figures(found),
        "method": model.method if model else "points",
        "scale": model.scale if model else Decimal(10),
        "requirements": queries.requirements_of_leaf(found) if found.kind == "quality" else [],
        "move": move,
        "may_edit": is_open,
        "locked": locked_note(model),
        "weighed": weighed(place, queries.judged_by(found), weights, may_edit=is_open)
        if found.judging == "each"
        else None,
        "judging": judging
        or forms.ChooseJudging(initial={"judging": found.judging, "revision": found.revision}),
        "weights_error": error,
    }
    return render(request, "criteria/criterion.html", context, status=status)


def _place(tree: Tree, criterion_id: UUID) -> Place:
    place = tree.place(criterion_id)
    if place is None:
        raise Http404
    return place


def _figures(found: Criterion) -> list[tuple[str, str]]:
    words = price_model_words(found.model.get("name", "")) if found.kind == "price" else None
    if words is None:
        return []
    shown = []
    for each in words.keys:
        value = found.model.get(each.key)
        if isinstance(value, list):
            text = "; ".join(" → ".join(forms.typed_figure(Decimal(one)) for one in pair) for pair in value)
            shown.append((str(each.title), text))
        elif value is not None:
            shown.append((str(each.title), forms.typed_figure(Decimal(str(value)))))
    return shown


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Change a criterion; when somebody else wrote first, show both and let the writer choose."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    model = queries.model_of(procurement)
    editing = _Editing(request, procurement, found, model)
    if request.method != "POST" and locked_note(model):
        return _to_read(request, found, model)
    if request.method != "POST":
        return editing.page(editing.form(None))
    form = editing.form(request.POST)
    if form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            actions.change_criterion(
                procurement,
                by=signed_in(request),
                criterion=found,
                revision=revision,
                **form.fields_to_keep(),
            )
        except actions.Overtaken as late:
            return editing.both(form, late.now)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("The criterion is kept."))
            return redirect("criteria:criterion", public_id, criterion_id)
    return editing.page(form)


def _to_read(request: HttpRequest, found: Criterion, model: AwardModel | None) -> HttpResponse:
    """Say since when the criterion stands, and show it."""
    messages.info(request, locked_note(model))
    return redirect("criteria:criterion", found.procurement.public_id, found.public_id)


@dataclass(frozen=True)
class Both:
    """One field as it stands and as it was written meanwhile."""

    label: str
    theirs: str
    mine: str


class _Editing:
    """The page on which one criterion is changed."""

    def __init__(
        self, request: HttpRequest, procurement: Procurement, found: Criterion, model: AwardModel | None
    ) -> None:
        self._request, self._procurement, self._found, self._model = request, procurement, found, model
        self._method = model.method if model else "points"
        wished = request.POST.get("model", request.GET.get("model", found.model.get("name", "")))
        self._words = (
            price_model_words(wished) if found.kind == "price" and self._method == "points" else None
        )

    def form(
        self, data: Any, *, criterion: Criterion | None = None, initial: Any = None
    ) -> forms.ChangeCriterion:
        """Make the form that fits the kind of criterion."""
        begin = initial or self._initial(criterion or self._found)
        if self._found.kind == "quality":
            return forms.ChangeQuality(data, initial=begin, has_money=self._method == "priced_quality")
        if self._found.kind == "price":
            return forms.ChangePrice(data, initial=begin, model=self._words)
        return forms.ChangeCriterion(data, initial=begin)

    def _initial(self, found: Criterion) -> dict[str, Any]:
        begin: dict[str, Any] = {
            name: getattr(found, name)
            for name in ("title", "top", "middle", "bottom", "normalise", "money_per_point", "revision")
        }
        begin["kind"] = found.kind or "group"
        if self._words is not None and found.model.get("name") == self._words.id:
            begin |= {
                key: value if isinstance(value, list) else Decimal(str(value))
                for key, value in found.model.items()
                if key != "name"
            }
        elif self._words is not None and self._words.id == "piecewise":
            begin["knots"] = self._words.example["knots"]
        return begin

    def page(
        self, form: forms.ChangeCriterion, *, both: list[Both] | None = None, status: int = 0
    ) -> HttpResponse:
        """Show the form."""
        procurement = self._procurement
        context = {
            "procurement": procurement,
            "frame": frame(
                procurement,
                _("Change %(title)s") % {"title": self._found.title},
                here="criteria:page",
                below=True,
            ),
            "criterion": self._found,
            "form": form,
            "both": both,
            "chosen": self._words,
            "models": [(words, steps_of(words.id)) for words in PRICE_MODELS],
            "method": self._method,
            "locked": locked_note(self._model),
        }
        code = status or (422 if form.errors else 200)
        return render(self._request, "criteria/change.html", context, status=code)

    def both(self, form: forms.ChangeCriterion, now: Any) -> HttpResponse:
        """Show what the other wrote beside what was typed; the form keeps what was typed."""
        theirs = self.form(None, criterion=now)
        shown = [
            Both(str(form[name].label), _said(theirs, name), _said(form, name))
            for name in form.fields
            if name != "revision" and _said(theirs, name) != _said(form, name)
        ]
        typed = {name: form[name].value() for name in form.fields} | {"revision": now.revision}
        return self.page(self.form(None, initial=typed), both=shown, status=409)


def _said(form: forms.ChangeCriterion, name: str) -> str:
    value = form[name].value()
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, "" if value is None else value))


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Ask before a criterion is removed with all under it, then remove it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    refusal = ""
    model = queries.model_of(procurement)
    if request.method != "POST" and locked_note(model):
        return _to_read(request, found, model)
    if request.method == "POST":
        try:
            actions.remove_criterion(procurement, by=signed_in(request), criterion=found)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("%(title)s is removed.") % {"title": found.title})
            return redirect("criteria:page", public_id)
    place = _place(queries.tree_of(procurement), criterion_id)
    under = [each.node for each in Tree((place.node,)).places()][1:]
    keys = queries.requirement_keys_by_leaf(procurement)
    context = {
        "procurement": procurement,
        "frame": frame(
            procurement, _("Remove %(title)s?") % {"title": found.title}, here="criteria:page", below=True
        ),
        "criterion": found,
        "under": under,
        "judged": sum(len(keys.get(node.pk, ())) for node in (place.node, *under)),
        "refusal": refusal,
    }
    return render(request, "criteria/remove.html", context, status=422 if refusal else 200)


@login_required
@require_POST
def move(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Move a criterion up or down among its siblings, or into another group."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.criterion_for(procurement, criterion_id)
    step = {"up": -1, "down": 1}.get(request.POST.get("step", ""), 0)
    to = None
    if not step:
        tree = queries.tree_of(procurement)
        form = forms.MoveCriterion(request.POST, tree=tree, node=_place(tree, criterion_id).node)
        if not form.is_valid():
            messages.error(request, _("That place is not there any more."))
            return redirect("criteria:criterion", public_id, criterion_id)
        parent_id = form.cleaned_data["parent"]
        to = queries.criterion_for(procurement, UUID(parent_id)) if parent_id else None
    try:
        actions.move_criterion(
            procurement,
            by=signed_in(request),
            criterion=found,
            step=step,
            to=to,
            to_top=not step and to is None,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("criteria:criterion", public_id, criterion_id)
    return redirect(f"{reverse('criteria:page', args=[public_id])}#criterion-{criterion_id}")
