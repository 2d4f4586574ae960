"""The method that a procurement walks, and moving to a newer version of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.foundation.errors import Refused
from veien.methods.queries import latest, predicates
from veien.methods.rules import Pack, pack_digest
from veien.people.queries import signed_in
from veien.road import actions, queries
from veien.road.queries import Procurement, procurement_for
from veien.road.rules.upgrading import Difference, differences, is_newer
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def method(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which version of the method is walked and what a newer one changes; move to it."""
    procurement = procurement_for(
        request.user, public_id, may="manage" if request.method == "POST" else "view"
    )
    problem = ""
    if request.method == "POST":
        try:
            actions.upgrade_pack(
                procurement,
                by=signed_in(request),
                from_version=request.POST.get("from", ""),
                to_version=request.POST.get("to", ""),
            )
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("The procurement now walks the newer version of the method."))
            return redirect("road:method", public_id)
    return _page(request, procurement, problem)


def _page(request: HttpRequest, procurement: Procurement, problem: str) -> HttpResponse:
    title = _("Method")
    pack = queries.pack_of(procurement)
    newest = latest(procurement.pack_id)
    newer = newest if is_newer(newest.version, procurement.pack_version) else None
    context = {
        "procurement": procurement,
        "frame": queries.frame_of(procurement, title, crumbs=(Crumb(title),)),
        "pack": pack,
        "newer": newer,
        "newer_digest": pack_digest(newer) if newer else "",
        "rows": _rows(pack, newer, procurement) if newer else [],
        "problem": problem,
        "may_manage": "manage" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "road/method.html", context, status=422 if problem else 200)


def _rows(old: Pack, new: Pack, procurement: Procurement) -> list[dict[str, object]]:
    """Say each difference in words, and what it does to an activity of this procurement."""
    facts = queries.report_of(procurement).facts
    language = get_language() or "nb"
    kinds = {
        "station": _("Station"),
        "activity": _("Activity"),
        "deliverable": _("Deliverable"),
        "decision": _("Decision"),
        "question": _("Question"),
    }
    return [
        {
            "kind": kinds[each.kind],
            "title": each.title.in_language(language),
            "what": _what(each),
            "facts": [_fact(name, facts, language) for name in each.facts],
            "unlooked": [_fact(name, facts, language) for name in each.unlooked],
        }
        for each in differences(old, new)
    ]


def _fact(name: str, facts: dict[str, bool], language: str) -> dict[str, object]:
    return {"text": predicates()[name].text.in_language(language), "holds": facts.get(name, False)}


def _what(found: Difference) -> str:
    return {
        "new": pgettext("difference", "new"),
        "gone": pgettext("difference", "taken out"),
        "text": pgettext("difference", "reworded"),
        "place": pgettext("difference", "another place, role or page"),
        "seen": pgettext("difference", "Veien sees by itself when it is done"),
    }[found.what]
