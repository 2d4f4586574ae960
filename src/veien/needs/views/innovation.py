"""How new the answer may be: what is said of it, and which way that leads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from veien.foundation.errors import Refused
from veien.needs.actions.innovation import SettledMeanwhile, settle_innovation
from veien.needs.forms.asking import SettleInnovation, initial_of
from veien.needs.models import Innovation
from veien.needs.queries.innovation import InnovationOf, innovation_of, questions
from veien.needs.queries.wording import reader_language
from veien.needs.views.frames import may_edit, needs_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for

GROUNDS = {
    "market": gettext_lazy("what you have seen in the market"),
    "class": gettext_lazy("how well need and answer are known"),
    "height": gettext_lazy("how new the answer may be"),
}
FOLLOWS = {
    "existing": gettext_lazy(
        "Describe functions and effects, hear the market, and let those who have an answer compete. New to you can be"
        " new enough."
    ),
    "adapted": gettext_lazy(
        "Something comes close. Talk early with those who have it, leave room for adapting in time and price, and try"
        " it out before you depend on it."
    ),
    "not_there": gettext_lazy(
        "Nothing covers the need yet. Plan for development: share the risk, take it in stages you can stop after, and"
        " let the strategy weigh the procedures that are made for it."
    ),
}


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how new the answer may be and which way leads there; those who write here say it."""
    is_sent = request.method == "POST"
    procurement = procurement_for(request.user, public_id, may="edit" if is_sent else "view")
    if not is_sent:
        return _page(request, procurement)
    form = SettleInnovation(request.POST, questions=_asked())
    if form.is_valid():
        words = form.words()
        try:
            settle_innovation(procurement, by=signed_in(request), **words)
        except SettledMeanwhile as late:
            typed = words | initial_of(words["answers"]) | {"revision": late.current.revision}
            form = SettleInnovation(initial=typed, questions=_asked())
            return _page(request, procurement, form, is_late=True, status=409)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("It is kept."))
            return redirect("needs:innovation", public_id)
    return _page(request, procurement, form, status=422)


def _page(
    request: HttpRequest,
    procurement: Procurement,
    form: SettleInnovation | None = None,
    *,
    is_late: bool = False,
    status: int = 200,
) -> HttpResponse:
    said = innovation_of(procurement)
    stands = {"height": said.height, "need_class": said.need_class, "reason": said.reason}
    initial = stands | initial_of(said.answers) | {"revision": said.revision}
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "innovation"),
        "said": said,
        "form": form or SettleInnovation(initial=initial, questions=_asked()),
        "is_late": is_late,
        "may_edit": may_edit(procurement),
        "answered": _answered(said),
        "class_name": dict(Innovation.Need.choices).get(said.need_class, ""),
        **_led(said),
    }
    return render(request, "needs/innovation.html", context, status=status)


def _led(said: InnovationOf) -> dict[str, Any]:
    names = dict(Innovation.Branch.choices)
    return {
        "follows": FOLLOWS.get(said.branch, ""),
        "grounds": [GROUNDS[each] for each in said.lead.agree],
        "against": [{"ground": GROUNDS[each], "branch": names[way]} for each, way in said.lead.against],
    }


def _asked() -> list[tuple[str, str]]:
    language = reader_language()
    return [(each.id, each.text.get(language, each.text["nb"])) for each in questions()]


def _answered(said: InnovationOf) -> list[dict[str, Any]]:
    words = {"yes": _("Yes"), "no": _("No"), "unknown": _("We do not know")}
    opens = {each.id: each.opens for each in questions()}
    return [
        {
            "text": text,
            "answer": words.get(said.answers.get(key, ""), ""),
            "opens": bool(opens[key]) and said.answers.get(key) == opens[key],
        }
        for key, text in _asked()
    ]
