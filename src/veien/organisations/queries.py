"""Reading organisations."""

from __future__ import annotations

from veien.organisations.models import Organisation

__all__ = ["Organisation"]
