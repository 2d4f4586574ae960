"""How a row of the map is written and changed: the same way for journeys, figures, flows, operation and tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms.mapping import Mapped
from veien.needs.models import Need
from veien.needs.views.both import both_of
from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab

TABS: tuple[tuple[str, object], ...] = (
    ("journeys", gettext_lazy("Service journeys")),
    ("key_figures", gettext_lazy("Key figures")),
    ("data_flow", gettext_lazy("Information flow")),
    ("operation", gettext_lazy("Operation")),
    ("responsibility", gettext_lazy("Responsibility")),
)
"""The pages side by side: name of the address, and what the tab is called."""


def mapping_frame(
    procurement: Procurement, tab: str, *, title: str = "", lead: str = "", crumbs: tuple[Crumb, ...] = ()
) -> Frame:
    """Make the head of a page of the map; a page below a tab gives its title and the crumbs that lead to it."""
    here = [procurement.public_id]
    names = {name: str(text) for name, text in TABS}
    way = [Crumb(_("Needs"), reverse("needs:page", args=here))]
    if title:
        way.append(Crumb(names[tab], reverse(f"needs:{tab}", args=here)))
    end = crumbs or (Crumb(title or names[tab]),)
    first = Tab(_("Needs"), reverse("needs:page", args=here))
    tabs = [
        Tab(text, reverse(f"needs:{name}", args=here), is_current=name == tab) for name, text in names.items()
    ]
    return frame_of(procurement, title or names[tab], lead=lead, crumbs=(*way, *end), tabs=(first, *tabs))


@dataclass(frozen=True)
class Changing:
    """The page on which one row is changed: its head, where it leads, and how the row is taken away."""

    frame: Frame
    back: str
    remove_url: str = ""
    remove_word: str = ""
    remove_note: str = ""


def change_row(
    request: HttpRequest,
    procurement: Procurement,
    page: Changing,
    *,
    row: Any,
    form_of: Callable[..., Mapped],
    write: Callable[[int, dict[str, Any]], Any],
) -> HttpResponse:
    """Show and take the form of one row; when somebody else wrote first, show both texts."""
    both: object = None
    if request.method != "POST":
        initial = form_of().initial_of(row) | {"revision": row.revision}
        form = form_of(initial=initial)
    else:
        form = form_of(request.POST)
        if form.is_valid():
            try:
                write(form.cleaned_data["revision"] or 0, form.words())
            except actions.MappedMeanwhile as late:
                both, form = _overtaken(form, late.current, form_of)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, _("What you wrote is kept."))
                return redirect(page.back)
    context = {"procurement": procurement, "frame": page.frame, "page": page, "form": form, "both": both}
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "needs/mapped_change.html", context, status=status)


def _overtaken(form: Mapped, current: Any, form_of: Callable[..., Mapped]) -> tuple[object, Mapped]:
    words: Mapping[str, object] = form.words()
    both = both_of(form.initial_of(current), words, labels=form.labels(), shown=form.shown)
    return both, form_of(initial=dict(words) | {"revision": current.revision})


def written(request: HttpRequest, form: Mapped, write: Callable[[dict[str, Any]], object], said: str) -> bool:
    """Write a new row from a form; tells whether it was kept, and puts a refusal beside its field."""
    if not form.is_valid():
        return False
    try:
        write(form.words())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, said)
    return True


def done(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Do what a button asks for, and say how it went."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)


def made_need(
    request: HttpRequest, procurement: Procurement, make: Callable[[], Need], back: str
) -> HttpResponse:
    """Make a need, and lead to it so that it is read through; or back, with the reason why not."""
    try:
        need = make()
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    messages.success(request, _("%(need)s is written down. Read it through as a need.") % {"need": need})
    return redirect("needs:change", procurement.public_id, need.public_id)
