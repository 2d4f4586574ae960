"""The completed evaluation form as Excel: points with reasons, and the must-requirements."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.documents.rules import Column, Sheet
from veien.evaluation.queries.judging import judgements_of
from veien.evaluation.queries.scoring import scores_of
from veien.evaluation.rules import MOST_DECIMALS, Standing
from veien.requirements.queries import must_rows
from veien.road.queries import Procurement

POINTS = (
    Column("criterion", gettext_lazy("Criterion"), kind="readonly", width=34),
    Column("item", gettext_lazy("Requirement"), kind="readonly", width=14),
    Column("tender", gettext_lazy("Tender"), kind="readonly", width=28),
    Column("points", gettext_lazy("Points"), kind="number", decimals=MOST_DECIMALS, width=10),
    Column("reason", gettext_lazy("Reason"), kind="text", width=80),
    Column("by", gettext_lazy("Given by"), kind="readonly", width=24),
    Column("on", gettext_lazy("Date"), kind="date", width=14),
)
MUSTS = (
    Column("requirement", gettext_lazy("Must-requirement"), kind="readonly", width=16),
    Column("title", gettext_lazy("Title"), kind="readonly", width=50),
    Column("tender", gettext_lazy("Tender"), kind="readonly", width=28),
    Column("state", gettext_lazy("Judged"), kind="readonly", width=14),
    Column("ground", gettext_lazy("Ground"), kind="text", width=80),
)


def sheets_of(procurement: Procurement, standing: Standing) -> list[Sheet]:
    """Give the sheets of points and of must-requirements, in the active language. Five queries."""
    return [_points_sheet(procurement, standing), _musts_sheet(procurement, standing)]


def _points_sheet(procurement: Procurement, standing: Standing) -> Sheet:
    given = scores_of(procurement)
    rows = [
        {
            "criterion": item.criterion.title,
            "item": item.ref,
            "tender": tender.label,
            "points": score.points if score else None,
            "reason": score.reason if score else "",
            "by": score.by if score else "",
            "on": score.at.date() if score else None,
        }
        for item in standing.items
        for tender in standing.tenders
        for score in (given.get((tender.pk, *item.place)),)
    ]
    return Sheet(
        name=_("Points"),
        title=_("Points and reasons: %(title)s") % {"title": procurement.title},
        notes=(_("What is changed here is not read back; points are given in Veien."),),
        columns=POINTS,
        rows=tuple(rows),
        protected=True,
    )


def _musts_sheet(procurement: Procurement, standing: Standing) -> Sheet:
    judged = judgements_of(procurement)
    words = {True: _("met"), False: _("not met"), None: _("not judged")}
    rows = [
        {
            "requirement": row.ref,
            "title": row.title,
            "tender": tender.label,
            "state": words[found[0] if found else None],
            "ground": found[1] if found else "",
        }
        for row in must_rows(procurement)
        for tender in standing.tenders
        for found in (judged.get((tender.pk, row.pk)),)
    ]
    return Sheet(
        name=_("Must-requirements"),
        title=_("Must-requirements: %(title)s") % {"title": procurement.title},
        notes=(),
        columns=MUSTS,
        rows=tuple(rows),
        protected=True,
    )
