"""What an evaluator does alone: keep drafts, hand in, take back. The log tells that it was done, never the values."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.audit.actions import recorded
from veien.criteria.queries import Criterion, Item, items_of, model_of
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.actions.refusing import refuse_the_partial
from veien.evaluation.models import HandIn, OwnScore
from veien.evaluation.queries.judges import judged_by
from veien.evaluation.queries.own import OwnRow, handed_in_at, is_opened, own_rows
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.queries.words import said
from veien.evaluation.rules import MOST_DECIMALS, MOST_LETTERS, NotPoints, points_from, tidied
from veien.evaluation.rules.own import Cell, OwnLine, lacking, own_digest
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


@dataclass(frozen=True)
class Own:
    """Own points as they were typed for one tender on one item, with the reason; either may still be empty.

    ``item`` is the requirement's reference where the criterion is judged requirement by requirement. ``revision`` is
    the one the evaluator read: 0 where nothing was kept, None takes what stands for read.
    """

    tender: Tender
    item: str = ""
    points: str | Decimal = ""
    reason: str = ""
    revision: int | None = None

    @property
    def cell(self) -> Cell:
        """Give its place among the evaluator's own scores of the criterion."""
        return self.tender.pk, self.item


@dataclass(frozen=True)
class OwnFault:
    """What is wrong with own points or a reason, and where."""

    tender: Tender
    item: str
    field: str
    sentence: str


class CannotKeepOwn(Refused):
    """Own points cannot be kept as they stand; ``faults`` says what is wrong, cell by cell."""

    def __init__(self, message: object, *, field: str = "", faults: Sequence[OwnFault] = ()) -> None:
        super().__init__(message, field=field)
        self.faults = tuple(faults)


class KeptElsewhere(Refused):
    """The same evaluator kept other values in another window; ``current`` is what stands now, by tender and item."""

    def __init__(self, current: Mapping[Cell, OwnRow]) -> None:
        super().__init__(_("You have kept something else here in another window or on another device."))
        self.current = dict(current)


class CannotHandIn(Refused):
    """The own points cannot be handed in; ``missing`` gives the tenders and items that lack points or a reason."""

    def __init__(self, message: object, *, missing: Sequence[Cell] = ()) -> None:
        super().__init__(message)
        self.missing = tuple(missing)


class CannotTakeBack(Refused):
    """What was handed in cannot be taken back."""


Checked = tuple[Own, Decimal | None, str]


def keep_own_scores(
    procurement: Procurement, *, by: User, criterion: Criterion, scores: Sequence[Own]
) -> int:
    """Keep own points and reasons as a draft: all that are given, or none. Gives how many were changed.

    Nothing is logged when nothing differs.
    Units: points from 0 to the scale, with at most three decimals; typed with a comma or a point; empty for none yet.
    May: score
    Raises: CannotKeepOwn for points that cannot be, an item the person does not judge, or after handing in;
    KeptElsewhere if another window kept something else; IsPartial; QualityIsLocked.
    Logs: evaluation.own_scores_kept, with a digest and no values
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    wanted = _checked(procurement, by, criterion, scores)
    if not _differing(wanted, own_rows(criterion, by)):
        return 0
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "evaluation.own_scores_kept", by=by, subject=subject) as entry:
        # The criterion is the row to wait in line for: handing in and opening the meeting take it too.
        Criterion.objects.select_for_update().get(pk=criterion.pk)
        _refuse_when_still(criterion, by)
        current = own_rows(criterion, by)
        differing = _differing(wanted, current)
        _refuse_stale(differing, current)
        lines = _write(by, criterion, differing, current, {each.ref: each for each in items_of(procurement)})
        entry.content = {
            "criterion": criterion.title,
            "key": criterion.key,
            "tenders": sorted({line.tender for line in lines}),
            "digest": own_digest(lines),
        }
    return len(differing)


def hand_in(procurement: Procurement, *, by: User, criterion: Criterion) -> HandIn:
    """Hand in all own points on a criterion: from here on they stand still until they are taken back.

    May: score
    Raises: CannotHandIn while points or a reason lack for a tender that competes on an item the person judges, where
    they judge none, have handed in already, or the meeting is opened; IsPartial; QualityIsLocked.
    Logs: evaluation.own_scores_handed_in, with a digest and no values
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "evaluation.own_scores_handed_in", by=by, subject=subject) as entry:
        Criterion.objects.select_for_update().get(pk=criterion.pk)
        if is_opened(criterion):
            raise CannotHandIn(_("The meeting over this criterion is opened, so nothing more is handed in."))
        if handed_in_at(criterion, by) is not None:
            raise CannotHandIn(_("You have handed in your points on this criterion already."))
        rows = own_rows(criterion, by)
        _refuse_the_unfinished(procurement, by, criterion, rows)
        done = HandIn.objects.create(criterion=criterion, evaluator=by, handed_in_at=clock.now())
        entry.content = {
            "criterion": criterion.title,
            "key": criterion.key,
            "tenders": sorted({row.tender for row in rows.values()}),
            "digest": own_digest(row.line for row in rows.values()),
        }
    return done


def _refuse_the_unfinished(
    procurement: Procurement, by: User, criterion: Criterion, rows: Mapping[Cell, OwnRow]
) -> None:
    standing = standing_of(procurement)
    mine = judged_by(procurement, standing.items, by.pk, criterion_pk=criterion.pk)
    if not mine:
        raise CannotHandIn(_("You do not judge this criterion."))
    if not standing.competing:
        raise CannotHandIn(_("No tender competes, so there is nothing to hand in."))
    whole = [cell for cell, row in rows.items() if row.is_whole]
    missing = lacking([each.pk for each in standing.competing], [each.ref for each in mine], whole)
    if missing:
        sentence = ngettext(
            "%(count)s score still lacks points or a reason.",
            "%(count)s scores still lack points or a reason.",
            len(missing),
        )
        raise CannotHandIn(sentence % {"count": len(missing)}, missing=missing)


