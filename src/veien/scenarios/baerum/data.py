"""Reads the scenario's data files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from veien.foundation.reading import read_document

HERE = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """Give one data file of the scenario.

    Raises: BadDocument if the file has been spoilt.
    """
    path = HERE / f"{name}.yaml"
    return read_document(path.read_bytes(), name=path.name, dates=True)
