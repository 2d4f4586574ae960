"""What all giving of points shares: how points and reasons are read, what is wrong with them, and waiting in line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from veien.criteria.queries import Criterion, model_of
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.queries.scoring import Place, ScoreRow
from veien.evaluation.queries.words import said
from veien.evaluation.rules import (
    MOST_DECIMALS,
    MOST_LETTERS,
    NotPoints,
    points_from,
    says_something,
    tidied,
)
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.tenders.queries import Tender

if TYPE_CHECKING:
    from typing import Protocol

    class Given(Protocol):
        """Points as they were typed for one tender on one item, with the reason."""

        @property
        def tender(self) -> Tender: ...
        @property
        def item(self) -> str: ...
        @property
        def points(self) -> str | Decimal: ...
        @property
        def reason(self) -> str: ...


@dataclass(frozen=True)
class ScoreFault:
    """What is wrong with one tender's points, reason or dissent; ``item`` is the requirement's reference, or empty."""

    tender: Tender
    field: str
    sentence: str
    item: str = ""


class CannotScore(Refused):
    """The points cannot be kept as they stand; ``faults`` says what is wrong, tender by tender."""

    def __init__(self, message: object, *, field: str = "", faults: Sequence[ScoreFault] = ()) -> None:
        super().__init__(message, field=field)
        self.faults = tuple(faults)


class ScoredMeanwhile(Refused):
    """Somebody else settled points first; ``current`` is what stands now, by the tender's key and the item."""

    def __init__(self, current: Mapping[Place, ScoreRow]) -> None:
        super().__init__(_("Somebody else gave points here while you did."))
        self.current = dict(current)


def wait_in_line(procurement: Procurement, criterion: Criterion) -> None:
    """Wait until nobody else changes the criterion, and refuse where quality was locked meanwhile. Three queries.

    The procurement is the row that locking takes, the criterion the one that all who give points on it take.
    Raises: QualityIsLocked.
    """
    Procurement.objects.select_for_update().get(pk=procurement.pk)
    Criterion.objects.select_for_update().get(pk=criterion.pk)
    refuse_when_locked(procurement)


def scale_of(procurement: Procurement, criterion: Criterion, tenders: Sequence[Tender]) -> Decimal:
    """Give the scale on which points are given, where they can be given at all.

    Raises: CannotScore for a criterion that takes no points, or a tender of another procurement.
    """
    model = model_of(procurement)
    if criterion.procurement_id != procurement.pk or criterion.kind != "quality" or model is None:
        raise CannotScore(_("This criterion takes no points."))
    if any(each.procurement_id != procurement.pk for each in tenders):
        raise CannotScore(_("The tender belongs to another procurement."))
    return model.scale


def read_points(given: Given, scale: Decimal) -> tuple[Decimal | None, str, list[ScoreFault]]:
    """Read points and reason that must both be there, with what is wrong with them."""
    reason = tidied(given.reason)
    faults = reason_faults(given.tender, reason, given.item)
    try:
        return points_from(given.points, scale=scale), reason, faults
    except NotPoints as wrong:
        sentence = points_sentence(wrong.code, scale)
        return None, reason, [*faults, ScoreFault(given.tender, "points", sentence, given.item)]


def reason_faults(tender: Tender, reason: str, item: str = "") -> list[ScoreFault]:
    """Say what is wrong with a reason that must be there."""
    if not says_something(reason):
        sentence = _("Say why the tender gets these points; points need a reason.")
        return [ScoreFault(tender, "reason", sentence, item)]
    if len(reason) > MOST_LETTERS:
        sentence = _("The reason is longer than %(most)s letters.") % {"most": MOST_LETTERS}
        return [ScoreFault(tender, "reason", sentence, item)]
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


def refuse_faults(faults: Sequence[ScoreFault], count: int) -> None:
    """Refuse all of it where anything is wrong.

    Raises: CannotScore.
    """
    if faults:
        first = faults[0]
        message = first.sentence if count == 1 else _("Nothing is kept yet. Mend what is marked.")
        raise CannotScore(message, field=first.field, faults=faults)
