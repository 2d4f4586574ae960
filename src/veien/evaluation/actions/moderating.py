"""The meeting of the evaluation group: opened over one criterion, and points settled there, with reason and dissent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.award_model.rules import written
from veien.criteria.queries import Criterion, items_of
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.actions.refusing import refuse_the_partial
from veien.evaluation.actions.scoring import (
    CannotScore,
    ScoredMeanwhile,
    ScoreFault,
    read_points,
    refuse_faults,
    scale_of,
    wait_in_line,
)
from veien.evaluation.models import Dissent, HandIn, Moderation, Score
from veien.evaluation.queries.judges import evaluators_of, judges_by_place
from veien.evaluation.queries.moderating import Shown, shown_on
from veien.evaluation.queries.scoring import DissentRow, Place, ScoreRow, dissents_on, scores_on
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import MOST_LETTERS, says_something, tidied
from veien.evaluation.rules.moderation import joined_reasons, lacking_hand_in
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.tenders.queries import Tender, tenders_in_order

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotModerate(Refused):
    """The meeting cannot be opened, or nothing can be settled in it, as things stand; the message says why."""


@dataclass(frozen=True)
class Settled:
    """What the group settled on for one tender and item; ``dissents`` are words by the key of the evaluator.

    ``revision`` is the one that was read: 0 where there were no points, None takes what stands for read.
    """

    tender: Tender
    points: str | Decimal
    reason: str
    item: str = ""
    dissents: Mapping[int, str] = field(default_factory=dict)
    revision: int | None = None

    @property
    def place(self) -> Place:
        """Give the key of the tender, and the item."""
        return self.tender.pk, self.item


@dataclass(frozen=True)
class Checked:
    """What was settled, read and found in order."""

    settled: Settled
    points: Decimal
    reason: str
    dissents: Mapping[int, str]


def open_moderation(
    procurement: Procurement, *, by: User, criterion: Criterion, without: str = ""
) -> Moderation:
    """Open the meeting over a criterion: own scores that were handed in are shown, and stand still from here on.

    May: score
    Raises: CannotModerate while somebody who judges has not handed in, unless ``without`` says why it is opened all
    the same; where nobody has; where it is open already; QualityIsLocked; IsPartial.
    Logs: evaluation.moderation_opened
    """
    refuse_the_partial(procurement, by)
    why = tidied(without)
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "evaluation.moderation_opened", by=by, subject=subject) as entry:
        wait_in_line(procurement, criterion)
        scale_of(procurement, criterion, ())
        if Moderation.objects.filter(criterion=criterion).exists():
            raise CannotModerate(_("The meeting over this criterion is open already."))
        judges = judges_by_place(procurement, standing_of(procurement))
        handed = dict(
            HandIn.objects.filter(criterion=criterion).values_list("evaluator_id", "evaluator__full_name")
        )
        lacking = [each.name for each in lacking_hand_in(criterion.pk, judges, handed)]
        _refuse_opening(handed, lacking, why)
        entry.why = why if lacking else ""
        entry.content = {
            "criterion": criterion.title,
            "key": criterion.key,
            "handed_in": sorted(handed.values()),
            "not_handed_in": lacking,
        }
        return Moderation.objects.create(
            criterion=criterion, opened_at=clock.now(), opened_by=by, without=why if lacking else ""
        )


def _refuse_opening(handed: Mapping[int, str], lacking: Sequence[str], why: str) -> None:
    if not handed:
        raise CannotModerate(
            _("Nobody has handed in own points on this criterion yet. Each evaluator scores alone first.")
        )
    if lacking and not says_something(why):
        raise CannotModerate(
            _(
                "Not handed in yet: %(names)s. Wait for them, or say in a sentence why the meeting begins "
                "without them."
            )
            % {"names": " · ".join(lacking)},
            field="without",
        )
    if len(why) > MOST_LETTERS:
        raise CannotModerate(
            _("The reason is longer than %(most)s letters.") % {"most": MOST_LETTERS}, field="without"
        )


def settle_scores(
    procurement: Procurement, *, by: User, criterion: Criterion, settled: Sequence[Settled]
) -> None:
    """Settle points with their reasons for several tenders and items: all of them, or none.

    Nothing is logged when nothing differs. What is settled for an item replaces its dissents.
    Units: points from 0 to the scale, with at most three decimals; typed with a comma or a point.
    May: score
    Raises: CannotScore for points that cannot be, a missing reason, or a criterion that takes no points;
    CannotModerate before the meeting is opened; ScoredMeanwhile if somebody else settled first; QualityIsLocked;
    IsPartial for an evaluator with a conflict of interest.
    Logs: evaluation.scores_settled
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    wanted = _checked(procurement, criterion, settled)
    _refuse_unopened(criterion)
    if not _differing(wanted, scores_on(criterion), dissents_on(criterion)):
        return
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "evaluation.scores_settled", by=by, subject=subject) as entry:
        wait_in_line(procurement, criterion)
        current, dissents = scores_on(criterion), dissents_on(criterion)
        differing = _differing(wanted, current, dissents)
        _refuse_stale(differing, current)
        shown = shown_on(procurement, criterion)
        entry.content = _told(criterion, differing, current, dissents, shown)
        _write(by, criterion, differing, current)


