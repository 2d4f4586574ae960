"""The formulas of the workbook that computes: points for prices, groups, the figure that decides, and places.

Floating point decides nothing in Veien, but it does in a spreadsheet: comparisons here leave a millionth of a
millionth between figures that count as level, and rounding lifts a figure by a hundredth of that first.
"""

from __future__ import annotations

from collections.abc import Callable

from veien.award_model.rules import Criterion, PriceModel
from veien.documents.rules import cells
from veien.evaluation.queries.living.layout import CRITERIA, IN_GROUP, IN_TOTAL, POINTS, WHOLE, Layout

LEVEL = "1E-12"
_LIFT = "(1+1E-14)"


def rounded_where(layout: Layout, place: str, inner: str) -> str:
    """Round half up to the declared step, where the case rounds at this place: ``points`` or ``total``."""
    if layout.case.step_at(place) is None:
        return inner
    step = layout.setting("step")
    return f"ROUND(({inner})/{step}*{_LIFT},0)*{step}"


def quality_formula(layout: Layout, tender: int, leaf: Criterion) -> str:
    """Give the awarded points of a tender on a quality leaf."""
    at = layout.leaf_rows[leaf.id]
    given, best, scale = layout.given(tender, at), f"MAX({layout.given_to_all(at)})", layout.setting("scale")
    found = given
    if leaf.normalise == "proportional":
        found = f"IF({best}=0,0,{given}*{scale}/{best})"
    elif leaf.normalise == "shift":
        found = f"{given}+{scale}-{best}"
    return "=" + rounded_where(layout, "points", found)


def price_formula(layout: Layout, tender: int, model: PriceModel) -> str:
    """Give the points of a tender for its price."""
    found = _PRICE_MODELS[model.name](layout, layout.price(tender))
    if "floor" in model.numbers:
        found = f"MAX({layout.setting('floor')},{found})"
    return "=" + rounded_where(layout, "points", found)


def _proportional(layout: Layout, price: str) -> str:
    return f"{layout.setting('scale')}*MIN({layout.all_prices})/{price}"


def _above_lowest(layout: Layout, price: str) -> str:
    lowest = f"MIN({layout.all_prices})"
    slope = layout.setting("slope") if "slope" in layout.settings else "1"
    return f"{layout.setting('scale')}*(1-({price}-{lowest})/({slope}*{lowest}))"


def _between(layout: Layout, price: str) -> str:
    lowest, highest = f"MIN({layout.all_prices})", f"MAX({layout.all_prices})"
    scale = layout.setting("scale")
    return f"IF({highest}={lowest},{scale},{scale}*({highest}-{price})/({highest}-{lowest}))"


def _to_threshold(layout: Layout, price: str) -> str:
    scale, top, low = layout.setting("scale"), layout.setting("ceiling"), layout.setting("threshold")
    return f"MIN({scale},{scale}*({top}-{price})/({top}-{low}))"


def _discount(layout: Layout, price: str) -> str:
    base = layout.setting("base")
    share = f"MAX({base}-{price},0)/({base}-MIN({layout.all_prices}))"
    return f"{layout.setting('scale')}*({share})^{layout.setting('alpha')}"


def _around_mean(layout: Layout, price: str) -> str:
    scale, mean = layout.setting("scale"), f"AVERAGE({layout.all_prices})"
    return f"{scale}/2-{scale}*({price}-{mean})/{mean}"


def _piecewise(layout: Layout, price: str) -> str:
    """Give the points on the line between the two knots around a price; outside them the end values hold."""
    count = sum(name.startswith("knot") for name in layout.settings)
    ends = "knot0", f"knot{count - 1}"
    ratios, points = layout.settings_between(*ends, 2), layout.settings_between(*ends, 3)
    ratio = f"{price}/MIN({layout.all_prices})"
    first, last = f"INDEX({points},1)", f"INDEX({points},{count})"
    if count == 1:
        return first
    at = f"MATCH({ratio},{ratios},1)"
    left, right = f"INDEX({ratios},{at})", f"INDEX({ratios},{at}+1)"
    high, low = f"INDEX({points},{at})", f"INDEX({points},{at}+1)"
    between = f"{high}+({low}-{high})*({ratio}-{left})/({right}-{left})"
    outside = f"IF({ratio}<=INDEX({ratios},1),{first},IF({ratio}>=INDEX({ratios},{count}),{last},"
    return f"{outside}{between}))"


_PRICE_MODELS: dict[str, Callable[[Layout, str], str]] = {
    "proportional": _proportional,
    "linear_above_lowest": _above_lowest,
    "linear_between": _between,
    "linear_to_threshold": _to_threshold,
    "discount_power": _discount,
    "around_mean": _around_mean,
    "piecewise": _piecewise,
}


def group_formula(layout: Layout, tender: int, group: Criterion) -> str:
    """Give the points of a tender on a group: the sum of what is in it, each with its weight there."""
    column = tender + 4
    terms, factors = [], []
    for first, last in layout.runs(group.children):
        rows = [layout.node_row(CRITERIA, each) for each in (first, last)]
        factor = cells(layout.names[CRITERIA], (rows[0], IN_GROUP), (rows[1], IN_GROUP))
        rows = [layout.node_row(POINTS, each) for each in (first, last)]
        terms.append(
            f"SUMPRODUCT({factor},{cells(layout.names[POINTS], (rows[0], column), (rows[1], column))})"
        )
        factors.append(factor)
    whole = "+".join(terms)
    return f"={whole}" if layout.case.method == "points" else f"=({whole})/SUM({','.join(factors)})"


