"""Who pays which part of a cost: keys that add up to the last hundredth, the airport rule, Shapley, the core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import factorial, lcm

from veien.foundation.exact import Exact, half_up

MOST_PLAYERS = 12

Coalition = frozenset[str]


class CannotShare(ValueError):
    """The cost cannot be shared as it is described; the message says why."""


def shares_by_key(total: Exact, *, fixed_share: Exact, by: Mapping[str, Exact]) -> dict[str, Decimal]:
    """Share an amount: a part equally, the rest by figures, in hundredths that add up to the amount.

    An amount below zero (a gain, a repayment) is shared as the same amount above it, with the sign turned.

    Shape: figures by member in, amounts by member out, in the same order.
    Units: amounts in hundredths of the currency (øre); the total is rounded half up to them first.
    Raises: CannotShare if nobody shares, a figure is negative, or nothing tells how the rest is shared.
    Source: alpha / n + (1 - alpha) x / sum(x), as eKommune Sunnmøre publishes it (alpha 30 %, inhabitants).
    """
    if not by or min(by.values()) < 0 or not 0 <= fixed_share <= 1:
        raise CannotShare("A key needs members with figures of at least 0, and a fixed share of 0 to 1.")
    fixed, whole = Fraction(fixed_share), sum((Fraction(figure) for figure in by.values()), Fraction(0))
    if whole == 0 and fixed < 1:
        raise CannotShare("All figures are 0, so nothing tells how the rest is shared.")
    equal = fixed / len(by)
    weights = [equal + ((1 - fixed) * Fraction(figure) / whole if whole else 0) for figure in by.values()]
    top, bottom = total.as_integer_ratio()
    hundredths = largest_remainder(abs(half_up(top * 100, bottom)), weights)
    sign = -1 if top < 0 else 1
    return {member: Decimal(f"{sign * amount}e-2") for member, amount in zip(by, hundredths, strict=True)}


def largest_remainder(units: int, weights: Sequence[Fraction]) -> list[int]:
    """Split whole units by weights that add up to one: whole parts first, then the largest remainders.

    Equal remainders: the first in the list goes first.

    Source: the method of largest remainders (Hamilton, Hare), as elections use it.
    """
    over = lcm(*(weight.denominator for weight in weights))
    exact = [units * weight.numerator * (over // weight.denominator) for weight in weights]
    parts = [amount // over for amount in exact]
    left = units - sum(parts)
    order = sorted(range(len(weights)), key=lambda place: -(exact[place] % over))
    for place in order[:left]:
        parts[place] += 1
    return parts


def airport_shares(needs: Mapping[str, Exact]) -> dict[str, Fraction]:
    """Share a common cost by the size each needs: every step up is split among those who need it.

    Shape: by member the cost of what would do for it alone; the shares add up to the largest.
    Raises: CannotShare if a cost is negative.
    Source: Littlechild & Owen 1973; equals the Shapley value of that game.
    """
    if needs and min(needs.values()) < 0:
        raise CannotShare("A cost is below 0.")
    shares: dict[str, Fraction] = {}
    paid, reached = Fraction(0), Fraction(0)
    rising = sorted(needs, key=lambda member: needs[member])
    for place, member in enumerate(rising):
        need = Fraction(needs[member])
        paid += (need - reached) / (len(rising) - place)
        reached = need
        shares[member] = paid
    return {member: shares[member] for member in needs}


def shapley_shares(costs: Mapping[Coalition, Exact]) -> dict[str, Fraction]:
    """Share a cost by what each adds on average, over all orders in which the members could have joined.

    Shape: the cost of every coalition but the empty one, at most 12 members; shares by member, by name.
    Raises: CannotShare if a coalition is missing, or there are more than 12 members.
    Source: Shapley 1953.
    """
    members, exact, over = _game(costs)
    count = len(members)
    orders = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    below = factorial(count) * over
    shares = {}
    for place, member in enumerate(members):
        bit = 1 << place
        added = sum(
            orders[coalition.bit_count()] * (exact[coalition | bit] - exact[coalition])
            for coalition in range(1 << count)
            if not coalition & bit
        )
        shares[member] = Fraction(added, below)
    return shares


def better_off_alone(
    shares: Mapping[str, Exact], costs: Mapping[Coalition, Exact]
) -> list[tuple[Coalition, Fraction]]:
    """List the coalitions that would pay less on their own, with how much less, the largest first.

    An empty list means that the shares lie in the core. Coalitions nobody has costed are not judged.

    Raises: CannotShare if a coalition holds somebody without a share.
    Source: Gillies 1959, the core of a cost game.
    """
    found = []
    for coalition, cost in costs.items():
        if not coalition <= set(shares):
            raise CannotShare(f"{', '.join(sorted(coalition - set(shares)))} has no share.")
        excess = sum((Fraction(shares[member]) for member in coalition), Fraction(0)) - Fraction(cost)
        if excess > 0:
            found.append((coalition, excess))
    return sorted(found, key=lambda entry: (-entry[1], sorted(entry[0])))


def _game(costs: Mapping[Coalition, Exact]) -> tuple[list[str], list[int], int]:
    """Give the members by name, the cost of every coalition by its bits, and their denominator."""
    members = sorted({member for coalition in costs for member in coalition})
    if not members or len(members) > MOST_PLAYERS:
        raise CannotShare(f"Between 1 and {MOST_PLAYERS} members can share, not {len(members)}.")
    ratios = {coalition: cost.as_integer_ratio() for coalition, cost in costs.items()}
    over = lcm(*(bottom for _, bottom in ratios.values()))
    exact = [0]
    for coalition in _coalitions(members):
        if coalition not in ratios:
            raise CannotShare(f"There is no cost for {', '.join(sorted(coalition))}.")
        top, bottom = ratios[coalition]
        exact.append(top * (over // bottom))
    return members, exact, over


def _coalitions(members: Sequence[str]) -> Iterator[Coalition]:
    for bits in range(1, 1 << len(members)):
        yield frozenset(member for place, member in enumerate(members) if bits >> place & 1)
