"""Finishing the judging of quality, and opening the prices after it: one person asks, another confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.evaluation.actions.refusing import refuse_the_partial
from veien.evaluation.models import QualityLock
from veien.evaluation.queries.case import case_of
from veien.evaluation.queries.closing import CLOSING
from veien.evaluation.queries.missing import missing_of
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.rules import MOST_LETTERS, says_something, tidied
from veien.evaluation.rules.standing import ASKED, NO_PRICES, OPENED, SEALED, Standing
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.road.queries import Procurement
from veien.tenders import actions as tenders
from veien.tenders.queries import opening_of
from veien.tenders.queries.control import control_record

if TYPE_CHECKING:
    from veien.people.queries import User


class CannotLock(Refused):
    """Quality cannot be locked or taken up again as things stand; the message says why."""


class CannotOpenPrices(Refused):
    """The prices cannot be opened as things stand; the message says why."""


class QualityIsLocked(Refused):
    """The judging of quality is finished: nothing that was judged changes any more."""


def refuse_when_locked(procurement: Procurement) -> None:
    """Refuse a change to what was judged once quality is locked; a part of a use case. One query.

    Raises: QualityIsLocked.
    """
    if QualityLock.objects.filter(procurement=procurement).exists():
        raise QualityIsLocked(
            _(
                "The judging of quality is locked, so nothing that was judged can be changed. "
                "As long as the prices are not opened, it can be taken up again with a reason."
            )
        )


def lock_quality(procurement: Procurement, *, by: User) -> QualityLock:
    """Finish the judging of quality: from here on no must-requirement and no points change.

    May: score
    Raises: CannotLock while something is not judged or settled, or where it is locked already; IsPartial.
    Logs: evaluation.quality_locked
    """
    refuse_the_partial(procurement, by)
    with recorded(procurement.public_id, "evaluation.quality_locked", by=by, subject=CLOSING) as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        standing = standing_of(procurement)
        if standing.is_locked:
            raise CannotLock(_("The judging of quality is locked already."))
        lacking = [each for each in missing_of(procurement, standing) if each.kind != "lock"]
        if lacking:
            raise CannotLock(
                _("Something is missing before it can be locked. %(first)s") % {"first": lacking[0].sentence}
            )
        digest = case_of(procurement, standing=standing)["evidence"]["digests"]["scores"]
        lock = QualityLock.objects.create(
            procurement=procurement, locked_at=clock.now(), locked_by=by, digest=digest
        )
        entry.content = {"digest": digest, "scores": standing.scores_done, "musts": standing.musts_done}
    return lock


def take_up_quality(procurement: Procurement, *, by: User, reason: str) -> None:
    """Take the judging of quality up again, with the reason; only as long as nobody has opened the prices.

    May: score
    Raises: CannotLock without a reason, where nothing is locked, or once the prices are open; IsPartial.
    Logs: evaluation.quality_taken_up
    """
    refuse_the_partial(procurement, by)
    why = _reason(reason)
    with recorded(
        procurement.public_id, "evaluation.quality_taken_up", by=by, subject=CLOSING, why=why
    ) as entry:
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        standing = standing_of(procurement)
        lock = QualityLock.objects.filter(procurement=procurement).first()
        if lock is None:
            raise CannotLock(_("The judging of quality is not locked."))
        if standing.prices == OPENED:
            raise CannotLock(_("The prices are open, so what was judged before that stands."))
        entry.content = {"digest": lock.digest, "reason": why}
        lock.delete()
        tenders.withdraw_asking(procurement)


def ask_to_open_prices(procurement: Procurement, *, by: User) -> None:
    """Ask for the prices to be opened to the evaluators; another person confirms.

    May: judge_price
    Raises: CannotOpenPrices before quality is locked, or where somebody has asked already; IsPartial.
    Logs: evaluation.price_opening_asked
    """
    refuse_the_partial(procurement, by)
    with recorded(procurement.public_id, "evaluation.price_opening_asked", by=by, subject=CLOSING) as entry:
        standing = _in_line(procurement)
        if standing.prices != SEALED:
            raise CannotOpenPrices(_("Somebody has asked for this already."))
        tenders.ask_opening(procurement, by=by)
        entry.content = {"asked_by": by.full_name}


def open_prices(procurement: Procurement, *, by: User) -> None:
    """Confirm the opening of the prices: from here on everybody who may read tenders reads them.

    May: judge_price
    Raises: CannotOpenPrices where nobody has asked, or by the one who asked; IsPartial.
    Logs: evaluation.prices_opened, with every tender's cost and what was found in the control of prices
    """
    refuse_the_partial(procurement, by)
    try:
        with recorded(procurement.public_id, "evaluation.prices_opened", by=by, subject=CLOSING) as entry:
            standing = _in_line(procurement)
            asked = opening_of(procurement)
            if standing.prices != ASKED or asked is None:
                raise CannotOpenPrices(
                    _("Nobody has asked for the prices to be opened, or they are open already.")
                )
            if asked.asked_by_pk == by.pk:
                raise CannotOpenPrices(
                    _("You asked for the opening yourself. Another person must confirm it.")
                )
            opening = tenders.confirm_opening(procurement, by=by)
            entry.content = {
                "asked_by": opening.asked_by.full_name,
                "opened_by": by.full_name,
                **control_record(procurement),
            }
    except IntegrityError as problem:
        raise CannotOpenPrices(
            _("You asked for the opening yourself. Another person must confirm it.")
        ) from problem


def withdraw_price_asking(procurement: Procurement, *, by: User) -> None:
    """Take back that somebody has asked for the prices; whoever may open them may also leave them shut.

    May: judge_price
    Raises: CannotOpenPrices where nobody has asked, or they are open already; IsPartial.
    Logs: evaluation.price_asking_withdrawn
    """
    refuse_the_partial(procurement, by)
    with recorded(
        procurement.public_id, "evaluation.price_asking_withdrawn", by=by, subject=CLOSING
    ) as entry:
        standing = _in_line(procurement)
        opening = opening_of(procurement)
        if standing.prices != ASKED or opening is None:
            raise CannotOpenPrices(
                _("Nobody has asked for the prices to be opened, or they are open already.")
            )
        entry.content = {"asked_by": opening.asked_by, "withdrawn_by": by.full_name}
        tenders.withdraw_asking(procurement)


def _in_line(procurement: Procurement) -> Standing:
    """Wait in line, and give how things stand then.

    Raises: CannotOpenPrices where no price is judged, or before quality is locked.
    """
    Procurement.objects.select_for_update().get(pk=procurement.pk)
    standing = standing_of(procurement)
    if standing.prices == NO_PRICES:
        raise CannotOpenPrices(_("No price is judged in this procurement."))
    if not standing.is_locked:
        raise CannotOpenPrices(_("Prices are opened only after the judging of quality is locked."))
    return standing


def _reason(reason: str) -> str:
    text = tidied(reason)
    if not says_something(text):
        raise CannotLock(_("Say in a sentence why it is taken up again."), field="reason")
    if len(text) > MOST_LETTERS:
        raise CannotLock(
            _("The reason is longer than %(most)s letters.") % {"most": MOST_LETTERS}, field="reason"
        )
    return text
