"""What is odd about a price, in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.tenders.rules import Finding, Odd, shortened
from veien.web.rules.numbers import written_money, written_number


def finding_title(kind: Odd) -> str:
    """Name a kind of finding in the active language."""
    return {
        "missing": _("left empty"),
        "zero": _("zero"),
        "sum": _("the sum does not add up"),
        "low": _("far below the others"),
        "high": _("far above the others"),
    }[kind]


def finding_text(finding: Finding, currency: str) -> str:
    """Say in a sentence what is seen, in the active language; ``currency`` is the procurement's."""
    language = get_language() or "nb"

    def money(amount: Decimal, unit: str = currency) -> str:
        return written_money(shortened(amount), unit, language)

    if finding.kind == "missing":
        return _("The form has no figure for this line.")
    if finding.kind == "zero":
        if finding.line.is_cost:
            return _("The tenderer states that none is needed. At receipt it was ticked that zero is meant.")
        return _("The price is zero. At receipt it was ticked that zero is meant.")
    if finding.kind == "sum":
        unit = finding.currency or currency
        return _(
            "The form says %(stated)s, but its own figure, volume and years give %(computed)s: %(difference)s apart. "
            "The computed sum is the one that counts."
        ) % {
            "stated": money(finding.seen, unit),
            "computed": money(finding.expected, unit),
            "difference": money(abs(finding.seen - finding.expected), unit),
        }
    percent = written_number(finding.seen / finding.expected * 100, language, places=0)
    return _("%(amount)s is %(percent)s %% of the median of the others, %(middle)s.") % {
        "amount": money(finding.seen),
        "percent": percent,
        "middle": money(finding.expected),
    }
