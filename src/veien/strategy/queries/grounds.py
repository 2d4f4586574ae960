"""What the strategy says to the first decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.road.rules.registry import Ground
from veien.strategy.models import MemberStand
from veien.strategy.queries.strategy import Strategy, strategy_of
from veien.strategy.queries.summary import TOGETHER, parts_of
from veien.strategy.queries.together import member_choices, options_of

if TYPE_CHECKING:
    from veien.road.queries import Procurement


def together_ground(procurement: Procurement) -> Ground:
    """Answer whether it is bought alone or together, and say who stands elsewhere. Fourteen queries."""
    found = strategy_of(procurement)
    url = reverse("strategy:together", args=[procurement.public_id])
    title = _("Alone or together")
    if not found.together:
        return Ground(
            title, _("The strategy has not chosen yet whether to buy alone or together."), url, "missing"
        )
    names = {pk: name for pk, _id, name in member_choices(procurement)}
    facts = tuple((names[pk], each.get_wish_display()) for pk, each in found.stands.items() if pk in names)
    free = options_of(procurement)
    status, sentence = _standing(found, {pk: name for pk, name in names.items() if pk not in free})
    said = f"{TOGETHER[found.together]} {sentence or found.choices['together'].reason}"
    return Ground(title, said, url, status, facts)


def _standing(found: Strategy, names: dict[int, str]) -> tuple[Literal["ok", "warning"], str]:
    """Say what speaks against the choice as it stands, if anything does; ``names`` are those who take part."""
    if not found.is_founded:
        return "warning", _("The choice is no longer linked to an alternative of the business case.")
    if found.together == "together":
        away = [
            names[pk]
            for pk, each in found.stands.items()
            if each.wish != MemberStand.Wish.TOGETHER and pk in names
        ]
        if away:
            return "warning", _("Not with us on that: %(names)s.") % {"names": ", ".join(away)}
    return "ok", ""


def choices_ground(procurement: Procurement) -> Ground:
    """Say what is to be bought and how, as far as the strategy has come. Twelve queries."""
    found = strategy_of(procurement)
    url = reverse("strategy:page", args=[procurement.public_id])
    parts = parts_of(found, procurement, get_language() or "nb")
    title = _("Strategy")
    if not any(each.said for each in parts):
        return Ground(title, _("The strategy has chosen nothing yet."), url, "missing")
    facts = tuple((each.title, each.said) for each in parts if each.said)
    left = [each.title for each in parts if not each.is_done]
    if left:
        sentence = _("Not in place in the strategy: %(parts)s.") % {"parts": ", ".join(left)}
        return Ground(title, sentence, url, "warning", facts)
    return Ground(title, _("Every part of the strategy is in place."), url, "ok", facts)
