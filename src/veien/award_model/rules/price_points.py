"""How prices become points: one function per price model.

Each takes the prices of the tenders that compete, by tender id, and gives points by the same ids, in the
same order. Prices are above zero, excl. VAT, in one currency. Points are exact; rounding is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from veien.award_model.rules.case import PriceModel
from veien.award_model.rules.numbers import Exact

Prices = Mapping[str, Exact]

POWER_DIGITS = 50
_TEN = Decimal(10)


class CannotScore(ValueError):
    """The tenders cannot be scored as they stand; the message says why."""


def proportional_price_points(prices: Prices, *, most_points: Exact = _TEN) -> dict[str, Fraction]:
    """Give each price its points: ``most_points * lowest / price``.

    Raises: CannotScore if there is no tender, or a price is not positive.
    Source: DFØ, Veileder i evaluering av tilbud (forholdsmessig metode); World Bank QCBS, Sf = 100 Fm/F.
    """
    exact = _checked(prices)
    top = Fraction(most_points) * min(exact.values())
    return {tender: top / price for tender, price in exact.items()}


def linear_points_above_lowest(
    prices: Prices, *, most_points: Exact = _TEN, slope: Exact = 1, floor: Exact | None = None
) -> dict[str, Fraction]:
    """Give each price its points: ``most_points * (1 - (price - lowest) / (slope * lowest))``.

    Raises: CannotScore if there is no tender, a price or the slope is not positive.
    Source: DFØ, Veileder i evaluering av tilbud (lineær metode, slope 1); Klagenævnet for Udbud 8.8.2017.
    """
    exact = _checked(prices)
    if slope <= 0:
        raise CannotScore("The slope is not above zero.")
    lowest, most = min(exact.values()), Fraction(most_points)
    step = most / (Fraction(slope) * lowest)
    return {t: _at_least(floor, most - (price - lowest) * step) for t, price in exact.items()}


def linear_points_between(prices: Prices, *, most_points: Exact = _TEN) -> dict[str, Fraction]:
    """Give each price its points: ``most_points * (highest - price) / (highest - lowest)``.

    One tender, or equal prices, all get the most points.

    Raises: CannotScore if there is no tender, or a price is not positive.
    Source: both-sided interpolation as published, with Consip's rule for equal prices.
    """
    exact = _checked(prices)
    highest, lowest = max(exact.values()), min(exact.values())
    if highest == lowest:
        return dict.fromkeys(exact, Fraction(most_points))
    step = Fraction(most_points) / (highest - lowest)
    return {tender: (highest - price) * step for tender, price in exact.items()}


def linear_points_to_threshold(
    prices: Prices,
    *,
    ceiling: Exact,
    threshold: Exact,
    most_points: Exact = _TEN,
    floor: Exact | None = None,
) -> dict[str, Fraction]:
    """Give each price its points: ``most_points * (ceiling - price) / (ceiling - threshold)``, capped.

    A price below the threshold gets the most points and no more.

    Raises: CannotScore if there is no tender, a price is not positive, or threshold >= ceiling.
    Source: Dini, Pacini & Valletti, scoring rules, the linear rule with a threshold.
    """
    exact = _checked(prices)
    if threshold >= ceiling:
        raise CannotScore("The threshold is not below the ceiling.")
    step = Fraction(most_points) / (Fraction(ceiling) - Fraction(threshold))
    return {
        tender: _at_least(floor, min((Fraction(ceiling) - price) * step, Fraction(most_points)))
        for tender, price in exact.items()
    }


def discount_power_points(
    prices: Prices, *, base: Exact, alpha: Exact, most_points: Exact = _TEN
) -> dict[str, Fraction]:
    """Give each price its points: ``most_points * (R / R_max) ** alpha``, R the discount on the base.

    A price at or above the base gets 0. A fractional alpha is computed to 50 digits.

    Raises: CannotScore if no price is below the base, a price is not positive, or alpha is not positive.
    Source: Consip and ANAC, the discount formula with an exponent.
    """
    exact = _checked(prices)
    discounts = {tender: max(Fraction(base) - price, Fraction(0)) for tender, price in exact.items()}
    largest = max(discounts.values())
    if largest <= 0:
        raise CannotScore("No price is below the base.")
    if alpha <= 0:
        raise CannotScore("The exponent is not above zero.")
    most = Fraction(most_points)
    return {tender: most * power(cut / largest, alpha) for tender, cut in discounts.items()}


def points_around_mean(
    prices: Prices, *, most_points: Exact = _TEN, floor: Exact | None = None
) -> dict[str, Fraction]:
    """Give each price its points: ``most_points/2 - most_points * (price - mean) / mean``.

    A price far below the mean gets more than the most points.

    Raises: CannotScore if there is no tender, or a price is not positive.
    Source: the mean method of the literature on scoring rules, 50 - 100 (P - mean)/mean.
    """
    exact = _checked(prices)
    mean = sum(exact.values(), Fraction(0)) / len(exact)
    start, per_unit = (
        Fraction(most_points) * 3 / 2,
        Fraction(most_points) / mean,
    )  # the same line, sooner done
    return {tender: _at_least(floor, start - per_unit * price) for tender, price in exact.items()}


def piecewise_price_points(prices: Prices, *, knots: Sequence[tuple[Exact, Exact]]) -> dict[str, Fraction]:
    """Give each price the points on straight lines between knots of (price / lowest, points).

    Outside the knots the end values hold.

    Raises: CannotScore if there is no tender, or a price is not positive.
    Source: declared by the buyer; stands in for curves that guides name but do not print.
    """
    exact = _checked(prices)
    lowest = min(exact.values())
    line = [(Fraction(ratio), Fraction(points)) for ratio, points in knots]
    return {tender: _on_line(line, price / lowest) for tender, price in exact.items()}


def power(share: Fraction, alpha: Exact) -> Fraction:
    """Raise a share of one to a power: exact for a whole exponent, else to 50 digits."""
    exponent = Fraction(alpha)
    if exponent.denominator == 1:
        return share**exponent.numerator
    if share in (0, 1):
        return share
    careful = Context(prec=POWER_DIGITS + 15)
    base = careful.divide(Decimal(share.numerator), Decimal(share.denominator))
    degree = careful.divide(Decimal(exponent.numerator), Decimal(exponent.denominator))
    return Fraction(Context(prec=POWER_DIGITS).plus(careful.power(base, degree)))


def price_points(model: PriceModel, prices: Prices, *, most_points: Exact) -> dict[str, Fraction]:
    """Give each price its points by the model a case declares.

    Raises: CannotScore where the model cannot be used on these prices.
    """
    if model.name == "piecewise":
        return piecewise_price_points(prices, knots=model.knots)
    return _BY_NAME[model.name](prices, most_points=most_points, **model.numbers)


def price_anchor(model: PriceModel, prices: Sequence[int]) -> tuple[Exact, ...]:
    """Give the figures of the whole field that the points hang on: while they stand, so do the points.

    Units: prices as whole numbers of any one unit.
    """
    if model.name == "linear_to_threshold":
        return ()
    if model.name == "linear_between":
        return min(prices), max(prices)
    if model.name == "around_mean":
        return (Fraction(sum(prices), len(prices)),)
    return (min(prices),)


_BY_NAME: dict[str, Callable[..., dict[str, Fraction]]] = {
    "proportional": proportional_price_points,
    "linear_above_lowest": linear_points_above_lowest,
    "linear_between": linear_points_between,
    "linear_to_threshold": linear_points_to_threshold,
    "discount_power": discount_power_points,
    "around_mean": points_around_mean,
}


def _checked(prices: Prices) -> dict[str, Fraction]:
    if not prices:
        raise CannotScore("There is no tender.")
    for tender, price in prices.items():
        if price <= 0:
            raise CannotScore(f"The price of {tender} is not above zero.")
    return {tender: Fraction(price) for tender, price in prices.items()}


def _at_least(floor: Exact | None, points: Fraction) -> Fraction:
    return points if floor is None else max(points, Fraction(floor))


def _on_line(line: Sequence[tuple[Fraction, Fraction]], ratio: Fraction) -> Fraction:
    if ratio <= line[0][0]:
        return line[0][1]
    for (left, high), (right, low) in zip(line, line[1:], strict=False):
        if ratio <= right:
            return high + (low - high) * (ratio - left) / (right - left)
    return line[-1][1]
