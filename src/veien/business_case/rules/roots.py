"""How many positive roots a polynomial of whole numbers has, and where the only one lies. Exact, no floats."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import gcd

Polynomial = Sequence[int]  # the highest power first

_MOST_HALVINGS = 64


def only_positive_root(polynomial: Polynomial, *, steps_per_unit: int) -> int | None:
    """Find the only root above zero, as the whole number of steps that it reaches; None for none or several.

    A root that several factors share counts once. Everywhere zero has no root of its own.

    Source: Descartes' rule of signs, Collins & Akritas 1976, Sturm's theorem; textbooks.
    """
    trimmed = _trimmed(polynomial)
    changes = _changes(trimmed)
    if changes == 0:
        return None
    if changes > 1:
        found = _counted_by_halving(trimmed)
        if found is None:
            chain = _sturm_chain(trimmed)
            found = _changes([each[-1] for each in chain]) - _changes([each[0] for each in chain])
            trimmed = _quotient(trimmed, chain[-1])  # each root once, so that the sign turns at it
        if found != 1:
            return None
    return _bisected(trimmed, steps_per_unit)


def _trimmed(polynomial: Polynomial) -> list[int]:
    """Take the zeros at both ends away; roots above zero stay what they are."""
    held = list(polynomial)
    while held and held[0] == 0:
        held.pop(0)
    while held and held[-1] == 0:
        held.pop()
    return held


def _changes(values: Sequence[int]) -> int:
    signs = [value > 0 for value in values if value]
    return sum(before != after for before, after in pairwise(signs))


def _bisected(polynomial: Polynomial, steps_per_unit: int) -> int:
    """Count the steps up to the one root above zero, at which the sign turns."""
    top = polynomial[0] > 0
    powers = [steps_per_unit**power for power in range(len(polynomial))]
    weighed = [value * power for value, power in zip(polynomial, powers, strict=True)]

    def reaches(steps: int) -> bool:
        value = 0
        for coefficient in weighed:
            value = value * steps + coefficient
        return value == 0 or (value > 0) != top

    high = 2 * steps_per_unit
    while reaches(high):
        high *= 2
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reaches(middle) else (low, middle)
    return low


def _counted_by_halving(polynomial: Polynomial) -> int | None:
    """Count the different roots above zero, two for several; None where halving does not tell them apart.

    Halves an interval while the rule of signs leaves room for more than one root in it. A root that comes twice
    is never told from two, so it gives up where a 2^-64 part of the first interval is left.
    """
    bound = _bits_of_bound(polynomial)
    degree = len(polynomial) - 1
    waiting = [([value << bound * (degree - index) for index, value in enumerate(polynomial)], 0)]
    count = 0
    while waiting:
        held, depth = waiting.pop()
        room = _changes(_shifted(held[::-1]))  # for roots between 0 and 1
        if room > 1 and depth == _MOST_HALVINGS:
            return None
        if room > 1:
            left = [value << index for index, value in enumerate(held)]
            right = _shifted(left)
            if right[-1] == 0:
                return None
            waiting += [(left, depth + 1), (right, depth + 1)]
        count += room == 1
        if count > 1:
            return count
    return count


def _bits_of_bound(polynomial: Polynomial) -> int:
    """Give a power of two above all roots: two times the largest ``|a_i / a_0|^(1/i)``, after Fujiwara."""
    lead = polynomial[0].bit_length()
    sizes = [
        -((lead - value.bit_length() - 1) // index)
        for index, value in enumerate(polynomial)
        if index and value
    ]
    return max(max(sizes) + 1, 0)


def _shifted(polynomial: Polynomial) -> list[int]:
    """Give the polynomial of x + 1."""
    left, shifted = list(polynomial), []
    while left:
        left = list(accumulate(left))
        shifted.append(left.pop())
    return shifted[::-1]


def _sturm_chain(polynomial: Polynomial) -> list[list[int]]:
    """Give the polynomial, its derivative, and remainders with turned sign down to their common divisor."""
    degree = len(polynomial) - 1
    slope = [value * (degree - index) for index, value in enumerate(polynomial[:-1])]
    chain = [_primitive(polynomial), _primitive(slope)]
    while len(chain[-1]) > 1:
        remainder = _remainder(chain[-2], chain[-1])
        if not remainder:
            break
        chain.append([-value for value in _primitive(remainder)])
    return chain


def _primitive(polynomial: Polynomial) -> list[int]:
    shared = gcd(*polynomial)
    return [value // shared for value in polynomial]


def _remainder(polynomial: Polynomial, divisor: Polynomial) -> list[int]:
    """Divide and give what is left, times a number above zero; nothing where it goes up."""
    left = list(polynomial)
    lead, sign = abs(divisor[0]), 1 if divisor[0] > 0 else -1
    while len(left) >= len(divisor):
        factor = left[0] * sign
        padded = [*divisor, *[0] * (len(left) - len(divisor))]
        left = [lead * value - factor * taken for value, taken in zip(left, padded, strict=True)][1:]
    while left and left[0] == 0:
        left.pop(0)
    return left


def _quotient(polynomial: Polynomial, divisor: Polynomial) -> list[int]:
    """Divide by a divisor that goes up, up to a factor."""
    left = list(polynomial)
    quotient: list[int] = []
    lead = divisor[0]
    while len(left) >= len(divisor):
        quotient = [value * lead for value in quotient]
        factor = left[0]
        quotient.append(factor)
        padded = [*divisor, *[0] * (len(left) - len(divisor))]
        left = [lead * value - factor * taken for value, taken in zip(left, padded, strict=True)][1:]
    return quotient
