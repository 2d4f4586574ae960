"""The specification as plain content: what a digest is computed over and what a workbook writes."""

from __future__ import annotations

from typing import Any

from veien.foundation.canonical import digest_of
from veien.needs.queries import need_choices
from veien.requirements.queries.rows import RequirementRow, requirement_rows, sections_of
from veien.requirements.rules import Written
from veien.road.queries import Procurement

FORMAT = "veien-requirements/1"


def content_of(procurement: Procurement) -> dict[str, Any]:
    """Give what the market is asked for: sections and requirements in order, without the inner links to needs."""
    rows = requirement_rows(procurement)
    return {
        "format": FORMAT,
        "sections": [each.title for each in sections_of(procurement)],
        "requirements": [
            {
                "id": row.public_id,
                "section": row.section_title,
                "ref": row.ref,
                "title": row.title,
                "text": row.text,
                "obligation": row.obligation,
                "kind": row.kind,
                "category": row.category,
                "answer": row.answer,
                "unit": row.unit,
                "evidence": row.evidence,
            }
            for row in rows
        ],
    }


def content_digest(procurement: Procurement) -> str:
    """Give the SHA-256 of what the market is asked for."""
    return digest_of(content_of(procurement))


def written(row: RequirementRow, need_refs: dict[int, str]) -> Written:
    """Give a requirement in words, as a workbook writes it."""
    return Written(
        ref=row.ref,
        section=row.section_title,
        title=row.title,
        text=row.text,
        obligation=row.obligation,
        kind=row.kind,
        category=row.category,
        answer=row.answer,
        unit=row.unit,
        evidence=row.evidence,
        needs=tuple(need_refs[need] for need in row.need_ids),
    )


def written_rows(procurement: Procurement) -> list[Written]:
    """Give the whole specification in words. Three queries."""
    refs = {each.pk: each.ref for each in need_choices(procurement)}
    return [written(row, refs) for row in requirement_rows(procurement)]
