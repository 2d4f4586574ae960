"""The two forms as sheets: the same description writes a form and reads it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from veien.criteria.queries import PriceLine, PriceRow
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import PriceRules
from veien.documents.rules import Column, clean_text
from veien.requirements.queries import Requirement, RequirementRow, requirement_rows
from veien.road.queries import Procurement
from veien.tenders.queries.columns import price_columns
from veien.web.rules.numbers import written_number

Form = Literal["price", "answer"]
FORMATS: dict[Form, str] = {"price": "veien-price-form/1", "answer": "veien-answer-form/1"}
BUYERS_WORDS: dict[Form, tuple[str, ...]] = {
    "price": ("title", "note", "unit", "volume", "unit_cost"),
    "answer": ("section", "text", "evidence"),
}
"""The columns in which the buyer's own words stand. The others are the program's, and its words may be bettered
between the day a form is sent out and the day it comes back; the row's name says what they mean."""

LONGEST_ANSWER = 20_000
LONGEST_COMMENT = 5_000
LONGEST_DOCUMENT_NAME = 300


@dataclass(frozen=True)
class FormSheet:
    """One form: its columns, and the buyer's words in each row by the key that names the row.

    Shape: ``sent`` and the rows' order are those of the form; ``named_by`` is the column with the key.
    """

    form: Form
    columns: tuple[Column, ...]
    sent: Mapping[str, Mapping[str, str]]
    named_by: str = "key"

    @property
    def compared(self) -> dict[str, dict[str, str]]:
        """Give the buyer's own words in each row, which must come back as they were sent."""
        return {key: {word: words[word] for word in self.kept} for key, words in self.sent.items()}

    @property
    def kept(self) -> tuple[str, ...]:
        """Name the columns of the buyer's own words that this form has."""
        here = {column.key for column in self.columns}
        return tuple(word for word in BUYERS_WORDS[self.form] if word in here)


def price_sheet(procurement: Procurement, rules: PriceRules | None = None) -> FormSheet:
    """Describe the price form. At most four queries, none with the rules in hand.

    Headings are in the active language, the buyer's words in the procurement's. Columns for the buyer's own cost, other
    currencies, options and sums are there only where the form has them.
    """
    rules = rules or price_rules_of(procurement)
    with override(procurement.language):
        sent = {line.key: _price_words(line, rules, procurement.language) for line in rules.lines}
    return FormSheet("price", price_columns(rules), sent)


def _price_words(line: PriceRow, rules: PriceRules, language: str) -> dict[str, str]:
    words = {
        "title": line.title,
        "note": line.note,
        "unit": line.unit,
        "volume": written_number(bare(line.volume), language),
        "paid": paid_how(line.period, line.years),
    }
    if rules.has_costs:
        cost = "" if line.unit_cost is None else written_number(bare(line.unit_cost), language)
        words["unit_cost"] = f"{cost} {rules.currency}".strip() if cost else ""
    if rules.rates:
        words["currency"] = rules.currency
    if rules.has_options:
        words["option"] = option_words(line)
    return _clean(words)


def option_words(line: PriceRow) -> str:
    """Say whether a line is an option and whether it counts, in the active language; nothing for what is bought."""
    if not line.is_option:
        return ""
    return _("Option, counts in the comparison") if line.counts else _("Option, stays outside the comparison")


def paid_how(period: str, years: int) -> str:
    """Say how often a line is paid, in the active language."""
    if period == PriceLine.Period.ONCE:
        return _("Once")
    return ngettext("Every year, %(years)s year", "Every year, %(years)s years", years) % {"years": years}


def bare(number: Decimal) -> Decimal:
    """Leave out the zeros after the last decimal that says something."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def answer_sheet(procurement: Procurement, rows: list[RequirementRow] | None = None) -> FormSheet:
    """Describe the answer form; each row is answered in its own way. Two queries, none with the rows in hand.

    Headings are in the active language; the buyer's words and the choices are in the procurement's.
    """
    found = requirement_rows(procurement) if rows is None else rows
    ways = {row.ref: (row.answer, row.unit) for row in found}
    answer = Column("answer", _("Your answer"), width=46, longest=LONGEST_ANSWER)
    columns = (
        Column("key", _("No."), kind="readonly", width=10),
        Column("section", _("Section"), kind="readonly", width=20),
        Column("text", _("Requirement"), kind="readonly", width=62, longest=32_000),
        Column("obligation", _("Obligation"), kind="readonly", width=11),
        Column("evidence", _("What to show"), kind="readonly", width=30, longest=32_000),
        Column("way", _("How to answer"), kind="readonly", width=18),
        replace(answer, vary=_varied(answer, ways, procurement.language)),
        Column("comment", _("Comment"), width=34, longest=LONGEST_COMMENT),
    )
    with override(procurement.language):
        sent = {row.ref: _answer_words(row) for row in found}
    return FormSheet("answer", columns, sent)


def _answer_words(row: RequirementRow) -> dict[str, str]:
    return _clean(
        {
            "section": row.section_title,
            "text": f"{row.title}\n{row.text}",
            "obligation": str(Requirement.Obligation(row.obligation).label),
            "evidence": row.evidence,
            "way": way_of(row.answer, row.unit),
        }
    )


def way_of(answer: str, unit: str) -> str:
    """Say how a requirement is to be answered, in the active language."""
    if answer == Requirement.Answer.YES_NO:
        return _("Yes or no")
    if answer == Requirement.Answer.NUMBER:
        return _("A number in %(unit)s") % {"unit": unit} if unit else _("A number")
    if answer == Requirement.Answer.DOCUMENT:
        return _("Name of the enclosed document")
    return _("A description")


def yes_and_no() -> tuple[tuple[str, str], ...]:
    """Give the two choices with their words in the active language."""
    return (("yes", _("Yes")), ("no", _("No")))


def _varied(
    plain: Column, ways: Mapping[str, tuple[str, str]], language: str
) -> Callable[[Mapping[str, object]], Column]:
    """Give the column that each row asks for; a row that the form does not know takes any text."""

    @cache
    def column_for(answer: str, unit: str) -> Column:
        with override(language):
            helped = replace(plain, help=way_of(answer, unit), vary=None)
            if answer == Requirement.Answer.YES_NO:
                return replace(helped, kind="choice", choices=yes_and_no())
        if answer == Requirement.Answer.NUMBER:
            return replace(helped, kind="number")
        if answer == Requirement.Answer.DOCUMENT:
            return replace(helped, longest=LONGEST_DOCUMENT_NAME)
        return helped

    def column(values: Mapping[str, Any]) -> Column:
        return column_for(*ways.get(str(values.get("key") or ""), ("", "")))

    return column


def _clean(words: Mapping[str, str]) -> dict[str, str]:
    return {key: clean_text(text) for key, text in words.items()}
