"""How figures are kept short without changing them. Pure."""

from __future__ import annotations

from decimal import Context, Decimal

_WIDE = Context(prec=200)


def tidy(figure: Decimal) -> Decimal:
    """Give the same figure without trailing zeros and without an exponent."""
    short = figure.normalize(_WIDE)
    return short.quantize(Decimal(1), context=_WIDE) if short == short.to_integral_value() else short


def cut(figure: Decimal, places: int) -> Decimal:
    """Round a figure for show, half to even, and leave out trailing zeros."""
    return tidy(figure.quantize(Decimal(1).scaleb(-places), context=_WIDE))
