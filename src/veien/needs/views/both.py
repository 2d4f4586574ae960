"""What stands now beside what was written, for a writer whom somebody else overtook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Both:
    """One word as it stands and as it was written meanwhile."""

    label: str
    theirs: str
    mine: str


def both_of(
    stands: Mapping[str, object],
    written: Mapping[str, object],
    *,
    labels: Mapping[str, Any],
    shown: Callable[[str, object], str],
) -> list[Both]:
    """Give the words that differ, in the order of ``labels``."""
    return [
        Both(str(label), shown(key, stands[key]), shown(key, written[key]))
        for key, label in labels.items()
        if key in written and key in stands and stands[key] != written[key]
    ]
