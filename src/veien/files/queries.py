"""Reading stored files."""

from __future__ import annotations

import hashlib

from django.core.files.storage import default_storage
from django.http import HttpResponse

from veien.files.models import StoredFile

__all__ = ["Damaged", "StoredFile", "content_of", "download"]


class Damaged(RuntimeError):
    """The bytes on the disk are not those that were kept."""


def content_of(file: StoredFile) -> bytes:
    """Give a file's bytes.

    Raises: Damaged if they no longer have the digest under which they were kept.
    """
    with default_storage.open(f"{file.sha256[:2]}/{file.sha256}") as handle:
        data: bytes = handle.read()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Damaged(f"{file.name}: the stored bytes have changed.")
    return data


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Answer with a file that the browser saves and never runs."""
    return HttpResponse(
        data,
        content_type=content_type,
        headers={
            "Content-Disposition": _disposition(name),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _disposition(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, name) or "attachment"
