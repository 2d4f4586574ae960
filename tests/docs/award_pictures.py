"""The pictures of the guide on award models. Every point of every line is what the engine answers.

``python -m tests.docs.award_pictures`` draws them anew; a test compares them with what stands in the folder.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from veien.award_model.rules import check_case, evaluate
from veien.web.rules.charts import Axis, BarRow, LineSeries, Marker, bar, line
from veien.web.rules.charts.twins import DASHES, FILLS, mark, words
from veien.web.rules.svg import path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "award"
LOWEST = Decimal(1_000_000)
RATIOS = tuple(Decimal(step) / 20 for step in range(20, 45))
PRICE_MODELS: dict[str, dict[str, str]] = {
    "Proportional": {"name": "proportional"},
    "Linear, 0 at twice the lowest": {"name": "linear_above_lowest", "floor": "0"},
    "Linear, 0 at 50 % dearer": {"name": "linear_above_lowest", "slope": "0.5", "floor": "0"},
    "Between lowest and highest": {"name": "linear_between"},
    "To a price fixed beforehand": {
        "name": "linear_to_threshold",
        "ceiling": "1800000",
        "threshold": "900000",
        "floor": "0",
    },
}
ROW = 24.0
"""The height of a line in the key under a picture."""


def case(
    model: dict[str, str], tenders: list[dict[str, Any]], *, price_weight: str = "0.5"
) -> dict[str, Any]:
    """Write a case with a price and one quality criterion."""
    quality = str(1 - Decimal(price_weight))
    return {
        "format": "veien-evaluation/1",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "criteria": [
            {"id": "price", "weight": price_weight, "kind": "price", "model": model},
            {"id": "use", "weight": quality, "kind": "quality", "normalise": "none"},
        ],
        "tenders": tenders,
    }


def answered(document: dict[str, Any]) -> dict[str, Any]:
    """Give what ``veien evaluate`` answers to a case."""
    return dict(evaluate(check_case(document), engine="veien"))


def tender(name: str, price: Decimal | int, points: str = "5") -> dict[str, Any]:
    """Write one tender."""
    return {"id": name, "price": f"{Decimal(price):f}", "points": {"use": points}}


def price_points() -> dict[str, list[tuple[Decimal, Decimal]]]:
    """Give the points that each price model gives along prices from the lowest to 2.2 times it."""
    found = {}
    offers = [tender(f"T{number}", LOWEST * ratio) for number, ratio in enumerate(RATIOS)]
    for name, model in PRICE_MODELS.items():
        told = answered(case(model, offers))["tenders"]
        points = [Decimal(told[f"T{number}"]["points"]["price"]) for number in range(len(RATIOS))]
        found[name] = list(zip(RATIOS, points, strict=True))
    return found


def outsider() -> dict[str, list[tuple[Decimal, Decimal]]]:
    """Give the totals of A and B as a third tender's price falls; proportional points, weights 50/50."""
    found: dict[str, list[tuple[Decimal, Decimal]]] = {"A, cheaper": [], "B, better": []}
    for thousands in range(600, 1001, 25):
        offers = [
            tender("A", 1_000_000, "6"),
            tender("B", 1_250_000, "7.9"),
            tender("C", thousands * 1000, "2"),
        ]
        told = answered(case({"name": "proportional"}, offers))["tenders"]
        for label, name in (("A, cheaper", "A"), ("B, better", "B")):
            found[label].append((Decimal(thousands), Decimal(told[name]["total"])))
    return found


def worth() -> dict[str, list[tuple[Decimal, Decimal]]]:
    """Give what one quality point is worth in thousand kroner at each price; weights 50/50, lowest one million."""
    offers = [tender(f"T{number}", LOWEST * ratio) for number, ratio in enumerate(RATIOS)]
    found = {}
    for label, model in (
        ("Proportional", {"name": "proportional"}),
        ("Linear from the lowest", {"name": "linear_above_lowest"}),
    ):
        told = answered(case(model, offers))["money_per_quality_point"]
        amounts = [Decimal(told[f"T{number}"]) / 1000 for number in range(len(RATIOS))]
        found[label] = list(zip(RATIOS, amounts, strict=True))
    return found


