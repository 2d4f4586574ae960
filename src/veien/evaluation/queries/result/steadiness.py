"""How steady the order is for other weights: shares, central weights, intervals and the nearest change, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from veien.award_model.rules import Case, leaf_weights, leaves_of
from veien.award_model.rules.stability import CannotTellStability, stability_of
from veien.evaluation.queries.result.findings import Finding
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import percent, said, worked
from veien.evaluation.rules import decimal_of
from veien.evaluation.rules.tops import case_of_tops, is_flat
from veien.road.rules.keeping import Kept

QUICK, MANY = 100_000, 1_000_000
SEED = 1
MOST_FOR_MANY = 40
"""The most criteria for which a million draws are offered on a page."""

MOST_LETTERS = 13
"""The longest fraction that is written out."""

_FEWER, _FEWER_FROM = 20_000, 60
_TOLD: Kept[Mapping[str, Any]] = Kept(most=64)
_TINY = Fraction(1, 2000)


@dataclass(frozen=True)
class PlaceRow:
    """One tender: the share of all weights that give it each place, as numbers and as they are read."""

    key: str
    label: str
    shares: tuple[Fraction, ...]
    cells: tuple[str, ...]
    is_first: bool


@dataclass(frozen=True)
class CentreRow:
    """One tender that can be first: the weights, on average, when it is."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class IntervalRow:
    """One criterion: its weight now, and how far it may go before the first place is shared."""

    title: str
    now: str
    low: str
    high: str
    is_tight: bool = False


@dataclass(frozen=True)
class ChangeRow:
    """One tender: how much weight must move before it is level with the first, and the distance of that."""

    label: str
    moved: str
    distance: str


@dataclass(frozen=True)
class Shares:
    """The places under all weights of some criteria, and how they were found."""

    titles: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    intervals: tuple[IntervalRow, ...]
    is_exact: bool
    samples: str
    seed: str
    half_width: str


@dataclass(frozen=True)
class Steadiness:
    """How steady the order is, per criterion at the top; ``leaves`` where there are criteria beneath them."""

    shares: Shares
    centres: tuple[CentreRow, ...]
    changes: tuple[ChangeRow, ...]
    first: Finding
    interval: Finding | None
    nearest: Finding | None
    sample: Finding
    leaves: Shares | None
    may_draw_more: bool


@dataclass(frozen=True)
class NotTold:
    """Why nothing is said about other weights."""

    text: str


def steadiness_of(reading: Reading, *, samples: int = QUICK) -> Steadiness | NotTold:
    """Tell how steady the order is; the figures are kept for as long as the case is the same.

    Shape: the criteria at the top first, with what lies beneath them weighed as declared; then all that get points.
    """
    case = reading.case
    if case.method != "points":
        return NotTold(
            _(
                "These figures are computed for weighted points only. Here the order is decided by another method, "
                "so there are no weights of price and quality to vary in the same way."
            )
        )
    if len(reading.placed) < 2:
        return NotTold(_("With a single tender there is no order that other weights could change."))
    tops = case_of_tops(case, reading.result)
    if len(tops.criteria) < 2:
        return NotTold(_("With a single criterion at the top there is no weight to move to another."))
    try:
        told = _told(tops, reading, "tops", samples)
        beneath = None if is_flat(case) else _told(case, reading, "leaves", samples)
    except CannotTellStability:
        return NotTold(_("These figures cannot be computed for this case."))
    shares = _shares(reading, tops, told)
    leaves = None if beneath is None else _shares(reading, case, beneath)
    drawn = told if beneath is None else beneath
    return Steadiness(
        shares=shares,
        centres=_centres(reading, tops, told),
        changes=_changes(reading, told),
        first=_first(reading, shares, told),
        interval=_interval(reading, tops, told),
        nearest=_nearest(reading, tops, told),
        sample=_sample(told),
        leaves=leaves,
        may_draw_more=drawn["method"] == "sampled"
        and drawn["samples"] < MANY
        and _count_of(case) <= MOST_FOR_MANY,
    )


def _count_of(case: Case) -> int:
    return sum(1 for _leaf in leaves_of(case.criteria))


