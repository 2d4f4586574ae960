"""What the mapped needs say to the first decision."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.foundation import clock
from veien.needs.queries import NeedCounts, counts_of, needs_of
from veien.needs.queries.inquiries import inquiry_counts
from veien.needs.queries.key_figures import key_figures_of
from veien.needs.queries.wording import words_naming
from veien.road.queries import Procurement
from veien.road.rules.registry import Ground


def ground_of(procurement: Procurement) -> Ground:
    """Say how many needs there are, what they rest on, and whether they name solutions. Five queries."""
    counts = counts_of(procurement)
    named = len(words_naming(procurement, needs_of(procurement)))
    asked = inquiry_counts(procurement, today=clock.today()).all
    facts = (
        (_("Needs"), counts.all),
        (_("Conversations and observations"), asked),
        (_("Key figures"), len(key_figures_of(procurement))),
        (_("Needs that do not say what they rest on"), counts.no_evidence),
        (_("Needs that may name a solution"), named),
    )
    url = reverse("needs:page", args=[procurement.public_id])
    if not counts.all:
        return Ground(_("Needs"), _("No need is written down."), url, "missing", facts)
    loose = _loose(counts, named)
    if loose:
        return Ground(_("Needs"), " ".join(loose), url, "warning", facts)
    said = ngettext(
        "%(count)s need is mapped, and it says who has it and what it rests on.",
        "%(count)s needs are mapped, and each says who has it and what it rests on.",
        counts.all,
    )
    return Ground(_("Needs"), said % {"count": counts.all}, url, "ok", facts)


def _loose(counts: NeedCounts, named: int) -> list[str]:
    found = (
        (
            counts.no_evidence,
            ngettext(
                "%(count)s of %(all)s needs does not say what it rests on.",
                "%(count)s of %(all)s needs do not say what they rest on.",
                counts.no_evidence,
            ),
        ),
        (
            counts.no_holder,
            ngettext(
                "%(count)s of %(all)s needs does not say who has it.",
                "%(count)s of %(all)s needs do not say who has them.",
                counts.no_holder,
            ),
        ),
        (
            named,
            ngettext(
                "%(count)s of %(all)s needs may name a solution.",
                "%(count)s of %(all)s needs may name a solution.",
                named,
            ),
        ),
    )
    return [said % {"count": count, "all": counts.all} for count, said in found if count]
