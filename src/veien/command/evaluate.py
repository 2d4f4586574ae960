"""``veien evaluate``: a ranking from a file, recomputed without an account, a database or Django."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from veien import __version__
from veien.award_model.rules import (
    DEFAULT_SAMPLES,
    DEFAULT_SEED,
    MOST_SAMPLES,
    MOST_SEED,
    MOST_THREADS,
    CannotTellStability,
    Case,
    check_case,
    evaluate,
    stability_of,
    written,
)
from veien.command.terminal import DONE, MOST_BYTES, bytes_of, name_of, refuse, table, write
from veien.foundation.faults import BadDocument, Fault, shown
from veien.foundation.reading import read_document

_TENDERS_PER_TABLE = 6
_WHOLE = re.compile(r"0|[1-9][0-9]{0,18}")


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien evaluate ...`` and give the exit status: 0 done, 2 the input is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        how = _how_to_sample(chosen)
        document = read_document(bytes_of(chosen.file), name=chosen.file, most_bytes=MOST_BYTES)
        case = check_case(document)
        result = evaluate(case, engine=f"veien {__version__}")
        if chosen.stability:
            result["stability"] = _stability(case, how)
    except BadDocument as error:
        return refuse(error)
    write(sys.stdout, as_json(result) if chosen.json else as_table(case, result))
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
    parser.add_argument("--stability", action="store_true", help="tell also how steady the order is")
    parser.add_argument("--samples", metavar="N", help=f"with --stability: how many, else {DEFAULT_SAMPLES}")
    parser.add_argument("--seed", metavar="N", help=f"with --stability: where to begin, else {DEFAULT_SEED}")
    return parser


def _how_to_sample(chosen: argparse.Namespace) -> dict[str, int]:
    """Read how many samples, the seed and the threads; note all that is wrong with them."""
    faults: list[Fault] = []

    def whole(name: str, text: str | None, default: int, least: int, most: int) -> int:
        if text is None:
            return default
        if name.startswith("--") and not chosen.stability:
            faults.append(
                Fault(name, "It says nothing without --stability.", "Leave it out, or add --stability.")
            )
        elif not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            what = f"{shown(text) or 'An empty text'} is no whole number from {least} to {most}."
            faults.append(Fault(name, what, f"Write one, such as {default}."))
        else:
            return int(text)
        return default

    how = {
        "samples": whole("--samples", chosen.samples, DEFAULT_SAMPLES, 1, MOST_SAMPLES),
        "seed": whole("--seed", chosen.seed, DEFAULT_SEED, 0, MOST_SEED),
    }
    if chosen.stability:
        how["threads"] = whole("VEIEN_THREADS", os.environ.get("VEIEN_THREADS"), 1, 1, MOST_THREADS)
    if faults:
        raise BadDocument(faults)
    return how


def _stability(case: Case, how: Mapping[str, int]) -> dict[str, Any]:
    # NumPy's own threads would only wait for each other: the work is shared out by blocks already.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return stability_of(case, samples=how["samples"], seed=how["seed"], threads=how["threads"])
    except CannotTellStability as error:
        raise BadDocument([Fault("--stability", str(error), "Leave the flag out.")]) from None


def as_json(result: Mapping[str, Any]) -> str:
    """Write a result as JSON, a line per part, and a line per tender or part of the stability."""
    parts = []
    for key, value in result.items():
        text = json.dumps(value, ensure_ascii=False)
        if key in ("tenders", "stability"):
            lines = (
                f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(held, ensure_ascii=False)}"
                for name, held in value.items()
            )
            text = "{\n" + ",\n".join(lines) + "\n  }"
        parts.append(f"  {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}"


def as_table(case: Case, result: Mapping[str, Any]) -> str:
    """Write a result for people: the ranking, the points of each leaf, and what the order hangs on."""
    blocks = [_heading(case), _ranking(case, result), *_points(case, result), *_notes(case, result)]
    if "stability" in result:
        from veien.command.stability_words import told  # here, so that nobody else pays for it

        blocks += told(case, result)
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
        rows.append([rank, name_of(tender), name_of(offer.name), price, figure])
    return table(rows, numbers=(0, 3, 4))


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
        rows = [["Points", *map(name_of, some)]]
        for leaf in shown_leaves:
            points = (result["tenders"][tender]["points"][leaf.id] for tender in some)
            rows.append([name_of(leaf.title or leaf.id), *points])
        tables.append(table(rows, numbers=range(1, len(some) + 1)))
    return tables


def _notes(case: Case, result: Mapping[str, Any]) -> list[str]:
    notes = [f"Level: {', '.join(map(name_of, tie))} share a rank." for tie in result["ties"]]
    for tender, reason in result["rejected"].items():
        notes.append(f"Rejected: {name_of(tender)}: {''.join(c if c.isprintable() else ' ' for c in reason)}")
    for pair in result["pairs"]:
        notes.append(
            f"If the lowest price were under {pair['critical_lowest_price']} {shown(case.currency)}, "
            f"{name_of(pair['below_it'])} would lead among {name_of(pair['first'])} and {name_of(pair['second'])}."
        )
    for gone in result["without"]:
        if gone["reversal"]:
            order = ", ".join(map(name_of, gone["order"]))
            notes.append(f"Without {name_of(gone['removed'])} the others would stand otherwise: {order}.")
    for tender, money in (result["money_per_quality_point"] or {}).items():
        if money is not None:
            what = f"One quality point is worth {money} {shown(case.currency)} to {name_of(tender)}"
            notes.append(f"{what}, at its own price.")
    weights = result["effective_weights"] or {}
    acting = ", ".join(f"{name_of(leaf)} {weight}" for leaf, weight in weights.items())
    return ["\n".join(notes), f"Weights as they act: {acting}." if acting else ""]
