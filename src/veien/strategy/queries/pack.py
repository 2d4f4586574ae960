"""Reads the packs that the strategy's pages are filled with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from veien.foundation.reading import read_document
from veien.strategy.rules.pack import SERVICES, Service, StrategyPack, pack_of

PACKS = Path(__file__).resolve().parents[2] / "packs" / "strategy"


@cache
def pack() -> StrategyPack:
    """Give the points, services, agreements and checks that ship with the program."""
    return pack_of(_document("strategy"), _document("qualification"))


@cache
def services() -> tuple[Service, ...]:
    """Give the eight services in the order in which people meet them."""
    found = {each.id: each for each in pack().services}
    return tuple(found[key] for key in SERVICES)


def _document(name: str) -> Any:
    file = PACKS / f"{name}.yaml"
    return read_document(file.read_bytes(), name=file.name)