def factor_formula(layout: Layout, node: Criterion) -> str | None:
    """Give the weight with which a criterion counts in its group; None where it counts for nothing."""
    weight = layout.of_node(node.id, WHOLE - 1)
    if node.weight is None:
        return None
    if layout.case.method == "points" or node.kind == "quality":
        return f"={weight}"
    if node.kind == "price":
        return None
    rows = [tuple(layout.node_row(CRITERIA, each) for each in ends) for ends in layout.runs(node.children)]
    inside = ",".join(cells(layout.names[CRITERIA], (a, IN_GROUP), (b, IN_GROUP)) for a, b in rows)
    return f"={weight}*SUM({inside})"


def merit_formula(layout: Layout, tender: int) -> str:
    """Give what the method adds up over the criteria: points, or money, or the weighted quality."""
    counts = layout.all_nodes(IN_TOTAL)
    found = f"SUMPRODUCT({counts},{layout.all_points(tender)})"
    return f"={found}" if layout.case.method in ("points", "priced_quality") else f"={found}/SUM({counts})"


def figure_formula(layout: Layout, tender: int, merits: int) -> str:
    """Give the figure that decides; ``merits`` is the column of what the criteria add up to."""
    merit = layout.on_result(merits, tender)
    return "=" + rounded_where(layout, "total", _figure(layout, tender, merit, layout.on_result(merits)))


def _figure(layout: Layout, tender: int, merit: str, merits: str) -> str:
    method, scale = layout.case.method, layout.setting("scale")
    if method == "points":
        return merit
    price = layout.price(tender)
    if method in ("qualified_lowest_price", "lowest_price"):
        return price
    if method == "value_per_price":
        return f"{merit}/{price}"
    if method == "priced_quality":
        return f"{price}-{merit}"
    if method in ("percent_addition", "percent_deduction"):
        share = f"{layout.setting('percent')}/100"
        lacking = (
            f"1+{share}*(1-{merit}/{scale})" if method == "percent_addition" else f"1-{share}*{merit}/{scale}"
        )
        return f"{price}*({lacking})"
    leaf = layout.case.price_leaf
    weight = layout.of_node(leaf.id, WHOLE) if leaf else "1"
    ratio = f"SUM({layout.all_nodes(IN_TOTAL)})/{weight}"
    if method == "percent_markup":
        return f"{price}*(1+({scale}-{merit})/{scale}*{ratio})"
    return f"(1-(MAX({merits})-{merit})/{scale}*{ratio})/{price}*MIN({layout.all_prices})"


def place_formula(layout: Layout, tender: int, figures: int, *, allowed: int | None) -> str:
    """Give a tender's place: one more than those that are better by more than nothing."""
    mine, all_ = layout.on_result(figures, tender), layout.on_result(figures)
    margin = f"{LEVEL}*MAX(ABS({mine}),MAX({all_})-MIN({all_}))"
    highest_wins = layout.case.method in ("points", "utility_index")
    ahead = f"{all_}-{mine}" if highest_wins else f"{mine}-{all_}"
    if allowed is None:
        return f"=1+SUMPRODUCT(({ahead}>{margin})*1)"
    others = layout.on_result(allowed)
    return f'=IF({layout.on_result(allowed, tender)}=1,1+SUMPRODUCT({others}*({ahead}>{margin})),"")'


def allowed_formula(layout: Layout, tender: int, merits: int | None) -> str:
    """Say by 1 or 0 whether a tender reaches the least points."""
    conditions = []
    for name in layout.case.least_points:
        if name == "total":
            reached = "" if merits is None else layout.on_result(merits, tender)
        else:
            held = layout.result["tenders"][layout.case.competing[tender].id]["points"][name]
            reached = "" if held is None else layout.points(tender, name)
        if reached:
            least = layout.setting(f"least:{name}")
            conditions.append(f"{reached}>={least}-{LEVEL}*(1+ABS({least}))")
    return f"=IF(AND({','.join(conditions)}),1,0)" if conditions else "=1"


def tier_formula(layout: Layout, tender: int, merits: int, figures: int) -> str:
    """Sort by value per price: 0 within the corridor, 1 outside it, 2 without any quality."""
    mine, best = layout.on_result(figures, tender), f"MAX({layout.on_result(figures)})"
    inside = "1"
    if layout.case.corridor_percent is not None:
        least = f"{best}*(1-{layout.setting('corridor')}/100)"
        inside = f"IF({mine}>={least}-{LEVEL}*ABS({least}),0,1)"
    return f"=IF({layout.on_result(merits, tender)}=0,2,{inside})"


def compared_formula(layout: Layout, tender: int, tiers: int, figures: int) -> str:
    """Give the figure by which a tender is compared within its tier; more is better."""
    tier, mine = layout.on_result(tiers, tender), layout.on_result(figures, tender)
    decide_by = layout.case.decide_by
    deciding = mine
    if decide_by is not None:
        held = layout.result["tenders"][layout.case.competing[tender].id]["points"][decide_by]
        deciding = f"-{layout.price(tender)}" if held is None else layout.points(tender, decide_by)
    return f"=IF({tier}=2,0,IF({tier}=0,{deciding},{mine}))"


def place_by_tier_formula(layout: Layout, tender: int, tiers: int, compared: int) -> str:
    """Give a tender's place: those in an earlier tier come first, then those that compare better in its own."""
    tier, mine = layout.on_result(tiers, tender), layout.on_result(compared, tender)
    all_tiers, others = layout.on_result(tiers), layout.on_result(compared)
    better = f"({all_tiers}={tier})*({others}-{mine}>{LEVEL}*ABS({mine}))"
    return f"=1+SUMPRODUCT(({all_tiers}<{tier})+{better})"
