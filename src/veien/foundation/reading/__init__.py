"""Strict reading of JSON and YAML: what is read is what is written, or it is refused with the place.

Nothing is guessed: no anchors, tags or merge keys, no key twice, no ``NO`` that becomes false, no float.
"""

from __future__ import annotations

import json
from typing import Any

from veien.foundation.faults import BadDocument, Fault, path_of, shown
from veien.foundation.reading.json_text import read_json
from veien.foundation.reading.limits import empty
from veien.foundation.reading.scalars import Scalars
from veien.foundation.reading.yaml_text import NotYaml, read_yaml

__all__ = ["BadDocument", "Fault", "path_of", "read_document", "shown"]


def read_document(
    data: bytes,
    *,
    name: str,
    most_bytes: int = 20_000_000,
    unquoted_decimals: bool = False,
    dates: bool = False,
) -> Any:
    """Read one JSON or YAML document into plain dicts, lists, strings, whole numbers, booleans and None.

    ``unquoted_decimals`` lets ``0.5`` through as a ``Decimal``; ``dates`` lets a plain ISO date in
    YAML through as a ``date``. ``name`` is what the reader calls the file, used where the whole is wrong.

    Raises: BadDocument with every fault found, each with its place.
    """
    text = _text_of(data, name=name, most_bytes=most_bytes)
    scalars = Scalars(unquoted_decimals=unquoted_decimals, dates=dates)
    if text.lstrip()[:1] not in ("{", "["):
        return read_yaml(text, scalars, name)
    try:
        return read_json(text, scalars, name)
    except json.JSONDecodeError as error:
        json_fault = Fault(
            f"line {error.lineno}, column {error.colno}",
            f"This is not valid JSON: {error.msg}.",
            "Mend the text there, or write the file as YAML.",
        )
    try:
        return read_yaml(text, scalars, name)
    except NotYaml:
        raise BadDocument([json_fault]) from None


def _text_of(data: bytes, *, name: str, most_bytes: int) -> str:
    if len(data) > most_bytes:
        raise BadDocument(
            [Fault(name, f"The file is larger than {most_bytes} bytes.", "Split it or make it smaller.")]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadDocument(
            [Fault(f"line {line}", "The text is not UTF-8.", "Save the file with the encoding UTF-8.")]
        ) from None
    if not text.strip():
        raise empty(name)
    return text
