"""What people say of how needs hang together: on each other, on something outside, and how far ahead they look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation.errors import Refused
from veien.needs.actions.needs import lock_needs
from veien.needs.models import Need, NeedDependency
from veien.needs.rules.inquiries import closes_circle

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotConnect(Refused):
    """The needs cannot hang together like that; the message says why."""


def connect_need(need: Need, *, by: User, on: Need | None = None, outside: str = "") -> NeedDependency:
    """Say that a need hangs on another one, or on something outside the procurement.

    May: edit
    Raises: CannotConnect if it says neither or both, hangs on itself or in a circle, or is said already.
    Logs: needs.need_connected
    """
    outside = " ".join(outside.split())
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.need_connected", by=by, subject=subject) as entry:
        lock_needs(need.procurement)
        _check(need, on, outside)
        made = NeedDependency.objects.create(need=need, on=on, outside=outside)
        entry.content = {"number": need.ref, "on": on.ref if on else outside}
    return made


def disconnect_need(dependency: NeedDependency, *, by: User) -> None:
    """Take back that a need hangs on something.

    May: edit
    Logs: needs.need_disconnected
    """
    need = dependency.need
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.need_disconnected", by=by, subject=subject) as entry:
        entry.content = {
            "number": need.ref,
            "on": dependency.on.ref if dependency.on else dependency.outside,
        }
        dependency.delete()


def set_horizons(procurement: Procurement, *, by: User, horizons: Mapping[int, str]) -> int:
    """Say of many needs at once how far ahead they look; gives how many changed.

    Shape: ``horizons`` maps a need's number to short, long or "". Nothing is logged when nothing differs.
    May: edit
    Raises: CannotConnect for a horizon that is not known.
    Logs: needs.horizons_set
    """
    if not set(horizons.values()) <= {"", *Need.Horizon.values}:
        raise CannotConnect(_("Choose short term, long term or not said yet."))
    rows = Need.objects.filter(procurement=procurement, number__in=horizons)
    if not [each for each in rows if each.horizon != horizons[each.number]]:
        return 0
    with recorded(procurement.public_id, "needs.horizons_set", by=by, subject="needs:horizons") as entry:
        lock_needs(procurement)
        changed = [each for each in rows.all() if each.horizon != horizons[each.number]]
        entry.content = {
            "before": {each.ref: each.horizon for each in changed},
            "after": {each.ref: horizons[each.number] for each in changed},
        }
        for each in changed:
            each.horizon, each.revision = horizons[each.number], each.revision + 1
        Need.objects.bulk_update(changed, ["horizon", "revision"])
    return len(changed)


def _check(need: Need, on: Need | None, outside: str) -> None:
    if bool(on) == bool(outside):
        raise CannotConnect(
            _("Choose a need, or say what it is outside the procurement: one of the two."), field="on"
        )
    if len(outside) > 160:
        raise CannotConnect(_("Say it in at most 160 letters."), field="outside")
    rows = NeedDependency.objects.filter(need__procurement=need.procurement_id)
    if rows.filter(need=need, on=on, outside=outside).exists():
        raise CannotConnect(_("This is said already."), field="on")
    if on is None:
        return
    if on.procurement_id != need.procurement_id:
        raise CannotConnect(_("The other need is not in this procurement."), field="on")
    edges = rows.exclude(on=None).values_list("need_id", "on_id")
    if closes_circle([(start, end) for start, end in edges if end is not None], need.pk, on.pk):
        raise CannotConnect(
            _(
                "%(other)s already hangs on %(need)s, directly or through others. Only one of them can come first."
            )
            % {"other": on.ref, "need": need.ref}
            if on.pk != need.pk
            else _("A need cannot hang on itself."),
            field="on",
        )
