"""How a need is worded: what is noticed while one types, and words that are meant."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.needs.actions.wording import mean_word, unmean_word
from veien.needs.forms.asking import MeanWord
from veien.needs.queries import NeedFilter, need_for, needs_of
from veien.needs.queries.wording import findings_in, meant_for, reader_language, words_naming
from veien.needs.views.frames import needs_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb

LONGEST = 4200


@login_required
@require_POST
def part(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what is noticed in the words as they stand in the form; nothing is kept."""
    procurement = procurement_for(request.user, public_id, may="edit")
    text = f"{request.POST.get('title', '')}\n{request.POST.get('statement', '')}"[:LONGEST]
    seen: set[str] = set()
    findings = []
    for each in findings_in(text, procurement.language, reader=reader_language()):
        if each.text.casefold() not in seen:
            seen.add(each.text.casefold())
            findings.append(each)
    context = {"findings": findings, "is_written": bool(text.strip())}
    return render(request, "needs/wording_part.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def meant(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Say why a word that names a solution is meant."""
    procurement = procurement_for(request.user, public_id, may="edit")
    need = need_for(procurement, need_id)
    is_sent = request.method == "POST"
    form = (
        MeanWord(request.POST) if is_sent else MeanWord(initial={"word": request.GET.get("word", "")[:120]})
    )
    if is_sent and form.is_valid():
        try:
            mean_word(need, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("reason" if refused.field == "reason" else None, str(refused))
        else:
            messages.success(request, _("The reason stands beside the need."))
            return redirect(reverse("needs:need", args=[public_id, need_id]) + "#wording")
    here = Crumb(need.ref, reverse("needs:need", args=[public_id, need_id]))
    context = {
        "procurement": procurement,
        "need": need,
        "form": form,
        "word": str(form["word"].value() or ""),
        "frame": needs_frame(
            procurement, "page", title=_("These words are meant"), crumbs=(here, Crumb(_("Meant")))
        ),
    }
    return render(request, "needs/wording_meant.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def unmean(request: HttpRequest, public_id: UUID, need_id: UUID, meant_id: int) -> HttpResponse:
    """Take back that a word is meant."""
    procurement = procurement_for(request.user, public_id, may="edit")
    unmean_word(meant_for(need_for(procurement, need_id), meant_id), by=signed_in(request))
    messages.success(request, _("The words are no longer said to be meant."))
    return redirect(reverse("needs:need", args=[public_id, need_id]) + "#wording")


def narrowed_by_wording(procurement: Procurement, narrowed: NeedFilter) -> NeedFilter:
    """Let a filter that asks for needs which name a solution know which they are. Two queries, or none."""
    if narrowed.missing != "wording":
        return narrowed
    return replace(narrowed, among=frozenset(words_naming(procurement, needs_of(procurement))))
