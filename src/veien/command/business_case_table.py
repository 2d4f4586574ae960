"""A business case for people: the plain sums first, what they hang on, the draws last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from veien.business_case.rules import Alternative, Case, gaps_of
from veien.command.terminal import money, name_of, percent, table
from veien.foundation.faults import shown

_ALTERNATIVES_PER_TABLE = 5
_MOST_ROWS = 8

Result = Mapping[str, Any]


def as_table(case: Case, result: Result) -> str:
    """Write a result for people, a block per question."""
    held = result["alternatives"]
    blocks = [_heading(case), _comparison(case, held), *_by_year(case, held), *_shares(case, held)]
    for alternative in case.alternatives:
        if not alternative.is_null:
            blocks += _hangs_on(alternative, held[alternative.id])
    blocks += [_draws(case, held), _notes(case, held)]
    return "\n\n".join(block for block in blocks if block)


def _heading(case: Case) -> str:
    lines = [shown(case.title)] if case.title else []
    rate = percent(format(case.discount_rate, "f"))
    how = {
        "year_zero_undiscounted": "year 0 not discounted",
        "first_flow_discounted": "year 0 discounted too, as spreadsheets do",
    }
    lines.append(
        f"years 0 to {case.years}, {shown(case.currency)}, discount rate {rate}, {how[case.discounting]}"
    )
    return "\n".join(lines)


def _comparison(case: Case, held: Result) -> str:
    heads = ["Alternative", "Net present value", "Beside today", "Rate of return", "Paid back", "Discounted"]
    rows = [heads]
    for alternative in case.alternatives:
        found = held[alternative.id]
        beside = found.get("against_null")
        if beside is None:
            rows.append([_title(alternative), money(found["npv"]), "today", "", "", ""])
            continue
        paid = (_year(beside[key]) for key in ("payback_year", "discounted_payback_year"))
        rows.append(
            [_title(alternative), money(found["npv"]), money(beside["npv"]), percent(beside["irr"]), *paid]
        )
    return table(rows, numbers=range(1, 6))


def _by_year(case: Case, held: Result) -> Iterable[str]:
    for some in _few(case.alternatives):
        rows = [["Year", *map(_title, some)]]
        for year in range(case.years + 1):
            rows.append([str(year), *(money(held[each.id]["flows"][year]) for each in some)])
        yield table(rows, numbers=range(len(some) + 1))


def _shares(case: Case, held: Result) -> Iterable[str]:
    if case.cost_key is None:
        return
    for some in _few(case.alternatives):
        rows = [["Net present cost", *map(_title, some)]]
        for member in case.cost_key.by:
            rows.append([name_of(member), *(money(held[each.id]["shares"][member]) for each in some)])
        yield table(rows, numbers=range(1, len(some) + 1))


def _hangs_on(alternative: Alternative, found: Result) -> Iterable[str]:
    """Show which lines decide: the nearest factors of break-even, and the widest swings."""
    titles = {line.id: name_of(line.title or line.id) for line in alternative.lines}
    factors = {
        line: Decimal(factor) for line, factor in found["against_null"]["break_even"].items() if factor
    }
    nearest = sorted(factors, key=lambda line: abs(factors[line] - 1))[:_MOST_ROWS]
    if nearest:
        rows = [[f"{_title(alternative)}: no gain, no loss", "Line times"]]
        rows += [[titles[line], money(str(factors[line]))] for line in nearest]
        yield table(rows, numbers=(1,))
    if found["tornado"]:
        rows = [[f"{_title(alternative)}: one line at a time", "Low", "High"]]
        for swing in found["tornado"][:_MOST_ROWS]:
            rows.append([titles[swing["line"]], money(swing["low"]), money(swing["high"])])
        yield table(rows, numbers=(1, 2))


def _draws(case: Case, held: Result) -> str:
    drawn = [each for each in case.alternatives if "simulation" in held[each.id]]
    if not drawn:
        return ""
    first = held[drawn[0].id]["simulation"]
    rows = [["Beside today, drawn", "P10", "P50", "P90", "Mean", "Above zero"]]
    for alternative in drawn:
        runs = held[alternative.id]["simulation"]
        figures = (money(runs[key]) for key in ("p10", "p50", "p90", "mean"))
        rows.append([_title(alternative), *figures, percent(runs["share_above_zero"])])
    return f"{table(rows, numbers=range(1, 6))}\n{first['samples']} draws, seed {first['seed']}."


def _notes(case: Case, held: Result) -> str:
    notes = []
    for alternative in case.alternatives:
        saved = held[alternative.id]["saved_time"]
        if saved:
            freed, realised = (money(str(sum(map(Decimal, saved[key])))) for key in ("freed", "realised"))
            what = f"time worth {freed} is freed over the years, {realised} of it is taken home"
            notes.append(f"{_title(alternative)}: {what}.")
        notes += [
            f"{_title(alternative)}: {name_of(line.title or line.id)}: {shown(line.text)} (not counted in money)"
            for line in alternative.lines
            if line.benefit == "quality"
        ]
    titles = {alternative.id: _title(alternative) for alternative in case.alternatives}
    for gap in gaps_of(case):
        if gap.kind == "integration":
            notes.append(f"{titles[gap.alternative]}: no line says what integration costs.")
    return "\n".join(notes)


def _few(alternatives: tuple[Alternative, ...]) -> Iterable[tuple[Alternative, ...]]:
    for start in range(0, len(alternatives), _ALTERNATIVES_PER_TABLE):
        yield alternatives[start : start + _ALTERNATIVES_PER_TABLE]


def _title(alternative: Alternative) -> str:
    return name_of(alternative.title or alternative.id)


def _year(year: int | None) -> str:
    return "never" if year is None else f"year {year}"
