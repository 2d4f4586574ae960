"""The drivers of a case: named figures, and products of others, resolved in the order they need each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from veien.business_case.rules.figures import QUANTITY, UNITS, Limits, few_enough, figure, is_word
from veien.foundation.faults import shown
from veien.foundation.findings import Findings, Steps

MOST_QUANTITIES = 1000
MOST_FACTORS = 20
_LONGEST = 2000  # binary digits of a product above or below the line; more says nothing about the world
_MOST_NAMED = 6  # of the quantities in a ring
_TOLD = ("unit", "source", "text")

Factor = Decimal | str


class _Product(NamedTuple):
    """A driver that is a product of others, divided by one figure or driver."""

    factors: tuple[Factor, ...]
    divide: Factor
    limits: Limits

    def needs(self) -> Iterable[str]:
        return (each for each in (*self.factors, self.divide) if isinstance(each, str))


class Quantities:
    """Reads the drivers of a document and gives their values."""

    def __init__(self, findings: Findings) -> None:
        self.values: dict[str, Fraction] = {}
        self.names: set[str] = set()
        self._findings = findings
        self._products: dict[str, _Product] = {}

    def read(self, value: Any) -> None:
        """Read them all; a driver with a fault is known by name, but has no value."""
        held = self._findings.mapping(value, ("quantities",))
        if held is None or not few_enough(
            self._findings, held, ("quantities",), most=MOST_QUANTITIES, of="quantities"
        ):
            return
        self.names = set(held)
        for name, entry in held.items():
            self._entry(name, entry, ("quantities", name))
        self._resolve()

    def _entry(self, name: str, entry: Any, steps: Steps) -> None:
        if not is_word(name):
            self._findings.note(steps, "The name is no word.", "Call the quantity by a word, such as users.")
        elif not isinstance(entry, dict):
            self._number(name, entry, steps, QUANTITY)
        else:
            self._mapping(name, entry, steps)

    def _mapping(self, name: str, held: Mapping[str, Any], steps: Steps) -> None:
        findings = self._findings
        for key in _TOLD:
            findings.text(held, key, steps)
        unit = held.get("unit")
        limits = UNITS.get(unit, QUANTITY) if isinstance(unit, str) else QUANTITY
        if "number" in held:
            findings.keys(held, steps, required=["number"], optional=_TOLD)
            self._number(name, held["number"], (*steps, "number"), limits)
            return
        findings.keys(held, steps, required=["product"], optional=["divide", *_TOLD])
        before = len(findings.faults)
        factors = self._factors(held, steps)
        divide = self._factor(held["divide"], (*steps, "divide")) if "divide" in held else Decimal(1)
        if isinstance(divide, Decimal) and divide == 0:
            findings.note((*steps, "divide"), "Nothing can be divided by 0.", "Write a number above zero.")
        if divide is not None and len(findings.faults) == before:
            self._products[name] = _Product(tuple(factors), divide, limits)

    def _number(self, name: str, value: Any, steps: Steps, limits: Limits) -> None:
        number = figure(self._findings, value, steps, limits)
        if number is not None:
            self.values[name] = Fraction(number)

    def _factors(self, held: Mapping[str, Any], steps: Steps) -> list[Factor]:
        steps = (*steps, "product")
        entries = self._findings.listing(held["product"], steps) if "product" in held else []
        if not few_enough(self._findings, entries, steps, most=MOST_FACTORS, of="factors"):
            return []
        read = [self._factor(entry, (*steps, index)) for index, entry in enumerate(entries)]
        return [factor for factor in read if factor is not None]

    def _factor(self, value: Any, steps: Steps) -> Factor | None:
        if isinstance(value, str) and value in self.names:
            return value
        if is_word(value):
            what = f"There is no quantity {shown(value)}."
            self._findings.note(steps, what, "Write the name of a quantity, or a number.")
            return None
        return figure(self._findings, value, steps, QUANTITY)

    def _resolve(self) -> None:
        """Compute products whose factors are known, until nothing more can be; what is left goes in a ring."""
        waiting = dict(self._products)
        needed_by: dict[str, list[str]] = {}
        open_needs = {name: set(product.needs()) - set(self.values) for name, product in waiting.items()}
        for name, needs in open_needs.items():
            for need in needs:
                needed_by.setdefault(need, []).append(name)
        ready = [name for name, needs in open_needs.items() if not needs]
        for name in ready:
            if not self._compute(name, waiting.pop(name)):
                continue
            for other in needed_by.get(name, ()):
                open_needs[other].discard(name)
                if not open_needs[other]:
                    ready.append(other)
        self._note_rings(waiting)

    def _compute(self, name: str, product: _Product) -> bool:
        steps: Steps = ("quantities", name)
        below = self._value(product.divide)
        if below == 0:
            what = f"It is divided by {shown(product.divide)}, which is 0."
            self._findings.note((*steps, "divide"), what, "Divide by a number above zero.")
            return False
        value = 1 / below
        for factor in product.factors:
            value *= self._value(factor)
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > _LONGEST:
            self._findings.note(steps, "The product has too many digits.", "Use shorter figures in it.")
            return False
        if value > Fraction(product.limits.most):
            most = format(product.limits.most, "f")
            self._findings.note(steps, f"The product is above {most}.", product.limits.mend)
            return False
        self.values[name] = value
        return True

    def _value(self, factor: Factor) -> Fraction:
        return self.values[factor] if isinstance(factor, str) else Fraction(factor)

    def _note_rings(self, waiting: Mapping[str, _Product]) -> None:
        """Say each ring of drivers that need each other, once."""
        seen: set[str] = set()
        for start in waiting:
            way: list[str] = []
            name: str | None = start
            while name is not None and name not in seen:
                seen.add(name)
                way.append(name)
                name = next((need for need in waiting[name].needs() if need in waiting), None)
            if name is not None and name in way:
                self._note_ring(way[way.index(name) :])

    def _note_ring(self, ring: list[str]) -> None:
        named = ring if len(ring) <= _MOST_NAMED else [*ring[:_MOST_NAMED], "..."]
        way = " -> ".join(map(shown, [*named, ring[0]]))
        what = f"The quantity needs itself: {way}."
        self._findings.note(("quantities", ring[0]), what, "Give one of them a number.")