def _told(case: Case, reading: Reading, kind: str, samples: int) -> Mapping[str, Any]:
    """Give the block ``stability``, computed once for the same case: its digest is the stamp."""
    count = _count_of(case)
    if count > MOST_FOR_MANY:
        samples = min(samples, QUICK)
    if count >= _FEWER_FROM:
        samples = _FEWER
    key = (reading.result["input_sha256"], kind, samples)
    return _TOLD.given(key, SEED, lambda: stability_of(case, samples=samples, seed=SEED))


def share_said(share: Fraction) -> str:
    """Write a share so that something never reads as nothing, and nearly all never as all."""
    if 0 < share < _TINY:
        return f"<\u00a0{percent(Decimal('0.001'))}"
    if 1 - _TINY < share < 1:
        return f">\u00a0{percent(Decimal('0.999'))}"
    return percent(decimal_of(share))


def _shares(reading: Reading, case: Case, told: Mapping[str, Any]) -> Shares:
    titles = {leaf.id: leaf.title or leaf.id for leaf in leaves_of(case.criteria)}
    places = []
    for key in reading.order:
        shares = tuple(Fraction(each) for each in told["acceptability"][key])
        cells = tuple(share_said(share) for share in shares)
        places.append(PlaceRow(key, reading.label(key), shares, cells, reading.rank(key) == 1))
    return Shares(
        titles=tuple(titles.values()),
        places=tuple(places),
        intervals=_intervals(case, told, titles),
        is_exact=told["method"] == "exact",
        samples="" if told["samples"] is None else said(told["samples"]),
        seed="" if told["seed"] is None else str(told["seed"]),
        half_width="" if told["half_width"] is None else percent(told["half_width"]),
    )


