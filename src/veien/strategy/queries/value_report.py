"""The value estimate as a part of the strategy document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from veien.documents.rules import Block, Callout, KeyFigure, KeyFigures, Paragraph, Section, Table
from veien.strategy.queries.value import EstimatedValue, Row, value_of
from veien.strategy.queries.value_words import (
    Rests,
    missing_words,
    notes_on,
    reader,
    rests_on,
    sentence_of,
    thresholds_shown,
)
from veien.strategy.rules.value import OPEN_MONTHS
from veien.web.rules.numbers import in_language, written_money

if TYPE_CHECKING:
    from veien.road.queries import Procurement


def value_section(procurement: Procurement, language: str) -> Section | None:
    """Give the value as a section of a document, or None where nothing is estimated. Two queries."""
    value = value_of(procurement)
    if value is None or not value.rows:
        return None
    with override(language):
        return section_of(value)


def section_of(value: EstimatedValue) -> Section:
    """Write the section in the active language."""
    blocks: list[Block] = [
        Paragraph(term_sentence(value)),
        KeyFigures(
            (
                KeyFigure(_("Highest value"), _money(value, value.total), _("VAT excluded")),
                KeyFigure(_("Extensions"), _money(value, value.sums.extensions)),
                KeyFigure(_("Options"), _money(value, value.sums.options)),
            )
        ),
        _rows_table(value),
        Paragraph(sentence_of(value), lead=_("Which rules it falls under.")),
    ]
    if value.placement is not None:
        regime = value.placement.regime
        told = [regime.means, *value.placement.also]
        text = " ".join(
            [*(in_language(each, reader()) for each in told), rests_sentence(rests_on(regime.grounds))]
        )
        blocks.append(Callout(in_language(regime.title, reader()), text, tone="decision"))
    if value.missing:
        blocks.append(Callout(_("A figure is missing"), " ".join(missing_words(value)), tone="warning"))
    blocks += [
        Callout(
            note.title,
            f"{note.text} {rests_sentence(note.rests)}".strip(),
            tone="warning" if note.kind == "warning" else "info",
        )
        for note in notes_on(value)
    ]
    if value.thresholds:
        blocks.append(_thresholds_table(value))
    return Section(_("What the purchase is worth"), tuple(blocks))


def term_sentence(value: EstimatedValue) -> str:
    """Say over which time the value is counted."""
    if value.time.is_open:
        return _("Counted over %(months)s months: a month's value times 48.") % {"months": OPEN_MONTHS}
    if not value.time.extension_months:
        return _("Counted over %(months)s agreed months.") % {"months": value.time.months}
    return _("Counted over %(months)s agreed months and %(more)s months of extensions.") % {
        "months": value.time.months,
        "more": value.time.extension_months,
    }


def rests_sentence(rests: Rests | None) -> str:
    """Say what a statement rests on, on one line."""
    if rests is None:
        return ""
    return f"({'; '.join(filter(None, [rests.ref, rests.sources, rests.confidence]))})"


def _rows_table(value: EstimatedValue) -> Table:
    """Write the rows with their sum; who pays stands there only where somebody is named."""
    named = any(row.member for row in value.rows)
    rows = [
        (
            row.title,
            *((row.member or _("All together"),) if named else ()),
            kind_of(row),
            row.source,
            _money(value, row.counted.total),
        )
        for row in value.rows
    ]
    sums = (_("In all"), *(("",) if named else ()), "", "", _money(value, value.total))
    who = (_("Who pays"),) if named else ()
    columns = (_("What is paid for"), *who, _("How it counts"), _("Source"), _("Counted value"))
    return Table(
        columns=columns,
        rows=(*rows, sums),
        numeric=(len(columns) - 1,),
        caption=_("What the value is made of, VAT excluded"),
        total=True,
        widths=(4, 3, 2, 5, 3) if named else (5, 2, 6, 3),
    )


def kind_of(row: Row) -> str:
    """Say how a row counts."""
    span = _("A year") if row.per == "year" else _("In all")
    return _("%(span)s, option") % {"span": span} if row.is_option else span


def _thresholds_table(value: EstimatedValue) -> Table:
    rows = [
        (
            row.title,
            row.amount,
            row.span,
            "; ".join(filter(None, [row.rests.ref, row.rests.sources])),
            ", ".join(filter(None, [row.rests.confidence, row.rests.checked_on])),
        )
        for row in thresholds_shown(value)
    ]
    return Table(
        columns=(_("Threshold"), _("Amount"), _("In force"), _("Source"), _("How sure, and when checked")),
        rows=tuple(rows),
        numeric=(1,),
        caption=_("The thresholds on %(day)s, VAT excluded") % {"day": date_format(value.on)},
        total=False,
        widths=(4, 3, 3, 6, 3),
    )


def _money(value: EstimatedValue, amount: object) -> str:
    return written_money(amount, value.currency, reader())  # type: ignore[arg-type]
