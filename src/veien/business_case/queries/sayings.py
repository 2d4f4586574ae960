"""What the rules find wrong, in the reader's words: the rules speak to files, pages speak to people."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from veien.business_case.rules.document import CaseRow, Place
from veien.foundation.faults import Fault

_RANGES = {
    "growth": gettext_noop("Write a growth of −100 to 100 % a year."),
    "share": gettext_noop("Write 0 to 100 %."),
    "realised": gettext_noop("Write 0 to 100 %."),
    "fixed_share": gettext_noop("Write 0 to 100 %."),
    "discount_rate": gettext_noop("Write 0 to 100 %."),
    "ramp": gettext_noop("Write 0 to 1000 percent of the full amount for each year."),
    "low": gettext_noop("Write 0 to 10000 percent of the line."),
    "mode": gettext_noop("Write 0 to 10000 percent of the line."),
    "high": gettext_noop("Write 0 to 10000 percent of the line."),
    "years": gettext_noop("Write the number of years after year 0, 1 to 100."),
}
_YEARS = ("first_year", "last_year")
_BY_UNIT = {
    "Write an age in years, 0 to 130.": gettext_noop("Write an age in years, 0 to 130."),
    'Write 0 to 1, such as "0.75" for 75 %.': gettext_noop(
        "Write a share as a number from 0 to 1: 0.75 is 75 %."
    ),
    "A day has 24 hours.": gettext_noop("A day has 24 hours."),
    "A week has 7 days.": gettext_noop("A week has 7 days."),
    "A week has 168 hours.": gettext_noop("A week has 168 hours."),
    "A year has at most 53 weeks.": gettext_noop("A year has at most 53 weeks."),
    "A year has at most 366 days.": gettext_noop("A year has at most 366 days."),
}
_SAYINGS = tuple(
    (re.compile(pattern), saying)
    for pattern, saying in (
        (
            r"^The quantity needs itself: (?P<way>.*)\.$",
            gettext_noop("The driver needs itself: %(way)s. Give one of them a number."),
        ),
        (
            r"^There is no quantity (?P<name>.*)\.$",
            gettext_noop("There is no driver called “%(name)s”. Write the name of a driver, or a number."),
        ),
        (
            r"^It is divided by (?P<name>.*), which is 0\.$",
            gettext_noop("It is divided by %(name)s, which is 0. Divide by a number above zero."),
        ),
        (
            r"^Nothing can be divided by 0",
            gettext_noop("Nothing can be divided by 0. Write a number above zero."),
        ),
        (
            r"^The product has too many digits",
            gettext_noop("The product has too many digits. Use shorter figures."),
        ),
        (
            r"^The product is above",
            gettext_noop("The product is larger than anything in the world. Look through it."),
        ),
        (
            r"^Quantity times unit_amount is above",
            gettext_noop("The driver times the amount is larger than any budget. Look through both."),
        ),
        (
            r"^The name is no word",
            gettext_noop("Call the driver by a word that does not begin with a figure."),
        ),
        (
            r"^The first year, (?P<first>.*), is after the last, (?P<last>.*)\.$",
            gettext_noop("The first year, %(first)s, is after the last, %(last)s."),
        ),
        (r"^(?P<year>.*) is no year of the case", gettext_noop("The ramp has more years than the case.")),
        (
            r"^The line has both an amount",
            gettext_noop("Write either an amount, or a driver with an amount for one. Not both."),
        ),
        (
            r"^The line has no money",
            gettext_noop("Write an amount, or choose a driver and say what one costs or gives."),
        ),
        (r"^The key is missing", gettext_noop("This is missing.")),
        (r"^The text is empty", gettext_noop("Say in words what gets better: a quality line has no money.")),
        (
            r"^A quality line carries text",
            gettext_noop("Better quality is told in words, never in money. Take the figure away."),
        ),
        (
            r"^low, mode and high do not rise",
            gettext_noop("Lowest, most likely and highest must rise in that order."),
        ),
        (
            r"^A fixed factor has one value",
            gettext_noop("A fixed factor has one value: write “most likely” alone."),
        ),
        (r"has more than \d+ decimals", gettext_noop("Write fewer decimals.")),
        (r"is no whole number", gettext_noop("Write a whole number.")),
        (
            r"^There is no null alternative",
            gettext_noop("Today’s practice is missing among the alternatives."),
        ),
        (
            r"^This is a second null alternative",
            gettext_noop("Today’s practice stands there twice. Keep one of them."),
        ),
        (
            r"^The id (?P<name>.*) is taken",
            gettext_noop("“%(name)s” stands there twice. Give each its own name."),
        ),
        (
            r"lines over \d+ years are more than",
            gettext_noop("There are more lines and years together than the program takes. Write fewer."),
        ),
        (r"^There are more than (?P<most>\d+)", gettext_noop("At most %(most)s are possible.")),
        (r"^All figures are 0", gettext_noop("All figures are 0, so nothing tells how the cost is shared.")),
    )
)
_OUTSIDE = re.compile(r" is (below 0|outside .* to .*)\.$")


def said(fault: Fault, place: Place, years: int) -> str:
    """Say a fault to the person who is at the field."""
    if _OUTSIDE.search(fault.what):
        return _out_of_range(fault, place, years)
    for pattern, saying in _SAYINGS:
        found = pattern.search(fault.what)
        if found:
            return _(saying) % found.groupdict()
    return f"{fault.what} {fault.mend}"


def _out_of_range(fault: Fault, place: Place, years: int) -> str:
    if place.field in _YEARS:
        return _("Write a year of the case, from 0 to %(last)s.") % {"last": years}
    if fault.mend in _BY_UNIT:
        words = _(_BY_UNIT[fault.mend]) if place.what == "quantity" else ""
        if words:
            return words
    if place.field in _RANGES:
        return _(_RANGES[place.field])
    if "below 0" in fault.what:
        if place.what == "line":
            return _("Write 0 or more. What is saved or earned is a line of its own, of the kind benefit.")
        return _("Write 0 or more.")
    return _("The figure is larger than anything in the world. Look through it.")


def label_of(place: Place, row: CaseRow) -> str:
    """Name whose a fault is, for a sentence that stands somewhere else."""
    if place.what == "quantity":
        return next((each.key for each in row.quantities if each.pk == place.pk), "")
    for alternative in row.alternatives:
        if place.what == "alternative" and alternative.pk == place.pk:
            return alternative.title
        for line in alternative.lines:
            if place.what == "line" and line.pk == place.pk:
                return f"{alternative.title}: {line.title}"
    return ""