def settle_agreed(procurement: Procurement, *, by: User, criterion: Criterion) -> int:
    """Take over every item on which all who judge it gave a tender the same points, and tell how many.

    What is settled already stays as it is. The reasons are joined. Nothing is logged when there is nothing to take.
    May: score
    Raises: CannotModerate before the meeting is opened; QualityIsLocked; IsPartial.
    Logs: evaluation.agreed_taken_over
    """
    refuse_the_partial(procurement, by)
    refuse_when_locked(procurement)
    scale_of(procurement, criterion, ())
    _refuse_unopened(criterion)
    if not _agreed(procurement, criterion):
        return 0
    subject = f"criterion:{criterion.public_id}"
    with recorded(procurement.public_id, "evaluation.agreed_taken_over", by=by, subject=subject) as entry:
        wait_in_line(procurement, criterion)
        wanted = _agreed(procurement, criterion)
        entry.content = _told(criterion, wanted, {}, {}, shown_on(procurement, criterion))
        _write(by, criterion, wanted, {})
    return len(wanted)


def _agreed(procurement: Procurement, criterion: Criterion) -> list[Checked]:
    """Give what nobody needs to talk about: agreed, of a tender that competes, and not settled yet."""
    standing = standing_of(procurement)
    competing = {each.pk for each in standing.competing}
    tenders = {each.pk: each for each in tenders_in_order(procurement) if each.pk in competing}
    there = scores_on(criterion)
    found = []
    for place, shown in shown_on(procurement, criterion, standing=standing).items():
        points = shown.agreed
        if points is not None and place not in there and place[0] in tenders:
            reason = joined_reasons([own.reason for own in shown.own], MOST_LETTERS)
            settled = Settled(tenders[place[0]], points, reason, item=place[1])
            found.append(Checked(settled, points, reason, {}))
    return found


def _refuse_unopened(criterion: Criterion) -> None:
    if not Moderation.objects.filter(criterion=criterion).exists():
        raise CannotModerate(_("Points are settled together after the meeting over the criterion is opened."))


def _checked(procurement: Procurement, criterion: Criterion, settled: Sequence[Settled]) -> list[Checked]:
    """Read what was typed, or refuse all of it with every fault named."""
    scale = scale_of(procurement, criterion, [each.tender for each in settled])
    refs = {item.ref for item in items_of(procurement) if item.criterion.pk == criterion.pk}
    if not {each.item for each in settled} <= refs:
        raise CannotScore(_("What you gave points is not judged under this criterion."))
    group = {each.pk for each in evaluators_of(procurement)}
    found: list[Checked] = []
    faults: list[ScoreFault] = []
    for each in settled:
        points, reason, wrong = read_points(each, scale)
        dissents = {key: said for key, text in each.dissents.items() if (said := tidied(text))}
        wrong += _dissent_faults(each, dissents, group)
        faults += wrong
        if points is not None and not wrong:
            found.append(Checked(each, points, reason, dissents))
    refuse_faults(faults, len(settled))
    return found


