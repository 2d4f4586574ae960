"""What the strategy rests on, and what it chooses."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.business_case.queries import Alternative
from veien.documents.rules import clean_text
from veien.strategy.actions.writing import (
    CannotWrite,
    checked,
    choice_for,
    cleaned,
    filled,
    kept,
    plan_for,
    queued,
    refuse_unfounded,
    told,
)
from veien.strategy.models import Agreement, Choice, OwnershipLine, ServiceChoice, StrategyPlan
from veien.strategy.queries.pack import pack
from veien.strategy.rules import SERVICES, must_explain

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

AGREED = ("model", "pace", "years", "extensions", "extension_years", "options", "reason", "why_long")
LONGEST = 4000


def link_to_case(
    procurement: Procurement, *, by: User, alternative: str, why: str = "", revision: int | None = None
) -> StrategyPlan:
    """Found the strategy on an alternative of the business case, named by its key.

    May: edit
    Raises: CannotWrite if there is no such alternative; ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.linked
    """
    with recorded(procurement.public_id, "strategy.linked", by=by, subject="strategy") as entry:
        queued(procurement)
        row = checked(plan_for(procurement), revision)
        found = Alternative.objects.filter(case__procurement=procurement, key=alternative).first()
        if found is None:
            raise CannotWrite(_("Choose an alternative of the business case."), field="alternative")
        before = str(row.alternative) if row.alternative_id else ""
        filled(row, {"why": clean_text(why)})
        row.alternative = found
        kept(row)
        entry.content = {"before": before, "alternative": found.title, "why": row.why}
    return row


def choose_together(
    procurement: Procurement, *, by: User, chosen: str, reason: str, revision: int | None = None
) -> Choice:
    """Choose to buy ``alone`` or ``together``.

    May: edit
    Raises: NotFounded without a link to the business case; CannotWrite if choice or reason is missing;
    ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.together_chosen
    """
    with recorded(procurement.public_id, "strategy.together_chosen", by=by, subject="together") as entry:
        row = choice_for(procurement, Choice.Kind.TOGETHER, revision)
        refuse_unfounded(procurement)
        if chosen not in ("alone", "together"):
            raise CannotWrite(_("Choose alone or together."), field="chosen")
        entry.content = _chosen(row, chosen, reason)
    return row


def choose_ownership(
    procurement: Procurement, *, by: User, chosen: str, reason: str, revision: int | None = None
) -> Choice:
    """Choose to ``own``, ``rent`` or ``lease`` the equipment.

    May: edit
    Raises: NotFounded without a link to the business case; CannotWrite if choice or reason is missing;
    ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.ownership_chosen
    """
    with recorded(procurement.public_id, "strategy.ownership_chosen", by=by, subject="ownership") as entry:
        row = choice_for(procurement, Choice.Kind.OWNERSHIP, revision)
        refuse_unfounded(procurement)
        if chosen not in OwnershipLine.Way.values:
            raise CannotWrite(_("Choose to own, rent or lease."), field="chosen")
        entry.content = _chosen(row, chosen, reason)
    return row


def _chosen(row: Choice, chosen: str, reason: str) -> dict[str, Any]:
    before = told(row, ("chosen", "reason"))
    reason = clean_text(reason)
    if not reason:
        raise CannotWrite(_("Write why. Who reads this later was not in the room."), field="reason")
    filled(row, {"chosen": chosen, "reason": reason})
    kept(row)
    return {"before": before, "after": told(row, ("chosen", "reason"))}


def choose_delivery(
    procurement: Procurement,
    *,
    by: User,
    services: Mapping[str, tuple[str, str]],
    reason: str = "",
    revision: int | None = None,
) -> Choice:
    """Choose who does each service: ``{"installation": ("self", "why"), ...}``. A service left out stays as it is.

    May: edit
    Raises: NotFounded without a link to the business case; CannotWrite with the service as field if a way is unknown
    or its reason is missing; ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.delivery_chosen
    """
    with recorded(procurement.public_id, "strategy.delivery_chosen", by=by, subject="delivery") as entry:
        row = choice_for(procurement, Choice.Kind.DELIVERY, revision)
        refuse_unfounded(procurement)
        stood = {each.service: each for each in ServiceChoice.objects.filter(procurement=procurement)}
        changed = {}
        for service, (how, why) in services.items():
            if service not in SERVICES:
                raise CannotWrite(_("There is no such service."), field=service)
            found = stood.get(service) or ServiceChoice(procurement=procurement, service=service)
            if (found.how, found.reason) == (how, clean_text(why)):
                continue
            _say_how(found, how, clean_text(why))
            changed[service] = {"how": how, "reason": found.reason}
        filled(row, {"reason": clean_text(reason)})
        kept(row)
        entry.content = {"services": changed, "reason": row.reason}
    return row


def _say_how(row: ServiceChoice, how: str, why: str) -> None:
    if how not in ServiceChoice.How.values:
        raise CannotWrite(_("Choose who does it."), field=f"{row.service}-how")
    if not why:
        raise CannotWrite(_("Write why in a few words."), field=f"{row.service}-reason")
    row.how, row.reason = how, why[:LONGEST]
    row.save()


def choose_agreement(
    procurement: Procurement, *, by: User, revision: int | None = None, **words: Any
) -> Agreement:
    """Choose which agreement is entered into, how it is bought and for how long.

    ``words`` are model, pace, years, extensions, extension_years, options, reason and why_long.
    May: edit
    Raises: CannotWrite if something is missing, the extensions do not add up, or a framework agreement is longer than
    the law's limit and nobody says why; ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.agreement_chosen
    """
    with recorded(procurement.public_id, "strategy.agreement_chosen", by=by, subject="agreement") as entry:
        queued(procurement)
        row = Agreement.objects.filter(procurement=procurement).first()
        row = checked(row or Agreement(procurement=procurement, revision=0), revision)
        before = told(row, AGREED)
        filled(row, told(row, AGREED) | cleaned(words, AGREED))
        _refuse_agreement(row, procurement.buyer.country)
        kept(row)
        entry.content = {"before": before, "after": told(row, AGREED)}
    return row


def _refuse_agreement(row: Agreement, country: str) -> None:
    if row.years is None or not 0 < row.years <= 50:
        raise CannotWrite(_("Write how many years, more than 0 and at most 50."), field="years")
    if not 0 <= row.extensions <= 10 or not 0 <= row.extension_years <= 20:
        raise CannotWrite(_("Write at most 10 extensions of at most 20 years."), field="extensions")
    if row.extensions and not row.extension_years:
        raise CannotWrite(_("Write how long each extension is."), field="extension_years")
    if not row.extensions:
        row.extension_years = Decimal(0)
    if not row.reason:
        raise CannotWrite(_("Write why. Who reads this later was not in the room."), field="reason")
    limit = pack().frameworks.get(country)
    if must_explain(row.model, row.longest, limit) and not row.why_long:
        raise CannotWrite(
            _(
                "With every extension it lasts longer than framework agreements may without special grounds. Say why."
            ),
            field="why_long",
        )
