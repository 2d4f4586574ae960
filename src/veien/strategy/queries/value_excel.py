"""The value estimate as a workbook: the rows, and the thresholds they are held against."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.strategy.queries.value import EstimatedValue
from veien.strategy.queries.value_report import kind_of, term_sentence
from veien.strategy.queries.value_words import sentence_of, thresholds_shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(value: EstimatedValue) -> bytes:
    """Write the estimate as a workbook in the reader's language. No query."""
    return documents.build_workbook([_rows(value), _thresholds(value)], at=clock.now())


def _rows(value: EstimatedValue) -> Sheet:
    money = {"kind": "number", "decimals": 2}
    columns = (
        Column("title", _("What is paid for"), width=44),
        Column("member", _("Who pays"), width=28),
        Column("amount", _("Amount, VAT excluded"), width=20, **money),  # type: ignore[arg-type]
        Column("how", _("How it counts"), width=18),
        Column("contract", _("Separate contract"), width=22),
        Column("agreed", _("Agreed time"), width=20, **money),  # type: ignore[arg-type]
        Column("extensions", _("Extensions"), width=20, **money),  # type: ignore[arg-type]
        Column("options", _("Options"), width=20, **money),  # type: ignore[arg-type]
        Column("total", _("Counted value"), width=20, **money),  # type: ignore[arg-type]
        Column("source", _("Where the figure comes from"), width=50),
    )
    filled = [
        {
            "title": row.title,
            "member": row.member or _("All together"),
            "amount": row.amount,
            "how": kind_of(row),
            "contract": row.contract,
            **row.counted._asdict(),
            "total": row.counted.total,
            "source": row.source,
        }
        for row in value.rows
    ]
    filled.append({"title": _("In all"), **value.sums._asdict(), "total": value.total})
    notes = (f"{value.currency}. {term_sentence(value)}", sentence_of(value))
    return Sheet(
        name=_("Value"), title=_("What the purchase is worth"), columns=columns, rows=filled, notes=notes
    )


def _thresholds(value: EstimatedValue) -> Sheet:
    columns = (
        Column("title", _("Threshold"), width=50),
        Column("value", _("Amount, VAT excluded"), kind="number", decimals=2, width=20),
        Column("span", _("In force"), width=34),
        Column("ref", _("Section of the law"), width=36),
        Column("sources", _("Source"), width=60),
        Column("confidence", _("How sure"), width=26),
        Column("checked_on", _("Checked on"), width=18),
        Column("note", _("Remark"), width=60),
    )
    filled = [
        {
            "title": row.title,
            "value": row.value,
            "span": row.span,
            "ref": row.rests.ref,
            "sources": row.rests.sources,
            "confidence": row.rests.confidence,
            "checked_on": row.rests.checked_on,
            "note": row.note,
        }
        for row in thresholds_shown(value)
    ]
    title = _("The thresholds on %(day)s") % {"day": date_format(value.on)}
    return Sheet(name=_("Thresholds"), title=title, columns=columns, rows=filled)
