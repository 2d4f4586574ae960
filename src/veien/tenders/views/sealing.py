"""What a reader sees of the prices now, and what stands in their place."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from veien.road.queries import Procurement
from veien.tenders import queries
from veien.tenders.queries.opening import holders_of

MOST_NAMES = 6


@dataclass(frozen=True)
class Sight:
    """Whether a reader sees prices; ``blind`` names those who do not although they give points."""

    sees: bool
    is_open: bool
    blind: tuple[str, ...] = ()

    @property
    def controls(self) -> bool:
        """Tell whether the reader sees prices before those who give points do."""
        return self.sees and not self.is_open

    @property
    def blind_said(self) -> str:
        """Name those who give points, the first few of them."""
        names = ", ".join(self.blind[:MOST_NAMES])
        left = len(self.blind) - MOST_NAMES
        return _("%(names)s and %(count)s more") % {"names": names, "count": left} if left > 0 else names


def sight_of(procurement: Procurement) -> Sight:
    """Say what the reader sees of the prices now. At most three queries."""
    is_open = queries.price_state(procurement) == "open"
    sees = queries.may_see_prices(procurement)
    if not sees or is_open:
        return Sight(sees, is_open)
    blind = tuple(name for _pk, name in holders_of(procurement, "score"))
    return Sight(sees, is_open, blind)


def shut_sentence() -> str:
    """Say what stands in the place of prices."""
    return _("The prices are opened when quality is locked. Until then nobody who gives points sees them.")


def back_from_shut_prices(request: HttpRequest, route: str, *ids: object) -> HttpResponse:
    """Lead back to a page that says why there is nothing to download."""
    messages.error(request, shut_sentence())
    return redirect(route, *ids)
