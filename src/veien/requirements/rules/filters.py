"""What a list of requirements is narrowed to. Pure, so that å and Å are one letter on every database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

WITHOUT_NEED = "none"
"""The value of ``need`` that finds requirements with no need."""


class Row(Protocol):
    """What a filter looks at in a requirement."""

    @property
    def ref(self) -> str:
        """The reference."""

    @property
    def title(self) -> str:
        """The title."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def evidence(self) -> str:
        """The evidence asked for."""

    @property
    def obligation(self) -> str:
        """Must or should."""

    @property
    def kind(self) -> str:
        """How open it is."""

    @property
    def category(self) -> str:
        """What it is about."""

    @property
    def answer(self) -> str:
        """How it is answered."""

    @property
    def section_id(self) -> int:
        """The key of its section."""

    @property
    def need_ids(self) -> Collection[int]:
        """The keys of its needs."""


@dataclass(frozen=True)
class RequirementFilter:
    """What a list is narrowed to; empty fields narrow nothing.

    ``section`` and ``need`` are keys; ``without_need`` finds requirements that answer none.
    """

    q: str = ""
    section: int | None = None
    obligation: str = ""
    kind: str = ""
    category: str = ""
    answer: str = ""
    need: int | None = None
    without_need: bool = False

    @property
    def is_on(self) -> bool:
        """Say whether anything is narrowed."""
        return self != RequirementFilter()

    def lets_through(self, row: Row) -> bool:
        """Say whether a requirement is let through; every word of ``q`` must be found somewhere in it."""
        if self.section is not None and row.section_id != self.section:
            return False
        for field in ("obligation", "kind", "category", "answer"):
            wanted = getattr(self, field)
            if wanted and getattr(row, field) != wanted:
                return False
        if self.need is not None and self.need not in row.need_ids:
            return False
        if self.without_need and row.need_ids:
            return False
        return not self.q or self._says(row)

    def _says(self, row: Row) -> bool:
        whole = "\n".join((row.ref, row.title, row.text, row.evidence)).casefold()
        return all(word in whole for word in self.q.casefold().split())
