"""Whether an uploaded file is a Word document that may serve as a template. Pure.

A template is opened by the program and sent on to people who trust it, so it may hold no macros, no embedded programs
and nothing that is fetched from elsewhere when it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from veien.documents.rules.archive import check_zip
from veien.documents.rules.problems import Problem, UnfitWorkbook

MOST_TEMPLATE_BYTES = 5 * 1024 * 1024
"""The largest template, in bytes as uploaded: a page of styles and a logo need far less."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_MACROS = b"macroenabled"
_ACTIVE = ("vbaproject", "activex/", "embeddings/", "oleobject", "afchunk")
_LARGEST_PART = 20 * 1024 * 1024
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>", re.IGNORECASE)
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_HARMLESS = (b"/hyperlink", b"/attachedtemplate")  # The link to the author's own template is taken out.


def check_template(data: bytes) -> None:
    """See that a file is a ``.docx`` without active or fetched content, and of a size that can be read.

    Raises: UnfitWorkbook with the first reason found.
    """
    if not data:
        raise _unfit("empty_file")
    if len(data) > MOST_TEMPLATE_BYTES:
        raise _unfit("file_too_large")
    if data.startswith(_OLE):
        raise _unfit("password" if "EncryptedPackage".encode("utf-16-le") in data else "old_word")
    if not data.startswith(b"PK\x03\x04"):
        raise _unfit("not_word")
    parts = check_zip(data)
    names = {part.filename.casefold() for part in parts}
    if not {"[content_types].xml", "word/document.xml"} <= names:
        raise _unfit("not_word")
    if any(word in name for name in names for word in _ACTIVE):
        raise _unfit("active_content")
    _check_parts(data, parts)


def _check_parts(data: bytes, parts: list[zipfile.ZipInfo]) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in parts:
                if part.file_size > _LARGEST_PART:
                    raise _unfit("bomb")
                name = part.filename.casefold()
                said = archive.read(part)
                if name == "[content_types].xml":
                    _check_types(said.lower())
                elif name.endswith(".rels"):
                    _check_relations(said)
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in said.upper():
                    raise _unfit("damaged")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as problem:
        if isinstance(problem, UnfitWorkbook):
            raise
        raise _unfit("damaged") from None


def _check_types(said: bytes) -> None:
    if _MACROS in said:
        raise _unfit("macros")
    if _DOCUMENT not in said:
        raise _unfit("word_template" if _TEMPLATE in said else "not_word")


def _check_relations(said: bytes) -> None:
    for found in _RELATION.findall(said):
        if _EXTERNAL.search(found) and not any(kind in found.lower() for kind in _HARMLESS):
            raise _unfit("fetched_content")


def _unfit(code: str) -> UnfitWorkbook:
    return UnfitWorkbook(Problem(code))
