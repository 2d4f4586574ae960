"""The guess test: a colleague sees the wording alone and says what will be bought."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.needs.actions.asking import guess_solution, judge_guess
from veien.needs.forms.asking import GuessSolution
from veien.needs.queries import need_for
from veien.needs.queries.asking import guess_for, own_guess
from veien.needs.views.frames import needs_frame
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def guess(request: HttpRequest, public_id: UUID, need_id: UUID) -> HttpResponse:
    """Show the wording of a need and nothing else, and take a guess at what will be bought."""
    procurement = procurement_for(request.user, public_id)
    need = need_for(procurement, need_id)
    person = signed_in(request)
    form = GuessSolution(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guess_solution(need, by=person, guess=form.cleaned_data["guess"])
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Thank you. Your guess is kept."))
            return redirect("needs:guess", public_id, need_id)
    context = {
        "procurement": procurement,
        "need": need,
        "form": form,
        "own": own_guess(need, person),
        "frame": needs_frame(
            procurement, "page", title=_("What will be bought?"), crumbs=(Crumb(_("Guess test")),)
        ),
    }
    return render(request, "needs/guess.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def judge(request: HttpRequest, public_id: UUID, need_id: UUID, guess_id: UUID) -> HttpResponse:
    """Say whether a guess shows that the wording gives the solution away."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = guess_for(need_for(procurement, need_id), guess_id)
    try:
        judge_guess(found, by=signed_in(request), gives_away=request.POST.get("gives_away") == "yes")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("needs:need", args=[public_id, need_id]) + "#guesses")
