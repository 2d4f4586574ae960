"""Records that were kept, and whether anything has changed since the last of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from veien.evaluation.models import EvaluationRecord
from veien.evaluation.rules import case_digest
from veien.road.queries import Procurement


def records_of(procurement: Procurement) -> list[EvaluationRecord]:
    """Give the kept records, newest first. One query."""
    rows = EvaluationRecord.objects.filter(procurement=procurement).select_related("made_by", "file")
    return list(rows.order_by("-number"))


def record_for(procurement: Procurement, public_id: UUID) -> EvaluationRecord:
    """Give one kept record of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has none with that id.
    """
    rows = EvaluationRecord.objects.select_related("file", "result_file")
    found = rows.filter(procurement=procurement, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Since:
    """What has changed since the last kept record: the figures, what people judged, or neither."""

    last: EvaluationRecord | None
    figures: bool = False
    judgements: bool = False

    @property
    def has_changed(self) -> bool:
        """Tell whether anything has changed."""
        return self.figures or self.judgements


def changed_since(records: list[EvaluationRecord], document: Mapping[str, Any]) -> Since:
    """Compare a case with the last kept record."""
    if not records:
        return Since(None)
    last = records[0]
    return Since(
        last,
        figures=case_digest(document) != last.case_digest,
        judgements=document["evidence"]["digests"]["scores"] != last.scores_digest,
    )
