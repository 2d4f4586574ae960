"""The methods and price models in plain words: what wins, what each is good for, what to beware of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class MethodWords:
    """One method of the evaluation format, explained."""

    id: str
    title: Any
    wins: Any
    good_for: Any
    beware: Any


@dataclass(frozen=True)
class KeyWords:
    """One figure of a price model, explained."""

    key: str
    title: Any
    help: Any
    optional: bool = False


@dataclass(frozen=True)
class PriceModelWords:
    """One way from price to points, explained; ``example`` are figures for the keys on a scale of ten."""

    id: str
    title: Any
    how: Any
    good_for: Any
    beware: Any
    keys: tuple[KeyWords, ...] = ()
    example: dict[str, Any] = field(default_factory=dict)

    def example_figures(self) -> list[tuple[Any, str]]:
        """Give the figures of the example with their names."""
        titles = {words.key: words.title for words in self.keys}
        return [(titles[key], _shown(value)) for key, value in self.example.items()]


METHODS: tuple[MethodWords, ...] = (
    MethodWords(
        "points",
        _("Weighted points"),
        _("The price becomes points like the qualities do. The highest sum of weight times points wins."),
        _("Best known, and easy to explain when the price model is."),
        _(
            "Most price models measure against the lowest price, so a tender that cannot win may decide which of two "
            "others does. Try it before you choose."
        ),
    ),
    MethodWords(
        "priced_quality",
        _("Quality in money"),
        _("Every point has a value in money that is taken off the price. The lowest price after that wins."),
        _("You say in advance what quality is worth. No tender can move the place of another."),
        _("You must know what a point is worth to you, and the points are given without knowing the price."),
    ),
    MethodWords(
        "percent_markup",
        _("Price marked up by the weights"),
        _(
            "The price is marked up for the quality that is lacking, by the weight of quality against the weight of "
            "the price. The lowest marked-up price wins."
        ),
        _("Keeps the weights, and no tender can move the place of another."),
        _("A dear tender pays more for the same lack of quality than a cheap one."),
    ),
    MethodWords(
        "percent_addition",
        _("Percentage added to the price"),
        _(
            "A tender with no quality points gets the whole percentage added to its price, one with full points "
            "nothing. The lowest price after that wins."
        ),
        _("One figure says how much quality counts. No tender can move the place of another."),
        _("The percentage is a choice like a weight: say how you came to it."),
    ),
    MethodWords(
        "percent_deduction",
        _("Percentage deducted from the price"),
        _(
            "A tender with full points gets the whole percentage deducted from its price, one with no points nothing. "
            "The lowest price after that wins."
        ),
        _("Easy to read: quality is a discount."),
        _("Near 100 % a tender with full points costs almost nothing. At 100 % the method breaks down."),
    ),
    MethodWords(
        "value_per_price",
        _("Quality per krone"),
        _("The quality points are divided by the price. Most quality for the money wins."),
        _(
            "Suits services that differ much in both. With a corridor, all close to the best stay in, and one "
            "criterion decides between them."
        ),
        _("It does not mean that price and quality count half each, and a very cheap, poor tender can win."),
    ),
    MethodWords(
        "utility_index",
        _("Utility index"),
        _(
            "How far a tender lies behind the best quality is weighed against its price. The highest index wins."
        ),
        _("Combines price and quality in one figure with the weights you set."),
        _("The best quality and the lowest price among the tenders move all figures."),
    ),
    MethodWords(
        "qualified_lowest_price",
        _("Lowest price above a quality bar"),
        _("Tenders that reach the least points are kept. Among them the lowest price wins."),
        _("When good enough is good enough, and more quality is worth nothing to you."),
        _("A tender just under the bar is out, however cheap, so the anchors must be sharp."),
    ),
    MethodWords(
        "lowest_price",
        _("Lowest price"),
        _("The lowest price among the tenders that meet all must-requirements wins."),
        _("When the must-requirements say all that matters."),
        _("Nothing rewards a better solution. Rarely right for welfare technology."),
    ),
)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(" \u2192 ".join(pair) for pair in value)
    return str(value)


_FLOOR = KeyWords(
    "floor",
    _("Fewest points"),
    _("Leave it empty and a very high price may get points below zero. Write 0 to stop there."),
    optional=True,
)

PRICE_MODELS: tuple[PriceModelWords, ...] = (
    PriceModelWords(
        "proportional",
        _("In proportion to the lowest price"),
        _("The lowest price gets full points, one twice as high gets half of them."),
        _("Widely known. Nobody falls below zero."),
        _(
            "Steep near the lowest price and flat far above it: a quality point costs more the dearer the tender. "
            "A very low outsider presses the others together, which helps the dearer ones."
        ),
    ),
    PriceModelWords(
        "linear_above_lowest",
        _("Straight line above the lowest price"),
        _("The lowest price gets full points, and each krone above it costs the same number of points."),
        _("Even and easy to explain: a quality point costs the same for all."),
        _(
            "Twice the lowest price gives no points, more gives points below zero unless you stop at 0. A very low "
            "outsider spreads the others apart, which helps the cheaper ones."
        ),
        keys=(
            KeyWords(
                "slope",
                _("How far above the lowest price the points reach zero"),
                _(
                    "As a share of the lowest price: 1 means at twice the price, 0.5 at 50 % above it. Empty means 1."
                ),
                optional=True,
            ),
            _FLOOR,
        ),
        example={"slope": "1"},
    ),
    PriceModelWords(
        "linear_between",
        _("Straight line between lowest and highest"),
        _("The lowest price gets full points, the highest none, the others lie on a line between them."),
        _("Uses the whole scale for the price."),
        _(
            "Two tenders close in price are pulled as far apart as ten that are not, and one very high price changes "
            "everybody's points."
        ),
    ),
    PriceModelWords(
        "linear_to_threshold",
        _("Straight line between two prices you set"),
        _(
            "A price at the lower of your two prices, or below it, gets full points, one at the upper gets none, and "
            "those between lie on a line."
        ),
        _("Depends on nobody else's price, so every tenderer can reckon own points beforehand."),
        _(
            "You must know the market well enough to set both prices. In Sweden a floor below which a lower price "
            "gives nothing more may be unlawful."
        ),
        keys=(
            KeyWords("ceiling", _("Price that gives no points"), _("At this price the points are zero.")),
            KeyWords(
                "threshold",
                _("Price that gives full points"),
                _("A lower price than this gives nothing more."),
            ),
            _FLOOR,
        ),
        example={"ceiling": "225", "threshold": "125"},
    ),
    PriceModelWords(
        "discount_power",
        _("Discount on a base price"),
        _(
            "You set a base price. The largest discount on it gets full points, the others by their share of it."
        ),
        _(
            "When there is a known price to beat. The exponent says how much the last bit of discount is worth."
        ),
        _("Depends on the largest discount offered. A price at the base or above gets nothing."),
        keys=(
            KeyWords("base", _("Base price"), _("The price that discounts are reckoned from.")),
            KeyWords(
                "alpha",
                _("Exponent"),
                _(
                    "1 is a straight line. Below 1 a small discount already gives much, above 1 only a large one does."
                ),
            ),
        ),
        example={"base": "250", "alpha": "1"},
    ),
    PriceModelWords(
        "around_mean",
        _("Around the mean price"),
        _("A price at the mean gets half the points, a lower one more, a higher one fewer."),
        _("One very low price moves the others only a little."),
        _("Every price moves the mean, and a price far below it gets more than full points."),
        keys=(_FLOOR,),
    ),
    PriceModelWords(
        "piecewise",
        _("A curve of your own"),
        _("You set some points of a curve, price against lowest price, and straight lines join them."),
        _("For a curve that is even at first and flat far above, or the other way round."),
        _("Measures against the lowest price like most models. The more knots, the harder to explain."),
        keys=(
            KeyWords(
                "knots",
                _("Knots"),
                _(
                    "One on each line: the price divided by the lowest price, a space, and the points. For example "
                    "1 10 on the first line, 2 4 on the next and 4 0 on the last."
                ),
            ),
        ),
        example={"knots": [["1", "10"], ["2", "4"], ["4", "0"]]},
    ),
)

_METHODS = {words.id: words for words in METHODS}
_PRICE_MODELS = {words.id: words for words in PRICE_MODELS}


def method_words(method: str) -> MethodWords | None:
    """Give a method in plain words, or None where there is no such method."""
    return _METHODS.get(method)


def price_model_words(name: str) -> PriceModelWords | None:
    """Give a price model in plain words, or None where there is no such model."""
    return _PRICE_MODELS.get(name)
