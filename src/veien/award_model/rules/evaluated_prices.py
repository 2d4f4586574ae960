"""How a price and a quality become one figure, in the methods that do not give points for the price.

``quality`` is the weighted sum of the quality points, the weights scaled to add up to one; its share of the
scale is ``quality / scale``. Prices are above zero, excl. VAT, in one currency. Everything is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from veien.award_model.rules.numbers import Exact


def basket_price(lines: Iterable[tuple[Exact, Exact]]) -> Fraction:
    """Add up a basket: unit price times quantity, line by line.

    Source: DFØ, Veileder i evaluering av tilbud, the worked example under lavest pris.
    """
    return sum((Fraction(price) * Fraction(quantity) for price, quantity in lines), Fraction(0))


def price_less_quality(price: Exact, money: Exact) -> Fraction:
    """Take the money value of the points from the price; the lowest figure wins.

    Source: DFØ, prissatt kvalitet (evaluert tilbudspris); Lindbäck, mervärdesmodell; "gunnen op waarde".
    """
    return Fraction(price) - Fraction(money)


def price_marked_up(
    price: Exact, quality: Exact, *, scale: Exact, quality_weight: Exact, price_weight: Exact
) -> Fraction:
    """Mark the price up by what the quality lacks: ``P (1 + (S - q)/S * w_quality/w_price)``.

    Source: Abakus, percentage mark-up of the price.
    """
    lacking = 1 - Fraction(quality) / Fraction(scale)
    return Fraction(price) * (1 + lacking * Fraction(quality_weight) / Fraction(price_weight))


def price_with_addition(price: Exact, quality: Exact, *, scale: Exact, percent: Exact) -> Fraction:
    """Add a share of the price for the quality that is lacking: ``P (1 + a (1 - g))``.

    Source: e-Avrop, procentuellt påslag.
    """
    return Fraction(price) * (1 + Fraction(percent) / 100 * (1 - Fraction(quality) / Fraction(scale)))


def price_with_deduction(price: Exact, quality: Exact, *, scale: Exact, percent: Exact) -> Fraction:
    """Deduct a share of the price for the quality that is there: ``P (1 - a g)``.

    Source: e-Avrop, procentuellt avdrag.
    """
    return Fraction(price) * (1 - deducted_share(quality, scale=scale, percent=percent))


def deducted_share(quality: Exact, *, scale: Exact, percent: Exact) -> Fraction:
    """Give the share of the price that the quality deducts, ``a g``; at one the price would vanish."""
    return Fraction(percent) / 100 * Fraction(quality) / Fraction(scale)


def value_for_price(quality: Exact, price: Exact) -> Fraction:
    """Divide the quality by the price; the highest figure wins.

    Source: UfAB, einfache Richtwertmethode, Z = L/P.
    """
    return Fraction(quality) / Fraction(price)


def utility_indices(
    prices: Mapping[str, Exact],
    qualities: Mapping[str, Exact],
    *,
    scale: Exact,
    quality_weight: Exact,
    price_weight: Exact,
) -> dict[str, Fraction]:
    """Give each tender ``(1 - (q_best - q) N) / P * P_min``, N = w_quality/w_price.

    q is the quality as a share of the scale.

    Shape: the same tender ids in both mappings, and in what is given back.
    Source: Negometrix/Mercell, utility index.
    """
    lowest = Fraction(min(prices.values()))
    best = Fraction(max(qualities.values()))
    factor = Fraction(quality_weight) / Fraction(price_weight) / Fraction(scale)
    return {
        tender: (1 - (best - Fraction(qualities[tender])) * factor) / Fraction(price) * lowest
        for tender, price in prices.items()
    }
