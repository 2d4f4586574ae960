"""The page on which the group settles points on one item: everybody's own points beside what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from veien.criteria.queries import Criterion, Item, model_of
from veien.evaluation import actions, forms
from veien.evaluation.queries.clarifying import ClarificationRow, clarifications_on
from veien.evaluation.queries.meeting_words import said_agreement, said_disputes
from veien.evaluation.queries.moderating import Own, Shown, shown_on
from veien.evaluation.queries.scoring import DissentRow, Place, ScoreRow, answers_on, dissents_on, scores_on
from veien.evaluation.queries.sitting import Sitting, sitting_of
from veien.evaluation.queries.words import said, typed_points
from veien.evaluation.rules import MOST_LETTERS, TenderStanding, answer_cells
from veien.evaluation.rules.judges import Evaluator
from veien.evaluation.rules.moderation import joined_reasons
from veien.evaluation.views.frames import granted, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement
from veien.tenders.queries import tenders_in_order
from veien.web.rules.frame import Crumb


@dataclass
class Row:
    """One tender: own points side by side, the form, what stands, and whether somebody settled it meanwhile."""

    tender: TenderStanding
    form: forms.SettlePoints
    current: ScoreRow | None
    shown: Shown | None
    dissents: Sequence[DissentRow] = ()
    is_theirs: bool = False
    dispute: str = ""
    asked: Sequence[ClarificationRow] = ()

    @property
    def points(self) -> str:
        """Write the points that stand."""
        return said(self.current.points) if self.current else ""

    @property
    def own(self) -> list[tuple[Own, str]]:
        """Give everybody's own points, each with the figure as it is read."""
        return [(each, said(each.points)) for each in self.shown.own] if self.shown else []

    @property
    def is_agreed(self) -> bool:
        """Tell whether all gave the same points."""
        return self.shown is not None and self.shown.agreed is not None and len(self.shown.own) > 1


@dataclass
class Table:
    """What lies on the table: one item, with all that was given and settled on it."""

    procurement: Procurement
    criterion: Criterion
    sitting: Sitting
    item: Item
    shown: Mapping[Place, Shown]
    current: Mapping[Place, ScoreRow]
    dissents: Mapping[Place, list[DissentRow]]
    rows: list[Row] = field(default_factory=list)

    @property
    def people(self) -> tuple[Evaluator, ...]:
        """Give those who judge the item: each of them may dissent."""
        return tuple(self.sitting.judges[self.item.place])


def settle(
    request: HttpRequest, procurement: Procurement, criterion: Criterion, sitting: Sitting, item: Item
) -> HttpResponse:
    """Show one item with everybody's own points, and settle it: all tenders at once, or one."""
    table = _laid(procurement, criterion, sitting, item)
    if request.method == "POST":
        return _settle(request, table)
    table.rows = [_fresh_row(table, each) for each in sitting.standing.competing]
    return _page(request, table)


def _laid(procurement: Procurement, criterion: Criterion, sitting: Sitting, item: Item) -> Table:
    shown = shown_on(procurement, criterion, judges=sitting.judges, item=item.ref)
    current = scores_on(criterion, item=item.ref)
    return Table(procurement, criterion, sitting, item, shown, current, dissents_on(criterion))


def _fresh_row(table: Table, tender: TenderStanding) -> Row:
    """Make a row as it stands: settled, or prefilled where all agree."""
    place = (tender.pk, table.item.ref)
    current, shown = table.current.get(place), table.shown.get(place)
    dissents = table.dissents.get(place, [])
    initial: dict[str, Any] = {"revision": current.revision if current else 0}
    if current:
        initial |= {"points": typed_points(current.points), "reason": current.reason}
    elif shown is not None and shown.agreed is not None:
        reasons = joined_reasons([each.reason for each in shown.own], MOST_LETTERS)
        initial |= {"points": typed_points(shown.agreed), "reason": reasons}
    initial |= {f"dissent-{each.evaluator}": each.text for each in dissents}
    return Row(tender, _form(table, tender, initial=initial), current, shown, dissents)


