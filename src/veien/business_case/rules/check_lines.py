"""Checks the lines of an alternative: money from an amount or a driver, when it falls, how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from veien.business_case.rules.case import BENEFITS, KINDS, PARTS, SHAPES, Line, Uncertainty
from veien.business_case.rules.figures import (
    FACTOR,
    GROWTH,
    MONEY,
    QUANTITY,
    RAMP,
    SHARE,
    few_enough,
    figure,
    identity,
    is_word,
    optional_figure,
    whole,
)
from veien.business_case.rules.quantities import Quantities
from veien.foundation.faults import shown
from veien.foundation.findings import Findings, Steps

MOST_LINES = 1000

_ONE = Decimal(1)
_REQUIRED = ("id", "kind")
_MONEY = ("amount", "quantity", "unit_amount", "share", "ramp", "realised", "growth", "uncertainty")
_FACTORS = ("low", "mode", "high")
_TOLD = ("title", "part", "source", "integration", "text")


class LineCheck:
    """Turns the lines of a document into lines with their full amount, noting what is wrong on the way."""

    def __init__(self, findings: Findings, quantities: Quantities, years: int | None) -> None:
        self._findings = findings
        self._quantities = quantities
        self._years = years

    def lines(self, value: Any, steps: Steps) -> tuple[Line, ...]:
        """Read all lines of one alternative; an alternative may have none (nothing is spent, nothing gained)."""
        if value == []:
            return ()
        entries = self._findings.listing(value, steps)
        if not few_enough(self._findings, entries, steps, most=MOST_LINES, of="lines"):
            return ()
        taken: dict[str, Steps] = {}
        read = [self._line(entry, (*steps, index), taken) for index, entry in enumerate(entries)]
        return tuple(line for line in read if line is not None)

    def _line(self, value: Any, steps: Steps, taken: dict[str, Steps]) -> Line | None:
        findings = self._findings
        held = findings.mapping(value, steps)
        if held is None:
            return None
        kind = findings.choice(held, "kind", steps, KINDS)
        benefit = findings.choice(held, "benefit", steps, BENEFITS) if kind != "cost" else None
        self._keys(held, steps, kind, benefit)
        told = Line(
            id=identity(findings, held, steps, taken, of="line"),
            kind=kind or "cost",
            title=findings.text(held, "title", steps),
            benefit=benefit,
            part=findings.choice(held, "part", steps, PARTS),
            integration=self._flag(held, "integration", steps),
            source=findings.text(held, "source", steps),
            text=findings.text(held, "text", steps, filled=benefit == "quality"),
        )
        first, last = self._span(held["years"], (*steps, "years")) if "years" in held else (0, 0)
        if benefit == "quality":
            return told
        return told._replace(
            first=first,
            last=last,
            amount=self._amount(held, steps),
            share=optional_figure(findings, held, "share", steps, SHARE, default=_ONE),
            realised=optional_figure(findings, held, "realised", steps, SHARE, default=_ONE),
            growth=optional_figure(findings, held, "growth", steps, GROWTH, default=Decimal(0)),
            ramp=self._ramp(held["ramp"], (*steps, "ramp")) if "ramp" in held else {},
            uncertainty=self._uncertainty(held["uncertainty"], (*steps, "uncertainty"))
            if "uncertainty" in held
            else None,
        )

    def _keys(self, held: Mapping[str, Any], steps: Steps, kind: str | None, benefit: str | None) -> None:
        """Note the keys that are missing and unknown; those about money where there can be none."""
        if benefit == "quality":
            for key in _MONEY:
                if key in held:
                    mend = "Take it away, or write what the line avoids or saves."
                    self._findings.note((*steps, key), "A quality line carries text, never money.", mend)
            rest = {key: value for key, value in held.items() if key not in _MONEY}
            told = [key for key in _TOLD if key != "text"]
            required = [*_REQUIRED, "benefit", "text"]
            self._findings.keys(rest, steps, required=required, optional=[*told, "years"])
            return
        required = [*_REQUIRED, "years", *(["benefit"] if kind == "benefit" else [])]
        optional = [*_MONEY, *_TOLD, *(["benefit"] if kind is None else [])]
        self._findings.keys(held, steps, required=required, optional=optional)

    def _flag(self, held: Mapping[str, Any], key: str, steps: Steps) -> bool:
        value = held.get(key, False)
        if not isinstance(value, bool):
            self._findings.note(
                (*steps, key), f"{shown(value)} is not true or false.", "Write true or false."
            )
        return value is True

    def _span(self, value: Any, steps: Steps) -> tuple[int, int]:
        """Read the first and the last year of a line."""
        most = self._years
        if not isinstance(value, list) or len(value) != 2:
            what, mend = "This is no first and last year.", "Write both in a list, such as [1, 5]."
            self._findings.note(steps, what, mend)
            return 0, 0
        mend = f"Write a year of the case, 0 to {most}." if most is not None else "Write a year of the case."
        bound = 10**6 if most is None else most
        ends = [
            whole(self._findings, end, (*steps, place), least=0, most=bound, mend=mend)
            for place, end in enumerate(value)
        ]
        first, last = ends
        if first is None or last is None:
            return 0, 0
        if first > last:
            what = f"The first year, {first}, is after the last, {last}."
            self._findings.note(steps, what, "Write the first year first.")
            return 0, 0
        return first, last

    def _amount(self, held: Mapping[str, Any], steps: Steps) -> Fraction | None:
        """Give the money of a full year: an amount, or a driver times what one of it costs."""
        findings = self._findings
        by_driver = "quantity" in held or "unit_amount" in held
        if "amount" in held and by_driver:
            what = "The line has both an amount and a quantity with a unit_amount."
            findings.note(steps, what, "Keep one of them.")
        elif "amount" not in held and not by_driver:
            what = "The line has no money."
            findings.note(steps, what, "Write amount, or quantity and unit_amount.")
        elif by_driver:
            findings.keys(held, steps, required=["quantity", "unit_amount"], optional=held)
        amount = figure(findings, held["amount"], (*steps, "amount"), MONEY) if "amount" in held else None
        price = held.get("unit_amount")
        each = figure(findings, price, (*steps, "unit_amount"), MONEY) if "unit_amount" in held else None
        count = self._count(held["quantity"], (*steps, "quantity")) if "quantity" in held else None
        if not by_driver:
            return None if amount is None else Fraction(amount)
        if each is None or count is None:
            return None
        whole_amount = Fraction(each) * count
        if whole_amount > Fraction(MONEY.most):
            what = "Quantity times unit_amount is above 1000000000000000."
            findings.note(steps, what, "Write a smaller quantity or unit_amount.")
        return whole_amount

    def _count(self, value: Any, steps: Steps) -> Fraction | None:
        if isinstance(value, str) and value in self._quantities.names:
            return self._quantities.values.get(value)  # what is wrong with the quantity has been said
        if is_word(value):
            mend = "Write the name of a quantity that stands under quantities, or a number."
            self._findings.note(steps, f"There is no quantity {shown(value)}.", mend)
            return None
        number = figure(self._findings, value, steps, QUANTITY)
        return None if number is None else Fraction(number)

    def _ramp(self, value: Any, steps: Steps) -> dict[int, Decimal]:
        """Read a ramp: a part of the full amount by year of the case."""
        held = self._findings.mapping(value, steps)
        ramp: dict[int, Decimal] = {}
        years = {str(year): year for year in range((self._years or 0) + 1)}
        for key, entry in (held or {}).items():
            number = figure(self._findings, entry, (*steps, key), RAMP)
            if self._years is not None and key not in years:
                what = f"{shown(key)} is no year of the case."
                self._findings.note((*steps, key), what, f'Write a year from "0" to "{self._years}".')
            elif number is not None and key in years:
                ramp[years[key]] = number
        return ramp

    def _uncertainty(self, value: Any, steps: Steps) -> Uncertainty | None:
        findings = self._findings
        held = findings.mapping(value, steps)
        if held is None:
            return None
        shape = findings.choice(held, "shape", steps, SHAPES)
        required = ["shape"] if shape == "fixed" else ["shape", *_FACTORS]
        findings.keys(held, steps, required=required, optional=_FACTORS if shape == "fixed" else ())
        given = [key for key in _FACTORS if key in held]
        read = {key: figure(findings, held[key], (*steps, key), FACTOR) for key in given}
        found = {key: factor for key, factor in read.items() if factor is not None}
        if shape is None or len(found) < len(read) or any(key not in held for key in required):
            return None
        mode = found.get("mode", _ONE)
        return self._in_order(
            Uncertainty(shape, found.get("low", mode), mode, found.get("high", mode)), steps
        )

    def _in_order(self, read: Uncertainty, steps: Steps) -> Uncertainty | None:
        if read.shape == "fixed" and not read.low == read.mode == read.high:
            what, mend = "A fixed factor has one value.", "Write mode alone, or the shape triangular or pert."
            self._findings.note(steps, what, mend)
            return None
        if not read.low <= read.mode <= read.high:
            what = "low, mode and high do not rise."
            self._findings.note(steps, what, "Write the lowest, the most likely and the highest factor.")
            return None
        return read
