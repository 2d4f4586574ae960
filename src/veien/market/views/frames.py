"""The head of the room's pages, and the two pages that everything is written and taken away on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.market.queries.kinds import KINDS, label_of, shown, written
from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab


def may_edit(procurement: Procurement) -> bool:
    """Tell whether the reader may write here."""
    return "edit" in procurement.granted  # type: ignore[attr-defined]


def _tabs(procurement: Procurement) -> dict[str, tuple[str, str]]:
    here = [procurement.public_id]
    first = {
        "page": (gettext_lazy("Market dialogue"), "market:page"),
        "invitation": (gettext_lazy("Note and invitation"), "market:invitation"),
        "people": (gettext_lazy("Participants"), "market:people"),
    }
    found = {key: (str(text), reverse(name, args=here)) for key, (text, name) in first.items()}
    found |= {
        key: (str(kind.title), reverse("market:rows", args=[*here, key])) for key, kind in KINDS.items()
    }
    return found


def market_frame(
    procurement: Procurement, tab: str, *, title: str = "", lead: str = "", crumbs: tuple[Crumb, ...] = ()
) -> Frame:
    """Make the head of a page; ``tab`` is the one it belongs to. A page below a tab gives its own title."""
    tabs = _tabs(procurement)
    way: list[Crumb] = []
    if tab != "page":
        way.append(Crumb(*tabs["page"]))
    if title:
        way.append(Crumb(*tabs[tab]))
    end = crumbs or (Crumb(title or tabs[tab][0]),)
    shown_tabs = tuple(Tab(text, url, is_current=key == tab) for key, (text, url) in tabs.items())
    return frame_of(procurement, title or tabs[tab][0], lead=lead, crumbs=(*way, *end), tabs=shown_tabs)


@dataclass(frozen=True)
class Both:
    """One word as it stands and as it was written meanwhile."""

    label: str
    theirs: str
    mine: str


def both_of(current: Any, words: Mapping[str, Any]) -> list[Both]:
    """Give the words that differ between what stands now and what was written."""
    found = []
    for field, value in words.items():
        if (
            hasattr(current, field)
            and not hasattr(getattr(current, field), "all")
            and getattr(current, field) != value
        ):
            found.append(Both(label_of(type(current), field), shown(current, field), written(value)))
    return found


def form_page(
    request: HttpRequest,
    procurement: Procurement,
    frame: Frame,
    form: forms.BaseForm,
    *,
    back: str,
    why: Sequence[str] = (),
    both: list[Both] | None = None,
    submit: str = "",
) -> HttpResponse:
    """Show a form with what helps to fill it in; 422 when it is refused, 409 when somebody else wrote first."""
    context = {
        "procurement": procurement,
        "frame": frame,
        "form": form,
        "back": back,
        "why": why,
        "both": both,
        "submit": submit or _("Keep"),
        "has_file": form.is_multipart(),
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "market/form.html", context, status=status)


def remove_page(
    request: HttpRequest,
    procurement: Procurement,
    frame: Frame,
    *,
    what: str,
    text: str,
    back: str,
    refusal: str = "",
    submit: str = "",
) -> HttpResponse:
    """Ask before something goes, or say why it stays."""
    context = {
        "procurement": procurement,
        "frame": frame,
        "what": what,
        "text": text,
        "back": back,
        "refusal": refusal,
        "submit": submit or _("Remove it"),
    }
    return render(request, "market/remove.html", context, status=422 if refusal else 200)
