"""Whether an uploaded file is a plain workbook that may be unpacked at all. Pure.

An ``.xlsx`` file is a zip archive. Its directory is read first; what it claims is held against limits before
anything is inflated, so that a small file cannot become a large one in memory.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from veien.documents.rules.problems import Problem, UnfitWorkbook

MOST_BYTES = 10 * 1024 * 1024
"""The largest workbook that is read, in bytes as uploaded."""

MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_RATIO = 200
_RATIO_COUNTS_FROM = 1024 * 1024  # A few kilobytes of spaces pack well in honest files too.

_LARGEST_LIST_OF_TYPES = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_DIRECTORY = b"PK\x05\x06"
_WORKBOOK = b"spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"macroenabled"
_ACTIVE_PARTS = {
    "vbaproject": "macros",
    "macrosheets/": "macros",
    "activex/": "active_content",
    "embeddings/": "active_content",
    "externallinks/": "external_links",
    "connections.xml": "external_links",
    "querytables/": "external_links",
}


def check_archive(data: bytes) -> None:
    """See that a file is an ``.xlsx`` workbook without active content and of a size that can be read.

    Raises: UnfitWorkbook with the first reason found.
    """
    if not data:
        raise UnfitWorkbook(Problem("empty_file"))
    if len(data) > MOST_BYTES:
        raise UnfitWorkbook(Problem("file_too_large", params={"megabytes": MOST_BYTES // 1024**2}))
    if data.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnfitWorkbook(Problem("password" if is_locked else "old_excel"))
    if not data.startswith(b"PK\x03\x04"):
        raise UnfitWorkbook(Problem("not_excel"))
    _check_content(data, check_zip(data))


def check_zip(data: bytes) -> list[zipfile.ZipInfo]:
    """List the parts of a zip archive, once it is sure that they can be unpacked.

    Raises: UnfitWorkbook with the first reason found.
    """
    parts = _parts_of(data)
    _check_sizes(parts, len(data))
    _check_places(parts, len(data))
    return parts


def _parts_of(data: bytes) -> list[zipfile.ZipInfo]:
    # The number of entries is read from the last record first: listing 100,000 of them takes a second.
    end = data.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(data) < end + 22:
        raise UnfitWorkbook(Problem("damaged"))
    if struct.unpack_from("<H", data, end + 10)[0] > MOST_PARTS:
        raise UnfitWorkbook(Problem("bomb"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, EOFError):
        raise UnfitWorkbook(Problem("damaged")) from None
    if len(parts) > MOST_PARTS:
        raise UnfitWorkbook(Problem("bomb"))
    return parts


def _check_sizes(parts: list[zipfile.ZipInfo], length: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > MOST_UNPACKED_BYTES or (
        unpacked > _RATIO_COUNTS_FROM and unpacked > length * MOST_RATIO
    )
    if is_bomb:
        raise UnfitWorkbook(Problem("bomb"))


def _check_places(parts: list[zipfile.ZipInfo], length: int) -> None:
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) < len(names):
        raise UnfitWorkbook(Problem("damaged"))
    taken_to = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        is_odd = (
            part.header_offset < taken_to  # Overlapping parts are how a bomb hides from the sum of sizes.
            or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            or part.filename.startswith(("/", "\\"))
            or ".." in part.filename.replace("\\", "/").split("/")
            or ":" in part.filename
            or (part.external_attr >> 16) & 0o170000 == 0o120000
        )
        if part.flag_bits & 0x1:
            raise UnfitWorkbook(Problem("password"))
        if is_odd or part.header_offset + part.compress_size > length:
            raise UnfitWorkbook(Problem("damaged"))
        taken_to = part.header_offset + 30 + part.compress_size


def _check_content(data: bytes, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.casefold(): part for part in parts}
    types = names.get("[content_types].xml")
    if types is None or types.file_size > _LARGEST_LIST_OF_TYPES or "xl/workbook.xml" not in names:
        raise UnfitWorkbook(Problem("not_excel"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            said = archive.read(types).lower()
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        raise UnfitWorkbook(Problem("damaged")) from None
    if _WITH_MACROS in said:
        raise UnfitWorkbook(Problem("macros"))
    for name in names:
        for part, code in _ACTIVE_PARTS.items():
            if name.startswith("xl/") and part in name:
                raise UnfitWorkbook(Problem(code))
    if _WORKBOOK not in said:
        raise UnfitWorkbook(Problem("not_excel"))