def _form(table: Table, tender: TenderStanding, **rest: Any) -> forms.SettlePoints:
    return forms.SettlePoints(prefix=tender.key, auto_id="id_%s", people=table.people, **rest)


def _typed_row(table: Table, tender: TenderStanding, data: Any) -> Row:
    place = (tender.pk, table.item.ref)
    form = _form(table, tender, data=data)
    form.is_valid()
    return Row(tender, form, table.current.get(place), table.shown.get(place), table.dissents.get(place, []))


def _as_typed(table: Table, row: Row, current: ScoreRow | None, *, is_theirs: bool = False) -> Row:
    """Keep what was typed; against what stands now where somebody else was first, else against what was read."""
    read = row.form.cleaned_data.get("revision", 0)
    known = {**row.form.cleaned_data, "revision": current.revision if is_theirs and current else read}
    form = _form(table, row.tender, initial=known)
    return Row(row.tender, form, current, row.shown, row.dissents, is_theirs)


def _settle(request: HttpRequest, table: Table) -> HttpResponse:
    competing = table.sitting.standing.competing
    table.rows = [_typed_row(table, each, request.POST) for each in competing]
    only = request.POST.get("only", "")
    chosen = [row for row in table.rows if _is_chosen(row, only)]
    if not _keep(request, table, chosen):
        late = any(row.is_theirs for row in table.rows)
        return _page(request, table, status=409 if late else 422)
    if not only:
        messages.success(request, _("%(item)s: points and reasons are settled.") % {"item": table.item.label})
        return redirect(request.path)
    messages.success(request, _("%(tender)s is settled.") % {"tender": chosen[0].tender.label})
    typed, saved = table.rows, {row.tender.pk for row in chosen}
    table = _laid(table.procurement, table.criterion, sitting_of(table.procurement), table.item)
    table.rows = [
        _fresh_row(table, row.tender)
        if row.tender.pk in saved
        else _as_typed(table, row, table.current.get((row.tender.pk, table.item.ref)))
        for row in typed
    ]
    return _page(request, table)


def _is_chosen(row: Row, only: str) -> bool:
    """Tell whether a tender is to be saved: the one pressed, or each in which something stands."""
    if only:
        return only == str(row.tender.public_id)
    if not row.form.is_blank:
        return True
    # Emptied points are a fault to be told; those that somebody else settled meanwhile are none of this reader's.
    return row.current is not None and row.form.cleaned_data.get("revision") == row.current.revision


def _keep(request: HttpRequest, table: Table, chosen: list[Row]) -> bool:
    """Settle the chosen rows; where they cannot be, say why at the fields and give False."""
    if any(row.form.errors for row in chosen) or not chosen:
        if not chosen and table.rows:
            table.rows[0].form.add_error(
                None, _("Nothing is typed yet: write points and a reason for a tender.")
            )
        return False
    tenders = {each.pk: each for each in tenders_in_order(table.procurement)}
    settled = [
        actions.Settled(
            tenders[row.tender.pk],
            row.form.cleaned_data.get("points", ""),
            row.form.cleaned_data.get("reason", ""),
            item=table.item.ref,
            dissents=row.form.dissents,
            revision=row.form.cleaned_data.get("revision", 0),
        )
        for row in chosen
    ]
    try:
        actions.settle_scores(
            table.procurement, by=signed_in(request), criterion=table.criterion, settled=settled
        )
    except actions.CannotScore as refused:
        _place(table.rows, refused)
    except actions.ScoredMeanwhile as late:
        _set_beside(table, late.current)
    except Refused as refused:
        table.rows[0].form.add_error(None, str(refused))
    else:
        return True
    return False


def _place(rows: list[Row], refused: actions.CannotScore) -> None:
    """Put each sentence at its field."""
    by_tender = {row.tender.pk: row for row in rows}
    for fault in refused.faults:
        by_tender[fault.tender.pk].form.add_error(fault.field, fault.sentence)
    if not refused.faults and rows:
        rows[0].form.add_error(None, str(refused))


