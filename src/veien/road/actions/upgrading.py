"""Moving a running procurement to a newer version of its method pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation.errors import Refused
from veien.methods.queries import pack as read_pack
from veien.methods.rules import pack_digest
from veien.road.models import Procurement
from veien.road.rules.upgrading import differences, is_newer

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotUpgrade(Refused):
    """The procurement cannot be moved to that version; the message says why."""


def upgrade_pack(procurement: Procurement, *, by: User, from_version: str, to_version: str) -> Procurement:
    """Move a procurement to a newer version of its method pack. What people did stays, by activity.

    ``from_version`` is the one whose differences the person saw.
    May: manage
    Raises: CannotUpgrade if the version is not newer or does not ship, or somebody moved the procurement meanwhile.
    Logs: road.pack_upgraded
    """
    try:
        old, new = (read_pack(procurement.pack_id, each) for each in (from_version, to_version))
    except LookupError as problem:
        raise CannotUpgrade(_("There is no such version of the method.")) from problem
    if not is_newer(to_version, from_version):
        raise CannotUpgrade(_("A procurement only moves to a newer version of its method."))
    with recorded(procurement.public_id, "road.pack_upgraded", by=by, subject="pack") as entry:
        current = Procurement.objects.select_for_update().get(pk=procurement.pk)
        if current.pack_version != from_version:
            raise CannotUpgrade(
                _("The method was changed while you read. Look at the differences that are left.")
            )
        entry.content = {
            "pack": current.pack_id,
            "from": {"version": current.pack_version, "digest": current.pack_digest},
            "to": {"version": new.version, "digest": pack_digest(new)},
            "differences": [
                {"kind": each.kind, "id": each.id, "what": each.what, "facts": list(each.facts)}
                for each in differences(old, new)
            ],
        }
        current.pack_version, current.pack_digest = new.version, pack_digest(new)
        current.save(update_fields=["pack_version", "pack_digest"])
    procurement.pack_version, procurement.pack_digest = current.pack_version, current.pack_digest
    return procurement
