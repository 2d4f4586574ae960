"""Judging must-requirements: a tender's list as a whole, with the exceptions named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.actions.refusing import refuse_the_partial
from veien.evaluation.models import MustJudgement, MustReview
from veien.evaluation.queries.judging import FAILED, MET, OPEN, TenderMust, musts_of
from veien.evaluation.rules import MOST_LETTERS, says_something, tidied
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from veien.people.queries import User

Verdict = tuple[str, str]


class CannotJudge(Refused):
    """Must-requirements cannot be judged as they stand; ``faults`` gives a sentence by the requirement's key."""

    def __init__(self, message: object, *, faults: Mapping[int, str] | None = None) -> None:
        super().__init__(message)
        self.faults = dict(faults or {})


class JudgedMeanwhile(Refused):
    """Somebody else judged the same tender first; ``current`` is what stands now."""

    def __init__(self, current: list[TenderMust]) -> None:
        super().__init__(_("Somebody else judged this tender while you did."))
        self.current = current


def judge_musts(
    procurement: Procurement,
    *,
    by: User,
    tender: Tender,
    failed: Mapping[int, str],
    passed: Collection[int] = (),
    rest_met: bool = True,
    revision: int | None = None,
) -> None:
    """Judge a tender's must-requirements: those in ``failed`` are not met, each on its ground.

    ``failed`` and ``passed`` name requirements by their keys. With ``rest_met`` all others are met, save those to
    which the tenderer answers no or nothing: these must be named. Without it the others stand as not judged.
    ``revision`` is the one the judge read; None takes what stands for read. Nothing is logged when nothing differs.
    May: score
    Raises: CannotJudge for a missing ground, an unknown requirement, or an answer somebody must look at;
    JudgedMeanwhile if somebody else judged first; QualityIsLocked; IsPartial for a judge with a conflict.
    Logs: evaluation.musts_judged
    """
    refuse_the_partial(procurement, by)
    failed = {key: tidied(ground) for key, ground in failed.items()}
    subject = f"tender:{tender.public_id}"
    rows = musts_of(tender)
    if _is_unchanged(tender, rows, _wanted(rows, failed, passed, rest_met=rest_met), revision):
        return
    with recorded(procurement.public_id, "evaluation.musts_judged", by=by, subject=subject) as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)  # the row that locking takes
        refuse_when_locked(procurement)
        review = _queue(tender, by)
        rows = musts_of(tender)
        if revision is not None and review.revision != revision:
            raise JudgedMeanwhile(rows)
        wanted = _wanted(rows, failed, passed, rest_met=rest_met)
        changed = {
            row.requirement.pk for row in rows if (row.state, row.ground) != wanted[row.requirement.pk]
        }
        _write(tender, by, {key: wanted[key] for key in changed})
        review.revision, review.reviewed_by, review.reviewed_at = review.revision + 1, by, clock.now()
        review.save(update_fields=["revision", "reviewed_by", "reviewed_at"])
        entry.content = {"tender": tender.key, **_told(rows, wanted, changed)}


def _wanted(
    rows: list[TenderMust], failed: Mapping[int, str], passed: Collection[int], *, rest_met: bool
) -> dict[int, Verdict]:
    """Give the verdict on every must-requirement, or refuse what cannot be judged so."""
    known = {row.requirement.pk for row in rows}
    if not {*failed, *passed} <= known:
        raise CannotJudge(_("A must-requirement that you judged is not in the specification."))
    faults = {key: _ground_fault(ground) for key, ground in failed.items() if _ground_fault(ground)}
    wanted: dict[int, Verdict] = {}
    for row in rows:
        key = row.requirement.pk
        if key in failed:
            wanted[key] = (FAILED, failed[key])
        elif key in passed:
            wanted[key] = (MET, "")
        elif not rest_met:
            wanted[key] = (OPEN, "")
        else:
            wanted[key] = (MET, "")
            if row.is_doubtful and row.state != MET:
                faults[key] = _doubt(row)
    if faults:
        raise CannotJudge(_("Nothing is kept yet. Mend what is marked."), faults=faults)
    return wanted


def _ground_fault(ground: str) -> str:
    if not says_something(ground):
        return _("Say in a sentence why the requirement is not met.")
    if len(ground) > MOST_LETTERS:
        return _("The ground is longer than %(most)s letters.") % {"most": MOST_LETTERS}
    return ""


def _doubt(row: TenderMust) -> str:
    if row.answer.value:
        return _("The tenderer answers no. Say yourself whether the requirement is met.")
    return _("The tenderer has not answered. Say yourself whether the requirement is met.")


def _is_unchanged(
    tender: Tender, rows: list[TenderMust], wanted: Mapping[int, Verdict], revision: int | None
) -> bool:
    if any((row.state, row.ground) != wanted[row.requirement.pk] for row in rows):
        return False
    review = MustReview.objects.filter(tender=tender).first()
    return revision is None or revision == (review.revision if review else 0)


def _queue(tender: Tender, by: User) -> MustReview:
    MustReview.objects.get_or_create(tender=tender, defaults={"reviewed_by": by, "reviewed_at": clock.now()})
    return MustReview.objects.select_for_update().get(tender=tender)


def _write(tender: Tender, by: User, verdicts: Mapping[int, Verdict]) -> None:
    MustJudgement.objects.filter(tender=tender, requirement__in=list(verdicts)).delete()
    MustJudgement.objects.bulk_create(
        MustJudgement(
            tender=tender,
            requirement_id=key,
            passed=state == MET,
            ground=ground,
            judged_by=by,
            judged_at=clock.now(),
        )
        for key, (state, ground) in verdicts.items()
        if state != OPEN
    )


def _told(
    rows: list[TenderMust], wanted: Mapping[int, Verdict], changed: Collection[int]
) -> dict[str, object]:
    """Tell the log what was judged now, and what a changed judgement was before."""
    mine = [row for row in rows if row.requirement.pk in changed]
    return {
        "met": [row.requirement.ref for row in mine if wanted[row.requirement.pk][0] == MET],
        "not_met": {
            row.requirement.ref: wanted[row.requirement.pk][1]
            for row in mine
            if wanted[row.requirement.pk][0] == FAILED
        },
        "not_judged": [row.requirement.ref for row in mine if wanted[row.requirement.pk][0] == OPEN],
        "before": {
            row.requirement.ref: {"state": row.state, "ground": row.ground}
            for row in mine
            if row.state != OPEN
        },
    }
