"""Reading organisations."""

from __future__ import annotations

from django.db.models import QuerySet

from veien.organisations.models import Organisation

__all__ = ["Organisation", "buyers", "organisations"]


def organisations(*, text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Give organisations by name; ``text`` is sought in name and number."""
    rows = Organisation.objects.order_by("name", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    if text.strip():
        bare = "".join(text.split())
        rows = rows.filter(name__icontains=text.strip()) | rows.filter(number__startswith=bare)
    return rows


def buyers() -> QuerySet[Organisation]:
    """Give municipalities and other public buyers by name."""
    return Organisation.objects.exclude(kind=Organisation.Kind.SUPPLIER).order_by("name", "pk")
