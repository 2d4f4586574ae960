"""What the tests of this room share: a small road as a document, and the check with the names that ship."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from veien.foundation.faults import BadDocument
from veien.foundation.reading import read_document
from veien.methods import queries
from veien.methods.rules import Pack, check_pack

ROADS = Path(__file__).parent / "roads"
SMALL = ROADS / "small-road" / "1.0.0.yaml"
OWN = ROADS / "own-road" / "1.0.0.yaml"


def document(path: Path = SMALL) -> Any:
    """Give one of the roads as a document of one's own, so that a test may spoil it."""
    return deepcopy(_read(path))


@cache
def _read(path: Path) -> Any:
    return read_document(path.read_bytes(), name=path.name, dates=True)


def checked(value: Any, base: Pack | None = None) -> Pack:
    """Check a document with the tools, conditions and roles that ship."""
    return check_pack(
        value, tools=queries.tools(), predicates=queries.predicates(), roles=queries.roles(), base=base
    )


def faults_of(value: Any, base: Pack | None = None) -> list[str]:
    """Give the faults of a document as lines, none if it has none."""
    try:
        checked(value, base)
    except BadDocument as error:
        return [fault.line() for fault in error.faults]
    return []


def put(value: Any, way: str, new: Any) -> Any:
    """Set what stands at the end of a way such as ``phases.0.stations.1.title``; ``...`` takes it away."""
    *steps, last = [int(step) if step.isdigit() else step for step in way.split(".")]
    place = value
    for step in steps:
        place = place[step]
    if new is ...:
        del place[last]
    else:
        place[last] = new
    return value
