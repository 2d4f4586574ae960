"""``veien log verify``: checks the log of one procurement, from the database or from an exported file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from veien.audit import rules
from veien.audit.rules import Stored, Verdict, stored_from
from veien.foundation.faults import BadDocument, Fault
from veien.foundation.reading import read_document

DONE = 0
WRONG_INPUT = 2
CHANGED = 3
MOST_BYTES = 500_000_000


def run(arguments: Sequence[str]) -> int:
    """Carry out ``veien log verify``; 0 intact, 2 the input is wrong, 3 the log has been changed."""
    parser = argparse.ArgumentParser(prog="veien log", description="The log of a procurement.")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find any edit, deletion, insertion or new order")
    verify.add_argument("procurement", metavar="PROCUREMENT", help="its public id, an exported file, or -")
    verify.add_argument("--json", action="store_true", help="write the verdict as JSON")
    chosen = parser.parse_args(arguments)
    try:
        verdict = _verdict(chosen.procurement)
    except BadDocument as error:
        for fault in error.faults:
            print(fault.line(), file=sys.stderr)
        return WRONG_INPUT
    if chosen.json:
        print(json.dumps(verdict.as_document(), ensure_ascii=False, indent=2))
    else:
        _tell(verdict)
    return DONE if verdict.intact else CHANGED


def _verdict(asked: str) -> Verdict:
    if asked != "-" and not Path(asked).is_file():
        return _from_database(asked)
    data = sys.stdin.buffer.read() if asked == "-" else Path(asked).read_bytes()
    document = read_document(data, name=asked, most_bytes=MOST_BYTES)
    entries = document.get("entries") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise BadDocument(
            [Fault(asked, "it is not an exported log", "download it from the log page of Veien")]
        )
    count, head = document.get("count"), document.get("head")
    return rules.verify(
        _stored(entries),
        expected_head=head if isinstance(head, str) else None,
        expected_count=count if isinstance(count, int) else None,
    )


def _stored(entries: list[Any]) -> list[Stored]:
    found = []
    for number, each in enumerate(entries):
        try:
            found.append(stored_from(each))
        except (KeyError, TypeError) as problem:
            where = f"entries[{number}]"
            raise BadDocument(
                [Fault(where, f"{problem} is missing or wrong", "export the log again")]
            ) from problem
    return found


def _from_database(asked: str) -> Verdict:
    try:
        chain = UUID(asked)
    except ValueError as problem:
        mend = "give the public id from the address of the procurement, or an exported file"
        raise BadDocument([Fault(asked, "it is neither a file nor an id", mend)]) from problem
    from veien.command.migrate import load_django

    load_django()
    from django.core.exceptions import ObjectDoesNotExist

    from veien.audit.queries import verify_chain

    try:
        return verify_chain(chain)
    except ObjectDoesNotExist as problem:
        raise BadDocument([Fault(asked, "nothing is logged under this id", "check the id")]) from problem


def _tell(verdict: Verdict) -> None:
    print(f"{verdict.entries} entries, {verdict.first or '-'} to {verdict.last or '-'}")
    print(f"head {verdict.head}")
    for each in verdict.breaks:
        print(f"entry {each.number}: {each.kind}. {each.what}")
    print("The chain is intact." if verdict.intact else "The chain is broken.")
