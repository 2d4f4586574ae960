"""Giving points with reasons: to one tender, or to all of a criterion at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import Entry, recorded
from veien.award_model.rules import written
from veien.criteria.queries import Criterion, model_of
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.actions.refusing import refuse_the_partial
from veien.evaluation.models import Score
from veien.evaluation.queries.scoring import ScoreRow, scores_of_leaf
from veien.evaluation.queries.words import said
from veien.evaluation.rules import (
    MOST_DECIMALS,
    MOST_LETTERS,
    NotPoints,
    points_from,
    says_something,
    tidied,
)
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


@dataclass(frozen=True)
class Given:
    """Points as they were typed for one tender, with the reason.

    ``revision`` is the one the evaluator read: 0 where there were no points, None takes what stands for read.
    """

    tender: Tender
    points: str | Decimal
    reason: str
    revision: int | None = None


@dataclass(frozen=True)
class ScoreFault:
    """What is wrong with one tender's points or reason."""

    tender: Tender
    field: str
    sentence: str


class CannotScore(Refused):
    """The points cannot be kept as they stand; ``faults`` says what is wrong, tender by tender."""

    def __init__(self, message: object, *, field: str = "", faults: Sequence[ScoreFault] = ()) -> None:
        super().__init__(message, field=field)
        self.faults = tuple(faults)


class ScoredMeanwhile(Refused):
    """Somebody else scored first; ``current`` is what stands now, by the tender's key."""

    def __init__(self, current: Mapping[int, ScoreRow]) -> None:
        super().__init__(_("Somebody else gave points here while you did."))
        self.current = dict(current)


Checked = tuple[Given, Decimal, str]


def give_score(
    procurement: Procurement,
    *,
    by: User,
    tender: Tender,
    criterion: Criterion,
    points: str | Decimal,
    reason: str,
    revision: int | None = None,
) -> None:
    """Give a tender points on a criterion, with the reason. Nothing is logged when nothing differs.

    Units: points from 0 to the scale, with at most three decimals; typed with a comma or a point.
    May: score
    Raises: CannotScore for points that cannot be, a missing reason, or a criterion that takes no points;
    ScoredMeanwhile if somebody else scored first; IsPartial for an evaluator with a conflict of interest.
    Logs: evaluation.score_given
    """
    given = Given(tender, points, reason, revision)
    subject = f"tender:{tender.public_id}"
    _give(procurement, by, criterion, [given], action="evaluation.score_given", subject=subject)


def give_scores(procurement: Procurement, *, by: User, criterion: Criterion, scores: Sequence[Given]) -> None:
    """Give several tenders points on a criterion: all of them, or none. Nothing is logged when nothing differs.

    Units: as for ``give_score``.
    May: score
    Raises: as ``give_score``.
    Logs: evaluation.scores_given
    """
    subject = f"criterion:{criterion.public_id}"
    _give(procurement, by, criterion, scores, action="evaluation.scores_given", subject=subject)


def _give(
    procurement: Procurement,
    by: User,
    criterion: Criterion,
    scores: Sequence[Given],
    *,
    action: str,
    subject: str,
) -> None:
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    wanted = _checked(procurement, criterion, scores)
    if not _differing(wanted, scores_of_leaf(criterion)):
        return
    with recorded(procurement.public_id, action, by=by, subject=subject) as entry:
        # The criterion is the row to wait in line for: two who score it at once come one after the other.
        Criterion.objects.select_for_update().get(pk=criterion.pk)
        current = scores_of_leaf(criterion)
        differing = _differing(wanted, current)
        _refuse_stale(differing, current)
        _write(entry, by, criterion, differing, current)


def _checked(procurement: Procurement, criterion: Criterion, scores: Sequence[Given]) -> list[Checked]:
    """Read what was typed, or refuse all of it with every fault named."""
    model = model_of(procurement)
    if criterion.procurement_id != procurement.pk or criterion.kind != "quality" or model is None:
        raise CannotScore(_("This criterion takes no points."))
    if any(each.tender.procurement_id != procurement.pk for each in scores):
        raise CannotScore(_("The tender belongs to another procurement."))
    faults: list[ScoreFault] = []
    found: list[Checked] = []
    for each in scores:
        reason = tidied(each.reason)
        faults += _reason_faults(each.tender, reason)
        try:
            found.append((each, points_from(each.points, scale=model.scale), reason))
        except NotPoints as wrong:
            faults.append(ScoreFault(each.tender, "points", points_sentence(wrong.code, model.scale)))
    if faults:
        first = faults[0]
        message = first.sentence if len(scores) == 1 else _("Nothing is kept yet. Mend what is marked.")
        raise CannotScore(message, field=first.field, faults=faults)
    return found


def _reason_faults(tender: Tender, reason: str) -> list[ScoreFault]:
    if not says_something(reason):
        return [
            ScoreFault(tender, "reason", _("Say why the tender gets these points; points need a reason."))
        ]
    if len(reason) > MOST_LETTERS:
        sentence = _("The reason is longer than %(most)s letters.") % {"most": MOST_LETTERS}
        return [ScoreFault(tender, "reason", sentence)]
    return []


def points_sentence(code: str, scale: Decimal) -> str:
    """Say what is wrong with points, in the active language."""
    if code == "empty":
        return _("Write the points, from 0 to %(scale)s.") % {"scale": said(scale)}
    if code == "letters":
        return _("Write the points as a number, such as %(example)s.") % {"example": said("7.5")}
    if code == "decimals":
        return _("Write at most %(most)s decimals.") % {"most": MOST_DECIMALS}
    return _("Points lie between 0 and %(scale)s.") % {"scale": said(scale)}


def _differing(wanted: Sequence[Checked], current: Mapping[int, ScoreRow]) -> list[Checked]:
    return [
        (each, points, reason)
        for each, points, reason in wanted
        if (row := current.get(each.tender.pk)) is None or (row.points, row.reason) != (points, reason)
    ]


def _refuse_stale(differing: Sequence[Checked], current: Mapping[int, ScoreRow]) -> None:
    stale: dict[int, ScoreRow] = {}
    for each, _points, _reason in differing:
        row = current.get(each.tender.pk)
        if row is not None and each.revision is not None and row.revision != each.revision:
            stale[each.tender.pk] = row
    if stale:
        raise ScoredMeanwhile(stale)


def _write(
    entry: Entry,
    by: User,
    criterion: Criterion,
    differing: Sequence[Checked],
    current: Mapping[int, ScoreRow],
) -> None:
    told: list[dict[str, Any]] = []
    new: list[Score] = []
    for each, points, reason in differing:
        row = current.get(each.tender.pk)
        line: dict[str, Any] = {"tender": each.tender.key, "points": written(points), "reason": reason}
        if row is not None:
            line["before"] = {"points": written(row.points), "reason": row.reason, "by": row.by}
        told.append(line)
        new.append(
            Score(
                tender=each.tender,
                criterion=criterion,
                points=points,
                reason=reason,
                scored_by=by,
                scored_at=clock.now(),
                revision=row.revision + 1 if row else 1,
            )
        )
    Score.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["tender", "criterion", "item"],
        update_fields=["points", "reason", "scored_by", "scored_at", "revision"],
    )
    entry.content = {"criterion": criterion.title, "key": criterion.key, "scores": told}
