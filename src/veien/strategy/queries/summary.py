"""The strategy part by part: what is chosen, why, and what to do where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from veien.law.queries import confidence_words
from veien.strategy.models import Agreement, Choice, OwnershipLine, ServiceChoice
from veien.strategy.queries.demands import demand_rows
from veien.strategy.queries.strategy import Strategy
from veien.strategy.rules import SERVICES
from veien.web.rules.numbers import written_money, written_number

if TYPE_CHECKING:
    from veien.road.queries import Procurement

TOGETHER = {
    "together": gettext_lazy("We buy together with others."),
    "alone": gettext_lazy("We buy alone."),
}


@dataclass(frozen=True)
class Part:
    """A part of the strategy: what it says in one sentence, why, and what to do while it says nothing."""

    key: str
    title: str
    url: str
    is_done: bool
    said: str = ""
    why: str = ""
    todo: str = ""
    is_waiting: bool = False


def parts_of(found: Strategy, procurement: Procurement, language: str) -> list[Part]:
    """Give the parts in the order in which they are worked on. No queries."""
    return [
        _value(found, procurement, language),
        _together(found, procurement),
        _delivery(found, procurement),
        _agreement(found, procurement, language),
        _ownership(found, procurement),
        _qualification(found, procurement),
        _mandate(found, procurement),
    ]


def _url(procurement: Procurement, page: str) -> str:
    return reverse(f"strategy:{page}", args=[procurement.public_id])


def _value(found: Strategy, procurement: Procurement, language: str) -> Part:
    said = ""
    if found.value is not None and found.value.is_estimated:
        said = _("%(amount)s in all, VAT excluded.") % {
            "amount": written_money(round(found.value.total), found.value.currency, language)
        }
    todo = _("Estimate what the purchase is worth; the value decides which rules apply.")
    return Part("value", _("Value"), _url(procurement, "value"), bool(said), said, todo=todo)


def _together(found: Strategy, procurement: Procurement) -> Part:
    row = found.choices[Choice.Kind.TOGETHER]
    todo = _("Weigh what speaks for and against, hear the others, and choose.")
    said = str(TOGETHER.get(row.chosen, ""))
    return _founded(
        found,
        Part(
            "together",
            _("Alone or together"),
            _url(procurement, "together"),
            bool(said),
            said,
            row.reason,
            todo,
        ),
    )


def _delivery(found: Strategy, procurement: Procurement) -> Part:
    placed = [found.services[each].how for each in SERVICES if each in found.services]
    counts = [(label, placed.count(how)) for how, label in ServiceChoice.How.choices]
    said = "; ".join(f"{label}: {count}" for label, count in counts if count)
    left = len(SERVICES) - len(placed)
    todo = ngettext("%(count)s service is not placed yet.", "%(count)s services are not placed yet.", left)
    row = found.choices[Choice.Kind.DELIVERY]
    return _founded(
        found,
        Part(
            "delivery",
            _("Delivery model"),
            _url(procurement, "delivery"),
            not left,
            said,
            row.reason,
            todo % {"count": left},
        ),
    )


def _agreement(found: Strategy, procurement: Procurement, language: str) -> Part:
    row = found.agreement
    said = agreement_sentence(row, language) if row is not None else ""
    return Part(
        "agreement",
        _("Agreement and duration"),
        _url(procurement, "agreement"),
        row is not None,
        said,
        row.reason if row is not None else "",
        _("Choose the kind of agreement, and how long it lasts."),
    )


def agreement_sentence(row: Agreement, language: str) -> str:
    """Say which agreement it is and for how long."""
    names = {
        "model": row.get_model_display(),
        "years": years_written(row.years, language),
        "extensions": row.extensions,
        "each": years_written(row.extension_years, language),
        "longest": years_written(row.longest, language),
    }
    if not row.extensions:
        return _("%(model)s, %(years)s years.") % names
    words = ngettext(
        "%(model)s, %(years)s years with %(extensions)s extension of %(each)s years: at most %(longest)s.",
        "%(model)s, %(years)s years with %(extensions)s extensions of %(each)s years: at most %(longest)s.",
        row.extensions,
    )
    return words % names


def years_written(years: Decimal, language: str) -> str:
    """Write years without a decimal that says nothing."""
    return written_number(years, language, places=0 if years == int(years) else 1)


def written_figure(figure: Decimal | None, language: str) -> str:
    """Write the figure of a demand without decimals that say nothing."""
    if figure is None:
        return ""
    return written_number(figure, language, places=0 if figure == int(figure) else 2)


def _ownership(found: Strategy, procurement: Procurement) -> Part:
    row = found.choices[Choice.Kind.OWNERSHIP]
    said = str(dict(OwnershipLine.Way.choices).get(row.chosen, ""))
    todo = _("Compare what it costs to own, rent and lease, and choose.")
    return _founded(
        found,
        Part(
            "ownership",
            _("Own, rent or lease"),
            _url(procurement, "ownership"),
            bool(said),
            said,
            row.reason,
            todo,
        ),
    )


def _qualification(found: Strategy, procurement: Procurement) -> Part:
    rows = demand_rows(found.demands, found.worth)
    shutting = sum(each.shuts_out for each in rows)
    said = why = ""
    if rows:
        said = ngettext("%(count)s demand drafted.", "%(count)s demands drafted.", len(rows)) % {
            "count": len(rows)
        }
    if shutting:
        words = ngettext(
            "%(count)s of them may shut out small or new firms.",
            "%(count)s of them may shut out small or new firms.",
            shutting,
        )
        why = words % {"count": shutting}
    todo = _("Draft what the supplier must manage and withstand, and see whom it shuts out.")
    url = _url(procurement, "qualification")
    return Part("qualification", _("Demands on the supplier"), url, bool(rows), said, why, todo)


def _mandate(found: Strategy, procurement: Procurement) -> Part:
    row = found.mandate
    todo = _("Write what the project may buy, within what, and who decides along the way.")
    said = row.may_buy if row is not None else ""
    return Part(
        "mandate",
        _("Mandate for the procurement"),
        _url(procurement, "mandate"),
        row is not None,
        said,
        todo=todo,
    )


def _founded(found: Strategy, part: Part) -> Part:
    """Hold a choice that rests on figures to the link: without one it is not done, whatever stands there."""
    if found.is_founded:
        return part
    todo = _("Link the strategy to an alternative of the business case first.")
    return Part(part.key, part.title, part.url, False, part.said, part.why, todo, is_waiting=True)


JUDGEMENT: Mapping[str, Mapping[str, Any]] = {
    "title": {
        "nb": "vurdering",
        "sv": "bedömning",
        "da": "vurdering",
        "en": "judgement",
    },
    "means": {
        "nb": "Ingen rettsregel: det guiden advarer mot, med en grense som Veien har satt.",
        "sv": "Ingen rättsregel: det guiden varnar för, med en gräns som Veien har satt.",
        "da": "Ingen retsregel: det, guiden advarer mod, med en grænse, som Veien har sat.",
        "en": "No rule of law: what the guide warns of, with a limit that Veien has set.",
    },
}


def confidence_of(key: str) -> Mapping[str, Any]:
    """Give how sure a statement is, as a short word and as a sentence, in four languages."""
    if key == "judgement":
        return JUDGEMENT
    found = confidence_words()[key]
    return {"title": found.title, "means": found.means}
