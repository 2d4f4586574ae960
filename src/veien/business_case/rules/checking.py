"""Turns a document into a business case, or tells everything that is wrong with it. Nothing is ignored."""

from __future__ import annotations

from typing import Any

from veien.business_case.rules.case import DISCOUNTINGS, Alternative, Case, CostKey, ShareCase
from veien.business_case.rules.check_lines import LineCheck
from veien.business_case.rules.figures import (
    KEY_FIGURE,
    MOST_MONEY,
    RATE,
    SHARE,
    Limits,
    few_enough,
    figure,
    identity,
    whole,
)
from veien.business_case.rules.quantities import Quantities
from veien.foundation.canonical import digest_of
from veien.foundation.faults import BadDocument, path_of
from veien.foundation.findings import Findings, Steps

FORMAT = "veien-business-case/1"
SHARE_FORMAT = "veien-share/1"
MOST_YEARS = 100
MOST_ALTERNATIVES = 50
MOST_MEMBERS = 1000
MOST_LINE_YEARS = 200_000

_REQUIRED = ("format", "currency", "years", "discount_rate", "discounting", "alternatives")
_OPTIONAL = ("title", "quantities", "cost_key")
_TOTAL = Limits(-MOST_MONEY, MOST_MONEY, "Write -1000000000000000 to 1000000000000000.")


def check_case(document: Any) -> Case:
    """Check a document in the format ``veien-business-case/1`` and give the case it describes.

    Raises: BadDocument with every fault found; nothing is computed then.
    """
    findings = Findings()
    held = findings.mapping(document, ())
    case = None if held is None else _Check(findings, held).case()
    if findings.faults or case is None:
        raise BadDocument(findings.faults)
    return case


def check_share(document: Any) -> ShareCase:
    """Check a document in the format ``veien-share/1``: an amount and the key it is shared by.

    Raises: BadDocument with every fault found; nothing is computed then.
    """
    findings = Findings()
    held = findings.mapping(document, ())
    if held is None:
        raise BadDocument(findings.faults)
    _format(findings, held, SHARE_FORMAT)
    findings.keys(held, (), required=["format", "total", "fixed_share", "by"])
    total = figure(findings, held["total"], ("total",), _TOTAL) if "total" in held else None
    if total is not None and total != round(total, 2):
        what = "The total has more than two decimals."
        findings.note(("total",), what, 'Write an amount that can be paid, such as "1000000.00".')
    key = _cost_key(findings, held, ())
    if findings.faults or total is None or key is None:
        raise BadDocument(findings.faults)
    return ShareCase(total, key)


def _format(findings: Findings, held: dict[str, Any], name: str) -> None:
    if "format" in held and held["format"] != name:
        findings.note(("format",), f"The format is not {name}.", f"Write format: {name}.")


def _cost_key(findings: Findings, held: dict[str, Any], steps: Steps) -> CostKey | None:
    """Read a cost key: the part that is split equally, and the figures for the rest."""
    fixed = None
    if "fixed_share" in held:
        fixed = figure(findings, held["fixed_share"], (*steps, "fixed_share"), SHARE)
    if "by" not in held:
        return None
    place = (*steps, "by")
    members = findings.mapping(held["by"], place)
    if members is None or not few_enough(findings, members, place, most=MOST_MEMBERS, of="members"):
        return None
    if not members:
        findings.note(place, "Nobody shares the cost.", "Write the members with their figures.")
        return None
    read = {}
    for member, value in members.items():
        number = figure(findings, value, (*place, member), KEY_FIGURE)
        if not member.strip():
            findings.note((*place, member), "The member has no name.", "Write who it is.")
        if number is not None:
            read[member] = number
    if len(read) < len(members) or fixed is None:
        return None
    if fixed < 1 and not any(read.values()):
        what = "All figures are 0, so nothing tells how the rest is shared."
        findings.note(place, what, 'Write a figure above 0, or fixed_share: "1".')
        return None
    return CostKey(fixed, read)


