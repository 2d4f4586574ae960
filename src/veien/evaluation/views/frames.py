"""The head of the room's pages, and who may do what on them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from veien.people.queries import signed_in
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.web.rules.frame import Crumb, Frame, Tab

MAY_REJECT = frozenset({"score", "judge_price"})
"""Either of these is enough to reject a tender and to keep a record."""

MAY_TELL = frozenset({"judge_price", "publish"})
"""Either of these is enough to draw up what a tenderer is told of the result."""


def granted(procurement: Procurement) -> frozenset[str]:
    """Give what the reader may do in the procurement."""
    found: frozenset[str] = procurement.granted  # type: ignore[attr-defined]
    return found


def may_reject(procurement: Procurement) -> bool:
    """Tell whether the reader may reject tenders and keep records."""
    return bool(granted(procurement) & MAY_REJECT)


def procurement_to_reject_in(request: HttpRequest, public_id: UUID) -> Procurement:
    """Give a procurement to a person who may reject tenders and keep records in it.

    Raises: Http404 if there is none, or the person may not.
    """
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if not may_reject(procurement):
        raise Http404
    return procurement


def room_frame(
    procurement: Procurement, tab: str, *, title: str = "", lead: str = "", crumbs: tuple[Crumb, ...] = ()
) -> Frame:
    """Make the head of a page; ``tab`` is the url name of the tab it belongs to.

    A page below a tab gives its own title and the crumbs that lead to it, the last without an address.
    """
    names = (
        ("page", _("Overview")),
        ("assignments", _("Who judges what")),
        ("musts", _("Must-requirements")),
        ("own", _("My points")),
        ("moderation", _("Meeting")),
        ("scores", _("Points")),
        ("lock", _("Lock and open")),
        ("result", _("Result")),
        ("reasons", _("Reasons")),
    )
    urls = {name: reverse(f"evaluation:{name}", args=[procurement.public_id]) for name, _title in names}
    titles = dict(names)
    titles["page"] = _("Evaluation")
    titles["result"] = _("Result of the evaluation")
    way = [] if tab == "page" and not title else [Crumb(_("Evaluation"), urls["page"])]
    if title and tab != "page":
        way.append(Crumb(dict(names)[tab], urls[tab]))
    end = crumbs or (Crumb(title or (_("Evaluation") if tab == "page" else dict(names)[tab])),)
    return frame_of(
        procurement,
        title or titles[tab],
        lead=lead,
        crumbs=(*way, *end),
        tabs=tuple(Tab(text, urls[name], is_current=name == tab) for name, text in names),
    )
