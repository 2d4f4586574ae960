"""A checked pack as the document it stands for, written in one way whatever file it was read from."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from veien.methods.rules.pack import FrameName, Pack
from veien.methods.rules.words import Words


def as_document(pack: Pack) -> dict[str, Any]:
    """Write a pack as a whole document, what it extends included, without keys that hold nothing.

    Shape: check_pack(as_document(pack)) gives the same pack, but for ``extends``.
    """
    document = {"pack": pack.id, **_mapping(pack)}
    del document["id"]
    document.pop("extends", None)
    return document


def _mapping(item: Any) -> dict[str, Any]:
    found = {field.name: getattr(item, field.name) for field in fields(item)}
    return {key: _plain(value) for key, value in found.items() if value not in ("", (), None, False)}


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return dict(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], FrameName):
            return {name.frame: dict(name.title) for name in value}
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int):
        return value
    return _mapping(value)
