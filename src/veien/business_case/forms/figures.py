"""Figures as people type them, read exactly or refused; shares are typed in percent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from veien.documents.rules.numbers import NotExact, number_from_text


def read_figure(typed: str, *, small: bool = False) -> Decimal:
    """Read a figure; a ``small`` one is never above a thousand, so that its mark is one of decimals.

    Raises: ValidationError for what is no number, or two.
    """
    try:
        return number_from_text(typed)
    except NotExact as problem:
        if problem.code != "ambiguous_number":
            said = _("“%(figure)s” is no number.")
            raise ValidationError(said, code="invalid", params={"figure": typed}) from None
    if small:
        return Decimal(typed.strip().replace(",", "."))
    raise ValidationError(
        _("%(figure)s can be read in two ways. Leave out the mark between thousands."),
        code="ambiguous",
        params={"figure": typed},
    )


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


def typed_percent(share: Decimal | None) -> str:
    """Write a share of one for an input, in percent."""
    return "" if share is None else typed_figure(share.scaleb(2))


class Figure(forms.DecimalField):
    """A decimal figure: ``1 234,5`` and ``1,234.50`` are read, and what can be read in two ways is refused."""

    is_small = False

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        more.setdefault("required", False)
        super().__init__(**more)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what was typed.

        Raises: ValidationError for what is no number, or two.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        return read_figure(str(value), small=self.is_small)

    def prepare_value(self, value: Any) -> Any:
        """Write a figure as the reader's language types it."""
        return typed_figure(value) if isinstance(value, Decimal) else value


class Percent(forms.CharField):
    """A share of one, typed in percent: ``75`` is 0.75. Empty is the usual share."""

    def __init__(self, *, usual: Decimal | None = None, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        more.setdefault("required", False)
        self._usual = usual
        super().__init__(max_length=40, **more)

    def clean(self, value: Any) -> Any:
        """Give the share.

        Raises: ValidationError for what is no number, or has more decimals than are kept.
        """
        typed = str(super().clean(value)).replace("%", "").strip()
        if not typed:
            return self._usual
        share = read_figure(typed, small=True).scaleb(-2)
        if share != round(share, 10) or abs(share) >= 10**6:
            raise ValidationError(_("Write a smaller figure, with at most eight decimals."), code="digits")
        return share

    def prepare_value(self, value: Any) -> Any:
        """Write a share in percent."""
        return typed_percent(value) if isinstance(value, Decimal) else value
