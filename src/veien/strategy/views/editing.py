"""What the forms of the room have in common: 422 with everything kept, 409 with both texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _

from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement
from veien.strategy.actions import ChangedMeanwhile
from veien.strategy.forms import Versioned
from veien.strategy.queries.strategy import Strategy, strategy_of
from veien.strategy.views.frames import strategy_frame


class MakeForm(Protocol):
    """Makes one form of a page, bound or not."""

    def __call__(
        self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None
    ) -> Versioned:
        """Make it."""


class Reading:
    """The strategy as it was read last, so that one page reads it once."""

    def __init__(self, procurement: Procurement) -> None:
        self._procurement = procurement
        self._found: Strategy | None = None

    def anew(self) -> Strategy:
        """Read it from the tables."""
        self._found = strategy_of(self._procurement)
        return self._found

    @property
    def last(self) -> Strategy:
        """Give it as it was read last, or read it now."""
        return self._found or self.anew()


@dataclass
class Sent:
    """A form as the page shows it now. ``both`` holds what differs where somebody else wrote first."""

    form: Versioned
    both: list[dict[str, str]] | None = None
    is_done: bool = False

    @property
    def status(self) -> int:
        """Give the status of the answer."""
        return 409 if self.both is not None else 422 if self.form.errors else 200


def by_form(request: HttpRequest, action: Callable[..., object], on: object) -> Callable[[Versioned], object]:
    """Give what carries out an action on something, by whoever sent the form, with its words and its revision."""
    return lambda form: action(
        on, by=signed_in(request), revision=form.cleaned_data["revision"], **form.words()
    )


def sent(
    request: HttpRequest,
    make: MakeForm,
    stands: Callable[[], dict[str, Any]],
    act: Callable[[Versioned], object],
) -> Sent:
    """Take in a form: run ``act`` on it when it is sent and valid, else show it with what is wrong.

    ``stands`` gives what stands now, by the names of the fields, with its ``revision``.
    """
    if request.method != "POST":
        return Sent(make(initial=stands()))
    form = make(request.POST)
    if not form.is_valid():
        return Sent(form)
    try:
        act(form)
    except ChangedMeanwhile:
        now = stands()
        anew = make(initial=form.cleaned_data | {"revision": now["revision"]})
        return Sent(anew, both=_both(form, now))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return Sent(form)
    return Sent(form, is_done=True)


def _both(form: Versioned, now: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for name, field in form.fields.items():
        theirs, mine = now.get(name), form.cleaned_data.get(name)
        if name != "revision" and (theirs or "") != (mine or ""):
            found.append(
                {"label": str(field.label), "theirs": _shown(field, theirs), "mine": _shown(field, mine)}
            )
    return found


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return _("nothing")
    choices = dict(getattr(field, "choices", ()) or ())
    if value in choices:
        return str(choices[value])
    return str(formats.localize(value))


@dataclass(frozen=True)
class Ask:
    """What a page of its own says around a form."""

    here: str
    title: str
    back: str
    submit: str = ""
    why: tuple[str, ...] = ()
    remove_url: str = ""


def form_page(request: HttpRequest, procurement: Procurement, shown: Sent, ask: Ask) -> HttpResponse:
    """Show a form on a page of its own."""
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, ask.here, title=ask.title),
        "form": shown.form,
        "both": shown.both,
        "ask": ask,
    }
    return render(request, "strategy/form.html", context, status=shown.status)


def remove_page(request: HttpRequest, procurement: Procurement, ask: Ask, *, what: object) -> HttpResponse:
    """Ask before something is taken away."""
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, ask.here, title=ask.title),
        "what": what,
        "ask": ask,
    }
    return render(request, "strategy/remove.html", context)
