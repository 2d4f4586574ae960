"""The control of prices as a workbook: the questions with their answers, and every cost line by line."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.documents.actions import build_workbook
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.tenders.queries.control import Control, control_of
from veien.tenders.queries.finding_words import finding_text, finding_title
from veien.tenders.queries.sheets import bare, option_words, paid_how
from veien.tenders.rules import PricedLine


def control_workbook(procurement: Procurement) -> bytes:
    """Write the control of prices. Four queries, seven where the form has more than unit prices."""
    control = control_of(procurement)
    sheets = [_questions(procurement, control), _lines(procurement, control), _basis(procurement, control)]
    title = _("Price control: %(procurement)s") % {"procurement": procurement.title}
    return build_workbook(sheets, at=clock.now(), title=title)


def _questions(procurement: Procurement, control: Control) -> Sheet:
    columns = (
        Column("tender", _("Tender"), width=26),
        Column("line", _("What is priced"), width=40),
        Column("what", _("Question"), width=26),
        Column("seen", _("What is seen"), width=60),
        Column("outcome", _("What came of it"), width=26),
        Column("note", _("Note"), width=60),
        Column("by", _("Answered by"), width=24),
        Column("on", _("Date"), kind="date", width=14),
    )
    rows = [
        {
            "tender": str(each.cost.tender),
            "line": one.finding.line.title,
            "what": finding_title(one.finding.kind),
            "seen": finding_text(one.finding, procurement.currency),
            "outcome": one.answer.label if one.answer else "",
            "note": one.answer.note if one.answer else "",
            "by": one.answer.by if one.answer else "",
            "on": one.answer.at.date() if one.answer else None,
        }
        for each in control.tenders
        for one in each.findings
    ]
    return Sheet(
        name=_("Questions"),
        title=_("Questions about the prices"),
        notes=(_("A question is not a verdict. A person answers each of them, with a note."),),
        columns=columns,
        rows=rows,
    )


def _lines(procurement: Procurement, control: Control) -> Sheet:
    rows: list[dict[str, object]] = []
    for each in control.tenders:
        rows += [_line(procurement, str(each.cost.tender), one) for one in each.cost.lines]
        rows.append(
            {"tender": str(each.cost.tender), "line": _("Evaluated price"), "amount": each.cost.evaluated}
        )
    return Sheet(
        name=_("Lines"),
        title=_("Every cost, line by line"),
        notes=(_("Without VAT. An option outside the comparison is not part of the evaluated price."),),
        columns=_line_columns(procurement.currency),
        rows=rows,
    )


def _line_columns(currency: str) -> tuple[Column, ...]:
    return (
        Column("tender", _("Tender"), width=26),
        Column("line", _("What is priced"), width=40),
        Column("option", _("Option"), width=26),
        Column("volume", _("Volume"), kind="number", width=12),
        Column("unit", _("Unit"), width=16),
        Column("paid", _("Paid"), width=20),
        Column("came", _("Figure as it came"), kind="number", width=16),
        Column("figure", _("Figure that counts"), kind="number", width=16),
        Column("cost", _("What one costs the buyer"), kind="number", width=16),
        Column("currency", _("Currency"), width=10),
        Column("rate", _("Rate"), kind="number", width=12),
        Column("stated", _("Stated sum"), kind="number", width=18),
        Column("own", _("Sum in that currency"), kind="number", width=18),
        Column("amount", _("Sum in %(currency)s") % {"currency": currency}, kind="number", width=18),
    )


def _line(procurement: Procurement, tender: str, each: PricedLine) -> dict[str, object]:
    line = each.line
    return {
        "tender": tender,
        "line": line.title,
        "option": option_words(line),
        "volume": bare(line.volume),
        "unit": line.unit,
        "paid": paid_how(line.period, line.years),
        "came": each.received,
        "figure": each.unit_price,
        "cost": line.unit_cost,
        "currency": each.currency or procurement.currency,
        "rate": bare(each.rate),
        "stated": None if each.stated is None else bare(each.stated),
        "own": each.own,
        "amount": each.amount,
    }


def _basis(procurement: Procurement, control: Control) -> Sheet:
    columns = (
        Column("what", _("What is assumed"), width=44),
        Column("figure", _("Figure"), kind="number", width=16),
        Column("unit", _("Unit"), width=20),
        Column("on", _("Rate of"), kind="date", width=14),
        Column("source", _("Source"), width=60),
    )
    rules = control.costs.rules
    rows: list[dict[str, object]] = [
        {
            "what": f"1 {each.currency}",
            "figure": bare(each.rate),
            "unit": rules.currency,
            "on": each.rate_on,
            "source": each.source,
        }
        for each in (rules.rates or {}).values()
    ]
    rows += [
        {"what": each.title, "figure": bare(each.figure), "unit": each.unit, "source": each.source}
        for each in rules.assumptions
    ]
    return Sheet(
        name=_("Assumptions"),
        title=_("What the figures rest on"),
        notes=(_("Said before publication, and the same for all tenders."),),
        columns=columns,
        rows=rows,
    )
