"""The shapes an uncertain factor can have: its mean, and the value that a share of all draws stays under."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from veien.business_case.rules.case import Uncertainty

_PRECISION = 50


def mean_of(factor: Uncertainty) -> Fraction:
    """Give the mean: (low + mode + high) / 3 for triangular, (low + 4 mode + high) / 6 for PERT.

    Source: the triangular distribution, textbooks; PERT: Malcolm, Roseboom, Clark & Fazar 1959.
    """
    low, mode, high = Fraction(factor.low), Fraction(factor.mode), Fraction(factor.high)
    if factor.shape == "triangular":
        return (low + mode + high) / 3
    if factor.shape == "pert":
        return (low + 4 * mode + high) / 6
    return mode


def pert_shapes(factor: Uncertainty) -> tuple[Fraction, Fraction]:
    """Give both shape parameters of the beta distribution that PERT is; (1, 1) where low is high.

    Source: 1 + 4 (mode - low) / (high - low) and 1 + 4 (high - mode) / (high - low).
    """
    low, mode, high = Fraction(factor.low), Fraction(factor.mode), Fraction(factor.high)
    if low == high:
        return Fraction(1), Fraction(1)
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


def triangular_quantile(share: Decimal, *, low: Decimal, mode: Decimal, high: Decimal) -> Decimal:
    """Give the value that a share of all draws of a triangular factor stays under, to 50 digits.

    Units: share of 0 to 1.
    Source: the inverse of the triangular distribution, textbooks.
    """
    with localcontext() as context:
        context.prec = _PRECISION
        if low == high:
            return mode
        if share * (high - low) <= mode - low:
            return low + (share * (high - low) * (mode - low)).sqrt()
        return high - ((1 - share) * (high - low) * (high - mode)).sqrt()
