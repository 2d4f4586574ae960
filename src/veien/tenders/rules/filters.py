"""Which answers a reader wants to see. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerFilter:
    """A wish from the filter form. ``state`` is ``open``, ``answered`` or empty."""

    text: str = ""
    obligation: str = ""
    section: int | None = None
    state: str = ""

    @property
    def is_on(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.text.strip() or self.obligation or self.section or self.state)

    def lets_through(self, *, obligation: str, section: int, texts: tuple[str, ...], is_open: bool) -> bool:
        """Tell whether one answer is wanted; every word must stand in one of the texts."""
        if self.obligation and obligation != self.obligation:
            return False
        if self.section and section != self.section:
            return False
        if self.state and is_open != (self.state == "open"):
            return False
        if not self.text.strip():
            return True
        whole = "\n".join(texts).casefold()
        return all(word in whole for word in self.text.casefold().split())
