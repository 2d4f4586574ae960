"""``veien business-case``: what alternatives cost and give, from a file, without an account, a database or Django."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from veien import __version__
from veien.business_case.rules import DEFAULT_SEED, MOST_SAMPLES, MOST_SEED, check_case, reckon
from veien.command.business_case_table import as_table
from veien.command.terminal import DONE, MOST_BYTES, bytes_of, json_text, refuse, whole_number, write
from veien.foundation.faults import BadDocument, Fault
from veien.foundation.reading import read_document


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien business-case ...`` and give the exit status: 0 done, 2 the input is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        samples, seed = _draws(chosen)
        document = read_document(bytes_of(chosen.file), name=chosen.file, most_bytes=MOST_BYTES)
        case = check_case(document)
    except BadDocument as error:
        return refuse(error)
    result = reckon(case, engine=f"veien {__version__}", samples=samples, seed=seed)
    write(sys.stdout, as_json(result) if chosen.json else as_table(case, result))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veien business-case",
        description="Compare alternatives with today's practice: costs and benefits year by year.",
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
    )
    parser.add_argument("file", metavar="FILE", help="the case, as YAML or JSON; - reads standard input")
    parser.add_argument("--json", action="store_true", help="write the result as JSON")
    parser.add_argument("--simulate", metavar="N", help="draw the uncertain lines N times")
    parser.add_argument("--seed", metavar="N", help=f"with --simulate: where drawing begins ({DEFAULT_SEED})")
    return parser


def _draws(chosen: argparse.Namespace) -> tuple[int | None, int]:
    """Read how often to draw, and the seed; None where nothing is drawn."""
    if chosen.simulate is None:
        if chosen.seed is not None:
            what = "A seed is of use only where something is drawn."
            raise BadDocument([Fault("--seed", what, "Add --simulate, or leave the flag out.")])
        return None, DEFAULT_SEED
    samples = whole_number(chosen.simulate, flag="--simulate", least=1, most=MOST_SAMPLES)
    seed = str(DEFAULT_SEED) if chosen.seed is None else chosen.seed
    return samples, whole_number(seed, flag="--seed", least=0, most=MOST_SEED)


def as_json(result: Mapping[str, Any]) -> str:
    """Write a result as JSON, a line per alternative and part."""
    return json_text(result, levels=4)
