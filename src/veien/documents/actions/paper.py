"""What a document is written on: the version it bears, and the Word template of the organisation it comes from.

Whoever lets a document be made opens ``on_paper`` around it; the room that makes it need not know of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """The version that stands on the last page, and the template as bytes; None for Veien's own look."""

    version: str = ""
    template: bytes | None = None


_PLAIN = Paper()
_here: ContextVar[Paper] = ContextVar("veien_paper", default=_PLAIN)


@contextmanager
def on_paper(*, version: str = "", template: bytes | None = None) -> Iterator[None]:
    """Let every document that is made inside bear a version and be written on a template."""
    token = _here.set(Paper(version, template))
    try:
        yield
    finally:
        _here.reset(token)


def paper() -> Paper:
    """Give what documents are written on here."""
    return _here.get()
