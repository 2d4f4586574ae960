"""What the meeting says in people's words: where it matters, and how far the group agrees, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from veien.criteria.queries import Item
from veien.evaluation.queries.words import money, said
from veien.evaluation.rules import Standing, TenderStanding, decimal_of
from veien.evaluation.rules.agreement import Agreement
from veien.evaluation.rules.disagreement import Disputed

LOW = ("low", "none")


@dataclass(frozen=True, slots=True)
class SaidDispute:
    """One item of one tender on which own points differ, as a page says it."""

    item: Item
    tender: TenderStanding
    range: str
    sentence: str
    hangs: str
    is_settled: bool


def said_disputes(disputed: list[Disputed], standing: Standing, currency: str) -> list[SaidDispute]:
    """Say of each dispute what it moves, and which places hang on it."""
    items = {item.place: item for item in standing.items}
    tenders = {each.pk: each for each in standing.tenders}
    return [
        SaidDispute(
            items[each.place],
            tenders[each.tender],
            _("%(low)s to %(high)s points") % {"low": said(each.low), "high": said(each.high)},
            effect_sentence(each, items[each.place], currency),
            hanging_sentence(each, tenders),
            each.is_settled,
        )
        for each in disputed
        if each.place in items and each.tender in tenders
    ]


def effect_sentence(disputed: Disputed, item: Item, currency: str) -> str:
    """Say how much the difference moves in the whole."""
    if item.criterion.money_per_point is not None:
        return _("In the whole the difference is worth %(effect)s.") % {
            "effect": money(decimal_of(disputed.effect, 2), currency)
        }
    return _("In the whole the difference comes to %(effect)s in points.") % {
        "effect": _short(disputed.effect)
    }


def hanging_sentence(disputed: Disputed, tenders: Mapping[int, TenderStanding]) -> str:
    """Say which places on quality hang on it; nothing where none does."""
    others = [tenders[each].label for each in disputed.passes if each in tenders]
    if not others:
        return ""
    return _("Whether %(tender)s stands before or behind %(others)s on quality hangs on it.") % {
        "tender": tenders[disputed.tender].label,
        "others": ", ".join(others),
    }


def _short(figure: Fraction) -> str:
    """Write a figure with at most three decimals, and never nothing for something."""
    shown = decimal_of(figure, 3)
    return _("less than %(least)s") % {"least": said("0.001")} if figure and not shown else said(shown)


@dataclass(frozen=True, slots=True)
class SaidAgreement:
    """Alpha and W as figures, a sentence for each, and what to do where the two say different things."""

    alpha: str
    alpha_sentence: str
    w: str
    w_sentence: str
    hint: str
    is_low: bool


def said_agreement(agreement: Agreement) -> SaidAgreement:
    """Say how far the group agrees, to somebody who evaluates for the first time."""
    return SaidAgreement(
        alpha=_figure(agreement.alpha),
        alpha_sentence=_alpha_sentence(agreement.alpha_word),
        w=_figure(agreement.w),
        w_sentence=_w_sentence(agreement.w_word),
        hint=_hint(agreement),
        is_low=agreement.alpha_word in LOW,
    )


def _figure(value: Fraction | None) -> str:
    return "" if value is None else said(decimal_of(value, 2), 2)


def _alpha_sentence(word: str) -> str:
    return {
        "reliable": _("You give nearly the same points. Take over what you agree on, and settle the rest."),
        "tentative": _("You mostly agree. Talk through what stands first in the list before you settle."),
        "low": _(
            "You differ more than is good. Read what gives the most and the fewest points aloud, let each say what "
            "they looked at, and settle then."
        ),
        "none": _(
            "You differ as much as if the points were drawn by lot. Make sure first that all read the criterion in "
            "the same way."
        ),
        "same": _("All points are the same, so there is nothing to disagree on and no figure for it."),
        "alone": _("Fewer than two have given points to the same tender, so this cannot be measured."),
    }[word]


def _w_sentence(word: str) -> str:
    return {
        "same": _("You put the tenders in much the same order."),
        "mixed": _("Some tenders change places from one of you to the next. Talk about those."),
        "none": _("You put the tenders in different orders. Talk about the order before the points."),
        "flat": _("Nobody has put one tender before another, so there is no order to compare."),
        "alone": _("Only one has given points, so there is no order to compare."),
        "few": _("Fewer than two tenders have points from everybody, so there is no order to compare."),
    }[word]


def _hint(agreement: Agreement) -> str:
    if agreement.alpha_word in LOW and agreement.w_word == "same":
        return _(
            "You see the same order, but some of you are stricter. Agree on what the middle of the scale means."
        )
    if agreement.alpha_word == "reliable" and agreement.w_word == "none":
        return _("The tenders lie so close that small differences turn the order.")
    return ""