def _dissent_faults(settled: Settled, dissents: Mapping[int, str], group: set[int]) -> list[ScoreFault]:
    faults = []
    for key, text in dissents.items():
        sentence = ""
        if key not in group:
            sentence = _("Only those who evaluate can dissent.")
        elif not says_something(text):
            sentence = _("Write the dissent in words, or leave it empty.")
        elif len(text) > MOST_LETTERS:
            sentence = _("The dissent is longer than %(most)s letters.") % {"most": MOST_LETTERS}
        if sentence:
            faults.append(ScoreFault(settled.tender, f"dissent-{key}", sentence, settled.item))
    return faults


def _differing(
    wanted: Sequence[Checked], current: Mapping[Place, ScoreRow], dissents: Mapping[Place, list[DissentRow]]
) -> list[Checked]:
    found = []
    for each in wanted:
        row = current.get(each.settled.place)
        there = {one.evaluator: one.text for one in dissents.get(each.settled.place, ())}
        if row is None or (row.points, row.reason, there) != (each.points, each.reason, dict(each.dissents)):
            found.append(each)
    return found


def _refuse_stale(differing: Sequence[Checked], current: Mapping[Place, ScoreRow]) -> None:
    stale: dict[Place, ScoreRow] = {}
    for each in differing:
        row, read = current.get(each.settled.place), each.settled.revision
        if row is not None and read is not None and row.revision != read:
            stale[each.settled.place] = row
    if stale:
        raise ScoredMeanwhile(stale)


def _told(
    criterion: Criterion,
    differing: Sequence[Checked],
    current: Mapping[Place, ScoreRow],
    dissents: Mapping[Place, list[DissentRow]],
    shown: Mapping[Place, Shown],
) -> dict[str, Any]:
    """Tell the log what was settled, what stood before, and what each gave alone with the salt of its digest."""
    names = {own.evaluator: own.name for each in shown.values() for own in each.own}
    lines: list[dict[str, Any]] = []
    for each in differing:
        place = each.settled.place
        line: dict[str, Any] = {"tender": each.settled.tender.key, "item": each.settled.item}
        line |= {"points": written(each.points), "reason": each.reason}
        if each.dissents:
            line["dissents"] = {names.get(key, str(key)): text for key, text in each.dissents.items()}
        if (row := current.get(place)) is not None:
            line["before"] = {"points": written(row.points), "reason": row.reason, "by": row.by}
            line["before"]["dissents"] = {one.name: one.text for one in dissents.get(place, ())}
        line["own"] = [
            {"by": own.name, "points": written(own.points), "reason": own.reason, "salt": own.salt}
            for own in (shown[place].own if place in shown else ())
        ]
        lines.append(line)
    return {"criterion": criterion.title, "key": criterion.key, "scores": lines}


def _write(
    by: User, criterion: Criterion, differing: Sequence[Checked], current: Mapping[Place, ScoreRow]
) -> None:
    keys = {
        item.ref: item.requirement_pk
        for item in items_of(criterion.procurement)
        if item.criterion.pk == criterion.pk
    }
    Score.objects.bulk_create(
        [
            Score(
                tender=each.settled.tender,
                criterion=criterion,
                item=each.settled.item,
                requirement_id=keys[each.settled.item],
                points=each.points,
                reason=each.reason,
                scored_by=by,
                scored_at=clock.now(),
                revision=row.revision + 1 if (row := current.get(each.settled.place)) else 1,
            )
            for each in differing
        ],
        update_conflicts=True,
        unique_fields=["tender", "criterion", "item"],
        update_fields=["points", "reason", "scored_by", "scored_at", "revision"],
    )
    _write_dissents(criterion, differing)


def _write_dissents(criterion: Criterion, differing: Sequence[Checked]) -> None:
    rows = Score.objects.filter(criterion=criterion).values_list("tender_id", "item", "pk")
    keys = {(tender, item): pk for tender, item, pk in rows}
    mine = [keys[each.settled.place] for each in differing]
    Dissent.objects.filter(score__in=mine).delete()
    Dissent.objects.bulk_create(
        Dissent(score_id=keys[each.settled.place], evaluator_id=person, text=text)
        for each in differing
        for person, text in each.dissents.items()
    )
