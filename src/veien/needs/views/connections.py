"""How far ahead needs look, and what they hang on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms.inquiries import Connect, horizons_sent
from veien.needs.models import Need
from veien.needs.queries import connections as queries
from veien.needs.queries import need_choices, need_for, needs_of
from veien.needs.views.frames import may_edit, needs_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the horizon of every need, and what needs hang on."""
    return _page(request, procurement_for(request.user, public_id))


def _page(request: HttpRequest, procurement: Procurement, form: Connect | None = None) -> HttpResponse:
    connections = queries.connections_of(procurement)
    late = {each.pk for each in queries.comes_too_late(connections)}
    needs = needs_of(procurement)
    hanging: dict[int, list[object]] = {}
    for each in connections:
        hanging.setdefault(each.need_id, []).append({"row": each, "is_late": each.pk in late})
    asked = request.GET.get("need", "")
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "connections"),
        "rows": [{"need": each, "hangs_on": hanging.get(each.pk, [])} for each in needs],
        "horizons": [("", _("Not said yet")), *Need.Horizon.choices],
        "short": sum(each.horizon == "short" for each in needs),
        "long": sum(each.horizon == "long" for each in needs),
        "open": sum(not each.horizon for each in needs),
        "late": len(late),
        "outside": [each for each in connections if each.on is None],
        "form": form or Connect(needs=need_choices(procurement), initial={"need": asked}),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/connections.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a need hangs on another one, or on something outside."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = Connect(request.POST, needs=need_choices(procurement))
    if form.is_valid():
        said = form.cleaned_data
        on = need_for(procurement, UUID(said["on"])) if said["on"] else None
        try:
            actions.connect_need(
                need_for(procurement, UUID(said["need"])),
                by=signed_in(request),
                on=on,
                outside=said["outside"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The connection is kept."))
            return redirect(reverse("needs:connections", args=[public_id]) + "#connect")
    return _page(request, procurement, form)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, connection_id: int) -> HttpResponse:
    """Take a connection back."""
    procurement = procurement_for(request.user, public_id, may="edit")
    actions.disconnect_need(queries.connection_for(procurement, connection_id), by=signed_in(request))
    messages.success(request, _("The connection is taken back."))
    return redirect("needs:connections", public_id)


@login_required
@require_POST
def horizons(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep how far ahead each need looks."""
    procurement = procurement_for(request.user, public_id, may="edit")
    changed = actions.set_horizons(procurement, by=signed_in(request), horizons=horizons_sent(request.POST))
    said = ngettext("%(count)s horizon is kept.", "%(count)s horizons are kept.", changed)
    messages.success(request, said % {"count": changed} if changed else _("Nothing was changed."))
    return redirect("needs:connections", public_id)