def take_back(procurement: Procurement, *, by: User, criterion: Criterion) -> None:
    """Take back what was handed in on a criterion, to change it; only before the meeting over it is opened.

    May: score
    Raises: CannotTakeBack where nothing is handed in, or the meeting is opened; IsPartial; QualityIsLocked.
    Logs: evaluation.own_scores_taken_back
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "evaluation.own_scores_taken_back", by=by, subject=subject) as entry:
        Criterion.objects.select_for_update().get(pk=criterion.pk)
        if is_opened(criterion):
            raise CannotTakeBack(
                _("The meeting over this criterion is opened, so what was handed in stands still.")
            )
        gone, _each = HandIn.objects.filter(criterion=criterion, evaluator=by).delete()
        if not gone:
            raise CannotTakeBack(_("You have not handed in anything on this criterion."))
        entry.content = {"criterion": criterion.title, "key": criterion.key}


def own_points_sentence(code: str, scale: Decimal) -> str:
    """Say what is wrong with points, in the active language."""
    if code == "letters":
        return _("Write the points as a number, such as %(example)s.") % {"example": said("7.5")}
    if code == "decimals":
        return _("Write at most %(most)s decimals.") % {"most": MOST_DECIMALS}
    return _("Points lie between 0 and %(scale)s.") % {"scale": said(scale)}


def _checked(
    procurement: Procurement, by: User, criterion: Criterion, scores: Sequence[Own]
) -> list[Checked]:
    """Read what was typed, or refuse all of it with every fault named."""
    model = model_of(procurement)
    if criterion.procurement_id != procurement.pk or criterion.kind != "quality" or model is None:
        raise CannotKeepOwn(_("This criterion takes no points."))
    if any(each.tender.procurement_id != procurement.pk for each in scores):
        raise CannotKeepOwn(_("The tender belongs to another procurement."))
    mine = judged_by(procurement, items_of(procurement), by.pk, criterion_pk=criterion.pk)
    _refuse_others(scores, {each.ref for each in mine})
    faults: list[OwnFault] = []
    found: list[Checked] = []
    for each in scores:
        reason, points = tidied(each.reason), None
        if len(reason) > MOST_LETTERS:
            sentence = _("The reason is longer than %(most)s letters.") % {"most": MOST_LETTERS}
            faults.append(OwnFault(each.tender, each.item, "reason", sentence))
        try:
            points = points_from(each.points, scale=model.scale)
        except NotPoints as wrong:
            if wrong.code != "empty":
                sentence = own_points_sentence(wrong.code, model.scale)
                faults.append(OwnFault(each.tender, each.item, "points", sentence))
        found.append((each, points, reason))
    if faults:
        raise CannotKeepOwn(_("Nothing is kept yet. Mend what is marked."), faults=faults)
    return found


def _refuse_others(scores: Sequence[Own], mine: Collection[str]) -> None:
    if not mine:
        raise CannotKeepOwn(_("You do not judge this criterion."))
    foreign = next((each.item for each in scores if each.item not in mine), None)
    if foreign:
        raise CannotKeepOwn(_("You do not judge %(item)s.") % {"item": foreign})
    if foreign is not None:
        raise CannotKeepOwn(
            _("This criterion is judged requirement by requirement: points are given to each of them.")
        )


def _refuse_when_still(criterion: Criterion, by: User) -> None:
    if is_opened(criterion):
        raise CannotKeepOwn(_("The meeting over this criterion is opened, so your own points stand still."))
    if handed_in_at(criterion, by) is not None:
        raise CannotKeepOwn(
            _("You have handed in your points on this criterion. Take them back to change them.")
        )


def _differing(wanted: Sequence[Checked], current: Mapping[Cell, OwnRow]) -> list[Checked]:
    found = []
    for each, points, reason in wanted:
        row = current.get(each.cell)
        stands = (row.points, row.reason) if row else (None, "")
        if stands != (points, reason):
            found.append((each, points, reason))
    return found


def _refuse_stale(differing: Sequence[Checked], current: Mapping[Cell, OwnRow]) -> None:
    stale: dict[Cell, OwnRow] = {}
    for each, _points, _reason in differing:
        row = current.get(each.cell)
        if row is not None and each.revision is not None and row.revision != each.revision:
            stale[each.cell] = row
    if stale:
        raise KeptElsewhere(stale)


def _write(
    by: User,
    criterion: Criterion,
    differing: Sequence[Checked],
    current: Mapping[Cell, OwnRow],
    items: Mapping[str, Item],
) -> list[OwnLine]:
    new, lines = [], []
    for each, points, reason in differing:
        row, salt = current.get(each.cell), secrets.token_hex(16)
        lines.append(OwnLine(each.tender.key, each.item, points, reason, salt))
        new.append(
            OwnScore(
                tender=each.tender,
                criterion=criterion,
                requirement_id=items[each.item].requirement_pk if each.item else None,
                item=each.item,
                evaluator=by,
                points=points,
                reason=reason,
                salt=salt,
                changed_at=clock.now(),
                revision=row.revision + 1 if row else 1,
            )
        )
    OwnScore.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["tender", "criterion", "item", "evaluator"],
        update_fields=["points", "reason", "salt", "changed_at", "revision"],
    )
    return lines
