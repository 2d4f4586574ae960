"""Building workbooks in the language of the one who will fill them in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents.rules import Sheet, Words, write_workbook


def build_workbook(
    sheets: Sequence[Sheet],
    *,
    at: datetime,
    title: str = "",
    author: str = "Veien",
    language: str | None = None,
) -> bytes:
    """Write sheets as one Excel workbook.

    Shape: the same sheets, time and language give the same bytes; without ``language``, the active one.
    Raises: CannotBuild if a value does not fit its column.
    """
    with translation.override(language or translation.get_language()):
        words = Words(
            wrong_title=_("Not possible"),
            wrong_choice=_("Choose from the list."),
            wrong_number=_("Write a number within what is possible here."),
            wrong_date=_("Write a date, such as 2026-03-31."),
            too_long=_("The text is too long for this cell."),
        )
        return write_workbook(sheets, at=at, title=title or str(sheets[0].title), author=author, words=words)
