"""``veien share``: a cost shared by a key, to the last hundredth, without an account, a database or Django."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from veien.business_case.rules import ShareCase, check_share, share
from veien.command.terminal import (
    DONE,
    MOST_BYTES,
    bytes_of,
    json_text,
    money,
    name_of,
    percent,
    refuse,
    table,
    write,
)
from veien.foundation.faults import BadDocument
from veien.foundation.reading import read_document


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien share ...`` and give the exit status: 0 done, 2 the input is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        document = read_document(bytes_of(chosen.file), name=chosen.file, most_bytes=MOST_BYTES)
        case = check_share(document)
    except BadDocument as error:
        return refuse(error)
    result = share(case)
    write(sys.stdout, json_text(result, levels=2) if chosen.json else as_table(case, result))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veien share",
        description="Share a cost by a key: a part equally, the rest by figures such as inhabitants.",
        formatter_class=lambda prog: argparse.HelpFormatter(prog, width=100),
    )
    parser.add_argument(
        "file", metavar="FILE", help="the amount and the key, as YAML or JSON; - reads standard input"
    )
    parser.add_argument("--json", action="store_true", help="write the result as JSON")
    return parser


def as_table(case: ShareCase, result: Mapping[str, Any]) -> str:
    """Write a result for people: what each member pays."""
    rows = [["Member", "Figure", "Pays"]]
    for member, amount in result["shares"].items():
        rows.append([name_of(member), format(case.key.by[member], "f"), money(amount)])
    rows.append(["Together", "", money(str(case.total))])
    fixed = f"{percent(str(case.key.fixed_share))} is split equally, the rest by the figures."
    return f"{table(rows, numbers=(1, 2))}\n\n{fixed}"