class _Check:
    """Reads the parts of one document in the order in which they stand in the format."""

    def __init__(self, findings: Findings, held: dict[str, Any]) -> None:
        self._findings = findings
        self._held = held

    def case(self) -> Case | None:
        """Read everything; the case is of use only where no fault was found."""
        held, findings = self._held, self._findings
        _format(findings, held, FORMAT)
        findings.keys(held, (), required=_REQUIRED, optional=_OPTIONAL)
        title = findings.text(held, "title", ())
        currency = findings.text(held, "currency", (), filled=True)
        years = self._years()
        rate = None
        if "discount_rate" in held:
            rate = figure(findings, held["discount_rate"], ("discount_rate",), RATE)
        discounting = findings.choice(held, "discounting", (), DISCOUNTINGS)
        quantities = Quantities(findings)
        if "quantities" in held:
            quantities.read(held["quantities"])
        lines = LineCheck(findings, quantities, years)
        alternatives = self._alternatives(lines) if "alternatives" in held else ()
        self._line_years(alternatives, years)
        cost_key = self._cost_key() if "cost_key" in held else None
        if findings.faults or years is None or rate is None or discounting is None:
            return None
        return Case(
            title=title,
            currency=currency,
            years=years,
            discount_rate=rate,
            discounting=discounting,
            quantities=quantities.values,
            alternatives=alternatives,
            cost_key=cost_key,
            input_sha256=digest_of(held),
        )

    def _years(self) -> int | None:
        if "years" not in self._held:
            return None
        mend = f"Write the number of years after year 0, 1 to {MOST_YEARS}."
        return whole(self._findings, self._held["years"], ("years",), least=1, most=MOST_YEARS, mend=mend)

    def _alternatives(self, lines: LineCheck) -> tuple[Alternative, ...]:
        findings, place = self._findings, ("alternatives",)
        entries = findings.listing(self._held["alternatives"], place)
        if not few_enough(findings, entries, place, most=MOST_ALTERNATIVES, of="alternatives"):
            return ()
        taken: dict[str, Steps] = {}
        read = [
            self._alternative(entry, (*place, index), lines, taken) for index, entry in enumerate(entries)
        ]
        found = [each for each in read if each is not None]
        if len(found) == len(entries) and entries:
            self._one_null(found)
        return tuple(found)

    def _alternative(
        self, value: Any, steps: Steps, lines: LineCheck, taken: dict[str, Steps]
    ) -> Alternative | None:
        findings = self._findings
        held = findings.mapping(value, steps)
        if held is None:
            return None
        findings.keys(held, steps, required=["id", "lines"], optional=["title", "null_alternative"])
        null = held.get("null_alternative", False)
        if not isinstance(null, bool):
            what = "This is neither true nor false."
            findings.note((*steps, "null_alternative"), what, "Write true or false.")
        return Alternative(
            id=identity(findings, held, steps, taken, of="alternative"),
            title=findings.text(held, "title", steps),
            is_null=null is True,
            lines=lines.lines(held["lines"], (*steps, "lines")) if "lines" in held else (),
        )

    def _one_null(self, found: list[Alternative]) -> None:
        """Note that there is no null alternative, or more than one."""
        places = [index for index, each in enumerate(found) if each.is_null]
        if not places:
            what = "There is no null alternative."
            mend = "Write null_alternative: true on today's practice."
            self._findings.note(("alternatives",), what, mend)
        for index in places[1:]:
            first = path_of(("alternatives", places[0]))
            what = f"This is a second null alternative; the first is {first}."
            self._findings.note(("alternatives", index, "null_alternative"), what, "Keep one of them.")

    def _line_years(self, alternatives: tuple[Alternative, ...], years: int | None) -> None:
        """Note a case that is too large as a whole, though each part of it is not."""
        lines = sum(len(each.lines) for each in alternatives)
        if lines * (years or 0) > MOST_LINE_YEARS:
            what = f"{lines} lines over {years} years are more than {MOST_LINE_YEARS} together."
            self._findings.note(("alternatives",), what, "Write fewer lines, or fewer years.")

    def _cost_key(self) -> CostKey | None:
        place = ("cost_key",)
        held = self._findings.mapping(self._held["cost_key"], place)
        if held is None:
            return None
        self._findings.keys(held, place, required=["fixed_share", "by"])
        return _cost_key(self._findings, held, place)
