"""Keeping files, and taking them away. The bytes are written before the row, so a row never points at nothing."""

from __future__ import annotations

import hashlib
from io import BytesIO

from django.core.files.storage import default_storage
from django.db import transaction
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


def forget(file: StoredFile) -> None:
    """Take a file away for good; a part of a use case, whose log entry names the digest.

    The bytes go too, once the use case stands, unless the same content is kept under another name.
    Raises: ProtectedError while something still points at the file.
    """
    digest = file.sha256
    file.delete()
    transaction.on_commit(lambda: _erase_unused(digest))


def _erase_unused(digest: str) -> None:
    if not StoredFile.objects.filter(sha256=digest).exists():
        default_storage.delete(path_of(digest))
