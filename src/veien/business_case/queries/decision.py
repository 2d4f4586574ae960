"""What the business case says to the first decision: its ground, and its part of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.business_case.queries.facts import CaseFacts, facts_of
from veien.business_case.queries.outcome import Outcome, outcome_of
from veien.business_case.queries.report import compared
from veien.business_case.queries.standing import Standing, missing_in, standings_of
from veien.documents.rules import Section
from veien.road.queries.grounds import recommendation_of
from veien.road.rules.registry import Ground
from veien.web.rules.numbers import written_money

if TYPE_CHECKING:
    from veien.road.queries import Procurement

POINT = "decision-1"


def ground_of(procurement: Procurement) -> Ground:
    """Say what the recommended alternative is worth beside today's practice, and what the case lacks.

    Twelve queries at most.
    """
    facts = facts_of(procurement)
    found = outcome_of(procurement) if facts.is_begun else None
    title, url = _("Business case"), reverse("business_case:page", args=[procurement.public_id])
    if found is None:
        return Ground(title, _("The business case is not begun."), url, "missing")
    if found.case is None:
        return Ground(title, _("The business case cannot be computed as it stands."), url, "warning")
    if not facts.has_alternative:
        return Ground(title, _("No alternative to today’s practice has any lines yet."), url, "missing")
    standings = standings_of(found)
    advice = recommendation_of(procurement, POINT)
    chosen = next((each for each in standings if advice is not None and each.key == advice.choice), None)
    doubts = _doubts(facts, chosen, standings)
    sentence = " ".join([*([_worth(chosen, found)] if chosen is not None else []), *doubts])
    loses = chosen is not None and chosen.against is not None and chosen.against < 0
    told = _facts(facts, chosen, found)
    return Ground(title, sentence, url, "warning" if doubts or loses else "ok", told)


def _worth(chosen: Standing, found: Outcome) -> str:
    if chosen.against is None:
        return _("%(title)s is recommended: nothing changes.") % {"title": chosen.title}
    amount = written_money(abs(round(chosen.against)), found.kept.currency, get_language() or "nb")
    said = (
        _("%(title)s is worth %(amount)s more than today’s practice over %(years)s years, in today’s money.")
        if chosen.against >= 0
        else _(
            "%(title)s is worth %(amount)s less than today’s practice over %(years)s years, in today’s money."
        )
    )
    return said % {"title": chosen.title, "amount": amount, "years": found.kept.years}


def _doubts(facts: CaseFacts, chosen: Standing | None, standings: list[Standing]) -> list[str]:
    found = []
    if chosen is None:
        found.append(_("No alternative is recommended yet."))
    if not facts.has_null_lines:
        found.append(_("Today’s practice has no lines, so there is nothing to compare with."))
    looked = [chosen] if chosen is not None and not chosen.is_null else standings
    found += [
        f"{each.alternative.title}: {each.text}"
        for each in missing_in([each for each in looked if not each.is_null])
        if each.is_required
    ]
    if not facts.has_sources:
        found.append(_("Some lines have no source."))
    return found


def _facts(facts: CaseFacts, chosen: Standing | None, found: Outcome) -> tuple[tuple[str, str], ...]:
    said = {True: _("yes"), False: _("no")}
    worth = chosen.against if chosen is not None else None
    amount = written_money(
        None if worth is None else round(worth), found.kept.currency, get_language() or "nb"
    )
    return (
        (_("Today’s practice is costed"), said[facts.has_null_lines]),
        (_("Alternatives"), str(facts.alternatives)),
        (_("Net present value beside today’s practice"), amount),
        (_("Every alternative has an integration line"), said[facts.has_integration]),
    )


def paper_part(procurement: Procurement, language: str) -> list[Section]:
    """Give the comparison of the alternatives for the decision paper; nothing while it cannot be computed."""
    found = outcome_of(procurement)
    if found is None or found.case is None:
        return []
    return [Section(_("Business case"), compared(found, language))]
