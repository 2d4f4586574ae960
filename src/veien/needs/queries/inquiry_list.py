"""The list of inquiries as a workbook. The notes stay where they are."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Column, Sheet
from veien.foundation import clock
from veien.needs.models import Inquiry
from veien.needs.queries.inquiries import InquiryRow


def list_as_workbook(rows: list[InquiryRow]) -> bytes:
    """Write a list of inquiries as a workbook, in the reader's language."""
    consents = dict(Inquiry.Consent.choices)
    columns = (
        Column("ref", _("Number"), kind="readonly", width=10),
        Column("kind", _("Kind"), width=16),
        Column("title", _("What it was about"), width=44),
        Column("held_on", _("When"), kind="date", width=14),
        Column("with_whom", _("With whom (roles, no names)"), width=36),
        Column("people", _("How many took part"), kind="number", decimals=0, width=14),
        Column("place", _("Where"), width=24),
        Column("consent", _("Consent"), width=24),
        Column("needs", _("Needs"), kind="number", decimals=0, width=10),
    )
    sheet = Sheet(
        name=_("Inquiries"),
        title=_("Conversations and observations"),
        columns=columns,
        rows=[
            {
                "ref": each.ref,
                "kind": each.kind_name,
                "title": each.title,
                "held_on": each.held_on,
                "with_whom": each.with_whom,
                "people": None if each.people is None else Decimal(each.people),
                "place": each.place,
                "consent": str(consents[each.consent]),
                "needs": Decimal(each.needs),
            }
            for each in rows
        ],
    )
    return documents.build_workbook([sheet], at=clock.now())
