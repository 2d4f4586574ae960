"""What a result says, each in a plain sentence that can be opened to see how it was reckoned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from veien.award_model.rules import leaf_weights
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import percent, said, worked
from veien.evaluation.rules import METHOD_PAGES, decimal_of, lines_of, turned_pair


@dataclass(frozen=True)
class Finding:
    """One finding: bold words, a plain sentence, and how it was reckoned; ``page`` names the formula's page.

    ``kind`` is that of the box it stands in: empty, ``sun`` for what gives pause, ``ok`` for what is steady.
    """

    lead: str
    text: str
    kind: str = ""
    working: tuple[str, ...] = ()
    page: str = ""


def first_place(reading: Reading) -> Finding:
    """Say who is ranked first, and by how much."""
    page = METHOD_PAGES[reading.case.method]
    placed = reading.placed
    if not placed:
        text = _("The ranking is empty: every tender stays below the points that are the least allowed.")
        return Finding(_("No tender qualifies."), text, "sun", page=page)
    first = [key for key in placed if reading.rank(key) == 1]
    if len(first) > 1:
        lead = _("%(tenders)s share the first place.") % {"tenders": reading.named(first)}
        text = _("Their exact figures are equal, so the model alone cannot tell which is better.")
        return Finding(lead, text, "sun", page="rounding-and-ties.md")
    lead = _("%(tender)s is ranked first.") % {"tender": reading.label(first[0])}
    if len(placed) == 1:
        return Finding(lead, _("It is the only tender that is ranked."), page=page)
    return Finding(lead, _lead_sentence(reading, placed[0], placed[1]), page=page)


def _lead_sentence(reading: Reading, first: str, second: str) -> str:
    own, other = reading.figure(first), reading.figure(second)
    values = {
        "figure": reading.say_figure(own),
        "difference": reading.say_difference(abs(own - other)),
        "second": reading.label(second),
        "scale": said(reading.case.scale),
    }
    if reading.case.method == "points":
        return _("It has %(figure)s of %(scale)s points, %(difference)s more than %(second)s.") % values
    if reading.is_price_alone:
        return _("Its price is %(figure)s, %(difference)s lower than that of %(second)s.") % values
    if reading.is_priced:
        return _("Its evaluated price is %(figure)s, %(difference)s lower than that of %(second)s.") % values
    if reading.case.method == "value_per_price" and own <= other:
        return _("Its figure is %(figure)s; within the corridor another criterion decides.") % values
    return _("Its figure is %(figure)s, %(difference)s above that of %(second)s.") % values


def steadiness(reading: Reading) -> list[Finding]:
    """Say what the order hangs on: a tender that could be away, and a price that could be lower."""
    return [*_left_out(reading), *_pairs(reading)]


def _left_out(reading: Reading) -> list[Finding]:
    page = "leave-one-out.md"
    if len(reading.tenders) < 3:
        text = _("With fewer than three tenders there is none to leave out.")
        return [Finding(_("The question does not arise."), text, page=page)]
    turning = [entry for entry in reading.result["without"] if entry["reversal"]]
    if turning:
        return [_turning(reading, entry, page) for entry in turning]
    moved = [str(entry["removed"]) for entry in reading.result["without"]]
    working = (
        (_("Figures move, but not the order, without: %(tenders)s.") % {"tenders": reading.named(moved)},)
        if moved
        else (_("No figure of any tender moves when another is left out."),)
    )
    return [
        Finding(
            _("No tender decides between the others."),
            _("Leave out any one of them, and the rest still stand in the same order."),
            "ok",
            working,
            page,
        )
    ]


def _turning(reading: Reading, entry: Mapping[str, Any], page: str) -> Finding:
    gone = str(entry["removed"])
    then = [str(each) for each in entry["order"]]
    stayed = [key for key in reading.placed if key != gone]
    working = (
        _("Order of the others now: %(order)s.") % {"order": ", ".join(stayed)},
        _("Order if %(tender)s had not come: %(order)s.") % {"tender": gone, "order": ", ".join(then)},
    )
    pair = turned_pair(reading.placed, then, gone)
    if pair is None:
        lead = _("Without %(gone)s, others would no longer be level, or would become so.")
        return Finding(lead % {"gone": reading.label(gone)}, _yardstick(), "sun", working, page)
    lead = _("Without %(gone)s, %(leads)s would stand before %(led)s.")
    names = {"gone": reading.label(gone), "leads": reading.label(pair[0]), "led": reading.label(pair[1])}
    return Finding(lead % names, _yardstick(), "sun", working, page)


def _yardstick() -> str:
    return _(
        "The tender is part of the yardstick that the others are measured with, so its being there matters."
    )


def _pairs(reading: Reading) -> list[Finding]:
    """Say which two a lower price could turn, or has turned: those that it has turned first, then the nearest."""
    prices = [each.price for each in reading.case.competing if each.price is not None]
    nearest = sorted(
        reading.result["pairs"], key=lambda pair: Decimal(pair["critical_lowest_price"]), reverse=True
    )
    return [_pair(reading, pair, min(prices)) for pair in nearest]


def _pair(reading: Reading, pair: Mapping[str, Any], lowest: Decimal) -> Finding:
    limit, below = Decimal(pair["critical_lowest_price"]), str(pair["below_it"])
    other = str(pair["second"] if below == pair["first"] else pair["first"])
    names = {
        "limit": reading.money(limit),
        "below": reading.label(below),
        "other": reading.label(other),
        "lowest": reading.money(lowest),
    }
    working = (
        _("The two are level when the lowest price is %(limit)s; it is now %(lowest)s.") % names,
        _("First, the cheaper: %(first)s. Second, the better: %(second)s.")
        % {"first": reading.label(pair["first"]), "second": reading.label(pair["second"])},
    )
    if lowest < limit:
        lead = _("%(below)s stands before %(other)s because the lowest price is under %(limit)s.")
        text = _("Had no tender been that cheap, the two would have changed places.")
    else:
        lead = _("A tender under %(limit)s would have put %(below)s before %(other)s.")
        text = _("It need not have been able to win itself: that is how this price model works.")
    return Finding(lead % names, text, "sun", working, "pairs.md")


def money_for_points(reading: Reading) -> Finding | None:
    """Say what one quality point is worth in money; None where the method has no such figure."""
    worth = reading.result["money_per_quality_point"]
    if worth is None:
        return None
    page = "money-per-quality-point.md"
    if reading.case.method == "priced_quality":
        amount = next(iter(worth.values()))
        lead = _("One quality point is worth %(money)s.") % {"money": reading.money(amount)}
        text = _("One point more on every quality criterion takes that much off the evaluated price.")
        return Finding(lead, text, page=page)
    key = next((key for key in reading.placed if worth.get(key) is not None), None)
    if key is None:
        text = _("At these prices the price model is flat, so a point has no price.")
        return Finding(_("No figure can be given."), text, page=page)
    lead = _("One quality point is worth %(money)s at the price of %(tender)s.")
    text = _(
        "A tender may be about that much dearer and still stand level, if it gets one point more on every "
        "quality criterion."
    )
    named = {"money": reading.money(worth[key]), "tender": reading.label(key)}
    return Finding(lead % named, text, working=_money_working(reading, worth), page=page)


def _money_working(reading: Reading, worth: Mapping[str, str | None]) -> tuple[str, ...]:
    weights = leaf_weights(reading.case.criteria)
    leaf = reading.case.price_leaf
    price = weights[leaf.id] if leaf else Fraction(0)
    quality = sum((weights[each.id] for each in reading.case.quality_leaves), Fraction(0))
    sums: dict[str, list[str]] = {}
    for key in reading.order:
        amount = worth.get(key)
        if amount is None or not price:
            line = _("the price model is flat here")
        else:
            slope = decimal_of(quality / (price * Fraction(amount)), 24)
            sum_ = f"{worked(decimal_of(quality))} / ({worked(decimal_of(price))} × {worked(slope)})"
            line = f"{sum_} = {reading.money(amount)}"
        sums.setdefault(line, []).append(key)
    return tuple(f"{', '.join(keys)}: {line}" for line, keys in sums.items())


@dataclass(frozen=True)
class WeightRow:
    """One criterion: its weight on paper, and the weight with which it acted."""

    title: str
    nominal: str
    acting: str
    is_stronger: bool


def weight_rows(reading: Reading) -> list[WeightRow]:
    """Set the weights on paper beside those that acted; nothing where nothing differs or nothing is weighed."""
    acting = reading.result["effective_weights"]
    if acting is None:
        return []
    nominal = leaf_weights(reading.case.criteria)
    titles = {line.id: line.title for line in lines_of(reading.case)}
    return [
        WeightRow(
            titles[leaf],
            percent(decimal_of(nominal[leaf])),
            percent(acting[leaf]),
            Decimal(acting[leaf]) > decimal_of(nominal[leaf]),
        )
        for leaf in nominal
        if leaf in acting
    ]


def weights_that_acted(reading: Reading) -> Finding | None:
    """Say which criterion acted most differently from its weight on paper; None where there is nothing to say."""
    acting = reading.result["effective_weights"]
    if acting is None:
        return None
    nominal = leaf_weights(reading.case.criteria)
    titles = {line.id: line.title for line in lines_of(reading.case)}
    gaps = {leaf: decimal_of(nominal[leaf]) - Decimal(acting[leaf]) for leaf in acting}
    leaf = max(gaps, key=lambda each: abs(gaps[each]))
    lead = _("%(criterion)s weighs %(nominal)s on paper and acted with %(acting)s.") % {
        "criterion": titles[leaf],
        "nominal": percent(decimal_of(nominal[leaf])),
        "acting": percent(acting[leaf]),
    }
    text = _("A criterion on which the tenders are close together decides less than its weight says.")
    return Finding(
        lead, text, working=_weights_working(reading, list(acting), titles), page="effective-weights.md"
    )


def _weights_working(reading: Reading, leaves: Sequence[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    nominal = leaf_weights(reading.case.criteria)
    lines = []
    for leaf in leaves:
        given = [Decimal(held["points"][leaf] or 0) for held in reading.tenders.values()]
        high, low = max(given), min(given)
        product = decimal_of(nominal[leaf]) * (high - low)
        sum_ = f"{worked(decimal_of(nominal[leaf]))} × ({worked(high)} − {worked(low)}) = {worked(product)}"
        share = percent(reading.result["effective_weights"][leaf])
        lines.append(
            _("%(criterion)s: %(sum)s, which is %(share)s of all.")
            % {
                "criterion": titles[leaf],
                "sum": sum_,
                "share": share,
            }
        )
    return tuple(lines)
