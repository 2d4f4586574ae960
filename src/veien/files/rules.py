"""What a file may be called and how big it may be. Pure."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 50 * 1024 * 1024
"""The largest file that a person may attach, in bytes."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def safe_name(name: str, *, fallback: str = "file") -> str:
    """Give a file name that can stand in a header and on a disk, as close to the given one as possible.

    Shape: at most 150 characters, no path, no control characters, the ending kept.
    """
    plain = _UNSAFE.sub(" ", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1]))
    plain = " ".join(plain.split()).strip(". ")
    if not plain:
        return fallback
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        return plain[:150]
    return f"{stem[: 149 - len(ending)].rstrip()}.{ending}"
