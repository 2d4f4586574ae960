"""Stakeholders, and what they think over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.anchoring.actions.writing import CannotWrite, cleaned, current, filled, told
from veien.anchoring.models import Stakeholder, View
from veien.audit.actions import recorded
from veien.foundation import clock

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

WORDS = ("name", "kind", "matters", "contact")
PLACE = ("influence", "attitude")


def add_stakeholder(procurement: Procurement, *, by: User, **words: Any) -> Stakeholder:
    """Write down a stakeholder and where it stands today.

    Shape: ``words`` are name, kind, matters, contact, influence and attitude.
    May: edit
    Raises: CannotWrite if the name is missing or taken, or a value is none that there is.
    Logs: anchoring.stakeholder_added
    """
    row = Stakeholder(procurement=procurement, added_at=clock.now())
    subject = f"stakeholder:{row.public_id}"
    with recorded(procurement.public_id, "anchoring.stakeholder_added", by=by, subject=subject) as entry:
        filled(row, cleaned(words))
        _alone(row)
        row.save()
        _see(row, by, clock.today(), "")
        entry.content = told(row, WORDS + PLACE)
    return row


def change_stakeholder(row: Stakeholder, *, by: User, revision: int | None, **words: Any) -> Stakeholder:
    """Change what is known of a stakeholder; where it stands is noted with ``note_view``.

    May: edit
    Raises: CannotWrite as ``add_stakeholder``; ChangedMeanwhile if somebody else wrote first.
    Logs: anchoring.stakeholder_changed
    """
    chain, subject = row.procurement.public_id, f"stakeholder:{row.public_id}"
    with recorded(chain, "anchoring.stakeholder_changed", by=by, subject=subject) as entry:
        kept = current(row, revision)
        before = told(kept, WORDS)
        filled(kept, cleaned({key: value for key, value in words.items() if key in WORDS}))
        _alone(kept)
        kept.revision += 1
        kept.save()
        entry.content = {"before": before, "after": told(kept, WORDS)}
    return kept


def note_view(
    row: Stakeholder, *, by: User, influence: int, attitude: int, noted_on: date, note: str = ""
) -> View:
    """Note where a stakeholder stands on a day. The newest day is the one on the map.

    May: edit
    Raises: CannotWrite if the day lies ahead, or a value is none that there is.
    Logs: anchoring.view_noted
    """
    if noted_on > clock.today():
        raise CannotWrite(_("This date lies ahead."), field="noted_on")
    chain, subject = row.procurement.public_id, f"stakeholder:{row.public_id}"
    with recorded(chain, "anchoring.view_noted", by=by, subject=subject) as entry:
        kept = current(row, None)
        before = told(kept, PLACE)
        filled(kept, {"influence": influence, "attitude": attitude})
        seen = _see(kept, by, noted_on, note)
        newest = View.objects.filter(stakeholder=kept).order_by("-noted_on", "-pk")[0]
        kept.influence, kept.attitude = newest.influence, newest.attitude
        kept.revision += 1
        kept.save()
        entry.content = {
            "before": before,
            "after": {"influence": influence, "attitude": attitude},
            "noted_on": noted_on,
            "note": seen.note,
        }
    return seen


def remove_stakeholder(row: Stakeholder, *, by: User) -> None:
    """Take a stakeholder away with its views; measures that named it stay.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: anchoring.stakeholder_removed
    """
    chain, subject = row.procurement.public_id, f"stakeholder:{row.public_id}"
    with recorded(chain, "anchoring.stakeholder_removed", by=by, subject=subject) as entry:
        kept = current(row, None)
        entry.content = told(kept, WORDS + PLACE)
        kept.delete()


def _see(row: Stakeholder, by: User, on: date, note: str) -> View:
    return View.objects.create(
        stakeholder=row,
        influence=row.influence,
        attitude=row.attitude,
        noted_on=on,
        note=cleaned({"note": note})["note"][:300],
        noted_by=by,
    )


def _alone(row: Stakeholder) -> None:
    same = Stakeholder.objects.filter(procurement_id=row.procurement_id, name=row.name).exclude(pk=row.pk)
    if same.exists():
        raise CannotWrite(_("%(name)s stands in the list already.") % {"name": row.name}, field="name")
