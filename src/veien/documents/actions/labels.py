"""The words that stand in every report and on every set of slides, in its own language."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.foundation.clock import OSLO


def labels_in(language: str) -> dict[str, str]:
    """Give the words of the frame of a report."""
    with translation.override(language):
        return {
            "example": _("Example data"),
            "example_text": _("This report shows example data. Names, answers and figures may be invented."),
            "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            "contents": _("Contents"),
            "made": _("Made"),
            "version": _("Version"),
            "program": _("Program"),
            "version_heading": _("Version and digest"),
            "digest_text": _(
                "A file cannot hold its own digest. The one below (SHA-256) is computed from the content that this "
                "document was made from: two documents with the same digest say the same. The digest of the file "
                "itself stands in Veien, beside its version."
            ),
            "slides_digest_text": _(
                "The digest below (SHA-256) is computed from everything these slides say. "
                "Two sets of slides with the same digest have the same content."
            ),
        }


def moment_in(language: str, at: datetime) -> str:
    """Write a time as people write it, on the clock of the buyers."""
    with translation.override(language):
        return date_format(at.astimezone(OSLO), "DATETIME_FORMAT")
