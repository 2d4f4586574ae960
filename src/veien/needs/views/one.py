"""One need: its own page, changing it, removing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.foundation.errors import Refused
from veien.needs import actions, forms, queries
from veien.needs.models import Need
from veien.needs.queries.asking import guesses_at
from veien.needs.queries.connections import connections_for
from veien.needs.queries.history import history_of
from veien.needs.queries.inquiries import chosen_for, grounds_of, inquiry_choices
from veien.needs.queries.personas import stories_to
from veien.needs.queries.wording import wording_of
from veien.needs.rules import FIELDS
from veien.needs.views.both import both_of
from veien.needs.views.frames import needs_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb, Frame


@login_required
@require_GET
def need(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Show a need: what it says, what it rests on, what rests on it, and what happened to it."""
    procurement = procurement_for(request.user, public_id)
    found = queries.need_for(procurement, need_id)
    resting = queries.rests_on(found)
    place = queries.place_of(found)
    beside = queries.neighbours_of(found)
    hangs_on, carries = connections_for(found)
    subject = f"need:{found.public_id}"
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, found, str(found)),
        "need": found,
        "goals": [each for each in resting if each.kind == "goal"],
        "requirements": [each for each in resting if each.kind == "requirement"],
        "history": history_of(
            procurement,
            subject,
            labels=_labels() | {"place": _("Place in the list"), "rests_on": _("What it rests on")},
            shown=shown,
        ),
        "place": forms.MoveTo(initial={"place": place}),
        "grounds": grounds_of(procurement, [found.pk]).get(found.pk, []),
        "stories": stories_to(found.pk),
        "wording": wording_of(found),
        "guesses": guesses_at(found),
        "guess_link": request.build_absolute_uri(reverse("needs:guess", args=[public_id, need_id])),
        "hangs_on": hangs_on,
        "carries": carries,
        "total": beside.total,
        "beside": beside,
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "needs/need.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Change a need; when somebody else wrote first, show both texts and let the writer choose."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.need_for(procurement, need_id)
    choices = inquiry_choices(procurement)
    if request.method != "POST":
        chosen = [str(each) for each in chosen_for(found)]
        initial = actions.words_of(found) | {"revision": found.revision, "inquiries": chosen}
        return _change_page(request, found, forms.ChangeNeed(initial=initial, inquiries=choices))
    form = forms.ChangeNeed(request.POST, inquiries=choices)
    if form.is_valid():
        words = form.words()
        try:
            actions.change_need(found, by=signed_in(request), revision=words.pop("revision"), **words)
        except actions.ChangedMeanwhile as late:
            return _both_page(request, late.current, words)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The need is kept."))
            return redirect("needs:need", public_id, need_id)
    return _change_page(request, found, form)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Ask before a need is removed, then remove it; refused while something rests on it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.need_for(procurement, need_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_need(found, by=signed_in(request))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("%(need)s is removed.") % {"need": found})
            return redirect("needs:page", public_id)
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, found, _("Remove %(need)s?") % {"need": found.ref}, _("Remove")),
        "need": found,
        "resting": queries.rests_on(found),
        "refusal": refusal,
    }
    return render(request, "needs/remove.html", context, status=422 if refusal else 200)


def _frame(procurement: Procurement, need: Need, title: str, last: str = "") -> Frame:
    if not last:
        return needs_frame(procurement, "page", title=title, crumbs=(Crumb(need.ref),))
    here = Crumb(need.ref, reverse("needs:need", args=[procurement.public_id, need.public_id]))
    return needs_frame(procurement, "page", title=title, crumbs=(here, Crumb(last)))


def _change_page(request: HttpRequest, need: Need, form: forms.ChangeNeed) -> HttpResponse:
    context = _change_context(need, form)
    return render(request, "needs/change.html", context, status=422 if form.errors else 200)


def _both_page(request: HttpRequest, current: Need, words: dict[str, Any]) -> HttpResponse:
    """Show what the other wrote beside what was typed; the form keeps what was typed."""
    both = both_of(actions.words_of(current), words, labels=_labels(), shown=shown)
    chosen = [str(each) for each in words.get("inquiries", ())]
    form = forms.ChangeNeed(
        initial=words | {"revision": current.revision, "inquiries": chosen},
        inquiries=inquiry_choices(current.procurement),
    )
    return render(request, "needs/change.html", _change_context(current, form) | {"both": both}, status=409)


def _change_context(need: Need, form: forms.ChangeNeed) -> dict[str, Any]:
    procurement = need.procurement
    return {
        "procurement": procurement,
        "frame": _frame(procurement, need, _("Change %(need)s") % {"need": need.ref}, _("Change")),
        "need": need,
        "form": form,
        "both": None,
        "known": queries.known_in(procurement),
    }


def _labels() -> dict[str, Any]:
    return {field: forms.WriteNeed.base_fields[field].label for field in FIELDS}


def shown(field: str, value: object) -> str:
    """Write a word of a need as people read it."""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    text = "" if value is None else str(value)
    if field == "evidence_kind":
        return str(dict(Need.EvidenceKind.choices).get(text, text))
    if field == "horizon":
        return str(dict(Need.Horizon.choices).get(text, text))
    return text
