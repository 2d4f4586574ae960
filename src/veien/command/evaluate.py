"""``veien evaluate``: a ranking from a file, recomputed without an account, a database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from veien import __version__
from veien.award_model.rules import Case, check_case, evaluate, written
from veien.foundation.faults import BadDocument, Fault, shown
from veien.foundation.reading import read_document

DONE = 0
WRONG_INPUT = 2
MOST_BYTES = 20_000_000
_TENDERS_PER_TABLE = 6
_LONGEST_NAME = 40

Row = Sequence[str]


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien evaluate ...`` and give the exit status: 0 done, 2 the input is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        _refuse_stability(chosen)
        document = read_document(_bytes_of(chosen.file), name=chosen.file, most_bytes=MOST_BYTES)
        case = check_case(document)
    except BadDocument as error:
        _write(sys.stderr, "\n".join(fault.line() for fault in error.faults))
        return WRONG_INPUT
    result = evaluate(case, engine=f"veien {__version__}")
    _write(sys.stdout, as_json(result) if chosen.json else as_table(case, result))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veien evaluate",
        description="Compute a ranking from a file, and what it hangs on.",
        # A width of its own keeps argparse from loading shutil, a tenth of the start.
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
    )
    parser.add_argument("file", metavar="FILE", help="the case, as YAML or JSON; - reads standard input")
    parser.add_argument("--json", action="store_true", help="write the result as JSON")
    parser.add_argument("--stability", action="store_true", help="how steady the order is; not computed here")
    parser.add_argument("--samples", metavar="N", help="with --stability")
    parser.add_argument("--seed", metavar="N", help="with --stability")
    return parser


def _refuse_stability(chosen: argparse.Namespace) -> None:
    for flag in ("stability", "samples", "seed"):
        if getattr(chosen, flag) not in (None, False):
            what = f"Veien {__version__} does not compute how steady an order is."
            raise BadDocument([Fault(f"--{flag}", what, "Leave the flag out.")])


def _bytes_of(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with open(file, "rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no such name"
        what = f"The file cannot be read: {reason}."
        raise BadDocument([Fault(shown(file), what, "Name a file that can be read.")]) from None


def _write(stream: Any, text: str) -> None:
    """Write UTF-8 whatever the terminal is said to be: names hold letters that ASCII does not."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")
    stream.write(f"{text}\n")


def as_json(result: Mapping[str, Any]) -> str:
    """Write a result as JSON, a line per part and a line per tender."""
    parts = []
    for key, value in result.items():
        text = json.dumps(value, ensure_ascii=False)
        if key == "tenders":
            lines = (
                f"    {json.dumps(tender, ensure_ascii=False)}: {json.dumps(held, ensure_ascii=False)}"
                for tender, held in value.items()
            )
            text = "{\n" + ",\n".join(lines) + "\n  }"
        parts.append(f"  {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}"


def as_table(case: Case, result: Mapping[str, Any]) -> str:
    """Write a result for people: the ranking, the points of each leaf, and what the order hangs on."""
    blocks = [_heading(case), _ranking(case, result), *_points(case, result), *_notes(case, result)]
    return "\n\n".join(block for block in blocks if block)


def _heading(case: Case) -> str:
    lines = [shown(case.title)] if case.title else []
    rounding = f"rounded to {written(case.rounding.step)} at {case.rounding.at}" if case.rounding else ""
    facts = [f"method {case.method}", f"currency {shown(case.currency)}", rounding]
    return "\n".join([*lines, ", ".join(fact for fact in facts if fact)])


def _ranking(case: Case, result: Mapping[str, Any]) -> str:
    tenders = {tender.id: tender for tender in case.competing}
    priced = any(held["evaluated_price"] is not None for held in result["tenders"].values())
    rows = [["Rank", "Tender", "Name", "Price", "Evaluated price" if priced else "Total"]]
    unplaced = [tender for tender in tenders if tender not in result["order"]]
    for tender in [*result["order"], *unplaced]:
        held, offer = result["tenders"][tender], tenders[tender]
        rank = "-" if held["rank"] is None else str(held["rank"])
        price = "-" if offer.price is None else format(offer.price, "f")
        figure = held["evaluated_price"] if priced else held["total"]
        rows.append([rank, _name(tender), _name(offer.name), price, figure])
    return _table(rows, numbers=(0, 3, 4))


def _points(case: Case, result: Mapping[str, Any]) -> list[str]:
    """Write a row per leaf; the tenders stand beside each other, a few at a time."""
    leaves = [leaf for leaf in (case.price_leaf, *case.quality_leaves) if leaf is not None]
    first = next(iter(result["tenders"].values()))
    shown_leaves = [leaf for leaf in leaves if first["points"][leaf.id] is not None]
    if not shown_leaves:
        return []
    tables = []
    order = [*result["order"], *(tender for tender in result["tenders"] if tender not in result["order"])]
    for start in range(0, len(order), _TENDERS_PER_TABLE):
        some = order[start : start + _TENDERS_PER_TABLE]
        rows = [["Points", *map(_name, some)]]
        for leaf in shown_leaves:
            points = (result["tenders"][tender]["points"][leaf.id] for tender in some)
            rows.append([_name(leaf.title or leaf.id), *points])
        tables.append(_table(rows, numbers=range(1, len(some) + 1)))
    return tables


def _notes(case: Case, result: Mapping[str, Any]) -> list[str]:
    notes = [f"Level: {', '.join(map(_name, tie))} share a rank." for tie in result["ties"]]
    for tender, reason in result["rejected"].items():
        notes.append(f"Rejected: {_name(tender)}: {''.join(c if c.isprintable() else ' ' for c in reason)}")
    for pair in result["pairs"]:
        notes.append(
            f"If the lowest price were under {pair['critical_lowest_price']} {shown(case.currency)}, "
            f"{_name(pair['below_it'])} would lead among {_name(pair['first'])} and {_name(pair['second'])}."
        )
    for gone in result["without"]:
        if gone["reversal"]:
            order = ", ".join(map(_name, gone["order"]))
            notes.append(f"Without {_name(gone['removed'])} the others would stand otherwise: {order}.")
    for tender, money in (result["money_per_quality_point"] or {}).items():
        if money is not None:
            what = f"One quality point is worth {money} {shown(case.currency)} to {_name(tender)}"
            notes.append(f"{what}, at its own price.")
    weights = result["effective_weights"] or {}
    acting = ", ".join(f"{_name(leaf)} {weight}" for leaf, weight in weights.items())
    return ["\n".join(notes), f"Weights as they act: {acting}." if acting else ""]


def _name(text: str) -> str:
    clean = shown(text)
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[: _LONGEST_NAME - 3]}..."


def _table(rows: Sequence[Row], *, numbers: Sequence[int]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])
