"""The same tenders under several models, side by side: who would change places, and why, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from veien.award_model.rules import leaf_weights
from veien.criteria.queries.problems import in_our_words
from veien.criteria.queries.words import method_words, price_model_words
from veien.criteria.rules import placed
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.result.findings import Finding
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.words import money, said
from veien.evaluation.rules import Standing, decimal_of
from veien.evaluation.rules.models import (
    COMMON,
    FIGURE_KEYS,
    LINEAR,
    MONEY,
    PRICED,
    CannotCompare,
    Tried,
    mean_price,
    moved,
    own_model,
    suggested_figures,
    tried,
)
from veien.foundation.faults import BadDocument


@dataclass(frozen=True)
class Row:
    """One tender under one model: its place, its figure, and how it moved from the model that was declared."""

    key: str
    label: str
    rank: str
    figure: str
    move: str
    kind: str


@dataclass(frozen=True)
class ModelColumn:
    """One model: its name, how it works, the figures it was given, and what it makes of the tenders."""

    number: int
    title: str
    how: str
    figure_title: str
    given: tuple[str, ...]
    rows: tuple[Row, ...]
    is_own: bool
    findings: tuple[Finding, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelsView:
    """Several models beside the one that was declared, which stands first or is marked among them."""

    columns: tuple[ModelColumn, ...]
    tried: tuple[Tried, ...]
    agree: Finding
    labels: Mapping[str, str]


def model_title(name: str) -> str:
    """Name a model."""
    words = price_model_words(name) or method_words(name)
    return str(words.title) if words is not None else name


def model_how(name: str) -> str:
    """Say in a sentence how a model works."""
    price = price_model_words(name)
    if price is not None:
        return str(price.how)
    method = method_words(name)
    return str(method.wins) if method is not None else ""


def declared(computed: Computed) -> Tried:
    """Give a computed case as one among models, without computing it again.

    Raises: ValueError where nothing could be computed.
    """
    if computed.case is None or computed.result is None:
        raise ValueError("There is no result to compare with.")
    document = computed.document
    return Tried(own_model(document), document, computed.case, computed.result, {}, is_own=True)


def models_view(
    own: Tried,
    standing: Standing,
    *,
    other: str = "",
    figures: Mapping[str, Mapping[str, str]] | None = None,
) -> ModelsView:
    """Compute the declared model, the three common ones and one more, and say what differs.

    Shape: ``figures`` by model, where others than the suggested are asked for.

    Raises: CannotCompare where the case has no price, or neither weights nor money values.
    """
    names = [*([] if own.name in COMMON else [own.name]), *COMMON]
    if other and other not in names:
        names.append(other)
    columns: list[ModelColumn] = []
    found: list[Tried] = []
    for number, name in enumerate(names, 1):
        given = (figures or {}).get(name)
        try:
            one = own if name == own.name and not given else tried(own.document, name, given)
        except BadDocument as bad:
            faults = tuple(in_our_words(placed(own.document, fault)) for fault in bad.faults)
            columns.append(
                ModelColumn(number, model_title(name), model_how(name), "", (), (), False, (), faults)
            )
            continue
        found.append(one)
        columns.append(_column(number, own, one, standing))
    labels = {key: standing.by_key(key).label for key in own.result["tenders"]}
    return ModelsView(tuple(columns), tuple(found), _agreement(own, found, standing), labels)


def _column(number: int, own: Tried, one: Tried, standing: Standing) -> ModelColumn:
    reading = Reading(one.case, one.result, standing)
    return ModelColumn(
        number=number,
        title=model_title(one.name),
        how=model_how(one.name),
        figure_title=reading.figure_title,
        given=given_figures(one),
        rows=tuple(_row(reading, own, one, key) for key in reading.order),
        is_own=one.is_own,
        findings=tuple(changes_between(own, one, standing)),
    )


def _row(reading: Reading, own: Tried, one: Tried, key: str) -> Row:
    was, now = own.rank(key), one.rank(key)
    move, kind = move_said(was, now)
    return Row(
        key=key,
        label=reading.label(key),
        rank="–" if now is None else str(now),
        figure=reading.say_figure(reading.figure(key)),
        move=move,
        kind=kind,
    )


def move_said(was: int | None, now: int | None) -> tuple[str, str]:
    """Say how a tender moved, and the kind of tag that tells it; nothing where it stands where it stood."""
    if was == now:
        return "", ""
    if was is None or now is None:
        return (_("not ranked"), "bad") if now is None else (_("now ranked"), "ok")
    if now < was:
        return f"▲ {was} → {now}", "ok"
    return f"▼ {was} → {now}", "warn"


def given_figures(one: Tried) -> tuple[str, ...]:
    """Say which figures a model was given, and where they come from."""
    lines = []
    for key, value in one.figures.items():
        title = figure_title(one.name, key)
        if key == MONEY:
            lines.append(_worth(one, value))
        else:
            lines.append(f"{title}: {said(Decimal(value))}")
    return tuple(lines)


def _worth(one: Tried, value: str) -> str:
    """Say what a point is worth here, and where that comes from."""
    names = {"money": money(value, one.case.currency), "price": money(_mean(one), one.case.currency)}
    if value != suggested_figures(one.document, PRICED).get(MONEY):
        return _("One quality point is worth %(money)s, as was asked for here.") % names
    return (
        _(
            "One quality point is worth %(money)s: full points weigh against the mean price, %(price)s, by the "
            "weights. That is a supposition: with this model the buyer sets the amount before the tenders come."
        )
        % names
    )


def _mean(one: Tried) -> Decimal:
    return decimal_of(mean_price(one.document), 0)


def figure_title(model: str, key: str) -> str:
    """Name a figure of a model."""
    if key == MONEY:
        return _("Worth of one quality point, in money")
    if key == "percent":
        return _("Percentage")
    words = price_model_words(model)
    return next((str(each.title) for each in words.keys if each.key == key), key) if words else key


def figure_help(model: str, key: str) -> str:
    """Say what a figure of a model means."""
    if key == MONEY:
        return _("For one point more on every quality criterion; the criteria share it by their weights.")
    if key == "percent":
        return _("How many percent of the price full points count for.")
    words = price_model_words(model)
    return next((str(each.help) for each in words.keys if each.key == key), "") if words else ""


def keys_of(model: str) -> Sequence[str]:
    """Give the figures that a model needs."""
    return FIGURE_KEYS.get(model, ())


def _agreement(own: Tried, found: Sequence[Tried], standing: Standing) -> Finding:
    others = [one for one in found if not one.is_own]
    winners = {one.first for one in found}
    if len(winners) == 1:
        lead = _("All %(count)s models put %(tender)s first.") % {
            "count": len(found),
            "tender": _named(own.first, standing),
        }
        if any(moved(own, one) for one in others):
            return Finding(lead, _("Further down the order some change places."), "ok")
        return Finding(lead, _("No tender changes place in any of them."), "ok")
    lead = _("The model decides who is first.")
    text = _(
        "Same tenders, same prices, same points: %(winners)s. The model that was declared is the one that counts."
    )
    parts = [f"{model_title(one.name)}: {_named(one.first, standing)}" for one in found]
    return Finding(lead, text % {"winners": "; ".join(parts)}, "sun")


def _named(keys: Sequence[str], standing: Standing) -> str:
    return ", ".join(standing.by_key(key).label for key in keys)


def changes_between(own: Tried, one: Tried, standing: Standing) -> list[Finding]:
    """Say which tenders change places between two models, and by which figures.

    Shape: one finding for every two that turn, those standing highest first; at most three.
    """
    if one is own:
        return []
    found = []
    for above, below in _turned(own, one)[:3]:
        names = {"up": standing.by_key(below).label, "down": standing.by_key(above).label}
        lead = _("%(up)s would stand before %(down)s.") % names
        found.append(Finding(lead, _why(own, one, below, above, standing), "sun"))
    return found


def _turned(own: Tried, one: Tried) -> list[tuple[str, str]]:
    """Give the pairs that stand the other way round: who was ahead, and who is now."""
    pairs = []
    for place, above in enumerate(own.order):
        for below in own.order[place + 1 :]:
            before, after = (own.rank(above), own.rank(below)), (one.rank(above), one.rank(below))
            if None in before or None in after:
                continue
            if before[0] < before[1] and after[0] > after[1]:  # type: ignore[operator]
                pairs.append((above, below))
    return pairs


def _why(own: Tried, one: Tried, up: str, down: str, standing: Standing) -> str:
    """Write the two gaps that decide: what the price sets between the two, and what quality does."""
    names = {"up": standing.by_key(up).key, "down": standing.by_key(down).key}
    if one.case.method == "points" and own.case.method == "points":
        now, was, quality = _price_gap(one, up, down), _price_gap(own, up, down), _quality_gap(one, up, down)
        names |= {"now": _size(now), "was": _size(was), "quality": _size(quality)}
        if now < 0 and was < 0:
            return (
                _(
                    "The price sets %(up)s %(now)s points behind %(down)s, and %(was)s with the declared model; "
                    "on quality it is %(quality)s ahead."
                )
                % names
            )
        if now > 0 and was > 0:
            return (
                _(
                    "The price sets %(up)s %(now)s points ahead of %(down)s, and %(was)s with the declared model; "
                    "on quality it is %(quality)s behind."
                )
                % names
            )
    if one.case.method == PRICED:
        prices = {each.id: each.price or Decimal(0) for each in one.case.competing}
        dearer = prices[up] - prices[down]
        worth = dearer + one.figure(down) - one.figure(up)
        names |= {"gap": money(abs(dearer), one.case.currency), "worth": money(abs(worth), one.case.currency)}
        if dearer > 0 and worth > 0:
            return (
                _("%(up)s costs %(gap)s more than %(down)s, and its quality counts for %(worth)s more.")
                % names
            )
        if dearer < 0 and worth < 0:
            return (
                _("%(up)s costs %(gap)s less than %(down)s, and its quality counts for %(worth)s less.")
                % names
            )
    return model_how(one.name)


def _size(gap: Fraction) -> str:
    return said(decimal_of(abs(gap), 3))


def _quality_gap(one: Tried, first: str, second: str) -> Fraction:
    """Give what quality adds to the lead of the first over the second, in the total."""
    weights, points = leaf_weights(one.case.criteria), one.result["tenders"]
    gaps = (
        weights[leaf.id]
        * (Fraction(points[first]["points"][leaf.id] or 0) - Fraction(points[second]["points"][leaf.id] or 0))
        for leaf in one.case.quality_leaves
    )
    return sum(gaps, Fraction(0))


def _price_gap(one: Tried, first: str, second: str) -> Fraction:
    """Give what the price adds to the lead of the first over the second, in the total."""
    leaf = one.case.price_leaf
    if leaf is None:
        return Fraction(0)
    points = one.result["tenders"]
    gap = Fraction(points[first]["points"][leaf.id] or 0) - Fraction(points[second]["points"][leaf.id] or 0)
    return leaf_weights(one.case.criteria)[leaf.id] * gap


def cannot_say(cannot: CannotCompare) -> str:
    """Say why a case cannot be tried with other models."""
    if cannot.code == "price":
        return _(
            "Nothing is paid in this case, so there is no price that a model could turn into points or money."
        )
    return _(
        "The case has neither weights nor money values for all criteria, so another model has nothing to weigh by."
    )


def short_title(name: str) -> str:
    """Name a model in a word or two, for a chart."""
    short = {LINEAR: _("Straight line"), "proportional": _("Proportional"), PRICED: _("In money")}
    return short.get(name, model_title(name))
