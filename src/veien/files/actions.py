"""Keeping files. The bytes are written before the row, so a row never points at nothing."""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from veien.files.models import StoredFile
from veien.files.rules import MOST_BYTES, safe_name
from veien.foundation import clock
from veien.foundation.errors import Refused


class CannotKeep(Refused):
    """The file cannot be kept; the message says why."""


def keep(data: bytes, *, name: str, content_type: str) -> StoredFile:
    """Keep a file; a part of a use case, whose log entry names the digest.

    Raises: CannotKeep if it is empty or larger than ``MOST_BYTES``.
    """
    if not data:
        raise CannotKeep(_("The file is empty."), field="file")
    if len(data) > MOST_BYTES:
        raise CannotKeep(
            _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024}, field="file"
        )
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not default_storage.exists(path):
        default_storage.save(path, BytesIO(data))
    return StoredFile.objects.create(
        name=safe_name(name), content_type=content_type, size=len(data), sha256=digest, stored_at=clock.now()
    )


def path_of(digest: str) -> str:
    """Give the place of a content in the storage."""
    return f"{digest[:2]}/{digest}"