def _set_beside(table: Table, current: Mapping[Place, ScoreRow]) -> None:
    """Show what the other settled beside what was typed; saving again then replaces it knowingly."""
    table.dissents = dissents_on(table.criterion)
    rows = []
    for row in table.rows:
        place = (row.tender.pk, table.item.ref)
        theirs = current.get(place)
        fresh = _as_typed(table, row, theirs or row.current, is_theirs=theirs is not None)
        fresh.dissents = table.dissents.get(place, [])
        rows.append(fresh)
    table.rows = rows


def _page(request: HttpRequest, table: Table, *, status: int = 200) -> HttpResponse:
    procurement, sitting, item, leaf = table.procurement, table.sitting, table.item, table.item.criterion
    here = [each for each in sitting.disputed(leaf.pk) if each.place == item.place]
    disputes = said_disputes(here, sitting.standing, procurement.currency)
    asked = clarifications_on(procurement, table.criterion, item=item.requirement_pk)
    for row in table.rows:
        row.asked = asked.get(row.tender.pk, ())
        mine = [each for each in disputes if each.tender.pk == row.tender.pk]
        row.dispute = " ".join(f"{each.sentence} {each.hangs}".strip() for each in mine)
    model = model_of(procurement)
    crumbs = [Crumb(leaf.title, _criterion_url(procurement, leaf.public_id)), Crumb(item.label)]
    before, after = _beside(sitting, item)
    context = {
        "procurement": procurement,
        "frame": room_frame(
            procurement, "moderation", title=item.label, crumbs=tuple(crumbs if item.ref else crumbs[1:])
        ),
        "leaf": leaf,
        "item": item,
        "standing": sitting.standing,
        "gathering": sitting.gathering(leaf.pk),
        "gatherings": sitting.gatherings,
        "rows": table.rows,
        "faults": [fault for row in table.rows for fault in _faults(row)],
        "is_late": status == 409,
        "answered": _answered(table),
        "agreement": said_agreement(sitting.agreement(leaf.pk)) if not item.ref else None,
        "agreed": sitting.agreed_count(leaf.pk) if not item.ref else 0,
        "before": before,
        "after": after,
        "scale": said(model.scale) if model else "",
        "is_locked": sitting.standing.is_locked,
        "may_score": "score" in granted(procurement) and not sitting.standing.is_locked,
    }
    return render(request, "evaluation/settling.html", context, status=status)


def _criterion_url(procurement: Procurement, criterion_id: object) -> str:
    return reverse("evaluation:moderation_of", args=[procurement.public_id, criterion_id])


def _faults(row: Row) -> list[dict[str, str]]:
    """Say what must be mended in a row, each with the id of its field."""
    if not row.form.is_bound:
        return []
    found = [{"id": "", "tender": "", "text": str(text)} for text in row.form.non_field_errors()]
    for name in row.form.fields:
        found += [
            {"id": row.form[name].id_for_label, "tender": row.tender.label, "text": str(text)}
            for text in row.form[name].errors
        ]
    return found


def _answered(table: Table) -> list[dict[str, Any]]:
    """Give the requirements with the tenders' answers as cells: of the item, or of the whole criterion."""
    competing = table.sitting.standing.competing
    only = table.item.requirement_pk
    labels, left_open = [each.label for each in competing], _("not answered")
    rows = []
    for row in answers_on(table.procurement, table.criterion, competing, only=only):
        cells = (
            (label, answer.shown, answer.comment) if answer else (label, "", "")
            for label, answer in zip(labels, row.answers, strict=True)
        )
        rows.append({"requirement": row.requirement, "cells": answer_cells(cells, left_open=left_open)})
    return rows


def _beside(sitting: Sitting, item: Item) -> tuple[Item | None, Item | None]:
    """Give the items before and after, among those whose meeting is open."""
    opened = {each.leaf.pk for each in sitting.gatherings if each.opened}
    items = [each for each in sitting.standing.items if each.criterion.pk in opened]
    place = next(index for index, each in enumerate(items) if each.place == item.place)
    return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None
