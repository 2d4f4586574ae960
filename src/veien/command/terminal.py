"""What commands that take FILE share: reading it, writing UTF-8, JSON by the line, tables, whole numbers of flags."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Sequence
from typing import Any

from veien.foundation.faults import BadDocument, Fault, shown

DONE = 0
WRONG_INPUT = 2
MOST_BYTES = 20_000_000
LONGEST_NAME = 40
_WHOLE = re.compile(r"[0-9]{1,30}", re.ASCII)

Row = Sequence[str]


def bytes_of(file: str) -> bytes:
    """Read a file, or standard input where it is called ``-``; one byte more than is taken shows a file too large.

    Raises: BadDocument if it cannot be read.
    """
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with open(file, "rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no such name"
        what = f"The file cannot be read: {reason}."
        raise BadDocument([Fault(shown(file), what, "Name a file that can be read.")]) from None


def write(stream: Any, text: str) -> None:
    """Write UTF-8 whatever the terminal is said to be: names hold letters that ASCII does not."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")
    stream.write(f"{text}\n")


def refuse(error: BadDocument) -> int:
    """Write a line per fault on standard error, and give the exit status for wrong input."""
    write(sys.stderr, "\n".join(fault.line() for fault in error.faults))
    return WRONG_INPUT


def whole_number(text: str, *, flag: str, least: int, most: int) -> int:
    """Read the whole number that stands after a flag.

    Raises: BadDocument if it is none, or lies outside its bounds.
    """
    if _WHOLE.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    mend = f"Write a whole number from {least} to {most}."
    raise BadDocument([Fault(flag, f"{shown(text) or 'An empty text'} cannot be used here.", mend)])


def json_text(value: Any, *, levels: int, indent: str = "") -> str:
    """Write JSON with a line per key down to some levels, and the rest on one line."""
    if levels == 0 or not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = f"{indent}  "
    lines = (
        f"{inner}{json.dumps(key, ensure_ascii=False)}: {json_text(held, levels=levels - 1, indent=inner)}"
        for key, held in value.items()
    )
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def name_of(text: str) -> str:
    """Show a name so that it fits a column and cannot write to the terminal."""
    clean = shown(text)
    return clean if len(clean) <= LONGEST_NAME else f"{clean[: LONGEST_NAME - 3]}..."


def table(rows: Sequence[Row], *, numbers: Collection[int]) -> str:
    """Lay rows out in columns under the first of them; ``numbers`` are the columns that stand to the right."""
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


def money(figure: str) -> str:
    """Write an amount for people: two decimals, halves up, and a space between thousands."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    exact = Decimal(figure)
    context = Context(prec=max(28, exact.adjusted() + 5), rounding=ROUND_HALF_UP)
    return f"{exact.quantize(Decimal('0.01'), context=context):,}".replace(",", " ")


def percent(figure: str | None) -> str:
    """Write a share as a percentage with two decimals; a dash where there is none."""
    if figure is None:
        return "-"
    from decimal import Decimal

    return f"{money(str(100 * Decimal(figure)))} %"