def compressed() -> dict[str, Decimal]:
    """Give the effective weights where quality weighs 40 % and everybody gets 7 or 8, in percent."""
    offers = [tender("A", 1_000_000, "7"), tender("B", 1_400_000, "7.5"), tender("C", 1_800_000, "8")]
    told = answered(case({"name": "linear_above_lowest"}, offers, price_weight="0.6"))["effective_weights"]
    return {name: Decimal(weight) * 100 for name, weight in told.items()}


def pictures() -> dict[str, str]:
    """Draw all pictures: the file's name and its content."""
    return {
        "points-by-price.svg": _drawn(
            price_points(),
            x=Axis(
                "Price, as a multiple of the lowest",
                tuple((Decimal(n) / 10, f"{n / 10}") for n in (10, 12, 14, 16, 18, 20, 22)),
            ),
            y=Axis("Points for the price", tuple((n, str(n)) for n in (0, 2, 4, 6, 8, 10))),
            title="Points that five price models give",
        ),
        "low-outsider.svg": _drawn(
            outsider(),
            x=Axis(
                "Price of the third tender, thousand kroner",
                tuple((n, str(n)) for n in (600, 700, 800, 900, 1000)),
            ),
            y=Axis("Total", tuple((Decimal(n) / 2, f"{n / 2}") for n in (12, 13, 14, 15, 16))),
            title="A third tender turns the order of two others",
            markers=(Marker(950, "950: level"),),
        ),
        "worth-of-a-point.svg": _drawn(
            worth(),
            x=Axis(
                "Price, as a multiple of the lowest",
                tuple((Decimal(n) / 10, f"{n / 10}") for n in (10, 12, 14, 16, 18, 20, 22)),
            ),
            y=Axis(
                "Thousand kroner for one quality point",
                tuple((n, str(n)) for n in (0, 100, 200, 300, 400, 500)),
            ),
            title="What one quality point is worth",
        ),
        "compressed-scores.svg": _bars(),
    }


def _drawn(
    lines: dict[str, list[tuple[Decimal, Decimal]]],
    *,
    x: Axis,
    y: Axis,
    title: str,
    markers: tuple[Marker, ...] = (),
) -> str:
    series = [LineSeries(f"{label}", tuple(points)) for label, points in lines.items()]
    desc = "; ".join(
        f"{label}: from {_said(points[0][1])} to {_said(points[-1][1])}" for label, points in lines.items()
    )
    both = line(series, x_axis=x, y_axis=y, title=title, desc=desc, key="award", markers=markers)
    return _alone(both, tuple(lines))


def _bars() -> str:
    effective = compressed()
    rows = [
        BarRow("Quality, declared", 40, "40 %"),
        BarRow("Quality, effective", effective["use"], f"{_said(effective['use'])} %", is_strong=True),
        BarRow("Price, declared", 60, "60 %", series=2),
        BarRow(
            "Price, effective", effective["price"], f"{_said(effective['price'])} %", is_strong=True, series=2
        ),
    ]
    title = "Declared weights, and what they become when everybody gets nearly the same"
    return _alone(
        bar(rows, title=title, desc="; ".join(f"{row.label}: {row.text}" for row in rows), key="award")
    )


def _alone(both: str, labels: tuple[str, ...] = ()) -> str:
    """Take the wide drawing of the two, with its key under it, so that it can stand in a file of its own, on white."""
    first = both.split("</svg>")[0]
    head, rest = first.split(">", 1)
    left, top, width, height = re.findall(r'viewBox="([^"]+)"', head)[0].split()
    taller = f"{float(height) + ROW * len(labels):g}"
    head = head.replace(f"{left} {top} {width} {height}", f"{left} {top} {width} {taller}")
    ground = f'<rect x="{left}" y="{top}" width="{width}" height="{taller}" fill="#ffffff"/>'
    key = "".join(_key(number, label, float(height)) for number, label in enumerate(labels))
    return f'{head} font-family="sans-serif">{ground}{rest}{key}</svg>\n'


def _key(number: int, label: str, below: float) -> str:
    """Draw one line of the key: its dash and mark, and its name."""
    y, which = below + ROW * number + ROW / 2, number % len(FILLS)
    look = {"stroke": FILLS[which], "stroke_width": 2.6, "fill": "none"}
    stroke = path([(24, y), (64, y)], stroke_dasharray=DASHES[which] or None, **look)
    return stroke + mark(number, 44, y) + words(label, 76, y + 5, size=14)


def _said(value: Decimal | Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in pictures().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
        print(name)
