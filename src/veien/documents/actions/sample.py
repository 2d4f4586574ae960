"""A page of samples: every kind of block, written on a template, so that its look can be judged before it is used."""

from __future__ import annotations

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents.actions.paper import on_paper
from veien.documents.actions.word import build_report_docx
from veien.documents.rules import (
    Bar,
    Bars,
    Bullets,
    Callout,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Table,
)
from veien.foundation import clock


def sample_on(template: bytes | None, *, language: str, name: str) -> bytes:
    """Write the page of samples on a template, or in Veien's own look."""
    with translation.override(language), on_paper(version="1", template=template):
        return build_report_docx(_sample(language, name), at=clock.now())


def _sample(language: str, name: str) -> Report:
    blocks = (
        Paragraph(
            _("Running text looks like this. It stands here to show the size, the margins and the lines.")
        ),
        Bullets((_("A list with dots"), _("of two items"))),
        Bullets((_("A list with numbers"), _("of two items")), numbered=True),
        Callout(_("A note"), _("Some words are set off from the rest."), "info"),
        KeyFigures((KeyFigure(_("A figure"), "38", _("with a note")), KeyFigure(_("Another"), "8"))),
    )
    table = Table((_("What"), _("Figure")), ((_("First"), "1"), (_("Second"), "2")), (1,), _("A table"))
    bars = Bars(
        (Bar(_("First"), (Decimal(1),), "1"), Bar(_("Second"), (Decimal(2),), "2")),
        _("A chart"),
        _("A chart"),
    )
    return Report(
        title=_("Sample"),
        subtitle=name,
        language=language,
        sections=(
            Section(_("A heading"), blocks),
            Section(_("A heading below it"), (table, bars), level=2),
        ),
        is_example=True,
    )
