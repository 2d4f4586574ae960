"""One stakeholder: its page with views over time, adding, changing, removing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.anchoring import actions, forms
from veien.anchoring.models import Stakeholder
from veien.anchoring.rules import advice
from veien.anchoring.views.editing import both_texts, form_page, tried
from veien.anchoring.views.page import advice_word, frame
from veien.foundation import clock
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


def _found(procurement: Procurement, stakeholder_id: UUID) -> Stakeholder:
    found = get_object_or_404(Stakeholder, procurement=procurement, public_id=stakeholder_id)
    found.procurement = procurement
    return found


@login_required
@require_GET
def stakeholder(request: HttpRequest, public_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Show a stakeholder, where it stood over time, and what is done for it."""
    procurement = procurement_for(request.user, public_id)
    return _page(request, procurement, _found(procurement, stakeholder_id))


def _page(
    request: HttpRequest, procurement: Procurement, found: Stakeholder, form: forms.NoteView | None = None
) -> HttpResponse:
    now = {"influence": found.influence, "attitude": found.attitude, "noted_on": clock.today()}
    context = {
        "procurement": procurement,
        "frame": frame(procurement, found.name),
        "stakeholder": found,
        "advice": advice_word(advice(found.influence, found.attitude)),
        "views": found.views.select_related("noted_by").order_by("-noted_on", "-pk"),
        "measures": found.measures.order_by("due_on", "pk"),
        "form": form or forms.NoteView(initial=now),
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(
        request,
        "anchoring/stakeholder.html",
        context,
        status=422 if form is not None and form.errors else 200,
    )


@login_required
@require_POST
def view(request: HttpRequest, public_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Note where a stakeholder stands on a day."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, stakeholder_id)
    form = forms.NoteView(request.POST)
    if form.is_valid() and tried(
        form, lambda: actions.note_view(found, by=signed_in(request), **form.cleaned_data)
    ):
        messages.success(request, _("The view is noted."))
        return redirect("anchoring:stakeholder", public_id, stakeholder_id)
    return _page(request, procurement, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a stakeholder."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.NewStakeholder(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = {key: value for key, value in form.cleaned_data.items() if key != "revision"}
        if tried(form, lambda: actions.add_stakeholder(procurement, by=signed_in(request), **words)):
            messages.success(request, _("%(name)s stands on the map.") % {"name": words["name"]})
            return redirect("anchoring:page", public_id)
    back = reverse("anchoring:page", args=[public_id])
    return form_page(request, procurement, form, title=_("Add a stakeholder"), back=back)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Change what is known of a stakeholder."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, stakeholder_id)
    here = [public_id, stakeholder_id]
    back, title = reverse("anchoring:stakeholder", args=here), _("Change %(name)s") % {"name": found.name}
    stands = {key: getattr(found, key) for key in ("name", "kind", "matters", "contact", "revision")}
    form = forms.Known(request.POST if request.method == "POST" else None, initial=stands)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            if tried(form, lambda: actions.change_stakeholder(found, by=signed_in(request), **words)):
                messages.success(request, _("It is kept."))
                return redirect(back)
        except actions.ChangedMeanwhile as late:
            anew = forms.Known(initial=words | {"revision": late.current.revision})
            both = both_texts(form, late.current, words)
            return form_page(request, procurement, anew, title=title, back=back, both=both)
    return form_page(request, procurement, form, title=title, back=back)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Ask before a stakeholder is taken away, then do it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, stakeholder_id)
    if request.method == "POST":
        actions.remove_stakeholder(found, by=signed_in(request))
        messages.success(request, _("%(name)s is taken away.") % {"name": found.name})
        return redirect("anchoring:page", public_id)
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Take away %(name)s?") % {"name": found.name}),
        "what": _("What was noted of it over time goes too. Measures that name it stay."),
        "back": reverse("anchoring:stakeholder", args=[public_id, stakeholder_id]),
    }
    return render(request, "anchoring/remove.html", context)
