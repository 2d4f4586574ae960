"""Figures as people type them, read exactly or refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from veien.documents.rules.numbers import NotExact, number_from_text

_SMALL = 1000


class Figure(forms.DecimalField):
    """A decimal figure: ``1 234,5`` and ``1,234.50`` are read, and what can be read in two ways is refused."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**more)
        self._largest: Decimal | int | None = more.get("max_value")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed.

        Raises: ValidationError for what is no number, or two.
        """
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        typed = str(value)
        try:
            return number_from_text(typed)
        except NotExact as problem:
            if problem.code != "ambiguous_number":
                raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if self._largest is not None and self._largest < _SMALL:  # too small for a mark between thousands
            return Decimal(typed.strip().replace(",", "."))
        raise ValidationError(
            _("%(figure)s can be read in two ways. Leave out the mark between thousands."),
            code="ambiguous",
            params={"figure": typed},
        )

    def prepare_value(self, value: Any) -> Any:
        """Write a figure as the reader's language types it."""
        return typed_figure(value) if isinstance(value, Decimal) else value


def typed_figure(value: Decimal | None) -> str:
    """Write a figure for an input: no mark between thousands, and never so that it can be read in two ways."""
    if value is None:
        return ""
    whole, _point, decimals = format(value, "f").partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return whole
    if len(decimals) == 3:  # "1,234" would be asked back
        decimals += "0"
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{decimals}"


def share_of(percent: Decimal | None) -> Decimal | None:
    """Turn percent into a share of one, exactly."""
    return None if percent is None else percent.scaleb(-2)


def percent_figure(share: Decimal | None) -> Decimal | None:
    """Turn a share of one into percent, exactly."""
    return None if share is None else share.scaleb(2)
