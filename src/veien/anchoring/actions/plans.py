"""The plans and budgets in which the purchase stands, and the page for politicians."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.anchoring.actions.writing import CannotWrite, ChangedMeanwhile, cleaned, current, filled, told
from veien.anchoring.models import Brief, PlanLink
from veien.audit.actions import recorded
from veien.foundation import clock
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

WORDS = ("kind", "title", "page", "amount", "decided_by", "decided_on", "url")
PARTS = ("why", "costs", "gives", "asks")
LONGEST_PART = 700
"""What fits on one page with the other parts."""


def add_plan_link(procurement: Procurement, *, by: User, **words: Any) -> PlanLink:
    """Write down a plan or budget in which the purchase stands.

    May: edit
    Raises: CannotWrite if the title is missing, the amount is below zero, or it is decided in the future.
    Logs: anchoring.plan_added
    """
    row = PlanLink(procurement=procurement)
    subject = f"plan:{row.public_id}"
    with recorded(procurement.public_id, "anchoring.plan_added", by=by, subject=subject) as entry:
        _fill(row, words)
        row.save()
        entry.content = told(row, WORDS)
    return row


def change_plan_link(row: PlanLink, *, by: User, revision: int | None, **words: Any) -> PlanLink:
    """Change what is written of a plan.

    May: edit
    Raises: CannotWrite as ``add_plan_link``; ChangedMeanwhile if somebody else wrote first.
    Logs: anchoring.plan_changed
    """
    chain, subject = row.procurement.public_id, f"plan:{row.public_id}"
    with recorded(chain, "anchoring.plan_changed", by=by, subject=subject) as entry:
        kept = current(row, revision)
        before = told(kept, WORDS)
        _fill(kept, words)
        kept.revision += 1
        kept.save()
        entry.content = {"before": before, "after": told(kept, WORDS)}
    return kept


def remove_plan_link(row: PlanLink, *, by: User) -> None:
    """Take a plan off the list.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: anchoring.plan_removed
    """
    chain, subject = row.procurement.public_id, f"plan:{row.public_id}"
    with recorded(chain, "anchoring.plan_removed", by=by, subject=subject) as entry:
        kept = current(row, None)
        entry.content = told(kept, WORDS)
        kept.delete()


def _fill(row: PlanLink, words: dict[str, Any]) -> None:
    filled(row, cleaned({key: value for key, value in words.items() if key in WORDS}))
    if row.amount is not None and row.amount < 0:
        raise CannotWrite(_("The amount cannot be below zero."), field="amount")
    if row.decided_on is not None and row.decided_on > clock.today():
        raise CannotWrite(
            _("It is decided when it has been decided; this date lies ahead."), field="decided_on"
        )


def write_brief(procurement: Procurement, *, by: User, revision: int | None, **words: Any) -> Brief:
    """Write the page for politicians, or write it anew.

    ``revision`` is the one the writer read, 0 when there was none.
    May: edit
    Raises: CannotWrite if a part is missing or too long for one page; ChangedMeanwhile if somebody else wrote first.
    Logs: anchoring.brief_written
    """
    words = cleaned({key: value for key, value in words.items() if key in PARTS})
    for part in PARTS:
        if not words.get(part):
            raise CannotWrite(_("Write a sentence or two here."), field=part)
        if len(words[part]) > LONGEST_PART:
            raise CannotWrite(
                _("Longer than %(most)s characters does not fit on one page.") % {"most": LONGEST_PART},
                field=part,
            )
    with recorded(procurement.public_id, "anchoring.brief_written", by=by, subject="brief") as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        row = Brief.objects.filter(procurement=procurement).first() or Brief(
            procurement=procurement, revision=0
        )
        if revision is not None and row.revision != revision:
            raise ChangedMeanwhile(row)
        before = told(row, PARTS)
        filled(row, words)
        row.revision += 1
        row.save()
        entry.content = {"before": before, "after": told(row, PARTS)}
    return row
