"""Grounds, numbers and points in people's words, in the active language."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.award_model.rules import written
from veien.evaluation.rules import Failed, Standing, TenderStanding, decimal_of, shortened
from veien.web.rules.numbers import written_money, written_number


def language() -> str:
    """Give the active language."""
    return get_language() or "nb"


def said(value: Decimal | str | int, places: int | None = None) -> str:
    """Write a figure as the reader does, without zeros at its end unless places are asked for."""
    if places is None:
        return written_number(decimal_of(value), language())
    return written_number(decimal_of(value, places), language(), places=places)


def worked(value: Decimal | str | int) -> str:
    """Write a figure in a sum that is written out: as many decimals as are read, not as many as are counted with."""
    return written_number(shortened(value), language())


def money(value: Decimal | str, currency: str) -> str:
    """Write an amount with its currency; large amounts without decimals, which nobody reads."""
    exact = Decimal(value)
    shown = decimal_of(exact, 0 if abs(exact) >= 1000 else 2)
    return written_money(shown, currency, language())


def percent(share: Decimal | str) -> str:
    """Write a share of one as a percentage with at most one decimal."""
    return f"{written_number(decimal_of(Decimal(share) * 100, 1), language())}\u00a0%"


def typed_points(points: Decimal) -> str:
    """Write points as the reader would type them into a field."""
    text = written(points)
    return text if language().startswith("en") else text.replace(".", ",")


def moment(at: datetime) -> str:
    """Write a date and a time of day."""
    return date_format(localtime(at), "DATETIME_FORMAT")


def failed_ground(failed: Failed) -> str:
    """Say of one must-requirement that it is not met, and why."""
    return _("must-requirement %(ref)s not met: %(ground)s") % {"ref": failed.ref, "ground": failed.ground}


def grounds_of(tender: TenderStanding, standing: Standing) -> list[str]:
    """Say on which grounds a tender is rejected, one after the other; nothing if it competes."""
    grounds = []
    if tender.late_by and standing.due_at is not None:
        grounds.append(
            _("the tender came in %(received)s, after the deadline %(due)s")
            % {"received": moment(tender.received_at), "due": moment(standing.due_at)}
        )
    grounds += [failed_ground(each) for each in tender.failed]
    if tender.rejection:
        grounds.append(tender.rejection)
    return grounds


def ground_of(tender: TenderStanding, standing: Standing) -> str:
    """Give all grounds of a rejection in one line."""
    return "; ".join(each.rstrip(". ") for each in grounds_of(tender, standing))
