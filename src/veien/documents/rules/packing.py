"""How the zip archive around a document is packed so that the same content gives the same bytes. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

_ALWAYS_AT = (1980, 1, 1, 0, 0, 0)


def repacked(data: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Pack an archive anew, every part dated the same and first changed by ``change(name, content)``."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in source.namelist():
            content = source.read(name)
            part = zipfile.ZipInfo(name, _ALWAYS_AT)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            packed.writestr(part, change(name, content) if change else content)
    return target.getvalue()