def _intervals(case: Case, told: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[IntervalRow, ...]:
    weights, tightest = leaf_weights(case.criteria), _tightest(case, told)
    rows = []
    for leaf, title in titles.items():
        ends = told["weight_intervals"].get(leaf)
        low, high = ("–", "–") if ends is None else (percent(ends[0]), percent(ends[1]))
        rows.append(IntervalRow(title, percent(decimal_of(weights[leaf])), low, high, leaf == tightest))
    return tuple(rows)


def _tightest(case: Case, told: Mapping[str, Any]) -> str | None:
    """Find the criterion whose weight is nearest to an end at which the first place changes."""
    weights = leaf_weights(case.criteria)
    gaps: dict[str, Fraction] = {}
    for leaf, ends in told["weight_intervals"].items():
        if ends is None:
            continue
        low, high = Fraction(ends[0]), Fraction(ends[1])
        ways = [weights[leaf] - low] if low > 0 else []
        ways += [high - weights[leaf]] if high < 1 else []
        if ways:
            gaps[leaf] = min(ways)
    return min(gaps, key=lambda leaf: gaps[leaf]) if gaps else None


def _centres(reading: Reading, case: Case, told: Mapping[str, Any]) -> tuple[CentreRow, ...]:
    rows = []
    for key in reading.order:
        centre = told["central_weights"][key]
        if centre is not None:
            cells = tuple(percent(centre[leaf.id]) for leaf in leaves_of(case.criteria))
            rows.append(CentreRow(reading.label(key), cells))
    return tuple(rows)


def _changes(reading: Reading, told: Mapping[str, Any]) -> tuple[ChangeRow, ...]:
    rows = []
    for key in reading.order:
        if key not in told["nearest_change"]:
            continue
        change = told["nearest_change"][key]
        if change is None:
            rows.append(ChangeRow(reading.label(key), _("no weights do"), "–"))
        else:
            rows.append(
                ChangeRow(reading.label(key), percent(Decimal(change["l1"]) / 2), said(change["l2"], 4))
            )
    return tuple(rows)


def _winners(reading: Reading) -> list[str]:
    return [key for key in reading.placed if reading.rank(key) == 1]


def _first(reading: Reading, shares: Shares, told: Mapping[str, Any]) -> Finding:
    first = {row.key: row.shares[0] for row in shares.places}
    winner = max(_winners(reading), key=lambda key: first[key])
    oftenest = max(first, key=lambda key: first[key])
    lead = _("%(tender)s is first in %(share)s of all ways to weigh the criteria.") % {
        "tender": reading.label(winner),
        "share": share_said(first[winner]),
    }
    if first[oftenest] > first[winner]:
        text = _(
            "%(tender)s would be first more often, in %(share)s; the weights that were set speak against it."
        ) % {
            "tender": reading.label(oftenest),
            "share": share_said(first[oftenest]),
        }
    elif first[winner] == 1:
        text = _("No weights would have given another first place.")
    else:
        text = _("No other tender is first more often.")
    working = [
        _("All ways to share the whole weight among %(criteria)s count alike; the points stay as they are.")
        % {"criteria": ", ".join(shares.titles)}
    ]
    for row in shares.places:
        exact = told["acceptability"][row.key]
        if told["method"] == "exact" and max(map(len, exact)) <= MOST_LETTERS:
            working.append(f"{row.label}: {', '.join(exact)}")
    kind = "ok" if 2 * first[winner] >= 1 else "sun"
    return Finding(lead, text, kind, tuple(working), "acceptability.md")


def _interval(reading: Reading, case: Case, told: Mapping[str, Any]) -> Finding | None:
    leaf = _tightest(case, told)
    page = "weight-intervals.md"
    if leaf is None:
        lead = _("No single weight decides who is first.")
        text = _("Each may weigh anything while the others share the rest as now, and the first place stays.")
        return Finding(lead, text, "ok", page=page)
    low, high = told["weight_intervals"][leaf]
    now = leaf_weights(case.criteria)[leaf]
    title = next(each.title or each.id for each in leaves_of(case.criteria) if each.id == leaf)
    names = {
        "criterion": title,
        "low": percent(low),
        "high": percent(high),
        "now": percent(decimal_of(now)),
        "tender": reading.named(_winners(reading)),
    }
    lead = _("%(criterion)s may weigh from %(low)s to %(high)s, and %(tender)s is still first.") % names
    text = _("It weighs %(now)s; no other criterion is nearer to an end.") % names
    nearest = min((abs(now - Fraction(end)) for end in (low, high) if 0 < Fraction(end) < 1), default=now)
    working = (
        _("The other criteria share what is left in the same proportion as now."),
        _(
            "At an end that is neither nothing nor the whole weight another tender draws level; past it, that one "
            "is ahead."
        ),
    )
    return Finding(lead, text, "sun" if nearest < Fraction(1, 20) else "", working, page)


def _nearest(reading: Reading, case: Case, told: Mapping[str, Any]) -> Finding | None:
    winners = _winners(reading)
    if len(winners) > 1:
        return None
    page = "nearest-change.md"
    known = {key: change for key, change in told["nearest_change"].items() if change is not None}
    if not known:
        lead = _("No weights let another tender draw level.")
        text = _("%(tender)s has more points on every criterion.") % {"tender": reading.label(winners[0])}
        return Finding(lead, text, "ok", page=page)
    key = min(known, key=lambda each: Decimal(known[each]["l1"]))
    moved = Decimal(known[key]["l1"]) / 2
    names = {
        "moved": said(decimal_of(moved * 100, 2)),
        "other": reading.label(key),
        "first": reading.label(winners[0]),
    }
    lead = _("Move %(moved)s percentage points of weight, and %(other)s is level with %(first)s.") % names
    text = _(
        "It takes at least so much, moved from the criteria where the first is strongest to where it is weakest."
    )
    working = (
        _("Sum of all changes up and down: %(sum)s; half of it moves. Shortest straight line: %(line)s.")
        % {"sum": worked(known[key]["l1"]), "line": worked(known[key]["l2"])},
    )
    return Finding(lead, text, "sun" if moved < Decimal("0.05") else "", working, page)


def _sample(told: Mapping[str, Any]) -> Finding:
    if told["method"] == "exact":
        lead = _("Computed exactly.")
        text = _(
            "With so few criteria all ways to weigh them are measured as an area; nothing is drawn by lot."
        )
        return Finding(lead, text, page="acceptability.md")
    lead = _("Drawn %(samples)s times, with the seed %(seed)s.") % {
        "samples": said(told["samples"]),
        "seed": told["seed"],
    }
    text = _(
        "In 95 of 100 such samples a share lies at most %(width)s percentage points from the true one."
    ) % {"width": said(Decimal(told["half_width"]) * 100)}
    working = (
        _("1.96 / (2 × √%(samples)s), rounded up; smaller still for shares near nothing or all.")
        % {"samples": said(told["samples"])},
        _("The same seed gives the same figures, here and with veien evaluate --stability."),
    )
    return Finding(lead, text, working=working, page="half-width.md")
