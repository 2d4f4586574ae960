"""PDF by Typst: tagged, PDF/UA-1 and PDF/A-2a, and no warning let through."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

import veien
from veien.documents.actions.labels import labels_in, moment_in
from veien.documents.actions.paper import paper
from veien.documents.rules import CannotBuild, Report, check_report, digest_of, plain_report, shares_of
from veien.documents.rules.report import charts_of
from veien.foundation.clock import OSLO

ROOM = Path(__file__).resolve().parent.parent
TEMPLATES = ROOM / "templates"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
_MOST_ATTEMPTS = 8
_UNSHOWN = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)+)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@cache
def _fonts() -> typst.Fonts:
    # The fonts are copied in when Veien is built; without them the ones inside Typst serve. Those of the
    # machine are left out, so that a report looks the same everywhere.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(ROOM / "fonts")])


@cache
def font_families() -> tuple[str, ...]:
    """Give the families to set text in, best first, of those that are there."""
    there = set(_fonts().families())
    return tuple(name for name in ("Inter", "Libertinus Serif") if name in there)


def build_pdf(
    template: str, data: Mapping[str, Any], *, language: str, title: str, at: datetime, author: str = "Veien"
) -> bytes:
    """Set a template with data as PDF/UA-1 and PDF/A-2a.

    Shape: the template finds ``data`` with ``language``, ``title``, ``author``, ``fonts``, ``made_on`` and
        ``made_at`` added as JSON in ``sys.inputs.data``. A letter that no font can show is written as
        ``[U+1F600]``.
    Raises: CannotBuild if the template does not compile cleanly.
    """
    if not (TEMPLATES / template).is_file():
        raise CannotBuild(f"There is no template {template}.")
    day = at.astimezone(OSLO)
    handed = {
        **data,
        "language": language.split("-")[0],
        "title": title,
        "author": author,
        "fonts": font_families(),
        "made_on": {"year": day.year, "month": day.month, "day": day.day},
        "made_at": moment_in(language, at),
    }
    text = json.dumps(handed, ensure_ascii=False)
    for _ in range(_MOST_ATTEMPTS):
        try:
            return _compile(template, text, at)
        except typst.TypstError as error:
            unshown = _letters_without_glyph(error.diagnostic)
            if not unshown & set(text):
                raise CannotBuild(f"{template} cannot be set: {error.message}") from error
            text = "".join(f"[U+{ord(letter):04X}]" if letter in unshown else letter for letter in text)
    raise CannotBuild(f"{template} holds too many letters that no font can show.")


def _compile(template: str, text: str, at: datetime) -> bytes:
    made, warnings = typst.compile_with_warnings(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": text},
        pdf_standards=[*STANDARDS],
        timestamp=int(at.timestamp()),
    )
    if warnings:
        raise CannotBuild(f"{template}: {warnings[0].message}")
    return bytes(made)


def _letters_without_glyph(diagnostic: str) -> set[str]:
    letters: set[str] = set()
    for found in _UNSHOWN.findall(diagnostic):
        letters |= set(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), found))
    return {letter for letter in letters if ord(letter) > 0x17F}


def build_report_pdf(report: Report, *, at: datetime) -> bytes:
    """Set a report as a tagged PDF, with its digest on the last page.

    Raises: CannotBuild if the report is not fit to be one.
    """
    check_report(report)
    plain = plain_report(report)
    plain["version"] = plain["version"] or paper().version
    charts = (
        block for section in plain["sections"] for block in section["blocks"] if block["kind"] == "bars"
    )
    for block, chart in zip(charts, charts_of(report), strict=True):
        block["shares"] = shares_of(chart)
        block["longest"] = None
        for row in block["rows"]:
            row["parts"] = []
    data = {
        "report": plain,
        "labels": labels_in(report.language),
        "digest": digest_of(report),
        "program": f"Veien {veien.__version__}",
    }
    return build_pdf("documents/report.typ", data, language=report.language, title=report.title, at=at)
