"""Amounts as people type them, read exactly or refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from veien.documents.rules.numbers import NotExact, number_from_text


def read_amount(typed: str) -> Decimal:
    """Read an amount: ``1 234,50``, ``1.234,50`` and ``1,234.50`` are the same.

    Raises: ValidationError for what is no number, or two.
    """
    try:
        return number_from_text(typed)
    except NotExact as problem:
        if problem.code == "ambiguous_number":
            said = _("%(figure)s can be read in two ways. Leave out the mark between thousands.")
        else:
            said = _("“%(figure)s” is no number.")
        raise ValidationError(said, code=problem.code, params={"figure": typed}) from None


def typed_amount(value: Decimal | None) -> str:
    """Write an amount for an input: no mark between thousands, so that it is never read in two ways."""
    if value is None:
        return ""
    whole, _point, decimals = format(value, "f").partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return whole
    if len(decimals) == 3:  # "1,234" would be asked back
        decimals += "0"
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{decimals}"


class Amount(forms.DecimalField):
    """An amount of money, typed with or without marks between thousands."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**more)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed.

        Raises: ValidationError for what is no number, or two.
        """
        if value in self.empty_values:
            return None
        return value if isinstance(value, Decimal) else read_amount(str(value))

    def prepare_value(self, value: Any) -> Any:
        """Write an amount as the reader's language types it."""
        return typed_amount(value) if isinstance(value, Decimal) else value
