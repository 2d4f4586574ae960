"""One way of writing a value as bytes, so that the same content always has the same digest."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


def canonical_json(value: Any) -> str:
    """Write a value as JSON with sorted keys and no spaces.

    Units: decimals become strings (no float ever), dates and times ISO 8601, UUIDs their usual form.
    Raises: TypeError for anything else JSON does not know, floats included.
    """
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def plain(value: Any) -> Any:
    """Turn a value into what JSON can hold.

    Raises: TypeError for a float or an unknown type: neither has one certain spelling.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def digest_of(value: Any) -> str:
    """Give the SHA-256 of a value's canonical JSON, in hex."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
