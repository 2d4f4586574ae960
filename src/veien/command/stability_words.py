"""How steady an order is, in words and a table for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from veien.award_model.rules import Case, leaf_weights, leaves_of, written
from veien.award_model.rules.numbers import rounded
from veien.command.terminal import name_of, table

_MOST_COLUMNS = 6
_PERCENT_STEP = Decimal("0.1")
_WEIGHT_STEP = Decimal("0.0001")


def told(case: Case, result: Mapping[str, Any]) -> list[str]:
    """Tell the block ``stability`` of a result: a table of shares, then a sentence for each thing it says."""
    stability = result["stability"]
    return [
        _what_it_rests_on(stability),
        *_shares(stability["acceptability"], result["order"]),
        "\n".join(_winners(case, stability)),
        "\n".join(_intervals(case, stability)),
        "\n".join(_changes(stability["nearest_change"])),
    ]


def _what_it_rests_on(stability: Mapping[str, Any]) -> str:
    intro = "How steady the order is: the points stay, the weights vary, and all weights count alike."
    if stability["method"] == "exact":
        return f"{intro}\nThe shares are exact."
    width = _percent(Fraction(stability["half_width"]), step=Decimal("0.01"))
    return (
        f"{intro}\nThe shares are from {stability['samples']} samples with seed {stability['seed']}; "
        f"with 95 % confidence each is right within {width} percentage points."
    )


def _shares(acceptability: Mapping[str, Sequence[str]], order: Sequence[str]) -> list[str]:
    """Write a row per tender and a column per rank; where there are many, the last column sums up the rest."""
    heads = [f"rank {rank}" for rank in range(1, len(order) + 1)]
    if len(heads) > _MOST_COLUMNS:
        heads = [*heads[: _MOST_COLUMNS - 1], f"{_MOST_COLUMNS} or lower"]
    rows = [["Share of all weights", *heads]]
    for tender in order:
        shares = [Fraction(share) for share in acceptability[tender]]
        columns = [*shares[: len(heads) - 1], sum(shares[len(heads) - 1 :], Fraction(0))]
        rows.append([name_of(tender), *(f"{_percent(share)} %" for share in columns)])
    return [table(rows, numbers=range(1, len(heads) + 1))]


def _winners(case: Case, stability: Mapping[str, Any]) -> list[str]:
    """Say what typical weights make each tender first, and who never is."""
    titles = _titles(case)
    lines = []
    for tender, weights in stability["central_weights"].items():
        if weights is None:
            never = "never" if stability["method"] == "exact" else "in no sample"
            lines.append(f"{name_of(tender)} is {never} first.")
            continue
        typical = ", ".join(f"{titles[leaf]} {_weight(Fraction(part))}" for leaf, part in weights.items())
        lines.append(f"Where {name_of(tender)} is first, the mean of the weights is {typical}.")
    return lines


def _intervals(case: Case, stability: Mapping[str, Any]) -> list[str]:
    """Say how far each weight may go before those who lead today do so no more."""
    titles, weights, changes = _titles(case), leaf_weights(case.criteria), stability["nearest_change"]
    leaders = [
        name_of(tender)
        for tender in stability["acceptability"]
        if tender not in changes or (changes[tender] and Fraction(changes[tender]["l1"]) == 0)
    ]
    stay = f"{leaders[0]} stays" if len(leaders) == 1 else f"{', '.join(leaders)} stay level and"
    lines = []
    for leaf, ends in stability["weight_intervals"].items():
        if ends is None:
            lines.append(
                f"{titles[leaf]} has all the weight; the other weights have no proportion to grow in."
            )
            continue
        low, high = (_weight(Fraction(end)) for end in ends)
        lines.append(
            f"{stay} first while {titles[leaf]} weighs {low} to {high} (now {_weight(weights[leaf])})."
        )
    return lines


def _changes(changes: Mapping[str, Mapping[str, str] | None]) -> list[str]:
    lines = []
    for tender, change in changes.items():
        if change is None:
            lines.append(f"No weights bring {name_of(tender)} level with the winner.")
        elif Fraction(change["l1"]) == 0:
            lines.append(f"{name_of(tender)} is level with the winner now.")
        else:
            moved = _weight(Fraction(change["l1"]) / 2)
            lines.append(
                f"{name_of(tender)} draws level with the winner when {moved} of the weight is moved."
            )
    return lines


def _titles(case: Case) -> dict[str, str]:
    return {leaf.id: name_of(leaf.title or leaf.id) for leaf in leaves_of(case.criteria)}


def _percent(share: Fraction, *, step: Decimal = _PERCENT_STEP) -> str:
    """Write a share in percent with one decimal; a share that is not nil never looks like nil, nor like all."""
    percent = rounded(100 * share, step)
    if share > 0 and percent == 0:
        return f"<{step}"
    if share < 1 and percent == 100:
        return f">{100 - step}"
    return f"{Decimal(percent.numerator) / percent.denominator:.{-int(step.as_tuple().exponent)}f}"


def _weight(weight: Fraction) -> str:
    return written(rounded(weight, _WEIGHT_STEP))
