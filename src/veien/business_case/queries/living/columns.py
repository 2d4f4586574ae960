"""Which columns the sheets have: the same for writing a workbook and for reading it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from veien.business_case.models import Line
from veien.business_case.rules.document import AlternativeRow
from veien.documents.rules import Column

YES, NO = "yes", "no"


@dataclass(frozen=True)
class Names:
    """The names of the sheets in the active language."""

    setup: str
    drivers: str
    lines: str
    years: str
    result: str


def names_of() -> Names:
    """Give the names of the sheets in the active language."""
    return Names(_("Rate and years"), _("Drivers"), _("Lines"), _("Years"), _("Result"))


def driver_columns() -> tuple[Column, ...]:
    """Give the columns of the sheet of drivers; the last is computed."""
    return (
        Column("key", _("Name of the driver"), width=28, required=True, unique=True, longest=60),
        Column("number", _("Plain number"), kind="number", decimals=4, width=16),
        Column("made_of", _("Product"), width=40, longest=400),
        Column("unit", _("Unit"), width=18, longest=60),
        Column("source", _("Source"), width=40, longest=300),
        Column("text", _("Remark"), width=40, longest=2000),
        Column("value", _("Comes to"), kind="formula", width=18),
    )


def line_columns(alternatives: Sequence[AlternativeRow], years: int) -> tuple[Column, ...]:
    """Give the columns of the sheet of lines: what people fill in, the ramp by year, and what is computed."""
    return (
        Column(
            "alternative",
            _("Alternative"),
            kind="choice",
            choices=alternative_choices(alternatives),
            width=26,
            required=True,
        ),
        Column("key", _("Key"), kind="readonly", width=16),
        Column("title", _("Line"), width=36, required=True, longest=160),
        Column(
            "part", _("Main part"), kind="choice", choices=tuple(Line.Part.choices), width=20, required=True
        ),
        Column("service_area", _("Service area"), width=20, longest=80),
        Column("sort", _("Cost or benefit"), kind="choice", choices=_sorts(), width=24, required=True),
        Column("quantity", _("Driver"), width=20, longest=60),
        Column("unit_amount", _("Amount for one"), kind="number", decimals=4, width=16),
        Column("amount", _("Amount a year"), kind="number", decimals=2, width=16),
        *_figures(),
        Column("source", _("Source"), width=36, longest=300),
        Column("text", _("In words"), width=40, longest=2000),
        *(
            Column(f"ramp{y}", _("Ramp, year %(year)s, in percent") % {"year": y}, kind="number", width=10)
            for y in range(years + 1)
        ),
        Column("full", _("In a full year"), kind="formula", width=16),
        *(
            Column(f"flow{y}", _("Year %(year)s") % {"year": y}, kind="formula", width=14)
            for y in range(years + 1)
        ),
        Column("total", _("All years"), kind="formula", width=16),
    )


def _figures() -> tuple[Column, ...]:
    """Give the columns of what the amount is multiplied by, when it falls and how sure it is."""
    return (
        Column("share", _("Share of it, in percent"), kind="number", decimals=8, width=12),
        Column("realised", _("Realised, in percent"), kind="number", decimals=8, width=12),
        Column("growth", _("Growth a year, in percent"), kind="number", decimals=8, width=12),
        Column("first_year", _("First year"), kind="number", decimals=0, width=10, required=True),
        Column("last_year", _("Last year"), kind="number", decimals=0, width=10, required=True),
        Column("shape", _("How sure is the figure"), kind="choice", choices=_shapes(), width=24),
        Column("low", _("Lowest, in percent of the line"), kind="number", decimals=4, width=12),
        Column("mode", _("Most likely, in percent of the line"), kind="number", decimals=4, width=12),
        Column("high", _("Highest, in percent of the line"), kind="number", decimals=4, width=12),
        Column(
            "integration", _("Integration"), kind="choice", choices=((YES, _("yes")), (NO, _("no"))), width=12
        ),
    )


def alternative_choices(alternatives: Sequence[AlternativeRow]) -> tuple[tuple[str, str], ...]:
    """Give the alternatives to choose from; of two that are called the same, each says its key."""
    titles = [each.title.casefold() for each in alternatives]
    return tuple(
        (each.key, each.title if titles.count(each.title.casefold()) == 1 else f"{each.title} ({each.key})")
        for each in alternatives
    )


def _sorts() -> tuple[tuple[str, str], ...]:
    return (
        ("cost", _("Cost")),
        ("avoided_cost", _("Benefit: avoided cost")),
        ("saved_time", _("Benefit: saved time")),
        ("quality", _("Benefit: better quality, told in words")),
    )


def _shapes() -> tuple[tuple[str, str], ...]:
    return (("triangular", _("Triangle")), ("pert", "PERT"), ("fixed", _("A fixed factor")))
